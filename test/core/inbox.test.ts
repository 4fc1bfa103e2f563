// The inbox: what expires, and what becomes the next Turn.

import { expect, test } from "vitest";
import { fakeWorld, ok, script } from "../fakes/world.ts";
import { notAddressed } from "./threads.ts";

test("an approval that nobody gave in time expires, and a late click runs nothing", async () => {
	const bot = fakeWorld({ says: [script("a = 1")], settings: { approvalTtlMs: 60_000 } });
	await bot.say("go");
	await bot.work();
	expect(bot.rung.find(({ reason }) => reason.startsWith("expiry"))?.delayMs).toBe(61_000);
	bot.pass(60_001);
	await bot.click("approve");
	expect(bot.told[0]).toContain("not approved in time");
	await bot.work();
	expect(bot.end().kind).toBe("expired");
	expect(bot.turn().attempts[0]?.approval.verdict?.kind).toBe("expired");
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(0);
});

test("a click in time counts even when it is read after the deadline", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [ok("1")], settings: { approvalTtlMs: 60_000 } });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	bot.pass(120_000);
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test("a message that comes while the answer is written becomes the next Turn", async () => {
	const bot = fakeWorld({
		says: [
			script("print(1)"),
			async () => {
				await bot.say("now as a chart", { addressed: false });
				return "It is 1.";
			},
			script("plot()"),
		],
		does: [ok("1")],
	});
	await bot.say("go");
	await bot.work();
	const first = bot.turn().id;
	await bot.click("approve");
	await bot.work();
	expect(bot.turn().id).not.toBe(first);
	expect(bot.turn().request).toContain("now as a chart");
	expect(bot.shown.some((turn) => turn.id === first && turn.state.kind === "ended")).toBe(true);
});

test("what came while the last code ran becomes one question, and it says so", async () => {
	const bot = fakeWorld({
		says: [script("print(1)"), "It is 1.", script("print(2)")],
		does: [
			async () => {
				await bot.say("and the mean?", notAddressed);
				await bot.say("rounded", notAddressed);
				return { output: "1" };
			},
		],
	});
	await bot.say("the total?");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.turn().request).toBe("Alice: and the mean?\nAlice: rounded");
	expect(bot.turn().notices).toEqual(["2 messages arrived while I was finishing; they are answered here together."]);
});
