// What a card notes of a column and a program passes over: told to the model before anybody is asked, said under the answer, never ticked.
// Right programs hear nothing.

import { expect, it } from "vitest";
import type { ColumnProfile, Run, Upload } from "../../../../src/core/domain.ts";
import { scaleLines, unheeded, unheededFaults, unheededLines } from "../../../../src/core/fix/under/unheeded.ts";
import { textsIn } from "../../../../src/core/locales.ts";
import { summarise } from "../../../../src/python/summary.ts";

const READ = 'import pandas as pd\ndf = pd.read_csv("t.csv")\n';
const column = (name: string, ...notes: string[]): ColumnProfile => ({
	name,
	type: "int",
	nulls: 0,
	samples: [],
	...(notes.length === 0 ? {} : { notes }),
});
const STOCK = [
	column("week"),
	column("product"),
	column("stock", 'a level at each "week": to be added up within one of them, not over several'),
	column("sold"),
];
const BALANCE = [
	{ ...column("day"), type: "date" },
	column("amount"),
	column("balance", 'a running total of "amount": never to be added up'),
];
const TOTALS = [
	column("order_id"),
	column("amount"),
	column("order_total", 'the sum of "amount" for each "order_id", in all its rows: to be counted once for each'),
];
const RATES = [
	column("orders"),
	column("conv", '"orders" / "visits" of each row: a mean of it counts all rows alike, the ratio of the sums does not'),
];
const CASES = [
	column("region", 'values that differ only by case, like "North" and "north": df["region"].str.lower()'),
	column("sales"),
];
const DITTO = [
	column("city", '"〃" in 4 stands for the value above: df["city"].mask(df["city"].isin(["〃"])).ffill()'),
	column("n"),
];
const SHOPS = [
	column(
		"shop",
		'each value once, with empty cells below it, as if it stood for these rows, too: df["shop"] = df["shop"].ffill()',
	),
	column("sales"),
];
const TEMP = [column("station"), column("temp", "-999 in 3: may stand for a missing value")];
const AGE = [column("age", "99 in 2: may stand for a missing value")];
const SCORE = [column("sat=9", "9 in 4: stands for no value, as its name says")];

function done(columns: readonly ColumnProfile[], source: string, notes: readonly string[] = [], output = "") {
	const state = { kind: "stored", profile: { format: "csv", columns, notes } };
	return {
		source: READ + source,
		does: summarise({ language: "python", source: READ + source, earlier: [] }),
		uploads: [{ as: "t.csv", state }] as unknown as Upload[],
		run: { output } as Run,
	};
}

it.each([
	["stock over weeks", STOCK, 'print(df["stock"].sum())', ["stock", "week", "level"]],
	["stock by product", STOCK, 'print(df.groupby("product")["stock"].sum())', ["stock", "week", "level"]],
	["stock in agg", STOCK, 'print(df.groupby("product").agg({"stock": "sum"}))', ["stock", "week", "level"]],
	["a balance", BALANCE, 'print(df["balance"].sum())', ["balance", "running total"]],
	["totals of orders", TOTALS, 'print(df["order_total"].sum())', ["order_total", "order_id"]],
	["regions in two ways", CASES, 'print(df.groupby("region")["sales"].sum())', ["region", '"North" and "north"']],
	["how many regions", CASES, 'print(df["region"].nunique())', ["region", '"North" and "north"']],
	["one region", CASES, 'print(df[df["region"] == "North"]["sales"].sum())', ["region", '"North" and "north"']],
	["ditto marks", DITTO, 'print(df.groupby("city")["n"].sum())', ["city", "〃"]],
	[
		"totals of orders, of which the largest is printed",
		TOTALS,
		'best = df.groupby("town")["order_total"].sum().sort_values()\nprint(best.index[0], best.iloc[0])',
		["order_total", "order_id"],
	],
	["the mean of totals of orders", TOTALS, 'print(df["order_total"].mean(), df["order_total"].sum())', ["order_total"]],
	[
		"shops that stand once",
		SHOPS,
		'print(df.groupby("shop")["sales"].sum())',
		["shop", "in the first of several rows"],
	],
	["rows of a shop", SHOPS, 'print(df[df["shop"] == "A"]["sales"].sum())', ["shop", "in the first of several rows"]],
	["a mark below", TEMP, 'print(df["temp"].mean())', ["temp", "-999"]],
	["a mark in a table", TEMP, 'print(df.groupby("station")["temp"].min())', ["temp", "-999"]],
	["a mark that is named", SCORE, 'print(df["sat=9"].mean())', ["sat=9", "9"]],
] as const)("%s is sent back once, and said under the answer", (_, columns, source, words) => {
	const found = unheeded(done(columns, source));
	const [fault = ""] = unheededFaults(found);
	const [line = ""] = unheededLines(found, textsIn("en"));
	for (const word of words) {
		expect(fault).toContain(word === "level" ? "is a level" : word);
		expect(line).toContain(word === "level" ? "is a level" : word);
	}
});

const WEEKS = [{ ...column("week"), type: "date", range: ["2024-03-03", "2024-03-31"] as const }, ...STOCK.slice(1)];
const DAYS = [{ ...column("week"), type: "text", range: ["01.03.2024", "31.03.2024"] as const }, ...STOCK.slice(1)];

it.each([
	[
		WEEKS,
		'x = df.groupby("shop")["stock"].sum()',
		'x = df[df["week"] == df["week"].max()].groupby("shop")["stock"].sum()',
	],
	[WEEKS, "print(df['stock'].sum())", 'print(df[df["week"] == df["week"].max()][\'stock\'].sum())'],
	[WEEKS, 'print(df.groupby("shop").agg({"stock": "sum"}))', '.max()].groupby("shop").agg({"stock": "sum"}))'],
	[TOTALS, 'print(df["order_total"].sum())', 'print(df.drop_duplicates("order_id")["order_total"].sum())'],
	[
		TOTALS,
		'df["order_total"] = df["order_total"].abs()\ns = df["order_total"].mean()\nprint(s)',
		's = df.drop_duplicates("order_id")["order_total"].mean()',
	],
] as const)("the line is written for the model: %#", (columns, source, line) => {
	expect(unheededFaults(unheeded(done(columns, source))).join()).toContain(line);
});

it.each([
	[WEEKS, 'g = df.groupby("shop")\nprint(g["stock"].sum())'],
	[WEEKS, 'print(pd.read_csv("t.csv")["stock"].sum())'],
	[WEEKS, 'df = pd.read_csv("t.csv", usecols=["shop", "stock"])\nprint(df["stock"].sum())'],
	[WEEKS, 'df.set_index("week", inplace=True)\nprint(df["stock"].sum())'],
	[TOTALS, 'print(df[df["order_total"] > 100]["order_total"].sum())'],
	[WEEKS, 'small = df[["product", "stock"]]\nprint(small["stock"].sum())'],
] as const)("no line is written that would not run: %#", (columns, source) => {
	expect(unheededFaults(unheeded(done(columns, source))).join()).not.toMatch(
		/\.max\(\)\]|[A-Za-z]\.drop_duplicates\("/,
	);
});

it("the largest of all is not how it is now", () => {
	const largest = done(WEEKS, 'print(df.groupby("shop")["stock"].max())');
	const found = unheeded(largest, "How much stock does each shop have now?");
	expect(unheededFaults(found).join()).toContain(
		': print(df[df["week"] == df["week"].max()].groupby("shop")["stock"].sum())',
	);
	expect(unheededLines(found, textsIn("en"))).toEqual([
		"“stock” is a level at each “week”; these figures take its largest or smallest of all, not the last.",
	]);
	expect(unheeded(largest, "What was the highest stock of each shop until now?")).toEqual([]);
	expect(unheeded(largest, "the peak of each shop")).toEqual([]);
	expect(unheeded(largest, "Now tell me the stock of each shop")).toEqual([]);
	expect(unheeded(largest, "现在告诉我各店库存")).toEqual([]);
	expect(unheeded(done(WEEKS, 'print(df[df["week"] == df["week"].max()]["stock"].max())'), "now?")).toEqual([]);
});

it("a last day that text does not sort is not written", () => {
	const [fault = ""] = unheededFaults(unheeded(done(DAYS, 'print(df["stock"].sum())')));
	expect(fault).toMatch(/or its mean\.$/);
});

it("long names, and such with quotes in them, are known again", () => {
	const name = 'Inventory "snapshot" date: all time zones in UTC, at the end of the day';
	const shown = name.replaceAll(": ", ":").replaceAll('"', "'");
	const columns = [
		column(name),
		column("stock", `a level at each "${shown}": to be added up within one of them, not over several`),
	];
	const one = `print(df[df['${name}'] == "2024-06-30"]["stock"].sum())`;
	expect(unheeded(done(columns, one))).toEqual([]);
	expect(unheeded(done(columns, 'print(df["stock"].sum())'))).toMatchObject([{ kind: "level", what: name }]);
});

it("nines far above the rest may be values: they are said, and not sent back", () => {
	const found = unheeded(done(AGE, 'print(df["age"].mean())'));
	expect(unheededFaults(found)).toEqual([]);
	expect(unheededLines(found, textsIn("zh"))).toEqual(["“age”中有 99，可能表示缺失值；这些数字把它当成了普通数值。"]);
});

it("letters of codes may mean something: it is said, and not sent back", () => {
	const codes = [column("code", 'values that differ only by case, like "a1" and "A1": df["code"].str.lower()')];
	const found = unheeded(done(codes, 'print(df.groupby("code").size())'));
	expect(unheededFaults(found)).toEqual([]);
	expect(unheededLines(found, textsIn("en"))).toHaveLength(1);
});

it("a mean of ratios may be meant: it is said, and not sent back", () => {
	const found = unheeded(done(RATES, 'print(df["conv"].mean())'));
	expect(unheededFaults(found)).toEqual([]);
	expect(unheededLines(found, textsIn("en"))).toEqual([
		"“conv” is orders / visits of each row; its mean counts each row alike, however large.",
	]);
});

it.each([
	["the last week", STOCK, 'print(df[df["week"] == df["week"].max()]["stock"].sum())'],
	[
		"one week, made first",
		STOCK,
		'df["m"] = pd.to_datetime(df["week"]).dt.strftime("%Y-%W")\nprint(df.groupby("m")["stock"].sum())',
	],
	["its mean by hand", STOCK, 'print(df["stock"].sum() / df["week"].nunique())'],
	["balances of one day", BALANCE, 'print(df[df["day"] == "2024-06-01"]["balance"].sum())'],
	["one line of each order", TOTALS, 'print(df[df["line_no"] == 1]["order_total"].sum())'],
	["totals by order", TOTALS, 'print(df.groupby("order_id")["order_total"].mean().sum())'],
	["both ways to write it", CASES, 'print(df[df["region"].isin(["North", "north"])]["sales"].sum())'],
	["another region", CASES, 'print(df[df["region"] == "South"]["sales"].sum())'],
	["where it is more", TEMP, 'print(df["temp"].where(df["temp"] > -50).mean())'],
	["a comparison", TEMP, 'df["hot"] = df["temp"] > 30\nprint(df["hot"].sum())'],
	["shops, filled", SHOPS, 'df["shop"] = df["shop"].ffill()\nprint(df.groupby("shop")["sales"].sum())'],
	["how many shops", SHOPS, 'print(df["shop"].nunique(), df["shop"].count())'],
	["rows with a shop", SHOPS, 'print(df[df["shop"].notna()]["sales"].sum())'],
	["all shops", SHOPS, 'print(df["sales"].sum())'],
	["one week", STOCK, 'print(df.query("week == 12")["stock"].sum())'],
	["by week", STOCK, 'print(df.groupby("week")["stock"].sum())'],
	["by week, then its mean", STOCK, 'print(df.groupby("week")["stock"].sum().mean())'],
	["a mean", STOCK, 'print(df.groupby("product")["stock"].mean())'],
	["what was sold", STOCK, 'print(df.groupby("product")["sold"].sum())'],
	["the last of each", STOCK, 'print(df.groupby("product")["stock"].last().sum())'],
	["what changed", STOCK, 'print(df["stock"].diff().sum())'],
	["amounts", BALANCE, 'print(df["amount"].sum())'],
	["the last balance", BALANCE, 'print(df["balance"].iloc[-1])'],
	["one total for each order", TOTALS, 'print(df.drop_duplicates("order_id")["order_total"].sum())'],
	["the first of each order", TOTALS, 'print(df.groupby("order_id")["order_total"].first().sum())'],
	["the lines", TOTALS, 'print(df["amount"].sum())'],
	["the rows of the last day", BALANCE, 'last = df[df["day"] == df["day"].max()]\nprint(last["balance"].sum())'],
	["the ratio of sums", RATES, 'print(df["orders"].sum() / df["visits"].sum())'],
	["a weighed mean", RATES, 'import numpy as np\nprint(np.average(df["conv"], weights=df["visits"]))'],
	["the best rate", RATES, 'print(df["conv"].max())'],
	["regions made one", CASES, 'df["region"] = df["region"].str.title()\nprint(df.groupby("region")["sales"].sum())'],
	["whatever the case", CASES, 'print(df[df["region"].str.lower() == "north"]["sales"].sum())'],
	["all regions", CASES, 'print(df["sales"].sum())'],
	[
		"filled from above",
		DITTO,
		'df["city"] = df["city"].replace("〃", None).ffill()\nprint(df.groupby("city")["n"].sum())',
	],
	["a column without ditto marks", DITTO, 'print(df["n"].sum())'],
	["without the mark", TEMP, 'print(df[df["temp"] != -999]["temp"].mean())'],
	["replaced", TEMP, 'df["temp"] = df["temp"].replace(-999, float("nan"))\nprint(df["temp"].mean())'],
	["above it", TEMP, 'print(df[df["temp"] > -50]["temp"].mean())'],
	["counted", TEMP, 'print(df["temp"].count())'],
	["another column", TEMP, 'print(df.groupby("station").size())'],
] as const)("%s heeds it", (_, columns, source) => {
	expect(unheeded(done(columns, source))).toEqual([]);
});

const ABOVE = ['above the table stands "单位：万元": amounts are in 万元'];

it.each([
	["above the table", [column("销售额")], 'print(df["销售额"].sum())', ABOVE, "单位：万元"],
	["in a name", [column("Umsatz (T€)")], 'print(df["Umsatz (T€)"].sum())', [], "T€"],
	["in a name, cents", [column("amount_cents")], 'print(df["amount_cents"].sum())', [], "cents"],
	["in a name, Chinese", [column("金额（万元）")], 'print(df["金额（万元）"].mean())', [], "万元"],
] as const)("a scale %s is said where nothing shows it", (_, columns, source, notes, unit) => {
	expect(scaleLines(done(columns, source, notes), textsIn("en")).join()).toContain(unit);
	expect(scaleLines(done(columns, source, notes, `7 (${unit.replace("单位：", "")})`), textsIn("en"))).toEqual([]);
});

it.each([
	["made plain", [column("销售额")], 'print(df["销售额"].sum() * 10000)', ABOVE],
	["made plain, cents", [column("amount_cents")], 'print(df["amount_cents"].sum() / 100)', []],
	["made plain, thousands", [column("Umsatz (T€)")], 'print(df["Umsatz (T€)"].sum() * 1_000)', []],
	["no scale", [column("amount (EUR)")], 'print(df["amount (EUR)"].sum())', []],
	["a count", [column("amount_cents")], 'print(df["amount_cents"].count())', []],
	["minutes", [column("时长（分）")], 'print(df["时长（分）"].sum())', []],
	["centimetres", [column("height_cm")], 'print(df["height_cm"].mean())', []],
	["a rate by million", [column("cases_per_million")], 'print(df["cases_per_million"].max())', []],
	["percent", [column("percent")], 'print(df["percent"].mean())', []],
] as const)("%s says nothing", (_, columns, source, notes) => {
	expect(scaleLines(done(columns, source, notes), textsIn("en"))).toEqual([]);
});
