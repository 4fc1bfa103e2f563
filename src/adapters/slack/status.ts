// The post after the last Attempt: what goes on now, and in its place how the Turn ended.

import { count } from "../../core/clip.ts";
import { type End, slotOf, type Turn } from "../../core/domain.ts";
import { pack, plainOutput, reveal } from "../markdown.ts";
import { elapsed, excerpt, shorten } from "../words.ts";
import {
	type Block,
	box,
	buttons,
	context,
	draw,
	drawable,
	MESSAGE_CHARS,
	section,
	TEXT_CHARS,
	weigh,
} from "./blocks.ts";
import { noticeBlocks } from "./card.ts";
import type { Draft, Scene } from "./draft.ts";
import { bold, escaped, mrkdwn, plain } from "./mrkdwn.ts";

/** An Answer with more blocks or characters than this goes on in further messages. */
const ANSWER_CHARS = MESSAGE_CHARS - 1500;
const ANSWER_BLOCKS = 40;

/** What the bot is doing, with a Stop button. */
export function working(scene: Scene, notices: readonly string[]): Draft {
	const { turn, live } = scene;
	const text = turn.stopping === undefined ? doing(scene) : `🛑 ${bold("Stopping…")}`;
	return {
		slot: slotOf(turn.attempts.length),
		text,
		blocks: [section(text), ...noticeBlocks(notices), ...stopButton(turn)],
		priority: live === undefined ? "outcome" : "progress",
	};
}

export function stopButton(turn: Turn): readonly Block[] {
	return turn.stopping === undefined ? [buttons([{ choice: "stop", label: "Stop", token: turn.stop }])] : [];
}

function doing({ turn, live, now }: Scene): string {
	const phase = live?.phase ?? turn.state.kind;
	const time = live === undefined ? [] : [elapsed(now - live.since)];
	const written = live?.lines === undefined ? [] : [`${count(live.lines, "line")} so far`];
	const say = (words: string, ...more: readonly string[]) => [words, ...more, ...time].join(" · ");
	switch (phase) {
		case "loading":
			return say(`⏳ ${bold("The model is still loading")}`, "this can take a minute");
		case "writing":
			return say(authoring(turn), ...written);
		case "answering":
			return say(`💬 ${bold("Writing the answer")}`, ...written);
		case "running":
			return say(`▶️ ${bold("Running")}`);
		case "reading":
		case "waiting":
		case "ended":
			return say(turn.midThread ? `👀 ${bold("Reading the thread")}` : `👀 ${bold("Reading your question")}`);
	}
}

function authoring({ attempts }: Turn): string {
	const last = attempts.at(-1);
	if (last === undefined) return `✍️ ${bold("Writing code")}`;
	return last.diagnosis === undefined ? `✍️ ${bold("Writing a new version")}` : `🔧 ${bold("Writing a fix")}`;
}

export function ending(turn: Turn, end: End, notices: readonly string[]): readonly Draft[] {
	if (end.kind === "answered") return answer(turn, end.text, notices);
	const slot = slotOf(turn.attempts.length);
	const [title, ...rest] = endBlocks(turn, end);
	return [
		{
			slot,
			text: title,
			blocks: [section(title), ...rest, ...noticeBlocks(notices), ...retry(end)],
			priority: "outcome",
		},
	];
}

type Ended = readonly [title: string, ...rest: readonly Block[]];

function endBlocks(turn: Turn, end: Exclude<End, { kind: "answered" }>): Ended {
	switch (end.kind) {
		case "gave_up": {
			const best = excerpt(plainOutput(end.best ?? ""), { chars: 2500, lines: 40, head: 0.4 });
			const output = best === "" ? [] : [context("The best output so far"), box(best)];
			const advice = context("You can ask again in other words, or tell me here what to do differently.");
			return [`🏳️ ${bold("I gave up.")} ${said(end.sentence)}`, ...output, advice];
		}
		case "stopped": {
			const kept = context("Files are kept. Write here whenever you want to go on.");
			return [`🛑 ${bold(`Stopped by ${plain(end.by.name)}`)}`, kept];
		}
		case "expired":
			return [`⌛ ${bold("Nobody approved in time")}, so nothing was run. Ask again to get a new version.`];
		case "received":
			return [
				`👍 ${bold(turn.uploads.length === 1 ? "I have your file." : "I have your files.")} What would you like to know?`,
			];
		case "failed":
			return [`⚠️ ${said(end.sentence)}`];
	}
}

function said(sentence: string): string {
	return shorten(reveal(sentence), 1500, escaped);
}

function retry(end: End): readonly Block[] {
	if (end.kind !== "failed") return [];
	const label = end.during === "running" ? "Run it again" : "Try again";
	return [buttons([{ choice: "again", label, token: end.retry, style: "primary" }])];
}

function answer(turn: Turn, text: string, notices: readonly string[]): readonly Draft[] {
	const floor = Math.ceil(ANSWER_CHARS / ANSWER_BLOCKS);
	const parts = pack(drawable(text), {
		limit: ANSWER_CHARS,
		size: (piece) => Math.max(floor, weigh([draw(piece)])),
	});
	const asked = turn.attempts.length > 0;
	const title = asked ? [section(`💬 ${bold("Answer")}`)] : [];
	const took =
		turn.state.kind === "ended" ? ` · ${elapsed(turn.state.at - turn.startedAt)} from question to answer` : "";
	const foot = asked ? [context(`${sourceOf(turn)}${took}`)] : [];
	const summary = shorten(reveal(text.trim()), TEXT_CHARS - 10, mrkdwn);
	return (parts.length === 0 ? [[]] : parts).map((part, at, all) => {
		const last = at === all.length - 1;
		const body = part.length === 0 ? [section("The answer is empty.")] : part.map(draw);
		return {
			slot: at === 0 ? slotOf(turn.attempts.length) : `answer ${at + 1}`,
			text: at === 0 ? `💬 ${summary}` : `💬 ${bold("Answer, continued")}`,
			blocks: [...(at === 0 ? title : []), ...body, ...(last ? [...foot, ...noticeBlocks(notices)] : [])],
			priority: "outcome",
		};
	});
}

function sourceOf(turn: Turn): string {
	const printed = (turn.attempts.at(-1)?.run?.output.trim() ?? "") !== "";
	return printed
		? "Taken from what the program above printed"
		: "The program above printed nothing; its files are in this thread";
}
