// Status posts beside the Attempts: files received, what is happening, and in its place how the Turn ended.

import { QUESTION_SLOT, slotOf } from "../../core/domain/turns.ts";
import type { End, Question, Turn, Upload } from "../../core/domain.ts";
import { perLocale } from "../../core/locales.ts";
import { endButtons, questionButtons, stopButtons, workButtons } from "../posts/buttons.ts";
import { reveal } from "../posts/code/hidden-characters.ts";
import { answerPieces, rerunPieces } from "../posts/ended/answer.ts";
import { shorten } from "../posts/format.ts";
import { type Piece, pack } from "../posts/markdown.ts";
import { progressWords } from "../posts/turn-text.ts";
import type { TurnView } from "../posts/turn-view.ts";
import {
	type Block,
	box,
	buttonRow,
	context,
	draw,
	drawable,
	drawRich,
	isTable,
	MESSAGE_CHARS,
	section,
	TEXT_CHARS,
	weigh,
} from "./blocks.ts";
import { cards } from "./card.ts";
import type { Draft } from "./draft.ts";
import { mrkdwn, slackMarkup } from "./markup.ts";

/** An Answer with more blocks or characters than this continues in further messages. */
const ANSWER_CHARS = MESSAGE_CHARS - 2500;
const ANSWER_BLOCKS = 40;

const wordsFor = perLocale((texts) => progressWords(slackMarkup, texts));

const NOTICE_CHARS = 1000;
const UNDER_CHARS = 1500;

function noticeBlocks(notices: readonly string[]): readonly Block[] {
	const text = cards.notices(notices, NOTICE_CHARS);
	return text === "" ? [] : [context(text)];
}

/** What the bot is doing, with a Stop button. */
export function working(view: TurnView, notices: readonly string[]): Draft {
	const { turn, live } = view;
	const text = wordsFor(turn).doing(view);
	return {
		slot: slotOf(turn.attempts.length),
		text,
		blocks: [section(text), ...noticeBlocks(notices), ...buttonRow(workButtons(turn))],
		priority: live === undefined ? "progress" : "line",
	};
}

function stopButton(turn: Turn): readonly Block[] {
	return buttonRow(stopButtons(turn));
}

/** The line on a file. The last of the files still on their way carries the Stop button while nothing else of the Turn is shown. */
export function receipt({ turn, live, now }: TurnView, upload: Upload, isLast: "last" | "not last"): Draft {
	const showsWork = upload.state.kind === "waiting" && isLast === "last";
	const text = wordsFor(turn).received(upload, showsWork && live !== undefined ? { live, now } : undefined);
	return {
		slot: `upload ${upload.id}`,
		text,
		blocks: [section(text), ...(showsWork ? stopButton(turn) : [])],
		priority: live === undefined ? "outcome" : "line",
	};
}

export function question(turn: Turn, asked: Question): Draft {
	const text = wordsFor(turn).question(asked);
	return {
		slot: QUESTION_SLOT,
		text,
		blocks: [section(text), ...buttonRow(questionButtons(turn))],
		priority: "verdict",
	};
}

export function ending(view: TurnView, end: End, notices: readonly string[]): readonly Draft[] {
	const { turn } = view;
	if (end.kind === "answered") return answer(turn, end.text, notices);
	const slot = slotOf(turn.attempts.length);
	const [title, ...rest] = endBlocks(view, end);
	const tables = rerunPieces(turn);
	if (tables.length > 0) return answerDrafts(turn, tables, { title, summary: title, notices });
	return [
		{
			slot,
			text: title,
			blocks: [section(title), ...rest, ...noticeBlocks(notices), ...buttonRow(endButtons(turn, end))],
			priority: "outcome",
		},
	];
}

/** The characters of output that go with an end. */
const OUTPUT_CHARS = 2500;

function endBlocks(view: TurnView, end: Exclude<End, { kind: "answered" }>): readonly [string, ...Block[]] {
	const { title, output, advice } = wordsFor(view.turn).ended(view, end, OUTPUT_CHARS);
	return [
		title,
		...(output === undefined ? [] : [context(output.title), box(output.text)]),
		...(advice === undefined ? [] : [context(advice)]),
	];
}

function answer(turn: Turn, text: string, notices: readonly string[]): readonly Draft[] {
	const { title } = wordsFor(turn).answered(turn);
	const summary = `💬 ${shorten(reveal(text.trim()), TEXT_CHARS - 10, mrkdwn)}`;
	return answerDrafts(turn, answerPieces(turn, text), { title, summary, notices });
}

interface Around {
	readonly title: string;
	/** What notifications say. */
	readonly summary: string;
	readonly notices: readonly string[];
}

function answerDrafts(turn: Turn, all: readonly Piece[], { title, summary, notices }: Around): readonly Draft[] {
	const floor = Math.ceil(ANSWER_CHARS / ANSWER_BLOCKS);
	// Slack takes one table a message: two never fit together.
	const alone = Math.floor(ANSWER_CHARS / 2) + 1;
	const parts = pack(drawable(all), {
		limit: ANSWER_CHARS,
		size: (piece) => Math.max(isTable(piece) ? alone : floor, weigh([draw(piece)])),
	});
	const { continued, empty, foot, under } = wordsFor(turn).answered(turn);
	const lines = under(UNDER_CHARS);
	const tools = turn.state.kind === "ended" ? buttonRow(endButtons(turn, turn.state.end)) : [];
	return (parts.length === 0 ? [[]] : parts).map((part, at, { length }) => {
		const last = at === length - 1;
		const below = [...(lines === "" ? [] : [section(lines)]), ...(foot === "" ? [] : [context(foot)])];
		const post = (body: readonly Block[]): Draft => ({
			slot: at === 0 ? slotOf(turn.attempts.length) : `answer ${at + 1}`,
			text: at === 0 ? summary : continued,
			blocks: [
				...(at === 0 && title !== "" ? [section(title)] : []),
				...(body.length === 0 ? [section(empty)] : body),
				...(last ? [...below, ...noticeBlocks(notices), ...tools] : []),
			],
			priority: "outcome",
		});
		const plain = post(part.map(draw));
		return part.some(isTable) ? { ...post(part.map(drawRich)), plain } : plain;
	});
}
