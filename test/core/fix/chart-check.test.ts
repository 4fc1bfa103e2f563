// What is said of a chart, by us and not by a model: to people, and to the model that shall draw it again.

import { describe, expect, test } from "vitest";
import type { SeenFigure } from "../../../src/core/domain/seen.ts";
import type { Run } from "../../../src/core/domain.ts";
import { softFailure } from "../../../src/core/fix/answer-check.ts";
import { chartLines, QUESTIONS } from "../../../src/core/fix/chart-check.ts";

const none = { source: "", uploads: [] };

function figure(faults: readonly string[], over: Partial<SeenFigure> = {}): SeenFigure {
	const axes = { kinds: ["line" as const], series: 1, points: 3, title: "", x: "", y: "", ticks: [], faults };
	return { file: "a.png", axes: [axes], ...over };
}

function ran(...figures: readonly SeenFigure[]): Run {
	const made = { changed: ["a.png"], artifacts: [], notes: [], variablesKept: true };
	return { id: "r", outcome: "ok", output: "total: 3", durationMs: 1, ...made, seen: { figures } };
}

describe("a fault that a program can mend is sent back, and said if it stays", () => {
	test.each([
		["empty", "Chart: it shows no data.", "Print how many rows are left"],
		["overlap x", "Chart: the labels on its x axis overlap.", "horizontal bars"],
		["overlap y", "Chart: the labels on its y axis overlap.", "horizontal bars"],
		["overlap pie", "Chart: the labels of its slices overlap.", "6 largest"],
		["joined_names AX-77, BQ-51", "Chart: a line joins names that have no order (AX-77, BQ-51).", "draw bars"],
		["back_and_forth", "Chart: its line runs back and forth in time.", "sort the rows by date"],
	])("%s", (fault, line, cure) => {
		const run = ran(figure([fault]));
		const found = softFailure(run, "plot the sales", none);
		expect(found).toMatchObject({ cause: line, soft: true, minor: 1, text: expect.stringContaining(cure) });
		expect(chartLines(run, "plot the sales")).toEqual([line]);
	});
});

test("values that are text are no small matter: the figures beside them are wrong, too", () => {
	const found = softFailure(ran(figure(["text_values $3.50, $12.00", "overlap y"])), "sales per month", none);
	expect(found?.cause).toBe("Chart: its values are text ($3.50, $12.00), so they do not stand by their size.");
	expect(found?.minor).toBeUndefined();
	expect(found?.text).toContain("turn that column into numbers");
});

test.each([
	["letters ᚠᚢ", "Chart: no font here draws ᚠᚢ, so there are boxes in their place."],
	["not_drawn 8 10", "Chart: 8 of its 10 points have no value and are not drawn."],
	["unnamed", "Chart: it has no title, and its axes have no names."],
])("what no second try would mend is only said: %s", (fault, line) => {
	const run = ran(figure([fault]));
	expect(softFailure(run, "plot the sales", none)).toBeUndefined();
	expect(chartLines(run, "plot the sales")).toEqual([line]);
});

test("a line through names is no fault where a line over names is what was asked for", () => {
	const run = ran(figure(["joined_names North, South"]));
	expect(chartLines(run, "a line chart of sales by region")).toEqual([]);
	expect(chartLines(run, "用折线图画各地区销售额")).toEqual([]);
	expect(chartLines(run, "a line chart of sales by month for the top 3 regions")).toHaveLength(1);
	expect(chartLines(run, "每月趋势, 折线图")).toHaveLength(1);
	expect(chartLines(run, "plot the sales by region")).toHaveLength(1);
});

test("of several charts it is said which one, a fault of two panels once, and three lines at most", () => {
	const { axes } = figure(["overlap x"]);
	const twice = figure([], { axes: [...axes, ...axes] });
	const other = figure(["empty"], { file: "b.png" });
	expect(chartLines(ran(twice, other), "plot")).toEqual([
		"Chart `a.png`: the labels on its x axis overlap.",
		"Chart `b.png`: it shows no data.",
	]);
	expect(softFailure(ran(twice, other), "plot", none)?.minor).toBe(2);
	expect(chartLines(ran(figure(["empty", "unnamed", "back_and_forth", "overlap x"])), "plot")).toHaveLength(3);
});

test("what a vision model saw counts like what the kernel saw, in other words", () => {
	const run = ran(figure(["overlap x"], { looks: ["text_overlaps", "legend_hides_data", "unheard_of"] }));
	expect(chartLines(run, "plot")).toEqual([
		"Chart: the labels on its x axis overlap.",
		"Chart: its labels seem to overlap.",
		"Chart: its legend seems to cover data.",
	]);
	expect(softFailure(run, "plot", none)?.minor).toBe(3);
	for (const code of Object.keys(QUESTIONS))
		expect(chartLines(ran(figure([], { looks: [code] })), "plot")).toHaveLength(1);
});

test.each(["", "constructor x", "toString", "something new", "__proto__ y"])(
	"what the sandbox says in words of its own is data: %j",
	(fault) => {
		expect(chartLines(ran(figure([fault])), "plot")).toEqual([]);
		expect(softFailure(ran(figure([fault])), "plot", none)).toBeUndefined();
	},
);

test("a Run without charts, or with right ones, has nothing of this", () => {
	expect(softFailure(ran(), "plot the sales", none)).toBeUndefined();
	expect(softFailure(ran(figure([])), "plot the sales", none)).toBeUndefined();
	expect(chartLines(ran(figure([])), "plot the sales")).toEqual([]);
});
