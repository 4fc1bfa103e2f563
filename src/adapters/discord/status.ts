// Status posts beside the Attempts: files received, what is happening, and in its place how the Turn ended.

import { QUESTION_SLOT, slotOf } from "../../core/domain/turns.ts";
import type { End, Question, Turn, Upload } from "../../core/domain.ts";
import { perLocale } from "../../core/locales.ts";
import { endButtons, questionButtons, stopButtons, workButtons } from "../posts/buttons.ts";
import { answerPieces, rerunPieces } from "../posts/ended/answer.ts";
import { shorten } from "../posts/format.ts";
import { type Piece, pack } from "../posts/markdown.ts";
import { progressWords } from "../posts/turn-text.ts";
import type { TurnView } from "../posts/turn-view.ts";
import { cards } from "./card.ts";
import { compose, type Draft } from "./draft.ts";
import { discordMarkup, draw, fence, LIMIT, small } from "./markup.ts";

const wordsFor = perLocale((texts) => progressWords(discordMarkup, texts));

/** Of a message, the rest being for its title and small print. */
const ANSWER_CHARS = LIMIT - 500;
const UNDER_CHARS = 500;
const OUTPUT_CHARS = 1200;

/** What the bot is doing, with a Stop button. */
export function working(view: TurnView, notices: readonly string[]): Draft {
	return {
		slot: slotOf(view.turn.attempts.length),
		text: compose([wordsFor(view.turn).doing(view), notice(notices)]),
		buttons: workButtons(view.turn),
		priority: view.live === undefined ? "progress" : "line",
	};
}

function notice(notices: readonly string[]) {
	return { draw: (room: number) => cards.notices(notices, room), most: 500, rank: 0 };
}

/** The line on a file. The last of the files still on their way carries the Stop button while nothing else of the Turn is shown. */
export function receipt({ turn, live, now }: TurnView, upload: Upload, isLast: "last" | "not last"): Draft {
	const showsWork = upload.state.kind === "waiting" && isLast === "last";
	const text = wordsFor(turn).received(upload, showsWork && live !== undefined ? { live, now } : undefined);
	return {
		slot: `upload ${upload.id}`,
		text: shorten(text, 1800, (one) => one),
		buttons: showsWork ? stopButtons(turn) : [],
		priority: live === undefined ? "outcome" : "line",
	};
}

export function question(turn: Turn, asked: Question): Draft {
	return {
		slot: QUESTION_SLOT,
		text: wordsFor(turn).question(asked),
		buttons: questionButtons(turn),
		priority: "verdict",
	};
}

export function ending(view: TurnView, end: End, notices: readonly string[]): readonly Draft[] {
	const { turn } = view;
	if (end.kind === "answered") return answer(turn, end.text, notices);
	const { title, output, advice } = wordsFor(turn).ended(view, end, OUTPUT_CHARS);
	const tables = rerunPieces(turn);
	if (tables.length > 0) return answerDrafts(turn, tables, title, notices);
	const text = compose([
		shorten(title, 1500, (one) => one),
		{
			draw: (room) => (output === undefined ? "" : boxed(output, room)),
			most: OUTPUT_CHARS + 100,
			rank: 1,
		},
		advice === undefined ? "" : small(advice),
		notice(notices),
	]);
	return [{ slot: slotOf(turn.attempts.length), text, buttons: endButtons(turn, end), priority: "outcome" }];
}

function boxed({ title, text }: { readonly title: string; readonly text: string }, room: number): string {
	return shorten(text, Math.max(0, room), (part) => `${small(title)}\n${fence(part)}`);
}

function answer(turn: Turn, text: string, notices: readonly string[]): readonly Draft[] {
	return answerDrafts(turn, answerPieces(turn, text), wordsFor(turn).answered(turn).title, notices);
}

function answerDrafts(
	turn: Turn,
	pieces: readonly Piece[],
	title: string,
	notices: readonly string[],
): readonly Draft[] {
	const { empty, foot, under } = wordsFor(turn).answered(turn);
	const lines = under(UNDER_CHARS);
	const parts = messages(pieces, lines === "" ? ANSWER_CHARS : ANSWER_CHARS - UNDER_CHARS);
	return (parts.length === 0 ? [empty] : parts).map((part, at, all) => {
		const isLast = at === all.length - 1;
		return {
			slot: at === 0 ? slotOf(turn.attempts.length) : `answer ${at + 1}`,
			text: compose([
				at === 0 ? title : "",
				part,
				isLast ? lines : "",
				isLast && foot !== "" ? small(foot) : "",
				isLast ? notice(notices) : "",
			]),
			buttons: isLast && turn.state.kind === "ended" ? endButtons(turn, turn.state.end) : [],
			priority: "outcome",
		};
	});
}

/** As messages of at most `limit` characters; nothing is lost and no fence is broken. */
export function messages(all: readonly Piece[], limit: number): readonly string[] {
	const size = (piece: Piece) => draw(piece).length + 1;
	return pack(all, { limit, size }).map((part) => part.map(draw).join("\n"));
}
