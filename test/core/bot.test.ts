// The front door: whose messages and clicks are for the bot, and that none counts twice.

import { expect, test } from "vitest";
import { BotError } from "../../src/core/errors.ts";
import { bob, fakeWorld, ok, script } from "../fakes/world.ts";
import { answered, notAddressed } from "./threads.ts";

test("a second click finds the button closed and nothing runs twice", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [ok("1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.click("approve");
	expect(bot.told).toEqual(["This button no longer works: it was already used, or there is a newer version."]);
	await bot.work();
	expect(bot.runs).toHaveLength(1);
});

test("a button works only on the message that carries it, in its own thread, for its own choice", async () => {
	const bot = fakeWorld({ says: [script("a = 1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve", { ref: "another message" });
	await bot.click("approve", { token: bot.turn().stop });
	await bot.click("approve", { token: "0".repeat(32) });
	await bot.bot.click(
		{
			token: bot.turn().attempts[0]!.approval.token,
			choice: "approve",
			thread: "slack:T1:C1:9.9",
			person: "U1",
			ref: "ref 1",
		},
		{
			privately: async (sentence) => void bot.told.push(sentence),
			askReason: async () => {},
			askCode: async () => true,
		},
	);
	await bot.work();
	expect(bot.told).toHaveLength(4);
	expect(bot.runs).toHaveLength(0);
});

test("of two clicks at the same moment one wins and the other is told", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1", script("b")], does: [ok("1")] });
	await bot.say("go");
	await bot.work();
	await Promise.all([bot.click("approve"), bot.click("reject", { reason: "no" })]);
	expect(bot.told).toHaveLength(1);
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test("messages that are none of ours are left alone", async () => {
	const bot = fakeWorld();
	await bot.say("chatting", { addressed: false });
	await bot.say("beep", { author: { id: "B1", name: "robot", trust: "bot" } });
	await bot.work();
	expect(bot.session()).toBeUndefined();
});

test.each(["@bob look at this", "<@U2> look at this", "  @Bob: ok?"])(
	"a message that begins by addressing somebody else is not for the bot: %s",
	async (text) => {
		const bot = await answered();
		await bot.say(text, notAddressed);
		expect(bot.rung.at(-1)?.reason).not.toContain("new k2");
		await bot.work();
		expect(bot.requests).toHaveLength(2);
	},
);

test("a message that names somebody later on, or an e-mail address, is for the bot", async () => {
	const bot = await answered({ says: [script("print(1)"), script("print(2)")] });
	await bot.say("is it what @bob said, bob@example.com?", notAddressed);
	await bot.work();
	expect(bot.requests.at(-1)?.at(-1)?.content).toContain("is it what @bob said");
});

test("a message that addresses somebody else and the bot is for the bot", async () => {
	const bot = await answered({ says: [script("print(1)")] });
	await bot.say("@bob and now the sum", { addressed: true });
	await bot.work();
	expect(bot.turn().request).toBe("@bob and now the sum");
});

test("a bot is never answered, not even one that mentions it", async () => {
	const bot = fakeWorld();
	await bot.say("status", { author: { ...bob, trust: "bot" } });
	await bot.work();
	expect(bot.session()).toBeUndefined();
	expect(bot.asides).toHaveLength(0);
});

test("an answer that cannot be posted is no reason to have the word sent again", async () => {
	const bot = fakeWorld();
	bot.world.sayFails = new BotError("chat_refused", "Slack is out of order.");
	await bot.say("status");
	expect(bot.asides).toHaveLength(0);
});

test("a deleted message that began no thread of ours is nothing to us", async () => {
	const bot = fakeWorld();
	await bot.bot.deleted("slack:T1:C1:9.9");
	expect(bot.rung).toHaveLength(0);
});
