// What a program does with data, read from its text: pandas, polars, SQL, and loops over rows.

import { describe, expect, test } from "vitest";
import type { DataStep } from "../../src/core/domain.ts";
import { openAnalysis } from "../../src/python/analysis.ts";
import { summarise } from "../../src/python/summary.ts";

const does = (source: string, earlier: readonly string[] = []) => summarise({ language: "python", source, earlier });

/** One line a step: `5 keeps where city = Oslo`. */
function line(step: DataStep): string {
	const list = (names: readonly string[]) => names.join("+");
	const parts = (() => {
		switch (step.kind) {
			case "reads":
				return [step.file || "?", step.format, `[${list(step.columns)}]`];
			case "keeps":
				return [step.how, list(step.columns), list(step.values), step.rows === undefined ? "" : `${step.rows}`];
			case "joins":
				return [step.how, list(step.keys), list(step.otherKeys)];
			case "groups":
				return [list(step.columns), list(step.periods)];
			case "computes":
				return [step.how, list(step.columns), step.as === undefined ? "" : `as ${step.as}`];
			case "sorts":
				return [list(step.columns), step.descending ? "down" : "up"];
			case "draws":
				return [step.chart, step.x ?? "", list(step.y)];
			case "writes":
				return [step.file || "?", step.format];
			case "prints":
				return [step.text];
			case "connects":
				return [step.what];
		}
	})();
	return [`${step.line}`, step.kind, ...parts.filter((part) => part !== "")].join(" ");
}
const lines = (source: string, earlier?: readonly string[]) => does(source, earlier).steps.map(line);
const READ = 'import pandas as pd\ndf = pd.read_csv("a.csv")\n';
/** Without the first step, which reads. */
const after = (source: string) => lines(READ + source).slice(1);

test("a whole program is its steps, in order, each with its line", () => {
	const source = `import pandas as pd
import matplotlib.pyplot as plt

df = pd.read_csv("orders.csv", sep=";")
df["day"] = pd.to_datetime(df["day"], errors="coerce")
df = df.dropna(subset=["amount"])
df["month"] = df["day"].dt.to_period("M")
paid = df[(df["status"] == "paid") & (df["day"].dt.year == 2024)]
monthly = paid.groupby("month")["amount"].sum()
top = (
    paid.groupby("city")["amount"]
    .sum()
    .sort_values(ascending=False)
    .head(10)
)
print(monthly)
top.plot(kind="barh")
plt.savefig("top.png")
top.to_excel("top.xlsx")
`;
	expect(lines(source)).toEqual([
		"4 reads orders.csv csv [day+amount+status+city]",
		"5 computes date day",
		"5 keeps readable day",
		"6 keeps filled amount",
		"7 computes column day as month",
		"8 keeps where status+day paid+2024",
		"9 groups month month",
		"9 computes sum amount",
		"11 groups city",
		"12 computes sum amount",
		"13 sorts amount down",
		"14 keeps largest amount 10",
		"16 prints monthly",
		"17 draws barh city amount",
		"18 writes top.png png",
		"19 writes top.xlsx excel",
	]);
	expect(does(source).unseen).toEqual([]);
});

describe("rows that are kept", () => {
	test.each<[string, readonly string[]]>([
		['df.query("year == 2024 and city in @cities")', ["3 keeps where year+city 2024"]],
		['cities = ["Oslo", "Rome"]\ndf[df["city"].isin(cities)]', ["4 keeps where city Oslo+Rome"]],
		['df.loc[df.price.between(1, 5), "name"]', ["3 keeps where price 1+5"]],
		['df[~df["city"].isna()]', ["3 keeps filled city"]],
		['df[~df["city"].notna()]', ["3 keeps where city empty"]],
		['df[df["city"].notna() & (df["n"] > 0)]', ["3 keeps where city+n 0"]],
		['df[~df.duplicated(subset=["id"])]', ["3 keeps distinct id"]],
		['df.drop_duplicates("id")', ["3 keeps distinct id"]],
		["df.head(3)", ["3 keeps first 3"]],
		['df.nsmallest(4, "price")', ["3 keeps smallest price 4"]],
		['df.sort_values("price")[:2]', ["3 sorts price up", "3 keeps smallest price 2"]],
		['df.sort_values("price", ascending=False).iloc[:2]', ["3 sorts price down", "3 keeps largest price 2"]],
		["df.sample(100)", ["3 keeps sample 100"]],
		['mask = df["a"] > 1\nx = df[mask]', ["4 keeps where a 1"]],
		['(df["a"] > 1).sum()', ["3 keeps where a 1", "3 computes count a"]],
		['df[df["name"].str.contains("Ltd")]', ["3 keeps where name Ltd"]],
		['df.loc["2024-03"]', ["3 keeps where 2024-03"]],
	])("%s", (source, steps) => {
		expect(after(source).filter((step) => !step.includes(" prints "))).toEqual(steps);
	});
});

describe("groups and what is computed in them", () => {
	test.each<[string, readonly string[]]>([
		['df.groupby(["a", "b"]).size()', ["3 groups a+b", "3 computes count"]],
		[
			'df.groupby("a").agg({"x": "sum", "y": ["mean", "max"]})',
			["3 groups a", "3 computes sum x", "3 computes mean y", "3 computes max y"],
		],
		[
			'df.groupby("a").agg(total=("x", "sum"), people=("id", "nunique"))',
			["3 groups a", "3 computes sum x as total", "3 computes distinct id as people"],
		],
		['df.groupby(df["day"].dt.month_name())["x"].mean()', ["3 groups day month", "3 computes mean x"]],
		['df.set_index("day").resample("QE")["x"].sum()', ["3 groups day quarter", "3 computes sum x"]],
		['df.groupby(pd.Grouper(key="day", freq="W"))["x"].sum()', ["3 groups day week", "3 computes sum x"]],
		['df["city"].value_counts().head(3)', ["3 groups city", "3 computes count city", "3 keeps largest count 3"]],
		['df["city"].value_counts(normalize=True)', ["3 groups city", "3 computes share city"]],
		['df.pivot_table(index="a", columns="b", values="x", aggfunc="sum")', ["3 groups a+b", "3 computes sum x"]],
		['pd.crosstab(df["a"], df["b"])', ["3 groups a+b", "3 computes count"]],
		['g = df.groupby("a")\ng["x"].median()', ["3 groups a", "4 computes median x"]],
		[
			'df.groupby("a").apply(lambda part: part["x"].max() - part["x"].min())',
			["3 groups a", "3 computes max x", "3 computes min x"],
		],
		['x = df["x"] / df["x"].sum() * 100', ["3 computes sum x", "3 computes share x"]],
		['df["x"].rolling(7).mean()', ["3 computes rolling x", "3 computes mean x"]],
		['df["x"].corr(df["y"])', ["3 computes correlation x"]],
		['df["x"].pct_change()', ["3 computes change x"]],
		['import numpy as np\nnp.median(df["x"])', ["4 computes median x"]],
		["len(df)", ["3 computes count"]],
		[
			'm = df.groupby(df["day"].dt.month)["x"].sum().reset_index()\nm.groupby("day")["x"].mean()',
			["3 groups day month", "3 computes sum x", "4 groups day month", "4 computes mean x"],
		],
	])("%s", (source, steps) => {
		expect(after(source).filter((step) => !step.includes(" prints "))).toEqual(steps);
	});
});

describe("tables put together", () => {
	test.each<[string, readonly string[]]>([
		['df.merge(b, left_on="cust_id", right_on="ID", how="left")', ["4 joins left cust_id ID"]],
		['pd.merge(df, b, on=["id", "day"])', ["4 joins inner id+day"]],
		["pd.concat([df, b])", ["4 joins concat"]],
		['df.join(b.set_index("id"), on="id")', ["4 joins inner id"]],
		['df["s"] = df["id"].map(b.set_index("id")["segment"])', ["4 joins left id id", "4 computes column segment as s"]],
	])("%s", (source, steps) => {
		const all = lines(`${READ}b = pd.read_excel("b.xlsx")\n${source}`).slice(2);
		expect(all.filter((step) => !step.includes(" prints "))).toEqual(steps);
	});
});

describe("charts", () => {
	const DRAW = "import matplotlib.pyplot as plt\nimport seaborn as sns\nfig, ax = plt.subplots()\n";
	test.each<[string, string]>([
		['df.plot.scatter(x="a", y="b")', "6 draws scatter a b"],
		['df.plot(x="day", y=["a", "b"])', "6 draws line day a+b"],
		['plt.bar(df["city"], df["x"])', "6 draws bar city x"],
		['ax.plot(df["day"], df["x"], label="x")', "6 draws line day x"],
		['df["x"].hist(bins=20)', "6 draws hist x"],
		["sns.heatmap(df.corr(numeric_only=True))", "6 draws heatmap"],
		['plt.pie(df["x"], labels=df["city"])', "6 draws pie x"],
		['sns.boxplot(data=df, x="city", y="x")', "6 draws box city x"],
		['df.groupby("city")["x"].sum().plot(kind="pie")', "6 draws pie city x"],
		['import plotly.express as px\nfig = px.area(df, x="day", y="x")', "7 draws area day x"],
	])("%s", (source, step) => {
		expect(after(DRAW + source).filter((one) => one.includes("draws"))).toEqual([step]);
	});
});

describe("SQL and polars", () => {
	test("a query is read clause by clause, each with its line", () => {
		const source = `import duckdb
out = duckdb.sql("""
SELECT c.segment, date_trunc('quarter', o.day) AS q, sum(o.amount) AS total
FROM 'orders.csv' o
LEFT JOIN read_csv_auto('customers.csv') c ON o.cust_id = c.id
WHERE o.amount > 0 AND year(o.day) IN (2023, 2024)
GROUP BY 1, 2
ORDER BY total DESC
LIMIT 5
""").df()
print(out)`;
		expect(lines(source)).toEqual([
			"4 reads orders.csv csv []",
			"5 reads customers.csv csv []",
			"5 joins left cust_id id",
			"6 keeps where amount+day 0+2023+2024",
			"7 groups segment+day quarter",
			"3 computes sum amount as total",
			"8 sorts total down",
			"9 keeps largest total 5",
			"11 prints out",
		]);
	});

	test.each<[string, readonly string[]]>([
		["SELECT count(DISTINCT city) FROM 'a.csv'", ["reads a.csv csv [city]", "computes distinct city"]],
		["SELECT DISTINCT city FROM 'a.csv'", ["reads a.csv csv [city]", "keeps distinct city"]],
		[
			"WITH t AS (SELECT city, sum(x) AS s FROM 'a.csv' GROUP BY ALL) SELECT * FROM t WHERE s > 10",
			["reads a.csv csv [city+x+s]", "groups city", "computes sum x as s", "keeps where s 10"],
		],
		[
			"SELECT strftime(day, '%Y-%m') AS month, avg(x) FROM 'a.parquet' GROUP BY month HAVING count(*) > 3",
			["reads a.parquet parquet [day+x]", "groups day month", "computes mean x", "keeps where 3"],
		],
		[
			"COPY (SELECT * FROM 'a.csv' WHERE x IS NOT NULL) TO 'out.parquet'",
			["reads a.csv csv [x]", "keeps filled x", "writes out.parquet parquet"],
		],
	])("%s", (query, steps) => {
		const found = lines(`import duckdb\nr = duckdb.sql("${query}")`);
		expect(found.map((step) => step.replace(/^\d+ /, ""))).toEqual(steps);
	});

	test("a query over a table of the program knows where that comes from", () => {
		expect(after('import duckdb\nx = duckdb.sql("SELECT sum(x) FROM df")')).toEqual(["4 computes sum x"]);
	});

	test("polars", () => {
		const source = `import polars as pl
out = (
    pl.scan_csv("a.csv")
    .filter(pl.col("x") > 0)
    .with_columns(pl.col("day").dt.month().alias("m"))
    .group_by("m")
    .agg(pl.col("x").sum(), pl.len())
    .sort("x", descending=True)
    .head(3)
    .collect()
)
out.write_parquet("out.parquet")`;
		expect(lines(source)).toEqual([
			"3 reads a.csv csv [x+day]",
			"4 keeps where x 0",
			"6 groups m month",
			"7 computes sum x",
			"7 computes count",
			"8 sorts x down",
			"9 keeps largest x 3",
			"12 writes out.parquet parquet",
		]);
	});
});

describe("loops over rows", () => {
	test("a total by a column in a dictionary is a group, and the loop may do more", () => {
		const source = `import csv
totals = {}
with open("a.csv") as f:
    for row in csv.DictReader(f):
        if row["status"] == "paid":
            totals[row["city"]] = totals.get(row["city"], 0) + float(row["x"])
print(totals)`;
		expect(lines(source)).toEqual([
			"4 reads a.csv csv [status+city+x]",
			"5 keeps where status paid",
			"6 groups city",
			"6 computes sum x",
			"7 prints totals",
		]);
		expect(does(source).unseen).toHaveLength(1);
	});

	test("a Counter counts", () => {
		const source = `import json
from collections import Counter
rows = [json.loads(line) for line in open("a.jsonl")]
with open("b.json") as f:
    data = json.load(f)
print(Counter(row["plan"] for row in data).most_common(2))`;
		expect(lines(source)).toEqual([
			"3 reads a.jsonl text []",
			"5 reads b.json json [plan]",
			"6 groups plan",
			"6 computes count plan",
			'6 prints Counter(row["plan"] for row in data).most_common(2)',
		]);
	});
});

describe("names", () => {
	test("a function is read where it is called, with what it is given", () => {
		const source = `import pandas as pd
def load(path, city="Oslo"):
    table = pd.read_csv(path)
    return table[table["city"] == city]
print(load("a.csv")["x"].sum())`;
		expect(lines(source)).toEqual([
			"3 reads a.csv csv [city+x]",
			"4 keeps where city Oslo",
			"5 computes sum x",
			'5 prints load("a.csv")["x"].sum()',
		]);
	});

	test("a function that nothing here calls is read, too, and one that is called a thousand times is read a few times", () => {
		expect(after('def show(table):\n    print(table["x"].sum())\nbutton.on_click(show)')).toEqual([
			"4 computes sum x",
			'4 prints table["x"].sum()',
		]);
		const many = `def f(a):\n${"    a = (a + 1) * 2\n".repeat(20)}    return a\n${"f(1)\n".repeat(1_000)}`;
		expect(does(many).unseen).toEqual([]);
	});

	test("constants, lists and paths go by their names", () => {
		const source = `from pathlib import Path
import pandas as pd
FOLDER = Path("data")
KEYS = ["a", "b"]
N = 5
df = pd.read_parquet(FOLDER / "x.parquet")
print(df.groupby(KEYS)["v"].sum().nlargest(N))
df.to_csv(f"top_{N}.csv")`;
		expect(lines(source)).toEqual([
			"6 reads data/x.parquet parquet [a+b+v]",
			"7 groups a+b",
			"7 computes sum v",
			"7 keeps largest v 5",
			'7 prints df.groupby(KEYS)["v"].sum().nlargest(N)',
			"8 writes top_5.csv csv",
		]);
	});

	test("a table of an earlier program is read from its file, and the steps of that program are not told again", () => {
		const earlier = [
			'import pandas as pd\ndf = pd.read_csv("a.csv")\ndf["month"] = df["day"].dt.month\nprint(len(df))',
		];
		expect(lines('print(df.groupby("month")["x"].sum())', earlier)).toEqual([
			"1 reads a.csv csv [day+x]",
			"1 groups month month",
			"1 computes sum x",
			'1 prints df.groupby("month")["x"].sum()',
		]);
	});

	test("a table of a program that is no longer known is still grouped and drawn", () => {
		expect(lines('print(df.groupby("city")["x"].sum())')).toEqual([
			"1 groups city",
			"1 computes sum x",
			'1 prints df.groupby("city")["x"].sum()',
		]);
	});
});

describe("what cannot be followed", () => {
	test.each([
		["exec(text)", "exec(text)"],
		['import os\nos.system("ls")', 'os.system("ls")'],
		["x = = 1", "the whole code"],
		["!head a.csv\nx = 1", "!head a.csv"],
	])("%s", (source, what) => {
		expect(does(source).unseen.map((one) => one.what)).toEqual([what]);
	});

	test("a program with more steps than can be listed says so", () => {
		const source = READ + Array.from({ length: 70 }, (_, at) => `print(df["c${at}"].sum())\n`).join("");
		expect(does(source).steps).toHaveLength(60);
		expect(does(source).unseen).toEqual([{ line: 1, what: "more than can be listed" }]);
	});

	test("a shell script is not read", () => {
		expect(summarise({ language: "bash", source: "ls", earlier: [] })).toEqual({
			steps: [],
			unseen: [{ line: 1, what: "the whole code" }],
		});
	});

	test("reaching for the network is a step", () => {
		expect(lines('import requests\nr = requests.get("https://example.org/a.csv")')).toEqual([
			"1 connects import requests",
			"2 connects requests.get",
		]);
	});

	test.each([
		["a long chain", `df${".dropna()".repeat(3_000)}`],
		["deep brackets", `x = ${"(".repeat(4_000)}1${")".repeat(4_000)}`],
		[
			"many functions that call each other",
			`${Array.from({ length: 300 }, (_, at) => `def f${at}(x):\n    return f${(at * 7) % 300}(x)\n`).join("")}f0(1)`,
		],
		["a long query", `import duckdb\nduckdb.sql("""SELECT ${"a, ".repeat(5_000)} b FROM t""")`],
	])("%s takes no time and stays bounded", (_, source) => {
		const began = performance.now();
		const { steps, unseen } = does(source);
		expect(performance.now() - began).toBeLessThan(2_000);
		expect(steps.length).toBeLessThanOrEqual(60);
		expect(unseen.length).toBeLessThanOrEqual(10);
		expect(JSON.stringify(steps).length).toBeLessThan(30_000);
	});
});

test("in a thread of its own the summary is the same, and one that takes too long says so", async () => {
	const analysis = openAnalysis({ limitMs: 30_000 });
	const source = `${READ}print(df["x"].sum())`;
	expect(await analysis.summarise({ language: "python", source, earlier: [], by: "U1" })).toEqual(does(source));
	analysis.close();
	expect(await analysis.summarise({ language: "python", source: "1", earlier: [] })).toEqual({
		steps: [],
		unseen: [{ line: 1, what: "took too long to analyse" }],
	});
});
