// Need of a Thread's people for its container, derived from what is stored about the Thread.

import type { Note, Session } from "../../core/domain.ts";

/** `working`: it stays; `waiting`: they are only asked for a click, so it stays until others wait for its seat; `none`: it may go. */
export type Need = "none" | "waiting" | "working";

export function needOf({ session, inbox }: { session: Session | undefined; inbox: readonly Note[] }): Need {
	if (session?.hasWork !== true || session.turn === undefined || session.turn.state.kind === "ended") return "none";
	const { turn, uploads } = session;
	const isAsking = turn.state.kind === "waiting" || turn.state.kind === "choosing";
	if (!isAsking || turn.edit !== undefined) return "working";
	// An accepted click, new words or new files will be dealt with in a moment.
	return inbox.length > 0 || uploads.some(({ state }) => state.kind === "waiting") ? "working" : "waiting";
}
