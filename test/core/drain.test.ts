// The bot is about to end: what is at work comes to its end, and nothing else begins.

import { expect, test } from "vitest";
import { fakeWorld, ok, script, thread } from "../fakes/world.ts";

test("what is asked once the bot drains is stored and does not begin", async () => {
	const bot = fakeWorld();
	await bot.bot.drain();
	await bot.say("how many rows?");
	await bot.work();
	expect([bot.requests, bot.session()]).toEqual([[], undefined]);
	expect(await bot.whole.store.load(thread)).toMatchObject({ inbox: [{ text: "how many rows?" }] });
});

test("a program that runs is answered before the bot ends, and the question after it waits for the next start", async () => {
	let drained: Promise<void> | undefined;
	const running = async () => {
		drained = bot.bot.drain();
		await bot.say("and how many columns?");
		return ok("rows: 10");
	};
	const bot = fakeWorld({ says: [script("print(1)"), "There are 10 rows."], does: [running] });
	await bot.say("how many rows?");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await drained;
	expect(bot.end().kind).toBe("answered");
	expect(bot.turn().request).toBe("how many rows?");
	expect(bot.requests).toHaveLength(2);
});

test("code that is shown while the bot drains waits, even where it is approved at once", async () => {
	let drained: Promise<void> | undefined;
	const writing = () => {
		drained = bot.bot.drain();
		return script("print(1)");
	};
	const bot = fakeWorld({ says: [writing] });
	await bot.say("how many rows?");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await drained;
	expect([bot.turn().state.kind, bot.runs]).toEqual(["waiting", []]);
});
