// The store before records of a newer version: each is refused and stays as it is, and so does all that waits beside it.

import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { ClickNote, MessageNote, Person, Session, Ticket } from "../../src/core/domain.ts";
import { VERSION } from "../../src/schemas/stored.ts";
import { openStore, type RedisStore } from "../../src/store/redis.ts";
import { startRedis, type TestRedis } from "../fakes/redis.ts";

let server: TestRedis;
let redis: Redis;
let it: RedisStore;
let events: string[];
beforeAll(async () => {
	server = await startRedis();
	redis = new Redis(server.url);
	const log = (_: string, event: string, fields?: object) => void events.push(`${event} ${JSON.stringify(fields)}`);
	it = await openStore({ url: server.url, hostId: "h1", now: Date.now, log });
});
afterEach(() => redis.flushall());
afterAll(async () => {
	await it?.close();
	redis?.disconnect();
	await server?.stop();
});
beforeEach(() => {
	events = [];
});

const thread = "slack:T1:C1:1.1";
const alice: Person = { id: "U1", name: "Alice", trust: "member" };
const nothing = { read: 0, open: [], close: [] };
const note: MessageNote = {
	...{ kind: "message", key: "k1", author: alice, text: "go on", files: [], at: 5, midThread: false },
};
const click: ClickNote = { kind: "click", token: "tok", choice: "approve", by: alice, reason: "", at: 6 };
const ticket: Ticket = {
	...{ token: "tok", kind: "approval", thread, turn: "t1", slot: "step 1", requester: alice, speakers: [] },
	...{ sha256: "ab", generation: "g1", expiresAt: Date.now() + 60_000 },
};
const session: Session = {
	...{ thread, rev: 0, openedAt: 1, threadGone: false, hasWork: true, uploads: [], transcript: [] },
	...{ printed: "", generation: "" },
};
const newer = { code: "newer" };
const key = {
	session: `threadloop:session:${thread}`,
	inbox: `threadloop:inbox:${thread}`,
	posts: "threadloop:posts:t1",
};

/** The same record as a newer version would have written it. */
function ahead(json: string | null | undefined): string {
	return JSON.stringify({ ...(JSON.parse(json ?? "") as object), version: VERSION + 1, more: "than is known here" });
}
/** All keys with what they hold. */
async function everything(): Promise<string> {
	const keys = (await redis.keys("*")).sort();
	return JSON.stringify(await Promise.all(keys.map(async (one) => [one, (await redis.dump(one))?.toString()])));
}

test("every record that is written says its version", async () => {
	await it.receive(thread, note);
	await it.save(session, { ...nothing, open: [ticket] });
	await it.take(ticket, click);
	await it.save({ ...session, rev: 1 }, { ...nothing, open: [ticket] });
	await it.receive(thread, { kind: "forget", key: "deleted", why: "deleted", at: 7 });
	await it.posts.reserve("t1", "step 1");
	await it.posts.note("t1", "step 2", { mark: "m" });
	const records = [
		await redis.hget(key.session, "json"),
		await redis.get("threadloop:ticket:tok"),
		...(await redis.lrange(key.inbox, 0, -1)),
		...(await redis.hvals(key.posts)),
	];
	expect(records).toHaveLength(7);
	expect(records.map((json) => (JSON.parse(json ?? "{}") as { version?: number }).version)).toEqual(
		records.map(() => VERSION),
	);
});

test("a newer Session is refused however often it is looked at, said once in the log, and not changed by what is said or clicked", async () => {
	await it.save(session, { ...nothing, open: [ticket] });
	await redis.hset(key.session, "json", ahead(await redis.hget(key.session, "json")));
	const before = await redis.hgetall(key.session);
	for (const _ of [1, 2]) await expect(it.load(thread)).rejects.toMatchObject(newer);
	expect(events).toEqual([`record_newer ${JSON.stringify({ thread, key: key.session })}`]);
	await it.receive(thread, note);
	await it.take(ticket, click);
	await expect(it.load(thread)).rejects.toMatchObject(newer);
	expect(await redis.hgetall(key.session)).toEqual(before);
	expect(await redis.llen(key.inbox)).toBe(2);
	expect(await it.known(thread)).toBe(true);
	expect(await it.unfinished()).toEqual([thread]);
});

test("whoever read a Session before a newer version saved it does not save over it, take its notes or its buttons", async () => {
	const read = await it.save(session, { ...nothing, open: [ticket] });
	await it.receive(thread, note);
	await redis.hset(key.session, "json", ahead(await redis.hget(key.session, "json")), "rev", 2);
	const before = await everything();
	const change = { read: 1, open: [{ ...ticket, token: "other" }], close: ["tok"] };
	for (const unlessNotes of [{}, { unlessNotes: true } as const])
		await expect(it.save(read, { ...change, ...unlessNotes })).rejects.toMatchObject({ code: "stale" });
	await expect(it.save(session, change)).rejects.toMatchObject({ code: "stale" });
	expect(await everything()).toBe(before);
});

test("a newer note waits in the inbox, before and behind notes that can be read", async () => {
	for (const each of ["k1", "k2", "k3"]) await it.receive(thread, { ...note, key: each });
	await redis.lset(key.inbox, 1, ahead(await redis.lindex(key.inbox, 1)));
	const before = await everything();
	for (const _ of [1, 2]) await expect(it.load(thread)).rejects.toMatchObject(newer);
	expect(await everything()).toBe(before);
	expect(events).toEqual([`record_newer ${JSON.stringify({ thread, key: key.inbox })}`]);
});

test("a newer button and a newer post are refused and stay", async () => {
	await it.save(session, { ...nothing, open: [ticket] });
	await it.posts.note("t1", "step 1", { mark: "m", ref: "1.1" });
	await redis.set("threadloop:ticket:tok", ahead(await redis.get("threadloop:ticket:tok")), "KEEPTTL");
	await redis.hset(key.posts, "step 1", ahead(await redis.hget(key.posts, "step 1")));
	const before = await redis.hgetall(key.posts);
	await expect(it.ticket("tok")).rejects.toMatchObject(newer);
	await expect(it.posts.find("t1", "step 1")).rejects.toMatchObject(newer);
	await expect(it.posts.reserve("t1", "step 1")).rejects.toMatchObject(newer);
	expect(await redis.hgetall(key.posts)).toEqual(before);
	expect(await redis.ttl("threadloop:ticket:tok")).toBeGreaterThan(0);
});

test("once the newer version has written it back as this one knows it, all goes on", async () => {
	await it.save(session, nothing);
	const json = (await redis.hget(key.session, "json")) ?? "";
	await redis.hset(key.session, "json", ahead(json));
	await expect(it.load(thread)).rejects.toMatchObject(newer);
	await redis.hset(key.session, "json", json);
	expect((await it.load(thread)).session).toEqual({ ...session, rev: 1 });
});
