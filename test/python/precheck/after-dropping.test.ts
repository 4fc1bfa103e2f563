// Empty cells that are counted after the rows that have them were dropped.

import { expect, test } from "vitest";
import { precheck } from "../../../src/python/precheck.ts";

const faults = (rest: string, request = "How many missing values has each station?") => {
	const source = `import pandas as pd\ndf = pd.read_csv("w.csv")\n${rest}`;
	const file = { name: "w.csv", profile: { format: "csv", rows: 9, columns: [], notes: [] } } as const;
	return precheck({ language: "python", source, files: [file], made: [], earlier: [], request }).faults;
};

test.each([
	['f = df.dropna(subset=["v"])\nprint(f["v"].isna().sum())', "'v'"],
	['df = df.dropna(subset="v")\nprint(df["v"].isnull().groupby(df["s"]).sum())', "'v'"],
	["df = df.dropna()\nprint(df.isna().sum())", "a value"],
	['df = df.dropna()\nprint(df["v"].isna().sum())', "'v'"],
])("%j counts nothing", (rest, what) => {
	expect(faults(rest)).toEqual([
		`Line 4: the rows without ${what} were dropped before, so that 0 empty cells are counted; count them before dropna().`,
	]);
});

test("asked in other languages, too", () => {
	const rest = 'df = df.dropna()\nprint(df["v"].isna().sum())';
	expect(faults(rest, "每个站点缺失值的数量")).toHaveLength(1);
	expect(faults(rest, "Wie viele fehlende Werte gibt es?")).toHaveLength(1);
});

test.each([
	['print(df["v"].isna().sum())'],
	['n = df["v"].isna().sum()\ndf = df.dropna()\nprint(n, df.isna().sum())'],
	['f = df.dropna(subset=["s"])\nprint(f["v"].isna().sum())'],
	["f = df.dropna(thresh=3)\nprint(f.isna().sum())"],
	['f = df.dropna(how="all")\nprint(f.isna().sum())'],
	['f = df.dropna(subset=["v"])\nf = df\nprint(f["v"].isna().sum())'],
	['f = df.dropna(subset=["v"])\nprint(f["w"].isna().sum())'],
])("%j may count some", (rest) => {
	expect(faults(rest)).toEqual([]);
});

test("a look at whether any are left is no count", () => {
	expect(faults("df = df.dropna()\nassert df.isna().sum().sum() == 0", "the mean of v")).toEqual([]);
});

test.each([
	"drop rows with missing v and check that none is left",
	"remove the rows with missing values, how many missing values remain?",
	"删除有缺失值的行，然后检查一下",
	"Entferne Zeilen mit fehlenden Werten",
	"欠損のある行を削除して",
])("rows are to be dropped: %s", (request) => {
	expect(faults("df = df.dropna()\nprint(df.isna().sum())", request)).toEqual([]);
});

test("rows are to be dropped, and counted", () => {
	expect(
		faults("df = df.dropna()\nprint(df.isna().sum())", "drop the missing values; how many are there?"),
	).toHaveLength(1);
});
