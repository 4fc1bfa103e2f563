// Attacks through Redis: names of threads that are none, and notes that are none, do not stop the bot at its start or later.

import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "../e2e/stage.ts";
import { codeIn } from "../e2e/twin.ts";

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(() => stage?.close());

/** A note as the bot writes it, of a thread on a platform that it does not speak. */
const note = {
	kind: "message",
	key: "k",
	author: { id: "U1", name: "A", trust: "member" },
	text: "hi",
	files: [],
	at: 1,
	midThread: false,
};
const junk = ["x", "slack:", "slack:T01TEST:C01GEN:0", "teams:T1:C1:1.1", "__proto__", "discord:1:2:3", "*"];

test("a bot that finds junk among its unfinished threads and their notes starts, and goes on with what waits (R02)", async () => {
	const { twin, bot, redis } = stage;
	const waiting = await stage.propose("print('still here')");
	await bot.kill();
	for (const name of junk) expect(await redis.ask(`SADD threadloop:unfinished ${name}`)).toMatch(/^:1/);
	expect(await redis.ask(`RPUSH threadloop:inbox:teams:T1:C1:1.1 '${JSON.stringify(note)}'`)).toMatch(/^:1/);
	expect(await redis.ask("RPUSH threadloop:inbox:slack:T01TEST:C01GEN:0 {half")).toMatch(/^:1/);
	await bot.start();
	await stage.approve(waiting);
	await twin.saying(waiting, "The program says: still here");
	const fresh = await twin.say("<@U0BOT> say: print('new')");
	await twin.find(fresh, "the code", (said) => codeIn(said).join().includes("new"));
	expect(bot.dead()).toBe(false);
});
