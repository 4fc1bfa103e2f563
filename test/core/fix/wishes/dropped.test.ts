// Words of a request that ask for nothing: what is turned into something else, what is one of several, how the file came to be. What stands beside them is still read.

import { describe, expect, test } from "vitest";
import type { Upload } from "../../../../src/core/domain.ts";
import { wishesOf } from "../../../../src/core/fix/wishes.ts";

type Column = readonly [
	name: string,
	type: string,
	distinct: number,
	samples: string,
	range?: readonly [string, string],
];
const upload = (rows: number, columns: readonly Column[]): Upload => {
	const all = columns.map(([name, type, distinct, samples, range]) => ({
		...{ name, type, nulls: 0, distinct, samples: samples.split(" ") },
		...(range && { range }),
	}));
	const profile = { format: "csv", notes: [], rows, columns: all };
	return { id: "1", name: "a.csv", as: "a.csv", size: 1, source: "", state: { kind: "stored", profile } } as never;
};
const SPAN = ["2023-01-02", "2024-12-30"] as const;
const FILES: Readonly<Record<string, Upload>> = {
	en: upload(2400, [
		["order_date", "date", 700, "2023-01-02", SPAN],
		["customer", "text", 320, "Acme Bolt Cargo"],
		["city", "text", 12, "Berlin Paris Rome"],
		["region", "text", 4, "North South East West"],
		["category", "text", 4, "Furniture Office Technology Books"],
		["product", "text", 60, "Chair Desk Pen"],
		["status", "text", 3, "completed cancelled returned"],
		["rating", "int", 5, "1 2 3 4 5"],
		["quantity", "int", 10, "1 2 3"],
		["revenue", "float", 2200, "3.5"],
	]),
	flats: upload(300, [
		["district", "text", 6, "A B C"],
		["plot_size", "float", 200, "1.5"],
		["rent", "float", 200, "900.5"],
	]),
	staff: upload(300, [
		["department", "text", 6, "Sales IT HR"],
		["gender", "text", 2, "F M"],
		["salary", "int", 250, "30000"],
		["hire_date", "date", 280, "2015-01-02", ["2009-01-02", "2024-10-30"]],
	]),
	countries: upload(195, [
		["country", "text", 195, "France Peru Chad"],
		["国家", "text", 195, "法国 秘鲁 乍得"],
		["Land", "text", 190, "Frankreich Peru Tschad"],
		["国名", "text", 195, "フランス ペルー"],
		["continent", "text", 6, "Europe Asia Africa"],
		["population", "int", 195, "1"],
	]),
	zh: upload(1800, [
		["日期", "date", 600, "2023-01-02", SPAN],
		["客户", "text", 200, "张三 李四 王五"],
		["城市", "text", 10, "北京 上海 广州"],
		["类别", "text", 4, "家具 办公 电子 图书"],
		["产品", "text", 50, "椅子 桌子 笔"],
		["状态", "text", 3, "已完成 已取消 已退货"],
		["金额", "float", 1700, "3.5"],
	]),
	de: upload(900, [
		["Datum", "date", 500, "2023-01-02", SPAN],
		["Kunde", "text", 120, "Müller Schmidt Weber"],
		["Stadt", "text", 10, "Berlin Hamburg Köln"],
		["Kategorie", "text", 4, "Möbel Büro Technik Bücher"],
		["Filiale", "text", 8, "Mitte Nord Süd"],
		["Umsatz", "float", 850, "3.5"],
	]),
	ja: upload(900, [
		["日付", "date", 500, "2023-01-02", SPAN],
		["顧客", "text", 120, "田中 佐藤 鈴木"],
		["店舗", "text", 8, "東京 大阪 名古屋"],
		["カテゴリ", "text", 4, "家具 文具 家電 本"],
		["売上", "int", 850, "350"],
	]),
};

const said = (file: string, request: string) =>
	wishesOf(request, [FILES[file]!]).map((wish) => {
		switch (wish.kind) {
			case "period":
				return wish.period;
			case "column":
			case "most":
				return `${wish.kind === "most" ? "most " : ""}${wish.column}`;
			case "top":
				return `top ${wish.rows}`;
			case "year":
				return wish.year;
			case "value":
				return `only ${wish.value}`;
			case "limit":
				return `limit ${wish.value}`;
			case "chart":
				return wish.chart;
			case "file":
				return wish.name ?? wish.endings[0];
			case "figures":
				return wish.whole ? "whole" : "figures";
			default:
				return wish.kind;
		}
	});

/** Each line: the request, and after the last `=` what it asks for. */
const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	"turned into something else": {
		en: `change the line chart to a bar chart = bar
			turn the pie chart into a bar chart = bar
			The pie chart is hard to read, make it a bar chart = bar
			replace the pie chart with a bar chart = bar
			pie charts are ugly, use a bar chart = bar
			We can't use pie charts here, show revenue by category = category
			remove the pie chart and draw a bar chart = bar
			switch from monthly to quarterly revenue = quarter
			change the grouping from by region to by category = category
			change top 5 to top 10 = top 10
			change the median to the mean =
			convert an excel to csv = csv
			change the csv to an excel file = xlsx
			turn the revenue by region into a pie chart = region pie
			turn the top 5 customers into a bar chart = top 5 bar
			not by month but by week = week
			not only by month but also by region = month region
			don't forget to group by region = region
			don't group by region =
			bar chart instead of line chart = bar`,
		zh: `把折线图改成柱状图 = bar
			饼图看不清，换成柱状图 = bar
			按月改成按季度 = quarter
			把按城市改成按类别 = 类别
			前5名改成前10名 = top 10
			把中位数换成平均数 =
			不是按月是按周 = week
			各类别每月金额 = month 类别
			别忘了按城市分组 = 城市
			别按城市分组 =
			把每月销售额画成折线图 = month line
			统计每月销售额，图表换成柱状图 = month bar`,
		de: `mach aus dem Kreisdiagramm ein Balkendiagramm = bar
			ersetze das Kreisdiagramm durch ein Balkendiagramm = bar
			wechsle von pro Monat zu pro Quartal = quarter
			mach aus dem Umsatz pro Stadt ein Balkendiagramm = Stadt bar`,
		ja: `折れ線グラフを棒グラフに変えて = bar
			円グラフは見にくいので棒グラフにして = bar
			月別を四半期別に変えて = quarter
			店舗別の売上を棒グラフにして = 店舗 bar`,
	},
	"one of several": {
		en: `by week or by month, whatever looks better =
			bar or pie chart, you choose =
			show the top 5 or 10 customers =
			median or mean of the price =`,
		zh: `按周或者按月都可以 =
			用柱状图或折线图画每月销售额 = month`,
		de: "pro Woche oder pro Monat =\nBalkendiagramm oder Kreisdiagramm, egal =",
		ja: "円グラフか棒グラフで =\n週別または月別で =",
	},
	"an average over the groups": {
		en: `how many orders per customer on average = figures
			orders per day, on average =
			what do customers spend on average per month =
			weekly average =
			average monthly revenue =
			per day average revenue =
			average revenue by month = month
			daily revenue with 7 day moving average = day
			revenue per region overall =
			average revenue per region and category =
			how many orders does each customer have = customer figures
			does every customer have a city? =`,
		zh: `平均每个客户消费多少 = figures
			平均每天卖多少 = figures
			平均每月订单数 =
			各城市平均金额 = 城市
			有多少个不同的客户 = whole
			有几种不同的产品 =
			不同城市的金额 = 城市`,
		de: "Wie viele Bestellungen pro Kunde im Schnitt? = figures\nUmsatz pro Tag im Durchschnitt =",
		ja: "顧客ごとの平均購入回数は =\n店舗ごとの平均売上 = 店舗",
	},
	"one row of a name": {
		countries: `show the population of each country =
			add gdp per capita for each country and save as csv = csv
			每个国家的人口是多少 = figures
			die Einwohner je Land =
			国名別の人口 =
			population by continent = continent`,
		en: `which product has the highest price =
			which customer placed the largest order =
			top 5 customers by revenue = most customer top 5
			which region has the most orders = most region`,
		staff: "which department has the highest salary =",
		zh: `哪个产品最贵 =
			单价最高的产品 =
			哪个城市的销售额最高 = most 城市`,
		de: "welche Stadt hat den höchsten Preis =\nwelche Stadt hat den höchsten Umsatz = most Stadt",
	},
	"how far the data goes": {
		en: `Here is the sales data of 2023 and 2024. Total revenue by region = region
			revenue by month since 2023 = month
			monthly revenue from 2023 to 2024 = month
			revenue by month since 2024 = month 2024
			monthly revenue for March 2024 = 2024 time
			quarterly revenue for Q3 2024 = 2024 time
			monthly revenue since March = month
			orders by year end? =
			the revenue on the last day of every month =
			revenue since June 2024 = 2024
			revenue in 2024 vs 2023 = 2024
			customers who bought in 2023 but not in 2024 = 2023
			2024 revenue by region = region 2024`,
		flats: `rent per month by district = district
			cost per month for each district = district
			annual total rent by district = district`,
		staff: "salary per year by department = department\nhow many people were hired per year = year figures",
		zh: `2023年到2024年每月的金额 = month
			2023年以来每月金额 = month
			只看每月1号 =
			每年年底的金额 =`,
		de: `Umsatz pro Monat seit 2023 = month
			Umsatz nach Stadt seit 2024 = Stadt 2024
			monatlicher Umsatz im März = time
			Umsatz am letzten Tag jedes Monats =`,
		ja: "2023年と2024年のデータです。店舗別の売上 = 店舗\n毎月1日の売上 =\n毎月末の売上 =",
	},
	"how the file came to be": {
		en: `this is an export from SAP as csv, what's the revenue per region? = region
			I uploaded the data as excel, revenue per region = region
			we always export it as excel, revenue per region = region
			can we export it as excel = xlsx
			Clean it and save as csv = csv
			Take the table, sort it and export to Excel = xlsx
			Sort it then export to Excel = xlsx
			Would you export it as Excel? = xlsx
			Will you please save this as csv = csv
			Could you also save it as csv? = csv
			I want it as Excel = xlsx
			Do this, and after that save as csv = csv
			The data was saved as excel, revenue per region = region
			the file that you sent as xlsx, revenue per region = region
			They store it as csv, revenue per region = region
			I have it as excel. Revenue per region = region
			The file that arrived as excel =
			make a bar chart from a csv = bar
			give me a spreadsheet of revenue by region = region xlsx`,
		zh: `这是从系统导出的excel，统计各城市金额 = 城市
			刚导出的csv，各城市金额 = 城市
			导出每个城市的excel = 城市 xlsx
			帮我保存为excel = xlsx
			我们导出的excel，统计各城市金额 = 城市`,
		de: `Ich habe die Daten als Excel exportiert. Umsatz pro Stadt = Stadt
			Die Daten liegen als Excel vor =
			Ich exportiere es als Excel. Umsatz pro Stadt = Stadt
			Exportiere das Ergebnis als Excel = xlsx`,
		ja: "エクセルで出力したデータです =\nエクセルで出力したい = xlsx",
	},
	"one value of a column": {
		en: `total revenue by customer Acme Ltd =
			orders by status completed =
			flats by rating 5 =
			revenue by rating 2024 = rating
			filter by region and show the total =
			total revenue for all regions, not just North =
			I just returned from holiday, show revenue by region = region
			We lost only North in the last export =
			I want only completed orders = only completed`,
		zh: `按城市筛选上海的订单 =
			按状态过滤掉已取消的 = without
			不只看家具 =`,
		de: "nach Kategorie Möbel filtern =\nnach Stadt gruppieren = Stadt\nnicht nur Möbel =",
		ja: "店舗で絞り込んで =",
	},
	"words within words": {
		zh: `按星期几统计 = weekday
			按星期统计 = week
			前3个月的金额 =
			前3个客户 = top 3
			最后3名 = top 3
			倒数五名城市 = top 5
			月度趋势 = month`,
		ja: "曜日別 = weekday\n日別 = day",
		en: `how many seconds was the longest visit = figures
			plot how many orders per month = month chart
			add a column that says how many orders there are and save as csv = csv
			how many orders, and plot them by month = month whole
			bottom 3 cities = top 3
			now as pie = pie`,
		flats: "show the average price of plots per district =\nplot size by district = district",
	},
	"the second of a list": {
		en: `revenue by category and year = year category
			by region, category and quarter = quarter region category
			sort by region and month =`,
		zh: `按城市和月份统计 = month 城市
			按城市、类别 = 城市 类别
			按城市和类别 = 城市 类别`,
		de: "Umsatz je Filiale und Monat = month Filiale",
	},
	limits: {
		en: `who earns more than 50k = limit 50000
			more than 3 million = limit 3000000
			more than 10 minutes =
			return rate above 0.125 = limit 0.125
			more than 1.250 =
			more than 50.000 = limit 50000
			more than 2.3k = limit 2300
			above 1,250.50 = limit 1250.5
			customers with more than 1 order =
			the file has more than 2000 rows, revenue per region = region
			We have more than 300 customers. Who are the best 5? = top 5
			customers who have more than 5 orders = limit 5
			answer in less than 50 words: revenue per region = region
			orders over 1000 = limit 1000
			price < 20 and quantity >= 3 = limit 20 limit 3
			orders between 100 and 500 = limit 100 limit 500
			between 2023 and 2024 =
			between 10 and 50k =
			over the last 12 months =
			average revenue over 5 cities =
			sum over 12 stores =
			sum revenue over 3 columns =
			how does revenue over 2 periods compare =
			average of orders over 3, 6 and 12 months =
			We sell in over 20 countries. Revenue by region = region
			We sell in more than 20 countries. Revenue by region = region
			Our shop has over 500 products, show revenue by region = region
			Our shop has over 2 million orders, show revenue by region = region
			Show it in under 3 slides =
			summarise over 10k rows =
			We grew over 20% last year, revenue by region = region
			orders over $500 = limit 500
			orders of at least €1,500 = limit 1500
			cities with revenue over 2 million = limit 2000000
			cities with growth over 20% = limit 20
			orders under 2000 euros = limit 2000
			where the price is over 20 and the status is completed = limit 20
			revenue of orders under 100 by region = region limit 100
			Is there a difference in revenue between regions (p < 0.05)? =
			is it so with p below 0.05 =
			I <3 this. Revenue by region = region
			thanks <3, revenue by region = region
			orders (revenue > 100) = limit 100`,
		zh: `超过1万的订单 = limit 10000
			超过2万5的订单 =
			大于5千 = limit 5000
			超过10分钟 =
			大于5千克 =
			数据有超过1000行，按城市统计 = 城市
			金额 > 500 的订单 = limit 500
			不超过100字 =`,
		de: `mehr als 50 Tsd Umsatz = limit 50000
			über 1.000 Euro = limit 1000
			Durchschnitt über 5 Städte =
			Bestellungen über 1000 = limit 1000
			mindestens 10,5 kg =
			Antworte in weniger als 50 Wörtern =`,
		ja: "1万円以上 = limit 10000\n10分以上 =\nデータは1000件以上あります。店舗別の売上 = 店舗",
	},
	choices: {
		en: `is the trend rising or falling? = either
			is revenue higher or lower in 2024 = 2024 either
			how many orders were cancelled or returned in 2024? = 2024 whole
			orders that were delayed or cancelled, per region = region
			what share was cancelled or returned =
			is the correlation positive or negative? =
			is it male or female? =`,
		zh: `销售额是上升还是下降 = either
			结果还是不对，重新算一下每个城市的金额 = 城市
			算了还是按月吧 = month
			图表还是画成柱状图吧 = bar
			员工数量还是用人数表示 =
			今年还是去年卖得多 =
			男的还是女的 =`,
		de: "Ist der Umsatz gestiegen oder gefallen? = either\nHat Berlin oder Hamburg mehr Umsatz? =",
	},
};

describe.each(Object.entries(tables))("%s", (_, files) => {
	const lines = Object.entries(files).flatMap(([file, text]) =>
		text.split("\n").map((line) => {
			const at = line.lastIndexOf(" =");
			return [file, line.slice(0, at).trim(), line.slice(at + 2).trim()] as const;
		}),
	);
	test.each(lines)("%s: %s → %s", (file, request, wanted) => {
		expect(said(file, request).join(" ")).toBe(wanted);
	});
});
