// Formats that several posts share: times, sizes, counts, and text shortened until it fits.

import type { Language } from "../../core/domain.ts";
import { type Texts, textsIn } from "../../core/locales.ts";
import { clip } from "../../core/text.ts";
import { reveal, revealCode } from "./code/hidden-characters.ts";

/** `0.4 s`, `12 s`, `2 min 5 s`. */
export function lasted(ms: number, texts: Texts): string {
	const seconds = Math.max(0, ms) / 1000;
	if (seconds < 9.95) return texts.seconds(seconds.toFixed(1));
	return elapsed(ms, texts);
}

/** Whole seconds, for a clock that is still running. */
export function elapsed(ms: number, { seconds, minutes }: Texts): string {
	const all = Math.round(Math.max(0, ms) / 1000);
	const rest = seconds(String(all % 60));
	return all < 60 ? rest : `${minutes(Math.floor(all / 60))} ${rest}`;
}

/** `312 MB`; decimal units, as Slack shows them. */
export function sized(bytes: number, texts = textsIn("en")): string {
	if (bytes < 999.5) return texts.bytes(Math.round(bytes));
	const units = ["kB", "MB", "GB"];
	let value = bytes / 1000;
	let unit = 0;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1000;
		unit += 1;
	}
	return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** Sentences one after the other; behind a Chinese stop there is no blank. */
export function inTurn(sentences: readonly string[]): string {
	return sentences.reduce((all, one) => `${all}${all === "" || all.endsWith("。") ? "" : " "}${one}`, "");
}

export function lineCount(text: string): number {
	return text.replace(/\n$/, "").split("\n").length;
}

export function spoken(language: Language): string {
	switch (language) {
		case "python":
			return "Python";
		case "bash":
			return "Bash";
	}
}

/** Shortens `text` until what `render` makes of it has at most `limit` characters; "" if nothing fits. */
export function shorten(text: string, limit: number, render: (text: string) => string): string {
	for (let chars = Math.min(text.length, limit); chars > 0; chars = Math.floor(chars * 0.7)) {
		const drawn = render(text.length <= chars ? text : `${clipEnd(text, chars)} …`);
		if (drawn.length <= limit) return drawn;
	}
	return "";
}

function clipEnd(text: string, chars: number): string {
	return text
		.slice(0, chars)
		.replace(/[\ud800-\udbff]$/, "")
		.trimEnd();
}

/** A name on one line, at most `limit` characters of it, and at most twice as many once it is drawn. */
export function named(name: string, limit: number, draw: (line: string) => string): string {
	const line = reveal(name.slice(0, 20 * limit))
		.replace(/\s+/g, " ")
		.trim();
	const short = line.length > limit ? `${Array.from(line).slice(0, limit).join("")}…` : line;
	const drawn = draw(short);
	return drawn.length <= 2 * limit ? drawn : shorten(short, 2 * limit, draw);
}

export interface Room {
	readonly chars: number;
	readonly lines: number;
	/** Share of the room that goes to the head, 0 to 1. */
	readonly head: number;
}

/** Head and tail of output, neither too long nor too tall for a card, with a note on how much is left out. Only what is kept is drawn. */
export function excerpt(
	text: string,
	{ chars, lines: tall, head }: Room,
	texts: Texts,
	draw = (kept: string) => kept,
): string {
	const rows = text.replace(/^\n+/, "").trimEnd().split("\n");
	const first = Math.floor(tall * head);
	const cutOut = rows.length - tall;
	const gap = cutOut > 0 ? [texts.linesLeftOut(cutOut)] : [];
	const kept = cutOut > 0 ? [...rows.slice(0, first), ...gap, ...rows.slice(first + cutOut)] : rows;
	const most = Math.max(1, chars);
	const notice = texts.textLeftOut;
	const drawn = draw(clip(kept.join("\n"), { chars: 20 * most, head, notice }));
	return clip(drawn, { chars: most, head, notice }).replace(/^\n+/, "");
}

/** The end of code that is still being written, hidden characters written out. */
export function newest(code: string, chars: number, { textLeftOut: notice }: Texts): string {
	return clip(revealCode(code), { chars, head: 0, notice }).replace(/^\n+/, "");
}

/** `a, b and 3 more`; `all` if `names` are only the first of them. */
export function listed(names: readonly string[], limit: number, { comma, andMore }: Texts, all = names.length): string {
	const more = all - limit;
	return names.slice(0, limit).join(comma) + (more > 0 ? andMore(more) : "");
}
