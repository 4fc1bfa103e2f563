// Aggregates: what is computed, under one name for pandas, polars, numpy, statistics and SQL.

import type { Call, Context } from "./context.ts";
import { derived, type Frame, textIn, texts, use, type Value } from "./values.ts";

const HOWS: Readonly<Record<string, string>> = {
	sum: "sum",
	nansum: "sum",
	fsum: "sum",
	total: "sum",
	mean: "mean",
	nanmean: "mean",
	avg: "mean",
	average: "mean",
	fmean: "mean",
	median: "median",
	nanmedian: "median",
	min: "min",
	nanmin: "min",
	amin: "min",
	idxmin: "min",
	arg_min: "min",
	max: "max",
	nanmax: "max",
	amax: "max",
	idxmax: "max",
	arg_max: "max",
	argmax: "max",
	argmin: "min",
	count: "count",
	size: "count",
	len: "count",
	n_unique: "distinct",
	nunique: "distinct",
	unique: "distinct",
	approx_count_distinct: "distinct",
	std: "deviation",
	nanstd: "deviation",
	stdev: "deviation",
	pstdev: "deviation",
	stddev: "deviation",
	stddev_samp: "deviation",
	stddev_pop: "deviation",
	var: "variance",
	variance: "variance",
	var_samp: "variance",
	var_pop: "variance",
	quantile: "quantile",
	percentile: "quantile",
	nanpercentile: "quantile",
	quantile_cont: "quantile",
	percentile_cont: "quantile",
	mode: "mode",
	prod: "product",
	corr: "correlation",
	corrwith: "correlation",
	corrcoef: "correlation",
	pearsonr: "correlation",
	spearmanr: "correlation",
	cov: "covariance",
	skew: "skewness",
	kurt: "kurtosis",
	kurtosis: "kurtosis",
	sem: "error",
	describe: "summary",
	cumsum: "cumulated",
	cum_sum: "cumulated",
	cumprod: "cumulated",
	cummax: "cumulated",
	cummin: "cumulated",
	cumcount: "cumulated",
	diff: "change",
	pct_change: "change",
	shift: "shift",
	lag: "shift",
	lead: "shift",
	rank: "rank",
	row_number: "rank",
	dense_rank: "rank",
	rolling: "rolling",
	expanding: "rolling",
	ewm: "rolling",
	interpolate: "fill",
	fillna: "fill",
	fill_null: "fill",
	ffill: "fill",
	bfill: "fill",
	coalesce: "fill",
	list: "list",
	string_agg: "list",
	implode: "list",
};

export function howOf(name: string): string | undefined {
	return Object.hasOwn(HOWS, name) ? HOWS[name] : undefined;
}

/** Results as long as the table, not one for the table or the group. */
export function isByRow(how: string): boolean {
	return /^(cumulated|change|shift|rank|rolling|fill)$/.test(how);
}

/** `df["a"].sum()`; of a condition it counts the rows that meet it. */
export function aggregated(context: Context, { at }: Pick<Call, "at">, on: Frame, how: string): Value {
	const { test, columns } = on;
	if (test !== undefined && /^(sum|mean)$/.test(how)) {
		const kind = test.how === "empty" ? "where" : test.how;
		const values = test.how === "empty" ? ["empty"] : test.values;
		context.emit(at, { kind: "keeps", how: kind, columns, values, text: test.text.slice(0, 120) });
		context.emit(at, { kind: "computes", how: how === "sum" ? "count" : "share", columns });
		return on.single ? { is: "figure", how: "count", columns } : derived(on, [], columns);
	}
	context.emit(at, { kind: "computes", how, columns });
	if (how === "rolling") return { ...on, rolling: true };
	if (isByRow(how) || on.rolling === true) return on;
	if (/^(summary|mode|quantile)$/.test(how)) return derived(on, [], columns);
	// A mean of several columns is one figure for each.
	return on.single ? { is: "figure", how, columns } : derived(on, [], columns);
}

/** `agg("sum")`, `agg({"a": "sum"})`, `agg(total=("a", "sum"))`, `agg(pl.col("a").sum())`. */
export function listed(context: Context, call: Call, on: Frame): readonly string[] {
	const { at, positional, keywords } = call;
	const emit = (how: string | undefined, columns: readonly string[], as?: string) => {
		if (how === undefined) return;
		context.emit(at, { kind: "computes", how, columns, ...(as === undefined ? {} : { as }) });
	};
	const given = [...positional, ...[keywords.get("func")].flatMap((value) => value ?? [])];
	const made: string[] = [];
	for (const value of given) {
		if (value.is === "dict")
			for (const [name, hows] of value.entries) {
				const names = texts(name);
				use(on, names);
				for (const how of namesOf(hows)) emit(howOf(how), names);
			}
		else for (const how of namesOf(value)) emit(howOf(how), on.columns);
	}
	for (const [as, value] of keywords) {
		if (value.is === "frame" || value.is === "figure") made.push(as);
		if (value.is !== "list") continue;
		const [name, how] = value.items;
		const names = texts(name);
		use(on, names);
		for (const one of namesOf(how)) emit(howOf(one), names, as);
		made.push(as);
	}
	return made;
}

/** Names of aggregates: `"sum"`, `np.sum`, `["sum", "mean"]`. */
export function namesOf(value: Value | undefined): readonly string[] {
	if (value?.is === "list") return value.items.flatMap(namesOf);
	if (value?.is === "name") return [value.name.split(".").at(-1) ?? ""];
	const text = textIn(value);
	return text === undefined ? [] : [text];
}
