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

const listOf = (bot: ReturnType<typeof fakeWorld>) =>
	bot.asides.findLast(({ links }) => links !== undefined && links.length > 0);

test("an approver gets a direct message with what waits, and the others read only that it was sent", async () => {
	const bot = await twoOpen();
	await bot.say("waiting", { author: bob });
	expect(listOf(bot)).toMatchObject({
		thread: "slack:T1:DU2:",
		title: "Waiting for you: 2 · your other open questions: 0",
	});
	expect(listOf(bot)?.links?.map(({ label }) => label)).toEqual([
		expect.stringMatching(/^Alice: “how many rows\?” \(waiting for approval of the code, .+ left\)$/),
		expect.stringContaining("Bob: “secret figures”"),
	]);
	expect(listOf(bot)?.links?.[1]?.url).toBe("https://chat.example/other");
	expect(bot.asides.at(-1)).toMatchObject({
		thread,
		title: "I wrote it to you in a direct message, because others read this",
		lines: [],
	});
});

test("whoever may not approve learns of their own questions only", async () => {
	const bot = await twoOpen();
	await bot.say("待办");
	expect(listOf(bot)?.title).toBe("待您处理：0 项 · 您的其他提问：1 个");
	expect(JSON.stringify(listOf(bot))).not.toContain("secret");
});

test("where the requester alone may approve, the code waits for the requester and nobody else", async () => {
	const bot = await twoOpen([]);
	await bot.say("waiting");
	expect(listOf(bot)).toMatchObject({ title: "Waiting for you: 1 · your other open questions: 0" });
	expect(JSON.stringify(listOf(bot))).not.toContain("secret");
});

test("a platform that refuses direct messages lists this channel only, where everybody reads it", async () => {
	const bot = await twoOpen();
	bot.world.directFails = new BotError("chat_refused", "Slack refused conversations.open (missing_scope).");
	await bot.say("waiting", { author: bob });
	expect(listOf(bot)).toMatchObject({
		thread,
		title: "Waiting for you: 1 · your other open questions: 0",
		lines: ["I could not write to you directly, so this lists this channel only."],
	});
	expect(JSON.stringify(bot.asides)).not.toContain("secret");
});

test("without an address of the card, or without anything that waits, it says so plainly", async () => {
	const bot = await twoOpen();
	bot.world.linkFails = new BotError("chat_refused", "Slack refused chat.getPermalink (missing_scope).");
	await bot.say("waiting", { author: bob });
	expect(listOf(bot)?.links?.every(({ url }) => url === undefined)).toBe(true);
	await bot.say("waiting", { author: { id: "U9", name: "Zoe", trust: "member" } });
	expect(bot.asides.at(-2)).toMatchObject({ title: "Nothing waits for you, and you have no open question", links: [] });
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
	expect(listOf(bot)?.links?.[0]?.label).toBe("Alice: “go” (number 3 in line for the model)");
});
