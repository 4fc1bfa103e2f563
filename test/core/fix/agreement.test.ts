// Agreement of two programs: the same figures are the same however they are printed, and nothing else is.

import { expect, test } from "vitest";
import { agreement } from "../../../src/core/fix/agreement.ts";

const kindOf = (first: string, second: string, request = "") => agreement(first, second, request).kind;

test.each([
	["Total: 1,234.50", "sum 1234.5"],
	["mean 84.15", "avg(fare)\n84.154687"],
	["Region North: 10\nRegion South: 20", "  region  n\n0  North  10\n1  South  20"],
	["0.3333", "one third is 0.33333333"],
	["Oslo", "city: Oslo"],
	["Net: −1189.76", "-1189.76"],
	["2024-01: 5\n2024-02: 7", "month  n\n1  5\n2  7"],
	["Largest: 12345678.9123", "1.234568e+07"],
])("%j and %j agree", (first, second) => {
	expect(kindOf(first, second)).toBe("agree");
});

test.each([
	["Total: 101", "Total: 3"],
	["Total: 5", "Total: -5"],
	["mean 84.15", "mean 84.25"],
	["North 10\nSouth 20", "North 10\nSouth 21"],
	["Oslo", "city: Rome"],
	["rows: 0", "rows: 7"],
])("%j and %j do not agree", (first, second) => {
	expect(["differ", "unclear"]).toContain(kindOf(first, second));
});

test.each([
	["North 10\nSouth 20", "North 20\nSouth 10", ""],
	["Acme 10\nBolt 9\nCargo 8", "Bolt 10\nAcme 9\nCargo 8", ""],
	["  region  n\n0  North  10\n1  South  20", "  region  n\n0  North  20\n1  South  10", ""],
	["2023    100\n2024     87", "2023     87\n2024    100", ""],
	["2024-01    10\n2024-02    20", "2024-01    20\n2024-02    10", ""],
	["北京    10\n上海    20", "北京    20\n上海    10", ""],
	["Total: 500", "Rows: 500\nTotal: 480", ""],
	["Berlin 12.5", "Paris 12.5", "which city has the most?"],
	["北京 12.5", "上海 12.5", "哪个城市最多"],
	["True", "False", "is it rising?"],
	["Yes, rising", "No, falling", "is it rising?"],
])("%j and %j differ, though they have the same values", (first, second, request) => {
	expect(kindOf(first, second, request)).toBe("differ");
});

test.each([
	["North 10\nSouth 20", "South 20\nNorth 10", ""],
	["North 10\nSouth 20", "region  n  share\nNorth   10  0.33\nSouth   20  0.67", ""],
	["North: 0.125\nSouth: 0.25", "North    12.5%\nSouth    25.0%", ""],
	["Total: 500", "sum 500\nmean 2.5", ""],
	["Price\nmean 5\nQuantity\nmean 7", "mean 7\nmean 5", ""],
	["Berlin 12.5", "Highest: Berlin\nRevenue: 12.5", "which city has the most?"],
	["Berlin 12.5", "max_revenue 12.5", "which city has the most?"],
	["True", "True", "is it rising?"],
])("%j and %j agree, whatever their order and their other columns", (first, second, request) => {
	expect(kindOf(first, second, request)).toBe("agree");
});

test("figures that only one program printed are said not to be confirmed", () => {
	const found = agreement("Total: 101\nMean: 8.4", "Total: 101", "");
	expect(found.kind).toBe("partly");
	expect(found.sentence).toContain("1 of 2 figures");
});

test("what stands in the request confirms nothing", () => {
	expect(kindOf("Top 5 cities of 2024: 17", "Top 5 cities of 2024: 18", "top 5 cities of 2024?")).toBe("differ");
	expect(kindOf("Top 5 cities of 2024: 17", "17", "top 5 cities of 2024?")).toBe("agree");
});

test("numbers of rows are no figures, and a first column of figures is", () => {
	expect(kindOf("   amount\n0      10\n1      20\n2      30", "10\n20\n30")).toBe("agree");
	expect(kindOf("age  n\n17  4\n18  9", "n\n4\n9")).toBe("partly");
});

test("one figure among many others is found there by chance, and confirms nothing", () => {
	const list = `Outliers: [${Array.from({ length: 40 }, (_, n) => 650 + n).join(", ")}]`;
	expect(kindOf("Number of outliers: 684", list)).toBe("unclear");
	expect(kindOf("Number of outliers: 684", "684 of 714 ages: [1, 2, 3]")).toBe("agree");
});
