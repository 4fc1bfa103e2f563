// What a request asks for, in four languages; a wish that is not certain is none.

import { expect, test } from "vitest";
import type { ColumnProfile } from "../../../../src/core/domain.ts";
import { askedFiles } from "../../../../src/core/fix/wishes/reading/files.ts";
import { readWishes } from "../../../../src/core/fix/wishes/reading.ts";

const column = (name: string, more: Partial<ColumnProfile> = {}): ColumnProfile => ({
	...{ name, type: "text", nulls: 0, distinct: 40, samples: ["x", "y", "z"] },
	...more,
});
const columns = [
	column("order_date", { type: "date", range: ["2022-01-03", "2024-12-30"] }),
	column("Region", { distinct: 3, samples: ["North", "South", "East"] }),
	column("product category"),
	column("CustomerID"),
	column("revenue", { type: "float" }),
	column("price", { samples: ["$1.20", "$3.00"], notes: ["currency signs: pd.to_numeric(...)"] }),
	column("store_id", { type: "int", distinct: 400 }),
	column("class", { type: "int", distinct: 3 }),
	column("省份"),
	column("金额", { type: "float" }),
	column("店舗"),
	column("Stadt"),
	column("monthly rent", { type: "float" }),
	column("cost_per_week", { type: "float" }),
];

const said = (request: string) =>
	readWishes(request, columns).map((wish) => {
		switch (wish.kind) {
			case "period":
				return wish.period;
			case "column":
				return `by ${wish.column}`;
			case "top":
				return `top ${wish.rows}`;
			case "year":
				return wish.year;
			case "limit":
				return `limit ${wish.value}`;
			case "either":
				return wish.words;
			case "value":
				return `only ${wish.value}`;
			case "without":
				return `without ${wish.value}`;
			case "time":
				return `${wish.period} ${wish.at}`;
			case "chart":
				return `${wish.chart} chart`;
			case "file":
				return wish.name ?? wish.endings[0];
			default:
				return wish.kind;
		}
	});

test.each<[string, readonly string[]]>([
	["Revenue by month as a line chart", ["month", "line chart"]],
	["revenue per region and the top 5 product categories", ["by Region", "most", "top 5"]],
	["Show monthly revenue for 2024, as a bar chart", ["month", "2024", "bar chart"]],
	["How many orders per week?", ["week", "figures"]],
	["total revenue by region and product category", ["by Region", "by product category"]],
	["the total for each class", ["by class"]],
	["the mean price in each passenger class", ["by class"]],
	["the mean price of every sales region", ["by Region"]],
	["the revenue of each order and its region", []],
	["revenue per region class", ["by class"]],
	["revenue per region, class", ["by Region", "by class"]],
	["the first 3 letters of each region", []],
	["can you list only North", ["only North"]],
	["could you give me only North", ["only North"]],
	["we lost only North", []],
	["the revenue of each year region North had", ["year"]],
	["sum the revenue by quarter and save it as an Excel file", ["quarter", "xlsx"]],
	["only North: the revenue by day of the week", ["weekday", "only North"]],
	["the 10 most expensive products, then a pie chart", ["top 10", "pie chart"]],
	["Why did revenue drop in March?", ["why"]],
	["year over year growth, a histogram of revenue", ["year", "hist chart"]],
	["export the cleaned table to parquet", ["parquet"]],
	["drop duplicates and save as clean.xlsx", ["clean.xlsx"]],
	["Make a heatmap of revenue by region", ["by Region", "heatmap chart"]],
	["top ten customers", ["top 10"]],
	["draw a chart of the revenue", ["chart chart"]],
	["Are sales increasing or decreasing?", ["increasing or decreasing"]],
	["Tell me whether the relation is linear or nonlinear", ["linear or nonlinear"]],
	["Is the median higher or lower than the mean?", ["higher or lower", "statistic"]],
	["Is it normal or not?", []],
	["hotels with at least 100 reviews, of brands with more than 1,000 rooms", ["limit 100", "limit 1000"]],
	["Only shops with a rating greater than or equal to 4.5", ["limit 4.5"]],
	["linear if the absolute value of r is greater than 0.5", []],
	["with at most 2 decimals, for more than 3 years", []],
	["not more than 5 of them", []],
	["Kunden mit mindestens 10,5 Punkten", ["limit 10.5"]],
	["只看金额大于1000的订单", ["limit 1000"]],
	["消费500元以上的客户", ["limit 500"]],
	["Does Hamburg or Berlin sell more?", []],
	["revenue per month in the South, without North", ["month", "without North"]],
	["compare Q1 and Q2 of 2024", ["2024"]],
	["revenue from March to May 2024", []],
	["revenue in March or April", []],
	["Here is the file for March. Total revenue?", []],
	["save it to a new file", ["csv"]],
	["give me the file names", []],
	["I always export it to a file, how many rows?", ["figures"]],
	["count orders or returns", []],
])("%s", (request, wishes) => {
	expect(said(request)).toEqual(wishes);
});

test.each<[string, readonly string[]]>([
	["每月趋势，折线图，并打印数字", ["month", "line chart"]],
	["按省份统计金额，取前10名，画柱状图", ["by 省份", "top 10", "bar chart"]],
	["2023年各省份的金额合计", ["by 省份", "2023"]],
	["去重后转 Excel，去掉了多少行？", ["xlsx", "figures"]],
	["金额最高的5个省份", ["top 5"]],
	["每个季度的总金额，保存为 结果.csv", ["quarter", "结果.csv"]],
	["为什么三月下降了？", ["why"]],
	["请画一张柱状图", ["bar chart"]],
	["画个图看看", ["chart chart"]],
])("in Chinese: %s", (request, wishes) => {
	expect(said(request)).toEqual(wishes);
});

test.each<[string, readonly string[]]>([
	["Umsatz pro Monat als Liniendiagramm", ["month", "line chart"]],
	["Summe nach Stadt, die 5 größten, als Balkendiagramm", ["by Stadt", "top 5", "bar chart"]],
	["Wie viele Bestellungen im Jahr 2024?", ["2024", "figures"]],
	["monatliche Umsätze, speichere sie als Excel", ["month", "xlsx"]],
	["Wie hoch war der Umsatz in jedem Monat?", ["month"]],
	["Warum sank der Umsatz im März?", ["why"]],
])("in German: %s", (request, wishes) => {
	expect(said(request)).toEqual(wishes);
});

test.each<[string, readonly string[]]>([
	["店舗ごとの売上を棒グラフで", ["by 店舗", "bar chart"]],
	["月別の合計を折れ線グラフで見せて", ["month", "line chart"]],
	["上位3件の店舗", ["top 3"]],
	["2024年の売上をエクセルで保存して", ["2024", "xlsx"]],
	["店舗別、四半期ごとの売上", ["quarter", "by 店舗"]],
])("in Japanese: %s", (request, wishes) => {
	expect([...said(request)].sort()).toEqual([...wishes].sort());
});

test.each([
	"sort the rows by region",
	"order them by product category, descending",
	"the top products by revenue",
	"What is the average monthly rent?",
	"the sum of cost per week",
	"the mean revenue per month",
	"by price, please",
	"revenue by store_id",
	"the sum, but not by month and no chart",
	"explain the bar chart above",
	"What does the histogram show?",
	"the revenue of last month",
	"read monthly.csv and the column 'sales by month'",
	"the top 10% of the values",
	"the first 3 digits, the last 30 days",
	"Why does this code fail?",
	"how much is 2024 rows",
	"不要画图，不要按月",
	"按金额排序",
	"年龄和年薪的关系",
	"按省份排序",
	"keine Diagramme, nicht pro Monat",
	"月齢と年齢の平均",
	"count outliers by the box plot rule",
	"divide the revenue by class",
	"in 2 days",
	"Is the distribution of revenue normal?",
])("no wish but figures: %s", (request) => {
	expect(said(request).filter((wish) => wish !== "figures")).toEqual([]);
});

test("a year that the whole file is of is no filter", () => {
	const whole = [column("day", { type: "date", range: ["2024-01-01", "2024-12-31"] })];
	expect(readWishes("revenue in 2024", whole)).toEqual([]);
	expect(readWishes("revenue in 2024", columns)).toMatchObject([{ kind: "year", year: "2024" }]);
});

test("a wish is said in the words of the request", () => {
	expect(readWishes("Revenue by month, top 5, per Region", columns).map(({ words }) => words)).toEqual([
		"by month",
		"per Region",
		"top 5",
	]);
	expect(readWishes("店舗ごとの合計", columns).map(({ words }) => words)).toEqual(["店舗ごと"]);
	expect(readWishes("每月的金额，前十名", columns).map(({ words }) => words)).toEqual(["每月", "前十名"]);
});

test("the lines of an answer form are no wishes", () => {
	expect(said("the mean of revenue\nPrint the answer in this form: @by_month[value] top 5")).toEqual([]);
	expect(said("the mean of revenue\nTotal by month: <number>")).toEqual([]);
});

test.each([
	["read data.csv and save as clean_data.parquet", ["clean_data.parquet"]],
	[
		"read data.csv, drop the empty rows, turn the date column into datetime, save as clean_data.parquet",
		["clean_data.parquet"],
	],
	["读取 data.csv，删除空行，把日期列转换为 datetime，保存为 clean_data.parquet", ["clean_data.parquet"]],
	["另存为“结果.xlsx”", ["结果.xlsx"]],
	["how many rows has data.csv?", []],
	["export it to report.html and write summary.txt", ["report.html", "summary.txt"]],
])("%s asks for %j", (request, files) => {
	expect(askedFiles(request)).toEqual(files);
});

test("of two columns that are said one after the other the last is the group", () => {
	const both = [column("product"), column("category")];
	const words = (request: string, known = both) => readWishes(request, known).map((wish) => wish.words);
	expect(words("revenue per product category")).toEqual(["per category"]);
	expect(words("revenue per product and category")).toEqual(["per product", "per category"]);
	expect(words("revenue per product")).toEqual(["per product"]);
	expect(words("revenue by product category", [...both, column("product category")])).toEqual(["by product category"]);
	expect(words("每个省份的前三个字", columns)).toEqual([]);
	expect(words("每个省份的金额", columns)).toEqual(["每个省份"]);
});

test("a name that is the initial and the noun of what people say", () => {
	const known = [column("Pclass", { type: "int", distinct: 3 })];
	const words = (request: string) => readWishes(request, known).map((wish) => wish.words);
	expect(words("mean age of men in each passenger class?")).toEqual(["in each passenger class"]);
	expect(words("average fare by passenger class")).toEqual(["by passenger class"]);
	expect(words("a picnic class each")).toEqual([]);
});
