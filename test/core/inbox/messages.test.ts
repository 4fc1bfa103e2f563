// Messages in the inbox: what is said while code waits, runs or is written.

import { expect, test } from "vitest";
import { bob, csv, fakeWorld, keyError, script } from "../../fakes/world.ts";
import { broken, fixed, notAddressed } from "../threads.ts";

test("a message while an approval is open supersedes the code, which can no longer be approved", async () => {
	const bot = fakeWorld({ says: [script("a = 1"), script("b = 2")] });
	await bot.say("go");
	await bot.work();
	const old = bot.turn().attempts[0]!.approval.token;
	await bot.say("only for May, please", { addressed: false });
	await bot.work();
	expect(bot.turn().attempts[0]?.approval.verdict?.kind).toBe("superseded");
	expect(bot.requests[1]?.map(({ content }) => content).join("\n")).toContain("Alice: only for May, please");
	await bot.click("approve", { token: old, ref: "ref 1" });
	expect(bot.told[0]).toContain("This button no longer works");
	await bot.work();
	expect(bot.runs).toHaveLength(0);
	expect(bot.turn().attempts).toHaveLength(2);
});

test("a message while the program runs joins the next request to the model", async () => {
	const bot = fakeWorld({
		says: [broken, fixed],
		does: [
			async () => {
				await bot.say("and use euros", { addressed: false });
				return keyError();
			},
		],
	});
	await bot.say("go", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.requests[1]?.at(-1)?.content).toContain("Alice: and use euros");
});

test("one message that comes twice is handled once, and files of the fuller copy are read before the model is asked", async () => {
	const bot = fakeWorld({ says: [script("a")] });
	await bot.say("go", { key: "same" });
	await bot.say("go", { key: "same", files: [csv] });
	await bot.say("go", { key: "same", files: [csv] });
	await bot.work();
	expect(bot.put).toEqual(["sales.csv"]);
	expect(bot.requests).toHaveLength(1);
	expect(bot.requests[0]?.[1]?.content).toContain("File sales.csv");
	expect(bot.requests[0]?.[1]?.content.match(/Request: go/g)).toHaveLength(1);
});

test("messages that come while it works are taken in together at the next step, and it says so", async () => {
	const bot = fakeWorld({
		says: [
			async () => {
				await bot.say("only 2024", notAddressed);
				await bot.say("and in euros", { ...notAddressed, author: bob });
				return script("print(1)");
			},
			script("print(2)"),
		],
	});
	await bot.say("the total?");
	await bot.work();
	await bot.say("go on", notAddressed);
	await bot.work();
	expect(
		bot.requests
			.at(-1)
			?.map(({ content }) => content)
			.join(),
	).toContain("Alice: only 2024\nBob: and in euros");
	expect(bot.shown.flatMap(({ notices }) => notices)).toContain(
		"2 messages arrived while I was working; I will take them into account next.",
	);
});
