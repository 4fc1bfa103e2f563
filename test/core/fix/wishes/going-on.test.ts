// Requests that only change the one before: what is still asked of it, and which requests are questions of their own.

import { expect, it } from "vitest";
import type { Run, Upload } from "../../../../src/core/domain.ts";
import { carried, goesOn, requestBefore } from "../../../../src/core/fix/wishes/going-on.ts";
import { unmet, wishesOf } from "../../../../src/core/fix/wishes.ts";
import { summarise } from "../../../../src/python/summary.ts";

it.each([
	"only Coast",
	"and in March?",
	"now without returns",
	"what about 2023?",
	"the same for the West",
	"just the first quarter, by store",
	"and only readings before 06:00 UTC?",
	"Since 2022 only?",
	"nur im März",
	"und nur im Vertrieb?",
	"nur Köln",
	"只看2月的呢？",
	"那华东呢",
	"其中北京的呢？",
	"换成按季度",
	"梅田店だけは？",
	"3月だけでお願いします",
	"65歳以上では？",
])("goes on: %s", (request) => {
	expect(goesOn(request)).toBe(true);
});

it.each([
	"Revenue per month as a line chart",
	"How many apps are larger than 50M?",
	"What is the largest single amount?",
	"and the average amount?",
	"In which month did we sell most?",
	"For each customer, list the orders",
	"Welche Filiale hat den höchsten Umsatz?",
	"Wie viele Bestellungen gab es im April?",
	"总销售额是多少元？",
	"哪个类别最多？",
	"平均年齢は？小数点以下1桁まで教えてください、それから男女別の人数も知りたいです",
	"一番売れた商品はどれですか？",
	"only look at the file\nand tell me what it is",
])("stands for itself: %s", (request) => {
	expect(goesOn(request)).toBe(false);
});

const columns = [
	{ name: "Area", type: "text", nulls: 0, distinct: 3, samples: ["Coast", "Inland", "Islands"] },
	{ name: "Date", type: "date", nulls: 0, samples: [], range: ["2023-01-01", "2023-08-25"] as const },
];
const uploads = [{ state: { kind: "stored", profile: { format: "csv", columns, notes: [] } } }] as unknown as Upload[];
const source = "import pandas as pd\ndf = pd.read_csv('a.csv')\nprint(df['Revenue'].sum())";
const run = { id: "1", outcome: "ok", output: "5", artifacts: [], changed: [] } as unknown as Run;
const left = (before: string, request: string) =>
	unmet(request, { source, does: summarise({ language: "python", source, earlier: [] }), uploads, before, run }).map(
		({ words }) => words,
	);

it("groups and how many are still asked for, where the new request says nothing of them", () => {
	expect(left("Revenue per month, and print the numbers", "only Coast")).toContain("per month");
	expect(left("Revenue per month", "and in March?")).not.toContain("per month");
	expect(left("Revenue per month", "now by Area")).not.toContain("per month");
	expect(left("Revenue by Area", "only Coast")).toEqual(["only Coast"]);
	expect(left("top 3 customers", "without returns")).toEqual(["top 3"]);
	expect(left("top 3 customers", "same for the top 5")).toEqual(["top 5"]);
});

it("the request before is the last that stands for itself", () => {
	const ran = ["Revenue per month", "only Coast", "and Islands?", "and Islands?"].map((request) => ({ request }));
	const before = (request: string, some: readonly unknown[] = ran) =>
		requestBefore({ ran: some as never }, { request });
	expect(before("only Inland")).toBe("Revenue per month");
	expect(before("What is the total?")).toBeUndefined();
	expect(before("only Inland", [])).toBeUndefined();
});

const text = (name: string, distinct: number, samples: string) =>
	({ name, type: "text", nulls: 0, distinct, samples: samples.split(" ") }) as const;
const sales = [
	{ name: "date", type: "date", nulls: 0, samples: [], range: ["2022-01-01", "2024-08-25"] as const },
	text("customer", 320, "Acme Bolt"),
	text("city", 12, "Berlin Paris"),
	text("region", 2, "North South"),
	text("category", 2, "Books Office"),
	text("城市", 10, "北京 上海"),
	text("类别", 2, "家具 图书"),
	text("产品", 50, "椅子 桌子"),
	text("Kategorie", 2, "Möbel Technik"),
	text("Filiale", 8, "Mitte Nord"),
	text("店舗", 8, "東京 大阪"),
	text("カテゴリ", 2, "文具 家電"),
];
const card = [
	{ state: { kind: "stored", profile: { format: "csv", rows: 2000, columns: sales, notes: [] } } },
] as unknown as Upload[];
const still = (before: string, request: string) =>
	carried(wishesOf(before, card), wishesOf(request, card), request, sales as never).map(({ words }) => words);

it.each([
	["top 5 customers by revenue", "what about cities?"],
	["top 5 customers by revenue", "only the best one"],
	["top 5 customers by revenue", "not just 5, all of them"],
	["top 5 customers by revenue", "without the limit please"],
	["top 5 customers by revenue", "only Cargo"],
	["revenue by region", "and categories?"],
	["revenue by region", "same for cities"],
	["revenue by region", "for all regions together"],
	["revenue by region", "not by region please"],
	["revenue per city", "only Hamburg"],
	["revenue by month", "and overall?"],
	["revenue by month", "not by month but by week"],
	["revenue by month", "without the months, just one number"],
	["revenue by month", "and last month?"],
	["revenue by month", "only Q1"],
	["revenue by month", "just remove duplicates and give me the file"],
	["revenue by month", "in column city replace Munich with München and save"],
	["orders per weekday", "only Mondays"],
	["orders per weekday", "and on Saturdays?"],
	["orders by hour", "only after 18:00"],
	["按城市统计销售额", "那产品呢"],
	["按城市统计销售额", "换成类别"],
	["按城市统计销售额", "只看深圳"],
	["按城市统计销售额", "全国呢"],
	["每月销售额", "总共呢"],
	["每月销售额", "只要去重后的文件"],
	["每月销售额", "那上个月呢"],
	["每月销售额", "那第一季度呢"],
	["每月销售额", "换成季度"],
	["前5名城市", "那最高的呢"],
	["Umsatz nach Kategorie", "und die Filialen?"],
	["Umsatz pro Monat", "Und insgesamt?"],
	["Umsatz pro Monat", "und letztes Jahr?"],
	["Bestellungen pro Wochentag", "nur samstags"],
	["店舗別の売上", "カテゴリは？"],
	["月別の売上", "合計は？"],
	["月別の売上", "去年は？"],
])("nothing is carried on: %s, %s", (before, request) => {
	expect(still(before, request)).not.toEqual(still(before, "only 2023"));
	expect(still(before, request)).toEqual([]);
});

it.each<[string, string, readonly string[]]>([
	["revenue by month", "only North", ["by month"]],
	["revenue by month", "only 2024", ["by month"]],
	["revenue by month", "and for weekends?", ["by month"]],
	["revenue by month", "as a line chart instead", ["by month"]],
	["orders per day", "only 2024", ["per day"]],
	["orders per day", "only in March", ["per day"]],
	["revenue by region", "without returned", ["by region"]],
	["revenue per city", "only 2024", ["per city"]],
	["top 5 customers by revenue", "only 2024", ["by customers", "top 5"]],
	["每月销售额", "只看家具", ["每月"]],
	["按城市统计销售额", "只看2024年", ["按城市"]],
	["Umsatz pro Monat", "nur 2024", ["pro monat"]],
	["月別の売上", "2024年だけ", ["月別"]],
])("still asked for: %s, %s", (before, request, words) => {
	expect(still(before, request)).toEqual(words);
});
