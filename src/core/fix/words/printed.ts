// Printed figures: each with the words that it was printed for, read from the lines, rows and columns of an output.

import { type Figure, figuresIn, writesComma } from "./figures.ts";

/** What a figure was printed for, in lower case: words of its line, and the name of its column. */
export interface Labels {
	readonly row: readonly string[];
	readonly column: readonly string[];
}

export interface PrintedFigure extends Pick<Figure, "readings" | "isNegative">, Labels {}

export interface Printed {
	readonly figures: readonly PrintedFigure[];
	/** Numbers that are printed and say nothing by themselves: of rows, of months, and what stands in the program as text. */
	readonly names: readonly PrintedFigure[];
	/** All that figures were printed for, each once. */
	readonly labels: Labels;
}

const MOST_LINES = 5000;
const MOST_LABELS = 300;
const LABEL = 60;
const BETWEEN_CELLS = /\s{2,}|\t|\s*[|│]\s*/;

/** `literal`: lines that the program holds as text. */
export function readPrinted(output: string, literal: readonly string[] = []): Printed {
	const figures: PrintedFigure[] = [];
	const names: PrintedFigure[] = [];
	const comma = writesComma(output);
	const fixed = new Set(literal);
	let header: readonly string[] = [];
	let outer: Outer = { cells: 0, label: "" };
	for (const line of output.split("\n").slice(0, MOST_LINES)) {
		const found = figuresIn(line, { comma });
		if (fixed.has(line.trim())) names.push(...found.map(unnamed));
		else if (found.length === 0) header = /[\p{L}\p{N}]/u.test(line) ? cellsOf(line).map(({ text }) => text) : header;
		else {
			const row = readRow(line, found, { header, outer });
			outer = row.outer;
			figures.push(...row.figures);
			names.push(...row.names);
		}
		if (line.trim() === "") header = [];
	}
	const all = (of: keyof Labels) => [...new Set(figures.flatMap((figure) => figure[of]))].slice(0, MOST_LABELS);
	return { figures, names, labels: { row: all("row"), column: all("column") } };
}

interface Cell {
	readonly text: string;
	readonly from: number;
	readonly to: number;
}

function cellsOf(line: string): readonly Cell[] {
	const cells: Cell[] = [];
	let from = 0;
	for (const text of line.split(BETWEEN_CELLS)) {
		const at = line.indexOf(text, from);
		if (text.trim() !== "") cells.push({ text: text.trim(), from: at, to: at + text.length });
		from = at + text.length;
	}
	return cells;
}

/** The first name of a row, which the rows below leave out if it is theirs, too. */
interface Outer {
	readonly cells: number;
	readonly label: string;
}

interface Row extends Pick<Printed, "figures" | "names"> {
	readonly outer: Outer;
}

function readRow(
	line: string,
	found: readonly Figure[],
	{ header, outer }: { readonly header: readonly string[]; readonly outer: Outer },
): Row {
	const cells = cellsOf(line);
	if (cells.length < 2) return { figures: labelled(line, found), names: [], outer: { cells: 0, label: "" } };
	const isBelow = /^\s/.test(line) && cells.length === outer.cells - 1;
	const shift = cells.length - header.length + (isBelow ? 1 : 0);
	const inCell = (cell: Cell | undefined) =>
		found.filter(({ from }) => cell !== undefined && from >= cell.from && from < cell.to);
	const [first] = cells;
	const hasIndex = first !== undefined && (shift !== 0 || !isNumber(first.text)) && !hasDecimals(inCell(first));
	const figures: PrintedFigure[] = [];
	const names: PrintedFigure[] = [];
	const words = cells.filter(({ text }) => !isNumber(text)).map(({ text }) => labelOf(text));
	const index = hasIndex ? labelOf(first.text) : "";
	const rowLabels = [isBelow ? outer.label : "", index, ...words].filter((label) => label !== "");
	for (const [at, cell] of cells.entries()) {
		const inside = inCell(cell);
		const isPair = /[:=：]\s*\S/.test(cell.text);
		if (isPair || (inside.length > 0 && !isNumber(cell.text) && at > 0)) figures.push(...labelled(line, inside, cell));
		else if (at === 0 && hasIndex) names.push(...inside.map(unnamed));
		else {
			const column = [labelOf(header[at + (isBelow ? 1 : 0) - Math.max(0, shift)] ?? "")].filter(
				(label) => label !== "",
			);
			figures.push(...inside.map((figure) => ({ ...figure, row: [...new Set(rowLabels)], column })));
		}
	}
	return { figures, names, outer: isBelow ? outer : { cells: cells.length, label: index } };
}

/** `rows: 10, total: 12.5`: each figure for the words before it; without a colon also for those after it. */
function labelled(
	line: string,
	found: readonly Figure[],
	{ from, to }: Pick<Cell, "from" | "to"> = { from: 0, to: line.length },
): PrintedFigure[] {
	return found.map((figure, at) => {
		const before = line.slice(Math.max(found[at - 1]?.to ?? from, figure.from - LABEL), figure.from);
		const after = /[:=：]\s*[^\p{L}]*$/u.test(before) ? "" : line.slice(figure.to, found[at + 1]?.from ?? to);
		const row = [labelOf(before), labelOf(after.slice(0, LABEL))].filter((label) => label !== "");
		return { ...figure, row, column: [] };
	});
}

function unnamed(figure: Figure): PrintedFigure {
	return { ...figure, row: [], column: [] };
}

function hasDecimals(figures: readonly Figure[]): boolean {
	return figures.some(({ readings: [plain] }) => (plain?.off ?? 0) > 0);
}

/** A number with its sign or unit, a date or a share. */
function isNumber(text: string): boolean {
	return !/\p{L}{3,}/u.test(text) && /\d/.test(text) && !/^[\p{L}_]/u.test(text);
}

function labelOf(text: string): string {
	const words = text.slice(0, LABEL).toLowerCase();
	return words.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "").replace(/\s+/g, " ");
}
