// Processes that share a Redis: each keeps what it holds, what a dead one held is freed, and one of them leads.

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { isBotError } from "../../src/core/errors.ts";
import { openStore, type RedisStore } from "../../src/store/redis.ts";
import { startRedis, type TestRedis } from "../fakes/redis.ts";

let redis: TestRedis;
const opened: RedisStore[] = [];
let threads = 0;

beforeAll(async () => {
	redis = await startRedis();
});
afterEach(async () => {
	await Promise.all(opened.splice(0).map((store) => store.close()));
	await redis.ask("FLUSHALL");
});
afterAll(() => redis.stop());

/** A bot that has started; `gone` is how often it was told that another is gone. */
async function bot(replica: string, hostId = "h1") {
	let gone = 0;
	const onGone = () => {
		gone += 1;
	};
	const store = await openStore({ url: redis.url, hostId, replica, onGone, log: () => {}, now: Date.now });
	opened.push(store);
	const { joins, entered } = await store.replicas.enter();
	await entered();
	return { store, replicas: store.replicas, joins, gone: () => gone };
}
const newThread = () => `slack:T1:C1:${++threads}.1`;
const within = (ms: number) => ({ timeout: ms, interval: 50 });

test("a bot that starts leaves the locks of the others alone, and knows that they are there", async () => {
	const a = await bot("a");
	const thread = newThread();
	const held = await a.store.lock(thread);
	const b = await bot("b");
	expect([a.joins, b.joins]).toEqual([false, true]);
	expect(await b.store.lock(thread)).toBeUndefined();
	expect(held?.signal.aborted).toBe(false);
});

test("two bots that start at once do so one after the other", async () => {
	const both = ["a", "b"].map((replica) =>
		openStore({ url: redis.url, hostId: "h1", replica, log: () => {}, now: Date.now }),
	);
	opened.push(...(await Promise.all(both)));
	let inside = 0;
	let most = 0;
	await Promise.all(
		opened.map(async ({ replicas }) => {
			const { entered } = await replicas.enter();
			inside += 1;
			most = Math.max(most, inside);
			await new Promise((resolve) => setTimeout(resolve, 300));
			inside -= 1;
			await entered();
		}),
	);
	expect(most).toBe(1);
});

test("what a dead process held is freed after ten seconds, and the others are told", async () => {
	const [a, b] = [await bot("a"), await bot("b")];
	const thread = newThread();
	await a.store.lock(thread);
	await a.store.close();
	await new Promise((resolve) => setTimeout(resolve, 5000));
	expect(b.gone()).toBe(0);
	await expect.poll(b.gone, within(9000)).toBe(1);
	expect(await b.store.lock(thread)).toBeDefined();
});

test("what a process held that leaves is freed at once, and the last one knows that it is the last", async () => {
	const [a, b] = [await bot("a"), await bot("b")];
	const thread = newThread();
	await a.store.lock(thread);
	expect(await a.replicas.leave()).toBe(true);
	await a.store.close();
	await expect.poll(b.gone, within(4000)).toBe(1);
	expect(await b.store.lock(thread)).toBeDefined();
	expect(await b.replicas.leave()).toBe(false);
});

test("a second bot of the same name, or with another state folder, is refused while the first is alive", async () => {
	const a = await bot("a");
	for (const [replica, hostId, says] of [
		["a", "h1", "REPLICA of its own"],
		["b", "h2", "another state folder"],
	] as const) {
		const error = await bot(replica, hostId).catch((refused: unknown) => refused);
		expect(isBotError(error, "replica_taken") && error.sentence).toContain(says);
	}
	await a.store.close();
	expect((await bot("a")).joins).toBe(false);
});

test("a step that must be alone waits for no one, and keeps others out until it is over", async () => {
	const [a, b] = [await bot("a"), await bot("b")];
	const thread = newThread();
	const held = await a.store.lock(thread);
	const done: string[] = [];
	expect(await b.replicas.alone(thread, async () => void done.push("b"))).toBe(false);
	// Whoever holds the lock already is alone; the lock stays until the step is over.
	const step = Promise.withResolvers<void>();
	const own = a.replicas.alone(thread, () => step.promise);
	const releasing = held?.release();
	expect(await b.store.lock(thread)).toBeUndefined();
	step.resolve();
	expect(await own).toBe(true);
	await releasing;
	expect(await b.replicas.alone(thread, async () => void done.push("b"))).toBe(true);
	expect(done).toEqual(["b"]);
	expect(await a.store.lock(thread)).toBeDefined();
});

test("what goes on at one bot is known at the others, and whoever is alone is not kept waiting", async () => {
	const a = await bot("a");
	const thread = newThread();
	const from = performance.now();
	expect(await a.store.lives.live(thread)).toBeUndefined();
	expect(performance.now() - from).toBeLessThan(400);
	const live = { phase: "queued", since: 5, queue: { for: "model", position: 2 }, code: "print(1)\n" } as const;
	a.store.lives.onAsked((asked) => (asked === thread ? live : undefined));
	const b = await bot("b");
	expect(await b.store.lives.live(thread)).toEqual(live);
	expect(await b.store.lives.live(newThread())).toBeUndefined();
});

test("one leads; when it is gone another does within 15 seconds; while Redis is away whoever led goes on", async () => {
	const [a, b] = [await bot("a"), await bot("b")];
	const led: string[] = [];
	const aLeads = a.replicas.lead("discord", () => void led.push("a"));
	await expect.poll(aLeads, within(2000)).toBe(true);
	const bLeads = b.replicas.lead("discord", () => void led.push("b"));
	await redis.kill();
	await new Promise((resolve) => setTimeout(resolve, 9000));
	expect([aLeads(), bLeads()]).toEqual([true, false]);
	await redis.restart();
	await expect.poll(() => [aLeads(), bLeads()].filter(Boolean).length, within(15_000)).toBe(1);
	const [leader, next] = aLeads() ? [a, bLeads] : [b, aLeads];
	await leader.store.close();
	await expect.poll(next, within(15_000)).toBe(true);
	expect(led.length).toBeLessThanOrEqual(3);
}, 60_000);

test("edits are counted over all bots of a store, for as long as they are asked for", async () => {
	const [{ store: one }, { store: other }] = [await bot("a"), await bot("b")];
	const now = Date.now();
	for (const at of [now - 90_000, now - 59_000, now]) await one.posts.edited(at);
	await other.posts.edited(now);
	expect(await other.posts.edits(now - 60_000)).toEqual([now - 59_000, now, now]);
	await one.posts.edited(now + 3_600_000);
	expect(await one.posts.edits(now - 60_000)).toEqual([now + 3_600_000]);
});
