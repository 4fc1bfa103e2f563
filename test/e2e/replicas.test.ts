// Two bots over one Redis, one engine and one state folder: either serves any thread, and what one leaves the other takes up.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BotProcess } from "./process.ts";
import { openStage, type Stage } from "./stage.ts";
import { codeIn, until, visible } from "./twin.ts";

let stage: Stage;
let other: BotProcess;
beforeAll(async () => {
	stage = await openStage({ REPLICA: "a" });
	other = await stage.second({ REPLICA: "b" });
}, 120_000);
afterAll(() => stage?.close());

/** Two bots and their containers are much for a small machine. */
const PATIENT = 90_000;
const COUNTED = "open('count.txt', 'a').write('x')\nprint('times:', len(open('count.txt').read()))";
const bots = () => [stage.bot, other] as const;
const cards = async (ts: string) => (await stage.twin.thread(ts)).filter((said) => codeIn(said).length > 0);
const answers = async (ts: string) =>
	(await stage.twin.thread(ts)).filter((said) => visible(said).includes("The program says: times: 1"));
const eventsOf = (bot: BotProcess, event: string) =>
	bot
		.log()
		.split("\n")
		.filter((line) => line.includes(`"event":"${event}"`));

const heard = (bot: BotProcess, ts: string) => eventsOf(bot, "message").some((line) => line.includes(`:${ts}"`));
const opened = (bot: BotProcess, ts: string) =>
	eventsOf(bot, "sandbox.opened").some((line) => line.includes(`:${ts}"`));

/** The bot that works on the thread now. */
async function workerOf(ts: string): Promise<readonly [works: BotProcess, rests: BotProcess]> {
	const owner = await stage.redis.ask(`HGET threadloop:lock:${threadOf(ts)} owner`);
	const [a, b] = bots();
	return owner.includes("/b:") ? [b, a] : [a, b];
}
const threadOf = (ts: string) => {
	const found = /"thread":"(slack:[^"]+)"/.exec(
		bots()
			.flatMap((bot) => eventsOf(bot, "message"))
			.find((line) => line.includes(`:${ts}"`)) ?? "",
	);
	if (found?.[1] === undefined) throw new Error(`nobody heard ${ts}`);
	return found[1];
};

test("questions are worked on by both bots, each once, and a click may reach either", async () => {
	const bothWorked = () => bots().every((bot) => eventsOf(bot, "sandbox.opened").length > 0);
	const asked: string[] = [];
	while (!bothWorked() && asked.length < 24)
		asked.push(...(await Promise.all([stage.propose(COUNTED), stage.propose(COUNTED)])));
	expect(bothWorked()).toBe(true);
	// Some thread was heard by one and worked on by the other.
	const heardAndWorked = asked.map((ts) => bots().map((bot) => [heard(bot, ts), opened(bot, ts)]));
	expect(heardAndWorked.some((pair) => pair.some(([did, worked]) => did && !worked))).toBe(true);
	for (const ts of asked) await stage.approve(ts);
	for (const ts of asked) await stage.twin.saying(ts, "The program says: times: 1", PATIENT);
	for (const ts of asked) {
		expect(await cards(ts)).toHaveLength(1);
		expect(await answers(ts)).toHaveLength(1);
	}
}, 300_000);

test("the bot that works on a running program is killed: the other finds the run and reports it, and it ran once", async () => {
	const ts = await stage.propose(`import time\ntime.sleep(8)\n${COUNTED}`);
	await stage.approve(ts);
	await stage.twin.saying(ts, "Running");
	const [works, rests] = await workerOf(ts);
	await works.kill();
	await stage.twin.saying(ts, "The program says: times: 1", PATIENT);
	expect(eventsOf(rests, "replica_gone")).toHaveLength(1);
	expect(await cards(ts)).toHaveLength(1);
	expect(await answers(ts)).toHaveLength(1);
	await works.start();
}, 300_000);

test("the bot that works on a running program is frozen: the other reports it, and when it thaws it says nothing twice", async () => {
	const ts = await stage.propose(`import time\ntime.sleep(6)\n${COUNTED}`);
	await stage.approve(ts);
	await stage.twin.saying(ts, "Running");
	const [works] = await workerOf(ts);
	works.freeze();
	await stage.twin.saying(ts, "The program says: times: 1", PATIENT);
	works.thaw();
	await new Promise((resolve) => setTimeout(resolve, 4000));
	expect(await cards(ts)).toHaveLength(1);
	expect(await answers(ts)).toHaveLength(1);
	const next = await stage.propose(COUNTED);
	await stage.approve(next);
	await stage.twin.saying(next, "The program says: times: 1", PATIENT);
}, 300_000);

test("a bot dies while a click is on its way: the click is taken once", async () => {
	const ts = await stage.propose(COUNTED);
	const clicking = stage.approve(ts).catch(() => {});
	await stage.bot.kill();
	await clicking;
	await until(
		"the click to be taken",
		async () => {
			if ((await answers(ts)).length > 0) return true;
			const card = await stage.twin.withButton(ts, "Approve", 500).catch(() => undefined);
			if (card !== undefined) await stage.twin.click(card, "Approve").catch(() => {});
			return false;
		},
		PATIENT,
	);
	expect(await answers(ts)).toHaveLength(1);
	await stage.bot.start();
}, 300_000);

test("a bot that ends in good order leaves the containers to the other, and the thread's variables stay", async () => {
	const ts = await stage.propose("kept = 41\nprint('kept:', kept)");
	await stage.approve(ts);
	await stage.twin.saying(ts, "The program says: kept: 41", PATIENT);
	const before = await other.containers();
	expect(await stage.bot.stop()).toBe(0);
	expect(await other.containers()).toEqual(before);
	await stage.twin.say("<@U0BOT> say: print('still:', kept)", { thread: ts });
	await stage.approve(ts);
	await stage.twin.saying(ts, "The program says: still: 41", PATIENT);
	await stage.bot.start();
}, 300_000);

test("a bot of the same name is refused with a sentence, and the one that works goes on", async () => {
	const starts = async () =>
		(await readFile(join(stage.bot.stateDir, "audit/audit-b.jsonl"), "utf8")).split('"event":"policy"').length;
	const before = await starts();
	const twin = stage.second({ REPLICA: "b" });
	await expect(twin).rejects.toThrow(/works with this state folder and Redis already; give each bot a REPLICA/);
	// A foreign line would end its chain, and nothing would run there any more.
	expect(await starts()).toBe(before);
	const ts = await stage.propose(COUNTED);
	await stage.approve(ts);
	await stage.twin.saying(ts, "The program says: times: 1", PATIENT);
}, 300_000);
