// Card of one Attempt as one message of at most 2,000 characters, from proposal to outcome; longer code stands in an embed below it.

import type { Attempt, Proposal } from "../../core/domain.ts";
import { textsIn } from "../../core/locales.ts";
import { outcomeWords } from "../posts/attempt-text.ts";
import { type BoxKind, cardsIn, codeFile, type Part, shownCode } from "../posts/card.ts";
import { foldIn, isFolded } from "../posts/ended/fold.ts";
import type { TurnView } from "../posts/turn-view.ts";
import { compose, type Draft, type Line } from "./draft.ts";
import { discordMarkup, fence, fits, LIMIT, small, withoutPreviews } from "./markup.ts";

/** Code up to this length stands between the words, longer code in an embed, and what is too long for that in a file. */
const CODE_CHARS = 1000;
/** Of the 4,096 of an embed. */
const EMBED_CHARS = 4000;
const RISK_CHARS = 330;
/** The most that a part may take, and which part is served first if room is scarce; parts without a rank are always there. */
const ROOM: Readonly<Record<Part["kind"], { readonly most: number; readonly rank?: number }>> = {
	title: { most: LIMIT },
	does: { most: 320, rank: 1 },
	harmless: { most: 120, rank: 6 },
	cause: { most: 400, rank: 3 },
	why: { most: 400, rank: 4 },
	changes: { most: 1200, rank: 5 },
	unlisted: { most: 100, rank: 5 },
	code: { most: LIMIT },
	file: { most: LIMIT },
	corrected: { most: 303, rank: -1 },
	doubted: { most: 303, rank: -2 },
	unseen: { most: LIMIT },
	risks: { most: RISK_CHARS },
	details: { most: LIMIT },
	decided: { most: 320, rank: -3 },
	error: { most: 350, rank: 0 },
	live: { most: 1200, rank: 2 },
	output: { most: 1200, rank: 2 },
	left: { most: 300, rank: 1 },
	notices: { most: 300, rank: 0 },
};

/** What comes before the code of a fix gets a message of its own if both together are longer than this. */
const TOGETHER_CHARS = 1100;
const PREFACE: typeof ROOM = {
	...ROOM,
	cause: { most: 500, rank: 0 },
	why: { most: 600, rank: 1 },
	changes: { most: 1500, rank: 2 },
};
const IN_PREFACE: readonly Part["kind"][] = ["cause", "why", "changes", "unlisted"];
/** The title of a box, and the fence. */
const AROUND_BOX: Readonly<Record<BoxKind, number>> = { changes: 50, live: 40, output: 35 };

/** Whether code needs a file must not depend on who asked in which language: no language says more than English. */
const words = outcomeWords(discordMarkup, textsIn("en"));

/** Whether the code cannot stand in the message, whole and unchanged. */
export function needsFile({ proposal }: Attempt): boolean {
	return !fits(shownCode(proposal), EMBED_CHARS);
}

function needsEmbed({ proposal }: Attempt): boolean {
	const over = Math.max(0, dangers(proposal).length - RISK_CHARS);
	return !fits(shownCode(proposal), CODE_CHARS - over);
}

function dangers(proposal: Proposal): string {
	return words.risks(proposal, RISK_CHARS);
}

export const cards = cardsIn(discordMarkup, { needsFile, hidden: 3, lines: { live: 12, output: 30 }, notices: 3 });

const FOLD_CHARS = 500;
const fold = foldIn(discordMarkup, discordMarkup, FOLD_CHARS);

/** The card, and before it, if all is too much for one message, a message with what comes before the code. `notices` are sentences about the Turn, given if this is its newest post. */
export function card(view: TurnView, index: number, attempt: Attempt, notices: readonly string[]): readonly Draft[] {
	const { slot, parts, buttons, priority } = cards.card(view, index, attempt, notices);
	const before = parts.filter(({ kind }) => IN_PREFACE.includes(kind));
	const length = before.reduce((sum, part) => sum + drawn(part, PREFACE[part.kind].most).length, 0);
	const isTogether = index === 0 || length + codeLength(attempt) <= TOGETHER_CHARS;
	const shown = isTogether ? parts : parts.filter((part) => !before.includes(part));
	const draft = withCode({ slot, text: "", buttons, priority }, shown, index, attempt);
	const preface = (): Draft => {
		const text = compose(before.map((part) => lineOf(part, PREFACE)));
		return { slot: `why ${index + 1}`, text, buttons: [], priority: "verdict" };
	};
	if (!isFolded(view.turn, index)) return isTogether ? [draft] : [preface(), draft];
	const { title, proof } = fold(view, index, attempt);
	const folded: Draft = {
		...draft,
		text: compose([title, small(proof)]),
		...(needsFile(attempt) ? {} : { attached: codeFile(index, attempt) }),
		plain: draft,
	};
	const { embed: _, ...short } = folded;
	if (isTogether) return [short];
	const whole = preface();
	const [reason = whole.text] = before
		.filter(({ form }) => form === "text")
		.map((part) => drawn(part, FOLD_CHARS))
		.filter((line) => line !== "");
	return [{ ...whole, text: reason }, short];
}

/** Its text, and the code in it or below it. */
function withCode(draft: Draft, parts: readonly Part[], index: number, attempt: Attempt): Draft {
	if (needsFile(attempt) || !needsEmbed(attempt))
		return { ...draft, text: compose(parts.map((part) => lineOf(part, ROOM))) };
	const words = compose(parts.filter(({ kind }) => kind !== "code").map((part) => lineOf(part, ROOM)));
	const plain: Draft = { ...draft, text: words, attached: codeFile(index, attempt) };
	const text = withoutPreviews(words);
	const code = parts.find(({ form }) => form === "code");
	if (code === undefined || text.length > LIMIT) return plain;
	return { ...draft, text, embed: drawn(code, LIMIT), plain };
}

function codeLength(attempt: Attempt): number {
	return needsEmbed(attempt) ? 200 : shownCode(attempt.proposal).length;
}

function lineOf(part: Part, rooms: typeof ROOM): string | (Line & { readonly rank: number }) {
	const { most, rank } = rooms[part.kind];
	return rank === undefined ? drawn(part, most) : { draw: (room) => drawn(part, room), most, rank };
}

function drawn(part: Part, room: number): string {
	switch (part.form) {
		case "code":
			return fence(part.source.replace(/\n$/, ""), part.language === "python" ? "py" : "bash");
		case "box": {
			const boxed = part.draw(room - AROUND_BOX[part.kind]);
			if (boxed === undefined) return "";
			const title = small(boxed.title);
			return boxed.text === "" ? title : `${title}\n${fence(boxed.text, part.language)}`;
		}
		case "text":
		case "small":
			return part.draw(room);
	}
}
