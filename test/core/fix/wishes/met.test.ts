// Wishes ticked off: constants are held against what the program does, and not against every number in its text.

import { expect, it } from "vitest";
import type { Run } from "../../../../src/core/domain.ts";
import { unmet } from "../../../../src/core/fix/wishes.ts";
import { summarise } from "../../../../src/python/summary.ts";
import { uploads } from "./sales.ts";

const READ = 'import pandas as pd\nimport matplotlib.pyplot as plt\ndf = pd.read_csv("sales.csv")\n';
const MONTH = `${READ}m = pd.to_datetime(df["day"]).dt.month\n`;
const PRINT = `${READ}print(df["revenue"].sum())`;
const YEAR = `${READ}y = pd.to_datetime(df["day"]).dt.year\n`;
const BY = `${READ}s = df.groupby("product")["revenue"].sum()\n`;
const seen = (rows: number) => ({ tables: [{ rows, columns: ["n"], index: [], shownRows: rows }] });

const missing = (request: string, source: string, more?: Partial<Run>) => {
	const run: Run = {
		...{ id: "r", outcome: "ok", output: "a 12.5\nb 3", durationMs: 1, changed: ["c.png"], artifacts: [], notes: [] },
		...{ variablesKept: true, ...more },
	};
	const does = summarise({ language: "python", source, earlier: [] });
	return unmet(request, { source, does, uploads, run }).map(({ words }) => words);
};

const right: readonly (readonly [string, string, Partial<Run>?])[] = [
	["first 5 rows", `${READ}print(df.head())`],
	["top 5 products by revenue", `${BY}print(s.sort_values(ascending=False).head())`],
	["top 5 products by revenue", `${BY}print(s.sort_values(ascending=False)[:5])`],
	["top 10 products", `${BY}print(df.head(3))\nprint(sorted(s.items(), key=lambda x: -x[1])[:10])`],
	[
		"top 10 products",
		`${READ}from collections import Counter\nprint(df.head(3))\nprint(Counter(df["product"]).most_common(10))`,
	],
	[
		"top 10 products",
		`${BY}print(df.head(3))\nn = 10\nfor at, (k, v) in enumerate(s.items()):\n    if at < n:\n        print(k, v)`,
	],
	["top 10 products", `${BY}print(s.nlargest(5))`, { seen: seen(10) }],
	["revenue in 2024", `${YEAR}print(df[y == 2024]["revenue"].sum())`],
	["revenue in 2024", `${YEAR}print(df[y > 2023]["revenue"].sum())`],
	["revenue in 2023", `${READ}print(df[(df["day"] >= "2023-01-01") & (df["day"] < "2024-01-01")]["revenue"].sum())`],
	["revenue in 2023", `${READ}print(df[df["day"].lt("2024-01-01")]["revenue"].sum())`],
	["revenue since 2023", `${READ}print(df[df["day"] > "2022-12-31"]["revenue"].sum())`],
	["revenue in 2024", `${READ}start = "2023-12-31"\nprint(df[df["day"] > start]["revenue"].sum())`],
	["revenue in 2024", `${YEAR}last = y.max()\nprint(df[y == last]["revenue"].sum())`],
	["revenue in 2024", `${YEAR}print(df.groupby(y)["revenue"].sum())`],
	["2024年的销售额", `${YEAR}print("2024:", df[y == 2024]["revenue"].sum())`],
	["only completed orders", `${READ}d = df[~df["status"].isin(["cancelled", "returned"])]\nprint(d.describe())`],
	["customers with at least 10 orders", `${BY}print(s[s >= 10])`],
	["customers with at least 10 orders", `${BY}print(s[s > 9])`],
	["customers with more than 10 orders", `${BY}print(s[10 < s])`],
	["customers with at least 10 orders", `${BY}print(s[~(s < 10)])`],
	["customers with at least 10 orders", `${BY}print(s.drop(s[s < 10].index))`],
	["remove customers with less than 10 orders", `${BY}print(s[s >= 10])`],
	["customers with less than 10 orders should be removed", `${BY}print(s[s >= 10])`],
	["share of orders below 500", `${READ}print(1 - (df["price"] >= 500).mean())`],
	["orders below 500 and above 500", `${READ}print((df["price"] < 500).sum(), (df["price"] > 500).sum())`],
	["revenue in March", `${MONTH}print(df[m == 3]["revenue"].sum())`],
	["revenue in march", `${READ}print(df[df["day"].str[5:7] == "03"]["revenue"].sum())`],
	["March 2024 sales", `${READ}print(df[df["day"].str.startswith("2024-03")]["revenue"].sum())`],
	["Umsatz im März", `${MONTH}print(df.groupby(m)["revenue"].sum())`],
	["三月份的销售额", `${MONTH}print(df[m.eq(3)]["revenue"].sum())`],
	["3月の売上", `${READ}print(df[df["day"].dt.strftime("%B") == "March"]["revenue"].sum())`],
	["revenue in December", `${MONTH}last = m.max()\nprint(df[m == last]["revenue"].sum())`],
	["Q3 revenue", `${MONTH}print(df[m.between(7, 9)]["revenue"].sum())`],
	["revenue in the third quarter", `${READ}print(df[df["day"].dt.quarter == 3]["revenue"].sum())`],
	["第三季度的销售额", `${READ}print(df.groupby(df["day"].dt.to_period("Q"))["revenue"].sum())`],
	["forecast the revenue for April", PRINT],
	["sales may rise, total revenue?", PRINT],
	["revenue of the last 3 months", PRINT],
	["revenue without March", PRINT],
	["revenue without cancelled orders", `${READ}print(df[df["status"] != "cancelled"]["revenue"].sum())`],
	["revenue excluding cancellations", `${READ}print(df[~df["status"].str.contains("cancel")]["revenue"].sum())`],
	["revenue without returned", `${READ}print(df[df["status"].isin(["completed", "cancelled"])]["revenue"].sum())`],
	["ohne stornierte Bestellungen: Umsatz", `${READ}print(df.query("Zustand != 'storniert'")["revenue"].sum())`],
	["不含已取消的销售额", `${READ}print(df[df["状态"] != "已取消"]["revenue"].sum())`],
	["the export already excludes cancelled orders, total revenue?", PRINT],
	["don't ignore cancelled orders, total revenue?", PRINT],
	["revenue of orders without completed date", PRINT],
	["revenue excluding shipping", PRINT],
	[
		"revenue per region",
		`${READ}regions = ["North", "South", "East"]\nfor r in regions:\n    print(r, df[df.region == r]["revenue"].sum())`,
	],
	["which product has the highest price?", `${READ}print(df.loc[df["price"].idxmax(), "product"])`],
	["which product has the highest price?", `${READ}print(df.nlargest(1, "price")["product"])`],
	["customers with more than 1 order", `${READ}print(df[df["product"].duplicated(keep=False)]["product"].unique())`],
	["median price", `${READ}print("median:", df["price"].median())`],
	["median price", `${READ}import numpy as np\nprint(df.groupby("region")["price"].agg(["mean", np.median]))`],
	["median price", `${READ}print(df["price"].mean(), df["price"].quantile(0.5))`],
];

it.each(right.map(([request, source, more = {}]) => [request, source, more] as const))(
	"a right program is not blamed: “%s” of\n%s",
	(request, source, more) => {
		expect(missing(request, source, more)).toEqual([]);
	},
);

const wrong: readonly (readonly [string, string, readonly string[], Partial<Run>?])[] = [
	["top 10 products", `${BY}s.nlargest(5).plot.bar(figsize=(10, 6))`, ["top 10"], { seen: seen(5) }],
	["top 10 products", `${BY}print(s)\ns.plot.bar(figsize=(10, 6))`, ["top 10"]],
	["top 10 products", `${BY}print("Top 10")\nprint(s.nlargest(5))`, ["top 10"]],
	["top 5 products", `${BY}print(s.nlargest(3).round(5))`, ["top 5"]],
	["前10名产品", `${BY}print(s.nlargest(5))  # 前 10 名`, ["前10名"]],
	["revenue in 2024", `${YEAR}print(df[y == 2023]["revenue"].sum())`, ["in 2024"]],
	["revenue in 2024", `${READ}print("Total 2024:", df["revenue"].sum())`, ["in 2024"]],
	["revenue in 2024", `${READ}print(f"Total 2024: {df['revenue'].sum()}")`, ["in 2024"]],
	["Umsatz im Jahr 2024", `${READ}df["revenue"].plot(title="Umsatz 2024")`, ["im Jahr 2024"]],
	[
		"only completed orders",
		`${READ}d = df[~df["status"].isin(["cancelled"])]\nprint(d.describe())`,
		["only completed"],
	],
	["customers with at least 10 orders", `${BY}print(s[s < 10])`, ["at least 10"]],
	["customers with more than 10 orders", `${BY}print(s[s.lt(10)])`, ["more than 10"]],
	["orders below 500", `${READ}print(df[df["price"] > 500])`, ["below 500"]],
	["只看金额大于1000的订单", `${READ}print(df[df["price"] <= 1000])`, ["大于1000"]],
	["消费500元以下的客户", `${READ}print(df.query("price >= 500"))`, ["500元以下"]],
	["revenue in March", PRINT, ["in March"]],
	["total March sales", `${READ}print("March:", df["revenue"].sum())`, ["March sales"]],
	["Umsatz im März 2024", `${YEAR}print(df[y == 2024]["revenue"].sum())`, ["im März"]],
	["2024年三月的销售额", `${YEAR}print(df[y == 2024]["revenue"].sum())`, ["三月"]],
	["revenue in Q3", `${YEAR}print(df[y == 2024]["revenue"].sum())`, ["in Q3"]],
	["一季度的销售额", `${YEAR}print(df[y == 2024]["revenue"].sum())`, ["一季度"]],
	["revenue without cancelled orders", PRINT, ["without cancelled"]],
	["revenue, excluding all returns", `${YEAR}print(df[y == 2024]["revenue"].sum())`, ["excluding all returns"]],
	["Umsatz ohne stornierte Bestellungen", PRINT, ["ohne stornierte"]],
	["不含已取消订单的总销售额", PRINT, ["不含已取消"]],
	["除了退货以外的总销售额", PRINT, ["除了退货"]],
	["revenue by product, except Berlin", `${BY}print(s)`, ["except Berlin"]],
	[
		"drop duplicates and give me the cleaned file",
		`${READ}print(len(df.drop_duplicates()))`,
		["give me the cleaned file"],
		{ changed: [] },
	],
	["去重后发我处理好的文件", `${READ}print(len(df.drop_duplicates()))`, ["发我处理好的文件"], { changed: [] }],
	["which region has the highest revenue?", `${READ}print(df.loc[df["revenue"].idxmax(), "region"])`, ["by region"]],
	["median price", `${READ}print("median:", df["price"].mean())`, ["median"]],
	["median price", `${READ}m = df["price"].mean()\nprint(m)\nplt.hist(df["price"], alpha=0.5)`, ["median"]],
];

it.each(wrong.map(([request, source, words, more = {}]) => [request, source, words, more] as const))(
	"what is missing is found: “%s” of\n%s",
	(request, source, words, more) => {
		expect(missing(request, source, more)).toEqual(words);
	},
);
