// Typing indicator while the bot is at work, beside the status message, which carries Stop and is there in any case.

import type { Turn } from "../../core/domain.ts";
import type { Api } from "./api.ts";
import { addressOf } from "./events.ts";

/** Milliseconds; Discord removes the indicator after ten seconds. */
const LASTS = 8000;

/** Call the result after the Turn was drawn, since a post of ours removes the indicator. Never throws, and nobody waits for it. */
export function openTyping({ api, now }: { readonly api: Api; readonly now: () => number }): (turn: Turn) => void {
	const shown = new Map<string, number>();
	return ({ thread, state, stopping }) => {
		if (state.kind === "waiting" || state.kind === "choosing" || state.kind === "ended" || stopping !== undefined) {
			shown.delete(thread);
			return;
		}
		if ((shown.get(thread) ?? Number.NEGATIVE_INFINITY) > now() - LASTS) return;
		shown.set(thread, now());
		// A failure here does not matter: what is wrong shows when the posts are written.
		api.type(addressOf(thread).thread).catch(() => {});
	};
}
