// Rate of edits: progress at most once a second per message, and in all slow enough to leave room for what matters.

import { setTimeout as sleep } from "node:timers/promises";
import type { Rate } from "../posts/posting.ts";

const GAP = 1000;
/** Discord takes 50 requests a second; progress leaves half of them to outcomes, clicks and files. */
const SPACING = 40;

/** Only progress waits: discord.js itself waits for the limits of Discord. */
export function openRate(now: () => number): Rate {
	const last = new Map<string, number>();
	let next = 0;
	const wrote = (message: string) => {
		for (const [id, at] of last) if (at < now() - GAP) last.delete(id);
		last.set(message, now());
	};
	return {
		take: async ({ priority, message }, signal) => {
			const landed = () => wrote(message);
			if (priority !== "progress" && priority !== "line") return landed;
			for (;;) {
				const wait = Math.max(next, (last.get(message) ?? Number.NEGATIVE_INFINITY) + GAP) - now();
				if (wait <= 0) break;
				await sleep(wait, undefined, { signal }).catch(() => {});
				if (signal.aborted) return undefined;
			}
			next = now() + SPACING;
			wrote(message);
			return landed;
		},
		room: async () => {},
	};
}
