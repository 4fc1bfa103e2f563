// Lock on a Thread: renewed while its holder works, and given up in good time if it cannot be renewed.

import { setTimeout as sleep } from "node:timers/promises";
import type { Lock } from "../core/ports.ts";

/** A lock whose renewal fails is given up at this share of its time, before anybody else can get it. */
const GIVE_UP = 0.9;
const RETRY_MS = 300;

/** `renew` resolves with false if the lock is somebody else's or gone; `release` as in `Lock`. */
export function holdLock(o: {
	readonly lockMs: number;
	readonly renew: () => Promise<boolean>;
	readonly release: () => Promise<boolean>;
}): Lock {
	const lost = new AbortController();
	let sure = performance.now();
	let timer: NodeJS.Timeout | undefined;
	let doom: NodeJS.Timeout | undefined;

	const stop = () => {
		clearTimeout(timer);
		clearTimeout(doom);
	};
	const giveUp = (why: string) => {
		stop();
		lost.abort(new Error(`The lock on the Thread was lost: ${why}.`));
	};
	const plan = (ms: number) => {
		timer = setTimeout(() => void renew(), ms);
		clearTimeout(doom);
		doom = setTimeout(() => giveUp("Redis did not renew it in time"), sure + o.lockMs * GIVE_UP - performance.now());
	};
	let done = false;
	const renew = async () => {
		const asked = performance.now();
		try {
			const ours = await o.renew();
			if (done || lost.signal.aborted) return;
			if (!ours) return giveUp("somebody else holds it, or it ran out");
			sure = asked;
			plan(o.lockMs / 3);
		} catch {
			// Redis is away: ask again soon, as long as the lock is surely ours.
			if (!done && !lost.signal.aborted) plan(Math.min(500, o.lockMs / 10));
		}
	};
	plan(o.lockMs / 3);
	return {
		signal: lost.signal,
		release: async () => {
			done = true;
			stop();
			try {
				return await o.release();
			} catch {
				// A lock that stays behind would keep everybody out until it runs out; and whoever came by could not say so.
				await releaseLater(o.release, sure + o.lockMs);
				return true;
			}
		},
	};
}

async function releaseLater(release: () => Promise<boolean>, until: number): Promise<void> {
	while (performance.now() < until) {
		await sleep(RETRY_MS);
		const over = await release().then(
			() => true,
			() => false,
		);
		if (over) return;
	}
}
