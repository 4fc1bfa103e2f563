// Fixes that are none: they go back to the model before anybody sees them; a fix that repairs passes.

import { describe, expect, test } from "vitest";
import { precheck } from "../../../src/python/precheck.ts";

const READ = 'import pandas as pd\ndf = pd.read_csv("data.csv")\n';
const faults = (failed: string, fix: string, { line, request = "" }: { line?: number; request?: string }) =>
	precheck({
		language: "python",
		source: fix,
		files: [],
		made: ["data.csv"],
		earlier: [failed],
		request,
		repairs: { source: failed, ...(line === undefined ? {} : { line }) },
	}).faults;

const SAME =
	"It makes the same call on the same data again, which will fail again. Change that call, or what it is given.";
const CAUGHT =
	"It only catches the error, and the failed call is the same as before. Change that call, or what it is given.";
const RAISED = "It ends in an error of its own in place of the answer. Compute the answer.";
const SAID = "It computes nothing and only prints a text. Compute the answer.";

const FAILED = `${READ}total = df["sales"].sum()\nprint(total)\n`;

describe("a fix that only raises, or prints an excuse, is none", () => {
	test.each([
		["raises at its end", `${READ}raise ValueError("There is no column sales")\n`, RAISED],
		["ends the program with a message", `import sys\n${READ}sys.exit("no column sales")\n`, RAISED],
		["says that it cannot", 'print("The column sales does not exist in the file.")\n', SAID],
		[
			"catches and prints",
			`${READ}try:\n    total = df["sales"].sum()\n    print(total)\nexcept KeyError as e:\n    print("Error:", e)\n`,
			CAUGHT,
		],
		[
			"catches and raises another",
			`${READ}try:\n    total = df["sales"].sum()\nexcept KeyError:\n    raise ValueError("no sales")\nprint(total)\n`,
			CAUGHT,
		],
		[
			"looks whether the column is there, and complains",
			`${READ}if "sales" not in df.columns:\n    raise KeyError("sales")\ntotal = df["sales"].sum()\nprint(total)\n`,
			SAME,
		],
		[
			"looks, and else does the same",
			`${READ}if "sales" not in df.columns:\n    print("no sales")\nelse:\n    total = df["sales"].sum()\n    print(total)\n`,
			SAME,
		],
		["asserts it", `${READ}assert "sales" in df.columns\ntotal = df["sales"].sum()\nprint(total)\n`, SAME],
	])("%s", (_what, fix, fault) => {
		expect(faults(FAILED, fix, { line: 3 })).toEqual([fault]);
	});
});

describe("a fix that makes the failed call again is none", () => {
	test.each([
		[
			"with a comment and blank lines",
			`# The column was wrong\n\n${READ}\n# sum\ntotal = df["sales"].sum()\nprint(total)\n`,
		],
		["with other quotes and blanks", `${READ}total = df[ 'sales' ].sum( )\nprint(total)\n`],
		[
			"under other names",
			'import pandas as pd\ndata = pd.read_csv("data.csv")\nresult = data["sales"].sum()\nprint(result)\n',
		],
		["under other names in a text", `${READ}result = df["sales"].sum()\nprint(f"Total: {result:.2f}")\n`],
		["with prints before it", `${READ}print(df.columns)\ntotal = df["sales"].sum()\nprint("Total:", total)\n`],
		[
			"with other lines after it",
			`${READ}total = df["sales"].sum()\nprint(f"{total:.2f}")\nmean = total / len(df)\nprint(mean)\n`,
		],
		["alone, as the kernel still has the table", 'total = df["sales"].sum()\nprint(total)\n'],
	])("%s", (_what, fix) => {
		expect(faults(FAILED, fix, { line: 3 })).toEqual([SAME]);
	});

	test("inside a loop, or in a function that is called later", () => {
		const loop = `${READ}for name in ["a", "b"]:\n    print(df[name].sum())\n`;
		expect(faults(loop, `# fixed\n${loop}`, { line: 4 })).toEqual([SAME]);
		const called = `${READ}def total(d):\n    return d["sales"].sum()\nprint(total(df))\n`;
		expect(faults(called, `${called}print("done")\n`, { line: 4 })).toEqual([SAME]);
	});
});

describe("a fix that repairs passes", () => {
	test.each([
		["another column", `${READ}total = df["Sales"].sum()\nprint(total)\n`],
		[
			"the column is made first",
			`${READ}df["sales"] = df["price"] * df["units"]\ntotal = df["sales"].sum()\nprint(total)\n`,
		],
		[
			"the names are stripped first",
			`${READ}df.columns = df.columns.str.strip()\ntotal = df["sales"].sum()\nprint(total)\n`,
		],
		[
			"the file is read otherwise",
			'import pandas as pd\ndf = pd.read_csv("data.csv", sep=";")\ntotal = df["sales"].sum()\nprint(total)\n',
		],
		["an import that was missing", `import numpy as np\n${READ}total = df["sales"].sum()\nprint(total)\n`],
		[
			"it catches and then goes another way",
			`${READ}try:\n    total = df["sales"].sum()\nexcept KeyError:\n    total = df.iloc[:, 2].sum()\nprint(total)\n`,
		],
		[
			"it looks whether there is anything",
			`${READ}if len(df) == 0:\n    print("no rows")\nelse:\n    total = df["sales"].sum()\n    print(total)\n`,
		],
		[
			"it raises on the way, for what would be wrong",
			`${READ}if df["Sales"].isna().all():\n    raise ValueError("empty")\ntotal = df["Sales"].sum()\nprint(total)\n`,
		],
		[
			"it catches only what cannot be converted",
			`${READ}try:\n    df["sales"] = pd.to_numeric(df["Sales"])\nexcept ValueError:\n    pass\ntotal = df["sales"].sum()\nprint(total)\n`,
		],
		[
			"it stops waiting for a thread",
			`${READ}total = sum(df["Sales"])\nprint(total)\nexit()\n`.replace("exit()\n", ""),
		],
	])("%s", (_what, fix) => {
		expect(faults(FAILED, fix, { line: 3 })).toEqual([]);
	});

	test("it keeps all other lines, under another name", () => {
		const failed = `${READ}df["y"] = df["d"].str[:4]\nprint(df.groupby("y")["sales"].sum())\n`;
		const fix = failed.replaceAll("df", "data").replace("sales", "Sales");
		expect(faults(failed, fix, { line: 4 })).toEqual([]);
	});

	test("the failed program ended in an error of its own as well", () => {
		const failed = `${READ}if df.empty:\n    pass\nprint(df["a"].sum())\nraise SystemExit\n`;
		expect(faults(failed, failed.replace('"a"', '"b"'), { line: 5 })).toEqual([]);
	});
});

describe("a fix that drops what was asked goes back", () => {
	const plotted = `${READ}df.groupby("region")["sales"].sum().plot(kind="bar")\nimport matplotlib.pyplot as plt\nplt.savefig("sales.png")\n`;

	test.each([
		["the chart", "Draw a bar chart of sales", "It no longer draws the chart that was asked for. Keep that."],
		[
			"the chart, in German",
			"Zeichne ein Balkendiagramm",
			"It no longer draws the chart that was asked for. Keep that.",
		],
		["the chart, in Chinese", "画一个销售图", "It no longer draws the chart that was asked for. Keep that."],
	])("%s", (_what, request, fault) => {
		expect(faults(plotted, `${READ}print(df.groupby("region")["Sales"].sum())\n`, { line: 3, request })).toEqual([
			fault,
		]);
	});

	test.each([
		["total per region", "It no longer groups as was asked for. Keep that."],
		["Summe je Region", "It no longer groups as was asked for. Keep that."],
		["各地区的合计", "It no longer groups as was asked for. Keep that."],
	])("the groups of %s", (request, fault) => {
		const failed = `${READ}print(df.groupby("region")["sales"].sum())\n`;
		expect(faults(failed, `${READ}print(df["Sales"].sum())\n`, { line: 3, request })).toEqual([fault]);
		expect(faults(failed, `${READ}print(df["Sales"].sum())\n`, { request })).toEqual([fault]);
	});

	test("the file that was to be written", () => {
		const failed = `${READ}df["d"] = df["sales"]\ndf.to_excel("out.xlsx", index=False)\n`;
		const fix = `${READ}df["d"] = df["Sales"]\nprint(df.head())\n`;
		expect(faults(failed, fix, { line: 3, request: "add d and save it as out.xlsx" })).toEqual([
			"It no longer writes `out.xlsx`, which was asked for. Keep that.",
		]);
	});

	test.each([
		[
			"another way to draw",
			"draw a chart",
			`${READ}import seaborn as sns\nsns.barplot(data=df, x="region", y="Sales")\n`,
		],
		["no chart was asked for", "total sales", `${READ}print(df.groupby("region")["Sales"].sum())\n`],
	])("not if there is %s", (_what, request, fix) => {
		expect(faults(plotted, fix, { line: 3, request })).toEqual([]);
	});

	test.each([
		["value counts", 'print(df["region"].value_counts())'],
		["SQL", 'import duckdb\nprint(duckdb.sql("select region, sum(Sales) from df group by region"))'],
		["a loop", 'for r in set(df["region"]):\n    print(r, df[df["region"] == r]["Sales"].sum())'],
		["a pivot table", 'print(df.pivot_table(index="region", values="Sales", aggfunc="sum"))'],
	])("not if it groups by %s", (_what, line) => {
		const failed = `${READ}print(df.groupby("region")["sales"].sum())\n`;
		expect(faults(failed, `${READ}${line}\n`, { line: 3, request: "sales per region" })).toEqual([]);
	});
});
