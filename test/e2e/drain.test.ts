// SIGTERM while threads work, as in an upgrade: what runs comes to its end, what is asked meanwhile waits for the next start, nothing is lost or repeated.

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";
import { codeIn, until, visible } from "./twin.ts";

let stage: Stage;
beforeAll(async () => {
	stage = await openStage({ MAX_SANDBOXES: "6", RUN_TIMEOUT_S: "20" });
});
afterAll(() => stage?.close());

/** Prints how often it ran, by a file that stays. */
const counted = (name: string, seconds: number) =>
	`import time\nopen('${name}.txt', 'a').write('x')\ntime.sleep(${seconds})\nprint('${name} ran', len(open('${name}.txt').read()))`;

test("SIGTERM under load: each question is answered once, before the end or after the next start, and no program runs twice", async () => {
	const { twin, bot, model } = stage;
	const names = ["first", "second", "third"];
	const running = await Promise.all(names.map((name) => stage.propose(counted(name, 4))));
	const waiting = await stage.propose(counted("waiting", 0));
	for (const ts of running) await stage.approve(ts);
	for (const ts of running) await twin.saying(ts, "Running");
	model.pace = 100;
	const writing = await twin.say(`<@U0BOT> say: ${counted("writing", 0)}`);
	await twin.saying(writing, /Writing/i);
	model.pace = 20;
	const stopped = bot.stop();
	await until("the drain", () => bot.log().includes('"event":"draining"'));
	const asked = await twin.say(`<@U0BOT> say: ${counted("asked", 0)}`);
	await stage.approve(waiting);
	await until("both to be stored", () => bot.log().includes(`${asked}","receipt":"new"`));
	expect(await stopped).toBe(0);
	expect(bot.log()).toContain('"event":"drained"');
	expect(bot.log()).not.toContain('"left":"late"');

	// What ran was answered before the end; code that was being written waits; what was asked or clicked meanwhile has not begun.
	for (const [at, ts] of running.entries()) expect(await answers(ts)).toEqual([`${names[at]} ran 1`]);
	await twin.withButton(writing, "Approve", 0);
	expect((await twin.thread(asked)).filter((said) => codeIn(said).length > 0)).toEqual([]);
	expect(await answers(waiting)).toEqual([]);

	await bot.start();
	await twin.saying(waiting, "The program says: waiting ran 1");
	for (const [ts, name] of [
		[writing, "writing"],
		[asked, "asked"],
	] as const) {
		await stage.approve(ts);
		await twin.saying(ts, `The program says: ${name} ran 1`);
	}
	const all = [...running, waiting, writing, asked];
	expect(await Promise.all(all.map(async (ts) => (await answers(ts)).length))).toEqual(all.map(() => 1));
	const audit = readFileSync(`${bot.stateDir}/audit/audit.jsonl`, "utf8").trim().split("\n");
	const ran = audit.map((line) => JSON.parse(line)).filter(({ event }) => event === "ran");
	expect(ran.map(({ outcome }) => outcome)).toEqual(all.map(() => "ok"));
	expect(new Set(ran.map(({ run }) => run)).size).toBe(all.length);
}, 120_000);

test("a second signal does not wait: the program is told as lost after the next start, and can be approved again", async () => {
	const { twin, bot } = stage;
	const ts = await stage.propose(counted("long", 8));
	await stage.approve(ts);
	await twin.saying(ts, "Running");
	const began = Date.now();
	const stopped = bot.stop();
	await until("the drain", () => bot.log().split('"event":"draining"').length > 2);
	bot.hurry();
	expect(await stopped).toBe(0);
	expect(Date.now() - began).toBeLessThan(7000);
	await bot.start();
	await twin.saying(ts, "The run was lost");
	await stage.approve(ts);
	await twin.saying(ts, "The program says: long ran 2", 60_000);
});

async function answers(ts: string): Promise<string[]> {
	const texts = (await stage.twin.thread(ts)).map(visible);
	return texts.flatMap((text) => /The program says: (\w+ ran \d+)/.exec(text)?.[1] ?? []);
}
