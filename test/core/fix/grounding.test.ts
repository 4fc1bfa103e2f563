// Which words of the model may stand beside what was printed.

import { describe, expect, test } from "vitest";
import { groundedWords, isGrounded } from "../../../src/core/fix/words/grounding.ts";

test.each([
	["The mean is 12.35.", "mean 12.3456", true],
	["About 12 people.", "mean 12.3456", true],
	["1,204,000 rows", "1204000", true],
	["43 % are empty", "share 0.43", true],
	["The mean is 12.4.", "mean 12.3456", false],
	["There are 42 rows.", "rows 41", false],
	["Rows: 10. Saved as out2.csv", "rows 10", true],
	["1. First\n2. Second", "nothing", true],
	["共有 1,000 行", "1000", true],
	["In 2024-03 it was 7", "2024-03    7", true],
])("%s | printed: %s -> %s", (answer, output, grounded) => {
	expect(isGrounded(answer, { output, said: [] })).toBe(grounded);
});

describe("numbers are read as each language writes them", () => {
	test.each([
		["Der Mittelwert beträgt 12,35.", "mean 12.3456"],
		["Die Summe ist 1.234,56 Euro.", "total: 1234.56"],
		["Es sind 1.234 Zeilen und 12,5 % leer.", "rows: 1234\nempty: 0.125"],
		["12,5 % der Werte fehlen.", "share 0.125"],
		["总金额为10万元。", "total 100000"],
		["合计12.3万元。", "total 123456"],
		["合计12.3万。", "合计: 12.3万"],
		["売上は1.2億円です。", "sales 120400000"],
		["합계는 5만 원입니다.", "total 50000"],
		["The total is 8.28M.", "mean 8277667"],
		["It is about 1.2 million.", "total 1204000"],
		["The balance is −1,189.76.", "balance -1189.76"],
		["Debit is 3,27,221.75.", "debit 327221.75"],
		["占比百分之43。", "share 0.43"],
		["Summe: 12'345.60", "sum 12345.6"],
	])("%s | printed: %s", (answer, output) => {
		expect(isGrounded(answer, { output, said: [] })).toBe(true);
	});
	test.each([
		["The total is 10万.", "total 10000"],
		["The mean is 1.234.", "rows 1234"],
		["43 rows are empty.", "share 0.43"],
		["The balance is -1,189.76.", "balance 1189.76"],
		["合计1.2亿。", "total 12040000"],
		["Der Umsatz ist 12,4.", "mean 12.3456"],
	])("%s is not what was printed: %s", (answer, output) => {
		expect(isGrounded(answer, { output, said: [] })).toBe(false);
	});
});

const words = (text: string, output: string, said = "", isCut = false) =>
	groundedWords(text, { output, said: [said] }, { isCut });

describe("a number of the question is no answer", () => {
	test.each([
		["3 storms have null values.", "101", "How many category 3 storms have null values?"],
		["5 customers bought more than once.", "1844", "Of the top 5 regions, how many customers bought more than once?"],
		["前10名省份共有10个订单。", "上海 229\n北京 211", "前10名省份"],
		["Im Jahr 2024 waren es 12 Filialen.", "Umsatz: 8841.5", "Umsatz der 12 Filialen im Jahr 2024"],
	])("%s | printed: %s", (text, output, said) => {
		expect(words(text, output, said)).toBe("");
	});
	test("it may be repeated beside one that was printed", () => {
		const said = "revenue of the top 5 products in 2024";
		expect(words("The top 5 products made 8,841.50 in 2024.", "total 8841.5", said)).not.toBe("");
		expect(words("The 5 best made 8,841.50.", "total 8841.5", said)).toBe("");
	});
	test("a count in words is a figure, too", () => {
		expect(words("Three storms have null values.", "101", "how many storms have null values?")).toBe("");
		expect(words("有三个城市没有数据。", "17", "多少城市没有数据?")).toBe("");
		expect(words("Three storms have null values.", "3")).not.toBe("");
	});
});

describe("a figure is that of the thing it was printed for", () => {
	const cities = "   city  orders  revenue\n0  Rome       7     94.5\n1  Oslo       3     63.0";
	test.each([
		["The total is 10.", "rows: 10\ntotal: 12.5"],
		["The mean is 8.", "count    8\nmean     4.25\nmax      9"],
		["Oslo made 94.5.", cities],
		["Rome (63.0) is ahead of Oslo (94.5).", cities],
		["Oslo had 7 orders.", cities],
		["The revenue of Rome is 7.", cities],
		["平均为8。", "数量: 8\n平均: 4.25"],
		["Die Anzahl ist 4,25.", "Anzahl: 8\nMittelwert: 4.25"],
	])("%s | printed: %s", (text, output) => {
		expect(words(text, output)).toBe("");
	});
	test.each([
		["There are 10 rows with a total of 12.5.", "rows: 10\ntotal: 12.5"],
		["The total of the 10 rows is 12.5.", "rows: 10\ntotal: 12.5"],
		["Rome is ahead with a revenue of 94.5 and 7 orders; Oslo had 63.", cities],
		["Rome had 94.5 in 7 orders.", cities],
		["Oslo made 63.0, Rome 94.5.", cities],
		["罗马的收入最高,为94.5。", cities],
		["The average price is 4.25.", "Average price: 4.25\nNumber of items: 8"],
		["In March it was 54,656.20.", "2024-03    54656.2\n2024-04    61000.0"],
		["2024年3月为54656.2元。", "2024-03    54656.2\n2024-04    61000.0"],
		["101 storms have null values.", "101"],
		["The correlation is -0.53 (p = 0.012).", "r=-0.5312, p=0.0119"],
	])("%s is told as printed", (text, output) => {
		expect(words(text, output)).toBe(text);
	});
	const nested =
		"                 revenue  orders\ncity  month\nRome  2024-01    100.5       3\n      2024-02    120.0       4\nOslo  2024-01     80.0       2";
	const spread = "count    200.00\nmean      12.35\n75%       15.00\nmax       40.00";
	const ids = "customer_id\n10023    812.5\n10044    700.0\nName: amount, dtype: float64";
	const wide = "   product  2023  2024\n0    lamp   100   150\n1   chair    90    60";
	const marked = "| city | total |\n|------|-------|\n| Rome | 94.5 |\n| Oslo | 63.0 |";
	const shape = "Shape: (5137, 12)\namount    9\ncity      0\nTotal amount: 1,234,567.89";
	test.each([
		["Rome rose to 120.0 with 4 orders.", "Oslo made 120.0.", nested],
		["The mean is 12.35 and the max is 40.", "The max is 15.00.", spread],
		["Customer 10023 leads with 812.50.", "Customer 10044 leads with 812.5.", ids],
		["Lamp rose from 100 in 2023 to 150 in 2024.", "Chair rose to 150.", wide],
		["Rome leads with 94.5, Oslo has 63.0.", "Oslo has 94.5.", marked],
		[
			"The file has 5,137 rows and 12 columns, with a total amount of 1,234,567.89.",
			"There are 9 missing values in city.",
			shape,
		],
	])("of tables as they are printed: %s, not: %s", (right, wrong, output) => {
		expect(words(right, output)).toBe(right);
		expect(words(wrong, output)).toBe("");
	});
	test("the number of a row is no figure", () => {
		expect(words("There is 1 city.", cities)).toBe("");
	});
	test("what stands in the program as text is none", () => {
		const literal = ["107 repeated rows of 16,000"];
		const output = "rows: 200000\n107 repeated rows of 16,000";
		const sources = { output, said: [], literal };
		expect(groundedWords("107 rows are repeated.", sources, { isCut: false })).toBe("");
		expect(groundedWords("There are 200,000 rows. 107 are repeated.", sources, { isCut: false })).toBe(
			"There are 200,000 rows.",
		);
	});
});

describe("words that say the opposite of what was printed", () => {
	const regions = "region\nNorth    1250.5\nSouth     300.25\nEast      900.0";
	const months = "2024-03    99.5\n2024-04    50.25";
	test.each([
		["There are no duplicates.", "Duplicates: 3"],
		["No duplicate rows were found.", "Number of duplicates: 3"],
		["There are no outliers in the data.", "Outliers: 12"],
		["Es gibt keine Duplikate.", "Duplikate: 3"],
		["数据中没有重复行。", "重复行数: 3"],
		["没有缺失值。", "缺失值: 12"],
		["重複はありません。", "重複: 3"],
		["Revenue grew by 12.5%.", "change: -12.5"],
		["The trend is upward with a slope of 3.2.", "slope: -3.2"],
		["The balance is 1,189.76.", "balance: -1189.76"],
		["同比增长12.5%。", "同比: -0.125"],
		["Der Umsatz stieg um 12,5 %.", "Veränderung: -12.5"],
		["売上は12.5%増加しました。", "前年比: -12.5"],
		["South has the highest revenue with 300.25.", regions],
		["North has the lowest revenue, 1250.5.", regions],
		["The highest revenue is 300.25 in South.", regions],
		["Süd hat den höchsten Umsatz mit 300.25.", "Nord    1250.5\nSüd     300.25"],
		["上海最高，为300.25。", "城市\n北京    1250.5\n上海     300.25"],
		["大阪が一番多い、3件です。", "店舗\n東京    12\n大阪     3"],
		["April 2024 was the best month with 99.5.", months],
		["April was the best month with 99.5.", "month\n3    99.5\n4    50.25"],
		["Im April waren es 99,5.", months],
		["The p-value is 0.23, so the difference is significant.", "t: 1.2\np: 0.23"],
		["p值为0.23，差异显著。", "p值: 0.23"],
		["0.125% of the orders were cancelled.", "Share: 0.125"],
		["The 10 rows have no duplicates.", "Duplicates: 3\nRows: 10"],
		["The p-value is 0.23, a significant difference.", "p: 0.23"],
		["The balance was 500.", "balance: -500"],
		["Profit was 500 euros.", "profit: -500"],
		["The proportion is 0.125%.", "proportion: 0.125"],
		["There are no duplicates in the table.", "Duplicates: 3"],
	])("%s | printed: %j", (text, output) => {
		expect(words(text, output)).toBe("");
	});
	test.each([
		["There are no duplicates.", "Duplicates: 0"],
		["There are no duplicates left.", "Duplicates: 3\nRows: 10"],
		["No city has duplicates.", "Duplicates: 3"],
		["There are no missing values.", "Duplicates: 3\nRows: 10"],
		["There are no duplicates.", "Duplicates removed: 3"],
		["没有重复行。", "重复行数: 0"],
		["Revenue fell by 12.5%.", "change: -12.5"],
		["The slope is -3.2, so revenue declines.", "slope: -3.2"],
		["The difference between both is 12.5.", "difference: -12.5"],
		["South is 12.5 ahead.", "North - South: -12.5"],
		["同比下降12.5%。", "同比: -0.125"],
		["Revenue grew by 12.5%.", "change: 12.5"],
		["North has the highest revenue with 1,250.50.", regions],
		["South has the lowest revenue with 300.25.", regions],
		["East has the second highest revenue with 900.0.", regions],
		["After North, East has the highest revenue with 900.0.", regions],
		["The largest region, South, made 300.25.", regions],
		["The highest revenue was 300.25.", "Total: 1250.5\nHighest: 300.25"],
		["South had the largest drop with -5.5.", "North    -1.5\nSouth    -5.5"],
		["In the most recent month, 2024-04, it was 50.25.", months],
		["March 2024 was the best month with 99.5.", months],
		["It may be 50.25.", months],
		["From March to April it went to 50.25.", months],
		["The p-value is 0.23, so the difference is not significant.", "t: 1.2\np: 0.23"],
		["The p-value is 0.03, so the difference is significant.", "p: 0.03"],
		["p值为0.23，差异不显著。", "p值: 0.23"],
		["12.5% of the orders were cancelled.", "Share: 0.125"],
		["0.125% of the orders were cancelled.", "Share in %: 0.125"],
		["4 rows have no city and 3 have no price.", "city     4\nprice    3"],
		["4 customers gave no email.", "email    4\nphone    2"],
		["有4行没有城市。", "城市    4\n价格    3"],
		["With p = 0.23 we cannot call it significant.", "p: 0.23"],
		["The p-value of 0.23 is far from significant.", "p: 0.23"],
		["The p-value of 0.23 is hardly significant.", "p: 0.23"],
		["With p = 0.23, significance is absent.", "p: 0.23"],
		["The p-value is 0.23, which exceeds what is significant.", "p: 0.23"],
		["The error rate is 0.3%.", "error rate: 0.3"],
		["The interest rate is 0.75%.", "interest rate: 0.75"],
		["Sydney lies at 33.9° S.", "latitude: -33.9"],
		["The latitude is 33.9° S.", "latitude: -33.9"],
		["The account is 500 in the red.", "balance: -500"],
		["The train came 3 minutes early.", "delay: -3"],
		["The till ended 500 short.", "difference: -500"],
		["The till ended up 500 short.", "till: -500"],
		["The cost is 500.", "cost: -500"],
		["There are no duplicates in the cleaned table.", "Duplicates: 3"],
		["The result has no duplicates.", "Duplicates: 3"],
		["清洗后没有重复行。", "重复行数: 3"],
	])("%s is no such word | printed: %j", (text, output) => {
		expect(words(text, output)).toBe(text);
	});
});

describe("words end where they are whole and true", () => {
	test.each([
		["The total is 101. It rose by 17 since May.", "The total is 101."],
		["The months were 274.13, 852.01, ... and 501.44.", ""],
		["1月为101元，依此类推。", ""],
		["The total is 101. The others are 274.13 and so on.", "The total is 101."],
		["Die Summe ist 101. Oslo 274,13 usw.", "Die Summe ist 101."],
		["合計は101です。大阪などは274.13です。東京は852.01など。", "合計は101です。大阪などは274.13です。"],
		["The total is 101. The rest: 274.13…", "The total is 101."],
		["How high is the total?", ""],
		["The worst rows:\n1. 274.13\n2. 852.01\n3. 999.99", ""],
		["The total is 101.\nBy month:\n- 274.13\n- 852.01\n- ...", "The total is 101."],
	])("%s", (text, kept) => {
		expect(words(text, "total: 101\n274.13\n852.01", "how high is the total?")).toBe(kept);
	});
	test("what the limit of the model cut off goes, and half a list with it", () => {
		const output = "total: 101\n274.13\n852.01";
		expect(words("The total is 101. The highest is 852", output, "", true)).toBe("The total is 101.");
		expect(words("The total is 101. The rows are:\n1. 274.13\n2. 85", output, "", true)).toBe("The total is 101.");
		expect(words("The total is 101", output, "", true)).toBe("");
		expect(words("The total is 101", output)).toBe("The total is 101");
	});
	test("words without a figure stay", () => {
		expect(words("Rome is ahead of Oslo, z. B. im März.", "Rome 94.5\nOslo 63.0")).toBe(
			"Rome is ahead of Oslo, z. B. im März.",
		);
	});
});

test.each([
	["Total spent: 125300", "In all 125300 was spent. The total planned is also 125300.", "In all 125300 was spent."],
	["North 5\nSouth 5", "North has 5. South has 5.", "North has 5. South has 5."],
	[
		"rows 10\nmean 2.5",
		"There are 10 rows. The mean of the 10 rows is 2.5.",
		"There are 10 rows. The mean of the 10 rows is 2.5.",
	],
])("a figure that was printed once is said of one thing: %j", (output, words, kept) => {
	expect(groundedWords(words, { output, said: [] }, { isCut: false })).toBe(kept);
});

describe("a name that stands in the file and was not printed is made up", () => {
	const values = [
		["梅田店", "難波店"],
		["North", "South"],
		["Yes", "No"],
		["United States", "Niger"],
		["Total", "None"],
		["Monday", "Sunday"],
	];
	const keep = (words: string, output: string, said = "夏の売上が一番多いのはどの店？", before = "") =>
		groundedWords(words, { output, said: [said], values, before }, { isCut: false });

	test.each([
		["夏の売上が一番多いのは、梅田店です。", "数据中没有夏的列。", ""],
		["North sold most: 12.", "South 12", ""],
		["The Northern area leads, and North sold 12.", "South 12", ""],
	])("%s", (words, output, kept) => {
		expect(keep(words, output)).toBe(kept);
	});

	test.each([
		["一番多いのは難波店です。", "難波店"],
		["North sold most: 12.", "NORTH 12"],
		["The Northern office sold 12.", "South 12"],
		["Yes, 12 customers bought more than once.", "12"],
		["Total revenue is 12.", "12"],
		["None of the 12 orders was late.", "12"],
		["Monday has the most orders: 120.", "0 120"],
		["The United States had most guests: 12.", "US 12"],
	])("%s is kept", (words, output) => {
		expect(keep(words, output)).toBe(words);
	});

	test("what the request names may be repeated, and what was said before", () => {
		expect(keep("North sold 12.", "South 12", "How much did North sell?")).toBe("North sold 12.");
		expect(keep("North sold 12.", "South 12", "And the second?", "North 12\nSouth 11")).toBe("North sold 12.");
	});
});
