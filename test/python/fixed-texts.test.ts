// Figures that stand in the program: printing them finds nothing out.

import { describe, expect, test } from "vitest";
import { fixedTexts } from "../../src/python/fixed-texts.ts";

const findings = (source: string, request = "anything unusual?") =>
	fixedTexts(source, request).flatMap(({ line, isFinding }) => (isFinding ? [line] : []));

describe("a figure that is written in the code is a finding of nobody", () => {
	test.each([
		['print("107 repeated rows of 16,000")', "107 repeated rows of 16,000"],
		['print("Findings:\\n- 107 repeated rows\\n- 40 prices too high")', "- 107 repeated rows"],
		['notes = ["107 repeated rows", "ok"]\nfor note in notes:\n    print("-", note)', "107 repeated rows"],
		["total = 101\nprint('Total:', total)", "Total: 101"],
		["total = 1234.5\nprint(f'Total: {total:,.2f} EUR')", "Total: 1,234.50 EUR"],
		["loss = -12.5\nprint(f'Loss: {loss}')", "Loss: -12.5"],
		["print(101)", "101"],
		['print("总共有" "107条重复记录")', "总共有107条重复记录"],
		['print("Es gibt 40 Ausreißer", "im Preis", sep=": ")', "Es gibt 40 Ausreißer: im Preis"],
		['print("""The mean is 12.5.\n""")', "The mean is 12.5."],
	])("%s", (source, line) => {
		expect(findings(source)).toContain(line);
	});
});

describe("a label is none", () => {
	test.each([
		['print("Top 5 products:")\nprint(df.head())', ""],
		['print("Top 5 products")\nprint(df.nlargest(5, "x"))', ""],
		['print("2024 total:", df.x.sum())', ""],
		['print("Q1", df.q1.sum())', ""],
		["print(f'{df.x.mean():.2f} of 100')", ""],
		["print(f'Rows: {len(df)}')", ""],
		['print("Saved as sales_10.xlsx")', ""],
		['print("Step 1: read the file")', ""],
		['print("=" * 40)', ""],
		["threshold = 3\nbad = df[df.z > threshold]\nprint(f'Beyond {threshold} sigma')\nprint(bad)", ""],
		["k = 1.5\nlow = q1 - k * iqr\nprint('Outliers by 1.5 IQR')\nprint((df.x < low).sum())", ""],
		["print('Revenue in the year 2024')\nprint(df.x.sum())", ""],
		["print('前10名省份')\nprint(df.head(10))", ""],
		["print('The 3 largest customers')\nprint(df)", "the 3 largest customers"],
		["n = 10\nfor i in range(n): print('run 10 of 10')", ""],
		['"""Counts the 40 rows."""\nprint(df.x.sum())', ""],
		["df = pd.read_csv('x.csv', skiprows=3)\nprint('3 lines skipped')\nprint(len(df))", ""],
		["x = 5\nx += len(df)\nprint('Total', x)", ""],
	])("%s", (source, request) => {
		expect(findings(source, request)).toEqual([]);
	});
});

test("a heading of the program is known as such, and a figure that was computed is not in it", () => {
	expect(fixedTexts('print("Top 5 products")\nprint(df.head(5))\nprint("rows", len(df))', "")).toEqual([
		{ line: "Top 5 products", isFinding: false },
	]);
});
