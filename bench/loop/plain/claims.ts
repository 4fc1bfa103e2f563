// Claims of a text: every figure with the words that it stands for, of a sentence, a line `name: value` or a table's row and column.

import { type Figure, figuresIn, isGerman, type Moment, momentsIn, plainly } from "./figures.ts";
import { wordsOf } from "./words.ts";

export interface Claim extends Figure {
	/** What it stands for, as written; "" for a bare figure. */
	readonly label: string;
	/** Of the label, what carries meaning, with dates as `2024-03`. */
	readonly words: ReadonlySet<string>;
	/** The first cell of its row, where that is a number: months and years are. */
	readonly row: string;
	/** Rows of the table that it stands in; 0: none. */
	readonly table: number;
	/** Figures of the list that it stands in; 1: none. */
	readonly list: number;
	readonly line: number;
}

export interface Reading {
	/** Lines without marks, and without what pandas says about its tables. */
	readonly lines: readonly string[];
	readonly claims: readonly Claim[];
	/** Rows of the tables by their lines, in order; each table is a list of line numbers. */
	readonly tables: readonly (readonly number[])[];
}

interface Cell {
	readonly from: number;
	readonly to: number;
	readonly text: string;
}

const ABOUT =
	/^\s*(?:\[\d+ rows x \d+ columns\]|(?:Name: .*, )?(?:Length: \d+, )?dtype: \S+|-{3,}|={3,}|```\w*|[|:\s-]+)\s*$/;

export function readText(text: string): Reading {
	const plain = plainly(text);
	const german = isGerman(plain);
	const lines = plain
		.split("\n")
		.filter((line) => !ABOUT.test(line))
		.map((line) => line.replace(/^\s*#+\s/, "").replace(/^(\s*)(?:[-*•]|\d{1,2}[.)])\s+(?=\S)/, "$1"));
	const tables = tablesOf(lines, german);
	const claims: Claim[] = [];
	let heading = "";
	for (const [at, line] of lines.entries()) {
		const table = tables.find(({ rows }) => rows.includes(at));
		if (table !== undefined) {
			claims.push(...inRow(line, at, table, german));
			continue;
		}
		const found = inWords(line, at, heading, german);
		claims.push(...found);
		if (found.length === 0) heading = line.trim();
		else if (found.some(({ label }) => label !== heading)) heading = "";
	}
	return { lines, claims, tables: tables.map(({ rows }) => rows) };
}

interface Table {
	readonly header: readonly Cell[];
	readonly rows: readonly number[];
	/** The first cell of each row only counts it, as pandas does. */
	readonly counted: boolean;
}

function cellsOf(line: string): readonly Cell[] {
	const parts = line.includes("|") ? line.matchAll(/[^|]+/g) : line.matchAll(/\S+(?: \S+)*/g);
	return [...parts]
		.map((match) => {
			const text = match[0];
			const lead = text.length - text.trimStart().length;
			return { from: match.index + lead, to: match.index + text.trimEnd().length, text: text.trim() };
		})
		.filter((cell) => cell.text !== "");
}

/** Blocks of lines with cells; the first line is the header if it has no figures of its own where the next has some. */
function tablesOf(lines: readonly string[], german: boolean): readonly Table[] {
	const isRow = (line: string) => cellsOf(line).length > 1 || (line.match(/\|/g) ?? []).length > 1;
	const tables: Table[] = [];
	for (let at = 0; at < lines.length; ) {
		let end = at;
		while (end < lines.length && isRow(lines[end] ?? "")) end += 1;
		const first = lines[at] ?? "";
		const figures = figuresIn(first, german).filter(({ year }) => !year).length;
		const hasHeader = end - at > 1 && figures === 0;
		// The name of an index stands alone below the header.
		const oneColumn = end - at === 1 && figures === 0 && /^\S+\s*$/.test(lines[end] ?? "");
		if (oneColumn) {
			end += 1;
			while (end < lines.length && isRow(lines[end] ?? "")) end += 1;
		}
		const begin = hasHeader || oneColumn ? at + 1 : at;
		const rows = Array.from({ length: end - begin }, (_, index) => begin + index).filter(
			(row) => figuresIn(lines[row] ?? "", german).length + momentsIn(lines[row] ?? "").length > 0 || hasHeader,
		);
		if (end - begin > 1 || hasHeader) {
			const header = begin > at ? headerOf(first, lines[at + 1] ?? "") : [];
			tables.push({
				header,
				rows,
				counted: isCounted(
					rows.map((row) => cellsOf(lines[row] ?? "")),
					header.length,
				),
			});
		}
		at = Math.max(end, at + 1);
	}
	return tables;
}

/** `0`, `1`, `2` under no name. */
function isCounted(rows: readonly (readonly Cell[])[], names: number): boolean {
	return names > 0 && rows.every((cells, at) => cells.length === names + 1 && cells[0]?.text === `${at}`);
}

/** Names of several words are one cell where pandas left two spaces between the cells. */
function headerOf(line: string, next: string): readonly Cell[] {
	const cells = cellsOf(line);
	const tight = cells.length === 1 && cellsOf(next).length === 1;
	return tight
		? [...line.matchAll(/\S+/g)].map((m) => ({ from: m.index, to: m.index + m[0].length, text: m[0] }))
		: cells;
}

function inRow(whole: string, at: number, { header, rows, counted }: Table, german: boolean): readonly Claim[] {
	const line = counted ? whole.replace(/^\s*\d+/, (number) => " ".repeat(number.length)) : whole;
	const cells = cellsOf(line);
	const figures = figuresIn(line, german);
	const moments = momentsIn(line);
	const isIn = (cell: Cell) => (one: Figure) => one.from <= cell.from && cell.to <= one.to + 1;
	const texts = cells.filter((cell) => !figures.some(isIn(cell)));
	const years = cells.filter((cell) => figures.find(isIn(cell))?.year === true);
	const first = cells[0];
	const leads = figures.find((one) => first !== undefined && one.from <= first.from && first.to <= one.to);
	const isLed = leads !== undefined && cells.length > 1 && /^\d{1,4}$/.test(first?.text ?? "");
	const named = texts.map(({ text }) => text).join(" ");
	return figures
		.filter((one) => !(isLed && one === leads && figures.length > 1))
		.map((one) => {
			const above =
				header.find((cell) => cell.to === one.to) ?? header.find((cell) => cell.from < one.to && one.from < cell.to);
			const markdown = line.includes("|")
				? header[cells.findIndex((cell) => cell.from <= one.from && one.from < cell.to)]
				: above;
			const beside = textOf(texts, one) ?? "";
			const inYears = years.filter((cell) => !isIn(cell)(one)).map(({ text }) => text);
			const label = [named === "" ? beside : named, ...inYears, (markdown ?? above)?.text ?? ""].join(" ").trim();
			const row = isLed ? (first?.text ?? "") : "";
			return claimOf(one, { label, dates: moments, row, table: rows.length, list: 1, line: at });
		});
}

/** A cell of words and a figure, such as `North 12`. */
function textOf(cells: readonly Cell[], { from, to }: Figure): string | undefined {
	const cell = cells.find((one) => one.from <= from && to <= one.to);
	return cell?.text;
}

const BREAK = /[;；。，！？!?]|,(?=\s*[^\d\s])|\.(?=\s)|[{}[\]]|\s(?:and|but|und|aber)\s(?=(?:the|der|die|das)\s)/iu;

function inWords(line: string, at: number, heading: string, german: boolean): readonly Claim[] {
	const figures = figuresIn(line, german).filter(
		(one) => !/^['"]?\s*(?::|->|→|=>)\s*[¥$€£¤]?-?\d/u.test(line.slice(one.to)) && !isBound(line, one),
	);
	const moments = momentsIn(line);
	const lists = listsOf(line, figures);
	return figures.map((one, index) => {
		const mine = lists.find((list) => list.includes(one)) ?? [one];
		const lead = mine[0] ?? one;
		// A year is no figure that ends a clause: "in 2023 76,985".
		const before = figures.slice(0, figures.indexOf(lead)).findLast(({ year }) => !year);
		const start = before === undefined ? 0 : before.to;
		const ahead = line.slice(start, lead.from);
		const own = said(ahead.replace(/[\s([]+$/, ""), "last");
		const after = line.slice(one.to, figures[index + 1]?.from ?? line.length);
		const behind = said(after, "first");
		const hasWords = (text: string) =>
			wordsOf(text).size + [...text.matchAll(/[\u3040-\u9fff]/gu)].length > 0 || momentsIn(text).length > 0;
		const label = hasWords(own)
			? own
			: hasWords(behind) && mine.length === 1
				? behind
				: figures.length === 1
					? heading
					: "";
		const dates = moments.filter((date) => date.from >= start && date.to <= lead.from);
		return claimOf(one, { label, dates, row: leadOf(line, lead), table: 0, list: mine.length, line: at });
	});
}

/** `hotels between 3 and 4 stars: 0.04` says nothing of 3 and 4. */
function isBound(line: string, { from, to }: Figure): boolean {
	const [before, after] = [line.slice(0, from), line.slice(to)];
	return (
		(/(?:\bbetween|\bzwischen|介于)\s*$/iu.test(before) && /^\s*(?:and|und|和|到|至)\s*\d/iu.test(after)) ||
		/(?:\bbetween|\bzwischen|介于)\s*[\d.,]+\s*(?:and|und|和|到|至)\s*$/iu.test(before)
	);
}

/** The clause next to a figure. */
function said(text: string, which: "first" | "last"): string {
	const clauses = text.split(BREAK).map((clause) => clause.trim());
	const kept = which === "first" ? clauses[0] : (clauses.findLast((clause) => clause !== "") ?? "");
	return kept ?? "";
}

/** `3: 12.5` and `2024 -> 12.5`. */
function leadOf(line: string, one: Figure): string {
	return /(?:^|[{,\s('"])(\d{1,4})['"]?\s*(?::|->|→|=>|=|–)\s*[¥$€£¤]?$/u.exec(line.slice(0, one.from))?.[1] ?? "";
}

function listsOf(line: string, figures: readonly Figure[]): readonly (readonly Figure[])[] {
	const lists: Figure[][] = [];
	for (const [index, one] of figures.entries()) {
		const before = figures[index - 1];
		const gap = before === undefined ? "no" : line.slice(before.to, one.from);
		if (!one.year && before?.year === false && /^\s*,?\s*[¥$€£¤]?$/u.test(gap)) lists.at(-1)?.push(one);
		else lists.push([one]);
	}
	return lists;
}

function claimOf(
	figure: Figure,
	{ label, dates, ...rest }: Pick<Claim, "label" | "row" | "table" | "list" | "line"> & { dates: readonly Moment[] },
): Claim {
	const words = new Set([
		...wordsOf(label),
		...dates.map(({ date }) => date),
		...momentsIn(label).map(({ date }) => date),
	]);
	return { ...figure, label: label.trim(), words, ...rest };
}
