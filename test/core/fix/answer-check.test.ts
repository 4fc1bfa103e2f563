// What counts as an answer, and which figures may stand in one.

import { expect, test } from "vitest";
import type { Run } from "../../../src/core/domain.ts";
import { askedFiles, printsNothing, softFailure } from "../../../src/core/fix/answer-check.ts";
import { isGrounded } from "../../../src/core/fix/grounding.ts";

const none = { source: "", uploads: [] };
const run = (over: Partial<Run>): Run => ({
	id: "r",
	outcome: "ok",
	output: "",
	durationMs: 1,
	changed: [],
	artifacts: [],
	notes: [],
	variablesKept: true,
	...over,
});

test.each([
	["The mean is 12.35.", "mean 12.3456", true],
	["About 12 people.", "mean 12.3456", true],
	["1,204,000 rows", "1204000", true],
	["43 % are empty", "share 0.43", true],
	["The mean is 12.4.", "mean 12.3456", false],
	["There are 42 rows.", "rows 41", false],
	["Rows: 10. Saved as out2.csv", "rows 10", true],
	["1. First\n2. Second", "nothing", true],
	["共有 1,000 行", "1000", true],
	["In 2024-03 it was 7", "2024-03    7", true],
])("%s | printed: %s -> %s", (answer, printed, grounded) => {
	expect(isGrounded(answer, [printed])).toBe(grounded);
});

test.each([
	["read data.csv and save as clean_data.parquet", ["clean_data.parquet"]],
	[
		"read data.csv, drop the empty rows, turn the date column into datetime, save as clean_data.parquet",
		["clean_data.parquet"],
	],
	["读取 data.csv，删除空行，把日期列转换为 datetime，保存为 clean_data.parquet", ["clean_data.parquet"]],
	["另存为“结果.xlsx”", ["结果.xlsx"]],
	["how many rows has data.csv?", []],
	["export it to report.html and write summary.txt", ["report.html", "summary.txt"]],
])("%s asks for %j", (request, files) => {
	expect(askedFiles(request)).toEqual(files);
});

test("a chart without words is an answer", () => {
	expect(
		softFailure(run({ artifacts: [{ id: "a", name: "figure-1.png", size: 1, sha256: "0" }] }), "plot it", none),
	).toBeUndefined();
});

test("a table with some NaN in it is an answer; NaN alone is none", () => {
	expect(softFailure(run({ output: "a 1\nb NaN\ntotal: 3" }), "sum", none)).toBeUndefined();
	expect(softFailure(run({ output: "mean: nan\nmedian: nan" }), "mean", none)?.cause).toContain("NaN");
	expect(softFailure(run({ output: "Empty DataFrame\nColumns: [a]\nIndex: []" }), "top", none)?.soft).toBe(true);
});

test("a word like errors in a result is no error", () => {
	expect(softFailure(run({ output: "errors per day: 3" }), "errors?", none)).toBeUndefined();
});

test.each([
	["plot it as a bar chart", "the chart"],
	["请画一张柱状图", "chart in Chinese"],
	["Show the prices by month in a line chart", "a sentence"],
])("%s without a chart is no answer", (request) => {
	expect(softFailure(run({ output: "mean: 3" }), request, none)?.cause).toContain("made no chart");
	expect(softFailure(run({ output: "mean: 3", changed: ["prices.png"] }), request, none)).toBeUndefined();
});

test("a box plot that is only a method asks for no chart", () => {
	expect(softFailure(run({ output: "outliers: 3" }), "Count outliers by the box plot rule", none)).toBeUndefined();
});

test.each([
	"The 'price' column does not exist in the file. Please check the names.",
	"Error: no such column",
	"找不到列 price",
])("an excuse in place of an answer is none: %s", (output) => {
	expect(softFailure(run({ output }), "sum", none)?.cause).toContain("in place of an answer");
});

test("a sentence with figures is an answer, whatever else it says", () => {
	expect(softFailure(run({ output: "3 of 120 ids were not found" }), "how many?", none)).toBeUndefined();
});

test("the part of the form that is missing is named, to people and to the model", () => {
	const found = softFailure(run({ output: "@871" }), 'Print @left[number] where "number" is a number', none);
	expect(found?.cause).toBe("The answer is not in the form that was asked for: @left[...] is missing.");
	expect(found?.text).toContain('print(f"@left[{left}]")');
});

test.each([
	["plt.bar(a, b)\nplt.savefig('a.png')", "请按地区统计销售额合计，并画一张柱状图", 1],
	["df.plot()\nplt.show()", "the total by region as a chart", 1],
	["print(df.sum())", "the total by region", 0],
	["t = df.sum()\nt", "the total by region", 0],
	["plt.plot(x)", "plot the prices", 0],
	["df.to_parquet('a.parquet')", "save it as a.parquet", 0],
])("whether figures are printed is seen before it runs: %s | %s", (source, request, faults) => {
	expect(printsNothing(source, request)).toHaveLength(faults);
});

test("a NaN comes with the columns that hold empty values, where the program names them", () => {
	const column = (name: string, nulls: number) => ({ name, type: "float", nulls, samples: [] });
	const profile = { format: "csv", notes: [], columns: [column("score", 119), column("stars", 3), column("rank", 0)] };
	const upload = {
		id: "F",
		name: "a.csv",
		as: "a.csv",
		size: 1,
		source: "",
		state: { kind: "stored" as const, profile },
	};
	const program = { source: "df['score'].corr(df[\"rank\"])", uploads: [upload] };
	const hint =
		'Columns in use with empty values: score (119). Unless asked otherwise, leave those rows out first: df = df.dropna(subset=["score"])';
	expect(softFailure(run({ output: "@r[nan]" }), "Print @r[r]", program)?.text).toContain(hint);
	expect(softFailure(run({ output: "nan" }), "the correlation", program)?.text).toContain(hint);
	expect(softFailure(run({ output: "@x[1]" }), "Print @r[r]", program)?.text).not.toContain("empty values");
});

test("an answer that stands in the program as text is none", () => {
	const program = { source: 'print("@fit[good]")', uploads: [] };
	expect(softFailure(run({ output: "@fit[good]" }), "Print @fit[fit]", program)?.cause).toContain("is a fixed text");
});
