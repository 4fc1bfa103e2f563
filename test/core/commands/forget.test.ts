// Forgetting a Thread: on request, when its first message is deleted, when the Thread is gone.

import { expect, test } from "vitest";
import { BotError } from "../../../src/core/errors.ts";
import { alice, bob, fakeWorld, script, thread } from "../../fakes/world.ts";
import { answered, notAddressed } from "../threads.ts";

test("forget asks once more, and the click deletes everything and says so", async () => {
	const bot = await answered();
	await bot.say("forget", notAddressed);
	await bot.work();
	expect(bot.world.forgotten).toBe(0);
	expect(bot.asides.at(-1)).toMatchObject({ title: "Forget this thread?", buttons: [{ choice: "forget" }] });
	await bot.click("forget", { by: bob.id });
	await bot.work();
	expect(bot.world.forgotten).toBe(0);
	await bot.click("forget");
	await bot.work();
	expect(bot.world.forgotten).toBe(1);
	expect(bot.session()).toBeUndefined();
	expect(bot.asides.at(-1)?.title).toBe("Forgotten");
	expect(bot.audited.at(-1)).toMatchObject({ event: "forgotten", why: "asked", by: alice.id });
});

test("no button is left to click after forget, and an old one says when the thread was forgotten", async () => {
	const bot = await answered();
	const { id, tools } = bot.turn();
	for (const _ of [1, 2]) {
		await bot.say("forget", notAddressed);
		await bot.work();
	}
	const questions = bot.asides.map(({ id: aside }) => aside);
	await bot.click("forget");
	await bot.work();
	expect(bot.shown.findLast((turn) => turn.id === id)?.tools).toBeUndefined();
	expect(bot.asides.at(-1)?.title).toBe("Forgotten");
	for (const question of questions) {
		const last = bot.asides.findLast(({ id: aside }) => aside === question);
		expect(last).toMatchObject({ title: "Forget this thread?", lines: [], buttons: [] });
	}
	const click = { thread, person: alice.id, ref: "ref 1" };
	const reply = { privately: async (one: string) => void bot.told.push(one), askReason: async () => {} };
	await bot.bot.click(
		{ ...click, choice: "rerun", token: tools?.rerun ?? "" },
		{ ...reply, askCode: async () => true },
	);
	expect(bot.told.at(-1)).toBe(
		"This thread was forgotten on 1970-01-01, so its buttons no longer do anything. Mention me to ask again.",
	);
});

test("the button works from the moment that it is there", async () => {
	const bot = await answered();
	const isOpen: boolean[] = [];
	const push = bot.asides.push.bind(bot.asides);
	bot.asides.push = (...asides) => {
		isOpen.push(...asides.flatMap(({ buttons }) => buttons.map(({ token }) => bot.tickets.has(token))));
		return push(...asides);
	};
	await bot.say("forget", notAddressed);
	await bot.work();
	expect(isOpen).toEqual([true]);
});

test("deleting the first message stops what runs and forgets the thread without asking", async () => {
	const bot = fakeWorld({
		says: [script("slow()")],
		does: [
			async ({ signal, thread }) => {
				await bot.bot.deleted(thread);
				return { outcome: signal.aborted ? "cancelled" : "ok", output: "" };
			},
		],
	});
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.world.forgotten).toBe(1);
	expect(bot.session()).toBeUndefined();
	expect(bot.asides.at(-1)?.lines[0]).toContain("The first message of this thread was deleted");
});

test("a thread that is gone from the platform is forgotten all the same", async () => {
	const bot = await answered();
	bot.world.showFails = new BotError("thread_gone", "gone");
	await bot.bot.deleted(bot.turn().thread);
	await bot.work();
	expect(bot.session()).toBeUndefined();
	expect(bot.world.forgotten).toBe(1);
});

test("a thread that was found to be gone before its deletion was heard of is forgotten, too", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	bot.world.showFails = new BotError("thread_gone", "gone");
	await bot.say("go");
	await bot.work();
	expect(bot.session()).toMatchObject({ threadGone: true });
	await bot.bot.deleted("slack:T1:C1:1.1");
	await bot.work();
	expect(bot.world.forgotten).toBe(1);
	expect(bot.session()).toBeUndefined();
});
