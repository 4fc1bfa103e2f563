// Two nodes: a hundred threads on both of them, of which none is lost, and one whose node loses its power.

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Run } from "../../src/core/domain.ts";
import { isBotError } from "../../src/core/errors.ts";
import { type Lab, openLab, put, request, run } from "./lab.ts";

const THREADS = 100;
/** More at once would measure the two cores of a small machine. */
const AT_ONCE = 10;
const numbers = Array.from({ length: THREADS }, (_, at) => at);
const threadOf = (at: number) => `slack:T1:C1:${at}.7`;
let lab: Lab;

beforeAll(async () => {
	const quota = { pods: "60", persistentvolumeclaims: "200", "requests.memory": "60Gi", "limits.memory": "60Gi" };
	lab = await openLab({ pool: 2, quota }, { nodes: 2, volumes: THREADS + 20 });
}, 600_000);
afterEach(() => lab.close());
afterAll(() => lab?.end());

async function each(work: (at: number) => Promise<void>): Promise<void> {
	const left = [...numbers];
	const one = async () => {
		for (let at = left.shift(); at !== undefined; at = left.shift()) await work(at);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, one));
}

/** In a folder of the thread's own: how often it was run, and what was sent. */
const COUNT =
	"open('count.txt', 'a').write('x')\nprint(open('data.csv').read().strip(), len(open('count.txt').read()))";

test(`${THREADS} threads: each has its own file and result, and both again after it was suspended`, async () => {
	const [one, other] = [await lab.open(), await lab.open()];
	const seen = new Set<string>();
	await each(async (at) => {
		const bot = at % 2 === 0 ? one : other;
		await put(bot, threadOf(at), "data.csv", Buffer.from(`n\n${at}\n`));
		expect((await run(bot, threadOf(at), COUNT)).output).toBe(`n\n${at} 1\n`);
		seen.add(await lab.nodeOf(threadOf(at)));
		await bot.close(threadOf(at));
	});
	expect([...seen].sort()).toEqual([...lab.cluster.nodes].sort());
	await each(async (at) => {
		// By the bot that has not had it before.
		const bot = at % 2 === 0 ? other : one;
		expect((await run(bot, threadOf(at), COUNT)).output).toBe(`n\n${at} 2\n`);
		await bot.forget(threadOf(at));
	});
	expect((await lab.names("sandboxclaims")).filter((name) => name.startsWith("t-"))).toEqual([]);
}, 1_800_000);

test("a thread whose node loses its power goes on elsewhere: variables are gone, files are kept", async () => {
	const sandbox = await lab.open();
	const thread = "slack:T1:C1:8.8";
	await put(sandbox, thread, "data.csv", Buffer.from("n\n8\n"));
	expect((await run(sandbox, thread, `x = 1\n${COUNT}`)).output).toBe("n\n8 1\n");
	const late = await request(sandbox, thread, "print(x)");
	const node = await lab.nodeOf(thread);
	await lab.cluster.killNode(node);
	const began = Date.now();
	// Until the control plane gives the node up, people are told to try again in a minute.
	const retried = async (): Promise<Run> =>
		await sandbox.run(late).catch(async (error: unknown) => {
			if (!isBotError(error, "sandbox_down") || Date.now() - began > 180_000) throw error;
			expect(error.sentence).toContain("try again in a minute");
			await sleep(2000);
			return await retried();
		});
	const lost = await retried();
	expect(lost).toMatchObject({ outcome: "lost", variablesKept: false });
	expect((await run(sandbox, thread, `print('x' in dir())\n${COUNT}`)).output).toBe("False\nn\n8 2\n");
	console.log(`on the other node after ${((Date.now() - began) / 1000).toFixed(1)} s`);
	expect(await lab.nodeOf(thread)).not.toBe(node);
	await lab.cluster.startNode(node);
	await sandbox.forget(thread);
}, 600_000);
