// Circuit breaker for calls to an engine that may hang: each call ends in time, and while the engine hangs no more are sent.

import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../../core/ports.ts";

/** How often an engine that hung is asked whether it is back. */
const PROBE_MS = 1000;
const PROBE_LIMIT_MS = 2000;

export class Hung extends Error {}

export interface Breaker {
	/** Rejects with `Hung` if there is no answer in time, and at once while the engine is known to hang. */
	call<T>(seconds: number, call: (signal: AbortSignal) => Promise<T>): Promise<T>;
	close(): void;
}

export function openBreaker({ probe, log }: { probe: (signal: AbortSignal) => Promise<unknown>; log: Log }): Breaker {
	const closing = new AbortController();
	let hungSince: number | undefined;

	async function timed<T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
		const late = new AbortController();
		const hung = Promise.withResolvers<never>();
		hung.promise.catch(() => {});
		const timer = setTimeout(() => {
			hung.reject(new Hung(`no answer within ${ms / 1000} s`));
			late.abort();
		}, ms);
		try {
			return await Promise.race([call(late.signal), hung.promise]);
		} finally {
			clearTimeout(timer);
		}
	}

	async function watch(): Promise<void> {
		while (!closing.signal.aborted) {
			const back = await timed(PROBE_LIMIT_MS, probe).then(
				() => true,
				// An engine that is not running refuses at once: it does not hang.
				(error: unknown) => !(error instanceof Hung),
			);
			if (back) break;
			await sleep(PROBE_MS, undefined, { signal: closing.signal, ref: false }).catch(() => {});
		}
		log("info", "sandbox.engine_answers", { afterMs: Date.now() - (hungSince ?? Date.now()) });
		hungSince = undefined;
	}

	return {
		async call(seconds, call) {
			if (hungSince !== undefined) throw new Hung(`no answer for ${Math.round((Date.now() - hungSince) / 1000)} s`);
			try {
				return await timed(seconds * 1000, call);
			} catch (error) {
				if (error instanceof Hung && hungSince === undefined) {
					hungSince = Date.now() - seconds * 1000;
					log("error", "sandbox.engine_hangs", { afterS: seconds });
					void watch();
				}
				throw error;
			}
		},
		close: () => closing.abort(),
	};
}
