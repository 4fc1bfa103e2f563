// Files with questions about them, and the known answers, counted from the rows themselves.

import type { Random } from "../random.ts";
import type { Known } from "../score-plain.ts";

export type Tongue = "en" | "de" | "zh" | "ja";

export interface Turn {
	readonly request: string;
	readonly answers: readonly Known[];
	/** Python after `load` that prints the answers. */
	readonly code: string;
	/** `chart`, or endings of files that are to be made. */
	readonly makes?: readonly string[];
}

export interface Question {
	readonly language: Tongue;
	readonly turns: readonly [Turn, ...Turn[]];
}

/** One set of files as people have them, and what they ask about it. */
export interface Desk {
	/** What is odd about the files. */
	readonly kind: string;
	readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
	/** Python that reads them into a clean `df`. */
	readonly load: string;
	readonly questions: readonly Question[];
}

export type MakeDesk = (random: Random) => Desk;

/** Two of a kind come out first: such a desk is made anew. */
export class Tie extends Error {}

export function question(language: Tongue, first: Turn, ...others: readonly Turn[]): Question {
	return { language, turns: [first, ...others] };
}

export function turn(request: string, answers: readonly Known[], code: string, makes?: readonly string[]): Turn {
	return { request, answers, code, ...(makes === undefined ? {} : { makes }) };
}

export function sum<R>(rows: readonly R[], of: (row: R) => number): number {
	return rows.reduce((all, row) => all + of(row), 0);
}

/** Sums by group, the largest first. */
export function sums<R>(
	rows: readonly R[],
	by: (row: R) => string,
	of: (row: R) => number,
): readonly (readonly [string, number])[] {
	return [...Map.groupBy(rows, by)].map(([key, some]) => [key, sum(some, of)] as const).sort((a, b) => b[1] - a[1]);
}

export function money(cents: number): string {
	return decimals(cents / 100, 2);
}

/** Programs round a half in different ways: a desk with one is made anew. */
export function decimals(value: number, digits: number): string {
	const half = Math.abs(value) * 10 ** digits;
	if (Math.abs(half - Math.floor(half) - 0.5) < 1e-6) throw new Tie("half");
	return value.toFixed(digits);
}

/** 1,234.56 */
export function english(cents: number): string {
	const [whole = "", rest = ""] = money(Math.abs(cents)).split(".");
	return `${cents < 0 ? "-" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${rest}`;
}

/** 1.234,56 */
export function german(cents: number): string {
	return english(cents).replace(/[.,]/g, (mark) => (mark === "." ? "," : "."));
}

/** A figure by its name, and what else it may be called. */
export function known(name: string, value: string | number, ...labels: readonly string[]): Known {
	return { name, value: `${value}`, ...(labels.length === 0 ? {} : { labels }) };
}

/** One of several that could be. */
export function one(name: string, value: string, among: readonly string[], ...labels: readonly string[]): Known {
	return { ...known(name, value, ...labels), among: [...new Set(among)] };
}

/** A figure for each group. */
export function each(
	groups: readonly (readonly [string, number])[],
	write: (value: number) => string = money,
): readonly Known[] {
	return groups.map(([name, value]) => ({ name, value: write(value), key: true }));
}

/** A figure for each month of one year; `03` and `3` are as good as its name. */
export function months(
	groups: readonly (readonly [string, number])[],
	write: (value: number) => string = money,
): readonly Known[] {
	return groups.map(([name, value]) => {
		const month = name.slice(5, 7);
		return { name, value: write(value), labels: [`${Number(month)}`, month], key: true };
	});
}

/** The group that comes first, and how much it has. */
export function best(
	groups: readonly (readonly [string, number])[],
	[name, figure]: readonly [name: string, figure: string],
	write: (value: number) => string = money,
): readonly Known[] {
	const [first, next] = groups;
	if (first === undefined || first[1] === next?.[1]) throw new Tie(name);
	const among = groups.map(([key]) => key);
	return [one(name, first[0], among), known(figure, write(first[1]))];
}

/** The first so many groups with their figures. */
export function top(
	groups: readonly (readonly [string, number])[],
	many: number,
	write: (value: number) => string = money,
): readonly Known[] {
	const values = groups.slice(0, many + 1).map(([, value]) => value);
	if (new Set(values).size < values.length) throw new Tie("top");
	return each(groups.slice(0, many), write);
}

export interface Day {
	readonly year: number;
	readonly month: number;
	readonly day: number;
}

export function two(number: number): string {
	return `${number}`.padStart(2, "0");
}

export function iso({ year, month, day }: Day): string {
	return `${year}-${two(month)}-${two(day)}`;
}

export function monthOf({ year, month }: Day): string {
	return `${year}-${two(month)}`;
}

/** 05.03.2024 */
export function dotted({ year, month, day }: Day): string {
	return `${two(day)}.${two(month)}.${year}`;
}

/** 05/03/2024, the day first. */
export function slashed({ year, month, day }: Day): string {
	return `${two(day)}/${two(month)}/${year}`;
}

export function dayIn(random: Random, year: number, last = 12): Day {
	return { year, month: random.between(1, last), day: random.between(1, 28) };
}

/** Some of each, in an order of chance, so that every group has rows. */
export function rowsOf<R>(count: number, make: (index: number) => R): readonly R[] {
	return Array.from({ length: count }, (_, index) => make(index));
}

/** Walks through a list, then begins again: every value has rows. */
export function turnsOf<T>(list: readonly T[]): (index: number) => T {
	return (index) => {
		const value = list[index % list.length];
		if (value === undefined) throw new Error("an empty list");
		return value;
	};
}

/** Lines of cells; a cell with the mark or a quote in it is quoted. */
export function lines(rows: readonly (readonly string[])[], mark = ","): string {
	const cell = (text: string) => (text.includes(mark) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return rows.map((cells) => `${cells.map(cell).join(mark)}\n`).join("");
}

/** A Python literal. */
export function q(text: string): string {
	return JSON.stringify(text);
}
