// A statistic that a request names is in the program, or it is said.

import { expect, test } from "vitest";
import type { Done } from "../../../../src/core/domain/wishes.ts";
import type { ColumnProfile, Does, Run, Upload } from "../../../../src/core/domain.ts";
import { isMet } from "../../../../src/core/fix/wishes/met.ts";
import { readWishes } from "../../../../src/core/fix/wishes/reading.ts";
import { leftOut } from "../../../../src/core/fix/wishes.ts";

const missing = (request: string, source: string, known: readonly ColumnProfile[] = []) =>
	readWishes(request, known)
		.filter((wish) => wish.kind === "statistic" && !isMet(wish, { source, uploads: [] }))
		.map(({ words }) => words);

test.each([
	["the median and the standard deviation of the price", 'print(df["price"].mean())', ["median", "standard deviation"]],
	["Report the p-value.", 'print(df["a"].corr(df["b"]))', ["p-value"]],
	["Calculate the R-squared value of the model.", "model.fit(x, y)\nprint(model.coef_)", ["R-squared"]],
	["the RMSE on the test set", "print(mean_absolute_error(y, p))", ["RMSE"]],
	["金额的中位数和标准差", 'print(df["金额"].mean())', ["中位数", "标准差"]],
	[
		"How many missing values does each station have?",
		'print(df.groupby("station")["v"].sum())',
		["How many missing values"],
	],
	["the percentage of missing values in age", 'print(df["age"].mean())', ["the percentage of missing values"]],
	["金额列缺失值的数量", 'print(df["金额"].sum())', ["缺失值的数量"]],
	["Wie viele fehlende Werte gibt es?", 'print(df["a"].sum())', ["Wie viele fehlende"]],
	["Is there skewness?", 'print(df["a"].mean())', ["skewness"]],
	["die Standardabweichung der Preise", 'print(df["Preis"].mean())', ["Standardabweichung"]],
])("%s: %s lacks %j", (request, source, words) => {
	expect(missing(request, source)).toEqual(words);
});

test.each([
	["the median and the standard deviation", 'print(df["a"].describe())'],
	["the median of each group", 'print(duckdb.sql("SELECT g, quantile_cont(a, 0.5) FROM df GROUP BY g"))'],
	["the standard deviation", "print(statistics.stdev(values), statistics.pstdev(values))"],
	["Report the p-value.", "r, p = pearsonr(a, b)\nprint(p)"],
	["Report the p-value.", "print(stats.ttest_ind(a, b)[1])"],
	["Report the p-value.", "print(sm.OLS(y, X).fit().summary())"],
	["the R-squared value", "print(model.score(x, y))"],
	["the RMSE", "print(mean_squared_error(y, p) ** 0.5)"],
	["Give the mean. Do not use modes, medians, or any other form of average.", 'print(df["price"].mean())'],
	["the mean, rather than the median", 'print(df["price"].mean())'],
	["do not report the p-value", 'print(df["a"].corr(df["b"]))'],
	["the mean price", 'print(df["price"].mean())'],
	["how many missing values per column", "print(len(df) - df.count())"],
	["how many missing values per column", "df.info()"],
	["how many rows have missing values", "print(len(df) - len(df.dropna()))"],
	["how many missing dates", "print(len(full.difference(df['date'])))"],
	["the number of missing values", 'print(duckdb.sql("SELECT count(*) FROM df WHERE a IS NULL"))'],
	["fill the missing values and give the mean", 'print(df["a"].fillna(0).mean())'],
	["how many empty seats were there?", 'print(df["empty_seats"].sum())'],
])("%s: %s lacks nothing", (request, source) => {
	expect(missing(request, source)).toEqual([]);
});

test.each([
	["How much was spent in all, and how much was planned?", "Total spent: 125300", ["how much was planned"]],
	["How much was spent in all, and how much was planned?", "spent 125300\nplanned 81200", []],
	["一共花了多少，还剩多少？", "一共花了 12 元", ["多少"]],
	["一共花了多少，还剩多少？", "一共花了 12 元，还剩 3 元", []],
	["How many orders are there?", "12", []],
	["How many sales did we have, and the average?", "Sales: 241263.3\nAverage: 2010.52", ["How many sales did we have"]],
	["How many sales did we have, and the average?", "Sales: 120.0\nAverage: 2010.52", []],
	["How many hours were worked?", "12.5", []],
	["有多少笔订单？", "12.5", ["有多少笔订单".slice(1)]],
])("each figure that is asked for is printed: %s %j", (request, output, words) => {
	const run = { output } as Run;
	const left = readWishes(request, []).filter((wish) => !isMet(wish, { source: "", uploads: [], run }));
	expect(left.map((wish) => wish.words)).toEqual(words);
});

const author: ColumnProfile = { name: "author", type: "text", nulls: 2, samples: [] };
const file = {
	state: { kind: "stored", profile: { format: "csv", columns: [author], notes: [] } },
} as unknown as Upload;
test.each([
	["Which columns contain missing values?", "Number of columns: 11", ["Which columns"]],
	["哪些列有空值？", "共 11 个", ["哪些列"]],
	["Which columns contain missing values?", "author: 2", []],
	["Which columns contain missing values?", "There are none.", []],
	["Which column should I use?", "11", []],
])("columns that are asked for are named: %s %j", (request, output, words) => {
	const run = { output } as Run;
	const left = readWishes(request, [author]).filter((wish) => !isMet(wish, { source: "", uploads: [file], run }));
	expect(left.map((wish) => wish.words)).toEqual(words);
});

const SEEN = { steps: [], unseen: [] } as unknown as Does;
test.each([
	['the mean of the "Total" column', 'print(df["author"].mean())', "author: 3", false],
	['the mean of the "author" column', 'print(df["other"].mean(), df["author"])', "3", true],
	['empty cells in the "Total" column?', "print(df.isna().sum())", "Total 3", true],
	['empty cells in the "Total" column?', "print(df.isna().sum())", "other 3", false],
	['make the "Price Range" column', 'df["price_range"] = df["author"] - 1\nprint(df)', "1", true],
	['the mean of the "authors" column', 'print(df["author"].mean())', "3", true],
	['do not use the "Total" column', 'print(df["author"].mean())', "3", true],
])("a column that the request names is no other: %s, %s", (request, source, output, met) => {
	const done = { source, does: SEEN, uploads: [file], run: { output } as Run };
	expect(
		readWishes(request, [author])
			.filter(({ kind }) => kind === "named")
			.every((wish) => isMet(wish, done)),
	).toBe(met);
});

test("what is the name of a column is not to be computed", () => {
	const prices: ColumnProfile = { name: "Median Price", type: "float", nulls: 0, samples: [] };
	expect(missing("the highest median price", 'print(df["x"].max())')).toEqual(["median"]);
	expect(missing("the highest median price", 'print(df["x"].max())', [prices])).toEqual([]);
});

test("one figure is no table by region, unless rows were grouped", () => {
	const region: ColumnProfile = { name: "region", type: "text", nulls: 0, samples: ["North", "South"], distinct: 2 };
	const [wish] = readWishes("the total by region", [region]);
	const done = {
		source: 'print(df["n"].sum())',
		uploads: [],
		run: { output: "Total by region: 7", artifacts: [], changed: [] },
	};
	const grouped = {
		steps: [{ kind: "groups", line: 1, columns: ["region"], periods: [] }],
		unseen: [],
	} as unknown as Does;
	const unclear = { steps: [], unseen: [{ line: 1, text: "?" }] } as unknown as Does;
	expect(isMet(wish!, { ...done, does: unclear } as unknown as Done)).toBe(false);
	expect(isMet(wish!, { ...done, does: grouped } as unknown as Done)).toBe(true);
});

test("a group that is missing is named by its column", () => {
	const region: ColumnProfile = { name: "省份", type: "text", nulls: 0, samples: ["浙江", "江苏"], distinct: 2 };
	expect(leftOut(readWishes("销售额前3名的省份是哪些？", [region]).filter(({ kind }) => kind === "most"))).toEqual([
		"The request says \"按省份\", and the script has no groups by '省份': group the rows by it first.",
	]);
});
