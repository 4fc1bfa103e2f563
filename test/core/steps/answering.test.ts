// The step `answering`: words of the model, and figures of the program alone.

import { expect, test } from "vitest";
import { BotError } from "../../../src/core/errors.ts";
import { csv, fakeWorld, keyError, ok, script } from "../../fakes/world.ts";
import { broken, fixed } from "../threads.ts";

test("a follow-up continues the branch that worked and drops the failed one", async () => {
	const bot = fakeWorld({
		says: [broken, fixed, "10 rows.", script("print(11)"), "11."],
		does: [keyError(), ok("rows 10"), ok("11")],
	});
	await bot.say("go", { files: [csv] });
	for (let i = 0; i < 2; i++) {
		await bot.work();
		await bot.click("approve");
	}
	await bot.work();
	await bot.say("and one more?", { addressed: false });
	await bot.work();
	const contents = bot.requests.at(-1)!.map(({ content }) => content);
	expect(contents.join("\n")).not.toContain("df['date']");
	expect(contents.join("\n")).toContain("df['created_at']");
	expect(contents.at(-1)).toContain("and one more?");
});

test("a model that goes away before the answer leaves the output as the answer", async () => {
	const bot = fakeWorld({ says: [script("print(7)"), new BotError("model_down", "down")], does: [ok("total: 7")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: "```\ntotal: 7\n```" });
});

test("figures that no program printed are never the answer", async () => {
	const bot = fakeWorld({ says: [script("print(7)"), "The total is 42."], does: [ok("total: 7")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ text: "```\ntotal: 7\n```" });
});

test("words without a figure come with the figures that were printed", async () => {
	const bot = fakeWorld({ says: [script("print(7)"), "I added it all up."], does: [ok("total: 7")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ text: "I added it all up.\n\n```\ntotal: 7\n```" });
});

test("a model that fails after the run costs only the words: the output is shown, and why there are no words", async () => {
	const down = new BotError("model_down", "The model server does not answer; start it, then try again.");
	const bot = fakeWorld({ says: [script("print(10)"), down], does: [ok("rows: 10")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: "```\nrows: 10\n```" });
	expect(bot.turn().notices.at(-1)).toContain("could not put its output into words");
});
