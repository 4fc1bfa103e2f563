// Charts: what is drawn of which columns, by pandas, matplotlib, seaborn and plotly.

import type { Chart } from "../../core/domain.ts";
import { howOf, namesOf } from "./aggregates.ts";
import type { Call, Context } from "./context.ts";
import { CANVAS, type Frame, textIn, texts, use, type Value } from "./values.ts";

const CHARTS: Readonly<Record<string, Chart>> = {
	line: "line",
	plot: "line",
	step: "line",
	errorbar: "line",
	lineplot: "line",
	plot_date: "line",
	semilogy: "line",
	semilogx: "line",
	loglog: "line",
	relplot: "scatter",
	bar: "bar",
	barplot: "bar",
	countplot: "bar",
	stem: "bar",
	barh: "barh",
	pie: "pie",
	scatter: "scatter",
	scatterplot: "scatter",
	regplot: "scatter",
	lmplot: "scatter",
	stripplot: "scatter",
	swarmplot: "scatter",
	pairplot: "scatter",
	jointplot: "scatter",
	scatter_matrix: "scatter",
	hexbin: "scatter",
	hist: "hist",
	histplot: "hist",
	histogram: "hist",
	displot: "hist",
	kdeplot: "hist",
	kde: "hist",
	density: "hist",
	stairs: "hist",
	box: "box",
	boxplot: "box",
	violin: "box",
	violinplot: "box",
	boxenplot: "box",
	catplot: "chart",
	heatmap: "heatmap",
	imshow: "heatmap",
	matshow: "heatmap",
	pcolormesh: "heatmap",
	pcolor: "heatmap",
	clustermap: "heatmap",
	density_heatmap: "heatmap",
	hist2d: "heatmap",
	area: "area",
	stackplot: "area",
	fill_between: "area",
	treemap: "chart",
	sunburst: "chart",
};

export function chartOf(name: string): Chart | undefined {
	return Object.hasOwn(CHARTS, name) ? CHARTS[name] : undefined;
}

const KINDS: Readonly<Record<string, Chart>> = {
	...CHARTS,
	strip: "scatter",
	swarm: "scatter",
	count: "bar",
	violin: "box",
};

/** A call that draws; `on` is the table whose method it is. */
export function drawn(context: Context, call: Call, name: string, on?: Frame): Value {
	const { arg, at } = call;
	const kind = textIn(arg("kind"));
	const known = kind === undefined ? chartOf(name) : KINDS[kind];
	const chart = known === "bar" && textIn(arg("orient", "orientation")) === "h" ? "barh" : (known ?? "chart");
	const isWhole = on === undefined;
	const data = arg("data", "data_frame") ?? (isWhole ? undefined : on);
	const frame = data?.is === "frame" ? data : call.positional.find((one) => one.is === "frame" && !one.single);
	const x = named(arg("x", ...(isWhole && frame === undefined ? [0] : [])), chart !== "pie" && chart !== "hist");
	const y = arg(
		"y",
		"values",
		...(isWhole && frame === undefined ? [chart === "pie" || chart === "hist" ? 0 : 1] : []),
	);
	const columns = texts(y);
	if (frame?.is === "frame") {
		const own = [...texts(arg("x")), ...texts(arg("y", "column")), ...texts(arg("hue")), ...texts(arg("by"))];
		use(frame, own);
	}
	statistics(context, call, name, [...texts(arg("x")), ...texts(arg("hue"))], columns);
	const of = columns.length > 0 ? columns : on === undefined ? [] : texts(arg("column", "y") ?? on);
	const across = x ?? (on === undefined || chart === "hist" || chart === "box" ? undefined : on.facts.index[0]);
	context.emit(at, { kind: "draws", chart, ...(across === undefined ? {} : { x: across }), y: of });
	return CANVAS;
}

function named(value: Value | undefined, counts: boolean): string | undefined {
	return counts ? texts(value)[0] : undefined;
}

/** Seaborn's bars are means, its counts are counts; `by` and `hue` draw one for each. */
function statistics(
	context: Context,
	{ at, arg }: Call,
	name: string,
	by: readonly string[],
	columns: readonly string[],
): void {
	const isMean = /^(barplot|pointplot|lineplot)$/.test(name);
	const groups = isMean || name === "countplot" ? by : [...texts(arg("by")), ...texts(arg("hue"))];
	if (groups.length > 0) context.emit(at, { kind: "groups", columns: groups, periods: [] });
	const [how = "mean"] = namesOf(arg("estimator"));
	if (isMean) context.emit(at, { kind: "computes", how: howOf(how) ?? how, columns });
	if (name === "countplot") context.emit(at, { kind: "computes", how: "count", columns: by });
}
