// The doorbell against a real redis-server: a ring is heard, a failed one is rung again, and a killed Redis comes back by itself.

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { freePort } from "../scripts/services/ports.ts";
import { type BullQueue, openQueue } from "../src/queue.ts";
import { startRedis, type TestRedis } from "./fakes/redis.ts";

let redis: TestRedis;
let names = 0;
const opened: BullQueue[] = [];

beforeAll(async () => {
	redis = await startRedis();
});
afterEach(async () => {
	await Promise.all(opened.splice(0).map((queue) => queue.close()));
});
afterAll(() => redis.stop());

function queue(
	o: {
		name?: string;
		concurrency?: number;
		unfinished?: () => Promise<string[]>;
		sweepMs?: number;
		url?: string;
		events?: { event: string; fields: Record<string, unknown> | undefined }[];
	} = {},
) {
	const made = openQueue({
		url: o.url ?? redis.url,
		name: o.name ?? `q${++names}`,
		concurrency: o.concurrency ?? 4,
		log: (_level, event, fields) => void o.events?.push({ event, fields }),
		unfinished: o.unfinished ?? (async () => []),
		sweepMs: o.sweepMs ?? 60_000,
	});
	opened.push(made);
	return made;
}
const until = async (look: () => boolean, ms = 20_000) => {
	for (const end = Date.now() + ms; !look(); ) {
		if (Date.now() > end) throw new Error("waited in vain");
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
};
function gate() {
	let open = () => {};
	const opens = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { open, opens };
}

test("a ring brings its thread to work once", async () => {
	const it = queue();
	const heard: string[] = [];
	it.work(async (thread) => void heard.push(thread));
	await it.ring("slack:T1:C1:1.1", "new k1");
	await it.ring("slack:T1:C1:2.2", "new k1");
	await until(() => heard.length === 2);
	expect(heard.sort()).toEqual(["slack:T1:C1:1.1", "slack:T1:C1:2.2"]);
});

test("the same ring does nothing while it still waits, and rings again once it was heard", async () => {
	const it = queue();
	const heard: string[] = [];
	await it.ring("a", "click t");
	await it.ring("a", "click t");
	await it.ring("a", "click u");
	it.work(async (thread) => void heard.push(thread));
	await it.ring("b", "last");
	await until(() => heard.includes("b"));
	expect(heard.filter((thread) => thread === "a")).toHaveLength(2);
	await it.ring("a", "click t");
	await until(() => heard.filter((thread) => thread === "a").length === 3);
});

test("a ring that comes while the same ring is at work is heard after it", async () => {
	const it = queue();
	const { open, opens } = gate();
	let heard = 0;
	it.work(async () => {
		heard++;
		if (heard === 1) await opens;
	});
	await it.ring("a", "merged k1");
	await until(() => heard === 1);
	await it.ring("a", "merged k1");
	open();
	await until(() => heard === 2);
});

test("many rings are heard once each, and then it is quiet", async () => {
	const it = queue();
	const heard: string[] = [];
	it.work(async (thread) => void heard.push(thread));
	const threads = Array.from({ length: 50 }, (_, index) => `t${index}`);
	for (const thread of threads) await it.ring(thread, "new k");
	await it.ring("last", "new k", 1500);
	await until(() => heard.includes("last"));
	expect(heard.sort()).toEqual(["last", ...threads].sort());
});

test("a delayed ring waits", async () => {
	const it = queue();
	const heard: string[] = [];
	it.work(async (thread) => void heard.push(thread));
	await it.ring("late", "expiry t", 1500);
	await it.ring("soon", "new k");
	await until(() => heard.length === 2);
	expect(heard).toEqual(["soon", "late"]);
});

test("work that fails is logged with its thread, not repeated by itself, and rung again by the sweep", async () => {
	const events: { event: string; fields: Record<string, unknown> | undefined }[] = [];
	let left = ["a"];
	let heard = 0;
	const it = queue({ events, unfinished: async () => left, sweepMs: 300 });
	it.work(async () => {
		heard++;
		if (heard < 3) throw new Error("no luck");
		left = [];
	});
	await until(() => left.length === 0);
	expect(heard).toBe(3);
	const failed = events.filter(({ event }) => event === "advance_failed");
	expect(failed).toHaveLength(2);
	expect(failed[0]?.fields).toMatchObject({ thread: "a", reason: expect.stringMatching(/^sweep/) });
	expect(String(failed[0]?.fields?.error)).toContain("no luck");
});

test("without the sweep a failed ring is not heard again", async () => {
	const it = queue();
	const heard: string[] = [];
	it.work(async (thread) => {
		heard.push(thread);
		if (thread === "a") throw new Error("no luck");
	});
	await it.ring("a", "new k");
	await until(() => heard.includes("a"));
	await it.ring("b", "new k");
	await until(() => heard.includes("b"));
	expect(heard).toEqual(["a", "b"]);
});

test("at the start every unfinished thread is rung", async () => {
	const it = queue({ unfinished: async () => ["a", "b"] });
	const heard: string[] = [];
	it.work(async (thread) => void heard.push(thread));
	await until(() => heard.length === 2);
	expect(heard.sort()).toEqual(["a", "b"]);
});

test("what is unfinished is rung once more whenever rings may have been lost", async () => {
	const it = queue({ unfinished: async () => ["a"] });
	const heard: string[] = [];
	it.work(async (thread) => void heard.push(thread));
	await until(() => heard.length === 1);
	await it.sweep();
	await until(() => heard.length === 2);
});

test("a thread whose work died with its process is rung at the next start, at once", async () => {
	const name = `q${++names}`;
	const dead = queue({ name, concurrency: 1, unfinished: async () => ["a"] });
	const { open, opens } = gate();
	let started = false;
	dead.work(async () => {
		started = true;
		await opens;
	});
	await until(() => started);
	const heard: string[] = [];
	const next = queue({ name, unfinished: async () => ["a"] });
	next.work(async (thread) => void heard.push(thread));
	await until(() => heard.length === 1);
	open();
});

test("as many threads work at once as allowed, and no more", async () => {
	const it = queue({ concurrency: 2 });
	const { open, opens } = gate();
	let now = 0;
	let most = 0;
	let done = 0;
	it.work(async () => {
		now++;
		most = Math.max(most, now);
		await opens;
		now--;
		done++;
	});
	for (const thread of ["a", "b", "c", "d"]) await it.ring(thread, "new");
	await until(() => now === 2);
	open();
	await until(() => done === 4);
	expect(most).toBe(2);
});

test("a ring survives a Redis that is killed and comes back", async () => {
	const it = queue();
	const heard: string[] = [];
	await it.ring("before", "new k");
	await redis.restart();
	it.work(async (thread) => void heard.push(thread));
	await until(() => heard.includes("before"));
});

test("a queue at work goes on by itself when Redis was killed and comes back", async () => {
	const events: { event: string; fields: Record<string, unknown> | undefined }[] = [];
	const it = queue({ events, sweepMs: 500, unfinished: async () => ["swept"] });
	const heard: string[] = [];
	it.work(async (thread) => void heard.push(thread));
	await it.ring("first", "new k");
	await until(() => heard.includes("first"));
	for (const round of ["one", "two"]) {
		await redis.kill();
		await expect(it.ring("lost", "new k")).rejects.toThrow("in time");
		await redis.restart();
		await it.ring(round, "new k");
		await until(() => heard.includes(round));
		const swept = heard.filter((thread) => thread === "swept").length;
		await until(() => heard.filter((thread) => thread === "swept").length > swept);
	}
	expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(["queue_away", "queue_back"]));
});

test("work that goes on while Redis is killed is not done twice by the queue", async () => {
	const it = queue();
	const { open, opens } = gate();
	const heard: string[] = [];
	it.work(async (thread) => {
		heard.push(thread);
		if (thread === "a") await opens;
	});
	await it.ring("a", "new k");
	await until(() => heard.includes("a"));
	await redis.restart();
	open();
	await it.ring("b", "new k");
	await until(() => heard.includes("b"));
	expect(heard).toEqual(["a", "b"]);
});

test("a queue that starts before its Redis works once Redis is there", async () => {
	const it = queue({ url: `redis://127.0.0.1:${redis.port}` });
	await redis.kill();
	const early = queue({ name: "early" });
	const heard: string[] = [];
	early.work(async (thread) => void heard.push(thread));
	await expect(early.ring("a", "new k")).rejects.toThrow("in time");
	await redis.restart();
	await it.ring("x", "new k");
	await early.ring("b", "new k");
	await until(() => heard.includes("b"));
});

test("a queue without a Redis can be closed", async () => {
	const it = queue({ url: `redis://127.0.0.1:${await freePort()}` });
	it.work(async () => {});
	await it.close();
	expect(opened.splice(0)).toEqual([it]);
});
