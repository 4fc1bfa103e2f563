// What waits for one person is told to that person alone, over all Threads.

import { expect, test } from "vitest";
import type { Session } from "../../../src/core/domain.ts";
import { BotError } from "../../../src/core/errors.ts";
import { bob, csv, fakeWorld, ok, script, thread } from "../../fakes/world.ts";

const ELSEWHERE = "slack:T1:C2:2.2";

/** Alice's question waits here; a copy of it, asked by Bob, waits in another channel. */
async function twoOpen(approvers: readonly string[] = ["U2"]) {
	const bot = fakeWorld({
		says: [script("print(1)"), "It is 1."],
		does: [ok("1")],
		settings: { approvers: [...approvers] },
	});
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	const here = await session(bot);
	const { turn } = here;
	if (turn === undefined) throw new Error("no Turn");
	const attempts = turn.attempts.map((attempt) => ({
		...attempt,
		approval: { ...attempt.approval, token: "e".repeat(32) },
	}));
	const other = { ...turn, id: "other", thread: ELSEWHERE, requester: bob, request: "secret figures", attempts };
	const copy: Session = { ...here, thread: ELSEWHERE, rev: 0, turn: other };
	bot.world.elsewhere.set(ELSEWHERE, copy);
	return bot;
}

async function session(bot: ReturnType<typeof fakeWorld>): Promise<Session> {
	const { session: found } = await bot.whole.store.load(thread);
	if (found === undefined) throw new Error("no Session");
	return found;
}

/** The list where everybody reads it. */
const listOf = (bot: ReturnType<typeof fakeWorld>) =>
	bot.asides.findLast(({ links }) => links !== undefined && links.length > 0);

const listing = (bot: ReturnType<typeof fakeWorld>) => {
	const found = bot.lists.at(-1)?.listing;
	if (found === undefined) throw new Error("no list");
	return found;
};

test("an approver gets a direct message with what waits, and the others read only that it was sent", async () => {
	const bot = await twoOpen();
	await bot.say("waiting", { author: bob });
	expect(bot.lists).toMatchObject([{ asking: { thread: "slack:T1:DU2:", person: "U2" } }]);
	expect(listing(bot).title).toBe("Waiting for you: 2 · your other open questions: 0");
	expect(listing(bot).forMe.map(({ label }) => label)).toEqual([
		expect.stringMatching(/^Alice: “how many rows\?” \(waiting for approval of the code, .+ left\)$/),
		expect.stringContaining("Bob: “secret figures”"),
	]);
	expect(listing(bot).forMe[1]?.url).toBe("https://chat.example/other");
	expect(bot.asides.at(-1)).toMatchObject({
		thread,
		title: "I wrote it to you in a direct message, because others read this",
		lines: [],
	});
});

test("in a direct message the list is the answer, and in a thread of one it is said where it stands", async () => {
	const bot = await twoOpen();
	const said = { by: bob, text: "waiting", files: [], at: 1, midThread: false };
	const note = { ...said, kind: "message", author: bob, key: "slack:T1:DU2:7.7" } as const;
	const before = bot.asides.length;
	await bot.bot.message({ thread: "slack:T1:DU2:7.7", note, addressed: true });
	expect(bot.lists).toHaveLength(1);
	expect(bot.asides).toHaveLength(before);
	await bot.bot.message({ thread: "slack:T1:DU2:5.5", note: { ...note, key: "slack:T1:DU2:8.8" }, addressed: true });
	expect(bot.asides.at(-1)?.title).toBe("It is at the end of our direct messages");
});

test("they may decide in it once all of the code is in its thread, and not before", async () => {
	const bot = await twoOpen();
	await bot.say("waiting", { author: bob });
	expect(listing(bot).forMe.map(({ decidable }) => decidable)).toEqual([true, true]);
	bot.world.isWhole = false;
	await bot.say("waiting", { author: bob });
	expect(listing(bot).forMe.map(({ decidable }) => decidable)).toEqual([undefined, undefined]);
	bot.world.isWhole = true;
	await bot.say("waiting");
	expect(listing(bot).asked.map(({ decidable }) => decidable)).toEqual([undefined]);
});

test("whoever may not approve learns of their own questions only", async () => {
	const bot = await twoOpen();
	await bot.say("待办");
	expect(listing(bot).title).toBe("待您处理：0 项 · 您的其他提问：1 个");
	expect(JSON.stringify(listing(bot))).not.toContain("secret");
});

test("where the requester alone may approve, the code waits for the requester and nobody else", async () => {
	const bot = await twoOpen([]);
	await bot.say("waiting");
	expect(listing(bot).title).toBe("Waiting for you: 1 · your other open questions: 0");
	expect(JSON.stringify(listing(bot))).not.toContain("secret");
});

test("a platform that refuses direct messages lists this channel only, where everybody reads it", async () => {
	const bot = await twoOpen();
	bot.world.directFails = new BotError("chat_refused", "Slack refused conversations.open (missing_scope).");
	await bot.say("waiting", { author: bob });
	expect(listOf(bot)).toMatchObject({
		thread,
		title: "Waiting for you: 1 · your other open questions: 0",
		lines: ["I could not write to you directly, so this lists this channel only."],
		buttons: [],
	});
	expect(JSON.stringify(bot.asides)).not.toContain("secret");
});

test("without an address of the card, or without anything that waits, it says so plainly", async () => {
	const bot = await twoOpen();
	bot.world.linkFails = new BotError("chat_refused", "Slack refused chat.getPermalink (missing_scope).");
	await bot.say("waiting", { author: bob });
	expect(listing(bot).forMe.every(({ url }) => url === undefined)).toBe(true);
	await bot.say("waiting", { author: { id: "U9", name: "Zoe", trust: "member" } });
	expect(listing(bot)).toMatchObject({ title: "Nothing waits for you, and you have no open question", forMe: [] });
});

test("whoever is in line for the model learns their place", async () => {
	const bot = fakeWorld({
		says: [
			async ({ onPosition }) => {
				onPosition?.(3);
				await bot.say("waiting", { addressed: false });
				return script("print(1)");
			},
		],
	});
	await bot.say("go");
	await bot.work();
	expect(listing(bot).asked[0]?.label).toBe("Alice: “go” (number 3 in line for the model)");
});

const near = { thread: "slack:T1::", person: "U2" };

test("the list that only they see has what waits and what they asked, and nothing of others", async () => {
	const bot = await twoOpen();
	const list = await bot.bot.waiting(near);
	expect(list.forMe.map(({ turn }) => turn.request)).toEqual(["how many rows?", "secret figures"]);
	expect(list).toMatchObject({ title: "Waiting for you: 2 · your other open questions: 0", asked: [], decided: [] });
	expect((await bot.bot.waiting({ ...near, person: "U1" })).asked.map(({ turn }) => turn.request)).toEqual([
		"how many rows?",
	]);
	expect(JSON.stringify(await bot.bot.waiting({ ...near, person: "U9" }))).not.toMatch(/secret|rows/);
});

test("what an approver was told of stays in their list while it runs, and is gone once it is over", async () => {
	const lists: number[][] = [];
	const bot = fakeWorld({
		says: [script("print(1)"), "It is 1."],
		does: [
			async () => {
				const { forMe, decided } = await bot.bot.waiting(near);
				lists.push([forMe.length, decided.length]);
				return ok("1");
			},
		],
		settings: { approvers: ["U2"] },
	});
	await bot.say("go");
	await bot.work();
	await bot.click("approve", { by: "U2" });
	await bot.work();
	const { forMe, decided } = await bot.bot.waiting(near);
	expect([...lists, [forMe.length, decided.length]]).toEqual([
		[0, 1],
		[0, 0],
	]);
});

test("a list of more than fifteen says how many are left out", async () => {
	const bot = await twoOpen();
	const copy = bot.world.elsewhere.get(ELSEWHERE);
	if (copy?.turn === undefined) throw new Error("no Turn");
	for (let at = 0; at < 25; at += 1) {
		const where = `slack:T1:C3:${at}`;
		bot.world.elsewhere.set(where, { ...copy, thread: where, turn: { ...copy.turn, id: `more ${at}`, thread: where } });
	}
	const list = await bot.bot.waiting(near);
	expect(list.forMe).toHaveLength(15);
	expect(list.more).toBe("The oldest come first; 12 more are not shown.");
});

test("the language is what the operator fixed, else that of their client, else that of what they asked", async () => {
	const bot = await twoOpen();
	expect((await bot.bot.waiting(near)).locale).toBe("en");
	expect((await bot.bot.waiting({ ...near, locale: "zh" })).title).toMatch(/^待您处理：2/);
	const fixed = fakeWorld({ settings: { language: "zh" } });
	expect((await fixed.bot.waiting({ ...near, locale: "en" })).title).toMatch(/^没有/);
});

test("outside of a thread, status says what is open for this person, the model and the limits, and help lists the words", async () => {
	const bot = await twoOpen();
	const status = await bot.bot.command("status", near);
	expect(status.lines).toEqual([
		"Waiting for you: 2 · your other open questions: 0",
		"Model: test-model",
		expect.stringMatching(/^Limits: .*1 CPU/),
	]);
	const inside = await bot.bot.command("status", { thread, person: "U9" });
	expect(inside.lines[0]).toMatch(/^Now: waiting for approval of the code/);
	expect((await bot.bot.command("help", near)).lines.join()).toContain("status / 状态");
});

test("what was asked in a form is said in the thread once, before anything else", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	const form = { files: [csv], unseen: true, midThread: true } as const;
	await bot.say("how many rows?", form);
	expect(bot.asides).toMatchObject([{ thread, title: "Alice asks about sales.csv", lines: ["how many rows?"] }]);
	await bot.work();
	expect(bot.turn().request).toBe("how many rows?");
	await bot.say("how many rows?", { files: [csv] });
	expect(bot.asides).toHaveLength(1);
	const silent = fakeWorld({ says: [script("print(1)")] });
	silent.world.sayFails = new BotError("chat_refused", "no");
	await silent.say("how many rows?", form);
	await silent.work();
	expect(silent.turn().state.kind).toBe("waiting");
});

test("a form is in the language that the operator fixed, else that of their client, else that of what it is about", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	expect(await bot.bot.locale(near, "各地区的销售是多少")).toBe("zh");
	expect(await bot.bot.locale({ ...near, locale: "en" }, "各地区的销售是多少")).toBe("en");
	await bot.say("一共有多少行？");
	await bot.work();
	expect(await bot.bot.locale({ thread, person: "U1" }, "")).toBe("zh");
	const fixed = fakeWorld({ settings: { language: "zh" } });
	expect(await fixed.bot.locale({ ...near, locale: "en" }, "the total")).toBe("zh");
});
