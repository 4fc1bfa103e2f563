// Tables of an output as people get them: only where the kernel's cells say exactly what was printed.

import { describe, expect, it } from "vitest";
import type { SeenCells, SeenTable } from "../../../src/core/domain/seen.ts";
import { amountIn, shownIn } from "../../../src/core/fix/words/tables.ts";

const output = `Sales by region
region
North     1234.50
South    98765.25
Name: amount, dtype: float64
That is all.
`;
const cells: SeenCells = {
	head: ["region", "amount"],
	rows: [
		["North", "1234.50"],
		["South", "98765.25"],
	],
	kinds: ["label", "number"],
	levels: 1,
	lines: 1,
};
const series = cells;
const seen = (one: SeenCells): SeenTable => ({ rows: 2, columns: ["amount"], index: [], shownRows: 2, cells: one });
const tableIn = (text: string, one: SeenCells) =>
	shownIn(text, [seen(one)]).flatMap((part) => (part.kind === "table" ? [part.table] : []))[0];

describe("a table in an output", () => {
	it("stands between what was printed around it, amounts with marks, without pandas' line below it", () => {
		expect(shownIn(output, [seen(series)])).toEqual([
			{ kind: "text", text: "Sales by region" },
			{
				kind: "table",
				table: {
					head: ["region", "amount"],
					rows: [
						["North", "1,234.50"],
						["South", "98,765.25"],
					],
					kinds: ["label", "number"],
				},
			},
			{ kind: "text", text: "That is all.\n" },
		]);
	});

	it.each([
		[
			"another figure",
			{
				...series,
				rows: [
					["North", "1234.50"],
					["South", "98765.26"],
				],
			},
		],
		["a row too many", { ...series, rows: [...series.rows, ["West", "1.00"]] }],
		[
			"a row too few in between",
			{
				...series,
				rows: [
					["North", "1234.50"],
					["That is all.", ""],
				],
			},
		],
		["another column", { ...series, head: ["region", "profit"] }],
	])("stays as it was printed where the cells have %s", (_, one) => {
		expect(shownIn(output, [seen(one)])).toEqual([{ kind: "text", text: output }]);
	});

	it("leaves years, ids and codes as they are, whatever they look like", () => {
		const text = "  year  order_id  amount\n  2024  1234567890123456  12345\n";
		const one: SeenCells = {
			head: ["year", "order_id", "amount"],
			rows: [["2024", "1234567890123456", "12345"]],
			kinds: ["plain", "plain", "number"],
			levels: 0,
			lines: 1,
		};
		expect(tableIn(text, one)?.rows).toEqual([["2024", "1234567890123456", "12,345"]]);
	});

	it("has no empty cell: what repeats the row above is said again, and what is missing is a dash", () => {
		const text = "               n\nregion year\nNorth  2023  1234\n       2024  NaN\n";
		const one: SeenCells = {
			head: ["region", "year", "n"],
			rows: [
				["North", "2023", "1234"],
				["", "2024", "NaN"],
			],
			kinds: ["label", "label", "number"],
			levels: 2,
			lines: 2,
		};
		expect(tableIn(text, one)?.rows).toEqual([
			["North", "2023", "1,234"],
			["North", "2024", "–"],
		]);
	});

	it("marks thousands before the point alone", () => {
		const text = " a\n -1234567.123456\n";
		const one: SeenCells = { head: ["a"], rows: [["-1234567.123456"]], kinds: ["number"], levels: 0, lines: 1 };
		expect(tableIn(text, one)?.rows).toEqual([["-1,234,567.123456"]]);
	});
});

describe("a number that is all of an output", () => {
	const computed = (how: string) =>
		({ steps: [{ kind: "computes", line: 3, how, columns: ["amount"] }], unseen: [] }) as const;

	it("has marks where the program counts or adds up", () => {
		expect(amountIn("1234567.50\n", computed("sum"))).toEqual({ printed: "1234567.50", marked: "1,234,567.50" });
		expect(amountIn("-98765", computed("mean"))?.marked).toBe("-98,765");
	});

	it.each([
		["the largest of some years or ids", "2024", computed("max")],
		["what no step computes", "1234567", { steps: [], unseen: [] }],
		["a small number", "123", computed("sum")],
		["two numbers", "1234567\n7654321", computed("sum")],
		["a line of a form", "Total: 1234567", computed("sum")],
	])("stays as it was printed: %s", (_, output, does) => {
		expect(amountIn(output, does)).toBeUndefined();
	});
});
