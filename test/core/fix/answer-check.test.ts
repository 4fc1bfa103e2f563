// What counts as an answer.

import { expect, test } from "vitest";
import type { Run, Upload } from "../../../src/core/domain.ts";
import { printsNothing, softFailure } from "../../../src/core/fix/answer-check.ts";
import { alice } from "../../fakes/world.ts";

const none = { source: "", uploads: [] };
const run = (over: Partial<Run>): Run => ({
	id: "r",
	outcome: "ok",
	output: "",
	durationMs: 1,
	changed: [],
	artifacts: [],
	notes: [],
	variablesKept: true,
	...over,
});

test("a chart without words is an answer", () => {
	expect(
		softFailure(run({ artifacts: [{ id: "a", name: "figure-1.png", size: 1, sha256: "0" }] }), "plot it", none),
	).toBeUndefined();
});

test("a table with some NaN in it is an answer; NaN alone is none", () => {
	expect(softFailure(run({ output: "a 1\nb NaN\ntotal: 3" }), "sum", none)).toBeUndefined();
	expect(softFailure(run({ output: "mean: nan\nmedian: nan" }), "mean", none)?.cause).toContain("NaN");
	expect(softFailure(run({ output: "r: nan\nSignificant: False" }), "correlation", none)?.cause).toContain("NaN");
	expect(softFailure(run({ output: "Significant: False" }), "correlation", none)).toBeUndefined();
	expect(softFailure(run({ output: "Empty DataFrame\nColumns: [a]\nIndex: []" }), "top", none)?.soft).toBe(true);
});

test.each([
	"Series([], Freq: h)",
	"By hour:\nSeries([], Freq: h, Name: kwh, dtype: float64)\ntotal kwh: 0.0",
	"top 5: Series([], dtype: int64)",
])("an empty Series is no answer: %j", (output) => {
	expect(softFailure(run({ output }), "the sum by hour", none)?.cause).toContain("empty");
});

test("an empty Series beside figures is one of the answers", () => {
	const output = "rows: 120\nempty values:\nSeries([], dtype: int64)";
	expect(softFailure(run({ output }), "how many rows, and where are values empty?", none)).toBeUndefined();
});

test.each([
	"/workspace/x.py:3: ChainedAssignmentError: A value is being set on a copy of a DataFrame or Series through chained assignment.\ntotal 780",
	"ChainedAssignmentError: A value is being set on a copy of a DataFrame or Series through chained assignment using an inplace method.\n3",
])("values that were set on a copy are a failure with its cure, whatever was printed: %j", (output) => {
	const found = softFailure(run({ output, changed: ["a.png"] }), "the total", none);
	expect(found).toMatchObject({ signature: "soft|changed a copy", soft: true });
	expect(found?.cause).toContain("df.loc[rows, 'column'] = value");
});

test.each([
	"revenue by month:\nJan  $273.42$1,035.76$471.89",
	"Jan    €12€13€14...",
	"total: 12%13%14%15%",
	"华东  1.5万2.3万4万1万",
	"North 1,23,456.505,000.0012,345.6778,901.2345,678.90",
	"North    1,23,456.505,000.0012,345.6778,901.2345,678...",
	"   g                                                  v\n0  N  1,23,456.505,000.001,23,456.505,000.001,23,456...",
	"12.513.2514.111.7519.312.513.2514.111.7519.312.513.2514.111.7519.3",
	"| North | $1.50$2.50$3.50 |",
])("amounts that were added as text are a failure: %j", (output) => {
	expect(softFailure(run({ output, changed: ["a.png"] }), "the sum", none)?.cause).toMatch(
		/^It added text together instead of numbers \(.*\): turn the column into numbers first/,
	);
});

test.each([
	"$273.42 $1,035.76 $471.89",
	"$1,$2,$3,$4 or $1.50/$2.50/$3.50/$4.50",
	"2024-01-01,North,12.50,13.75,1200.00,14.25,15.50,1834.00,2.25,7.75,100.00,5.50,7.10",
	"12.50,13.75,1200.00,14.25,15.50,1834.00,2.25,7.75,100.00,5.50,7.10,6.25,8.50,10.25,1.25",
	"1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30",
	"[1.25,2.5,3.75,4.125,5.0,6.25,7.5,8.75,9.125,10.0,11.25,12.5,13.75,14.125,15.0]",
	"3.14159265358979323846264338327950288419716939937510582097494459230781640628620899",
	`${2n ** 300n}`,
	"sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
	"10.12.13.14 192.168.10.22 1.2.840.113556.1.4.319",
	"https://example.org/2024/01/02/12.50/13.75?a=1.25&b=2.50&c=3.75&d=4.25&e=5.50",
	"-----------------------------------------------------------------------------",
	"| 12.50|13.75|14.25|15.50|16.75|17.25|18.50|19.75|20.25|21.50|22.75|23.25|",
	"12.50%,13.75%,14.25%,15.50%,16.75%",
	"5kg 12kg 3M 4M 10k",
	"2024年01月02日 10:20:30.123456+00:00",
])("figures with something between them, and other long words, are not added text: %j", (output) => {
	expect(softFailure(run({ output }), "the sum", none)).toBeUndefined();
});

const glyph = (code: number) =>
	`/opt/x.py:9: UserWarning: Glyph ${code} (\\N{CJK UNIFIED IDEOGRAPH-5E7F}) missing from font(s) Arial.\n  plt.savefig('a.png')`;

test("letters that the chart shows as boxes are a failure with its cure; emoji, for which there is no font, are none", () => {
	const made = { changed: ["a.png"] };
	const output = `${glyph(24191)}\n${glyph(24030)}\n${glyph(24191)}`;
	expect(softFailure(run({ output, ...made }), "chart", none)?.cause).toBe(
		"The chart shows empty boxes in place of 广州: leave out the lines that choose a font, or write plt.rcParams['font.family'] = ['DejaVu Sans', 'WenQuanYi Micro Hei'] after the theme and before the chart.",
	);
	expect(softFailure(run({ output: `${glyph(0x1f4ca)}\n${glyph(3585)}`, ...made }), "chart", none)).toBeUndefined();
});

test("a word like errors in a result is no error", () => {
	expect(softFailure(run({ output: "errors per day: 3" }), "errors?", none)).toBeUndefined();
});

test.each([
	"The 'price' column does not exist in the file. Please check the names.",
	"Error: no such column",
	"找不到列 price",
])("an excuse in place of an answer is none: %s", (output) => {
	expect(softFailure(run({ output }), "sum", none)?.cause).toContain("in place of an answer");
});

const column = (name: string, samples: readonly string[] = []) => ({ name, type: "text", nulls: 0, samples });
const profile = {
	format: "csv",
	notes: [],
	columns: [column("customer"), column("price"), column("level", ["exception"])],
};
const stored = { ...{ id: "F", name: "a.csv", as: "a.csv", size: 1, source: "" }, state: { kind: "stored", profile } };
const orders = { source: "", uploads: [stored as unknown as Upload] };

test.each([
	["count orders by status", "completed    120\nfailed    34"],
	["count orders by status", "completed: 120\nfailed: 34"],
	["count the rows by level", "Warning: 3\nError: 12"],
	["error rate by device", "Error rate: 2.3%"],
	["which error type comes most often?", "Error type: timeout"],
	["which status comes most often?", "failed"],
	["how did order 1001 end?", "failed"],
	["show the last log message", "Error: disk full on node 7"],
	["the last row, please", "exception"],
	["count the rows by level", "Warning: 3\nException: 12"],
	["how many orders failed?", "Failed orders: 34"],
	["exceptions by service", "Exception rate: 3%"],
	["is the fit good?", "Error: 1.2e-05"],
	["how many orders failed?", "failed: 34 of 154"],
	["status of the orders", "completed: 120\nfailed: 34 (22.1%)"],
	["error rates by month", "Error rates rose by 2.3% in March"],
	["mean absolute error of the forecast", "MeanAbsoluteError: 3.2"],
	["the most common error", "KeyError: 'Revenue'"],
	["check the data", "Error in row 12: negative price"],
	["查找张三的订单", "未找到张三"],
	["find the total revenue of Acme", "Acme does not exist in the data"],
	["is there an error in the data?", "Error in row 12: negative price"],
	["is there a negative price?", "Error: a negative price"],
	["do we have a customer called Zorg?", "No such customer"],
	["is there any customer Zorg?", "Zorg does not exist in the data"],
	["find the customer Zorg", "'Zorg' was not found"],
	["有没有重复的订单", "未找到重复订单"],
	["是否有叫张三的客户", "找不到该客户"],
	["Gibt es einen Kunden Zorg?", "No such customer: Zorg"],
	["Zorgという顧客はありますか", "Zorg は不存在"],
	["哪些列有缺失值？", "没有缺失值的列"],
	["Are there any missing values?", "There are no columns with missing values."],
	["数据完整吗？", "没有任何列有缺失值"],
	["有重复的吗？", "没有重复的产品系列"],
	["Do we have phone numbers?", "There is no phone column in this file."],
	["Which columns have missing values?", "There are no columns with missing values"],
])("what people hope or fear to find is no error text: %s | %j", (request, output) => {
	expect(softFailure(run({ output }), request, orders)).toBeUndefined();
});

test.each([
	["do we have a customer called Zorg?", "The column 'kunde' does not exist"],
	["do we have a customer called Zorg?", "'customer' not found"],
	["do we have a customer called Zorg?", "a.csv: no such file"],
	["有没有重复的订单", "找不到列 订单"],
	["is there a trend?", "It could not be calculated"],
	["the total revenue", "Error: [Errno 2] No such file or directory: 'b.csv'"],
	["the total revenue", "Error reading the data"],
	["夏の売上が一番多いのはどの店？", "数据中没有夏的列。"],
	["the total of summer", "There is no summer column in the data."],
	["夏の売上", "夏の列がありません"],
	["die Summe des Sommers", "Es gibt keine Spalte Sommer"],
	["the total revenue", "Failed to parse the dates"],
	["the total revenue of Zorg", "No such customer"],
	["the total per town", "Error: no column town"],
	["is there a town?", "Error: no column town"],
	["the total revenue", "Error: the revenue is text"],
	["the total revenue", "error"],
	["total revenue by state", "Error: 'Revenue'"],
	["total revenue by state", "Error: could not convert string to float: 'n/a'"],
	["total revenue by state", "Failed"],
	["total revenue by state", "Error"],
	["which store has the highest revenue?", "Error"],
	["the mean by level", "Error: division by zero"],
	["show the error log", "Error: unsupported operand type(s) for +: 'int' and 'str'"],
	["Is the revenue by region rising?", "Error: 'Revenue'"],
	["Is the revenue by region rising?", "Error: the revenue is text"],
	["Is the revenue by region rising?", "Error processing region: revenue"],
	["the total revenue", "Error 500"],
	["the total revenue", "Exception: division by zero"],
	["exceptions by service", "Exception: no such service"],
	["are there errors in the file?", "Error: list index out of range"],
	["is there an error in the data?", "Error in row 12: could not convert string to float: 'a'"],
	["the total revenue", "Error in line 3: bad date"],
	["the total revenue", "Failed to parse dates: 3 rows"],
	["how many orders failed?", "Failed to read: 3"],
	["the total revenue", "Traceback (most recent call last): line 3"],
	["the total revenue", "KeyError: 'Revenue'"],
	["find the total revenue of Acme", "Revenue data not found"],
	["find the total revenue of Acme", "No such key"],
	["search for the best customer", "Customer not found"],
])("an error text stays one: %s | %j", (request, output) => {
	expect(softFailure(run({ output }), request, orders)?.signature).toBe("soft|error text");
});

test("what only looks like a value is an error text where no column has it", () => {
	const found = (output: string) => softFailure(run({ output }), "count the rows by kind", none)?.signature;
	expect(found("Exception: 404")).toBe("soft|error text");
	expect(found("Error: 404")).toBeUndefined();
});

const NO_ROW = "Empty DataFrame\nColumns: [order_id, city2]\nIndex: []";

test.each([
	["are there duplicate rows? show them", `Duplicates: 0\n${NO_ROW}`],
	["list orders without a city, and how many rows there are", `Rows: 2400\nwithout a city: ${NO_ROW}`],
	["重复的订单有哪些", `重复: 0\n${NO_ROW}`],
	["which columns have missing values, and how many?", "Missing: 0\nColumns: []"],
])("an empty table beside a figure is one of the answers: %s | %j", (request, output) => {
	expect(softFailure(run({ output }), request, none)).toBeUndefined();
});

test.each([
	["list orders without a city", NO_ROW],
	["list orders without a city", `${NO_ROW}\n\n[0 rows x 24 columns]`],
	["which columns have missing values", "[]"],
	["show the orders with a negative price", NO_ROW],
	["display duplicate rows", NO_ROW],
	["list customers older than 80", NO_ROW],
	["Zeige Bestellungen ohne Stadt", NO_ROW],
	["列出没有城市的订单", NO_ROW],
	["which customers bought nothing in 2024?", "Customers: []"],
	["哪些客户没有下单", "[]"],
	["Welche Kunden haben nichts gekauft?", NO_ROW],
	["欠損のある列はありますか", "Series([], dtype: int64)"],
])("none at all stands after one more try: %s | %j", (request, output) => {
	expect(softFailure(run({ output }), request, none)).toMatchObject({ minor: 1 });
});

test.each([
	["revenue by city", NO_ROW],
	["which customer has the highest revenue?", NO_ROW],
	["the sum by hour", `${NO_ROW}\ntotal: 0.0`],
	["Show the revenue of each product in Oslo, and the total", "Series([], dtype: float64)\nTotal: 0.0"],
	["List the revenue of each product in Oslo, with the total", "Series([], dtype: float64)\nTotal: 0.0"],
	["show the revenue over time, with a chart", NO_ROW],
	["显示奥斯陆各产品的收入和合计", "Series([], dtype: float64)\n合计: 0.0"],
	["is there a correlation?", "r: nan\n[]"],
])("elsewhere it is no answer: %s | %j", (request, output) => {
	const found = softFailure(run({ output }), request, none);
	expect(found?.soft).toBe(true);
	expect(found?.minor).toBeUndefined();
});

test("rows of which none was left are an answer by themselves where the file itself says so", () => {
	const price = { ...column("price"), type: "float", range: ["1.2", "9.5"] };
	const upload = {
		...stored,
		state: { kind: "stored", profile: { ...profile, columns: [price] } },
	} as unknown as Upload;
	const source = 'd = df[df["price"] < 0]\nprint(len(d))\nprint(d)';
	const seen = { rows: [{ file: "a.csv", read: 5, left: [{ line: 1, rows: 5, why: "" }], used: 0 }] };
	const request = "any orders with negative price? list them";
	for (const output of [`0\n${NO_ROW}`, NO_ROW])
		expect(softFailure(run({ output, seen }), request, { source, uploads: [upload] })).toBeUndefined();
	expect(softFailure(run({ output: `0\n${NO_ROW}`, seen }), request, { source, uploads: [] })?.minor).toBe(1);
});

test("a sentence with figures is an answer, whatever else it says", () => {
	expect(softFailure(run({ output: "3 of 120 ids were not found" }), "how many?", none)).toBeUndefined();
});

test("the part of the form that is missing is named, to people and to the model", () => {
	const found = softFailure(run({ output: "871" }), "How many are left?\nLeft: <number>", none);
	expect(found?.cause).toBe("The answer is not in the form that was asked for: Left: <number> is missing.");
	expect(found?.text).toContain('print(f"Left: {Left}")');
});

test.each([
	["plt.bar(a, b)\nplt.savefig('a.png')", "请按地区统计销售额合计，并画一张柱状图", 1],
	["df.plot()\nplt.show()", "the total by region as a chart", 1],
	["print(df.sum())", "the total by region", 0],
	["t = df.sum()\nt", "the total by region", 0],
	["plt.plot(x)", "plot the prices", 0],
	["df.to_parquet('a.parquet')", "save it as a.parquet", 0],
])("whether figures are printed is seen before it runs: %s | %s", (source, request, faults) => {
	expect(printsNothing(source, request)).toHaveLength(faults);
});

test("a NaN comes with the columns that hold empty values, where the program names them", () => {
	const column = (name: string, nulls: number) => ({ name, type: "float", nulls, samples: [] });
	const profile = { format: "csv", notes: [], columns: [column("score", 119), column("stars", 3), column("rank", 0)] };
	const upload = {
		id: "F",
		name: "a.csv",
		as: "a.csv",
		size: 1,
		source: "",
		by: alice,
		state: { kind: "stored" as const, profile },
	};
	const program = { source: "df['score'].corr(df[\"rank\"])", uploads: [upload] };
	const hint =
		'Columns in use with empty values: score (119). Unless asked otherwise, leave those rows out first: df = df.dropna(subset=["score"])';
	expect(softFailure(run({ output: "r: nan" }), "r: <r>", program)?.text).toContain(hint);
	expect(softFailure(run({ output: "nan" }), "the correlation", program)?.text).toContain(hint);
	expect(softFailure(run({ output: "x: 1" }), "r: <r>", program)?.text).not.toContain("empty values");
});

const fixed = [
	{ line: "107 repeated rows of 16,000", isFinding: true },
	{ line: "Top 5 products", isFinding: false },
];

test.each([
	"107 repeated rows of 16,000",
	"Findings\n- 107 repeated rows of 16,000\nDone.",
	"Top 5 products\n1. 107 repeated rows of 16,000",
])("an output whose figures all stand in the code is no answer: %j", (output) => {
	const found = softFailure(run({ output, changed: ["a.png"] }), "anything unusual?", { ...none, fixed });
	expect(found?.cause).toMatch(/^It prints “.*107 repeated rows of 16,000”, which stands in the code as fixed text: /);
	expect(softFailure(run({ output, changed: ["a.png"] }), "anything unusual?", none)).toBeUndefined();
});

test.each(["Top 5 products\nlamp\nchair", "107 repeated rows of 16,000\nrows: 41", "107 repeated rows of 16,001"])(
	"a heading, and text beside figures that were computed, are left alone: %j",
	(output) => {
		expect(softFailure(run({ output }), "anything unusual?", { ...none, fixed })).toBeUndefined();
	},
);
