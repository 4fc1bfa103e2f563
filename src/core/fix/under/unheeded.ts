// What a card notes of a column and a program does not heed: a mark for a missing value, a level or a sum that it adds up, a mean of ratios, amounts in thousands.

import type { Done } from "../../domain/wishes.ts";
import type { ColumnProfile, Does, Upload } from "../../domain.ts";
import type { Texts } from "../../locales.ts";
import { clip, oneLine } from "../../text.ts";
import { asksForBest } from "./ties.ts";

export interface Unheeded {
	readonly kind: "level" | "running" | "again" | "ratio" | "missing" | "apart" | "above" | "once" | "now";
	readonly column: string;
	/** The dates of a level, the groups of a sum, how a ratio is made, the mark for a missing value, two values that are one. */
	readonly what: string;
	/** Nothing else can be meant, so that the model is told before anybody is asked. */
	readonly isSure: boolean;
	/** The line of the program that takes it, with the rows that are to be taken. */
	readonly line?: string | undefined;
}

const LEVEL = /^a level at each "(.*)": /;
const RUNNING = /^a running total of /;
const AGAIN = /^(?:the sum of ".*"|the same) for each "(.*)", in all its rows: /;
const RATIO = /^"(.*)" \/ "(.*)" of each row: /;
const MISSING = /^(-?\d+) in [\d,]+: (?:may stand for a missing value|(stands for no value))/;
const APART = /^values that differ only by case, like ("(.*)" and "(.*)"): /;
const SAME_CASE = /\b(?:lower|upper|title|casefold|capitalize|replace|map|contains|match|ilike|case)\b/i;
const ABOVE_IT = /^(?:"(.*)"|a ditto mark) in [\d,]+ stands for the value above: /;
const ONCE_ABOVE =
	/^(?:merged cells, the value is in the first row of each|each value once, with empty cells below it, as if it stood for these rows, too): (.+)$/;
const FILLED = /\b(?:ffill|fillna|pad|forward_fill|fill_null|LAST_VALUE)\b/i;
/** Their letters may mean something. */
const CODES = /code|\bids?\b|_id|\bsku|gene|symbol|ticker|hash|key|\bref|version|password|编号|代码|コード|番号|型番/i;
/** How it is at the end. */
const NOW =
	/\b(?:now|current(?:ly)?|today|at present|at the moment|jetzt|aktuell\w*|derzeit|momentan)\b|目前|现在|当前|現在|今の|今は/i;
const IN_TALK =
	/^\s*(?:(?:and|ok(?:ay)?|und|so)[, ]+)?(?:now|jetzt|现在|今度は?)[,，、]?\s*|\b(?:until|till|up to|bis) (?:now|jetzt)\b|\bso far\b|(?:到|至)(?:现在|目前)|現在まで|今まで/gi;
const PEAK = /\b(?:peak\w*|record|range|ever|spitze\w*|rekord)\b|峰值|历史|纪录|ピーク|過去/i;

function isOfNow(request: string): boolean {
	return NOW.test(request.replaceAll(IN_TALK, " ")) && !asksForBest(request) && !PEAK.test(request);
}

const CHOOSES = /\b(?:where|mask|clip|between)\(/;
/** One line of each. */
const LINE = /line|\bpos\b|position|item|seq|行|序|明細|明细/i;
/** Figures that a mark for a missing value spoils. */
const AMOUNTS = /^(?:sum|mean|median|min|max|std|var|quantile|summary|correlation|cumulated|rolling|change)$/;
/** One of several dates is taken, or what lies between two. */
const ONE_DATE =
	/\b(?:diff|last|tail|iloc|nth|idxmax|idxmin|max|min|drop_duplicates|nlargest|shift|row_number|qualify|arg_max|max_by)\b/i;

/** The sum of all dates is divided by their number, or made for each. */
const BY_DATE = /\b(?:nunique|resample)\b/;
/** A sum that stands in all rows of its group is taken once. */
const ONCE = /\b(?:drop_duplicates|first|last|tail|iloc|nth|unique|distinct|duplicated|any_value)\b/i;
const WEIGHED = /\b(?:weights?|average|gewicht)\b/i;

export function unheeded({ source, earlier = [], does, uploads }: Done, request = ""): readonly Unheeded[] {
	if (does === undefined || does.unseen.length > 0) return [];
	const all = [...earlier, source].join("\n");
	const asked = { source: all, own: source, isOfNow: isOfNow(request) };
	return readBy(all, uploads).flatMap(({ columns }) =>
		columns.flatMap((column) => ofColumn(column, does, { ...asked, columns })),
	);
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

/** For the pre-check. Small models copy a line and read past a sentence, so the line is written for them. */
export function unheededFaults(found: readonly Unheeded[]): readonly string[] {
	return found
		.filter(({ isSure }) => isSure)
		.map(({ kind, column, what, line }) => {
			const name = named(column);
			if (kind === "level") {
				const instead = line === undefined ? "" : ` For the last: ${line}`;
				return `'${name}' is a level at each '${named(what)}', and the script adds it up over several: take one date of it, the last unless asked, or its mean.${instead}`;
			}
			if (kind === "again") {
				const code = line ?? `drop_duplicates('${named(what)}')`;
				return `'${name}' is the same in all rows of each '${named(what)}', and the script takes it once a row: take it once for each, as in ${code}`;
			}
			if (kind === "apart")
				return `'${name}' holds ${named(what)}, and the script keeps them apart: make them one first, as df['${name}'].str.lower() does.`;
			if (kind === "above")
				return `'${name}' holds ${what} where the value above is meant, and the script takes it as a value: fill these rows from above first.`;
			if (kind === "now") {
				const instead = line === undefined ? "" : `: ${line}`;
				return `'${name}' is a level at each '${named(what)}', and the script takes its largest or smallest of all, not how it is at the end: take the rows of the last date${instead}`;
			}
			if (kind === "once")
				return `'${name}' has its value in the first of several rows, and the script leaves out the rows below, which are empty there: write ${line} before it is used.`;
			if (kind === "running") return `'${name}' is a running total, and the script adds it up: take its latest value.`;
			return `'${name}' holds ${what} for a missing value, and the script takes it as a number: leave these rows out of what it computes from it.`;
		});
}

const LONGEST = 200;
const COMPARES = /[<>]|[!=]=|\b(?:isin|between|query)\(/;

/** A name that stands for all columns of what pandas reads, whatever rows it keeps. */
function isTable(source: string, name: string): boolean {
	const given = [...source.matchAll(new RegExp(`^\\s*${RegExp.escape(name)}\\s*=(?!=)\\s*(.*)$`, "gmu"))];
	const keeps = new RegExp(
		`^${RegExp.escape(name)}(?:\\[(?![\\["'])|\\.(?:dropna|copy|drop_duplicates|sort_values|fillna)\\()`,
		"u",
	);
	const isRead = ([, value = ""]: RegExpMatchArray) =>
		(/^pd\.read_\w+\((?:[^()]|\([^()]*\))*\)\s*(?:#.*)?$/.test(value) && !/\b(?:usecols|index_col)\b/.test(value)) ||
		keeps.test(value);
	const isChanged = new RegExp(`(?<![\\w.])${RegExp.escape(name)}\\.[^\\n]*\\binplace\\s*=\\s*True`).test(source);
	return given.length > 0 && given.every(isRead) && !isChanged;
}

/** The first line that takes the column of a table, `df.groupby("shop")["stock"].sum()`, with other rows of that table. */
function lineOn(source: string, column: string, how: RegExp, rows: (table: string) => string): string | undefined {
	const key = `["']${RegExp.escape(column)}["']`;
	const calls = "(?:\\.\\w+\\([^()\\n]*\\))*?";
	const taken = new RegExp(
		`(?<![\\w.])([A-Za-z_]\\w*)(?=${calls}(?:\\[\\[?${key}|\\.agg\\w*\\([^\\n]*${key}))(?!\\[${key}\\]\\s*=[^=])`,
	);
	const line = source
		.split("\n")
		.find(
			(one) => taken.test(one) && how.test(one) && !COMPARES.test(one) && isTable(source, taken.exec(one)?.[1] ?? ""),
		);
	const written = line?.trim().replace(taken, (table) => rows(table));
	const isWhole = written?.split(/[([]/).length === written?.split(/[)\]]/).length;
	return written === undefined || written.length > LONGEST || !isWhole ? undefined : written;
}

/** Whether the last of its dates is its `max()`, numbers or not. */
function sortsAsText({ type, range }: ColumnProfile): boolean {
	return type === "int" || range?.every((one) => /^\d{4}-\d\d(?:-\d\d)?(?!\d)/.test(one)) === true;
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

function ofColumn(
	{ name, notes = [] }: ColumnProfile,
	does: Does,
	{
		source,
		own,
		columns,
		isOfNow,
	}: {
		readonly source: string;
		readonly own: string;
		readonly columns: readonly ColumnProfile[];
		/** The request asks how it is at the end. */
		readonly isOfNow: boolean;
	},
): readonly Unheeded[] {
	const called = (captured: string) => columns.find((one) => shownAs(one.name) === captured)?.name ?? captured;
	const hows = does.steps.flatMap((step) =>
		step.kind === "computes" && step.columns.includes(name) ? [step.how] : [],
	);
	const keeps = does.steps.flatMap((step) => (step.kind === "keeps" ? [step] : []));
	const isHeld = (column: string) => keeps.some((step) => step.columns.includes(column));
	const groups = does.steps.flatMap((step) => (step.kind === "groups" ? step.columns : []));
	const added = beforeSums(source);
	const isOnOneDate = datesIn(does, columns).some((date) => isHeld(date) || groups.includes(date));
	const isKey = [...groups, ...keeps.filter(({ how }) => how === "distinct").flatMap((step) => step.columns)].includes(
		name,
	);
	const isCounted = hows.some((how) => /^(?:count|distinct|mode)$/.test(how));
	return notes.flatMap((note): readonly Unheeded[] => {
		const of = (kind: Unheeded["kind"], what: string, isSure = true, line?: string) => [
			{ kind, column: name, what, isSure, line },
		];
		const [, mark, isNamed] = MISSING.exec(note) ?? [];
		if (mark !== undefined) {
			const digits = new RegExp(`(?<![\\d.])${Math.abs(Number(mark))}(?!\\d)`);
			if (isHeld(name) || CHOOSES.test(source) || digits.test(source.replaceAll(name, ""))) return [];
			return hows.some((how) => AMOUNTS.test(how))
				? of("missing", mark, isNamed !== undefined || Number(mark) <= -99)
				: [];
		}
		const [, both, one = "", other = ""] = APART.exec(note) ?? [];
		if (both !== undefined && !SAME_CASE.test(source)) {
			const values = keeps.flatMap((step) => (step.how === "where" && step.columns.includes(name) ? step.values : []));
			const isOne = values.some((value) => [one, other].some((text) => text.toLowerCase() === value.toLowerCase()));
			const hasBoth = [one, other].every((text) => source.includes(text));
			return isKey || isCounted || (isOne && !hasBoth) ? of("apart", both, !CODES.test(name)) : [];
		}
		const [isDitto, ditto = '"'] = ABOVE_IT.exec(note) ?? [];
		if (isDitto !== undefined) return (isKey || hows.length > 0) && !FILLED.test(source) ? of("above", ditto) : [];
		const [, filling] = ONCE_ABOVE.exec(note) ?? [];
		if (filling !== undefined) {
			const isChosen = keeps.some(
				(step) => step.how === "where" && step.columns.includes(name) && step.values.length > 0,
			);
			const key = `["']${RegExp.escape(name)}["']`;
			const seesTo = new RegExp(
				`${key}[^\\n]*(?:fill|pad\\(|(?:not|is)(?:na|null)\\()|(?<!\\])\\.(?:ffill|fillna)\\(|\\bpl\\.`,
			);
			const [, table = "df"] = /^\s*(\w+)\s*=\s*pd\.read_/m.exec(own) ?? [];
			const line = filling.replaceAll(/\bdf(?=\[)/g, table);
			return (groups.includes(name) || isChosen) && !seesTo.test(source) ? of("once", "", true, line) : [];
		}
		const [, part, whole] = RATIO.exec(note) ?? [];
		if (part !== undefined && hows.includes("mean") && !WEIGHED.test(source))
			return of("ratio", `${called(part)} / ${called(whole ?? "")}`, false);
		const [, group] = AGAIN.exec(note) ?? [];
		if (group !== undefined) {
			const isOnce =
				groups.includes(called(group)) || keeps.some((step) => step.columns.some((column) => LINE.test(column)));
			const isTaken = hows.some((how) => /^(?:sum|mean)$/.test(how));
			const by = JSON.stringify(called(group));
			const line = lineOn(own, name, /\b(?:sum|mean)\b/, (rows) => `${rows}.drop_duplicates(${by})`);
			return isTaken && !isOnce && !ONCE.test(added) ? of("again", called(group), true, line) : [];
		}
		const isPeak = isOfNow && hows.some((how) => how === "max" || how === "min") && !hows.includes("sum");
		const others = isPeak ? added.replaceAll(/\b(?:max|min)\(\)/g, "") : added;
		if (!(hows.includes("sum") || isPeak) || isOnOneDate || BY_DATE.test(source) || ONE_DATE.test(others)) return [];
		if (RUNNING.test(note)) return isPeak ? [] : of("running", "");
		const [, date] = LEVEL.exec(note) ?? [];
		if (date === undefined || isHeld(called(date)) || groups.includes(called(date))) return [];
		const at = JSON.stringify(called(date));
		const isInOrder =
			columns.some((one) => one.name === called(date) && sortsAsText(one)) || /to_datetime\(/.test(source);
		const line = lineOn(
			own,
			name,
			isPeak ? /\b(?:max|min)\b/ : /\bsum\b/,
			(rows) => `${rows}[${rows}[${at}] == ${rows}[${at}].max()]`,
		);
		const isSeveral = (line?.match(/\b(?:max|min)\(/g) ?? []).length > 2;
		const told = isPeak ? line?.replace(/\.(?:max|min)\(\)(?=[^\]]*$)/, ".sum()") : line;
		return of(isPeak ? "now" : "level", called(date), true, isInOrder && !(isPeak && isSeveral) ? told : undefined);
	});
}

/** As a note writes a name. */
function shownAs(name: string): string {
	return name.slice(0, 80).replaceAll(": ", ":").replaceAll('"', "'");
}

/** Not of years: there are several dates in one. */
const PERIOD =
	/^(?:fiscal )?(?:date|day|week|month|quarter|period|datum|tag|woche|monat|quartal|日期|日|周|月份?|年月|季度|日付)$/i;

/** Columns of dates and of periods, and those that the program makes of them. */
function datesIn(does: Does, columns: readonly ColumnProfile[]): readonly string[] {
	const own = columns.flatMap(({ name, type }) =>
		/^date(?:time)?$/.test(type) || PERIOD.test(name.trim()) ? [name] : [],
	);
	const made = does.steps.flatMap((step) =>
		step.kind === "computes" && step.as !== undefined && step.columns.some((column) => own.includes(column))
			? [step.as]
			: [],
	);
	return [...own, ...made];
}

const ABOVE = /^above the table stands "(.*)": amounts are in (.+)$/;
const IN_NAME =
	/(?<!\b(?:per|pro|je)|[_ ](?:per|pro|je)|每)[\s([（【_/]((?:[tk] ?€|[tk] ?eur|tsd\.?|mio\.?|mrd\.?|thousands?|millions?|billions?|[$€£] ?(?:[km]|mn|bn)|(?:usd|eur|gbp) ?(?:[km]|mn|bn))|(?:百万|[千万亿億])(?:元|円|人|吨|户|件)|cents?)(?: ?(?:€|eur|usd))?\s*(?:[)）\]】]|$)/i;
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

const named = (text: string) => clip(oneLine(text), { chars: 80, head: 1 });
