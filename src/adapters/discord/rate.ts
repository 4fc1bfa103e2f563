// How fast progress may be written: at most one edit a second a message, and no more in all than leaves room for what matters.

import { setTimeout as sleep } from "node:timers/promises";

export interface Pace {
	/** Resolves with true when progress may be written to this message, and with false where `signal` aborts first. */
	take(message: string, signal: AbortSignal): Promise<boolean>;
	/** Something was written to this message. */
	wrote(message: string): void;
}

const GAP = 1000;
/** Discord takes 50 requests a second; progress leaves half of them to outcomes, clicks and files. */
const SPACING = 40;

export function openPace(now: () => number): Pace {
	const last = new Map<string, number>();
	let next = 0;
	const wrote = (message: string) => {
		for (const [id, at] of last) if (at < now() - GAP) last.delete(id);
		last.set(message, now());
	};
	return {
		wrote,
		take: async (message, signal) => {
			for (;;) {
				const wait = Math.max(next, (last.get(message) ?? Number.NEGATIVE_INFINITY) + GAP) - now();
				if (wait <= 0) break;
				await sleep(wait, undefined, { signal }).catch(() => {});
				if (signal.aborted) return false;
			}
			next = now() + SPACING;
			wrote(message);
			return true;
		},
	};
}
