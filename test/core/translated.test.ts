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
		"It did not finish within 60 seconds. It stopped at line 3 of the code: while True:",
		"没有在 60 秒内完成。当时停在第 3 行代码：while True:",
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
	["Line 4: there is no column 'a'; the closest is 'b'.", "第 4 行代码：没有列“a”；最接近的是“b”。"],
	[
		"TypeError: can only concatenate str. Columns of df: 'a', 'b'.",
		"TypeError: can only concatenate str. df 的列：'a', 'b'。",
	],
	['"-" in 2, "n/a" in 1 among numbers', '数字中混有 "-"（2 个）、"n/a"（1 个）'],
	["Chart `a.png`: it shows no data.", "图表 `a.png`：没有画出数据。"],
	["The first fills empty values; the second leaves them empty.", "第一个填补空值，第二个保留空值。"],
	[
		"The second counts what cannot be read in a column as empty; the first does not.",
		"第二个把某一列中无法识别的值按空值处理，第一个没有。",
	],
	["The first joins tables by their order, the second joins none.", "第一个按行的顺序关联多张表，第二个没有关联。"],
	[
		'It does not do what people chose: Dates in "a" have the day first: pd.to_datetime(..., dayfirst=True).',
		"它没有按大家的选择去做：“a”中的日期是日在前：pd.to_datetime(..., dayfirst=True)。",
	],
	["Made a row of each month: in `a.csv` the months are columns.", "把每个月份变成一行：`a.csv` 中各月份是列。"],
	["Made a row of each quarter: in `a.csv` the quarters are columns.", "把每个季度变成一行：`a.csv` 中各季度是列。"],
	["Made a row of each year: in `a.csv` the years are columns.", "把每个年份变成一行：`a.csv` 中各年份是列。"],
	["1 more file was not attached.", "另有 1 个文件没有附上。"],
	["2 CPUs", "2 个 CPU"],
	[
		"◐ The second program printed 1 of 3 figures, and that one is the same; the others are not confirmed.",
		"◐ 第二个程序输出了 3 个数字中的 1 个，这个数字相同；其余未经证实。",
	],
	[
		"The answer is not in the form that was asked for: Total: <number> is missing. Mean: <number> came out as nan.",
		"回答不符合要求的格式：缺少 Total: <number>。Mean: <number> 的结果是 nan。",
	],
])("%s", (english, chinese) => {
	expect(say(english)).toBe(chinese);
	expect(translated(english, LOCALES.en)).toBe(english);
});

test.each([
	["without a match", "因没有匹配，"],
	["without any value (line 3)", "因没有任何值，第 3 行代码"],
	["with an empty value (line 3)", "因有空值，第 3 行代码"],
	["whose amount is not a number (line 3)", "因 amount 不是数字，第 3 行代码"],
	["whose day is not a date", "因 day 不是日期，"],
	["without city or year (line 3)", "因缺少 city 或 year，第 3 行代码"],
	["by `df = df.head(0)` (line 3)", "第 3 行代码 `df = df.head(0)` "],
	["by line 3", "第 3 行代码"],
])("why no row is left: %s", (english, chinese) => {
	expect(say(`No row of a.csv was left, so there is no figure: of 10 rows, 5 were left out: ${english}.`)).toBe(
		`a.csv 没有剩下任何行，因此没有数字：10 行中，${chinese}去掉了 5 行。`,
	);
});

describe("what is not ours stays", () => {
	test.each(["KeyError: 'x'", "ValueError: x is y.", "Which one is it?", "", "3 in 4", "use the force"])(
		"%s",
		(text) => {
			expect(say(text)).toBe(text);
		},
	);
});
