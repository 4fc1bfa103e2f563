// Texts of a Turn: what is happening, how it ended, and what became of a file.

import type { End, FileProfile, Live, Turn, Upload } from "../../core/domain.ts";
import { count } from "../../core/text.ts";
import { elapsed, excerpt, listed, shorten, sized } from "./format.ts";
import { plainOutput, reveal } from "./hidden-characters.ts";
import type { Markup } from "./markup.ts";
import type { TurnView } from "./turn-view.ts";

const DELIMITERS: Readonly<Record<string, string>> = { "\t": "tabs", ";": "semicolons", "|": "vertical bars" };

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
}

export interface ProgressWords {
	/** What the bot is doing, with the time it has taken. */
	doing(view: TurnView): string;
	/** `chars` for output at most. */
	ended(turn: Turn, end: Exclude<End, { kind: "answered" }>, chars: number): Ended;
	/** The line on a file that a person gave; with `since` it also shows how long the Turn has been at work. */
	received(upload: Upload, since?: { readonly live: Live; readonly now: number }): string;
	/** What stands around an Answer. */
	answered(turn: Turn): Answered;
}

/** The texts in the markup of one platform. */
export function progressWords({ bold, escaped, plain }: Markup): ProgressWords {
	function doing({ turn, live, now }: TurnView): string {
		if (turn.stopping !== undefined) return `🛑 ${bold("Stopping…")}`;
		const phase = live?.phase ?? turn.state.kind;
		const time = live === undefined ? [] : [elapsed(now - live.since)];
		const written = live?.lines === undefined ? [] : [`${count(live.lines, "line")} so far`];
		const say = (words: string, ...more: readonly string[]) => [words, ...more, ...time].join(" · ");
		switch (phase) {
			case "queued":
				return say(`⏳ ${bold("Waiting")}`, ...position(live?.queue));
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

	function position(queue: Live["queue"]): readonly string[] {
		if (queue === undefined) return [];
		return [`number ${queue.position} in line for ${queue.for === "model" ? "the model" : "a sandbox"}`];
	}

	function authoring({ attempts }: Turn): string {
		const last = attempts.at(-1);
		if (last === undefined) return `✍️ ${bold("Writing code")}`;
		return last.diagnosis === undefined ? `✍️ ${bold("Writing a new version")}` : `🔧 ${bold("Writing a fix")}`;
	}

	function ended(turn: Turn, end: Exclude<End, { kind: "answered" }>, chars: number): Ended {
		switch (end.kind) {
			case "gave_up": {
				const best = excerpt(end.best ?? "", { chars, lines: 40, head: 0.4 }, plainOutput);
				return {
					title: `🏳️ ${bold("I gave up.")} ${said(end.sentence)}`,
					...(best === "" ? {} : { output: { title: "Best output so far", text: best } }),
					advice: "You can rephrase your question, or tell me here what to do differently.",
				};
			}
			case "stopped":
				return {
					title: `🛑 ${bold(`Stopped by ${plain(end.by.name)}`)}`,
					advice: "Files are kept. Write here when you want to continue.",
				};
			case "expired":
				return { title: `⌛ ${bold("Nobody approved in time")}, so nothing was run. Ask again to get a new version.` };
			case "reran":
				return { title: `🔁 ${bold("Ran again")} · ${said(end.sentence)}` };
			case "received":
				return {
					title: `👍 ${bold(turn.uploads.length === 1 ? "I have your file." : "I have your files.")} What would you like to know?`,
				};
			case "failed":
				return { title: `⚠️ ${said(end.sentence)}`, advice: stageOf(turn) };
		}
	}

	function said(sentence: string): string {
		return shorten(reveal(sentence), 1500, escaped);
	}

	function received(upload: Upload, since?: { readonly live: Live; readonly now: number }): string {
		return fate(upload) + (since === undefined ? "" : ` · ${elapsed(since.now - since.live.since)}`);
	}

	function fate(upload: Upload): string {
		const name = bold(plain(upload.name));
		switch (upload.state.kind) {
			case "waiting":
				return `⏬ Fetching ${name}${upload.size > 0 ? ` (${sized(upload.size)})` : ""}`;
			case "stored": {
				const kept = upload.as === upload.name || upload.as === "" ? "" : `, saved as ${bold(plain(upload.as))}`;
				return `📎 Got ${name}${kept}: ${shape(upload.state.profile, upload.size)}`;
			}
			case "refused":
				return `⚠️ ${said(upload.state.sentence)}`;
		}
	}

	function shape(card: FileProfile, size: number): string {
		const odd = plain(oddities(card).join("; "), 160);
		return [extent(card, size), ...(odd === "" ? [] : [odd])].join("; ");
	}

	function extent({ rows, columns, format }: FileProfile, size: number): string {
		if (columns === undefined) return [format === "" ? "a file" : plain(format), sized(size)].join(", ");
		const names = listed(
			columns.map(({ name }) => plain(name, 40)),
			6,
		);
		const wide = `${count(columns.length, "column")} (${names})`;
		return rows === undefined ? wide : `${count(rows, "row")} × ${wide}`;
	}

	function answered(turn: Turn): Answered {
		const { state, startedAt } = turn;
		const took = state.kind === "ended" ? ` · ${elapsed(state.at - startedAt)} from question to answer` : "";
		return {
			title: hasCode(turn) ? `💬 ${bold("Answer")}` : "",
			continued: `💬 ${bold("Answer, continued")}`,
			empty: "The answer is empty.",
			foot: hasCode(turn) ? `${sourceOf(turn)}${took}` : "",
		};
	}

	return { doing, ended, received, answered };
}

/** What is odd about a file, in a few words each. What to do about it is only of use to the model. */
function oddities({ encoding, delimiter, skip, sampled, columns = [], notes }: FileProfile): readonly string[] {
	const what = (note: string) => note.split(": ")[0] ?? "";
	return [
		...(encoding === undefined || encoding === "utf-8-sig" ? [] : [encoding]),
		...(delimiter === undefined ? [] : [`separated by ${DELIMITERS[delimiter] ?? delimiter}`]),
		...(skip === undefined ? [] : [`${count(skip, "line")} above the header`]),
		...columns.flatMap(({ name, notes: odd = [] }) => odd.map((note) => `${name.trim()}: ${what(note)}`)),
		...notes.map((note) => (note.startsWith("it could not be read") ? note : what(note))),
		...(sampled === undefined ? [] : [`sampled ${count(sampled, "row")}`]),
	];
}

function hasCode({ attempts }: Turn): boolean {
	return attempts.length > 0;
}

function sourceOf(turn: Turn): string {
	const printed = (turn.attempts.at(-1)?.run?.output.trim() ?? "") !== "";
	return printed
		? "Based on what the program above printed"
		: "The program above printed nothing; its files are in this thread";
}

/** How much there was when something outside the program failed, and what that means for people. */
export function stageOf({ attempts }: Turn): string {
	const last = attempts.at(-1);
	if (last?.run?.outcome === "ok")
		return "The program above has run and its output is complete; only the next step is missing.";
	if (last?.runId !== undefined && last.run === undefined)
		return "It happened while the code was running: what it did until then is shown above, and files are kept.";
	if (attempts.some(({ run }) => run !== undefined)) return "What was run so far is shown above; nothing else was run.";
	return "Nothing was run, and nothing was changed.";
}
