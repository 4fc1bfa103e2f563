// Reads of text files that need arguments: what the profile says is added to a plain call, and a program that sees to it itself is left alone.

import { expect, it } from "vitest";
import type { FileProfile } from "../../../src/core/domain.ts";
import { precheck } from "../../../src/python/precheck.ts";
import { card } from "./cases.ts";

const check = (more: Partial<FileProfile>, source: string, columns = ["site", "load"]) =>
	precheck({
		language: "python",
		source: `import pandas as pd\n${source}`,
		files: [{ name: "t.csv", profile: card(columns, more) }],
		made: [],
		earlier: [],
	});
const addedTo = (more: Partial<FileProfile>, source: string) => check(more, source).mends.join();
const SUM = "df = pd.read_csv('t.csv')\nprint(df['load'].sum())";

const JOIN = 'lambda row: [*row[:1], ",".join(row[1:len(row) - 2]), *row[len(row) - 2:]]';

const ADDED: readonly (readonly [string, Partial<FileProfile>, string])[] = [
	["an extra delimiter", { arguments: ["index_col=False"] }, "index_col=False"],
	["extra delimiters", { arguments: ["usecols=range(2)"] }, "usecols=range(2)"],
	["inches", { arguments: ["quoting=3"], delimiter: "\t" }, 'sep="\\t", quoting=3'],
	["escaped quotes", { arguments: ['escapechar="\\\\"'] }, 'escapechar="\\\\"'],
	["units", { arguments: ["skiprows=[1]"] }, "skiprows=[1]"],
	["units below a title", { arguments: ["skiprows=[0, 1, 3]"], skip: 2 }, "skiprows=[0, 1, 3]"],
	["NA", { arguments: ["keep_default_na=False", 'na_values=[""]'] }, 'keep_default_na=False, na_values=[""]'],
	[
		"a comma inside a value",
		{ arguments: ['engine="python"', `on_bad_lines=${JOIN}`] },
		`engine="python", on_bad_lines=${JOIN}`,
	],
	["another table below it", { arguments: ["nrows=7"] }, "nrows=7"],
	["bytes that are no letters", { arguments: ['encoding_errors="replace"'] }, 'encoding_errors="replace"'],
	["a line for Excel", { delimiter: "^", skip: 1 }, 'sep="^", skiprows=1'],
];

it.each(ADDED)("a plain call is told of %s", (_, more, added) => {
	expect(check(more, SUM).source).toBe(`import pandas as pd\n${SUM.replace("')", `', ${added})`)}`);
	expect(check(more, SUM.replace("')", `', ${added})`)).mends).toEqual([]);
});

const LEFT: readonly (readonly [string, readonly string[], string])[] = [
	["names the index", ["index_col=False"], "df = pd.read_csv('t.csv', index_col=0)\nprint(df)"],
	[
		"puts the index back",
		["index_col=False"],
		"df = pd.read_csv('t.csv').reset_index()\ndf.columns = ['site', 'load', 'x']\nprint(df)",
	],
	["picks its columns", ["usecols=range(2)"], "df = pd.read_csv('t.csv', usecols=['load'])\nprint(df)"],
	["says what quotes are", ["quoting=3"], "df = pd.read_csv('t.csv', quotechar='\\'')\nprint(df)"],
	["drops the row of units", ["skiprows=[1]"], "df = pd.read_csv('t.csv').iloc[1:]\nprint(df)"],
	["drops it by its label", ["skiprows=[1]"], "df = pd.read_csv('t.csv').drop(0)\nprint(df)"],
	["reads two rows of names", ["skiprows=[1]"], "df = pd.read_csv('t.csv', header=[0, 1])\nprint(df)"],
	[
		"fills what is empty",
		["keep_default_na=False", 'na_values=[""]'],
		"df = pd.read_csv('t.csv')\ndf['site'] = df['site'].fillna('NA')\nprint(df)",
	],
	["counts what is empty", ["keep_default_na=False"], "df = pd.read_csv('t.csv')\nprint(df['site'].isna().sum())"],
	["reads the table below", ["nrows=7"], "df = pd.read_csv('t.csv', skiprows=9)\nprint(df)"],
	[
		"joins them itself",
		['engine="python"', `on_bad_lines=${JOIN}`],
		"df = pd.read_csv('t.csv', on_bad_lines='skip')\nprint(df)",
	],
	["would lose rows", ['on_bad_lines="skip"'], "df = pd.read_csv('t.csv')\nprint(df)"],
];

it.each(LEFT)("a program that %s is left as it is", (_, more, source) => {
	expect(check({ arguments: more }, source)).toMatchObject({ mends: [], faults: [] });
});

it("an encoding that may be another is not told as needed for certain", () => {
	expect(addedTo({ encoding: "cp932", orEncoding: "euc-jp" }, SUM)).toBe(
		'Added `encoding="cp932"`, as `t.csv` needs; its encoding looks like cp932 or euc-jp.',
	);
	expect(addedTo({ encoding: "cp932" }, SUM)).toBe('Added `encoding="cp932"`, as `t.csv` needs.');
});

const TOTAL = 'the last row is a total ("Grand Total"): df = df[df["site"] != "Grand Total"]';
const totals = { totals: ["Grand Total"], notes: [TOTAL] };

it("figures from a table whose totals are still in it are doubted, once, where no line can be added", () => {
	const faults = [`Line 2: in 't.csv' ${TOTAL}, or it is counted twice.`];
	expect(check(totals, "print(pd.read_csv('t.csv')['load'].sum())").faults).toEqual(faults);
	expect(check(totals, "print(pd.read_csv('t.csv').groupby('site')['load'].mean())").faults).toEqual(faults);
	expect(check(totals, SUM)).toMatchObject({ faults: [], mends: [expect.stringContaining("Left out the totals")] });
});

it.each([
	"df = pd.read_csv('t.csv')\ndf = df[df['site'] != 'Grand Total']\nprint(df['load'].sum())",
	"df = pd.read_csv('t.csv')[:-1]\nprint(df['load'].sum())",
	"df = pd.read_csv('t.csv', skipfooter=1, engine='python')\nprint(df['load'].sum())",
	"df = pd.read_csv('t.csv').dropna()\nprint(df['load'].sum())",
	"df = pd.read_csv('t.csv')\nprint(df[~df['site'].str.contains('Total')]['load'].sum())",
	"df = pd.read_csv('t.csv')\nprint(df.dtypes, len(df))",
])("a program that leaves them out, or computes nothing, is not: %j", (source) => {
	expect(check(totals, source).faults).toEqual([]);
});
