import { expect, test } from "vitest";
import { discordMarkup } from "../../../src/adapters/discord/markup.ts";
import { outcomeWords } from "../../../src/adapters/posts/attempt-text.ts";
import { progressWords } from "../../../src/adapters/posts/turn-text.ts";
import { slackMarkup } from "../../../src/adapters/slack/markup.ts";
import type { FileProfile } from "../../../src/core/domain.ts";
import { textsIn } from "../../../src/core/locales.ts";
import { attempt, code, NOW, run, turn, upload } from "../turns.ts";

const line = (profile: FileProfile, markup = slackMarkup) =>
	progressWords(markup, textsIn("en")).received({ ...upload, state: { kind: "stored", profile } });
const column = (name: string, notes: readonly string[] = []) => ({ name, type: "text", nulls: 0, samples: [], notes });
const sales: FileProfile = {
	format: "csv",
	rows: 5021,
	columns: [column("id"), column(" price", ['currency signs like "$3": pd.to_numeric(df[" price"])'])],
	notes: ["12 blank rows", "the last row is a total: drop it"],
};

test("a file is received in one line with its extent and what is odd, without advice for programs", () => {
	for (const markup of [slackMarkup, discordMarkup]) {
		expect(line(sales, markup).replaceAll(/[*\\]/g, "")).toBe(
			'📎 Got sales.csv: 5,021 rows × 2 columns (id, price); price: currency signs like "$3"; 12 blank rows; the last row is a total',
		);
	}
});

test("what a program must know to read it is told in words", () => {
	const profile: FileProfile = { ...sales, encoding: "gb18030", delimiter: "\t", skip: 1, sampled: 16_000, notes: [] };
	expect(line(profile)).toMatch(
		/; encoding gb18030; separated by tabs; 1 line above the header; price: .*; sampled 16,000 rows$/,
	);
	expect(line({ ...sales, columns: [column("a")], encoding: "utf-8-sig", notes: [] })).toMatch(/1 column \(a\)$/);
});

test("in Chinese it has Chinese marks", () => {
	const profile: FileProfile = { ...sales, encoding: "gb18030" };
	const { received } = progressWords(slackMarkup, textsIn("zh"));
	expect(received({ ...upload, state: { kind: "stored", profile } })).toContain(
		'：5,021 行 × 2 列（id、price）；编码 gb18030；price：带货币符号，如 "$3"；',
	);
});

test("a file that cannot be read says why", () => {
	expect(line({ format: "xlsx", notes: ["it could not be read: BadZipFile: not a zip"] })).toMatch(
		/xlsx, 58 MB; it could not be read: BadZipFile: not a zip$/,
	);
});

test("a file odd in many ways still has a short line", () => {
	const columns = Array.from({ length: 200 }, (_, at) => column(`column ${at} <!channel> @everyone`, ["odd: mend it"]));
	const shown = line({ ...sales, columns });
	expect(shown.length).toBeLessThan(700);
	expect(shown).toContain("and 194 more");
	expect(shown).not.toMatch(/<!/);
});

test("what is written has its clock, how long it usually takes, and that it is a second try", () => {
	const at = (locale: "en" | "zh") =>
		progressWords(slackMarkup, textsIn(locale)).doing({
			turn: turn({ state: { kind: "writing" }, nudged: true }),
			uploads: [],
			live: { phase: "writing", since: NOW - 12_000, lines: 9, usual: 30_000 },
			now: NOW,
			attached: new Set(),
		});
	expect(at("en")).toBe("✍️ *Writing code* · second try · 9 lines so far · 12 s · usually 30 s here");
	expect(at("zh")).toBe("✍️ *正在编写代码* · 第二次尝试 · 已写 9 行 · 12 秒 · 这里通常需要 30 秒");
});

test("an error is told in one line, without what only leads to its next line", () => {
	const message = 'time data "unknown" doesn\'t match format "%Y". You might want to try:\n- passing `format`';
	const error = { name: "ValueError", message, line: 5, trace: "" };
	const said = outcomeWords(slackMarkup, textsIn("en")).errorLine(run({ outcome: "failed", error }));
	expect(said).toBe('`ValueError: time data "unknown" doesn\'t match format "%Y"` on line 5');
	const whole = { ...error, message: "It has no end. You might want to try:" };
	expect(outcomeWords(slackMarkup, textsIn("en")).errorLine(run({ outcome: "failed", error: whole }))).toContain(
		"to try:",
	);
});

test("sentences in a row have blanks between them in English, and none behind a Chinese stop", () => {
	const { proposal } = attempt(code);
	const mends = [
		"Left out installing numpy: it is there already.",
		"There is no sheet `a`; `b` is the only one of `c`.",
	];
	const said = (locale: "en" | "zh") =>
		outcomeWords(slackMarkup, textsIn(locale)).corrected({ ...proposal, mends }, 500);
	expect(said("en")).toBe(`🔧 Corrected automatically: ${mends.join(" ")}`);
	expect(said("zh")).toBe("🔧 已自动更正：已去掉 numpy 的安装：这里已经有了。没有工作表 `a`；`c` 中只有 `b`。");
	const left = run({ outcome: "failed", changed: ["a.csv"] });
	expect(outcomeWords(slackMarkup, textsIn("zh")).leftBehind(left)).toBe(
		"结束前已改动的文件：`a.csv`。变量和文件均已保留。",
	);
});

test("what the code may do has its colon in bold in Chinese, where it is wide", () => {
	const proposal = { ...attempt(code).proposal, risks: [{ label: "deletes", line: 2, what: "os.remove" }] as const };
	const said = (locale: "en" | "zh") => outcomeWords(slackMarkup, textsIn(locale)).risks(proposal, 500);
	expect(said("en")).toBe("⚠️ *Deletes files*: `os.remove` on line 2");
	expect(said("zh")).toBe("⚠️ *会删除文件：* `os.remove`（第 2 行）");
});
