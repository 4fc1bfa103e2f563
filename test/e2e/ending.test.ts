// The bot with a container kept ready, as it runs by default: it serves the next thread, and a good end leaves nothing behind.

import { afterAll, beforeAll, expect, test } from "vitest";
import { loopsBelow, mountsBelow } from "../../src/sandbox/docker/files/disk-images.ts";
import { csv, openStage, type Stage } from "./stage.ts";
import { until } from "./twin.ts";

let stage: Stage;
beforeAll(async () => {
	stage = await openStage({ SANDBOX_POOL: "1", MAX_SANDBOXES: "3" });
});
afterAll(() => stage?.close());

test("a container is ready for a new thread's file and question; ended in good order the bot keeps the files and nothing else", async () => {
	const { twin, bot } = stage;
	await until("a spare", () => bot.log().includes('"event":"sandbox.spare_ready"'));
	const ts = await stage.propose("print('commas:', open('data.csv').read().count(','))", { "data.csv": csv });
	await stage.approve(ts);
	await twin.saying(ts, "The program says: commas: 10");
	expect(bot.log()).toContain('"event":"sandbox.spare_taken"');
	const disks = `${bot.stateDir}/disks`;
	expect((await mountsBelow(disks)).length).toBeGreaterThan(0);
	expect(await bot.stop()).toBe(0);
	expect([...(await mountsBelow(disks)), ...(await loopsBelow(disks))]).toEqual([]);
	expect(await bot.containers()).toEqual([]);
	await bot.start();
	await twin.say("<@U0BOT> say: print('length:', len(open('data.csv').read()))", { thread: ts });
	await stage.approve(ts);
	await twin.saying(ts, `The program says: length: ${csv.length}`);
});
