// Attacks on the room that Redis has: what it refuses is refused whole, so that it can come again; nothing is half stored.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openStore, type RedisStore } from "../../src/store/redis.ts";
import { startRedis, type TestRedis } from "../fakes/redis.ts";
import { click, note, session, ticket } from "../store/records.ts";

let redis: TestRedis;
let store: RedisStore;
beforeAll(async () => {
	redis = await startRedis();
	store = await openStore({ url: redis.url, hostId: "h1", log: () => {}, now: Date.now });
});
afterEach(async () => {
	for (const { ends } of refusals) await redis.ask(ends);
});
afterAll(async () => {
	await store?.close();
	await redis?.stop();
});

/** How a Redis comes to refuse what is written to it. */
const refusals = [
	{ what: "has no memory left", begins: "CONFIG SET maxmemory 1", ends: "CONFIG SET maxmemory 0" },
	{
		what: "takes no writes",
		begins: "CONFIG SET min-replicas-to-write 1",
		ends: "CONFIG SET min-replicas-to-write 0",
	},
] as const;

const said = note({ files: [{ id: "F1", name: "sales.csv", size: 10, source: "{}" }] });

/** Every key that names the thread, and whether it is in the list of unfinished ones. */
async function traces(thread: string) {
	const keys = await redis.ask(`KEYS *${thread}*`);
	return { keys: keys.startsWith("*0"), unfinished: (await store.unfinished()).includes(thread) };
}

describe.each(refusals)("a Redis that $what (R03)", ({ what, begins, ends }) => {
	test("refuses a message whole; when it comes again it is new, with its file", async () => {
		const thread = `slack:T1:C1:message-${what.length}`;
		await redis.ask(begins);
		await expect(store.receive(thread, said)).rejects.toThrow();
		expect(await traces(thread)).toEqual({ keys: true, unfinished: false });
		await redis.ask(ends);
		expect(await store.receive(thread, said)).toBe("new");
		expect((await store.load(thread)).inbox).toEqual([said]);
	});

	test("refuses a save whole: the old Session stays, no button opens, none closes, no note is taken", async () => {
		const thread = `slack:T1:C1:save-${what.length}`;
		await store.receive(thread, said);
		const saved = await store.save(session(thread, { hasWork: true }), {
			read: 0,
			open: [ticket(thread, "old")],
			close: [],
		});
		await redis.ask(begins);
		const change = { read: 1, open: [ticket(thread, "new")], close: ["old"] };
		await expect(store.save({ ...saved, printed: "half" }, change)).rejects.toThrow();
		expect(await store.load(thread)).toEqual({ session: saved, inbox: [said] });
		expect([await store.ticket("new"), (await store.ticket("old"))?.token]).toEqual([undefined, "old"]);
		await redis.ask(ends);
		await store.save({ ...saved, printed: "whole" }, change);
		expect((await store.load(thread)).session?.printed).toBe("whole");
		expect([(await store.ticket("new"))?.token, await store.ticket("old")]).toEqual(["new", undefined]);
		await store.forget(thread);
	});

	test("takes a click whole or not at all, and once", async () => {
		const thread = `slack:T1:C1:click-${what.length}`;
		const button = ticket(thread, `token-${what.length}`);
		await store.save(session(thread, { hasWork: true }), { read: 0, open: [button], close: [] });
		await redis.ask(begins);
		const taken = await store.take(button, click(button.token)).catch(() => false);
		expect((await store.ticket(button.token)) === undefined).toBe(taken);
		expect((await store.load(thread)).inbox).toHaveLength(taken ? 1 : 0);
		await redis.ask(ends);
		expect(await store.take(button, click(button.token))).toBe(!taken);
		expect((await store.load(thread)).inbox).toEqual([click(button.token)]);
		await store.forget(thread);
	});

	test("gives no lock to anybody, and the next one gets it once there is room", async () => {
		const thread = `slack:T1:C1:lock-${what.length}`;
		await redis.ask(begins);
		await expect(store.lock(thread)).rejects.toThrow();
		await redis.ask(ends);
		const lock = await store.lock(thread);
		expect(lock).toBeDefined();
		await lock?.release();
	});
});
