// Markdown of the model for chat platforms: split into pieces, and at limits without breaking a fence.

import type { Table } from "../../core/fix/words/tables.ts";

/** A stretch of Markdown that is drawn in one way. */
export type Piece =
	| { readonly kind: "text"; readonly markdown: string }
	| { readonly kind: "code"; readonly language: string; readonly source: string }
	/** A table, laid out for a monospace font; with its cells where it is whole. */
	| { readonly kind: "table"; readonly layout: string; readonly table?: Table };

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
		const fence = fenceIn(line);
		const rows = fence === undefined ? tableAt(lines, at) : [];
		if (fence !== undefined) {
			flush();
			const end = closing(lines, at, fence.marks);
			found.push({ kind: "code", language: fence.language, source: lines.slice(at + 1, end).join("\n") });
			at = end + 1;
		} else if (rows.length > 0) {
			flush();
			found.push(markdownTable(rows));
			at += rows.length + 1;
		} else {
			prose.push(line);
			at += 1;
		}
	}
	flush();
	return found;
}

/** The marks are taken first and the rest looked at after them: one pattern for all would try every length of both. */
function fenceIn(line: string): { readonly marks: string; readonly language: string } | undefined {
	const marks = /^ {0,3}(`{3,}|~{3,})/.exec(line);
	const rest = line.slice(marks?.[0].length ?? 0);
	if (marks === null || rest.includes("`")) return undefined;
	return { marks: marks[1] ?? "", language: /^\s*([\w+#.-]*)/.exec(rest)?.[1] ?? "" };
}

function closing(lines: readonly string[], open: number, marks: string): number {
	const [sign = ""] = marks;
	for (let at = open + 1; at < lines.length; at += 1) {
		const line = (lines[at] ?? "").replace(/^ {0,3}/, "").trimEnd();
		if (line.length >= marks.length && line === sign.repeat(line.length)) return at;
	}
	return lines.length;
}

/** The rows of the table that starts in line `at`, its ruler left out; none if there is no table. */
function tableAt(lines: readonly string[], at: number): readonly (readonly string[])[] {
	const ruler = lines[at + 1] ?? "";
	const isTable =
		(lines[at] ?? "").includes("|") && /^[\s:|-]+$/.test(ruler) && ruler.includes("-") && ruler.includes("|");
	if (!isTable) return [];
	let end = at + 2;
	while (lines[end]?.includes("|") === true) end += 1;
	return [lines[at] ?? "", ...lines.slice(at + 2, end)].map(cells);
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

/** Characters; one wide cell or one long row would otherwise be filled up in all others. */
const TABLE_CHARS = 100_000;

export function tablePiece(table: Table): Piece {
	return { kind: "table", layout: layOut([table.head, ...table.rows], table.kinds), table };
}

/** More than a platform shows as a table. */
const MOST = { columns: 20, rows: 100 };

/** Nobody knows what a figure in Markdown is: only its form is looked at. */
function markdownTable(rows: readonly (readonly string[])[]): Piece {
	const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
	if (columns > MOST.columns || rows.length > MOST.rows) return { kind: "table", layout: layOut(rows, []) };
	const [head = [], ...body] = rows.map((row) => Array.from({ length: columns }, (_, at) => row[at] ?? ""));
	const isFigure = (at: number) => body.length > 0 && body.every((row) => FIGURE.test(row[at] ?? ""));
	return tablePiece({ head, rows: body, kinds: head.map((_, at) => (isFigure(at) ? "plain" : "label")) });
}
const FIGURE = /^[-+−]?[$€£¥]?\d[\d.,\s]*%?$/;

function layOut(rows: readonly (readonly string[])[], kinds: Table["kinds"]): string {
	const widths: number[] = [];
	for (const row of rows) {
		for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, width(cell));
	}
	const wide = widths.reduce((sum, one) => sum + one + 2, 0);
	if (wide * rows.length > TABLE_CHARS) return rows.map((row) => row.join("  ")).join("\n");
	const drawn = rows.map((row) =>
		widths
			.map((columns, at) => {
				const cell = row[at] ?? "";
				const blanks = " ".repeat(columns - width(cell));
				return (kinds[at] ?? "label") === "label" ? cell + blanks : blanks + cell;
			})
			.join("  "),
	);
	const [head = "", ...body] = drawn.map((row) => row.trimEnd());
	return [head, widths.map((columns) => "─".repeat(columns)).join("  "), ...body].join("\n");
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
	// What is far too long is not drawn whole to find that out.
	if (text.length <= 1 || (text.length <= 8 * limit && size(piece) <= limit)) return [piece];
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
			return { kind: "table", layout: text };
	}
}
