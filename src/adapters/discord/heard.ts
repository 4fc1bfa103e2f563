// Mark of what was heard: whatever was said before it is stored. Who comes after a bot asks Discord for all that came later, and for no more.

import { setTimeout as sleep } from "node:timers/promises";
import type { HeardMark, Log } from "../../core/ports.ts";
import { momentOf } from "./events.ts";

export interface Heard {
	/** A message of the gateway, and the work that stores it. */
	during(id: string, work: Promise<void>): void;
	/** Repeats `take` until it succeeds; it is given since when something may have been missed: at `since` the latest. */
	catchUp(since: number, take: (since: number) => Promise<unknown>): Promise<void>;
	/** Writes the mark down if it has moved. */
	note(): Promise<void>;
}

/** Older questions are nobody's any more. */
const MOST_BACK_MS = 24 * 3_600_000;
const PAUSES = [1000, 5000, 15_000, 60_000];

export function openHeard(o: {
	/** By Discord's clock, which dates its messages. */
	mark: HeardMark | undefined;
	now: () => number;
	closing: AbortSignal;
	log: Log;
}): Heard {
	/** The newest message that was heard. */
	let newest: number | undefined;
	let noted: number | undefined;
	/** What is not stored yet, each with the moment before which all is. */
	const open = new Set<{ since: number | undefined }>();

	const hear = (moment: number) => {
		newest = Math.max(newest ?? moment, moment);
	};

	async function beginning(since: number): Promise<number> {
		const known = [newest, await o.mark?.until()].filter((moment) => moment !== undefined);
		// A mark says more than a guess, also where it is later.
		const from = newest === undefined && known[0] !== undefined ? known[0] : Math.min(since, ...known);
		return Math.max(from, o.now() - MOST_BACK_MS);
	}

	return {
		during(id, work) {
			const moment = momentOf(id);
			const one = { since: moment };
			open.add(one);
			hear(moment);
			void work.finally(() => {
				// What a stop has broken off is not stored.
				if (!o.closing.aborted) open.delete(one);
			});
		},
		async catchUp(since, take) {
			const one: { since: number | undefined } = { since: undefined };
			open.add(one);
			for (let failed = 0; !o.closing.aborted; failed += 1) {
				try {
					one.since ??= await beginning(since);
					await take(one.since);
					hear(one.since);
					open.delete(one);
					return;
				} catch (error) {
					o.log("warn", "not_caught_up", { error: String(error) });
					const pause = PAUSES[Math.min(failed, PAUSES.length - 1)];
					await sleep(pause, undefined, { signal: o.closing }).catch(() => {});
				}
			}
		},
		async note() {
			const all = [...open].map(({ since }) => since);
			if (newest === undefined || all.some((since) => since === undefined)) return;
			const until = Math.min(newest, ...all.filter((since) => since !== undefined));
			if (until === noted) return;
			await o.mark?.note(until);
			noted = until;
		},
	};
}
