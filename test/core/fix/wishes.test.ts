// Wishes ticked off against programs: what is missing is said, and a right program is never blamed.

import { describe, expect, test } from "vitest";
import type { Run, Upload } from "../../../src/core/domain.ts";
import { leftOut, undoneLines, unmet, wishFailure } from "../../../src/core/fix/wishes.ts";
import { textsIn } from "../../../src/core/locales.ts";
import { summarise } from "../../../src/python/summary.ts";
import { alice } from "../../fakes/world.ts";

const column = (name: string, type: string, samples: readonly string[] = ["a", "b", "c"]) => ({
	...{ name, type, nulls: 0, samples, distinct: samples.length === 3 ? 40 : samples.length },
});
const upload: Upload = {
	...{ id: "F1", name: "sales.csv", as: "sales.csv", size: 1, source: "", by: alice },
	state: {
		kind: "stored",
		profile: {
			format: "csv",
			notes: [],
			columns: [
				{ ...column("date", "date"), range: ["2022-01-01", "2024-12-31"] },
				column("region", "text", ["North", "South"]),
				column("sku", "text"),
				column("revenue", "float"),
				column("省份", "text"),
				column("金额", "float"),
			],
		},
	},
};
const run = (over: Partial<Run> = {}): Run => ({
	...{
		id: "r",
		outcome: "ok",
		output: "total: 3",
		durationMs: 1,
		changed: [],
		artifacts: [],
		notes: [],
		variablesKept: true,
	},
	...over,
});
const missing = (request: string, source: string, made?: Partial<Run>) => {
	const does = summarise({ language: "python", source, earlier: [] });
	const done = { source, does, uploads: [upload], ...(made === undefined ? {} : { run: run(made) }) };
	return unmet(request, done).map(({ words }) => words);
};

const READ = 'import pandas as pd\nimport matplotlib.pyplot as plt\ndf = pd.read_csv("sales.csv")\n';
const TOP = `${READ}top = df.groupby("sku")["revenue"].sum().nlargest(3)\nprint(top)\ntop.plot()\nplt.savefig("top.png")`;
const MONTHLY = `${READ}df["date"] = pd.to_datetime(df["date"])\nm = df[df["date"].dt.year == 2024].groupby(df["date"].dt.to_period("M"))["revenue"].sum()\nprint(m)\nm.plot(kind="line")\nplt.savefig("m.png")`;

describe("what a program leaves out", () => {
	test.each<[string, string, readonly string[]]>([
		["only 2024, line chart by month, top 3", TOP, ["by month", "only 2024"]],
		["revenue per region", TOP, ["per region"]],
		["revenue by region as a pie chart", TOP, ["by region", "pie chart"]],
		["top 10 skus", TOP, ["top 10"]],
		["revenue by quarter", MONTHLY, ["by quarter"]],
		["each week, please", MONTHLY, ["each week"]],
		["only North", MONTHLY, ["only North"]],
		["a scatter plot", `${READ}df.plot.bar(x="sku", y="revenue")\nplt.savefig("a.png")`, ["scatter plot"]],
		["按省份统计金额，前10名，柱状图", `${READ}print(df.nlargest(5, "金额"))`, ["按省份", "前10名", "柱状图"]],
		["每月趋势，折线图", `${READ}print(df["金额"].sum())`, ["每月", "折线图"]],
		["Umsatz pro Monat", TOP, ["pro monat"]],
		["月別の合計を折れ線グラフで", `${READ}print(df["金額"].sum())`, ["月別", "折れ線グラフ"]],
		[
			"by month",
			"import duckdb\nprint(duckdb.sql(\"SELECT region, sum(revenue) FROM 'sales.csv' GROUP BY region\"))",
			["by month"],
		],
		["in 2023", "import duckdb\nprint(duckdb.sql(\"SELECT sum(revenue) FROM 'sales.csv'\"))", ["in 2023"]],
	])("%s", (request, source, words) => {
		expect(missing(request, source).sort()).toEqual([...words].sort());
	});
});

describe("a right program is not blamed", () => {
	test.each([
		["only 2024, line chart by month", MONTHLY],
		["revenue by month", `${READ}print(df.set_index("date").resample("ME")["revenue"].sum())`],
		["revenue by month", `${READ}df["month"] = df["date"].str[:7]\nprint(df.groupby("month")["revenue"].sum())`],
		[
			"revenue by month",
			`${READ}df["m"] = pd.to_datetime(df["date"]).dt.strftime("%Y-%m")\nprint(df.pivot_table(index="m", values="revenue", aggfunc="sum"))`,
		],
		["revenue by month", `${READ}print(df.groupby(pd.Grouper(key="date", freq="MS"))["revenue"].sum())`],
		[
			"revenue by month",
			`${READ}df["ym"] = df["date"].apply(lambda d: d.strftime("%Y-%m"))\nprint(df.groupby("ym").revenue.sum())`,
		],
		["revenue by month", `${READ}print(df.groupby([df.date.dt.year, df.date.dt.month]).agg({"revenue": "sum"}))`],
		[
			"revenue by month",
			`${READ}df["Monat"] = [d[:7] for d in df["date"]]\nprint(df.groupby("Monat")["revenue"].sum())`,
		],
		["revenue by month", `${READ}for month, part in df.groupby("month"):\n    print(month, part["revenue"].sum())`],
		["revenue by month", `${READ}plt.plot(df["month"], df["revenue"])\nplt.savefig("a.png")`],
		[
			"revenue by month",
			'import duckdb\nprint(duckdb.sql("""SELECT strftime(date, \'%Y-%m\') AS m, sum(revenue)\nFROM \'sales.csv\' GROUP BY 1 ORDER BY 1"""))',
		],
		[
			"revenue by month",
			'import polars as pl\nprint(pl.read_csv("sales.csv").group_by(pl.col("date").dt.truncate("1mo")).agg(pl.col("revenue").sum()))',
		],
		[
			"revenue by month",
			'import csv\ntotals = {}\nfor row in csv.DictReader(open("sales.csv")):\n    key = row["date"][:7]\n    totals[key] = totals.get(key, 0) + float(row["revenue"])\nprint(totals)',
		],
		["revenue per region", `${READ}print(df.groupby("region")["revenue"].sum())`],
		["revenue per region", `${READ}print(df.groupby(["region", "sku"]).size())`],
		["revenue per region", `${READ}print(df["region"].value_counts())`],
		[
			"revenue per region",
			`${READ}df.columns = [c.strip().lower() for c in df.columns]\nprint(df.groupby("area").sum())`,
		],
		[
			"revenue per region",
			`${READ}df["Region"] = df["region"].str.title()\nprint(df.groupby("Region")["revenue"].sum())`,
		],
		["revenue per region", `${READ}by = "region"\nprint(df.groupby(by)["revenue"].sum())`],
		[
			"revenue per region",
			`${READ}for r in df["region"].unique():\n    print(r, df[df["region"] == r]["revenue"].sum())`,
		],
		[
			"revenue per region",
			`${READ}import seaborn as sns\nsns.barplot(data=df, x="region", y="revenue")\nplt.savefig("a.png")`,
		],
		[
			"revenue per region",
			`${READ}df = df.rename(columns={"region": "area"})\nprint(df.groupby("area")["revenue"].sum())`,
		],
		["revenue per region", `${READ}print(df.pivot_table(index="sku", columns="region", values="revenue"))`],
		["only North: the total", `${READ}print(df.query("region == 'North'")["revenue"].sum())`],
		["only North: the total", `${READ}print(df.groupby("region")["revenue"].sum())`],
		["in 2024", `${READ}print(df[df["date"] < "2025"].groupby(df["date"].dt.year)["revenue"].sum())`],
		["in 2024", `${READ}df["year"] = df["date"].dt.year\nprint(df.groupby("year")["revenue"].sum())`],
		["how many joined in 2023 or later", `${READ}print((df["date"].dt.year > 2022).sum())`],
		["top 5 skus", `${READ}print(df.groupby("sku")["revenue"].sum().sort_values(ascending=False)[:5])`],
		["top five skus", `${READ}n = 5\nprint(df.nlargest(n, "revenue"))`],
		["top 5 skus", "import duckdb\nprint(duckdb.sql(\"SELECT sku FROM 'sales.csv' ORDER BY revenue DESC LIMIT 5\"))"],
		[
			"a bar chart of revenue by region",
			`${READ}df.groupby("region")["revenue"].sum().plot.barh()\nplt.savefig("a.png")`,
		],
		["a horizontal bar chart", `${READ}df.groupby("region")["revenue"].sum().plot(kind="barh")\nplt.savefig("a.png")`],
		["a histogram of revenue", `${READ}plt.hist(df["revenue"], bins=20)\nplt.savefig("a.png")`],
		["a heatmap", `${READ}import seaborn as sns\nsns.heatmap(df.corr(numeric_only=True))\nplt.savefig("a.png")`],
		["plot the revenue", `${READ}fig, ax = plt.subplots()\nax.plot(df["date"], df["revenue"])\nfig.savefig("a.png")`],
		["a box plot by region", `${READ}df.boxplot(column="revenue", by="region")\nplt.savefig("a.png")`],
		["a pie chart", `${READ}exec(open("own.py").read())`],
		["revenue by month, per region", `${READ}exec(open("own.py").read())`],
	])("%s | %s", (request, source) => {
		expect(missing(request, source)).toEqual([]);
	});
});

describe("a number to hold something against", () => {
	test.each<[string, string, readonly string[]]>([
		["brands with at least 10 hotels", "df = df[df.n >= 100]", ["at least 10"]],
		["brands with at least 10 hotels", "df = df[df.n >= 10]", []],
		["more than 3 orders", "df = df[df.n >= 4]", []],
		["more than 20 percent", "df = df[df.share > 0.2]", []],
		["is it significant, with a p-value less than 0.05?", "print(p)", []],
		["Any Z-score greater than 3 is an outlier", "print(z)", []],
		["at least 1,000 euros", "df.query('amount >= 1_000')", []],
		["大于500的订单", "df[df['金额'] > 50]", ["大于500"]],
		["above 10 million", "df[df['Revenue (M)'] > 10]", []],
		["above 10 million", "df[df.revenue > 10_000_000]", []],
		["above 10 million", "df[df['Revenue (k)'] > 10000]", []],
		["above 10 million", "df[df.revenue > 100_000_000]", ["above 10 million"]],
		["above 10,000,000", "df[df.n > 10]", ["above 10,000,000"]],
		["over 2.5 million", "df[df['Population (millions)'] > 2.5]", []],
		["over 2.5 million", "df[df.n > 25]", ["over 2.5 million"]],
		["more than 50k", "df[df.n > 50_000_000]", ["more than 50k"]],
		["超过100万", "df[df['销售额(万元)'] > 100]", []],
		["超过100万", "df[df['金额'] > 10 * 10000]", ["超过100万"]],
		["above 3 million", "df[df.n > 3*10**6]", []],
		["above 3,000,000", "df[df.n > 3 * 10**6]", []],
		["above 3,000,000", "df[df.n > 3*1000000]", []],
		["above 3,000,000", "df[df.n > 3*10**5]", ["above 3,000,000"]],
		["超过10万", "df[df['金额'] > 10*10000]", []],
		["above 7%", "df[df.share > 0.07]", []],
		["above 14%", "df[df.share > .14]", []],
		["above 55%", "df[df.share * 100 > 55]", []],
		["above 10%", "df[df.share > .1]", []],
		["above 10%", "df[df.share > .5]", ["above 10"]],
		["more than 20% above average", "df[df.n > 1.2 * df.n.mean()]", []],
		["more than 20% below average", "df[df.n < 0.8 * df.n.mean()]", []],
		["more than 20% above average", "df[df.n > 1.5 * df.n.mean()]", ["more than 20"]],
		["Is there a difference between regions (p < 0.05)?", "print(stats.f_oneway(a, b))", []],
	])("%s: %s", (request, source, words) => {
		expect(missing(request, source)).toEqual(words);
	});
});

describe("after it has run", () => {
	test.each<[string, string, Partial<Run>, readonly string[]]>([
		["去重后转 Excel，去掉了多少行？", "", { output: "", changed: ["unique.xlsx"] }, ["多少行"]],
		["save it as Excel", "", { changed: ["out.csv"] }, ["as Excel"]],
		["save it as clean.xlsx", "", {}, ["clean.xlsx"]],
		["plot it as a bar chart", `${READ}df.plot.bar(x="sku", y="revenue")`, { output: "mean: 3" }, ["bar chart"]],
		["how many rows?", "", { output: "done" }, ["how many rows"]],
		["why did it drop in March", "", { output: "March 3" }, ["why"]],
		["Is it positively or negatively skewed?", "", { output: "Skewness: 0.08" }, ["positively or negatively"]],
		["销售额是上升还是下降？", "", { output: "3.5" }, ["上升还是下降"]],
		["Did revenue increase or decrease?", "", { output: "2024-01: 100, 2024-02: 120" }, ["increase or decrease"]],
		["Is it positively or negatively skewed?", "", { output: "-0.5" }, ["positively or negatively"]],
	])("%s", (request, source, made, words) => {
		expect(missing(request, source, made)).toEqual(words);
	});

	test.each<[string, string, Partial<Run>]>([
		["save it as Excel", "", { changed: ["out.xlsx"] }],
		["save as clean.xlsx", "", { changed: ["Clean.xlsx"] }],
		["plot it", "df.plot()", { artifacts: [{ id: "a", name: "figure-1.png", size: 1, sha256: "" }] }],
		["a pie chart", "own()", { changed: ["pie.png"] }],
		["how many rows?", "", { output: "rows: 12" }],
		["多少行", "", { output: "共十二行" }],
		["Is it positively or negatively skewed?", "", { output: "0.08: Positive" }],
		["Did revenue increase or decrease in 2024?", "y == 2024", { output: "2023: 100, 2024: 120, +20.0%" }],
		["Did revenue increase or decrease?", "", { output: "2024 -3.5" }],
		["Is the second half better or worse?", "", { output: "(+3.5%)" }],
		["华东还是华北卖得多？", "", { output: "华北  3" }],
		["Ist der Umsatz steigend oder fallend?", "", { output: "fallende Tendenz" }],
		["save over sales.csv", "", {}],
	])("met: %s", (request, source, made) => {
		expect(missing(request, source, made)).toEqual([]);
	});

	test("what the kernel saw counts, too: a table by month, a table of five rows, a line", () => {
		const index = [{ name: "d", kind: "date", step: "month", distinct: 5, first: "a", last: "b" }] as const;
		const table = { rows: 5, columns: ["x"], index, shownRows: 5 };
		const axes = { kinds: ["line"], series: 1, points: 5, title: "", x: "", y: "", ticks: [], faults: [] } as const;
		const seen = { tables: [table], figures: [{ file: "a.png", axes: [axes] }] };
		const made = { changed: ["a.png"], seen };
		expect(missing("per month, top 5, as a line chart", "import own\nown.run()", made)).toEqual([]);
		expect(missing("per week, top 6, as a pie chart", "import own\nown.run()", made)).toEqual([
			"per week",
			"top 6",
			"pie chart",
		]);
	});
});

test("before it runs the model is told each part that its program leaves out", () => {
	const source = TOP;
	const does = summarise({ language: "python", source, earlier: [] });
	expect(leftOut(unmet("by month, why?", { source, does, uploads: [upload] }))).toEqual([
		'The request says "by month", and the script does not do that.',
	]);
});

test.each(["Is it positively or negatively skewed?", "Did revenue increase or decrease?", "华东还是华北卖得多？"])(
	"which of two words it is only the result can say: %s",
	(request) => {
		expect(unmet(request, { source: "print(share)", uploads: [] })).toEqual([]);
	},
);

test("one more try is for what the model was not told before it ran", () => {
	const wishes = unmet("by month, as Excel", { source: "", does: { steps: [], unseen: [] }, uploads: [], run: run() });
	const found = wishFailure(wishes, []);
	expect(found).toMatchObject({
		soft: true,
		minor: 2,
		cause: 'It left out a part of the request: "by month", "as Excel".',
	});
	expect(wishFailure(wishes, ['The request says "by month", and the script does not do that.'])?.cause).toBe(
		'It left out a part of the request: "as Excel".',
	);
	expect(wishFailure(wishes, leftOut(wishes))).toBeUndefined();
});

test("under the answer one line says what is not done, and that figures give no reason", () => {
	const wishes = unmet("by month, and why?", { source: "", does: { steps: [], unseen: [] }, uploads: [], run: run() });
	expect(undoneLines(wishes, textsIn("en"))).toEqual([
		"Not done: by month.",
		"The figures show what happened, not why.",
	]);
	expect(undoneLines([], textsIn("en"))).toEqual([]);
});

describe("the first of several groups", () => {
	const profile = {
		format: "csv",
		rows: 200,
		notes: [],
		columns: [
			column("region", "text", ["North", "South"]),
			column("sku", "text"),
			column("省份", "text"),
			column("revenue", "float"),
		],
	};
	const uploads: readonly Upload[] = [{ ...upload, state: { kind: "stored", profile } }];
	const READ = "import pandas as pd\ndf = pd.read_csv('sales.csv')\n";
	const ROW = `${READ}top = df.sort_values('revenue', ascending=False)\nprint(top['region'].head(3))`;
	const lost = (request: string, source = ROW, some = uploads) =>
		unmet(request, { source, does: summarise({ language: "python", source, earlier: [] }), uploads: some, run: run() })
			.filter(({ kind }) => kind === "most")
			.map(({ words }) => words);

	test.each<readonly [string, readonly string[]]>([
		["Which region has the highest revenue?", ["by region"]],
		["top 3 regions by revenue", ["by regions"]],
		["Welche Region (region) hat den höchsten Umsatz?", ["by Region"]],
		["销售额前3名的省份是哪些？", ["按省份"]],
		["哪个省份卖得最多？", ["按省份"]],
		["销售额：省份前3", ["按省份"]],
		["省份前3", []],
		["Which region had the largest single sale?", []],
		["What is the highest revenue?", []],
		["哪个省份的单笔销售额最高？", []],
	])("%s", (request, words) => {
		expect(lost(request)).toEqual(words);
	});

	test("is there where the program groups, counts or chooses rows, and where each name comes once", () => {
		const which = "Which region has the highest revenue?";
		expect(lost(which, `${READ}print(df.groupby('region')['revenue'].sum().idxmax())`)).toEqual([]);
		expect(lost(which, `${READ}print(df['region'].value_counts().idxmax())`)).toEqual([]);
		expect(lost(which, `${READ}d = df[df['sku'] == 'a']\nprint(d.loc[d['revenue'].idxmax(), 'region'])`)).toEqual([]);
		const once: readonly Upload[] = [{ ...upload, state: { kind: "stored", profile: { ...profile, rows: 2 } } }];
		expect(lost(which, ROW, once)).toEqual([]);
	});
});
