// `df.dropna()` where a column that nobody uses is the one with the empty cells.

import { expect, test } from "vitest";
import type { KnownFile } from "../../../src/core/ports.ts";
import { precheck } from "../../../src/python/precheck.ts";

const column = (name: string, nulls: number) => ({
	name,
	type: "float",
	nulls,
	range: ["1", "9"] as const,
	samples: [],
});
const titanic: KnownFile = {
	name: "titanic.csv",
	profile: {
		format: "csv",
		rows: 891,
		columns: [column("Age", 177), column("Fare", 0), column("Cabin", 687)],
		notes: [],
	},
};
const check = (rest: string, request: string, file = titanic) =>
	precheck({
		language: "python",
		source: `import pandas as pd\ndf = pd.read_csv("${file.name}")\n${rest}`,
		files: [file],
		made: [],
		earlier: [],
		request,
	});
const faults = (rest: string, request = "the mean age") => check(rest, request).faults;

test("the model is told which rows are lost, and what leaves out those alone that lack what is used", () => {
	expect(faults('df = df.dropna()\nprint(df["Age"].mean())')).toEqual([
		"Line 3: dropna() leaves out all 687 rows that lack 'Cabin', which the script does not use; use dropna(subset=[\"Age\"]).",
	]);
	expect(faults('df.dropna(inplace=True)\nprint(df["Fare"].mean())')).toEqual([
		"Line 3: dropna() leaves out all 687 rows that lack 'Cabin', which the script does not use; leave it out.",
	]);
});

test.each([
	['df = df.dropna(subset=["Age"])\nprint(df["Age"].mean())', "the mean age"],
	['df = df.dropna(how="all")\nprint(df["Age"].mean())', "the mean age"],
	['df = df.dropna()\nprint(df["Cabin"].count(), df["Age"].mean())', "the mean age"],
	['a = df["Age"].dropna()\nprint(a.mean())', "the mean age"],
	['df = df[["Age", "Fare"]]\nprint(df["Age"].dropna().mean())', "the mean age"],
	['df = df.dropna()\nprint(df["Age"].mean())', "drop rows with any missing value, then the mean age"],
	['df = df.dropna()\nprint(df["Age"].mean())', "drop the empty rows, then the mean age"],
	["df = df.dropna()\nprint(len(df))", "how many rows are complete?"],
])("left alone: %s (%s)", (rest, request) => {
	expect(faults(rest, request)).toEqual([]);
});

const weather: KnownFile = {
	name: "baro.csv",
	profile: {
		format: "csv",
		rows: 8736,
		columns: [column("DATE", 0), column(" BARO", 594), column(" RELHUM", 8736)],
		notes: [],
	},
};

test.each([
	['df = df.dropna()\nprint(df["BARO"].mean())', 'df = df.dropna(subset=[" BARO"])'],
	['df = df.dropna()\nprint(df["DATE"].nunique())', 'df = df.dropna(how="all")'],
	['df.dropna(inplace=True)\nprint(df[" BARO"].mean())', 'df.dropna(inplace=True, subset=[" BARO"])'],
	['df = df.dropna()\nprint(df[" BARO"].mean()) # rows with missing values out', 'df = df.dropna(subset=[" BARO"])'],
])("a column that is empty in every row leaves no row: %s", (rest, line) => {
	const { source, mends, faults } = check(rest, "drop rows with any missing value, then the mean", weather);
	expect(source.split("\n")[2]).toBe(line);
	expect(mends.join()).toContain(
		"`RELHUM` is empty in every row, so that `dropna()` leaves none.".replace("`R", "` R"),
	);
	expect(faults).toEqual([]);
});

test("where it is used itself, no row left is what was asked", () => {
	expect(check('df = df.dropna()\nprint(df[" RELHUM"].mean())', "mean humidity", weather).mends).toEqual([]);
});
