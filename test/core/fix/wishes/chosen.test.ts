// Rows that a request chooses or leaves out, by their month, their name or their size: right programs in many styles are not blamed, and told things are no wishes.

import { expect, it } from "vitest";
import type { Run } from "../../../../src/core/domain.ts";
import { unmet } from "../../../../src/core/fix/wishes.ts";
import { summarise } from "../../../../src/python/summary.ts";
import { uploads } from "./sales.ts";

const run: Run = {
	...{ id: "r", outcome: "ok", output: "a 12.5\nb 3", durationMs: 1, changed: [], artifacts: [], notes: [] },
	variablesKept: true,
};
const READ = 'import pandas as pd\nimport matplotlib.pyplot as plt\ndf = pd.read_csv("sales.csv")';
const SHORT: Readonly<Record<string, string>> = {
	DATES: 'df["day"] = pd.to_datetime(df["day"])',
	TOTAL: 'print(df["revenue"].sum())',
	REGIONS: 'print(df.groupby("region")["revenue"].sum())',
	PRODUCTS: 'print(df.groupby("product")["revenue"].sum().sort_values(ascending=False))',
};

const missing = (request: string, code: string, earlier: readonly string[] = []) => {
	const source = code.includes("read_") ? code : `${READ}\n${code}`;
	const does = summarise({ language: "python", source, earlier });
	return unmet(request, { source, does, uploads, earlier, run }).map(({ words }) => words);
};

/** A request, its program, and what that leaves out, one a line. */
const rowsOf = (table: string) =>
	table
		.trim()
		.split("\n")
		.map((line) => {
			const [request = "", code = "", words] = line.trim().split(" ⇒ ");
			const source = code.split(" ; ").map((part) => SHORT[part] ?? part);
			return { request, source: source.join("\n"), words: words === undefined ? [] : words.split(", ") };
		});

const RIGHT = `
	What was our revenue in March? ⇒ DATES ; print(df.loc[df["day"].dt.month == 3, "revenue"].sum())
	total for January 2022 ⇒ DATES ; print(df[df["day"] < "2022-02-01"]["revenue"].sum())
	Q3 2024 revenue by product ⇒ DATES ; d = df[df["day"].dt.to_period("Q") == "2024Q3"] ; print(d.groupby("product")["revenue"].sum())
	total revenue Q1-Q3 2024 ⇒ DATES ; print(df.set_index("day").loc["2024-01":"2024-09", "revenue"].sum())
	revenue in November, top 5 products ⇒ DATES ; nov = df[df["day"].dt.strftime("%b") == "Nov"] ; print(nov.groupby("product")["revenue"].sum().nlargest(5))
	orders in may 2024 ⇒ import duckdb ; print(duckdb.sql("select count(*) from 'sales.csv' where month(day) = 5 and year(day) = 2024").fetchone()[0])
	August revenue ⇒ import duckdb ; d = pd.read_csv("sales.csv") ; print(duckdb.sql("SELECT SUM(revenue) FROM d WHERE strftime(day, '%m') = '08'").df())
	what did we sell in September 2023 ⇒ DATES ; s = df.groupby(pd.Grouper(key="day", freq="ME"))["revenue"].sum() ; print(s.loc["2023-09"])
	revenue in February ⇒ DATES ; p = df.pivot_table(index=df["day"].dt.year, columns=df["day"].dt.month, values="revenue", aggfunc="sum") ; print(p[2])
	revenue in the first quarter of 2024 ⇒ start, end = pd.Timestamp(2024, 1, 1), pd.Timestamp(2024, 3, 31) ; DATES ; print(df.loc[df["day"].between(start, end), "revenue"].sum())
	compare revenue in March vs April 2024 ⇒ DATES ; d = df[df["day"].dt.year == 2024] ; print(d.groupby(d["day"].dt.month)["revenue"].sum().loc[[3, 4]])
	What were sales in March? ⇒ months = {"jan": 1, "feb": 2, "mar": 3} ; DATES ; print(df[df["day"].dt.month == months["mar"]]["revenue"].sum())
	I need the revenue by product by March 15, thanks ⇒ PRODUCTS
	revenue in March or April, whichever is higher ⇒ DATES ; s = df.groupby(df["day"].dt.month)["revenue"].sum() ; print(max(s[3], s[4]))
	total revenue excluding cancelled and returned ⇒ mask = df["status"].eq("completed") ; print(df[mask]["revenue"].sum())
	revenue without the cancelled ones ⇒ print(df.set_index("status").loc["completed", "revenue"].sum())
	revenue without cancelled ⇒ print(sum(x.revenue for x in df.itertuples() if x.status == "completed"))
	revenue by product, except North ⇒ d = df[df.region.isin(["South", "East"])] ; print(d.groupby("product")["revenue"].sum())
	revenue per product without the months ⇒ PRODUCTS
	revenue without cancelled orders ⇒ valid = {"completed", "returned"} ; print(df[df["status"].isin(valid)]["revenue"].sum())
	revenue without cancelled orders ⇒ p = df.pivot_table(index="region", columns="status", values="revenue", aggfunc="sum") ; print(p["completed"] + p["returned"])
	revenue without cancelled orders ⇒ d = dict(list(df.groupby("status"))) ; print(d["completed"]["revenue"].sum())
	orders of at least 100 get 10% off, what is the new revenue? ⇒ rate = pd.Series(0.1, index=df.index) ; rate.loc[df["price"] < 100] = 0.0 ; print((df["revenue"] * (1 - rate)).sum())
	上一季度的销售额是多少 ⇒ DATES ; q = df["day"].dt.to_period("Q") ; print(df[q == q.max()]["revenue"].sum())
	二季度各地区的销售额 ⇒ DATES ; d = df[df["day"].dt.quarter == 2] ; print(d.groupby("region")["revenue"].sum())
	3月和4月的销售额对比 ⇒ DATES ; print(df[df["day"].dt.month.isin([3, 4])].groupby(df["day"].dt.month)["revenue"].sum())
	500元以下的订单数量 ⇒ print(len(df.query("price < 500")))
	Umsatz im Mai 2024 ⇒ DATES ; print(df[df["day"].dt.strftime("%m.%Y") == "05.2024"]["revenue"].sum())
	Umsatz ohne stornierte Bestellungen ⇒ print(df[df["Zustand"].isin(["bezahlt", "offen"])]["revenue"].sum())
	返品は除いて、売上を計算 ⇒ print(df.query("状況 == '完了'")["revenue"].sum())
	revenue in June ⇒ import polars as pl ; df = pl.read_csv("sales.csv", try_parse_dates=True) ; print(df.filter(pl.col("day").dt.month() == 6)["revenue"].sum())
	revenue in June ⇒ df["ym"] = df["day"].str[:7] ; t = df.groupby("ym")["revenue"].sum() ; print(t[t.index.str.endswith("-06")])
	Q1 revenue 2024 ⇒ DATES ; d = df[df["day"] <= "2024-03-31"] ; d = d[d["day"] > "2023-12-31"] ; print(d["revenue"].sum())
	3ヶ月連続で売上が増えた商品 ⇒ print(df["product"].unique()[:3])
	revenue in March 2024 please ⇒ DATES ; mask = (df["day"] >= "20240301") & (df["day"] <= "20240331") ; print(df.loc[mask, "revenue"].sum())
	revenue in March 2024 ⇒ DATES ; print(df[(df["day"] > "2024-02-29") & (df["day"] < "2024-04-01")]["revenue"].sum())
	show revenue for Q1 2024 by product ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & (df["day"].dt.month < 4)] ; print(d.groupby("product")["revenue"].sum())
	How did Q4 2024 go? Revenue by region. ⇒ DATES ; d = df[df["day"] > "2024-09-30"] ; print(d.groupby("region")["revenue"].sum())
	How did we do in Q4 2024? Revenue by region. ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & (df["day"].dt.month > 9)] ; print(d.groupby("region")["revenue"].sum())
	Q2 revenue ⇒ DATES ; q = (df["day"].dt.month - 1) // 3 ; print(df[q == 1]["revenue"].sum())
	sum of revenue in the 3rd quarter of 2024 ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & (df["day"].dt.month > 6) & (df["day"].dt.month < 10)] ; print(d["revenue"].sum())
	revenue from January to March 2024 ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & (df["day"].dt.month <= 3)] ; print(d["revenue"].sum())
	revenue from April to June 2024 ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & (df["day"].dt.quarter == 2)] ; print(d["revenue"].sum())
	units sold from October to December ⇒ DATES ; print(df.loc[df["day"].dt.quarter == 4, "quantity"].sum())
	total revenue for Q1 to Q3 of 2024 ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & (df["day"].dt.quarter < 4)] ; print(d["revenue"].sum())
	total revenue for Q1 to Q3 of 2024 ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & (df["day"].dt.quarter != 4)] ; print(d["revenue"].sum())
	revenue in the third quarter ⇒ print(df[df["day"].str.contains(r"-0[789]-")]["revenue"].sum())
	in March we changed the system, so please just give me total revenue by product ⇒ PRODUCTS
	We moved to a new ERP in May. Which product has the most revenue overall? ⇒ PRODUCTS
	I need this for March board meeting: revenue by region ⇒ REGIONS
	For the March sales meeting, show the revenue by region ⇒ REGIONS
	For our Q3 planning I need the revenue by product ⇒ PRODUCTS
	We launch the new shop in Q3, so which product sells best? ⇒ PRODUCTS
	prep for the Q4 review: total revenue by region ⇒ REGIONS
	The export from March had duplicates, does this one too? ⇒ print(df.duplicated().sum())
	Q1: what is the total revenue? Q2: which product sells best? ⇒ print(df["revenue"].sum()) ; print(df.groupby("product")["revenue"].sum().idxmax())
	Give me min, Q1, median, Q3 and max of the price ⇒ print(df["price"].describe())
	compute Q1, Q3 and the IQR of price ⇒ a, b = df["price"].quantile([0.25, 0.75]) ; print(a, b, b - a)
	what is the first quarter of the rows worth in revenue? ⇒ n = len(df) // 4 ; print(df["revenue"].head(n).sum())
	prices may only be shown with 2 decimals; you only may touch the price column ⇒ print(df["price"].round(2))
	forecast revenue for Q1 2025 ⇒ print(df["revenue"].mean())
	total revenue; note that in April two stores were closed ⇒ TOTAL
	fiscal Q1 (April to June) revenue 2024 ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & df["day"].dt.month.isin([4, 5, 6])] ; print(d["revenue"].sum())
	total revenue excluding cancelled and returned ⇒ print((df["revenue"] * (df["status"] == "completed")).sum())
	revenue without cancelled ⇒ print(df["revenue"].where(df["status"] == "completed").sum())
	revenue without cancelled ⇒ import numpy as np ; print(np.where(df["status"] == "completed", df["revenue"], 0).sum())
	revenue excludes cancelled orders. What is it by region? ⇒ REGIONS
	The total excludes cancelled orders, right? Just show it. ⇒ TOTAL
	Do these numbers exclude cancelled orders? Revenue by region please ⇒ REGIONS
	Total revenue, with or without cancelled orders, I don't care ⇒ TOTAL
	Should I exclude cancelled orders when I report revenue? Show the total by region ⇒ REGIONS
	products with at least 10 orders ⇒ s = df["product"].value_counts() ; few = s[s < 10].index ; print(sorted(set(s.index) - set(few)))
	products with at least 10 orders ⇒ s = df["product"].value_counts() ; print(s.index.difference(s[s < 10].index))
	how many products have at least 10 orders ⇒ s = df["product"].value_counts() ; few = (s < 10).sum() ; print(s.size - few)
	mark orders of at least 500 as large, the others small ⇒ df["size"] = "large" ; df.loc[df["price"] < 500, "size"] = "small" ; print(df["size"].value_counts())
	Is every price at least 5? ⇒ print((df["price"] < 5).any())
	check that prices are above 5 ⇒ bad = df[df["price"] <= 5] ; print(len(bad), bad)
	Prices must be at least 5. Which rows break this rule? ⇒ print(df[df["price"] < 5])
	regions that failed to exceed 500 in revenue ⇒ s = df.groupby("region")["revenue"].sum() ; print(s[s <= 500])
	if the price is below 10 it is a typo, how many good rows? ⇒ print((df["price"] >= 10).sum())
	2024年1月到3月的销售额 ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & (df["day"].dt.month <= 3)] ; print(d["revenue"].sum())
	7月到9月的总销售额 ⇒ DATES ; print(df[df["day"].dt.quarter == 3]["revenue"].sum())
	2024年前三季度的销售额 ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & (df["day"].dt.quarter != 4)] ; print(d["revenue"].sum())
	连续三月销售额增长的产品有哪些 ⇒ DATES ; p = df.pivot_table(index="product", columns=df["day"].dt.year, values="revenue", aggfunc="sum") ; print(p)
	第四季度哪个产品卖得最好 ⇒ DATES ; d = df[df["day"].dt.month > 9] ; print(d.groupby("product")["revenue"].sum().idxmax())
	我们3月换了系统，请统计各产品的销售额 ⇒ PRODUCTS
	4月要开会，帮我算一下总销售额 ⇒ TOTAL
	这个表3月底要交，先算总销售额 ⇒ TOTAL
	数据里不含已取消的订单，算一下总销售额 ⇒ TOTAL
	这份表已经剔除了退货，按地区汇总销售额 ⇒ REGIONS
	销售额列不含退货，各地区是多少 ⇒ REGIONS
	金额不大于500的订单 ⇒ print(df[df["price"] <= 500])
	单价不小于100的产品 ⇒ print(df[df["price"] >= 100]["product"].unique())
	数量不高于20的订单有多少 ⇒ print((df["quantity"] <= 20).sum())
	没超过500元的订单有多少 ⇒ print((df["price"] <= 500).sum())
	销售额未超过1000的产品 ⇒ s = df.groupby("product")["revenue"].sum() ; print(s[s <= 1000])
	Umsatz im 1. Quartal 2024 nach Produkt ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & (df["day"].dt.month < 4)] ; print(d.groupby("product")["revenue"].sum())
	Im März haben wir umgestellt. Umsatz nach Produkt bitte ⇒ PRODUCTS
	Umsatz vom April bis Juni ⇒ DATES ; print(df[df["day"].dt.quarter == 2]["revenue"].sum())
	Ist der Umsatz mit oder ohne stornierte Bestellungen? Zeig ihn nach Region ⇒ REGIONS
	Die Zahlen sind ohne stornierte Bestellungen. Umsatz nach Region? ⇒ REGIONS
	Der Umsatz ist ohne Berlin gerechnet, stimmt die Summe? ⇒ TOTAL
	Gesamtumsatz; im August war der Laden zu ⇒ TOTAL
	4月から6月の売上合計 ⇒ DATES ; print(df[df["day"].dt.quarter == 2]["revenue"].sum())
	3月までの売上 ⇒ DATES ; print(df[df["day"] < "2024-04-01"]["revenue"].sum())
	10月以降の売上 ⇒ DATES ; print(df[df["day"] > "2024-09-30"]["revenue"].sum())
	1〜3月の売上 ⇒ DATES ; print(df[df["day"].dt.quarter == 1]["revenue"].sum())
	3月にシステムを変更しました。売上合計を教えて ⇒ TOTAL
	4月の会議で使うので、地域別の売上をお願いします ⇒ REGIONS
	キャンセルを除いた売上は集計済みです。地域別の売上だけ見せて ⇒ REGIONS
	返品を除いたデータです。売上合計は？ ⇒ TOTAL
	revenue up to the end of March 2022 ⇒ DATES ; d = df[df["day"] < "2022-04-01"] ; print(d["revenue"].sum())
	revenue until the end of June 2022 ⇒ DATES ; d = df[df["day"].dt.month < 7] ; d = d[d["day"].dt.year == 2022] ; print(d["revenue"].sum())
	revenue for Jan-Mar 2024 ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & (df["day"].dt.month <= 3)] ; print(d["revenue"].sum())
	revenue for Apr, May and Jun 2024 ⇒ DATES ; d = df[(df["day"].dt.year == 2024) & (df["day"].dt.quarter == 2)] ; print(d["revenue"].sum())
	Q2 2024 revenue ⇒ lo, hi = "20240401", "20240630" ; DATES ; d = df[df["day"].between(lo, hi)] ; print(d["revenue"].sum())
	Q4 revenue ⇒ DATES ; df["q"] = (df["day"].dt.month - 1) // 3 ; d = df[df["q"] == 3] ; print(d["revenue"].sum())
	Our fiscal year starts in July. Revenue per product please. ⇒ PRODUCTS
	We open a store in Berlin in June. What sells best so far? ⇒ print(df.groupby("product")["revenue"].sum().nlargest(3))
	I was on vacation in August, what is the revenue by region now? ⇒ REGIONS
	The budget for April is 50000. Total revenue? ⇒ TOTAL
	Use the same layout as in March: revenue by region, sorted ⇒ print(df.groupby("region")["revenue"].sum().sort_values())
	the file is from March, count the rows ⇒ print(len(df))
	answer only may question: total revenue ⇒ TOTAL
	the Q2 numbers look odd, are there duplicate rows in this file? ⇒ print(df.duplicated().sum())
	In may cases the price is empty. How many? ⇒ print(df["price"].isna().sum())
	We already sorted out everything except cancelled orders. Revenue? ⇒ TOTAL
	revenue without cancelled orders ⇒ ok = df["status"].map({"completed": 1}).fillna(0) ; print((df["revenue"] * ok).sum())
	revenue without cancelled orders ⇒ df["net"] = df.apply(lambda x: x["revenue"] if x["status"] == "completed" else 0, axis=1) ; print(df["net"].sum())
	revenue without cancelled orders ⇒ print(df["revenue"].dot(df["status"].eq("completed")))
	revenue without cancelled orders ⇒ d = df.set_index("status").xs("completed") ; print(d["revenue"].sum())
	classify products: fewer than 10 orders is low, at least 50 is high, else mid ⇒ import numpy as np ; s = df["product"].value_counts() ; k = np.select([s < 10, s < 50], ["low", "mid"], "high") ; print(pd.Series(k, index=s.index))
	flag products: at least 50 orders is high ⇒ import polars as pl ; d = pl.read_csv("sales.csv").group_by("product").len() ; print(d.with_columns(pl.when(pl.col("len") < 50).then(pl.lit("low")).otherwise(pl.lit("high"))))
	omit orders below 500 and sum the revenue ⇒ d = df[df["price"] >= 500] ; print(d["revenue"].sum())
	all orders other than those over $500 ⇒ print(df[df["price"] <= 500])
	throw out orders under $20, then the average price ⇒ print(df[df["price"] >= 20]["price"].mean())
	disregard orders below 20, total revenue ⇒ print(df[df["price"] >= 20]["revenue"].sum())
	show orders but nothing above 500 ⇒ print(df[df["price"] <= 500])
	eliminate products with fewer than 5 sales ⇒ s = df["product"].value_counts() ; print(s[s >= 5])
	Orders below 5 are test orders. What is the revenue of the real ones? ⇒ print(df[df["price"] >= 5]["revenue"].sum())
	when did the price first fall below 100 ⇒ s = df.set_index("day")["price"] ; print((s >= 100).idxmin())
	忽略500元以下的订单，算总销售额 ⇒ print(df[df["price"] > 500]["revenue"].sum())
	500元以下的不要，算总销售额 ⇒ print(df[df["price"] > 500]["revenue"].sum())
	少于10单的产品不看，其余列出来 ⇒ s = df["product"].value_counts() ; print(s[s >= 10])
	低于5元的是测试订单，真实订单有多少 ⇒ print((df["price"] >= 5).sum())
	Bestellungen unter 500 Euro weglassen, Umsatz gesamt ⇒ print(df[df["price"] >= 500]["revenue"].sum())
	Bestellungen unter 500 Euro ausschließen, Umsatz gesamt ⇒ print(df[df["price"] >= 500]["revenue"].sum())
	Zeig Bestellungen, aber nichts über 500 Euro ⇒ print(df[df["price"] <= 500])
	Bestellungen unter 20 Euro bitte rausfiltern ⇒ print(df[df["price"] >= 20])
	500円以下は無視して売上合計 ⇒ print(df[df["price"] > 500]["revenue"].sum())
	100円以下は対象外で、平均単価 ⇒ print(df[df["price"] > 100]["price"].mean())
	上一月的销售额 ⇒ d = df[df["day"].str[:7] == "2024-11"] ; print(d["revenue"].sum())
	上一季度的销售额 ⇒ DATES ; d = df[df["day"].dt.to_period("Q") == "2024Q4"] ; print(d["revenue"].sum())
	同一月份里重复的订单有多少 ⇒ df["m"] = df["day"].str[:7] ; print(df.duplicated(["product", "m"]).sum())
	1月到3月的销售额 ⇒ DATES ; d = df[df["day"].dt.quarter == 1] ; print(d["revenue"].sum())
	10月以后的订单有多少 ⇒ DATES ; d = df[df["day"].dt.month > 9] ; print(len(d))
	3月份的数据有错，帮我看看这个文件有没有重复行 ⇒ print(df.duplicated().sum())
	我们公司5月成立，总销售额多少 ⇒ TOTAL
	财年第一季度（4-6月）的销售额 ⇒ DATES ; d = df[df["day"].dt.quarter == 2] ; print(d["revenue"].sum())
	已经删除了退货的数据，算总销售额 ⇒ TOTAL
	已剔除退货，各地区销售额 ⇒ REGIONS
	含不含已取消的订单都行，总销售额 ⇒ TOTAL
	Wir haben im Mai eröffnet. Umsatz nach Region? ⇒ REGIONS
	第1四半期の売上 ⇒ DATES ; d = df[df["day"].dt.month.isin([4, 5, 6])] ; print(d["revenue"].sum())
	5月に新しい店を開きます。今までの売上合計は？ ⇒ TOTAL
	3月末までに提出します。商品別の売上をください ⇒ PRODUCTS
	キャンセル以外も含めた全部の売上 ⇒ TOTAL
	share of orders of at least 500 ⇒ small = (df["price"] < 500).sum() ; all_ = df.shape[0] ; print((all_ - small) / all_)
	orders of at least 500 ⇒ print(df.sort_values("price").iloc[(df["price"] < 500).sum():])
	free shipping for orders over $50, else 5 dollars. total shipping? ⇒ ship = pd.Series(0, index=df.index) ; ship[df["price"] <= 50] = 5 ; print(ship.sum())
`;

const WRONG = `
	What was our revenue in March? ⇒ print("March revenue:", df["revenue"].sum()) ⇒ in March
	weekly revenue in May ⇒ DATES ; print(df.resample("W", on="day")["revenue"].sum()) ⇒ in May
	十二月的订单数 ⇒ print(len(df)) ⇒ 十二月
	剔除已取消的订单，各地区销售额 ⇒ REGIONS ⇒ 剔除已取消
	Umsatz nach Produkt, abzüglich der offenen ⇒ PRODUCTS ⇒ abzüglich der offenen
	返品以外の売上 ⇒ TOTAL ⇒ 返品以外
	500円以下の商品 ⇒ print(df[df["price"] > 500]["product"].unique()) ⇒ 500円以下
	our revenue in March ⇒ TOTAL ⇒ in March
	金额不低于500的订单 ⇒ print(df[df["price"] < 500]) ⇒ 不低于500
	revenue in March ⇒ d = df[df["status"] == "completed"] ; print(d["revenue"].sum()) ⇒ in March
	revenue in the second quarter of 2024 ⇒ DATES ; print(df[df["day"].dt.year == 2024]["revenue"].sum()) ⇒ in the second quarter
	三月份的总销售额 ⇒ TOTAL ⇒ 三月
	キャンセルを除いた売上合計 ⇒ TOTAL ⇒ キャンセルを除い
	remove cancelled orders, then the total revenue ⇒ TOTAL ⇒ remove cancelled
	orders above 1,000 ⇒ print(df[df["price"] < 1_000]) ⇒ above 1,000
	10個以上の注文 ⇒ print(df[df["quantity"] < 10]) ⇒ 10個以上
`;

it.each(rowsOf(RIGHT))("a right program is not blamed: “$request” of\n$source", ({ request, source }) => {
	expect(missing(request, source)).toEqual([]);
});

it.each(rowsOf(WRONG))("what is missing is found: “$request” of\n$source", ({ request, source, words }) => {
	expect(missing(request, source)).toEqual(words);
});

it("rows may have been chosen in the program before, whose table is still there", () => {
	const earlier = [`${READ}\nd = df[pd.to_datetime(df["day"]).dt.month == 3]`];
	const source = 'd = d.copy()\nprint(d.nlargest(5, "revenue"))';
	const does = summarise({ language: "python", source, earlier });
	expect(unmet("the top 5 in March", { source, does, uploads, earlier, run })).toEqual([]);
	expect(unmet("the top 5 in June", { source, does, uploads, earlier, run }).map(({ words }) => words)).toEqual([
		"in June",
	]);
});
