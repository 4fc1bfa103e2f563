// Sentences of ours that come as English text are said in Chinese, by their pattern; nobody else's words are touched.

import { describe, expect, test } from "vitest";
import { SENTENCES } from "../../src/core/locales/sentences.ts";
import { translated } from "../../src/core/locales/translated.ts";
import { LOCALES } from "../../src/core/locales.ts";

const say = (text: string) => translated(text, LOCALES.zh);
const placesOf = (text: string) => [...new Set([...text.matchAll(/\{(\w+)[!?&]?\}/g)].map(([, name]) => name))].sort();

test("each pattern has a Chinese sentence with the same values, and no half-width stop behind a Chinese letter", () => {
	for (const pattern of SENTENCES) {
		const chinese = LOCALES.zh.sentences?.[pattern] ?? "";
		expect([pattern, ...placesOf(chinese)]).toEqual([pattern, ...placesOf(pattern)]);
		expect(chinese).not.toMatch(/\p{Script=Han}[,;?!:]|\p{Script=Han}\.(?!\w)/u);
	}
});

test.each([
	["There is no column amout; the closest is amount.", "没有名为 amout 的列；最接近的是 amount。"],
	["There is no column a.b in x.csv; the closest is a, b.", "x.csv 中没有名为 a.b 的列；最接近的是 a, b。"],
	[
		"It did not finish within 60 seconds. It was in line 3: while True:",
		"没有在 60 秒内完成。当时停在第 3 行：while True:",
	],
	[
		"It still fails after 3 fixes: There is no file x.csv; the closest is y.csv.",
		"修正 3 次后仍然失败：没有文件 x.csv；最接近的是 y.csv。",
	],
	[
		"It failed, and fixes are switched off here: TypeError: cannot add",
		"运行失败，此处已关闭自动修正：TypeError: cannot add",
	],
	["It still fails after 1 fix: TypeError: cannot add", "修正 1 次后仍然失败：TypeError: cannot add"],
	[
		"x.csv is an old Excel workbook (97-2003), which cannot be read here; save it as .xlsx or CSV and send that.",
		"x.csv 是旧版 Excel 工作簿（97-2003），这里无法读取；请另存为 .xlsx 或 CSV 后发送。",
	],
	["Line 4: there is no column 'a'; the closest is 'b'.", "第 4 行：没有列“a”；最接近的是“b”。"],
	[
		"TypeError: can only concatenate str. Columns of df: 'a', 'b'.",
		"TypeError: can only concatenate str. df 的列：'a', 'b'。",
	],
	['"-" in 2, "n/a" in 1 among numbers', '数字中混有 "-"（2 个）、"n/a"（1 个）'],
	["Chart `a.png`: it shows no data.", "图表 `a.png`：没有画出数据。"],
	[
		"The answer is not in the form that was asked for: Total: <number> is missing. Mean: <number> came out as nan.",
		"回答不符合要求的格式：缺少 Total: <number>。Mean: <number> 的结果是 nan。",
	],
])("%s", (english, chinese) => {
	expect(say(english)).toBe(chinese);
	expect(translated(english, LOCALES.en)).toBe(english);
});

describe("what is not ours stays", () => {
	test.each(["KeyError: 'x'", "ValueError: x is y.", "Which one is it?", "", "3 in 4", "use the force"])(
		"%s",
		(text) => {
			expect(say(text)).toBe(text);
		},
	);
});
