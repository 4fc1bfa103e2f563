// What lies in Redis is damaged, or a newer version wrote it: its own thread is told so and can go on afterwards, other threads notice nothing.

import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openQueue } from "../../src/queue.ts";
import { VERSION } from "../../src/schemas/stored.ts";
import { openStage, type Stage } from "../e2e/stage.ts";
import { codeIn, general, until, visible } from "../e2e/twin.ts";

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(() => stage?.close());

const STUCK = "What I have stored about this thread is damaged";
const DONE = "The program says: on";
const keyOf = (kind: "session" | "inbox", ts: string) => `threadloop:${kind}:slack:T01TEST:${general}:${ts}`;

/** Resolves once Redis has done it. */
async function redis(command: string): Promise<string> {
	const answer = await stage.redis.ask(command);
	expect(answer).not.toMatch(/^-/);
	return answer;
}

/** Breaks the Session; resolves with what repairs it. */
async function breakSession(ts: string): Promise<() => Promise<unknown>> {
	const key = keyOf("session", ts);
	await redis(`COPY ${key} kept:${ts}`);
	await redis(`HSET ${key} json "{broken secret-words"`);
	return () => redis(`COPY kept:${ts} ${key} REPLACE`);
}

test("a broken Session does not silence its thread: words, clicks and status are answered, and once it is repaired all goes on (D18)", async () => {
	const { twin } = stage;
	const ts = await stage.propose("print('on')");
	const repair = await breakSession(ts);

	await twin.say("say: print('later')", { thread: ts });
	await twin.saying(ts, STUCK);
	await twin.say("status", { thread: ts });
	await twin.saying(ts, /Status[\s\S]*damaged/);
	await stage.approve(ts);
	await until("a private sentence", async () =>
		(await twin.channel(general)).some((said) => said.ephemeral_to !== undefined && visible(said).includes(STUCK)),
	);

	const other = await stage.propose("print('on')");
	await stage.approve(other);
	await twin.saying(other, DONE);

	expect(await redis(`HGET ${keyOf("session", ts)} json`)).toContain("{broken secret-words");
	const told = (await twin.thread(ts)).filter((said) => visible(said).startsWith("*Stuck*"));
	expect(told).toHaveLength(1);
	const lines = stage.bot.log().split("\n");
	expect(lines.filter((line) => line.includes('"record_unreadable"'))).toEqual([
		expect.stringContaining(keyOf("session", ts)),
	]);
	expect(stage.bot.log()).not.toContain("secret-words");

	await repair();
	await twin.say("status", { thread: ts });
	await twin.saying(ts, "Status");
	// What was said meanwhile is taken up, in its turn.
	await twin.saying(ts, "with the addition");
}, 120_000);

test("a note in the inbox that is no JSON is told and kept, and forget starts the thread afresh (D18)", async () => {
	const { twin } = stage;
	const ts = await stage.propose("print('on')");
	await redis(`RPUSH ${keyOf("inbox", ts)} "{half a note"`);
	await twin.say("say: print('more')", { thread: ts });
	await twin.saying(ts, STUCK);
	expect(await redis(`LRANGE ${keyOf("inbox", ts)} 0 -1`)).toContain("{half a note");
	await twin.say("forget", { thread: ts });
	await twin.saying(ts, "Forgotten");
	await until("the thread to be gone", async () => (await redis(`EXISTS ${keyOf("session", ts)}`)).includes(":0"));
	await twin.say("<@U0BOT> say: print('afresh')", { thread: ts });
	await twin.find(ts, "the new code", (said) => codeIn(said).join().includes("afresh"));
}, 120_000);

test("a thread that a newer version stored is told so, kept even when somebody says forget, and goes on once that version is back", async () => {
	const { twin } = stage;
	const ts = await stage.propose("print('on')");
	const direct = new Redis(stage.redis.url);
	onTestFinished(() => direct.disconnect());
	const key = keyOf("session", ts);
	const json = (await direct.hget(key, "json")) ?? "";
	const newer = JSON.stringify({ ...(JSON.parse(json) as object), version: VERSION + 1, closed: "at noon" });
	await direct.hset(key, "json", newer);
	const before = await direct.hgetall(key);

	await twin.say("say: print('later')", { thread: ts });
	await twin.saying(ts, /Stuck[\s\S]*newer version of me stored this thread/);
	await stage.approve(ts);
	await twin.say("forget", { thread: ts });
	await twin.saying(ts, /Not forgotten yet[\s\S]*newer version/);
	await stage.bot.kill();
	await stage.bot.start();
	await twin.say("status", { thread: ts });
	await twin.saying(ts, /Status[\s\S]*newer version/);
	expect(await direct.hgetall(key)).toEqual(before);
	expect((await twin.thread(ts)).filter((said) => visible(said).startsWith("*Stuck*"))).toHaveLength(1);

	await direct.hset(key, "json", json);
	await twin.say("status", { thread: ts });
	await twin.saying(ts, "Forget this thread?");
}, 120_000);

test("a record of another type and a button's record that is cut off do not make the bot deaf either", async () => {
	const { twin } = stage;
	const ts = await stage.propose("print('on')");
	const card = await twin.withButton(ts, "Approve");
	const keys = (await redis("KEYS threadloop:ticket:*")).split("\r\n").filter((line) => line.startsWith("threadloop:"));
	for (const key of keys) await redis(`SET ${key} "{" KEEPTTL`);
	await twin.click(card, "Approve");
	await until("a private sentence", async () =>
		(await twin.channel(general)).some((said) => said.ephemeral_to !== undefined && said.thread_ts === ts),
	);
	// The log holds no button's token.
	for (const key of keys) expect(stage.bot.log()).not.toContain(key);

	await redis(`DEL ${keyOf("session", ts)}`);
	await redis(`SET ${keyOf("session", ts)} text`);
	await twin.say("status", { thread: ts });
	await twin.saying(ts, /Status[\s\S]*damaged/);
	await twin.say("forget", { thread: ts });
	await twin.saying(ts, "Forgotten");
}, 120_000);

test("a job that stalled and whose data are gone does not pass for a Redis that is away (D20)", async () => {
	const events: string[] = [];
	const queue = openQueue({
		url: stage.redis.url,
		name: "stalled",
		concurrency: 1,
		log: (_level, event, fields) => void events.push(`${event} ${fields?.error}`),
		unfinished: async () => [],
	});
	onTestFinished(() => queue.close());
	const heard: string[] = [];
	await queue.ring("slack:T1:C1:1.1", "old");
	// As a process leaves it that took the job and then stood still: at work, and nobody holds its lock.
	const taken = await redis("RPOPLPUSH threadloop:queue:stalled:wait threadloop:queue:stalled:active");
	await redis(`SADD threadloop:queue:stalled:stalled ${taken.split("\r\n")[1]}`);
	queue.work(async (thread) => void heard.push(thread));
	await until("bull to put the stalled job away", async () =>
		(await redis("LRANGE threadloop:queue:stalled:active 0 -1")).startsWith("*0"),
	);
	await queue.ring("slack:T1:C1:2.2", "new");
	await until("the next ring", () => heard.length > 0);
	expect(heard).toEqual(["slack:T1:C1:2.2"]);
	expect(events).toEqual([]);
});
