// The language that a request is answered in.

import { expect, test } from "vitest";
import { languageOf } from "../../src/core/language.ts";
import { csv, fakeWorld, ok, script } from "../fakes/world.ts";

test.each([
	["店舗ごとの金額の合計は?", "ja"],
	["売上の推移をグラフにして", "ja"],
	["CSVの2024年の売上合計をprintして", "ja"],
	["지역별 매출 합계를 알려줘", "ko"],
	["sales.csv에서 월별 합계를 구해줘", "ko"],
	["按地区统计销售额", "zh"],
	["用 pandas 计算 revenue 的 mean 和 median", "zh"],
	["前10名省份", "zh"],
	["去重后转 Excel", "zh"],
	["sum 金额 by 城市", "other"],
	["What is the total of 销售金额 per region?", "other"],
	["Please plot 売上 by month", "other"],
	["What does “按地区统计销售额的合计” mean?", "other"],
	["how many rows has 销售数据的合计.csv?", "other"],
	["Wie hoch ist der Umsatz pro Monat?", "de"],
	["Zeige die fünf größten Städte", "de"],
	["Umsatz nach Region bitte als Balkendiagramm", "de"],
	["What is the total in Müller's file?", "other"],
	["How many rows are there in the file?", "other"],
	["Combien de lignes y a-t-il ?", "other"],
	["", "other"],
])("%s -> %s", (request, language) => {
	expect(languageOf(request)).toBe(language);
});

test("the names of columns are in no language", () => {
	expect(languageOf("sum 平均的单价合计 and 销售的金额合计 each month")).toBe("zh");
	expect(languageOf("sum 平均的单价合计 and 销售的金额合计 each month", ["平均的单价合计", "销售的金额合计"])).toBe(
		"other",
	);
	expect(languageOf("按 region 统计 amount", ["region", "amount"])).toBe("zh");
});

test("a Japanese question is answered in Japanese", async () => {
	const bot = fakeWorld({ says: [script("print(7)"), "合計は7です。"], does: [ok("合計: 7")] });
	await bot.say("店舗ごとの金額の合計は?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.requests[0]?.at(-1)?.content).toContain("日本語で書いて");
	expect(bot.requests[1]?.at(-1)?.content).toContain("Answer in Japanese: 日本語で");
	expect(JSON.stringify(bot.requests)).not.toContain("中文");
});
