// What a Thread's people need of its container, told from what is stored of the Thread.

import type { Note, Session } from "../core/domain.ts";

/** `working`: it stays; `waiting`: they are only asked for a click, so it stays until others wait for its seat; `none`: it may go. */
export type Need = "none" | "waiting" | "working";

export function needOf({ session, inbox }: { session: Session | undefined; inbox: readonly Note[] }): Need {
	const turn = session?.open === true ? session.turn : undefined;
	if (turn === undefined || turn.state.kind === "ended") return "none";
	// A click that was taken, or words, go on in a moment.
	const isAsked = turn.state.kind === "waiting" && turn.edit === undefined && inbox.length === 0;
	return isAsked ? "waiting" : "working";
}
