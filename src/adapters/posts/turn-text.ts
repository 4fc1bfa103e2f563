// What goes on now, how a Turn ended, and what became of a file, in words.

import type { End, FileProfile, Live, Turn, Upload } from "../../core/domain.ts";
import { stageOf } from "../../core/steps/ending.ts";
import { count } from "../../core/text.ts";
import { elapsed, excerpt, listed, shorten, sized } from "./format.ts";
import { plainOutput, reveal } from "./hidden-characters.ts";
import type { Markup } from "./markup.ts";
import type { TurnView } from "./turn-view.ts";

const DELIMITERS: Readonly<Record<string, string>> = { "\t": "tabs", ";": "semicolons", "|": "bars" };

/** How a Turn ended without an Answer. */
export interface Ended {
	readonly title: string;
	/** Program output, in a box. */
	readonly output?: { readonly title: string; readonly text: string };
	/** Small print. */
	readonly advice?: string;
}

export interface ProgressWords {
	/** What the bot is doing, with the time it has taken. */
	doing(scene: TurnView): string;
	/** `chars` for output at most. */
	ended(turn: Turn, end: Exclude<End, { kind: "answered" }>, chars: number): Ended;
	/** The line on a file that a person gave. */
	received(upload: Upload): string;
}

export function progressWords({ bold, escaped, plain }: Markup): ProgressWords {
	function doing({ turn, live, now }: TurnView): string {
		if (turn.stopping !== undefined) return `🛑 ${bold("Stopping…")}`;
		const phase = live?.phase ?? turn.state.kind;
		const time = live === undefined ? [] : [elapsed(now - live.since)];
		const written = live?.lines === undefined ? [] : [`${count(live.lines, "line")} so far`];
		const say = (words: string, ...more: readonly string[]) => [words, ...more, ...time].join(" · ");
		switch (phase) {
			case "queued":
				return say(`⏳ ${bold("Waiting")}`, ...place(live?.queue));
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

	function place(queue: Live["queue"]): readonly string[] {
		if (queue === undefined) return [];
		return [`place ${queue.position} in the line for ${queue.for === "model" ? "the model" : "a sandbox"}`];
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
					...(best === "" ? {} : { output: { title: "The best output so far", text: best } }),
					advice: "You can ask again in other words, or tell me here what to do differently.",
				};
			}
			case "stopped":
				return {
					title: `🛑 ${bold(`Stopped by ${plain(end.by.name)}`)}`,
					advice: "Files are kept. Write here whenever you want to go on.",
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

	function received(upload: Upload): string {
		const name = bold(plain(upload.name));
		switch (upload.state.kind) {
			case "waiting":
				return `⏬ Fetching ${name}${upload.size > 0 ? ` (${sized(upload.size)})` : ""}`;
			case "stored": {
				const kept = upload.as === upload.name || upload.as === "" ? "" : `, kept as ${bold(plain(upload.as))}`;
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

	return { doing, ended, received };
}

/** What is odd about a file, in a few words each; what to do about it is for whoever writes code. */
function oddities({ encoding, delimiter, skip, sampled, columns = [], notes }: FileProfile): readonly string[] {
	const what = (note: string) => note.split(": ")[0] ?? "";
	return [
		...(encoding === undefined || encoding === "utf-8-sig" ? [] : [encoding]),
		...(delimiter === undefined ? [] : [`separated by ${DELIMITERS[delimiter] ?? delimiter}`]),
		...(skip === undefined ? [] : [`${count(skip, "line")} above the header`]),
		...columns.flatMap(({ name, notes: odd = [] }) => odd.map((note) => `${name.trim()}: ${what(note)}`)),
		...notes.map((note) => (note.startsWith("it could not be read") ? note : what(note))),
		...(sampled === undefined ? [] : [`looked into ${count(sampled, "row")}`]),
	];
}

/** What an Answer rests on. */
export function sourceOf(turn: Turn): string {
	const printed = (turn.attempts.at(-1)?.run?.output.trim() ?? "") !== "";
	return printed
		? "Taken from what the program above printed"
		: "The program above printed nothing; its files are in this thread";
}
