// Texts of a Turn: what is happening, how it ended, and what became of a file.

import type { End, FileProfile, Live, Question, Turn, Upload } from "../../core/domain.ts";
import { checkedOf } from "../../core/fix/checked.ts";
import { partsOf } from "../../core/fix/words/verbatim.ts";
import { phrase, translated } from "../../core/locales/translated.ts";
import type { Texts } from "../../core/locales.ts";
import { examplesFor } from "../../core/model/examples.ts";
import { plainOutput, reveal } from "./code/hidden-characters.ts";
import { elapsed, excerpt, listed, shorten, sized } from "./format.ts";
import { type Markup, sentence } from "./markup.ts";
import type { TurnView } from "./turn-view.ts";

const DELIMITERS = { "\t": "tabs", ";": "semicolons", "|": "bars" } as const;

/** How a Turn ended without an Answer. */
export interface Ended {
	readonly title: string;
	/** Program output, in a box. */
	readonly output?: { readonly title: string; readonly text: string };
	/** Small print. */
	readonly advice?: string;
}

/** Title and small print are "" if no code was written for it. */
export interface Answered {
	readonly title: string;
	/** The first line of its further messages, if it is too long for one. */
	readonly continued: string;
	/** In place of an Answer without a word. */
	readonly empty: string;
	/** What it rests on, and how long it took. */
	readonly foot: string;
	/** The lines under it, before the foot, in at most `room` characters. */
	under(room: number): string;
}

export interface ProgressWords {
	/** What the bot is doing, with the time it has taken. */
	doing(view: TurnView): string;
	/** `chars` for output at most. */
	ended(view: TurnView, end: Exclude<End, { kind: "answered" }>, chars: number): Ended;
	/** The line on a file that a person gave; with `since` it also shows how long the Turn has been at work. */
	received(upload: Upload, since?: { readonly live: Live; readonly now: number }): string;
	/** The bot's question about the request, and what was chosen. */
	question(question: Question): string;
	/** What stands around an Answer. */
	answered(turn: Turn): Answered;
}

/** The texts in the markup of one platform. */
export function progressWords(markup: Markup, texts: Texts): ProgressWords {
	const { bold, escaped, plain } = markup;

	function doing({ turn, live, now }: TurnView): string {
		if (turn.stopping !== undefined) return `🛑 ${bold(texts.doing.stopping)}`;
		const said = texts.doing;
		const phase = live?.phase ?? turn.state.kind;
		const time = live === undefined ? [] : [elapsed(now - live.since, texts)];
		const written = live?.lines === undefined ? [] : [said.soFar(texts.lines(live.lines))];
		const usually = live?.usual === undefined ? [] : [said.usually(elapsed(live.usual, texts))];
		const again = turn.nudged && turn.state.kind === "writing" ? [said.secondTry] : [];
		const say = (words: string, ...more: readonly string[]) => [words, ...more, ...time, ...usually].join(" · ");
		switch (phase) {
			case "queued":
				return say(`⏳ ${bold(said.waiting)}`, ...again, ...position(live?.queue));
			case "loading":
				return say(`⏳ ${bold(said.loading)}`, said.aMinute);
			case "writing":
				return say(authoring(turn), ...again, ...written);
			case "answering":
				return say(`💬 ${bold(said.answer)}`, ...written);
			case "running":
				return say(`▶️ ${bold(said.running)}`);
			case "reading":
			case "waiting":
			case "choosing":
			case "ended":
				return say(`👀 ${bold(turn.midThread ? said.thread : said.question)}`);
		}
	}

	function position(queue: Live["queue"]): readonly string[] {
		if (queue === undefined) return [];
		return [texts.doing.inLine(queue.position, queue.for)];
	}

	function authoring({ attempts }: Turn): string {
		const last = attempts.at(-1);
		const said = texts.doing;
		if (last === undefined) return `✍️ ${bold(said.code)}`;
		return last.diagnosis === undefined ? `✍️ ${bold(said.newVersion)}` : `🔧 ${bold(said.fix)}`;
	}

	function ended({ turn, uploads }: TurnView, end: Exclude<End, { kind: "answered" }>, chars: number): Ended {
		const words = texts.ended;
		switch (end.kind) {
			case "gave_up": {
				const best = excerpt(end.best ?? "", { chars, lines: 40, head: 0.4 }, texts, plainOutput);
				return {
					title: `🏳️ ${bold(words.gaveUp)} ${said(end.sentence)}`,
					...(best === "" ? {} : { output: { title: words.best, text: best } }),
					advice: words.rephrase,
				};
			}
			case "stopped":
				return {
					title: `🛑 ${bold(words.stopped(plain(end.by.name)))}`,
					advice: words.filesKept,
				};
			case "expired":
				return turn.question !== undefined && turn.attempts.length === 0
					? { title: `⌛ ${words.notAnswered(bold)}` }
					: { title: `⌛ ${words.notApproved(bold)}` };
			case "reran":
				return { title: `🔁 ${bold(words.ranAgain)} · ${said(end.sentence)}` };
			case "received":
				return {
					title: `👍 ${words.haveFiles(bold, turn.uploads.length)}`,
					...examples(uploads.filter(({ id }) => turn.uploads.includes(id))),
				};
			case "failed":
				return { title: `⚠️ ${said(end.sentence)}`, advice: stageOf(turn, texts) };
		}
	}

	function examples(uploads: TurnView["uploads"]): Pick<Ended, "advice"> {
		const found = examplesFor(uploads, texts);
		return found.length === 0 ? {} : { advice: escaped(reveal(texts.greeting.tryThese(found.join(" · ")))) };
	}

	function said(sentence: string): string {
		return shorten(reveal(translated(sentence, texts)), 1500, escaped);
	}

	function received(upload: Upload, since?: { readonly live: Live; readonly now: number }): string {
		return fate(upload) + (since === undefined ? "" : ` · ${elapsed(since.now - since.live.since, texts)}`);
	}

	function fate(upload: Upload): string {
		const name = bold(plain(upload.name));
		switch (upload.state.kind) {
			case "waiting":
				return `⏬ ${texts.file.fetching(name, upload.size > 0 ? sized(upload.size, texts) : "")}`;
			case "stored": {
				const as = upload.as === upload.name || upload.as === "" ? "" : bold(plain(upload.as));
				return `📎 ${texts.file.got(name, as, shape(upload.state.profile, upload.size))}`;
			}
			case "refused":
				return `⚠️ ${said(upload.state.sentence)}`;
		}
	}

	function shape(card: FileProfile, size: number): string {
		const odd = plain(oddities(card, texts).join(texts.semicolon), 160);
		return [extent(card, size), ...(odd === "" ? [] : [odd])].join(texts.semicolon);
	}

	function extent({ rows, columns, format }: FileProfile, size: number): string {
		if (columns === undefined)
			return [format === "" ? texts.file.some : plain(format), sized(size, texts)].join(texts.comma);
		const names = listed(
			columns.map(({ name }) => plain(name, 40)),
			6,
			texts,
		);
		const wide = texts.file.columnsNamed(columns.length, names);
		return rows === undefined ? wide : `${texts.rows(rows)} × ${wide}`;
	}

	function question({ text, readings, taken, by }: Question): string {
		const asked = `❓ ${bold(shorten(reveal(text), 400, escaped))}`;
		const chosen = readings[taken ?? -1];
		if (chosen === undefined) return `${asked}\n${texts.question.choose}`;
		const label = bold(plain(chosen.label, 80));
		const answer = by === undefined ? texts.question.assumed(label) : texts.question.chose(plain(by.name), label);
		return `${asked}\n${answer}`;
	}

	function answered(turn: Turn): Answered {
		const { state, startedAt } = turn;
		const took = state.kind === "ended" ? ` · ${texts.answer.took(elapsed(state.at - startedAt, texts))}` : "";
		return {
			title: hasCode(turn) ? `💬 ${bold(texts.answer.title)}` : "",
			continued: `💬 ${bold(texts.answer.continued)}`,
			empty: texts.answer.empty,
			foot: hasCode(turn) ? `${sourceOf(turn, texts)}${checkedIn(turn)}${took}` : "",
			under: (room) => under(state, room),
		};
	}

	function checkedIn(turn: Turn): string {
		const words = checkedOf(turn);
		return words.length === 0 ? "" : ` · ${texts.answer.checked(words.map((one) => plain(one, 40)).join(texts.comma))}`;
	}

	/** Each line gets its share of the room, and what shorter ones leave. */
	function under(state: Turn["state"], room: number): string {
		const lines = state.kind === "ended" && state.end.kind === "answered" ? (state.end.under ?? []) : [];
		let left = room;
		const drawn = lines.map((line, at) => {
			const text = shorten(translated(line, texts), Math.floor(left / (lines.length - at)) - 1, (part) =>
				sentence(part, markup),
			);
			left -= text.length + 1;
			return text;
		});
		return drawn.filter((line) => line !== "").join("\n");
	}

	return { doing, ended, received, question, answered };
}

/** What is odd about a file, in a few words each. What to do about it is only of use to the model. */
function oddities(profile: FileProfile, texts: Texts): readonly string[] {
	const { file, lines, rows } = texts;
	const { encoding, orEncoding, delimiter, skip, unread, sampled, sheet, sheets = [], columns = [], notes } = profile;
	const what = (note: string) => phrase(note.split(": ")[0] ?? "", texts);
	return [
		...(unread === undefined ? [] : [phrase(unread, texts)]),
		...(sheet === undefined || sheets.length < 2 ? [] : [file.sheet(sheet, sheets.length)]),
		...(encoding === undefined || encoding === "utf-8-sig"
			? []
			: [orEncoding ? file.looksLike(encoding, orEncoding) : file.encoding(encoding)]),
		...(delimiter === undefined ? [] : [file.separated(isKnown(delimiter) ? file[DELIMITERS[delimiter]] : delimiter)]),
		...(skip === undefined ? [] : [file.aboveHeader(lines(skip))]),
		...columns.flatMap(({ name, notes: odd = [] }) => odd.map((note) => `${name.trim()}${texts.colon}${what(note)}`)),
		...notes.map((note) => (note.startsWith("it could not be read") ? phrase(note, texts) : what(note))),
		...(sampled === undefined ? [] : [file.sampled(rows(sampled))]),
	];
}

function isKnown(delimiter: string): delimiter is keyof typeof DELIMITERS {
	return delimiter in DELIMITERS;
}

function hasCode({ attempts }: Turn): boolean {
	return attempts.length > 0;
}

function sourceOf({ attempts, state }: Turn, { answer }: Texts): string {
	const end = state.kind === "ended" && state.end.kind === "answered" ? state.end : undefined;
	const run = attempts[end?.attempt ?? attempts.length - 1]?.run;
	if (run === undefined || run.output.trim() === "") return answer.onlyFiles;
	if (state.kind === "ended" && state.end.kind === "reran") return answer.asPrinted;
	return end === undefined || partsOf(end, run).words ? answer.wordsOfModel : answer.asPrinted;
}

/** How much there was when something outside the program failed, and what that means for people. */
export function stageOf({ attempts }: Turn, { ended }: Texts): string {
	const last = attempts.at(-1);
	if (last?.run?.outcome === "ok") return ended.onlyNextMissing;
	if (last?.runId !== undefined && last.run === undefined) return ended.whileRunning;
	if (attempts.some(({ run }) => run !== undefined)) return ended.nothingElse;
	return ended.nothing;
}
