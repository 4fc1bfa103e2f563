// Wishes ticked: what the result, or a program all of whose steps are known, shows of a request. A wish that is met only in doubt is not.

import type { Done, Wish } from "../../domain/wishes.ts";
import type { Chart, DataStep, Does, Period, Run } from "../../domain.ts";
import { wordsOf } from "./grouping.ts";
import { groupsIn, hasPicture, isIndexed, isWanted, namesMade } from "./met.ts";
import { ordersIn } from "./rows-and-years.ts";
import { ALIKE, PERIODS } from "./words.ts";

/** The wishes of a request that were seen done. */
export function ticked(wishes: readonly Wish[], request: string, { source, does, run }: Done): readonly Wish[] {
	if (run === undefined) return [];
	const whole = does?.unseen.length === 0 ? does : undefined;
	if (whole !== undefined && isOtherFigure(request, source, whole)) return [];
	const areTop = wishes.every(
		(wish) => wish.kind !== "top" || (whole !== undefined && hasTop(wish, wishes, { request, does: whole, run })),
	);
	return wishes.filter((wish) => {
		switch (wish.kind) {
			case "period":
				return whole !== undefined && areTop && (groupsByPeriod(whole, wish.period) || isIndexed(run, wish.period));
			case "column":
				// The largest of all are not the largest of each.
				return whole !== undefined && areTop && (groupsBy(whole, wish.column) || hasRowForName(run, wish.column));
			case "top":
				return areTop;
			case "chart":
				return isDrawn(wish.chart, whole, run);
			case "file":
				return namesMade(run).some((name) => isWanted(wish, name));
			default:
				return false;
		}
	});
}

/** What a request asks for, and how a program computes it: by a step, or else by a division. */
const FIGURES: readonly (readonly [asked: RegExp, hows: readonly string[], byDivision?: true])[] = [
	[/\bmedians?\b|中位数|中央値/i, ["median", "quantile"]],
	[/\b(?:percentiles?|quantiles?)\b|分位/i, ["quantile", "median"]],
	[/\b(?:std|standard deviations?|standardabweichung\w*|variance)\b|标准差|標準偏差|方差/i, ["deviation", "variance"]],
	[/\b(?:averages?|avg|mean|durchschnitt\w*|mittelwert\w*)\b|平均/i, ["mean", "rolling"], true],
	[
		/\b(?:shares?|percent(?:age)?s?|proportions?|anteile?|prozent)\b|[%％]|占比|比例|割合/i,
		["share", "mean", "change"],
		true,
	],
	[
		/\b(?:growth|grow(?:n|s|ing)?|yoy|mom|month over month|year over year|wachstum)\b|同比|环比|增长率|前年比/i,
		["change"],
		true,
	],
	[/\b(?:cumulative|cumulated|running total|kumuliert\w*)\b|累计|累積/i, ["cumulated"]],
	[/\b(?:totals?|sums?|gesamt\w*|summe\w*)\b|合计|总|合計/i, ["sum", "count", "distinct", "cumulated", "share"]],
];

/** Means asked for and sums taken, or the other way round: then nothing else of it is worth a word. */
function isOtherFigure(request: string, source: string, { steps }: Does): boolean {
	const hows = steps.flatMap((step) => (step.kind === "computes" ? [step.how] : []));
	const divides = /\/|\bdiv\(/.test(source.replace(/(["'])[^"'\n]*\1/g, ""));
	if (hows.length === 0 || hows.includes("summary")) return false;
	return FIGURES.some(
		([asked, own, byDivision]) =>
			asked.test(request) && !hows.some((how) => own.includes(how)) && !(byDivision === true && divides),
	);
}

/** By that part of a date, or by a column that is called just so. */
function groupsByPeriod(does: Does, period: Period): boolean {
	const found = PERIODS.find((one) => one.period === period);
	const names = found === undefined ? "" : `${found.english}|${found.german}|${found.japanese}|${CHINESE[period]}`;
	const isNamed = new RegExp(`(?:^| )(?:${names}|${period})s?(?: (?:name|number|nr))?$`, "iu");
	return groupsIn(does).some(({ columns, periods }) =>
		periods.length > 0 ? periods.includes(period) : columns.some((name) => isNamed.test(wordsOf(name))),
	);
}

const CHINESE: Readonly<Record<Period, string>> = {
	month: "月份?",
	year: "年份?|年度",
	quarter: "季度?",
	week: "周|星期",
	weekday: "星期几?|周几",
	day: "日|天",
	hour: "小时",
};

function groupsBy(does: Does, column: string): boolean {
	return groupsIn(does).some(({ columns }) => columns.some((name) => wordsOf(name) === wordsOf(column)));
}

function hasRowForName(run: Run, column: string): boolean {
	return (
		run.seen?.tables?.some(
			({ rows, index: [only, more] }) =>
				only !== undefined && more === undefined && wordsOf(only.name) === wordsOf(column) && only.distinct === rows,
		) ?? false
	);
}

const LOW =
	/\b(?:worst|lowest|smallest|cheapest|bottom|least|fewest|shortest|schlechtesten|niedrigsten|kleinsten|billigsten|wenigsten)\b|最(?:低|小|少|差|便宜)|倒数|ワースト/i;
const AS_THEY_COME = /\b(?:first|last) |行$/i;

/** That many rows were taken from that end, and no fewer; of each group, where there are groups. */
function hasTop(
	wish: Extract<Wish, { kind: "top" }>,
	wishes: readonly Wish[],
	{ request, does, run }: { readonly request: string; readonly does: Does; readonly run: Run },
): boolean {
	const isLow = LOW.test(wish.words);
	if (!isLow && LOW.test(request)) return false;
	const hows = AS_THEY_COME.test(wish.words) ? ["first", "last"] : [isLow ? "smallest" : "largest"];
	const orders = ordersIn(does);
	const isTaken = orders.some(({ how, rows }) => rows === wish.rows && hows.includes(how));
	if (!isTaken || orders.some(({ rows = wish.rows }) => rows < wish.rows)) return false;
	const sizes = run.seen?.tables?.map(({ rows }) => rows);
	if (wishes.some(({ kind }) => kind === "column" || kind === "period"))
		return sizes !== undefined && (sizes.length > 1 || sizes.some((rows) => rows > wish.rows));
	return sizes === undefined || sizes.length === 0 || sizes.some((rows) => rows <= wish.rows);
}

function isDrawn(chart: Chart, does: Does | undefined, run: Run): boolean {
	if (!hasPicture(run)) return false;
	const isLike = (one: string) => ALIKE[chart].some((alike) => alike === one);
	const seen = run.seen?.figures?.flatMap(({ axes }) => axes.flatMap(({ kinds }) => kinds)) ?? [];
	if (seen.length > 0) return seen.some(isLike);
	return does?.steps.some((step: DataStep) => step.kind === "draws" && isLike(step.chart)) ?? false;
}
