// Card of one Attempt in Block Kit: one message from proposal to outcome.

import type { Attempt } from "../../core/domain.ts";
import { perLocale } from "../../core/locales.ts";
import { outcomeWords } from "../posts/attempt-text.ts";
import { type BoxKind, cardsIn, type Part, shownCode, type WordsKind } from "../posts/card.ts";
import { foldIn, isFolded } from "../posts/ended/fold.ts";
import { shorten } from "../posts/format.ts";
import { plainMarkup } from "../posts/markup.ts";
import type { TurnView } from "../posts/turn-view.ts";
import { type Block, box, buttonRow, context, FOLD_CHARS, folded, MESSAGE_CHARS, section, weigh } from "./blocks.ts";
import type { Draft } from "./draft.ts";
import { escaped, slackMarkup } from "./markup.ts";

/** Code up to this length is shown in the message itself, longer code as a file. */
const CODE_CHARS = 6000;
/** The most that a part of words may take; a section takes no more than 3,000 characters. */
const WORDS_CHARS: Readonly<Partial<Record<WordsKind, number>>> = {
	cause: 420,
	why: 700,
	does: 900,
	corrected: 800,
	doubted: 800,
	risks: 1500,
	notices: 1000,
};
const SECTION_CHARS = 3000;
/** The most that a box may take, with the words around it. */
const BOX_CHARS: Readonly<Record<BoxKind, number>> = { changes: 2500, live: 1650, output: 2500 };
const AROUND_BOX = 150;
const SPARE = 200;

/** Whether the code is too long for a message. */
export function needsFile({ proposal }: Attempt): boolean {
	return shownCode(proposal).length > CODE_CHARS;
}

export const cards = cardsIn(slackMarkup, { needsFile, hidden: 10, lines: { live: 15, output: 40 }, notices: 5 });

const fold = foldIn(plainMarkup, slackMarkup, FOLD_CHARS);

/** `notices` are sentences about the Turn, given if this is its newest post. */
export function card(view: TurnView, index: number, attempt: Attempt, notices: readonly string[]): Draft {
	const { slot, parts, buttons, priority } = cards.card(view, index, attempt, notices);
	const blocks = blocksOfCard(parts, buttonRow(buttons));
	const open: Draft = { slot, text: notification(view, index, attempt), blocks, priority };
	if (!isFolded(view.turn, index)) return open;
	const inside = blocksOfCard(
		parts.filter(({ kind }) => kind !== "title"),
		[],
	);
	return { ...open, blocks: [folded({ ...fold(view, index, attempt), inside })], plain: open };
}

function blocksOfCard(parts: readonly Part[], row: readonly Block[]): readonly Block[] {
	const drawn = new Map<Part, readonly Block[]>();
	for (const part of parts) if (part.form !== "box") drawn.set(part, wordBlocks(part, parts));
	// Boxes share what is left: output first, then the list of changes.
	for (const part of parts.toReversed()) {
		if (part.form !== "box") continue;
		const room = MESSAGE_CHARS - weigh([[...drawn.values()], row]) - SPARE;
		drawn.set(part, boxBlocks(part, Math.min(BOX_CHARS[part.kind], room) - AROUND_BOX));
	}
	return [...parts.flatMap((part) => drawn.get(part) ?? []), ...row];
}

function wordBlocks(part: Exclude<Part, { form: "box" }>, parts: readonly Part[]): readonly Block[] {
	if (part.form === "code") return [box(part.source)];
	// The model's words stand in one section with the cause before them.
	if (part.kind === "why") return [];
	const why = part.kind === "cause" ? parts.find(({ kind }) => kind === "why") : undefined;
	const text = [wordsOf(part), wordsOf(why)].filter((line) => line !== "").join("\n");
	if (text === "") return [];
	return [part.form === "small" ? context(text) : section(text)];
}

function wordsOf(part: Part | undefined): string {
	if (part === undefined || part.form === "code" || part.form === "box") return "";
	return part.draw(WORDS_CHARS[part.kind] ?? SECTION_CHARS);
}

function boxBlocks(part: Extract<Part, { form: "box" }>, room: number): readonly Block[] {
	const boxed = part.draw(room);
	if (boxed === undefined) return [];
	const { title, text, after } = boxed;
	return [
		context(title),
		...(text === "" ? [] : [box(text)]),
		...(text === "" || after === undefined ? [] : [context(after)]),
	];
}

const wordsFor = perLocale((texts) => outcomeWords(slackMarkup, texts));

function notification(view: TurnView, index: number, { proposal, run }: Attempt): string {
	const words = wordsFor(view.turn);
	const title = words.headline(view, index);
	const more =
		run === undefined ? shorten(proposal.why.trim().replace(/\s+/g, " "), 300, escaped) : words.errorLine(run);
	return more === "" ? title : `${title}\n${more}`;
}
