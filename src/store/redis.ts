// Store port over Redis, which holds the truth: what is resolved here is on disk, and what is rejected may be tried again.

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis, type RedisOptions } from "ioredis";
import { z } from "zod";
import type { ThreadId } from "../core/domain.ts";
import { BotError, isUnreadable, StoreAway } from "../core/errors.ts";
import type { HeardMark, Log, Post, Posts, Store } from "../core/ports.ts";
import { readStored } from "../schemas/stored.ts";
import { noteSchema, postSchema, sessionSchema, ticketSchema, toStoredSession } from "../schemas.ts";
import { heardAt } from "./heard.ts";
import { ASK, key, STOP } from "./keys.ts";
import { type Lives, openLives } from "./live.ts";
import { FORGET, JUDGE, KNOWN, LOAD, RECEIVE, RESERVE, SAVE, TAKE } from "./lua.ts";
import { problemsOf } from "./problems.ts";
import { parsed, written } from "./records.ts";
import { openReplicas, type Replicas } from "./replicas.ts";

export interface RedisStore extends Store {
	/** What this Redis lacks to hold the truth, a plain sentence each with the command that mends it. */
	problems(): Promise<readonly string[]>;
	/** This process among those that share this Redis. */
	readonly replicas: Replicas;
	readonly lives: Lives;
	heard(platform: string): HeardMark;
	/** Rejects with a plain sentence if Redis does not answer. */
	ping(): Promise<void>;
	close(): Promise<void>;
}

export interface StoreOptions {
	readonly url: string;
	readonly hostId: string;
	/** This process's own name among those that share the state folder; absent: the only one. */
	readonly replica?: string | undefined;
	/** Called for a Thread that is to be looked at again. */
	readonly onFreed?: (thread: ThreadId) => void;
	/** Called when another bot is gone: all Threads are to be looked at again. */
	readonly onGone?: () => void;
	readonly log: Log;
	readonly now: () => number;
	/** How long a lock lasts without renewal. */
	readonly lockMs?: number;
}

const DAY = 24 * 3_600_000;
const SEEN_MS = 7 * DAY;
/** So long an old button says why it does nothing. */
const FORGOTTEN_MS = 90 * DAY;
/** Longer than any platform looks back. */
const EDITS_MS = 10 * 60_000;

/** A call waits so long for a connection, and then so long for its reply: never longer, and nothing is sent later on. */
const [CONNECT_MS, REPLY_MS] = [1000, 2000];
const START_MS = 10_000;
/** It reads its data, its disk is full, or it is a replica by now. */
const CANNOT = /^(LOADING|MISCONF|READONLY|MASTERDOWN)\b/;
const [REWRITE_TRIES, REWRITE_PAUSE_MS] = [300, 1000];

type Options = RedisOptions & { replyMapping: "legacy" };
const CALLS: Options = {
	replyMapping: "legacy",
	lazyConnect: true,
	connectTimeout: CONNECT_MS,
	commandTimeout: REPLY_MS,
	retryStrategy: (times) => Math.min(times * 100, 1000),
	// A command that was given up must not be carried out later, behind the back of its caller.
	enableOfflineQueue: false,
	autoResendUnfulfilledCommands: false,
	maxRetriesPerRequest: 0,
};
// What ioredis subscribes to again by itself, nobody awaits: unanswered, it would end the process.
const LISTENING: Options = { ...CALLS, enableOfflineQueue: true, maxRetriesPerRequest: null, autoResubscribe: false };

/** Rejects with a plain sentence if Redis does not answer within ten seconds. */
export async function openStore(o: StoreOptions): Promise<RedisStore> {
	const { url, log, now, lockMs = 60_000 } = o;
	const address = url.replace(/\/\/[^@/]*@/, "//");
	const redis = connection(url, { options: CALLS, log, name: "calls" });
	const listening = connection(url, { options: LISTENING, log, name: "stop" });
	const listeners: ((thread: ThreadId) => void)[] = [];
	/** Tells this process from earlier ones of the same replica. */
	const process = `${o.hostId}/${o.replica ?? "main"}:${token()}:`;

	const ready = async (ms: number) => {
		if (redis.status === "ready") return;
		await new Promise<void>((resolve, reject) => {
			const done = () => {
				clearTimeout(timer);
				resolve();
			};
			const timer = setTimeout(() => {
				redis.off("ready", done);
				reject(new StoreAway(`Redis at ${address} does not answer; start it, or correct REDIS_URL.`));
			}, ms);
			redis.once("ready", done);
		});
	};
	const call = async <T>(command: (redis: Redis) => Promise<T>): Promise<T> => {
		await ready(CONNECT_MS);
		try {
			return await command(redis);
		} catch (error) {
			// What Redis itself says is an answer, unless it says that it cannot work now.
			if (error instanceof Error && error.name === "ReplyError" && !CANNOT.test(error.message)) throw error;
			throw new StoreAway(`Redis at ${address} did not answer: ${String(error)}`, { cause: error });
		}
	};
	const evaluate = (lua: string, keys: readonly string[], args: readonly (string | number)[] = []): Promise<unknown> =>
		call((to) => to.eval(lua, keys.length, ...keys, ...args));
	const yes = async (lua: string, keys: readonly string[], args: readonly (string | number)[] = []) =>
		(await evaluate(lua, keys, args)) === 1;

	/** Keys that were told of; each once, until it can be read again. */
	const unreadable = new Set<string>();
	/** What `parse` reads, or BotError `unreadable` or `newer`: it stays as it is, for whoever can repair or read it. */
	const reading = <T>({ at, thread }: { at: string; thread?: ThreadId }, parse: () => T): T => {
		try {
			const found = parse();
			unreadable.delete(at);
			return found;
		} catch (error) {
			if (!isUnreadable(error)) throw error;
			if (!unreadable.has(at)) log("error", `record_${error.code}`, { thread, key: at });
			unreadable.add(at);
			throw error;
		}
	};
	const readPost = (turn: string, json: string): Post =>
		reading({ at: key.posts(turn) }, () => readStored(postSchema, parsed(json)));

	const posts: Posts = {
		reserve: async (turn, slot) => {
			const fresh = written({ mark: `tl-${token()}` });
			const [json, made] = z
				.tuple([z.string(), z.number()])
				.parse(await evaluate(RESERVE, [key.posts(turn)], [slot, fresh]));
			return { post: readPost(turn, json), known: made === 0 };
		},
		find: async (turn, slot) => {
			const json = await call((to) => to.hget(key.posts(turn), slot));
			return json === null ? undefined : readPost(turn, json);
		},
		note: async (turn, slot, post) => {
			await call((to) => to.hset(key.posts(turn), slot, written(post)));
		},
		edited: async (at) => {
			const member = `${at} ${randomBytes(8).toString("hex")}`;
			await call((to) =>
				to
					.multi()
					.zremrangebyscore(key.edits, 0, at - EDITS_MS)
					.zadd(key.edits, at, member)
					.pexpire(key.edits, EDITS_MS)
					.exec(),
			);
		},
		edits: async (since) =>
			(await call((to) => to.zrangebyscore(key.edits, since, "+inf"))).map((member) => Number.parseInt(member, 10)),
	};

	const { lockThread, end, ...replicas } = openReplicas({
		process,
		lockMs,
		evaluate,
		keys: { processes: key.processes, lock: key.lock },
		locks: () => matching(call, key.lock("*")),
		onFreed: (thread) => o.onFreed?.(thread),
		onGone: () => o.onGone?.(),
		log,
	});

	const { hear, ...lives } = openLives({
		publish: (question) => call((to) => to.publish(ASK, question)),
		put: (answer, json) => call((to) => to.set(key.answer(answer), json, "PX", REPLY_MS)),
		take: (answer) => call((to) => to.get(key.answer(answer))),
	});

	listening.on("message", (channel, thread) => {
		if (channel === ASK) return hear(thread);
		for (const listener of listeners) listener(thread);
	});
	for (const each of [redis, listening]) each.connect().catch(() => {});
	try {
		await ready(START_MS);
		await listening.subscribe(STOP, ASK);
		listening.on("ready", () => {
			listening.subscribe(STOP, ASK).catch(() => listening.disconnect(true));
		});
	} catch (error) {
		for (const each of [redis, listening]) each.disconnect();
		throw error;
	}

	return {
		posts,
		heard: (platform) => heardAt(key.heard(platform), call),
		receive: async (thread, received) => {
			const { files, ...note } = received.kind === "message" ? received : { ...received, text: "", files: [] };
			const head = (text: string) => `${written({ ...note, text }).slice(0, -1)},"files":[`;
			const each = files.flatMap((file) => [file.id, JSON.stringify(file)]);
			return z
				.enum(["new", "merged", "seen"])
				.parse(
					await evaluate(
						RECEIVE,
						[key.seen(thread, note.key), key.inbox(thread), key.unfinished],
						[thread, SEEN_MS, head(note.text), head(""), ...each],
					),
				);
		},
		take: ({ token: taken, thread }, note) =>
			yes(TAKE, [key.ticket(taken), key.inbox(thread), key.unfinished], [thread, written(note)]),
		ticket: async (wanted) => {
			const json = await call((to) => to.get(key.ticket(wanted)));
			if (json === null) return undefined;
			return reading({ at: key.ticket(`${wanted.slice(0, 6)}*`) }, () => readStored(ticketSchema, parsed(json)));
		},
		load: async (thread) => {
			const [json, notes] = z
				.tuple([z.string().nullable(), z.array(z.string())])
				.parse(await evaluate(LOAD, [key.session(thread), key.inbox(thread)]));
			const sessionOf = (text: string) =>
				reading({ at: key.session(thread), thread }, () => readStored(sessionSchema, parsed(text)));
			const inbox = () => notes.map((note) => readStored(noteSchema, parsed(note)));
			return {
				session: json === null ? undefined : sessionOf(json),
				inbox: reading({ at: key.inbox(thread), thread }, inbox),
			};
		},
		save: async (session, { read, open, close, unlessNotes }) => {
			const { thread, rev } = session;
			const next = { ...session, rev: rev + 1 };
			const json = written(toStoredSession(next));
			const tickets = [...open.map((ticket) => ticket.token), ...close].map(key.ticket);
			const flags = [session.threadGone ? 1 : 0, session.hasWork ? 1 : 0];
			const opened = open.flatMap((ticket) => [
				written(ticket),
				Math.max(1, Math.round(ticket.expiresAt + DAY - now())),
			]);
			const shown = session.turn === undefined ? "" : key.posts(session.turn.id);
			const quiet = unlessNotes === true ? 1 : 0;
			const saved = await evaluate(
				SAVE,
				[key.session(thread), key.inbox(thread), key.unfinished, key.used, ...tickets],
				[thread, rev, next.rev, json, ...flags, read, open.length, now(), shown, quiet, ...opened],
			);
			if (saved === 1) return next;
			if (saved === 2)
				throw new BotError(
					"unheard",
					"Something was said in this Thread meanwhile, so nothing was saved; look at it first.",
				);
			throw new BotError(
				"stale",
				"Somebody else moved this Thread on meanwhile, so nothing was saved; look at it again.",
			);
		},
		known: (thread) => yes(KNOWN, [key.session(thread), key.inbox(thread)]),
		unfinished: () => call((to) => to.smembers(key.unfinished)),
		forget: async (thread) => {
			const keys = [key.session(thread), key.inbox(thread), key.unfinished, key.used, key.forgotten(thread)];
			await evaluate(FORGET, keys, [thread, now(), FORGOTTEN_MS]);
			for await (const found of matching(call, key.posts(`${glob(thread)} *`))) await call((to) => to.del(found));
			void rewritten(call, log);
		},
		forgottenAt: async (thread) => {
			const at = await call((to) => to.get(key.forgotten(thread)));
			return at === null ? undefined : Number(at);
		},
		unused: (before) => call((to) => to.zrangebyscore(key.used, "-inf", `(${before}`)),
		muted: (thread) => call((to) => to.smembers(key.muted(thread))),
		mute: async (thread, person, isMuted) => {
			const at = key.muted(thread);
			await call((to) => (isMuted ? to.sadd(at, person) : to.srem(at, person)));
		},
		judgement: async (turn, person) => {
			const found = await call((to) => to.hget(key.judgements(turn), person));
			return z.enum(["right", "wrong"]).safeParse(found).data;
		},
		judge: async ({ id, thread }, person, judgement) => {
			await evaluate(JUDGE, [key.judgements(id), key.session(thread)], [person, judgement]);
		},
		lock: lockThread,
		replicas,
		lives,
		stop: async (thread) => {
			await call((to) => to.publish(STOP, thread));
		},
		onStop: (listener) => void listeners.push(listener),
		problems: () => problemsOf((name) => call((to) => to.config("GET", name)), address),
		ping: async () => void (await call((to) => to.ping())),
		close: async () => {
			end();
			for (const each of [redis, listening]) each.disconnect();
		},
	};
}

function token(): string {
	return randomBytes(12).toString("base64url");
}

/** Reconnects for ever, and says once that Redis went away and once that it is back. */
function connection(url: string, { options, log, name }: { options: Options; log: Log; name: string }): Redis {
	const redis = new Redis(url, options);
	// Each call that waits for the connection listens.
	redis.setMaxListeners(0);
	let away = false;
	redis.on("error", (error) => {
		if (!away) log("warn", "redis_away", { connection: name, error });
		away = true;
	});
	redis.on("ready", () => {
		if (away) log("info", "redis_back", { connection: name });
		away = false;
	});
	return redis;
}

type Call = <T>(command: (redis: Redis) => Promise<T>) => Promise<T>;

async function* matching(call: Call, pattern: string): AsyncGenerator<string> {
	let cursor = "0";
	do {
		const from = cursor;
		const [next, found] = await call((to) => to.scan(from, "MATCH", pattern, "COUNT", 1000));
		yield* found;
		cursor = next;
	} while (cursor !== "0");
}

function glob(text: string): string {
	return text.replace(/[\\*?[\]^-]/g, "\\$&");
}

/** The append-only file still holds what was deleted until Redis rewrites it; if a rewrite is under way already, it is asked for again later. */
async function rewritten(call: Call, log: Log): Promise<void> {
	for (let tries = 0; tries < REWRITE_TRIES; tries++) {
		try {
			await call((to) => to.bgrewriteaof());
			return;
		} catch (error) {
			if (!String(error).includes("in progress")) return log("warn", "redis_not_rewritten", { error });
			await sleep(REWRITE_PAUSE_MS, undefined, { ref: false });
		}
	}
}
