// Keeper of a Thread's volume as the host sees it: sessions that are opened when needed and kept for a while, answers checked by their shape.

import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { BotError, isBotError } from "../../../core/errors.ts";
import { answers } from "./answers.ts";
import { type Asking, type Order, openSession, Refusal, type Session } from "./session.ts";

/** BotError `sandbox_down` if for as long as its patience lasts it cannot be reached, does not answer or talks nonsense; Refusal with its own word. */
export interface Keeper {
	ask<T extends z.ZodType>(shape: T, order: Order, asking?: Asking): Promise<z.output<T>>;
	/** Errors of `bytes` and of the signal come through as they are. Bytes that can be had again are given as a function. */
	send<T extends z.ZodType>(
		shape: T,
		order: Order,
		bytes: AsyncIterable<Uint8Array> | (() => AsyncIterable<Uint8Array>),
		signal?: AbortSignal,
	): Promise<z.output<T>>;
	stream(order: Order, asking?: Pick<Asking, "until">): AsyncGenerator<Uint8Array>;
	/** Lets go of the sessions that are kept: they lead to a Pod that is gone. */
	reset(): void;
	/** As `reset`, and none is kept any more. */
	close(): void;
}

/** Idle sessions are closed by then; the keeper itself ends one after two minutes of silence. */
const KEPT_MS = 60_000;
const MOST_KEPT = 2;
const PING_MS = 5000;
/** As long as the channel to an agent is tried anew. */
const PATIENCE_MS = 60_000;

export interface KeeperOptions {
	readonly connect: () => Promise<Duplex>;
	/** Called with the id of its volume before the first request of each new session. */
	readonly onVolume?: (id: string) => Promise<void>;
	/** For how long a way that is cut is tried anew, and a silence is borne, in milliseconds. */
	readonly patienceMs?: number;
	readonly silentMs?: number;
}

interface Wanted {
	readonly isSure?: boolean;
	readonly until?: number | undefined;
}

export function openKeeper({ connect, onVolume, patienceMs = PATIENCE_MS, silentMs }: KeeperOptions): Keeper {
	const idle: { readonly session: Session; readonly since: number }[] = [];
	let closed = false;

	/** `isSure`: it is asked whether it still answers, as what is about to be sent cannot be sent again. */
	async function ready({ isSure = false, until }: Wanted = {}): Promise<Session> {
		for (let kept = idle.pop(); kept !== undefined; kept = idle.pop()) {
			const isYoung = Date.now() - kept.since < KEPT_MS && kept.session.isFit();
			if (isYoung && (!isSure || (await isAlive(kept.session)))) return kept.session;
			kept.session.close();
		}
		const session = openSession(await inTime(connect(), until).catch(down), silentMs);
		if (onVolume === undefined) return session;
		try {
			await onVolume(checked(answers.volume, await session.ask({ op: "volume" }).catch(down)).id);
			return session;
		} catch (error) {
			session.close();
			throw error;
		}
	}

	function giveBack(session: Session): void {
		const old = idle.findIndex(({ since }) => Date.now() - since >= KEPT_MS);
		if (old >= 0) idle.splice(old, 1)[0]?.session.close();
		if (closed || !session.isFit() || idle.length >= MOST_KEPT) session.close();
		else idle.push({ session, since: Date.now() });
	}

	function reset(): void {
		for (const { session } of idle.splice(0)) session.close();
	}

	async function using<T>(step: (session: Session) => Promise<T>, wanted: Wanted): Promise<T> {
		const session = await ready(wanted);
		try {
			return await step(session);
		} finally {
			giveBack(session);
		}
	}

	/** Tried anew while the way to the keeper is cut, as long as that may still mend itself. */
	async function patiently<T>(step: () => Promise<T>, mayRepeat = () => true): Promise<T> {
		const giveUp = Date.now() + patienceMs;
		for (let wait = 100; ; wait = Math.min(wait * 2, 2000)) {
			try {
				return await step();
			} catch (error) {
				const isCut = isBotError(error, "sandbox_down") && mayRepeat();
				if (!isCut || closed || Date.now() + wait > giveUp) throw error;
			}
			await sleep(wait, undefined, { ref: false });
		}
	}

	return {
		ask(shape, order, asking = {}) {
			const step = async (session: Session) => checked(shape, await session.ask(order, asking).catch(down));
			return patiently(() => using(step, { until: asking.until }));
		},
		send(shape, order, bytes, signal = new AbortController().signal) {
			let isAsked = false;
			const theirs = new WeakSet<object>();
			async function* once(): AsyncGenerator<Uint8Array> {
				isAsked = true;
				try {
					yield* typeof bytes === "function" ? bytes() : bytes;
				} catch (error) {
					if (error instanceof Object) theirs.add(error);
					throw error;
				}
			}
			const step = () =>
				using(
					async (session) => {
						const answer = await session.send(order, once(), signal).catch((error: unknown) => {
							const isOurs = !signal.aborted && !(error instanceof Object && theirs.has(error));
							return isOurs ? down(error) : Promise.reject(error);
						});
						return checked(shape, answer);
					},
					{ isSure: true },
				);
			return patiently(step, () => !signal.aborted && (typeof bytes === "function" || !isAsked));
		},
		async *stream(order, { until } = {}) {
			let session = await patiently(() => ready({ until }));
			try {
				const first = await patiently(async () => {
					if (!session.isFit()) session = await ready({ until });
					const pieces = session.stream(order, { until });
					return { pieces, head: await pieces.next().catch(down) };
				});
				for (let { head, pieces } = first; !head.done; head = await pieces.next().catch(down)) yield head.value;
			} finally {
				giveBack(session);
			}
		},
		reset,
		close() {
			closed = true;
			reset();
		},
	};
}

/** A way that is there only later is closed. */
async function inTime(opening: Promise<Duplex>, until: number | undefined): Promise<Duplex> {
	if (until === undefined) return await opening;
	const late = Promise.withResolvers<never>();
	const timer = setTimeout(
		() => {
			late.reject(new Error("there was no way to the keeper in time"));
			opening.then((stream) => stream.destroy()).catch(() => {});
		},
		Math.max(0, until - Date.now()),
	);
	return await Promise.race([opening, late.promise]).finally(() => clearTimeout(timer));
}

/** Whether a session that was kept still leads anywhere. */
async function isAlive(session: Session): Promise<boolean> {
	const late = setTimeout(() => session.close(), PING_MS);
	return await session
		.ask({ op: "ping" })
		.then(
			() => true,
			() => false,
		)
		.finally(() => clearTimeout(late));
}

function checked<T extends z.ZodType>(shape: T, answer: unknown): z.output<T> {
	const parsed = shape.safeParse(answer);
	return parsed.success ? parsed.data : down(parsed.error);
}

function down(error: unknown): never {
	if (error instanceof Refusal || error instanceof BotError) {
		if (!(error instanceof Refusal) || error.why !== "fault") throw error;
	}
	throw new BotError(
		"sandbox_down",
		"The files of this thread cannot be reached, because its sandbox does not answer; try again in a minute.",
		{ cause: error },
	);
}
