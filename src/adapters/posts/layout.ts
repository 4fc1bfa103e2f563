// Order of a Turn's posts, the same on every platform: files received, each Attempt, then what is happening or how it ended.

import type { Attempt, End, Turn, Upload } from "../../core/domain.ts";
import type { TurnView } from "./turn-view.ts";

/** How one platform draws each piece; D is its draft of a post. */
export interface Pieces<D> {
	receipt(view: TurnView, upload: Upload, isLast: "last" | "not last"): D;
	/** The posts of one Attempt: its card, its code if that is a file, the files it made. */
	attempt(index: number, attempt: Attempt, notices: readonly string[]): readonly D[];
	working(view: TurnView, notices: readonly string[]): D;
	ending(turn: Turn, end: End, notices: readonly string[]): readonly D[];
}

/** Everything of the Turn that is to be seen now; the same view always gives the same drafts. */
export function inOrder<D>(view: TurnView, pieces: Pieces<D>): readonly D[] {
	const { turn, uploads } = view;
	const mine = uploads.filter(({ id }) => turn.uploads.includes(id));
	const arriving = mine.filter(({ state }) => state.kind === "waiting");
	// While files are on their way, their lines are the status, so that the card will stand below them.
	const early = turn.state.kind === "reading" && turn.attempts.length === 0 && arriving.length > 0;
	const receipts = mine.map((upload) =>
		pieces.receipt(view, upload, early && upload === arriving.at(-1) ? "last" : "not last"),
	);
	const rest = early ? [] : last(view, pieces);
	const newest = rest.length === 0 ? noticesOf(turn) : [];
	const attempts = turn.attempts.flatMap((attempt, index) =>
		pieces.attempt(index, attempt, index === turn.attempts.length - 1 ? newest : []),
	);
	return [...receipts, ...attempts, ...rest];
}

/** Sentences about the Turn. What earlier code left in the session stands last, so that it is never the one that is left out. */
function noticesOf({ notices, standing }: Turn): readonly string[] {
	if (standing === undefined) return notices;
	const left = standing.phrases.join("; ");
	return [...notices, `Earlier code in this session left something behind that may change results: ${left}.`];
}

function last<D>(view: TurnView, { working, ending }: Pieces<D>): readonly D[] {
	const { turn, live } = view;
	switch (turn.state.kind) {
		case "ended":
			return ending(turn, turn.state.end, noticesOf(turn));
		case "reading":
		case "writing":
		case "answering":
			return [working(view, noticesOf(turn))];
		case "waiting":
			return [];
		case "running":
			// Between the end of a Run and what follows from it, the card itself is the newest post.
			return turn.attempts.at(-1) === undefined || (live !== undefined && live.phase !== "running")
				? [working(view, noticesOf(turn))]
				: [];
	}
}
