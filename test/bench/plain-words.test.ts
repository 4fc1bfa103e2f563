import { describe, expect, test } from "vitest";
import { claimsAny, type Known, scorePlain } from "../../bench/loop/score-plain.ts";

type Case = readonly [text: string, right: boolean];

const known = (name: string, value: string, more: Partial<Known> = {}): Known => ({ name, value, ...more });

function holds(request: string, answers: readonly Known[], cases: readonly Case[]): void {
	for (const [text, right] of cases) expect([text, scorePlain(text, request, answers).right]).toEqual([text, right]);
}

describe("a figure", () => {
	test("counts within half a unit of its last digit, in every way of writing it", () => {
		holds(
			"What is the average price?",
			[known("mean_price", "1234.56")],
			[
				["The average price is 1234.56.", true],
				["1,234.56", true],
				["$1,234.5612", true],
				["Mean price: 1.234,56 €", true],
				["1 234,56".replace(" ", "\u202f"), true],
				["1'234.56 CHF", true],
				["np.float64(1234.5600000001)", true],
				["1.23456e+03", true],
				["１，２３４．５６", true],
				["The average price is 1234.57.", false],
				["The average price is 1,235.", false],
				["The average price is 123.456.", false],
				["The average price is -1234.56.", false],
				["I have calculated the average price.", false],
				["", false],
			],
		);
	});

	test("is multiplied by what stands behind it, and is never taken without that", () => {
		holds(
			"广东的销售额是多少？",
			[known("销售额", "11400")],
			[
				["广东的销售额为1.14万元", true],
				["¥11,400.00", true],
				["销售额: 11.4k", true],
				["销售额: 1.14", false],
				["销售额: 114万", false],
				["省份  销售额(万元)\n广东  1.14", true],
			],
		);
		holds(
			"How much in total?",
			[known("total", "2500000")],
			[
				["2.5 million", true],
				["2,5 Mio. €", true],
				["25 lakh", true],
				["25,00,000", true],
				["Total: 2.5", false],
				["250万", true],
			],
		);
		holds(
			"Share of members?",
			[known("share", "12.5")],
			[
				["12.5 %", true],
				["12,5 Prozent der Kunden", true],
				["12.5", true],
				["0.125", false],
			],
		);
		holds(
			"Share of members?",
			[known("share", "0.125")],
			[
				["12.5 %", true],
				["1.25 %", false],
			],
		);
	});

	test("stands under its name, whatever counts its row", () => {
		const months = ["1274239.93", "884632.84", "756485.01"].map((value, at) =>
			known(`2023-0${at + 1}`, value, { key: true, labels: [`${at + 1}`, `0${at + 1}`] }),
		);
		holds("每月的销售额", months, [
			["   月份         销售额\n0   1  1274239.93\n1   2   884632.84\n2   3   756485.01", true],
			["月份         销售额\n 1  1274239.93\n 2   884632.84\n 3   756485.01", true],
			["   月份         销售额\n0   2  1274239.93\n1   1   884632.84\n2   3   756485.01", false],
		]);
	});

	test("of a German text may have a point between thousands, of any other not", () => {
		holds("Wie hoch ist der Umsatz?", [known("Umsatz", "12345")], [["Der Umsatz beträgt 12.345 Euro.", true]]);
		holds(
			"What is the revenue?",
			[known("revenue", "12345")],
			[
				["Revenue: 12.345", false],
				["Revenue: 12,345", true],
			],
		);
	});

	test("keeps its sign", () => {
		holds(
			"Korrelation?",
			[known("correlation", "-0.55")],
			[
				["Correlation: -0.55", true],
				["Correlation: −0.55", true],
				["Correlation: 0.55", false],
				["A 2-0.55 thing", false],
			],
		);
	});
});

test("the bounds of a range are no figures of their own", () => {
	const text = "Correlation for hotels between 3 and 4 stars: 0.044\nzwischen 3 und 4 Sternen: 0,044";
	const known = [{ name: "between3and4", value: "0.04" }];
	expect(scorePlain(text.split("\n")[0] ?? "", "the correlation between 3 and 4 stars", known).right).toBe(true);
	expect(scorePlain("介于3和4之间: 0.044", "相关系数", known).right).toBe(true);
	expect(scorePlain("The figure is 0.07, between 3 and 4 stars.", "the correlation", known).right).toBe(false);
});

describe("beside other figures", () => {
	test("an answer is contradicted by another value for the same thing", () => {
		holds(
			"What is the mean fare?",
			[known("mean_fare", "32.20")],
			[
				["Mean fare: 32.20\nMean fare: 35.00", false],
				["The average fare is 32.20. So the mean fare is 33.", false],
				["32.20\nMean fare: 40.1", false],
				["Mean fare: 32.2042, that is about 32.20", true],
				["Mean fare: 32.2042 (about 32)", true],
				["Mean fare: 32.20\nMedian fare: 14.45", true],
			],
		);
		holds(
			"Total revenue?",
			[known("total", "500")],
			[
				["Total: 500\nGrand total: 480\nTotal: 480", false],
				["Summe: 500,00 €", true],
				["North: 300\nSouth: 200\nTotal: 500", true],
			],
		);
	});

	test("one of a list, one with too many digits, and a figure of the question are told apart", () => {
		holds(
			"What is the mean fare?",
			[known("mean_fare", "29.40")],
			[
				["Mean fare: 12.10, 29.40, 33.00, 35.10, 36.20", false],
				["Mean fare: 29.4012\nMean fare: 29", true],
			],
		);
		const both = [known("number_of_outliers", "0"), known("correlation", "-0.17")];
		holds("How many outliers, and what correlation?", both, [
			["Outliers: 0, correlation: -0.17", true],
			["-0.17", false],
		]);
		holds(
			"We have 40 shops. How many shops are open?",
			[known("shops", "12")],
			[
				["Shops: 40\nShops: 12", true],
				["Shops: 41\nShops: 12", false],
			],
		);
		holds("金额大于400的订单有多少？", [known("订单", "400")], [["金额大于400的订单有12个", false]]);
	});

	test("two values that change places are wrong", () => {
		const answers = [known("mean", "4.61"), known("std_dev", "1.50")];
		holds("Calculate the mean and standard deviation.", answers, [
			["Mean: 4.61\nStandard deviation: 1.50", true],
			["The average is 4.61 and the standard deviation is 1.5.", true],
			["(4.61, 1.5)", true],
			["4.61\n1.50", true],
			["Mean: 1.50\nStandard deviation: 4.61", false],
			["Mean: 4.61", false],
			[
				"count    120.000000\nmean       4.610000\nstd        1.500000\nmin        0.100000\n25%        3.2\n50%        4.4\n75%        5.9\nmax        9.9\nName: x, dtype: float64",
				true,
			],
		]);
	});

	test("in 12 of 30 the answer is 12", () => {
		holds(
			"How many customers came back?",
			[known("customers", "12")],
			[
				["12 of 30 customers came back.", true],
				["12 customers came back, out of 30.", true],
				["12/30", true],
				["There are 12 customers.", true],
				["12", true],
				["12.0", true],
			],
		);
		holds("How many customers came back?", [known("customers", "30")], [["12 of 30 customers came back.", false]]);
	});

	test("a bound, a level, a date or a figure of the question is none", () => {
		holds(
			"Is it significant at 0.05 in 2007?",
			[known("p_value", "0.0312")],
			[
				["p-value: 0.0312, below 0.05", true],
				["In 2007 the p-value is 0.0312.", true],
			],
		);
		holds(
			"How many?",
			[known("rows", "5")],
			[
				["p < 5", false],
				["On 2024-05-05 it began.", false],
				["5.5.2024", false],
				["5 rows", true],
			],
		);
	});

	test("a long list in which it occurs is no answer unless it is labelled there", () => {
		const dump = Array.from({ length: 50 }, (_, index) => `${index}    ${(index * 1.37 + 2).toFixed(2)}`).join("\n");
		holds(
			"What is the mean fare?",
			[known("mean_fare", "29.40")],
			[
				[dump, false],
				[`${dump}\nName: Fare, dtype: float64`, false],
				[`Fares: ${Array.from({ length: 50 }, (_, i) => (i * 1.37 + 2).toFixed(2)).join(", ")}`, false],
				[`${dump}\nMean fare: 29.40`, true],
			],
		);
		holds(
			"How many rows?",
			[known("rows", "101")],
			[
				["6255\n101\n17\n3", false],
				["101", true],
			],
		);
	});
});

describe("a table", () => {
	const months = [known("2024-01", "1200.50", { key: true }), known("2024-02", "800.00", { key: true })];

	test("answers each of its rows by name", () => {
		holds("Revenue by month?", months, [
			["month\n2024-01    1200.5\n2024-02     800.0\nFreq: M, Name: revenue, dtype: float64", true],
			["| month | revenue |\n| --- | --- |\n| 2024-01 | 1,200.50 |\n| 2024-02 | 800.00 |", true],
			["January: 1200.50, February: 800", true],
			["2024年1月：1200.5元\n2024年2月：800元", true],
			["In January 2024 it was 1,200.50 and in February 2024 800.00.", true],
			["{'2024-01': 1200.5, '2024-02': 800.0}", true],
			["2024-01    800.0\n2024-02    1200.5", false],
			["2024-01    1200.5", false],
			["1200.5, 800.0", false],
			["2024-01    1200.5\n2024-02    800.0\n\nFebruary 2024: 900", true],
			["January 2024: 1200.5\nFebruary 2024: 800.0\nFebruary 2024: 900", false],
		]);
	});

	test("may have other columns beside the right one", () => {
		const groups = [known("North", "500.25", { key: true }), known("South", "300.10", { key: true })];
		holds("Total revenue per region?", groups, [
			["region  orders  revenue\nNorth       12   500.25\nSouth        9   300.10", true],
			["        orders  revenue\nregion\nNorth       12   500.25\nSouth        9   300.10", true],
			["North 500.25\nSouth 300.10", true],
			["North had 500.25 and South 300.10.", true],
			["North: 500.25\nSouth: 300.20", false],
		]);
	});

	test("of months that are numbers is read by its first column", () => {
		holds(
			"Orders per month?",
			[known("3", "14", { key: true }), known("4", "9", { key: true })],
			[
				["month  orders\n3  14\n4  9", true],
				["3: 14, 4: 9", true],
				["3  9\n4  14", false],
			],
		);
	});
});

describe("words", () => {
	test("one of several names is the answer if it is alone, first or lifted out", () => {
		const best = [known("region", "North", { among: ["North", "South", "East"] })];
		holds("Which region has the highest revenue?", best, [
			["North", true],
			["The region with the highest revenue is North.", true],
			["North is ahead of South.", true],
			["North    500\nSouth    300\nEast     200", true],
			["South    300\nNorth    500\nEast     200", false],
			["South    300\nNorth    500\nEast     200\n\nHighest: North", true],
			["The highest revenue is in South.", false],
			["North    500\nSouth    300\nThe best region is South.", false],
			["I could not find out.", false],
		]);
	});

	test("a name in a table of many is no answer unless it leads it", () => {
		const country = [known("country", "Malta")];
		holds("Which country has the highest average?", country, [
			["Malta", true],
			["'Malta'", true],
			["Country: Malta\nCountry: Israel", false],
			["country\nMalta     99.2\nIsrael    80.1\nChile     70.5\nName: x, dtype: float64", true],
			["country\nAruba     12.2\nIsrael    80.1\nMalta     99.2\nName: x, dtype: float64", false],
		]);
	});

	test("yes and no are read from what the sentence says", () => {
		const no = [known("significance", "No")];
		holds("Is there a significant difference?", no, [
			["No", true],
			["There is no significant difference.", true],
			["The difference is not significant.", true],
			["不显著，没有 significant 差异", true],
			["Yes, there is a significant difference.", false],
			["If p < 0.05 the difference is significant.", false],
			["There is no significant difference. If p were below 0.05, it would be significant.", true],
		]);
		const normal = [known("normality_test", "not_normal")];
		holds("Is it normally distributed?", normal, [
			["The data is not normally distributed.", true],
			["not_normal", true],
			["It does not follow a normal distribution.", true],
			["The data follows a normal distribution.", false],
			["not normal... the data is normal", false],
		]);
		holds(
			"Sind es mehr als 100?",
			[known("mehr", "yes")],
			[
				["Ja, es sind mehr.", true],
				["Nein.", false],
			],
		);
	});

	test("a kind is read in its other forms", () => {
		holds(
			"What kind of relationship?",
			[known("relationship_type", "linear")],
			[
				["The relationship is linear.", true],
				["There is a linear relationship, not a quadratic one.", true],
				["The relationship is non-linear.", false],
				["There is no linear relationship.", false],
			],
		);
		holds(
			"Is it skewed?",
			[known("skewness_type", "positive")],
			[
				["The distribution is positively skewed.", true],
				["It is right-skewed.", true],
				["It is negatively skewed.", false],
			],
		);
		holds(
			"Good fit?",
			[known("model_fit", "poor fit")],
			[
				["poor fit", true],
				["It is a good fit.", false],
			],
		);
	});

	test("a date is known in every order of its parts", () => {
		holds(
			"When was the first order?",
			[known("date", "2024-03-05")],
			[
				["2024-03-05 00:00:00", true],
				["05.03.2024", true],
				["March 5, 2024", true],
				["5. März 2024", true],
				["2024年3月5日", true],
				["2024-05-03", false],
			],
		);
		holds(
			"Welcher Monat?",
			[known("Monat", "2024-03")],
			[
				["März 2024", true],
				["2024-04", false],
				["März", true],
			],
		);
	});

	test("several values in one are all needed", () => {
		holds(
			"How many of each?",
			[known("counts", "314, 577")],
			[
				["0: 314, 1: 577", true],
				["314", false],
			],
		);
		holds(
			"Which columns?",
			[known("columns", "author, url")],
			[
				["author and url", true],
				["author", false],
			],
		);
	});
});

test("words without a claim leave the answer to the output, words with a wrong one do not", () => {
	const answers = [known("rows", "101")];
	expect(claimsAny("The result is printed above.", "How many rows are null in 2020?", answers)).toBe(false);
	expect(claimsAny("3 storms have null values.", "How many storms are null?", answers)).toBe(true);
	expect(claimsAny("In 2020 this is as printed above.", "How many in 2020?", answers)).toBe(false);
});
