// Values of a program as far as its text shows: constants, tables and columns, and the names of what is imported.

import type { Period } from "../../core/domain.ts";
import type { Node } from "../tree.ts";

export type Value =
	| { readonly is: "text"; readonly text: string }
	| { readonly is: "number"; readonly number: number }
	| { readonly is: "list"; readonly items: readonly Value[] }
	| { readonly is: "dict"; readonly entries: readonly (readonly [Value, Value])[] }
	/** A module or what is in one, by its full name: `pandas.read_csv`. */
	| { readonly is: "name"; readonly name: string }
	| Frame
	/** `groupby` and `resample`, before anything is computed. */
	| { readonly is: "groups"; readonly frame: Frame; readonly columns: readonly string[] }
	/** `df.loc`, `df.iloc`, `df.at`. */
	| { readonly is: "place"; readonly frame: Frame; readonly by: string }
	/** Part of a date that is not in a table: `pd.Grouper`. */
	| { readonly is: "grouper"; readonly columns: readonly string[]; readonly periods: readonly Period[] }
	/** One figure that was computed from columns. */
	| { readonly is: "figure"; readonly how: string; readonly columns: readonly string[] }
	/** What is drawn on: pyplot's figures and axes. */
	| { readonly is: "canvas" }
	/** An opened file, a writer or a path. */
	| { readonly is: "file"; readonly path: string }
	| { readonly is: "function"; readonly node: Node; readonly program: number }
	/** A collection that the program fills itself: `{}`, `defaultdict(int)`, `Counter()`. */
	| { readonly is: "tally" }
	| { readonly is: "unknown" };

/** A table, some columns of it, or one. */
export interface Frame {
	readonly is: "frame";
	readonly facts: Facts;
	/** Columns that it is cut down to; `[]`: all. */
	readonly columns: readonly string[];
	/** One column, or something computed from columns, as long as the table. */
	readonly single: boolean;
	readonly periods: readonly Period[];
	/** True or false by row. */
	readonly test?: Test;
	readonly sorted?: { readonly columns: readonly string[]; readonly descending: boolean };
	/** After `.rolling(7)`: one result for each row. */
	readonly rolling?: true;
	/** After `.str`. */
	readonly letters?: true;
	/** One row after the other, in the program's own loop. */
	readonly rows?: true;
}

export interface Test {
	readonly how: "where" | "filled" | "empty" | "distinct";
	readonly values: readonly string[];
	readonly text: string;
}

/** What is known of a table, shared by all that is cut out of it. */
export interface Facts {
	/** Files that it was read from. */
	readonly sources: readonly Source[];
	/** Parts of a date that a column holds. */
	readonly periods: Map<string, readonly Period[]>;
	/** Columns that the program made, which no file has. */
	readonly made: Set<string>;
	index: readonly string[];
}

export interface Source {
	readonly columns: Set<string>;
}

export const UNKNOWN: Value = { is: "unknown" };
export const CANVAS: Value = { is: "canvas" };

export function newFacts(sources: readonly Source[] = []): Facts {
	return { sources, periods: new Map(), made: new Set(), index: [] };
}

export function table(facts: Facts = newFacts()): Frame {
	return { is: "frame", facts, columns: [], single: false, periods: [] };
}

/** What groups give: a table of its own, whose columns no file has. */
export function derived(from: Frame, index: readonly string[], columns: readonly string[] = []): Frame {
	const facts = { ...newFacts(), periods: new Map(from.facts.periods), index };
	return { is: "frame", facts, columns, single: columns.length === 1, periods: [] };
}

export function column({ facts }: Pick<Frame, "facts">, name: string): Frame {
	const [only, more] = facts.sources;
	if (more === undefined && !facts.made.has(name)) only?.columns.add(name);
	const periods = facts.periods.get(name) ?? [];
	return { is: "frame", facts, columns: [name], single: true, periods };
}

/** The only file that it comes from. */
export function sourceOf({ sources }: Facts): Source | undefined {
	return sources.length === 1 ? sources[0] : undefined;
}

/** Columns that are named by something that does not know their table, such as `pl.col`. */
export function use({ facts }: Frame, names: readonly string[]): void {
	for (const name of names) if (!facts.made.has(name)) sourceOf(facts)?.columns.add(name);
}

/** The tables side by side or below each other. */
export function joined(frames: readonly Frame[]): Frame {
	const facts = newFacts(frames.flatMap((frame) => frame.facts.sources));
	for (const frame of frames) {
		for (const [name, periods] of frame.facts.periods) facts.periods.set(name, periods);
		for (const name of frame.facts.made) facts.made.add(name);
	}
	return table(facts);
}

export function union<T>(...lists: readonly (readonly T[])[]): readonly T[] {
	return [...new Set(lists.flat())];
}

/** The texts of a text or of a list of them; names of columns where it is made of columns. */
export function texts(value: Value | undefined): readonly string[] {
	switch (value?.is) {
		case "text":
			return [value.text];
		case "number":
			return [String(value.number)];
		case "list":
			return value.items.flatMap(texts);
		case "frame":
		case "grouper":
			return value.columns;
		default:
			return [];
	}
}

export function periodsOf(value: Value | undefined): readonly Period[] {
	switch (value?.is) {
		case "list":
			return union(...value.items.map(periodsOf));
		case "frame":
		case "grouper":
			return value.periods;
		default:
			return [];
	}
}

/** Whether all of it is known: a list of texts, with nothing else in it. */
export function isKnown(value: Value | undefined): boolean {
	return value?.is === "list" ? value.items.every(isKnown) : value !== undefined && value.is !== "unknown";
}

export function textIn(value: Value | undefined): string | undefined {
	return value?.is === "text" ? value.text : undefined;
}

export function numberIn(value: Value | undefined): number | undefined {
	return value?.is === "number" ? value.number : undefined;
}

/** Constants of a condition, as text. */
export function constants(value: Value | undefined): readonly string[] {
	return value?.is === "frame" || value?.is === "grouper" ? [] : texts(value);
}

/** The value for each of `keys`, the first that is there: by keyword, or by position if it is a number. */
export type Arguments = (...keys: readonly (string | number)[]) => Value | undefined;
