// Replicas: the processes that share this Redis, known by their beats. What a dead one held is freed, and one of them leads.

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { ThreadId } from "../core/domain.ts";
import { BotError } from "../core/errors.ts";
import type { Lock, Log } from "../core/ports.ts";
import { holdLock } from "./lock.ts";
import { BEAT, BURY, FREE, LOCK, RELEASE, RENEW } from "./lua.ts";

export interface Replicas {
	/** Counts as alive from now on, and frees what earlier processes of this replica held. Resolves once no other process of this host is between here and `entered`; BotError `replica_taken` if a process of this name, or of another state folder, is alive. */
	enter(): Promise<Entry>;
	/** Runs the step while no other process works on the Thread; resolves with false, and without the step, if one does. */
	alone(thread: ThreadId, step: () => Promise<void>): Promise<boolean>;
	/** From now on tries to lead under this name; `onLead` is called each time that it begins to. The result says whether it leads now; while Redis is away, whoever led goes on. */
	lead(name: string, onLead: () => void): () => boolean;
	/** Counts as gone: others free its locks within seconds. Resolves with whether others of this host are alive. */
	leave(): Promise<boolean>;
}

export interface Entry {
	/** Whether others of this host are alive. */
	readonly joins: boolean;
	entered(): Promise<void>;
}

interface Beat {
	readonly process: string;
	/** Milliseconds since it was heard of. */
	readonly age: number;
}

const BEAT_MS = 1000;
/** A process that was not heard of for this long is dead. */
const DEAD_MS = 10_000;
const LEAD_MS = 8000;
const GATE_MS = 200;

const NAMESAKE =
	"Another bot of this name works with this state folder and Redis already; give each bot a REPLICA of its own.";
const STRANGER =
	"A bot with another state folder works with this Redis already; let both use one STATE_DIR, or give each a Redis of its own.";

export function openReplicas(o: {
	/** `HOST/REPLICA:TOKEN:`; begins each owner of its locks. */
	readonly process: string;
	/** How long a Thread's lock lasts without renewal. */
	readonly lockMs: number;
	readonly evaluate: (lua: string, keys: readonly string[], args?: readonly (string | number)[]) => Promise<unknown>;
	readonly keys: { readonly processes: string; readonly lock: (name: string) => string };
	/** Keys of all locks. */
	readonly locks: () => AsyncIterable<string>;
	/** Called for a Thread that somebody came by for while `alone` had it. */
	readonly onFreed: (thread: ThreadId) => void;
	/** Called when another process has died or left: its locks are free, and what it was told is lost. */
	readonly onGone: () => void;
	readonly log: Log;
}): Replicas & { readonly lockThread: (thread: ThreadId) => Promise<Lock | undefined>; readonly end: () => void } {
	const replica = o.process.slice(0, o.process.indexOf(":") + 1);
	const host = o.process.slice(0, o.process.indexOf("/"));
	const isNamesake = ({ process }: Beat) => process.startsWith(replica) && process !== o.process;
	const livesHere = ({ process, age }: Beat) =>
		process.startsWith(`${host}/`) && process !== o.process && age < DEAD_MS;
	/** Threads that this process holds, with what `alone` does there meanwhile. */
	const held = new Map<ThreadId, { readonly lock: Lock; readonly inside: Set<Promise<void>> }>();
	const leaving = new AbortController();
	let last = Number.NEGATIVE_INFINITY;

	/** Says that this process is alive, or that it leaves; resolves with all of them. */
	async function say(what: "alive" | "leaves"): Promise<readonly Beat[]> {
		const answer = await o.evaluate(BEAT, [o.keys.processes], [o.process, what === "leaves" ? 1 : 0]);
		const flat = z.array(z.union([z.string(), z.number()])).parse(answer);
		return flat.flatMap((one, at) => (at % 2 === 0 ? [{ process: String(one), age: Number(flat[at + 1]) }] : []));
	}

	async function remove(process: string): Promise<void> {
		await o.evaluate(BURY, [o.keys.processes], [process]);
	}

	async function lock(name: string, lockMs = o.lockMs): Promise<Lock | undefined> {
		const at = [o.keys.lock(name)];
		const owner = `${o.process}${randomBytes(12).toString("base64url")}`;
		const isDone = async (lua: string, args: readonly (string | number)[]) => (await o.evaluate(lua, at, args)) === 1;
		if (!(await isDone(LOCK, [owner, lockMs]))) return undefined;
		return holdLock({
			lockMs,
			renew: () => isDone(RENEW, [owner, lockMs]),
			release: () => isDone(RELEASE, [owner]),
		});
	}

	/** Frees the locks whose owners begin like this; resolves with their names. */
	async function free(begins: string, not = ""): Promise<readonly string[]> {
		const freed: string[] = [];
		for await (const at of o.locks())
			if ((await o.evaluate(FREE, [at], [begins, not])) === 1) freed.push(at.slice(o.keys.lock("").length));
		return freed;
	}

	async function beat(): Promise<void> {
		const all = await say("alive");
		// After an outage of Redis the others get time to be heard again.
		const isSteady = performance.now() - last < DEAD_MS / 2;
		last = performance.now();
		if (isSteady) for (const { process, age } of all) if (age >= DEAD_MS) await bury(process);
	}

	async function bury(process: string): Promise<void> {
		const freed = await free(process);
		await remove(process);
		o.log("warn", "replica_gone", { process, freed: freed.length });
		o.onGone();
	}

	async function repeat(step: () => Promise<void>): Promise<void> {
		while (!leaving.signal.aborted) {
			await step().catch((error: unknown) => o.log("debug", "replicas_unheard", { error: String(error) }));
			await sleep(BEAT_MS, undefined, { ref: false, signal: leaving.signal }).catch(() => {});
		}
	}

	/** BotError `replica_taken` if somebody is there with whom this process cannot be. */
	async function refuse(): Promise<void> {
		const unfit = (one: Beat) => isNamesake(one) || !one.process.startsWith(`${host}/`);
		if (!(await say("alive")).some((one) => unfit(one) && one.age < 2 * BEAT_MS)) return;
		// One that was heard of a moment ago may have been killed right after it; who is alive is heard of again.
		await sleep(1.5 * BEAT_MS);
		const alive = (await say("alive")).filter((one) => unfit(one) && one.age < 1.4 * BEAT_MS);
		if (alive.length === 0) return;
		await remove(o.process);
		throw new BotError("replica_taken", alive.some(isNamesake) ? NAMESAKE : STRANGER);
	}

	async function lockThread(thread: ThreadId): Promise<Lock | undefined> {
		const taken = await lock(thread);
		if (taken === undefined) return undefined;
		const inside = new Set<Promise<void>>();
		held.set(thread, { lock: taken, inside });
		return {
			signal: taken.signal,
			release: async () => {
				if (held.get(thread)?.lock === taken) held.delete(thread);
				await Promise.allSettled(inside);
				return await taken.release();
			},
		};
	}

	return {
		lockThread,
		end: () => leaving.abort(),
		async enter() {
			await refuse();
			await free(replica, o.process);
			for (const { process } of (await say("alive")).filter(isNamesake)) await remove(process);
			void repeat(beat);
			for (;;) {
				const gate = await lock(`host ${host}`);
				if (gate === undefined) {
					await sleep(GATE_MS);
					continue;
				}
				const joins = (await say("alive")).some(livesHere);
				return { joins, entered: async () => void (await gate.release()) };
			}
		},
		async alone(thread, step) {
			const ours = held.get(thread);
			if (ours !== undefined && !ours.lock.signal.aborted) {
				const done = step();
				ours.inside.add(done);
				await done.finally(() => ours.inside.delete(done));
				return true;
			}
			const taken = await lockThread(thread);
			if (taken === undefined) return false;
			try {
				await step();
			} finally {
				if (await taken.release()) o.onFreed(thread);
			}
			return true;
		},
		lead(name, onLead) {
			let lead: Lock | undefined;
			let leads = false;
			leaving.signal.addEventListener("abort", () => void lead?.release());
			void repeat(async () => {
				if (lead?.signal.aborted === false) return;
				lead = await lock(`leader ${name}`, LEAD_MS);
				leads = lead !== undefined;
				if (!leads) return;
				o.log("info", "leads", { name });
				onLead();
			});
			return () => leads && !leaving.signal.aborted;
		},
		async leave() {
			leaving.abort();
			return (await say("leaves")).some(livesHere);
		},
	};
}
