// Sheets that a request names, and words that only look like the name of one.

import { expect, test } from "vitest";
import { sheetsNamed } from "../../../../src/core/fix/wishes/sheets.ts";

const SHEETS = ["Sales", "Umsatz", "Umsatz 2024", "一月", "二月", "Kosten", "Sheet3", "Q1", "data"];

test.each([
	["total of the sheet Umsatz by city", ["Umsatz"]],
	['what is the mean on sheet "Umsatz 2024"?', ["Umsatz 2024"]],
	["Summe im Blatt Kosten", ["Kosten"]],
	["compare the sheets Umsatz and Kosten", ["Umsatz", "Kosten"]],
	["sum the Kosten tab", ["Kosten"]],
	["Use the Umsatz and Kosten sheets.", ["Umsatz", "Kosten"]],
	["the worksheet called Sales, by month", ["Sales"]],
	["「二月」那张表里每个地区的合计是多少？", ["二月"]],
	["二月那张表的合计", ["二月"]],
	["把“一月”和“二月”两张表合并", ["一月", "二月"]],
	["工作表二月的平均值", ["二月"]],
	["一月、二月两张工作表相比", ["一月", "二月"]],
	["シート「一月」の合計", ["一月"]],
	["total of Sheet3", ["Sheet3"]],
	["sum of SHEET3 please", ["Sheet3"]],
	["tab: Q1", ["Q1"]],
])("%s", (request, sheets) => {
	expect(sheetsNamed(request, SHEETS)).toEqual(sheets);
});

test.each([
	"total sales by region",
	"Umsatz pro Monat",
	"二月的销售额是多少？",
	"how did sales go in Q1",
	"make a data sheet of it for me",
	"clean the data and write a sheet",
	"put it into a new sheet called Umsatz",
	"另存为新工作表“Sheet X”",
	"画一张图表示二月的数据",
])("no sheet is named by: %s", (request) => {
	expect(sheetsNamed(request, SHEETS)).toEqual([]);
});

test("a name full of signs is text", () => {
	expect(sheetsNamed("the sheet (a+)+$ please", ["(a+)+$", "x"])).toEqual(["(a+)+$"]);
});
