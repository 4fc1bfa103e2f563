// The store against a real redis-server: nothing is lost, nothing is taken twice, and a Redis that went away comes back.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { freePort } from "../../scripts/services/ports.ts";
import { isBotError } from "../../src/core/errors.ts";
import { openStore, type RedisStore } from "../../src/store/redis.ts";
import { turn as aTurnOf } from "../adapters/turns.ts";
import { startRedis, type TestRedis } from "../fakes/redis.ts";
import { alice, click, note, session, ticket } from "./records.ts";

let redis: TestRedis;
const opened: RedisStore[] = [];
let threads = 0;
const nothing = { read: 0, open: [], close: [] };

beforeAll(async () => {
	redis = await startRedis();
});
afterEach(async () => {
	await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(() => redis.stop());

async function store(o: { hostId?: string; lockMs?: number; url?: string; events?: string[] } = {}) {
	const made = await openStore({
		url: o.url ?? redis.url,
		hostId: o.hostId ?? "h1",
		log: (_level, event) => void o.events?.push(event),
		now: Date.now,
		...(o.lockMs === undefined ? {} : { lockMs: o.lockMs }),
	});
	opened.push(made);
	return made;
}
const newThread = () => `slack:T1:C1:${++threads}.1`;
const file = (id: string) => ({ id, name: `${id}.csv`, size: 10, source: '{"url":"https://x/y?a=b"}' });
const until = async (look: () => boolean | Promise<boolean>) => {
	for (let left = 600; !(await look()); left--) {
		if (left === 0) throw new Error("waited in vain");
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
};

test("a message that comes twice is kept once", async () => {
	const [it, thread] = [await store(), newThread()];
	const same = note({ files: [file("F1")] });
	const receipts = await Promise.all([it.receive(thread, same), it.receive(thread, same), it.receive(thread, same)]);
	expect(receipts.sort()).toEqual(["new", "seen", "seen"]);
	expect((await it.load(thread)).inbox).toEqual([same]);
});

test("a later copy of a message adds only the files that are new, and not its text again", async () => {
	const [it, thread] = [await store(), newThread()];
	expect(await it.receive(thread, note())).toBe("new");
	expect(await it.receive(thread, note({ files: [file("F1"), file("F2")] }))).toBe("merged");
	expect(await it.receive(thread, note({ files: [file("F2"), file("F1")] }))).toBe("seen");
	expect(await it.receive(thread, note({ files: [file("F2"), file("F3")] }))).toBe("merged");
	const { inbox } = await it.load(thread);
	expect(inbox.map((one) => one.kind === "message" && [one.text, one.files.map(({ id }) => id)])).toEqual([
		[note().text, []],
		["", ["F1", "F2"]],
		["", ["F3"]],
	]);
});

test("the same message key in another thread is another message", async () => {
	const it = await store();
	expect(await it.receive(newThread(), note())).toBe("new");
	expect(await it.receive(newThread(), note())).toBe("new");
});

test("a Session comes back as it was saved, with the next rev", async () => {
	const [it, thread] = [await store(), newThread()];
	const first = session(thread, {
		uploads: [{ ...file("F1"), by: alice, as: "F1.csv", state: { kind: "refused", sentence: "It is too large." } }],
		turn: {
			id: "t1",
			thread,
			requester: alice,
			key: "k1",
			request: "sum it",
			startedAt: 1,
			state: { kind: "ended", end: { kind: "failed", sentence: "No.", during: "running" }, at: 3 },
			midThread: false,
			speakers: [{ by: alice, key: "k1", gave: "words" }],
			earlier: [],
			uploads: ["F1"],
			added: [],
			messages: [{ role: "user", content: "sum it" }],
			asked: 1,
			attempts: [
				{
					proposal: { language: "python", source: "1/0", sha256: "ab", why: "", risks: [] },
					approval: { token: "a", generation: "g", expiresAt: 2, verdict: { kind: "approved", by: alice, at: 2 } },
					runId: "r1",
					run: {
						id: "r1",
						outcome: "failed",
						output: "",
						durationMs: 1,
						error: { name: "ZeroDivisionError", message: "division by zero", line: 1, trace: "" },
						changed: [],
						artifacts: [],
						notes: [],
						variablesKept: true,
					},
				},
			],
			restarted: false,
			nudged: false,
			stop: "s",
			notices: [],
		},
	});
	const saved = await it.save(first, nothing);
	expect(saved).toEqual({ ...first, rev: 1 });
	expect((await it.load(thread)).session).toEqual(saved);
});

test("of two that save the same rev one is told that it is stale, and its change is not kept", async () => {
	const [it, other, thread] = [await store(), await store({ hostId: "h2" }), newThread()];
	const base = await it.save(session(thread), nothing);
	const outcomes = await Promise.allSettled([
		it.save({ ...base, printed: "one" }, nothing),
		other.save({ ...base, printed: "two" }, nothing),
	]);
	const lost = outcomes.filter((one) => one.status === "rejected");
	expect(lost).toHaveLength(1);
	expect(isBotError(lost[0]?.reason, "stale")).toBe(true);
	const won = outcomes.find((one) => one.status === "fulfilled");
	expect((await it.load(thread)).session?.printed).toBe(won?.value.printed);
});

test("a stale save takes no notes, opens no button and closes none", async () => {
	const [it, thread] = [await store(), newThread()];
	await it.save(session(thread), { read: 0, open: [ticket(thread, `${thread} a`)], close: [] });
	await it.receive(thread, note());
	const stale = it.save(session(thread), {
		read: 1,
		open: [ticket(thread, `${thread} b`)],
		close: [`${thread} a`],
	});
	await expect(stale).rejects.toThrow("look at it again");
	expect((await it.load(thread)).inbox).toHaveLength(1);
	expect(await it.ticket(`${thread} a`)).toBeDefined();
	expect(await it.ticket(`${thread} b`)).toBeUndefined();
});

test("a save that counts only where nobody spoke is refused while a note waits, and changes nothing", async () => {
	const [it, thread] = [await store(), newThread()];
	const base = await it.save(session(thread), nothing);
	await it.receive(thread, note());
	const early = it.save(
		{ ...base, printed: "early" },
		{ read: 0, open: [ticket(thread, `${thread} b`)], close: [], unlessNotes: true },
	);
	await expect(early).rejects.toMatchObject({ code: "unheard" });
	expect((await it.load(thread)).session?.printed).toBe("");
	expect(await it.ticket(`${thread} b`)).toBeUndefined();
	const heard = await it.save({ ...base, printed: "heard" }, { ...nothing, read: 1, unlessNotes: true });
	expect(heard.printed).toBe("heard");
});

test("a save takes in what it has read, and what came meanwhile stays", async () => {
	const [it, thread] = [await store(), newThread()];
	await it.receive(thread, note({ key: "k1" }));
	await it.receive(thread, note({ key: "k2" }));
	await it.receive(thread, note({ key: "k3" }));
	await it.save(session(thread), { ...nothing, read: 2 });
	expect((await it.load(thread)).inbox.map((one) => one.kind === "message" && one.key)).toEqual(["k3"]);
});

test("a button is taken by one of many clicks, and its click lies in the inbox once", async () => {
	const [it, other, thread] = [await store(), await store({ hostId: "h2" }), newThread()];
	const one = ticket(thread, `${thread} token`);
	await it.save(session(thread), { ...nothing, open: [one] });
	expect(await it.ticket(one.token)).toEqual(one);
	const clicks = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? it : other).take(one, click(one.token)));
	expect((await Promise.all(clicks)).filter(Boolean)).toHaveLength(1);
	expect((await it.load(thread)).inbox).toEqual([click(one.token)]);
	expect(await it.ticket(one.token)).toBeUndefined();
	expect(await it.unfinished()).toContain(thread);
});

test("a button that a save closed cannot be taken any more", async () => {
	const [it, thread] = [await store(), newThread()];
	const one = ticket(thread, `${thread} token`);
	const saved = await it.save(session(thread), { ...nothing, open: [one] });
	await it.save(saved, { ...nothing, close: [one.token] });
	expect(await it.take(one, click(one.token))).toBe(false);
	expect((await it.load(thread)).inbox).toEqual([]);
});

test("an expired button is still known for a day, so that a click on it can be answered", async () => {
	const [it, thread] = [await store(), newThread()];
	const late = { ...ticket(thread, `${thread} late`), expiresAt: Date.now() - 3_600_000 };
	await it.save(session(thread), { ...nothing, open: [late] });
	await new Promise((resolve) => setTimeout(resolve, 50));
	expect(await it.ticket(late.token)).toEqual(late);
});

test("a thread is unfinished while a note waits or its Session has work, and never once it is gone", async () => {
	const [it, thread] = [await store(), newThread()];
	const listed = async () => (await it.unfinished()).includes(thread);
	expect(await listed()).toBe(false);
	await it.receive(thread, note());
	expect(await listed()).toBe(true);
	const working = await it.save(session(thread, { hasWork: true }), { ...nothing, read: 1 });
	expect(await listed()).toBe(true);
	const ended = await it.save({ ...working, hasWork: false }, nothing);
	expect(await listed()).toBe(false);
	await it.receive(thread, note({ key: "k2" }));
	const unread = await it.save(ended, nothing);
	expect(await listed()).toBe(true);
	await it.save({ ...unread, hasWork: true, threadGone: true }, nothing);
	expect(await listed()).toBe(false);
});

test("a thread is known from its first stored message on until it is gone", async () => {
	const [it, thread] = [await store(), newThread()];
	expect(await it.known(thread)).toBe(false);
	await it.receive(thread, note());
	expect(await it.known(thread)).toBe(true);
	const saved = await it.save(session(thread), { ...nothing, read: 1 });
	expect(await it.known(thread)).toBe(true);
	await it.save({ ...saved, threadGone: true }, nothing);
	expect(await it.known(thread)).toBe(false);
});

test("one works on a thread at a time, and is told when somebody came by meanwhile", async () => {
	const [it, other, thread] = [await store(), await store({ hostId: "h2" }), newThread()];
	const first = await it.lock(thread);
	expect(first).toBeDefined();
	expect(await other.lock(thread)).toBeUndefined();
	expect(await first?.release()).toBe(true);
	const second = await other.lock(thread);
	expect(second).toBeDefined();
	expect(await second?.release()).toBe(false);
});

test("a lock outlives its time while its holder works", async () => {
	const [it, thread] = [await store({ lockMs: 600 }), newThread()];
	const held = await it.lock(thread);
	await new Promise((resolve) => setTimeout(resolve, 1500));
	expect(await it.lock(thread)).toBeUndefined();
	expect(held?.signal.aborted).toBe(false);
	await held?.release();
});

test("who lost a lock is told, and does not release it for the one who has it now", async () => {
	const [it, other, thread] = [await store({ lockMs: 600 }), await store({ hostId: "h2" }), newThread()];
	const held = await it.lock(thread);
	await redis.ask(`DEL threadloop:lock:${thread}`);
	const taken = await other.lock(thread);
	expect(taken).toBeDefined();
	await until(() => held?.signal.aborted === true);
	expect(await held?.release()).toBe(false);
	expect(await other.lock(thread)).toBeUndefined();
	expect(await taken?.release()).toBe(true);
});

test("at the start a host frees the locks of its dead process, but not those of others nor its own", async () => {
	const threadsOf = { dead: newThread(), other: newThread(), own: newThread() };
	const before = await store({ hostId: "h1" });
	await before.lock(threadsOf.dead);
	const elsewhere = await (await store({ hostId: "h11" })).lock(threadsOf.other);
	const after = await store({ hostId: "h1" });
	const own = await after.lock(threadsOf.own);
	await after.replicas.enter();
	const again = await after.lock(threadsOf.dead);
	expect(again).toBeDefined();
	expect(await after.lock(threadsOf.other)).toBeUndefined();
	expect(await after.lock(threadsOf.own)).toBeUndefined();
	await Promise.all([again, own, elsewhere].map((lock) => lock?.release()));
});

test("Stop is heard on every host, and still after Redis was killed and came back", async () => {
	const [it, other, thread] = [await store(), await store({ hostId: "h2" }), newThread()];
	const heard: string[] = [];
	it.onStop((stopped) => void heard.push(`h1 ${stopped}`));
	other.onStop((stopped) => void heard.push(`h2 ${stopped}`));
	await it.stop(thread);
	await until(() => heard.length === 2);
	await redis.restart();
	await until(async () => {
		await it.stop("again").catch(() => {});
		return heard.includes("h1 again") && heard.includes("h2 again");
	});
	expect(heard.slice(0, 2).sort()).toEqual([`h1 ${thread}`, `h2 ${thread}`]);
});

test("a post keeps its mark, is new once, and remembers where it went", async () => {
	const it = await store();
	const turn = newThread();
	const both = await Promise.all([it.posts.reserve(turn, "step 1"), it.posts.reserve(turn, "step 1")]);
	expect(both.map(({ known }) => known).sort()).toEqual([false, true]);
	expect(both[0]?.post.mark).toBe(both[1]?.post.mark);
	expect((await it.posts.reserve(turn, "step 2")).post.mark).not.toBe(both[0]?.post.mark);
	const noted = { mark: both[0]?.post.mark ?? "", ref: "17.1", digest: "d" };
	await it.posts.note(turn, "step 1", noted);
	expect(await it.posts.find(turn, "step 1")).toEqual(noted);
	expect(await it.posts.reserve(turn, "step 1")).toEqual({ post: noted, known: true });
	expect(await it.posts.find(turn, "step 3")).toBeUndefined();
});

test("with Redis down every call is refused and none hangs; with Redis back all works and all is still there", async () => {
	const events: string[] = [];
	const [it, thread] = [await store({ events }), newThread()];
	await it.receive(thread, note());
	const working = await it.save(session(thread, { hasWork: true }), {
		...nothing,
		read: 1,
		open: [ticket(thread, thread)],
	});
	const held = await it.lock(thread);
	await redis.kill();
	const calls = await Promise.allSettled([
		it.receive(thread, note({ key: "k2" })),
		it.load(thread),
		it.save(working, nothing),
		it.take(ticket(thread, thread), click(thread)),
		it.ticket(thread),
		it.known(thread),
		it.unfinished(),
		it.lock(thread),
		it.stop(thread),
		it.posts.reserve("t", "s"),
	]);
	expect(calls.map(({ status }) => status)).toEqual(calls.map(() => "rejected"));
	await redis.restart();
	await until(async () => (await it.known(thread).catch(() => false)) === true);
	const after = await it.load(thread);
	expect(after.session).toEqual(working);
	expect(after.inbox).toEqual([]);
	expect(await it.take(ticket(thread, thread), click(thread))).toBe(true);
	expect(await it.receive(thread, note({ key: "k2" }))).toBe("new");
	expect(held?.signal.aborted).toBe(false);
	expect(await held?.release()).toBe(false);
	expect(events.filter((event) => event === "redis_away").length).toBeLessThanOrEqual(2);
});

test("a Redis that holds the line and says nothing is given up on", async () => {
	const it = await store();
	redis.freeze();
	try {
		await expect(it.unfinished()).rejects.toThrow();
	} finally {
		redis.thaw();
	}
	await until(async () => (await it.unfinished().catch(() => undefined)) !== undefined);
});

test("a lock that could not be released while Redis was away is free as soon as Redis is back", async () => {
	const [it, thread] = [await store(), newThread()];
	const held = await it.lock(thread);
	await redis.kill();
	const released = held?.release();
	// Longer than a call waits for a connection.
	await new Promise((resolve) => setTimeout(resolve, 1500));
	await redis.restart();
	expect(await released).toBe(true);
	expect(await it.lock(thread)).toBeDefined();
});

test("a lock that Redis cannot renew is given up before anybody else can get it", async () => {
	const [it, thread] = [await store({ lockMs: 900 }), newThread()];
	const held = await it.lock(thread);
	await redis.kill();
	await until(() => held?.signal.aborted === true);
	await redis.restart();
});

test("without a Redis the start says where it looked and what to do", async () => {
	const url = `redis://user:secret@127.0.0.1:${await freePort()}`;
	const failed = await store({ url }).catch((error: unknown) => String(error));
	expect(failed).toMatch(/127\.0\.0\.1:\d+.*REDIS_URL/);
	expect(failed).not.toContain("secret");
});

test("a Redis that may forget is pointed out with the command that mends it, a good one is not", async () => {
	expect(await (await store()).problems()).toEqual([]);
	const forgetful = await startRedis({ appendonly: "no", appendfsync: "everysec", "maxmemory-policy": "allkeys-lru" });
	try {
		const problems = await (await store({ url: forgetful.url })).problems();
		expect(problems).toHaveLength(3);
		expect(problems[0]).toContain("config set appendonly yes");
		expect(problems[1]).toContain("config set appendfsync always");
		expect(problems[2]).toContain("config set maxmemory-policy noeviction");
	} finally {
		await forgetful.stop();
	}
});

test("a forgotten thread leaves no word behind, in Redis or on its disk; what was said is still known, and other threads stay", async () => {
	const one = await store();
	const thread = newThread();
	const other = `${thread}2`;
	for (const each of [thread, other]) {
		const marker = each === thread ? "MARKER" : "KEPT";
		await one.receive(each, note({ text: `${marker}-said`, files: [file(`${marker}-file`)] }));
		const turn = `turn-of-${each}`;
		const saved = await one.save(
			session(each, { printed: `${marker}-printed`, turn: aTurnOf({ id: turn, thread: each }) }),
			{
				...nothing,
				open: [{ ...ticket(each, `token-of-${each}`), requester: { ...alice, name: `${marker}-name` } }],
			},
		);
		await one.save({ ...saved, hasWork: false }, { ...nothing, read: 1 });
		await one.posts.note(turn, "step 1", { mark: `${marker}-mark`, ref: "1.1" });
		await one.posts.note(`${each} k1`, "aside", { mark: `${marker}-aside`, ref: "1.2" });
		await one.receive(each, note({ key: "k2", text: `${marker}-later` }));
	}
	expect(await onDisk()).toContain("MARKER-aside");
	await one.forget(thread);
	expect(await one.load(thread)).toEqual({ session: undefined, inbox: [] });
	expect(await one.ticket(`token-of-${thread}`)).toBeUndefined();
	expect(await one.posts.find(`turn-of-${thread}`, "step 1")).toBeUndefined();
	expect(await one.posts.find(`${thread} k1`, "aside")).toBeUndefined();
	await expect.poll(onDisk, { timeout: 20_000 }).not.toContain("MARKER-said");
	// Files' ids stay, so that a late copy of a message starts nothing.
	expect((await onDisk()).match(/MARKER-(?!file)\w+/g)).toBeNull();
	expect(await one.receive(thread, note({ files: [file("MARKER-file")] }))).toBe("seen");
	expect(await one.known(thread)).toBe(false);
	expect(await one.forgottenAt(thread)).toBeGreaterThan(Date.now() - 60_000);
	expect(await one.forgottenAt(other)).toBeUndefined();
	expect((await one.load(other)).session?.printed).toBe("KEPT-printed");
	expect(await one.ticket(`token-of-${other}`)).toBeDefined();
	expect(await one.posts.find(`turn-of-${other}`, "step 1")).toBeDefined();
	expect(await one.posts.find(`${other} k1`, "aside")).toBeDefined();
});

test("what somebody thinks of an answer is kept by person, until the thread is forgotten, and not after", async () => {
	const [one, two] = [await store(), await store()];
	const thread = newThread();
	const turn = { id: `judged-${thread}`, thread };
	await one.save(session(thread), nothing);
	await one.judge(turn, "U1", "right");
	await one.judge(turn, "U1", "wrong");
	await one.judge(turn, "U2", "right");
	expect(await two.judgement(turn.id, "U1")).toBe("wrong");
	expect(await two.judgement(turn.id, "U2")).toBe("right");
	expect(await two.judgement(turn.id, "U3")).toBeUndefined();
	await one.forget(thread);
	expect(await two.judgement(turn.id, "U1")).toBeUndefined();
	await one.judge(turn, "U1", "right");
	expect(await two.judgement(turn.id, "U1")).toBeUndefined();
});

test("threads that were last saved before a moment can be told from the others, until they are forgotten", async () => {
	const one = await store();
	const thread = newThread();
	const before = Date.now();
	expect(await one.unused(before)).not.toContain(thread);
	await one.save(session(thread), nothing);
	expect(await one.unused(before)).not.toContain(thread);
	expect(await one.unused(Date.now() + 1)).toContain(thread);
	await one.forget(thread);
	expect(await one.unused(Date.now() + 1)).not.toContain(thread);
});

test("who has muted a channel is kept for all its threads, and for no other channel", async () => {
	const [one, two] = [await store(), await store()];
	const [here, there] = ["slack:T1:CMUTED:1.1", "slack:T1:CMUTED:2.2"];
	await one.mute(here, "U1", true);
	await one.mute(here, "U2", true);
	await one.mute(there, "U2", false);
	expect(await two.muted(there)).toEqual(["U1"]);
	expect(await two.muted("slack:T1:COTHER:1.1")).toEqual([]);
	await one.mute(there, "U1", false);
	expect(await one.muted(here)).toEqual([]);
});

test("up to when all is heard is kept for the next bot, by platform", async () => {
	const [one, two] = [await store(), await store()];
	expect(await two.heard("here").until()).toBeUndefined();
	await one.heard("here").note(1_796_082_860_001);
	expect(await two.heard("here").until()).toBe(1_796_082_860_001);
	expect(await two.heard("elsewhere").until()).toBeUndefined();
});

test("the wish to forget a thread goes into its inbox once", async () => {
	const one = await store();
	const thread = newThread();
	await one.save(session(thread), nothing);
	const wish = { kind: "forget", key: "deleted", why: "deleted", at: 7 } as const;
	expect(await one.receive(thread, wish)).toBe("new");
	expect(await one.receive(thread, wish)).toBe("seen");
	expect((await one.load(thread)).inbox).toEqual([wish]);
	expect(await one.unfinished()).toContain(thread);
});

/** All that lies in Redis' data folder. */
async function onDisk(): Promise<string> {
	const names = await readdir(redis.folder, { recursive: true, withFileTypes: true });
	const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
	return (await Promise.all(files.map((path) => readFile(path, "latin1").catch(() => "")))).join("\n");
}
