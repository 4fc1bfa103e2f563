// What may be called checked: what the result or a step of the program shows, never what is only met in doubt.

import { expect, it } from "vitest";
import type { Run, Upload } from "../../../src/core/domain.ts";
import { checkedIn } from "../../../src/core/fix/checked.ts";
import { summarise } from "../../../src/python/summary.ts";

const columns = [
	{ name: "day", type: "date", nulls: 0, samples: [], range: ["2022-01-01", "2024-12-31"] as const },
	{ name: "region", type: "text", nulls: 0, distinct: 2, samples: ["North", "South"] },
	{ name: "city", type: "text", nulls: 0, distinct: 9, samples: ["Oslo", "Rome"] },
	{ name: "revenue", type: "float", nulls: 0, samples: [] },
	{ name: "地区", type: "text", nulls: 0, distinct: 9, samples: ["华东"] },
];
const profile = { format: "csv", rows: 90, columns, notes: [] };
const uploads = [{ as: "sales.csv", state: { kind: "stored", profile } }] as unknown as Upload[];
const READ = 'import pandas as pd\nimport matplotlib.pyplot as plt\ndf = pd.read_csv("sales.csv")\n';
const MONTHS = `${READ}df["day"] = pd.to_datetime(df["day"])\n`;
const BARS = `${READ}m = df.groupby("region")["revenue"].sum()\nprint(m)\nm.plot.bar(figsize=(10, 6))\nplt.savefig("c.png")`;

const made = { changed: ["c.png"] };
const table = (rows: number, name = "region", distinct = rows) => ({
	tables: [
		{ rows, columns: ["n"], index: [{ name, kind: "text", distinct, first: "", last: "" }], shownRows: rows },
	] as const,
});
const axes = { series: 1, points: 3, title: "", x: "", y: "", ticks: [], faults: [] };
const figure = (kind: "bar" | "line") => ({
	figures: [{ file: "c.png", axes: [{ ...axes, kinds: [kind] as const }] }],
});

const checked = (request: string, source: string, over: Partial<Run> = {}) => {
	const run: Run = {
		...{ id: "r", outcome: "ok", output: "a 12.5\nb 3", durationMs: 1, changed: [], artifacts: [], notes: [] },
		...{ variablesKept: true, ...over },
	};
	const does = summarise({ language: "python", source, earlier: [] });
	return [...checkedIn(request, { source, does, uploads, run })].sort();
};

it.each<readonly [string, string, Partial<Run>, readonly string[]]>([
	["revenue per region", `${READ}print(df.groupby("region")["revenue"].sum())`, {}, ["per region"]],
	[
		"revenue per region",
		`${READ}print(df.pivot_table(index="region", values="revenue", aggfunc="sum"))`,
		{},
		["per region"],
	],
	["按地区统计", `${READ}print(df.groupby("地区").size())`, {}, ["按地区"]],
	["revenue per region", `${READ}print(df[["region", "revenue"]])`, { seen: table(2) }, ["per region"]],
	["revenue per month", `${MONTHS}print(df.groupby(df["day"].dt.to_period("M"))["revenue"].sum())`, {}, ["per month"]],
	["Umsatz pro Monat", `${READ}print(df.groupby("Monat")["revenue"].sum())`, {}, ["pro monat"]],
	["average revenue by region", `${READ}print(df.groupby("region")["revenue"].mean())`, {}, ["by region"]],
	[
		"share of each region in %",
		`${READ}s = df.groupby("region")["revenue"].sum()\nprint(s / s.sum())`,
		{},
		["each region"],
	],
	["revenue per region as a bar chart", BARS, made, ["bar chart", "per region"]],
	["a bar chart of the revenue", "import mine\nmine.draw()", { ...made, seen: figure("bar") }, ["bar chart"]],
	["top 3 cities", `${READ}print(df.groupby("city")["revenue"].sum().nlargest(3))`, {}, ["top 3"]],
	["top 5 cities", `${READ}print(df["city"].value_counts().head())`, { seen: table(5) }, ["top 5"]],
	["the 3 worst cities", `${READ}print(df.groupby("city")["revenue"].sum().nsmallest(3))`, {}, ["3 worst"]],
	["first 5 rows", `${READ}print(df.head())`, {}, ["first 5 rows"]],
	["save all of it as excel", `${READ}df.to_excel("a.xlsx")`, { changed: ["a.xlsx"] }, ["as excel"]],
	["the total\nTotal: <number>", `${READ}print("Total:", 3)`, { output: "Total: 3" }, ["Total"]],
])("what was seen is said: “%s” of\n%s", (request, source, over, words) => {
	expect(checked(request, source, over)).toEqual(words);
});

const CSV =
	'import csv\nt = {}\nfor row in csv.DictReader(open("sales.csv")):\n    t[row["city"]] = t.get(row["city"], 0) + 1\nprint(t)';

const unseen: readonly (readonly [string, string, Partial<Run>?])[] = [
	["revenue per region", CSV],
	["revenue per month", CSV],
	["revenue per region", CSV, { seen: table(2) }],
	["revenue per month", `${READ}print(df.groupby(df.columns[3])["revenue"].sum())`],
	["revenue per region", `${READ}print(df.groupby(df.columns[3])["revenue"].sum())`],
	["orders per day", `${READ}print(len(df), df["city"].nunique())`],
	["orders per day", `${READ}print(df.groupby("stamp").size())`],
	["revenue per region", `${READ}print(df.sort_values("region"))`],
	["revenue per region", `${READ}print(df.sort_values("region"))`, { seen: table(90, "region", 2) }],
	["revenue per region", `${READ}print("region", df["region"].nunique(), df["revenue"].sum())`],
	["revenue per region", `${READ}for r in ["North", "South"]:\n    print(r, df[df.region == r]["revenue"].sum())`],
	["top 10 cities", `${READ}print(df.groupby("city")["revenue"].sum().nlargest(5))\nprint(10)`],
	["top 5 cities", `${READ}print(df.groupby("city")["revenue"].sum().sort_values().head(5))`],
	["top 5 cities", `${READ}print(df.groupby("city")["revenue"].sum().nlargest(3).round(5))`],
	["top 5 cities", `${READ}print(df["revenue"].head(5))`],
	["top 5 of the worst", `${READ}print(df.nlargest(5, "revenue"))`],
	["a bar chart of the revenue", BARS, { ...made, seen: figure("line") }],
	["a bar chart of the revenue", BARS],
	["How much was it in 2024?", `${READ}print(df[df["day"] > "2024"]["revenue"].sum())`],
	["only North, please", `${READ}print(df[df["region"] == "North"])`],
	["How many orders are there?", `${READ}print(len(df))`],
	["average revenue by region", `${READ}print(df.groupby("region")["revenue"].sum())`],
	["median revenue by region", `${READ}print(df.groupby("region")["revenue"].mean())`],
	["total revenue by region", `${READ}print(df.groupby("region")["revenue"].mean())`],
	["standard deviation of the revenue per region", `${READ}print(df.groupby("region")["revenue"].mean())`],
	["share of each region in %", `${READ}print(df.groupby("region")["revenue"].sum())`],
	["cumulative revenue per region", `${READ}print(df.groupby("region")["revenue"].sum())`],
	["growth per region", `${READ}print(df.groupby("region")["revenue"].sum())`],
	["各地区合计", `${READ}print(df.groupby("地区")["revenue"].mean())`],
	["the total\nTotal: <number>", `${READ}print("Total:", 3)`, { output: "total 3" }],
];

it.each(unseen.map(([request, source, over = {}]) => [request, source, over] as const))(
	"nothing else: “%s” of\n%s",
	(request, source, over) => {
		expect(checked(request, source, over)).toEqual([]);
	},
);

it("of several groups the largest of each are told from the largest of all", () => {
	const source = `${READ}print(df.groupby(["region", "city"])["revenue"].sum().nlargest(3))`;
	expect(checked("top 3 cities per region", source, { seen: table(3) })).toEqual([]);
	expect(checked("top 3 cities per region", source, { seen: table(6) })).toEqual(["per region", "top 3"]);
});
