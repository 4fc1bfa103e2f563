// The languages of the product itself: every sentence is there in each, and a Turn is in that of its request.

import { describe, expect, test } from "vitest";
import { LOCALES, localeOf } from "../../src/core/locales.ts";
import { alice, csv, fakeWorld, ok, script } from "../fakes/world.ts";

const notAddressed = { addressed: false };

/** Sentences by their keys, functions called with words that stand for themselves. */
function sentencesOf(texts: object, path = ""): readonly (readonly [string, string])[] {
	return Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
		const at = path === "" ? key : `${path}.${key}`;
		if (typeof value === "function") return [[at, said(value as (...args: unknown[]) => string)] as const];
		return typeof value === "string" ? [[at, value] as const] : sentencesOf(value as object, at);
	});
}

/** With what it takes: a number, a text, a list, or what draws in bold. */
function said(sentence: (...args: unknown[]) => string): string {
	const kinds = [7, "7", ["7", "8"], Object.assign((text: string) => text, { toString: () => "7" })];
	for (let tries = 0; tries < kinds.length ** 3; tries++) {
		const args = [tries % 4, Math.floor(tries / 4) % 4, Math.floor(tries / 16)].map((at) => kinds[at]);
		try {
			return String(sentence(...args));
		} catch (error) {
			if (!(error instanceof TypeError)) throw error;
		}
	}
	throw new Error("nothing that it takes");
}

const all = Object.fromEntries(
	Object.entries(LOCALES).map(([name, { sentences: _, ...texts }]) => [name, new Map(sentencesOf(texts))]),
);

describe("each language", () => {
	test.each(Object.keys(LOCALES))("%s says everything, and no sentence is empty", (name) => {
		expect([...(all[name]?.keys() ?? [])]).toEqual([...(all.en?.keys() ?? [])]);
		expect([...(all[name] ?? [])].filter(([, text]) => text.trim() === "")).toEqual([]);
	});

	test("Chinese is Chinese, but for signs", () => {
		const signs = [
			"comma",
			"verdict.quoted",
			"waiting.item",
			"commands.line",
			"under.fileRows",
			"under.why",
			"ended.fileOf",
			"semicolon",
			"pause",
			"colon",
			"card.risk",
		];
		const english = [...(all.zh ?? [])].filter(([key, text]) => !/\p{Script=Han}/u.test(text) && !signs.includes(key));
		expect(english).toEqual([]);
		expect([...(all.zh ?? [])].filter(([, text]) => /\p{Script=Han}[,;?!]|\p{Script=Han}\.(?!\w)/u.test(text))).toEqual(
			[],
		);
	});

	test("no label of what code may do takes more room than in English, by which Discord decides whether code needs a file", () => {
		for (const [label, words] of Object.entries(LOCALES.en.labels))
			expect(LOCALES.zh.labels[label as keyof typeof LOCALES.zh.labels].length).toBeLessThanOrEqual(words.length);
	});
});

test.each([
	["按地区合计金额", "zh"],
	["画一张折线图", "zh"],
	["total 金额 by region", "en"],
	["Show me the sum of 金额 per 地区 please", "en"],
	["売上を月別に集計してください", "en"],
	["월별 매출을 보여줘", "en"],
	["Wie viele Zeilen hat die Datei?", "en"],
	["how many rows?", "en"],
	["", "en"],
] as const)("%s is spoken to in %s", (text, locale) => {
	expect(localeOf(text, undefined)).toBe(locale);
});

test("a Latin word or two leaves the language as it was, a sentence does not", () => {
	expect(localeOf("rerun", "zh")).toBe("zh");
	expect(localeOf("only 2024", "zh")).toBe("zh");
	expect(localeOf("now show it by region", "zh")).toBe("en");
	expect(localeOf("重跑", "en")).toBe("zh");
});

test("a question in Chinese is told of in Chinese, and so is the one that goes on from it", async () => {
	const bot = fakeWorld({
		says: [script("print(1)"), "共 1 行。", script("print(2)"), "2。"],
		does: [ok("1"), ok("2")],
	});
	await bot.say("一共有多少行？", { files: [csv] });
	await bot.work();
	expect(bot.turn().locale).toBe("zh");
	await bot.click("approve");
	await bot.work();
	await bot.say("only 2024", notAddressed);
	await bot.work();
	expect(bot.turn().locale).toBe("zh");
	await bot.say("status", notAddressed);
	expect(bot.asides.at(-1)).toMatchObject({ title: "状态" });
	await bot.say("help", notAddressed);
	expect(bot.asides.at(-1)?.lines).toContain("• stop / 停止 / 停：停止当前工作，文件保留");
});

test("the operator's language for a channel holds, whatever is asked", async () => {
	const bot = fakeWorld({ says: [script("print(1)")], settings: { language: "zh" } });
	await bot.say("how many rows are there in this file?", { files: [csv] });
	await bot.work();
	expect(bot.turn()).toMatchObject({ locale: "zh", requester: { id: alice.id } });
});
