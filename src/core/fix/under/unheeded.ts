// What a card notes of a column and a program does not heed: a mark for a missing value, a level or a sum that it adds up, a mean of ratios, amounts in thousands.

import type { Done } from "../../domain/wishes.ts";
import type { ColumnProfile, Does, Upload } from "../../domain.ts";
import type { Texts } from "../../locales.ts";
import { clip, oneLine } from "../../text.ts";

export interface Unheeded {
	readonly kind: "level" | "running" | "again" | "ratio" | "missing" | "apart" | "above";
	readonly column: string;
	/** The dates of a level, the groups of a sum, how a ratio is made, the mark for a missing value, two values that are one. */
	readonly what: string;
	/** Nothing else can be meant, so that the model is told before anybody is asked. */
	readonly isSure: boolean;
}

const LEVEL = /^a level at each "(.*)": /;
const RUNNING = /^a running total of /;
const AGAIN = /^(?:the sum of ".*"|the same) for each "(.*)", in all its rows: /;
const RATIO = /^"(.*)" \/ "(.*)" of each row: /;
const MISSING = /^(-?\d+) in [\d,]+: (?:may stand for a missing value|(stands for no value))/;
const APART = /^values that differ only by case, like (".*" and ".*"): /;
const SAME_CASE = /\b(?:lower|upper|title|casefold|capitalize|replace|map|contains|match|ilike|case)\b/i;
const ABOVE_IT = /^(?:"(.*)"|(a ditto mark)) in [\d,]+ stands for the value above: /;
const FILLED = /\b(?:ffill|fillna|pad|forward_fill|fill_null|LAST_VALUE)\b/i;
/** Their letters may mean something. */
const CODES = /code|\bids?\b|_id|\bsku|gene|symbol|ticker|hash|key|\bref|version|password|编号|代码|コード|番号|型番/i;
/** Figures that a mark for a missing value spoils. */
const AMOUNTS =
	/^(?:sum|mean|median|min|max|std|var|quantile|summary|correlation|share|cumulated|rolling|change|column)$/;
/** One of several dates is taken, or what lies between two. */
const ONE_DATE =
	/\b(?:diff|last|tail|iloc|nth|idxmax|idxmin|max|min|drop_duplicates|nlargest|shift|row_number|qualify|arg_max|max_by)\b/i;

/** A sum that stands in all rows of its group is taken once. */
const ONCE = /\b(?:drop_duplicates|first|last|tail|iloc|nth|unique|distinct|duplicated|any_value)\b/i;
const WEIGHED = /\b(?:weights?|average|gewicht)\b/i;

export function unheeded({ source, earlier = [], does, uploads }: Done): readonly Unheeded[] {
	if (does === undefined || does.unseen.length > 0) return [];
	const all = [...earlier, source].join("\n");
	return readBy(all, uploads).flatMap(({ columns }) => columns.flatMap((column) => ofColumn(column, does, all)));
}

/** The program without what it does with sums once it has them: `total.iloc[0]` takes no row of the file. */
function beforeSums(source: string): string {
	const sums = [
		...source.matchAll(/^\s*([\p{L}_][\p{L}\p{N}_]*)\s*=[^=\n]*(?:\.(?:sum|agg|aggregate|pivot_table)\(|"sum")/gmu),
	];
	const names = sums.map(([, name = ""]) => RegExp.escape(name));
	const cut = source.replaceAll(/\.sum\([^\n]*/g, "");
	return names.length === 0
		? cut
		: cut.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}_])(?:${names.join("|")})[.\\[][^\\n]*`, "gu"), "");
}

/** For the pre-check. */
export function unheededFaults(found: readonly Unheeded[]): readonly string[] {
	return found
		.filter(({ isSure }) => isSure)
		.map(({ kind, column, what }) => {
			const name = named(column);
			if (kind === "level")
				return `'${name}' is a level at each '${named(what)}', and the script adds it up over several: take one date of it, the last unless asked, or its mean.`;
			if (kind === "again")
				return `'${name}' is a sum for each '${named(what)}' that stands in all its rows, and the script adds up all of them: take it once for each, as drop_duplicates('${named(what)}') does.`;
			if (kind === "apart")
				return `'${name}' holds ${what}, and the script keeps them apart: make them one first, as df['${name}'].str.lower() does.`;
			if (kind === "above")
				return `'${name}' holds ${what} where the value above is meant, and the script takes it as a value: fill these rows from above first.`;
			if (kind === "running") return `'${name}' is a running total, and the script adds it up: take its latest value.`;
			return `'${name}' holds ${what} for a missing value, and the script takes it as a number: leave these rows out of what it computes from it.`;
		});
}

/** For people, under the answer. */
export function unheededLines(found: readonly Unheeded[], { under }: Texts): readonly string[] {
	return found.slice(0, 2).map(({ kind, column, what }) => under[kind](named(column), named(what)));
}

function readBy(source: string, uploads: readonly Upload[]) {
	return uploads.flatMap(({ as, state }) => {
		const isRead = uploads.length === 1 || source.includes(as);
		return isRead && state.kind === "stored"
			? [{ columns: state.profile.columns ?? [], notes: state.profile.notes }]
			: [];
	});
}

function ofColumn({ name, notes = [] }: ColumnProfile, does: Does, source: string): readonly Unheeded[] {
	const steps = does.steps.filter((step) => step.kind === "computes" && step.columns.includes(name));
	const hows = steps.flatMap((step) => (step.kind === "computes" ? [step.how] : []));
	const keeps = does.steps.flatMap((step) => (step.kind === "keeps" ? step.columns : []));
	const groups = does.steps.flatMap((step) =>
		step.kind === "groups" && step.periods.length === 0 ? step.columns : [],
	);
	const added = beforeSums(source);
	const isKey = does.steps.some(
		(step) =>
			(step.kind === "groups" && step.columns.includes(name)) ||
			(step.kind === "computes" && /^(?:count|distinct|mode)$/.test(step.how) && step.columns.includes(name)) ||
			(step.kind === "keeps" && /^(?:where|distinct)$/.test(step.how) && step.columns.includes(name)),
	);
	return notes.flatMap((note): readonly Unheeded[] => {
		const [, date] = LEVEL.exec(note) ?? [];
		const [, mark, isNamed] = MISSING.exec(note) ?? [];
		if (mark !== undefined) {
			const isHeld =
				keeps.includes(name) ||
				new RegExp(`(?<![\\d.])${Math.abs(Number(mark))}(?![\\d])`).test(source.replaceAll(name, ""));
			if (isHeld || !hows.some((how) => AMOUNTS.test(how))) return [];
			return [{ kind: "missing", column: name, what: mark, isSure: isNamed !== undefined || Number(mark) < 0 }];
		}
		const [, both] = APART.exec(note) ?? [];
		if (both !== undefined && isKey && !SAME_CASE.test(source))
			return [{ kind: "apart", column: name, what: both, isSure: !CODES.test(name) }];
		const [, ditto, quote] = ABOVE_IT.exec(note) ?? [];
		if ((ditto ?? quote) !== undefined && (isKey || hows.length > 0) && !FILLED.test(source))
			return [{ kind: "above", column: name, what: ditto ?? '"', isSure: true }];
		const [, one, other] = RATIO.exec(note) ?? [];
		if (one !== undefined && hows.includes("mean") && !WEIGHED.test(source))
			return [{ kind: "ratio", column: name, what: `${one} / ${other}`, isSure: false }];
		const [, group] = AGAIN.exec(note) ?? [];
		if (group !== undefined && /\b(?:sum|mean)\b/.test(hows.join(" ")) && !groups.includes(group) && !ONCE.test(added))
			return [{ kind: "again", column: name, what: group, isSure: true }];
		if (!hows.includes("sum") || ONE_DATE.test(added)) return [];
		if (RUNNING.test(note)) return [{ kind: "running", column: name, what: "", isSure: true }];
		if (date === undefined || keeps.includes(date) || groups.includes(date)) return [];
		return [{ kind: "level", column: name, what: date, isSure: true }];
	});
}

const ABOVE = /^above the table stands "(.*)": amounts are in (.+)$/;
const IN_NAME =
	/[\s([（【_/]((?:[tk] ?€|[tk] ?eur|tsd\.?|mio\.?|mrd\.?|thousands?|millions?|billions?|[$€£] ?(?:[km]|mn|bn)|(?:usd|eur|gbp) ?(?:[km]|mn|bn))|(?:百万|[千万亿億])(?:元|円|人|吨|户|件)|cents?)(?: ?(?:€|eur|usd))?\s*(?:[)）\]】]|$)/i;
const SCALED = /(?<![\w.])1(?:(?:_?000)+|_?0_?000|00_?000_?000|e\+?\d)(?:\.0)?(?![\w])|\b10 ?\*\* ?\d/;
const HUNDRED = /(?<![\w.])(?:100(?:\.0)?|1e2|0?\.01)(?!\w)/;
const TAKES = /^(?:sum|mean|median|min|max|cumulated|rolling|change)$/;

/** In which unit figures are that are not in the plain one, where neither the program makes them so nor the output says it. */
export function scaleLines({ source, earlier = [], does, uploads, run }: Done, { under }: Texts): readonly string[] {
	const all = [...earlier, source].join("\n");
	const taken = (does?.steps ?? []).flatMap((step) => (step.kind === "computes" && TAKES.test(step.how) ? [step] : []));
	if (taken.length === 0 || SCALED.test(all)) return [];
	const isShown = (text: string) => run?.output.includes(text) === true;
	const lines = readBy(all, uploads).flatMap(({ columns, notes }) => {
		const above = notes.flatMap((note) => {
			const [, line = "", unit = ""] = ABOVE.exec(note) ?? [];
			return unit === "" || isShown(unit) ? [] : [under.scaledAbove(line)];
		});
		const names = taken.flatMap((step) => step.columns).filter((name) => columns.some((one) => one.name === name));
		const inName = [...new Set(names)].flatMap((name) => {
			const [, unit = ""] = IN_NAME.exec(name) ?? [];
			const isMade = /^cent/i.test(unit) && HUNDRED.test(all);
			return unit === "" || isMade || isShown(name) || isShown(unit) ? [] : [under.scaled(named(name), unit)];
		});
		return [...above, ...inName];
	});
	return [...new Set(lines)].slice(0, 2);
}

const named = (text: string) => clip(oneLine(text), { chars: 40, head: 1 });
