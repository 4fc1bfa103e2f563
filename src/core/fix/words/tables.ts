// Tables in an output: where the kernel's cells say exactly what the printed lines say, people get a real table in their place.

import type { Does } from "../../domain/program.ts";
import type { CellKind, SeenCells, SeenTable } from "../../domain/seen.ts";

/** As people read it: no cell is empty. */
export interface Table {
	readonly head: readonly string[];
	readonly rows: readonly (readonly string[])[];
	readonly kinds: readonly CellKind[];
}

export type Shown =
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "table"; readonly table: Table };

/** The output in its order; `tables` in the order in which they were printed. Cells are hostile: a table that differs from its lines in one cell stays text. */
export function shownIn(output: string, tables: readonly SeenTable[]): readonly Shown[] {
	const lines = output.split("\n");
	const squeezed = lines.map(squeeze);
	const shown: Shown[] = [];
	let from = 0;
	const text = (to: number) => {
		const whole = lines.slice(from, to).join("\n");
		if (whole.trim() !== "") shown.push({ kind: "text", text: whole });
	};
	for (const { cells } of tables) {
		const at = cells === undefined ? -1 : placeOf(cells, squeezed, from);
		if (cells === undefined || at === -1) continue;
		text(at - cells.lines);
		shown.push({ kind: "table", table: forPeople(cells) });
		from = at + cells.rows.length;
		if (FOOTER.test(squeezed[from] ?? "")) from += 1;
	}
	text(lines.length);
	return shown;
}

/** What pandas says of a column below it. */
const FOOTER = /^(?:(?:Freq|Name|Length): .*)?dtype: \w+$/;

/** The line of its first row; -1 if it was not printed like this. */
function placeOf({ head, rows, lines }: SeenCells, printed: readonly string[], from: number): number {
	const wanted = rows.map((row) => squeeze(row.join(" ")));
	for (let at = from + lines; at + wanted.length <= printed.length; at += 1) {
		if (!wanted.every((row, index) => row === printed[at + index])) continue;
		const below = printed[at + wanted.length] ?? "";
		const names = [...printed.slice(at - lines, at), ...(FOOTER.test(below) ? [below] : [])].join(" ");
		if (head.every((name) => names.includes(squeeze(name)))) return at;
	}
	return -1;
}

function squeeze(line: string): string {
	return line.replace(/\s+/g, " ").trim();
}

/** In place of nothing: platforms refuse an empty cell. */
const NOTHING = "–";

function forPeople({ head, rows, kinds, levels }: SeenCells): Table {
	const above: string[] = [];
	const drawn = rows.map((row) =>
		row.map((cell, at) => {
			// The outer levels of an index are printed once for all their rows.
			const text = cell === "" && at < levels - 1 ? (above[at] ?? "") : cell;
			above[at] = text;
			if (text === "" || /^(?:NaN|NaT|<NA>)$/.test(text)) return NOTHING;
			return kinds[at] === "number" ? marked(text) : text;
		}),
	);
	return { head: head.map((name) => (name === "" ? NOTHING : name)), rows: drawn, kinds };
}

/** What counts or adds up; the largest of some ids is one of them. */
const AMOUNTS = ["sum", "mean", "median", "count", "distinct"];

/** A printed number that is all of the output and an amount, with marks; undefined for every other output. */
export function amountIn(
	output: string,
	{ steps }: Does,
): { readonly printed: string; readonly marked: string } | undefined {
	const printed = output.trim();
	const last = steps.findLast(({ kind }) => kind === "computes");
	if (last?.kind !== "computes" || !AMOUNTS.includes(last.how)) return undefined;
	return marked(printed) === printed ? undefined : { printed, marked: marked(printed) };
}

function marked(text: string): string {
	const [, whole = "", rest = ""] = /^(-?\d{4,})(\.\d+)?$/.exec(text) ?? [];
	return whole === "" ? text : whole.replace(/\d(?=(?:\d{3})+$)/g, "$&,") + rest;
}
