// Months as columns: what melt() makes of them is text, and no date of the file.

import { expect, test } from "vitest";
import type { KnownFile } from "../../../src/core/ports.ts";
import { precheck } from "../../../src/python/precheck.ts";

const column = (name: string, type: string) => ({ name, type, nulls: 0, samples: [] });
const file = (third: string): KnownFile => ({
	name: "units.csv",
	profile: {
		format: "csv",
		rows: 14,
		columns: [column("Store", "text"), column("2024-01", "int"), column("2024-02", third)],
		notes: [
			'2 columns are months, 2024-01 to 2024-02: a figure over all of them needs each; df.melt(id_vars=["Store"], var_name="month", value_name="value") makes a row of each',
		],
	},
});
const checked = (source: string, third = "int") =>
	precheck({
		language: "python",
		source: `import pandas as pd\n${source}`,
		files: [file(third)],
		made: [],
		earlier: [],
	});
const READ = 'df = pd.read_csv("units.csv")\n';
const MELT = `${READ}long = df.melt(id_vars=["Store"], var_name="month", value_name="value")\n`;

test.each([
	[`${MELT}print(long.groupby("Store").sum())`, 'long.groupby("Store").sum(numeric_only=True)', "`sum()` joins text"],
	[`${MELT}print(long.groupby("Store").mean().max())`, "mean(numeric_only=True).max()", "`mean()` fails on text"],
	[
		`${READ}print(df.melt(id_vars="Store").groupby("Store").sum())`,
		'melt(id_vars="Store").groupby("Store").sum(numeric_only=True)',
		"`sum()` joins text",
	],
])("numbers alone add up: %s", (source, becomes, why) => {
	const found = checked(source);
	expect(found.source).toContain(becomes);
	expect(found.mends).toEqual([`Used only the columns of numbers: ${why}.`]);
});

test.each([
	[`${MELT}print(long.groupby("Store")["value"].sum())`, "int"],
	[`${MELT}print(long.groupby("Store").sum(numeric_only=True))`, "int"],
	[`${MELT}print(long.groupby("Store").sum())`, "text"],
	[`${MELT}long = long[["Store", "value"]]\nprint(long.groupby("Store").sum())`, "int"],
	[`${MELT}print(long.groupby("Store").size())`, "int"],
])("left alone: %s of %s", (source, third) => {
	expect(checked(source, third).mends).toEqual([]);
});

test("a date that the file does not have is not read", () => {
	const found = checked('df = pd.read_csv("units.csv", parse_dates=["month"])\nprint(df.columns)');
	expect(found.source).toBe('import pandas as pd\ndf = pd.read_csv("units.csv")\nprint(df.columns)');
	expect(found.mends).toEqual(["Left out `parse_dates`: `units.csv` has no column `month`."]);
	expect(checked('df = pd.read_csv("units.csv", parse_dates=["2024-01"])\nprint(df)').mends).toEqual([]);
	expect(checked('df = pd.read_csv("units.csv", parse_dates=["store"])\nprint(df)').source).toContain('["Store"]');
});

const AS_ROWS = '.melt(id_vars=["Store"], var_name="month", value_name="value")';
test.each([
	`${READ}print(df.groupby("month")["value"].sum())`,
	`${READ}print(df[["Store", "month"]].nunique())`,
	`${READ}d = df[df["month"] == "2024-01"]\nprint(d["value"].sum())`,
])("months that a program takes for rows become rows: %s", (source) => {
	const { source: mended, mends, faults } = checked(source);
	expect(mended.split("\n")[1]).toBe(`df = pd.read_csv("units.csv")${AS_ROWS}`);
	expect(mends).toEqual(["Made a row of each month: in `units.csv` the months are columns."]);
	expect(faults).toEqual([]);
});

test.each([
	`${READ}print(df["2024-01"].sum(), "month")`,
	`${READ}df["month"] = "2024-01"\nprint(df["month"])`,
	`${READ}print(df.mean(numeric_only=True).rename_axis("month"), df["2024-01"])`,
	`${MELT}print(long.groupby("month")["value"].sum())`,
])("months that stay columns: %s", (source) => {
	expect(checked(source).mends).toEqual([]);
});

test("rows are made before their months are read, and once", () => {
	const late = (before: string) =>
		`${before}\nlong = d.melt(id_vars=["Store"], var_name="month", value_name="units")\nprint(long["units"].sum())`;
	const early = (before: string) =>
		`import pandas as pd\n${before.replace(")", ').melt(id_vars=["Store"], var_name="month", value_name="units")')}\nlong = d\nprint(long["units"].sum())`;
	for (const rest of ['d = df[df["month"].str.contains("2024")]', 'df["month"] = df["month"].astype(str)\nd = df']) {
		const { source, faults } = checked(late(READ + rest));
		expect(source).toBe(early(READ + rest));
		expect(faults).toEqual([]);
	}
	const made = late(`${READ}df["month"] = "2024"\nd = df`);
	expect(checked(made).source).toBe(`import pandas as pd\n${made}`);
});
