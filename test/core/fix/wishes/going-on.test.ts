// Requests that only change the one before: what is still asked of it, and which requests are questions of their own.

import { expect, it } from "vitest";
import type { Run, Upload } from "../../../../src/core/domain.ts";
import { goesOn, requestBefore } from "../../../../src/core/fix/wishes/going-on.ts";
import { unmet } from "../../../../src/core/fix/wishes.ts";
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
