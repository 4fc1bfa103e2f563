// A row's number where the name in that row is asked for.

import { expect, test } from "vitest";
import type { KnownFile } from "../../../src/core/ports.ts";
import { precheck } from "../../../src/python/precheck.ts";

const column = (name: string, type: string) => ({ name, type, nulls: 0, samples: [] });
const shops: KnownFile = {
	name: "shops.csv",
	profile: { format: "csv", rows: 9, columns: [column("shop", "text"), column("sales", "int")], notes: [] },
};
const faults = (rest: string, request = "which shop sold the least?") =>
	precheck({
		language: "python",
		source: `import pandas as pd\ndf = pd.read_csv("shops.csv")\n${rest}`,
		files: [shops],
		made: [],
		earlier: [],
		request,
	}).faults;

test.each([
	'print(df["sales"].idxmin())',
	"print(f'The shop is {df[\"sales\"].idxmin()}')",
	'least = df["sales"].idxmin()\nprint("least:", least)',
	'late = df[df["sales"] > 3]\nprint(late["sales"].idxmin())',
])("%j prints a number", (rest) => {
	expect(faults(rest).join()).toMatch(/is the number of a row: print what was asked for from `\w+\.loc\[/);
});

test.each(["哪家店卖得最少？", "Welcher Laden hat am wenigsten verkauft?", "どの店の売上が最も少ない？"])(
	"asked as %s, too",
	(request) => {
		expect(faults('print(df["sales"].idxmin())', request)).toHaveLength(1);
	},
);

test.each([
	'print(df.loc[df["sales"].idxmin(), "shop"])',
	'print(df["shop"][df["sales"].idxmin()])',
	'least = df["sales"].idxmin()\nprint(df.loc[least, "shop"])',
	'least = df["sales"].idxmin()\nprint(df.loc[least]["shop"])',
	'least = df["sales"].idxmin()\nprint(df["shop"].iloc[least + 0])',
	'print(df.set_index("shop")["sales"].idxmin())',
	'print(df.groupby("shop")["sales"].sum().idxmin())',
	'by = df.groupby("shop")["sales"].sum()\nprint(by.idxmin())',
	'by = df.groupby("shop")[["sales"]].sum()\nprint(by["sales"].idxmin())',
	'by = df.pivot_table(index="shop", values="sales")\nprint(by["sales"].idxmin())',
])("%j gives the name", (rest) => {
	expect(faults(rest)).toEqual([]);
});

test.each(["in which row are the least sales?", "the sum of all sales"])("%s: the number may be meant", (request) => {
	expect(faults('print(df["sales"].idxmin())', request)).toEqual([]);
});
