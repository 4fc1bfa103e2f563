// Averages that nobody asked for are doubted before anybody reads the program; those that may be meant are not.

import { expect, it } from "vitest";
import { precheck } from "../../../src/python/precheck.ts";
import { card } from "./cases.ts";

const MEAN = "import pandas as pd\ndf = pd.read_csv('t.csv')\nprint(df.groupby('unit')['result'].mean())";
const doubts = (request: string, source = MEAN, earlier: readonly string[] = []) =>
	precheck({
		...{ language: "python", source, made: [], earlier, request },
		files: [{ name: "t.csv", profile: card(["unit", "result"]) }],
	}).faults;

it.each([
	"What is the result of each unit?",
	"Revenue per month, and print the numbers",
	"Wie hoch ist der Umsatz der Filialen?",
	"各部门的销售额是多少元",
	"What is the total revenue by store?",
])("“%s” asks for no average", (request) => {
	expect(doubts(request)).toEqual([expect.stringContaining("Line 3: mean() gives an average")]);
});

it.each([
	"What is the average result of each unit?",
	"Durchschnittsgehalt je Abteilung berechnen",
	"各部门的平均工资是多少",
	"How do the units compare to each other?",
	"Which unit has the highest result of them all?",
	"Fill what is missing in the result column",
	"only Coast",
])("“%s” may ask for one", (request) => {
	expect(doubts(request)).toEqual([]);
});

it("a program that adds up, too, or goes on with an average, is left alone", () => {
	const both = `${MEAN}\nprint(df['result'].sum())`;
	expect(doubts("What is the result of each unit?", both)).toEqual([]);
	expect(doubts("What is the result of each unit?", MEAN, [MEAN])).toEqual([]);
	expect(doubts("What is the result of each unit?", MEAN.replace("mean()", "sum()"))).toEqual([]);
	expect(doubts("What is the result of each unit?", MEAN.replace("mean()", "agg('mean')"))).toHaveLength(1);
});

it.each([
	[
		"Use the population standard deviation, not the sample standard deviation formula",
		"df['result'].std()",
		"df['result'].std(ddof=0)",
	],
	["求总体标准差", "df.groupby('unit')['result'].var()", "df.groupby('unit')['result'].var(ddof=0)"],
	["the standard deviation of the result", "df['result'].std()", "df['result'].std()"],
	["the sample standard deviation, and the population standard deviation", "df['result'].std()", "df['result'].std()"],
	["the population standard deviation", "np.std(df['result'])", "np.std(df['result'])"],
	["the population standard deviation", "df['result'].std(ddof=1)", "df['result'].std(ddof=1)"],
])("%s: %s", (request, code, to) => {
	const whole = (text: string) => `import pandas as pd\nimport numpy as np\ndf = pd.read_csv('t.csv')\nprint(${text})`;
	const { source } = precheck({
		...{ language: "python", source: whole(code), made: [], earlier: [], request },
		files: [{ name: "t.csv", profile: card(["unit", "result"]) }],
	});
	expect(source).toBe(whole(to));
});

const SPLIT =
	"import pandas as pd\nfrom sklearn.model_selection import train_test_split\ndf = pd.read_csv('t.csv')\na, b = train_test_split(df)\nprint(len(a))";

it("rows that are kept apart for a test are doubted where nobody speaks of one", () => {
	expect(doubts("Fit a line of result over unit, with its slope", SPLIT)).toEqual([
		"Line 4: train_test_split() leaves out a part of the rows, and the request asks for no split: use all of them.",
	]);
	for (const request of [
		"Train a model on 70 % of the rows",
		"按 7:3 拆分训练集",
		"How well can the result be predicted?",
	])
		expect(doubts(request, SPLIT)).toEqual([]);
});

it("coefficients are no p-values", () => {
	const source = (line: string) => `from sklearn.linear_model import LinearRegression\nm = LinearRegression()\n${line}`;
	expect(doubts("the p-values", source("p_values = m.coef_\nprint(p_values)"))).toEqual([
		"Line 3: coef_ holds coefficients, which are no p-values: leave p-values out, or compute them.",
	]);
	expect(doubts("the slopes", source("slopes = m.coef_\nprint(slopes)"))).toEqual([]);
});

const READ = "import pandas as pd\ndf = pd.read_csv('t.csv')\n";

it("one figure under two names is doubted", () => {
	const weekday = 'days = df[df["unit"] == "a"]["result"].mean()\n';
	expect(
		doubts(
			"the mean of a and of b",
			`${READ}${weekday}ends = df[df["unit"] == "a"]["result"].mean()\nprint(days, ends)`,
		),
	).toEqual(["Line 4: ends is computed just like days, so both are the same: one must be of other rows."]);
	for (const rest of [
		'ends = df[df["unit"] == "b"]["result"].mean()',
		'days = df[df["unit"] == "a"]["result"].mean()',
		'df = df.dropna()\nafter = df[df["unit"] == "a"]["result"].mean()',
		'df["result"] = df["result"] * 2\nafter = df[df["unit"] == "a"]["result"].mean()',
	])
		expect(doubts("the mean of a and of b", `${READ}${weekday}${rest}\nprint(days)`)).toEqual([]);
	const whole = 'a = df["result"].mean()\nb = df["result"].mean()\nprint(a, b)';
	expect(doubts("the mean twice", READ + whole)).toEqual([]);
});
