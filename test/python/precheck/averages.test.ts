// Averages that nobody asked for are doubted before anybody reads the program; those that may be meant are not.

import { expect, it } from "vitest";
import { precheck } from "../../../src/python/precheck.ts";
import { card } from "./cases.ts";

const MEAN = "import pandas as pd\ndf = pd.read_csv('t.csv')\nprint(df.groupby('unit')['result'].mean())";
const doubts = (request: string, source = MEAN, earlier: readonly string[] = []) =>
	precheck({
		...{ language: "python", source, made: [], earlier, request },
		files: [{ name: "t.csv", profile: card(["unit", "result", "result_quote"]) }],
	}).faults;

it.each([
	"What is the result of each unit?",
	"Revenue per month, and print the numbers",
	"Wie hoch ist der Umsatz der Filialen?",
	"各部门的销售额是多少元",
	"What is the total revenue by store?",
	"How big is the total revenue of each unit?",
	"total pay by department",
	"total price of the orders by store",
	"Was zahlen wir insgesamt an Miete?",
	"各部门的工资总额",
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
	"Wie alt ist die gesamte Belegschaft?",
	"总结各部门的工资情况",
	"the total and the average pay by department",
	"how big is the revenue of each unit?",
])("“%s” may ask for one", (request) => {
	expect(doubts(request)).toEqual([]);
});

const READS = "import pandas as pd\nimport numpy as np\ndf = pd.read_csv('t.csv')\n";

it.each([
	"print((df['unit'] == 'a').mean() * 100)",
	"print(df['unit'].isin(['a', 'b']).mean())",
	"print(df['result'].isna().mean())",
	"print((~(df['unit'] == 'a') & (df['result'] > 3)).mean())",
	"print(np.mean(df['result'] > 3))",
	"df['late'] = df['result'] > 3\nprint(df.groupby('unit')['late'].mean())",
	"df['late'] = (df['result'] > 3).astype(int)\nprint(df.groupby('unit').agg(late=('late', 'mean')))",
	"df['late'] = np.where(df['result'] > 3, 1, 0)\nprint(df.pivot_table(index='unit', values='late', aggfunc='mean'))",
	"r = df.assign(late=lambda d: d['result'] > 3).groupby('unit')['late'].mean()\nprint(r)",
	"print((df['result'] > 3).groupby(df['unit']).mean())",
	"print(df.groupby('unit')['result'].apply(lambda s: (s > 3).mean()))",
	"df['ok'] = df['unit'].map({'a': 1, 'b': 0})\nprint(df.groupby('unit')['ok'].mean())",
	"late = df['result'].gt(3)\nprint(late.mean())",
	"m, s = df['result'].mean(), df['result'].std()\nprint(df[(df['result'] - m).abs() > 3 * s])",
	"df['result'] = df['result'].fillna(df['result'].mean())\nprint(df)",
	"df['result'] = df['result'].fillna(df.groupby('unit')['result'].transform('mean'))\nprint(df)",
	"mean_result = df['result'].mean()\ndf['result'] = df['result'].fillna(mean_result)\nprint(df)",
])("the mean of true and false, and one that serves a spread, is no average: %s", (code) => {
	expect(doubts("What is the result of each unit?", READS + code)).toEqual([]);
});

it.each([
	"print(df[df['unit'] == 'a']['result'].mean())",
	"late = df[df['result'] > 3]\nprint(late['result'].mean())",
	"df['result'] = df['result'] * 2\nprint(df['result'].mean())",
	"print(df.fillna(0).groupby('unit')['result'].mean())",
	"print(df.fillna(df['result'].median()).groupby('unit')['result'].mean())",
	"df['double'] = np.where(df['result'] > 3, df['result'], 0)\nprint(df['double'].mean())",
])("a filter before it makes it none: %s", (code) => {
	expect(doubts("What is the result of each unit?", READS + code)).toHaveLength(1);
});

it.each([
	"what percent of orders were cancelled",
	"share of cancelled orders by region",
	"percentage of women by department",
	"Welcher Anteil der Bestellungen ist storniert?",
	"Wie viel Prozent der Bestellungen sind storniert?",
	"キャンセルの割合は何パーセントですか",
	"按状态看取消订单占多少",
	"Was kostet eine Bestellung im Schnitt?",
	"Ø Umsatz der Filialen bitte",
	"mittlerer Umsatz der Filialen",
	"AOV by region please",
	"各城市的客单价是多少",
	"how old are people in each department?",
	"how much do people earn in each department?",
	"do men or women earn more",
	"how expensive are products in each category",
	"rent per month by district",
	"gender pay gap in percent",
	"find anomalies in the results",
	"any unusual orders?",
	"找出金额异常的订单",
])("“%s” may be answered by one", (request) => {
	expect(doubts(request)).toEqual([]);
});

it("a share of the total may be the mean of a comparison, and no other mean", () => {
	const request = "the percentage of the total orders that were cancelled";
	expect(doubts(request, `${READS}print((df['unit'] == 'a').mean() * 100)`)).toEqual([]);
	expect(doubts(request)).toHaveLength(1);
});

it("rates are not to be added up, whatever is asked", () => {
	const request = "Wie hoch ist die Ausschussquote je Linie und insgesamt?";
	const program = `${READS}print(df.groupby("unit")["result_quote"].mean())`;
	expect(doubts(request, program)).toEqual([]);
	expect(doubts(request, program.replace("result_quote", "result"))).toHaveLength(1);
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
		files: [{ name: "t.csv", profile: card(["unit", "result", "result_quote"]) }],
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
