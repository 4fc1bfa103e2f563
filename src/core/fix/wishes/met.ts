// Wishes ticked off: what the program does and what came of it. In doubt a wish is met.

import type { Done, Wish } from "../../domain/wishes.ts";
import type { Chart, DataStep, Does, Period, Run } from "../../domain.ts";
import { lettersOf } from "../../text.ts";
import { readPrinted } from "../words/printed.ts";
import { codeNames } from "./code-names.ts";
import { columnsOf } from "./columns.ts";
import { placesOf, wordsOf } from "./grouping.ts";
import { holdsAgainst, isTurned } from "./limits.ts";
import { stemOf } from "./reading/excluded.ts";
import { bareOf, choosesOpenly, choosesTimes, keepsRows, keepsYear, saysTime } from "./rows-and-years.ts";
import { computes } from "./statistics.ts";
import { ALIKE, PERIODS } from "./words.ts";

export function isMet(wish: Wish, { source, does, run, uploads, earlier = [] }: Done): boolean {
	const isSeen = does !== undefined && does.unseen.length === 0;
	// Rows may have been chosen in the program that made the table.
	const all = READS.test(source) ? source : [...earlier, source].join("\n");
	switch (wish.kind) {
		case "period":
			return !isLone(run, does) && (!isSeen || byPeriod(does, wish.period) || isIndexed(run, wish.period));
		case "column":
			return !isLone(run, does) && (!isSeen || byColumn(does, wish.column, source));
		case "most":
			// Where rows were chosen, each group may have one.
			return (
				!isSeen ||
				byColumn(does, wish.column, source) ||
				does.steps.some((step) => step.kind === "keeps" && !PICKS.test(step.how)) ||
				/\bmode\(/.test(source) ||
				picksLevel(source, does)
			);
		case "top":
			return keepsRows(wish, { source, does, run });
		case "year":
			return !isSeen || keepsYear(wish.year, source, does) || byPeriod(does, "year");
		case "time":
			return (
				!isSeen ||
				saysTime(wish, all) ||
				choosesTimes(does, uploads) ||
				byPeriod(does, wish.period) ||
				byPeriod(does, "month")
			);
		case "without":
			return !isSeen || leavesOut(wish, { source: all, does, uploads });
		case "value":
			return (
				codeNames(source, wish.value) ||
				!isSeen ||
				byColumn(does, wish.column, source) ||
				namesOthers(wish, source, uploads)
			);
		case "chart":
			return isDrawn(wish.chart, does, run);
		case "file":
			return (
				run === undefined ||
				uploads.some(({ as }) => as === wish.name) ||
				namesMade(run).some((name) => isWanted(wish, name))
			);
		case "figures":
			return (
				run === undefined || (figuresPrinted(run.output) >= wish.least && (!wish.whole || !onlyDecimals(run.output)))
			);
		case "limit":
			if (wish.value <= 2 && /\bduplicated\(/.test(source)) return true;
			return holdsAgainst(wish, source) && !isTurned(wish, source);
		case "either":
			return (
				run === undefined ||
				wish.options.some((one) => (one === "±" ? SIGNED.test(run.output) : run.output.toLowerCase().includes(one)))
			);
		case "statistic":
			return computes(source, wish.statistic) && (wish.statistic !== "median" || takesMedian(source, does));
		case "named":
			return (
				lettersOf(source).includes(lettersOf(wish.column)) ||
				!isSeen ||
				isAmongAll(wish.column, { source, uploads, run })
			);
		case "columns":
			return run === undefined || namesColumn(run.output, uploads);
		case "why":
			return run === undefined;
	}
}

const READS = /\b(?:read|scan)_\w+\(|\bopen\(/;

/** It says the value or the column in any way: nearly all ways leave it out. */
function leavesOut(
	wish: Extract<Wish, { kind: "without" }>,
	{ source, does, uploads }: Pick<Done, "source" | "uploads"> & { readonly does: Does },
): boolean {
	const stem = stemOf(wish.value).toLowerCase();
	const holders = columnsOf(uploads).filter(({ samples }) => samples.some((one) => stemOf(one).toLowerCase() === stem));
	const isTotal = /^(?:grand )?(?:total|summe|gesamt|合计|总计|合計)$/i.test(wish.value.trim());
	return (
		codeNames(source, stem) ||
		choosesOpenly(does) ||
		holders.some(({ name }) => placesOf(source, name).length > 0) ||
		namesOthers(wish, source, uploads) ||
		(isTotal && /:\s*-1\s*[\],]|skipfooter|head\(-1\)|index\[-1\]/.test(source))
	);
}

/** `only completed` may leave out every other value of that column, all of which are known; `without cancelled` may keep them. */
function namesOthers(
	{ value, column }: Extract<Wish, { kind: "value" | "without" }>,
	source: string,
	uploads: Done["uploads"],
): boolean {
	const { samples = [], distinct = Number.POSITIVE_INFINITY } =
		columnsOf(uploads).find(({ name }) => name === column) ?? {};
	const others = samples.filter((one) => one.toLowerCase() !== value.toLowerCase());
	return others.length > 0 && distinct <= samples.length && others.every((one) => source.includes(one));
}

/** What nobody adds up for a group: the row with the highest price is the product with the highest price. */
const LEVEL =
	/price|rate|rating|score|\bage\b|salary|wage|temp|percent|share|height|weight|length|speed|distance|duration|margin|preis|alter|gehalt|note|dauer|价|评分|率|年龄|工资|薪|温度|身高|体重|単価|価格|年齢|給|点/i;

function picksLevel(source: string, { steps }: Does): boolean {
	const picked = steps.flatMap((step) => {
		const isPicked = step.kind === "keeps" && /^(?:largest|smallest)$/.test(step.how);
		const isFound = step.kind === "computes" && /^(?:max|min)$/.test(step.how);
		return isPicked || isFound ? step.columns : [];
	});
	return picked.length > 0 && picked.every((name) => LEVEL.test(wordsOf(name))) && !/\bsum\(|["']sum["']/.test(source);
}

/** `alpha=0.5` and a mean that is called median are none. */
function takesMedian(source: string, does: Does | undefined): boolean {
	const isTaken =
		/median(?:\w*\s*\(|["'])|\.\w*median|import\b[^\n]{0,100}median|quantile|percentile|describe|\.50?\b|\/\/ ?2/i.test(
			bareOf(source),
		);
	return isTaken || does === undefined || does.unseen.length > 0 || !does.steps.some(isMean);
}

function isMean(step: DataStep): boolean {
	return step.kind === "computes" && step.how === "mean";
}

/** A program that names no column takes all of them, and prints this one. */
function isAmongAll(
	column: string,
	{ source, uploads, run }: Pick<Done, "source" | "uploads"> & { run: Run | undefined },
): boolean {
	if (run !== undefined) return lettersOf(run.output).includes(lettersOf(column));
	return !columnsOf(uploads).some(({ name }) => [`"${name}"`, `'${name}'`].some((text) => source.includes(text)));
}

function namesColumn(output: string, uploads: Done["uploads"]): boolean {
	const names = columnsOf(uploads).map(({ name }) => name);
	const said = output.toLowerCase();
	return (
		names.length === 0 ||
		names.some((name) => said.includes(name.trim().toLowerCase())) ||
		/\b(?:none|no|keine?r?)\b|没有|无|ない|なし|\[\]/i.test(output)
	);
}

/** One figure from no group, and no chart or file: what is asked for by month or by city has several. */
function isLone(run: Run | undefined, does: Does | undefined): boolean {
	if (run === undefined || does === undefined || groupsIn(does).length > 0 || namesMade(run).length > 0) return false;
	return readPrinted(run.output).figures.length === 1;
}

/** Every number that was printed has cents: none of them counts anything. */
function onlyDecimals(output: string): boolean {
	const found = output.match(/\d[\d.,]*/g) ?? [];
	return found.length > 0 && found.every((one) => /\d\.\d*[1-9]/.test(one));
}

/** Chinese numbers are words, too: where one stands, nothing is missed. */
function figuresPrinted(output: string): number {
	const found = output.match(/[0-9０-９]+(?:[.,][0-9]+)*/g) ?? [];
	return found.length === 0 && /[一二三四五六七八九十两百]/.test(output) ? 1 : found.length;
}

const SIGNED = /(?<![\p{L}\d.)\]])[+\-−]\d/u;
const PICKS = /^(largest|smallest|first|last)$/;

export function groupsIn({ steps }: Does): readonly Extract<DataStep, { kind: "groups" }>[] {
	return steps.flatMap((step) => (step.kind === "groups" ? [step] : []));
}

/** Columns by their own names and by those that the program gives to what it makes of them. */
function aliasesOf({ steps }: Does, name: string): ReadonlySet<string> {
	const names = new Set([wordsOf(name)]);
	for (const step of steps) {
		if (step.kind !== "computes" || step.as === undefined) continue;
		if (step.columns.some((one) => names.has(wordsOf(one)))) names.add(wordsOf(step.as));
	}
	return names;
}

const NAMES: ReadonlyMap<Period, RegExp> = new Map(
	PERIODS.map(({ period, english, german, japanese }) => {
		const chinese = {
			month: "月",
			year: "年",
			quarter: "季",
			week: "周|週|星期",
			weekday: "星期|周|曜日",
			day: "日|天|date|datum",
			hour: "时|時",
		}[period];
		return [period, new RegExp(`${english}|${german}|${japanese}|${chinese}|${period}`, "iu")] as const;
	}),
);

/** Groups by that part of a date or by a column that is called so; or draws or shows by such a column, for a file may hold one row for each. */
function byPeriod(does: Does, period: Period): boolean {
	const named = NAMES.get(period) ?? /$^/;
	const groups = groupsIn(does);
	if (groups.some(({ columns, periods }) => periods.includes(period) || (columns.length === 0 && periods.length === 0)))
		return true;
	// Of days and hours there may be one row each, whatever their column is called.
	if (groups.length === 0 && (period === "day" || period === "hour")) return true;
	return does.steps.some((step) => {
		switch (step.kind) {
			case "groups":
			case "sorts":
				return step.columns.some((name) => named.test(name));
			case "draws":
				return named.test(step.x ?? "") || step.y.some((name) => named.test(name));
			case "prints":
				return groups.length === 0 && named.test(step.text);
			default:
				return false;
		}
	});
}

function byColumn(does: Does, column: string, source: string): boolean {
	const isLooped = /\bfor\b/.test(source);
	const names = aliasesOf(does, column);
	const has = (columns: readonly string[]) => columns.some((name) => names.has(wordsOf(name)));
	const isRenamed = does.steps.some(
		(step) => step.kind === "computes" && step.how === "rename" && step.columns.length === 0,
	);
	return (
		isRenamed ||
		does.steps.some((step) => {
			switch (step.kind) {
				case "groups":
					return has(step.columns) || (step.columns.length === 0 && step.periods.length === 0);
				case "draws":
					return has([step.x ?? "", ...step.y]) || (step.x === undefined && step.y.length === 0);
				case "computes":
					return step.how === "distinct" && has(step.columns);
				case "keeps": {
					// `for name in names: df[df["city"] == name]`
					const isInTurn = step.how === "where" && step.values.length === 0 && isLooped;
					return (isInTurn || /^(distinct|largest|smallest)$/.test(step.how)) && has(step.columns);
				}
				case "sorts":
				case "joins":
					return step.kind === "sorts" && has(step.columns);
				default:
					return false;
			}
		})
	);
}

/** A table of the result has a row for each. */
export function isIndexed(run: Run | undefined, period: Period): boolean {
	return run?.seen?.tables?.some(({ index }) => index.some(({ step }) => step === period)) ?? false;
}

function isDrawn(chart: Chart, does: Does | undefined, run: Run | undefined): boolean {
	const seen = run?.seen?.figures?.flatMap(({ axes }) => axes.flatMap(({ kinds }) => kinds)) ?? [];
	const drawn = does?.steps.flatMap((step) => (step.kind === "draws" ? [step.chart] : [])) ?? [];
	const isPicture = run !== undefined && hasPicture(run);
	const all: readonly string[] = [...seen, ...drawn];
	if (all.length === 0) return isPicture || (run === undefined && (does === undefined || does.unseen.length > 0));
	if (run !== undefined && !isPicture) return false;
	return all.some((one) => one === "other" || one === "chart" || ALIKE[chart].some((alike) => alike === one));
}

/** It made a picture, or a page that may hold one. */
export function hasPicture(run: Run): boolean {
	return namesMade(run).some((name) => /\.(?:png|jpe?g|svg|pdf|html)$/i.test(name));
}

/** Files that the program made, and figures that it showed; what the sandbox attaches of an output that was too long is none of them. */
export function namesMade({ changed, artifacts }: Run): readonly string[] {
	const isOverflow = (name: string) => /^(?:table-\d+\.csv|output-\d+\.txt)$/.test(name);
	return [...changed, ...artifacts.map(({ name }) => name).filter((name) => !isOverflow(name))];
}

export function isWanted(wish: Extract<Wish, { kind: "file" }>, made: string): boolean {
	const ending = /\.(\w+)$/.exec(made)?.[1]?.toLowerCase() ?? "";
	return made === wish.name || wish.endings.includes(ending);
}
