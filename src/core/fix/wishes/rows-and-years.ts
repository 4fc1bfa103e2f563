// Constants that a request names, held against what the program does with them: how many rows, which year, which month. What is only printed, drawn or rounded with is none.

import type { Done, Wish } from "../../domain/wishes.ts";
import type { DataStep, Does, Run } from "../../domain.ts";
import { columnsOf } from "./columns.ts";
import { MONTHS } from "./words.ts";

type Keeps = Extract<DataStep, { kind: "keeps" }>;

/** The program without its comments, the texts that it prints and draws, and the numbers that only shape a picture or a decimal. */
export function bareOf(source: string): string {
	return source
		.replace(/(^|\s)#.*$/gm, "$1")
		.replace(
			/((?:\bprint|\w{0,20}title|\w{0,20}label|\bannotate|\blegend)\s*\(\s*|\b(?:title|\w{0,20}label)\s*=\s*)(f?)(["'])((?:(?!\3|\n).){0,300})\3/g,
			(_all, lead: string, f: string, quote: string, text: string) =>
				`${lead}${f}${quote}${f === "" ? "" : (text.match(/\{[^{}]*\}/g) ?? []).join("")}${quote}`,
		)
		.replace(/\bfigsize\s*=\s*[([][^)\]\n]{0,40}[)\]]/g, "")
		.replace(/\b(?:alpha|dpi|bins|\w{0,20}(?:size|width|height)|rotation|pad|decimals)\s*=\s*[\d.]+/g, "")
		.replace(/\b(?:round|figure|subplots)\(([^()\n]{0,200}?),?\s*\d+\s*\)/g, "($1)")
		.replace(/:,?\.\d+[f%]/g, "");
}

/** Rows by their order; how many, where that is a constant. */
export function ordersIn({ steps }: Does): readonly Keeps[] {
	return steps.filter(
		(step): step is Keeps => step.kind === "keeps" && /^(?:largest|smallest|first|last)$/.test(step.how),
	);
}

/** The number stands in the program, alone. */
function says(source: string, number: number): boolean {
	return new RegExp(`(?<![\\w.])${number}(?![\\w.])`).test(source);
}

/** Where a list, a loop or a query ends: `[:10]`, `most_common(10)`, `n = 10`, `rank <= 10`. */
function stopsAt(source: string, rows: number): boolean {
	const n = `${rows}(?![\\w.])`;
	return new RegExp(
		`\\[\\s*-?\\s*${n}\\s*:|:\\s*${n}\\s*[\\],]|\\b(?:head|tail|limit|nlargest|nsmallest|most_common|top\\w*|sample|range)\\(\\s*(?:n\\s*=\\s*|1,\\s*)?${n}|\\blimit\\s+${n}|(?<![=!<>])=\\s*${n}|<=\\s*${n}|[=<>]=\\s*${n}|<\\s*${rows + 1}(?![\\w.])|range\\(1,\\s*${rows + 1}\\s*\\)|\\bislice\\([^()\\n]*,\\s*${n}`,
		"i",
	).test(source);
}

export function keepsRows(
	{ rows }: Extract<Wish, { kind: "top" }>,
	{ source, does, run }: { readonly source: string; readonly does: Does | undefined; readonly run: Run | undefined },
): boolean {
	if (run?.seen?.tables?.some((table) => table.rows === rows) === true) return true;
	const bare = bareOf(source);
	if (does === undefined) return says(bare, rows);
	const limits = ordersIn(does);
	if (limits.some((one) => one.rows === undefined || one.rows === rows)) return true;
	// Where other rows are kept, its number must end something, too.
	return limits.length > 0 && does.unseen.length === 0 ? stopsAt(bare, rows) : says(bare, rows);
}

/** The year is compared with something, or the one beside it, `> 2019`; else the program may take it from the data. */
export function keepsYear(year: string, source: string, does: Does): boolean {
	const bare = bareOf(source);
	if (bare.includes(year)) return true;
	return choosesOpenly(does) || [-1, 1].some((off) => isLimit(bare, String(Number(year) + off)));
}

/** By a condition without a constant: what it is held against comes from the data. */
export function choosesOpenly({ steps }: Does): boolean {
	return steps.some((step) => step.kind === "keeps" && step.how === "where" && step.values.length === 0);
}

/** By more than years and names: months may be chosen in many ways. */
export function choosesTimes(does: Does, uploads: Done["uploads"]): boolean {
	const names = new Set(columnsOf(uploads).flatMap(({ name, type }) => (type === "text" ? [name] : [])));
	return (
		does.steps.some(
			(step) =>
				step.kind === "keeps" &&
				step.how === "where" &&
				!step.values.every((value) => /^(?:19|20)\d\d$/.test(value)) &&
				!(step.columns.length > 0 && step.columns.every((name) => names.has(name))),
		) || choosesOpenly(does)
	);
}

/** The month or one of the quarter's, by its number or its name. */
export function saysTime({ period, at }: Extract<Wish, { kind: "time" }>, source: string): boolean {
	const bare = bareOf(source)
		.replace(/((?:19|20)\d\d-\d\d)-\d\d/g, "$1")
		.replace(/\b(?:axis|n)\s*=\s*\d+/g, "");
	const months = period === "month" ? [at] : [at * 3 - 2, at * 3 - 1, at * 3];
	const numbers = [at, ...months].map((number) => `(?<!\\d)(?:(?:19|20)\\d\\d)?0?${number}(?:[0-3]\\d)?(?!\\d)`);
	const names = months.map(
		(month) => `(?<!\\p{L})(?:${MONTHS[month - 1]})(?!\\p{L})|${"一二三四五六七八九十"[month - 1] ?? "十[一二]"}月`,
	);
	return new RegExp([...numbers, ...names].join("|"), "iu").test(bare);
}

const MOST_NAMES = 20;
const DATE = "(?:[\\w.]+\\(\\s*|date\\s+)?[\"']?";

/** `< 2025`, `>= pd.Timestamp("2025-01-01")`, and through a name that stands there. */
function isLimit(bare: string, year: string): boolean {
	if (
		new RegExp(
			`(?:[<>]=?|\\.(?:lt|le|gt|ge)\\()\\s*${DATE}${year}|${year}[\\d\\-"')]{0,20}\\s{0,9}[<>]|\\b(?:between|range|date_range)\\([^\\n]{0,120}${year}`,
			"i",
		).test(bare)
	)
		return true;
	const names = [...bare.matchAll(new RegExp(`^[ \\t]*(\\w+)[ \\t]*=(?!=)[ \\t]*${DATE}${year}`, "gim"))];
	return names
		.slice(0, MOST_NAMES)
		.some(([, name]) =>
			new RegExp(
				`[<>]=?\\s*${name}\\b|\\b${name}\\s*[<>]|\\.(?:lt|le|gt|ge|between)\\([^\\n]{0,120}\\b${name}\\b|\\[[^\\]\\n]{0,80}\\b${name}\\b[^\\]\\n]{0,80}:|:\\s*${name}\\b`,
			).test(bare),
		);
}
