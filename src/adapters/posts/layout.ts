// Order of a Turn's posts, the same on every platform: files received, each Attempt, then what is happening or how it ended.

import type { Attempt, End, Question, Turn, Upload } from "../../core/domain.ts";
import { phrase } from "../../core/locales/translated.ts";
import { textsIn } from "../../core/locales.ts";
import type { TurnView } from "./turn-view.ts";

/** How one platform draws each piece; D is its draft of a post. */
export interface Pieces<D> {
	receipt(view: TurnView, upload: Upload, isLast: "last" | "not last"): D;
	/** The posts of one Attempt: its card, its code if that is a file, the files it made. */
	attempt(index: number, attempt: Attempt, notices: readonly string[]): readonly D[];
	/** The bot's question about the request; it stays in the thread with its answer. */
	question(turn: Turn, question: Question): D;
	working(view: TurnView, notices: readonly string[]): D;
	ending(view: TurnView, end: End, notices: readonly string[]): readonly D[];
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
	const asked = turn.question === undefined ? [] : [pieces.question(turn, turn.question)];
	return [...receipts, ...asked, ...attempts, ...rest];
}

/** Sentences about the Turn. What earlier code left in the session stands last, so that it is never the one that is left out. */
function noticesOf({ notices, passing = [], standing, locale }: Turn): readonly string[] {
	const all = [...notices, ...passing];
	if (standing === undefined) return all;
	const texts = textsIn(locale);
	const phrases = standing.phrases.map((one) => phrase(one, texts));
	return [...all, texts.notices.standing(phrases.join(texts.semicolon))];
}

function last<D>(view: TurnView, { working, ending }: Pieces<D>): readonly D[] {
	const { turn, live } = view;
	switch (turn.state.kind) {
		case "ended":
			return ending(view, turn.state.end, noticesOf(turn));
		case "reading":
		case "writing":
		case "answering":
			return [working(view, noticesOf(turn))];
		case "waiting":
		case "choosing":
			return [];
		case "running":
			// Between the end of a Run and what follows from it, the card itself is the newest post.
			return turn.attempts.at(-1) === undefined || (live !== undefined && live.phase !== "running")
				? [working(view, noticesOf(turn))]
				: [];
	}
}
