// Model Markdown for chat platforms: taken apart into pieces, split at limits without breaking a fence, hidden characters made visible.

import { stripVTControlCharacters } from "node:util";
import { formatPatch, structuredPatch } from "diff";

/** A stretch of Markdown that is drawn in one way. */
export type Piece =
	| { readonly kind: "text"; readonly markdown: string }
	| { readonly kind: "code"; readonly language: string; readonly source: string }
	/** A table, laid out for a monospace font. */
	| { readonly kind: "table"; readonly layout: string };

/** Takes Markdown apart into prose, fenced code and tables, in order. A fence that is never closed lasts to the end. */
export function pieces(markdown: string): readonly Piece[] {
	const found: Piece[] = [];
	const lines = markdown.split("\n");
	let prose: string[] = [];
	const flush = () => {
		const text = prose.join("\n").replace(/^\n+/, "").trimEnd();
		if (text !== "") found.push({ kind: "text", markdown: text });
		prose = [];
	};
	for (let at = 0; at < lines.length; ) {
		const line = lines[at] ?? "";
		const fence = /^ {0,3}(`{3,}|~{3,})\s*([\w+#.-]*)[^`]*$/.exec(line);
		const rows = fence === null ? tableAt(lines, at) : [];
		if (fence !== null) {
			flush();
			const end = closing(lines, at, fence[1] ?? "```");
			found.push({ kind: "code", language: fence[2] ?? "", source: lines.slice(at + 1, end).join("\n") });
			at = end + 1;
		} else if (rows.length > 0) {
			flush();
			found.push({ kind: "table", layout: layOut(rows) });
			at += rows.length + 1;
		} else {
			prose.push(line);
			at += 1;
		}
	}
	flush();
	return found;
}

function closing(lines: readonly string[], open: number, fence: string): number {
	const shut = new RegExp(`^ {0,3}\\${fence.charAt(0)}{${fence.length},}\\s*$`);
	const at = lines.findIndex((line, index) => index > open && shut.test(line));
	return at === -1 ? lines.length : at;
}

/** The rows of the table that starts in line `at`, its ruler left out; none where there is no table. */
function tableAt(lines: readonly string[], at: number): readonly (readonly string[])[] {
	const ruler = lines[at + 1] ?? "";
	const isTable = (lines[at] ?? "").includes("|") && /^[\s:|-]+$/.test(ruler) && /-/.test(ruler) && /\|/.test(ruler);
	if (!isTable) return [];
	const body = lines.slice(at + 2);
	const end = body.findIndex((line) => !line.includes("|"));
	return [lines[at] ?? "", ...body.slice(0, end === -1 ? undefined : end)].map(cells);
}

function cells(line: string): readonly string[] {
	const inner = line.trim().replace(/^\||(?<!\\)\|$/g, "");
	return inner.split(/(?<!\\)\|/).map((cell) =>
		cell
			.replaceAll("\\|", "|")
			.replace(/\*\*|`/g, "")
			.trim(),
	);
}

function layOut(rows: readonly (readonly string[])[]): string {
	const columns = Math.max(...rows.map((row) => row.length));
	const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => width(row[at] ?? ""))));
	const drawn = rows.map((row) =>
		widths.map((wide, at) => (row[at] ?? "") + " ".repeat(wide - width(row[at] ?? ""))).join("  "),
	);
	const [head = "", ...body] = drawn.map((row) => row.trimEnd());
	return [head, widths.map((wide) => "─".repeat(wide)).join("  "), ...body].join("\n");
}

/** Columns in a monospace font: East Asian characters and pictographs take two. */
function width(text: string): number {
	let columns = 0;
	for (const char of text) columns += /[\u1100-\u115f\u2e80-\uffe6]|\p{Emoji_Presentation}/u.test(char) ? 2 : 1;
	return columns;
}

/** Splits text into parts of at most `limit` UTF-16 units, at paragraphs, lines or words where it can. The parts joined are the text. */
export function cut(text: string, limit: number): readonly string[] {
	const parts: string[] = [];
	let rest = text;
	while (rest.length > limit) {
		const end = breakBefore(rest, limit);
		parts.push(rest.slice(0, end));
		rest = rest.slice(end);
	}
	return rest === "" ? parts : [...parts, rest];
}

function breakBefore(text: string, limit: number): number {
	const window = text.slice(0, limit);
	for (const mark of ["\n\n", "\n", " "]) {
		const at = window.lastIndexOf(mark);
		if (at >= limit / 2) return at + mark.length;
	}
	return limit > 1 && /[\ud800-\udbff]$/.test(window) ? limit - 1 : limit;
}

/** Packs pieces into parts whose sizes add up to at most `limit`; a piece that is too large is split, code into code, so that each part has whole fences. */
export function pack(
	all: readonly Piece[],
	{ limit, size }: { readonly limit: number; readonly size: (piece: Piece) => number },
): readonly (readonly Piece[])[] {
	const parts: Piece[][] = [];
	let room = 0;
	for (const piece of all.flatMap((one) => fitting(one, { limit, size }))) {
		const needed = size(piece);
		const last = parts.at(-1);
		if (last === undefined || needed > room) {
			parts.push([piece]);
			room = limit - needed;
		} else {
			last.push(piece);
			room -= needed;
		}
	}
	return parts;
}

/** A piece as one or more of its kind, each at most `limit` in `size`. */
export function fitting(
	piece: Piece,
	{ limit, size }: { readonly limit: number; readonly size: (piece: Piece) => number },
): readonly Piece[] {
	const text = textOf(piece);
	if (size(piece) <= limit || text.length <= 1) return [piece];
	// Drawing may lengthen text, so halves are tried until they fit.
	return cut(text, Math.max(1, Math.min(limit, Math.ceil(text.length / 2)))).flatMap((part) =>
		fitting(withText(piece, part), { limit, size }),
	);
}

function textOf(piece: Piece): string {
	switch (piece.kind) {
		case "text":
			return piece.markdown;
		case "code":
			return piece.source;
		case "table":
			return piece.layout;
	}
}

function withText(piece: Piece, text: string): Piece {
	switch (piece.kind) {
		case "text":
			return { ...piece, markdown: text };
		case "code":
			return { ...piece, source: text };
		case "table":
			return { ...piece, layout: text };
	}
}

/** What changed, as the hunks of a unified diff with two lines of context; "" where nothing did. */
export function unifiedDiff(before: string, after: string): string {
	const patch = structuredPatch("before", "after", `${before}\n`, `${after}\n`, undefined, undefined, { context: 2 });
	if (patch.hunks.length === 0) return "";
	const text = formatPatch(patch);
	return text.slice(text.indexOf("@@")).trimEnd();
}

// Format, control and other characters that no font shows; a variation selector right after a pictograph is how emoji are written.
const HIDDEN =
	/(?!(?<=\p{Extended_Pictographic})\ufe0f)[\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2028\u2029]|(?![\n\t])\p{Cc}/gu;

/** Writes characters that cannot be seen as `\u{202e}`. */
export function reveal(text: string): string {
	return text.replace(HIDDEN, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

export interface Hidden {
	/** As `reveal` writes it. */
	readonly shown: string;
	/** 1-based. */
	readonly line: number;
}

export function hiddenIn(text: string): readonly Hidden[] {
	return text
		.split("\n")
		.flatMap((row, at) => Array.from(row.matchAll(HIDDEN), ([char]) => ({ shown: reveal(char), line: at + 1 })));
}

/** Program output as a terminal would leave it: colours gone, progress bars at their last state, the rest made visible. */
export function plainOutput(text: string): string {
	const still = stripVTControlCharacters(text).replaceAll("\r\n", "\n");
	return reveal(still.replace(/^[^\n]*\r(?=[^\r\n])/gm, "").replaceAll("\r", ""));
}
