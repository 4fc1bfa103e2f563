// The sign that somebody is typing, while the bot is at work: beside the status message, which carries Stop and is there in any case.

import type { Turn } from "../../core/domain.ts";
import type { Api } from "./api.ts";
import { addressOf } from "./events.ts";

/** Discord takes the sign away after ten seconds. */
const LASTS = 8000;

/** To be called after the Turn was drawn: a post of ours takes the sign away. Never throws, and nobody waits for it. */
export function openTyping({ api, now }: { readonly api: Api; readonly now: () => number }): (turn: Turn) => void {
	const shown = new Map<string, number>();
	return ({ thread, state, stopping }) => {
		if (state.kind === "waiting" || state.kind === "ended" || stopping !== undefined) {
			shown.delete(thread);
			return;
		}
		if ((shown.get(thread) ?? Number.NEGATIVE_INFINITY) > now() - LASTS) return;
		shown.set(thread, now());
		// Only a sign: whatever stands in its way is told by the posts.
		api.type(addressOf(thread).thread).catch(() => {});
	};
}
