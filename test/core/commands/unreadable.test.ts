// A Thread that a newer version of the bot has stored: it is said once, what people say and click waits, and nothing of it is deleted.

import { expect, test } from "vitest";
import { forgetUnused } from "../../../src/core/commands/forget.ts";
import { BotError } from "../../../src/core/errors.ts";
import { csv, fakeWorld, ok, script, thread } from "../../fakes/world.ts";

const NEWER = "It was written by a newer version; start that one again.";

/** Code waits for a click; then a newer version saves the Thread, until `back` is called. */
async function stored(code: "newer" | "unreadable" = "newer", sentence = NEWER) {
	const bot = fakeWorld({ says: [script("print(1)"), "It is 1."], does: [ok("1")] });
	await bot.say("go", { files: [csv] });
	await bot.work();
	const { load } = bot.whole.store;
	const saved = bot.session();
	const heard: string[] = [];
	Object.assign(bot.whole.store, {
		load: async () => {
			throw new BotError(code, sentence);
		},
	});
	const back = async () => {
		Object.assign(bot.whole.store, { load });
		const { inbox } = await load(thread);
		heard.push(...inbox.map((note) => (note.kind === "message" ? note.text : note.kind)));
		return heard;
	};
	return { bot, saved, back };
}
const sentences = (bot: ReturnType<typeof fakeWorld>) =>
	bot.asides.map(({ id, title, lines }) => [id.replace(`${thread} `, ""), title, ...lines].join(": "));

test("words wait for the version that can read the thread, which then takes them in; people are told each time the thread is looked at, in one post", async () => {
	const { bot, saved, back } = await stored();
	await bot.say("and per month?");
	for (const _ of [1, 2]) await bot.work();
	// The Adapter posts what has the same id once.
	expect(sentences(bot)).toEqual([`unreadable: Stuck: ${NEWER}`, `unreadable: Stuck: ${NEWER}`]);
	expect(bot.session()).toEqual(saved);
	expect(await back()).toEqual(["and per month?"]);
});

test("a click is answered with the sentence and leaves its button open", async () => {
	const { bot, saved, back } = await stored();
	const { token } = saved!.turn!.attempts[0]!.approval;
	await bot.click("approve");
	expect(bot.told).toEqual([NEWER]);
	expect(bot.tickets.has(token)).toBe(true);
	await back();
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test("status says why nothing goes on, help is answered as ever", async () => {
	const { bot } = await stored();
	await bot.say("status");
	await bot.say("help");
	expect(sentences(bot)[0]).toBe(`k2: Status: ${NEWER}`);
	expect(bot.asides[1]?.title).toBe("How to use me");
});

test("who asks for the status alone is told why in their language", async () => {
	const { bot } = await stored("newer", "The file is no longer there, because this thread's files were removed.");
	const { lines } = await bot.bot.command("status", { thread, person: "U1", locale: "zh" });
	expect(lines).toEqual(["该文件已不存在，因为本讨论串的文件已被删除。"]);
});

test("forget is not carried out on what a newer version keeps: that is said, and the wish waits", async () => {
	const { bot, saved, back } = await stored();
	await bot.say("forget");
	expect(sentences(bot)).toEqual([`k2: Not forgotten yet: ${NEWER}`]);
	expect([bot.world.forgotten, bot.session()]).toEqual([0, saved]);
	expect(await back()).toEqual(["forget"]);
	await bot.work();
	expect(bot.asides.at(-1)?.title).toBe("Forget this thread?");
});

test("a thread whose first message was deleted is forgotten by the version that can read it", async () => {
	const { bot, saved, back } = await stored();
	await bot.bot.deleted(thread);
	await bot.work();
	expect([bot.world.forgotten, bot.session()]).toEqual([0, saved]);
	expect(await back()).toEqual(["forget"]);
	await bot.work();
	expect(bot.world.forgotten).toBe(1);
});

test("a thread that was not used for long is left to the version that can read it", async () => {
	const { bot, saved, back } = await stored();
	const unused = async () => [thread];
	await forgetUnused({ ...bot.whole, store: { ...bot.whole.store, unused } }, 30);
	await bot.work();
	expect([bot.world.forgotten, bot.session()]).toEqual([0, saved]);
	expect(await back()).toEqual([]);
});

test("what is damaged is deleted when somebody says forget", async () => {
	const { bot } = await stored("unreadable");
	await bot.say("forget");
	expect(bot.world.forgotten).toBe(1);
	expect(bot.asides.at(-1)?.title).toBe("Forgotten");
});
