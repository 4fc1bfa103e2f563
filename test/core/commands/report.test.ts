// The report of a thread: what is in it, in both languages, and that nothing in it is anything but text.

import { expect, test } from "vitest";
import type { Cell, Export } from "../../../src/core/commands/notebook.ts";
import { htmlOf, plainHtml, rowsOf } from "../../../src/core/commands/page.ts";
import { report } from "../../../src/core/commands/report.ts";
import { commandOf } from "../../../src/core/commands/words.ts";
import type { AsideFile } from "../../../src/core/domain/commands.ts";
import { textsIn } from "../../../src/core/locales.ts";
import { keyError, ok } from "../../fakes/world.ts";
import { answered, broken, fixed, waiting } from "../threads.ts";

const EVIL = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&lt;\`*_{}`;
const cell: Cell = {
	language: "python",
	source: "print(1)",
	request: "how many?",
	sha256: "ab12",
	generation: "g",
	at: "2025-02-04T09:30:00.000Z",
	output: "1",
	images: [{ name: "chart.png", type: "image/png", base64: "AAAA" }],
	tables: [
		{
			name: "totals.csv",
			rows: [
				["city", "sum"],
				["Riga", "1,234.5"],
				["Turku", "7"],
			],
		},
	],
	answer: "There is **1** row.",
	approved: { at: Date.UTC(2025, 1, 4, 9, 29), by: { id: "U1", name: "Ann", trust: "member" } },
	made: ["totals.csv"],
};
const all: Export = { inputs: [{ name: "a.csv", size: 1234, sha256: "cd34" }], cells: [cell], at: cell.at };
const page = (one: Export = all, locale: "en" | "zh" = "en") => report(one, { texts: textsIn(locale), locale });

test("a report has the question, the answer, charts, tables, the code with its hash, who approved it and what was read", () => {
	const html = page();
	for (const part of [
		"<h2>1. how many?</h2>",
		"<p>There is <strong>1</strong> row.</p>",
		'<img src="data:image/png;base64,AAAA" alt="chart.png">',
		'<th>city</th><th class="figure">sum</th>',
		'<td>Riga</td><td class="figure">1,234.5</td>',
		"<dd>Ann · 2025-02-04 09:29 UTC</dd>",
		"<dd>ab12</dd>",
		"<td>cd34</td>",
		'<pre class="code">print(1)</pre>',
	])
		expect(html).toContain(part);
});

test("a report in Chinese says everything of its own in Chinese", () => {
	const html = page({ ...all, cells: [{ ...cell, approved: { at: 0 } }] }, "zh");
	expect(html).toContain('<html lang="zh-Hans">');
	expect(html).toContain("按本频道规则自动运行，无需点击");
	for (const said of Object.values(textsIn("zh").report).flat())
		if (typeof said === "string" && !/没有|无记录|从略|程序输出/.test(said)) expect(html).toContain(said);
	for (const said of Object.values(textsIn("en").report))
		if (typeof said === "string") expect(html).not.toContain(said);
});

test("whatever people, files and programs say, a report has no tag, attribute or script that is not its own", () => {
	const evil: Export = {
		at: cell.at,
		inputs: [{ name: EVIL, size: 1, sha256: EVIL }],
		cells: [
			{
				...cell,
				...{
					source: EVIL,
					request: EVIL,
					sha256: EVIL,
					output: `${EVIL} again`,
					answer: `**${EVIL}** \`${EVIL}\`\n\`\`\`${EVIL}\n${EVIL}\n\`\`\``,
					made: [EVIL],
				},
				images: [{ name: EVIL, type: "image/png", base64: "AAAA" }],
				tables: [{ name: EVIL, rows: [[EVIL], [EVIL]] }],
				approved: { at: 0, by: { id: "U1", name: EVIL, trust: "guest" }, inAdvance: true },
			},
		],
	};
	const tagsOf = (html: string) => [...new Set(html.match(/<\/?[a-z][^>]*>/g))].sort();
	const plain = page({
		...evil,
		cells: evil.cells.map((one) => ({ ...one, images: [{ name: "x", type: "image/png", base64: "AAAA" }] })),
	});
	const known = tagsOf(plain).filter((tag) => !tag.startsWith("<img"));
	expect(known.join("")).not.toMatch(/script|onerror/);
	const html = page(evil);
	expect(tagsOf(html).filter((tag) => !known.includes(tag))).toEqual([
		`<img src="data:image/png;base64,AAAA" alt="${plainHtml(EVIL)}">`,
	]);
	expect(html).not.toMatch(/<script|<img src=x|onerror='/);
	expect(html).toContain("default-src 'none'");
});

test("letters that hide or turn text around are written out", () => {
	expect(plainHtml("a\u202eb\u200bc\td\n\ud800")).toBe("a‹U+202E›b‹U+200B›c\td\n‹U+D800›");
});

test("an answer keeps its blocks and marks, and nothing else of Markdown", () => {
	expect(htmlOf("One:\n```\n a  b\n 1  2\n```\n[x](http://e) `c<d`")).toBe(
		"<p>One:</p>\n<pre> a  b\n 1  2</pre>\n<p>[x](http://e) <code>c&lt;d</code></p>",
	);
});

test("tables are read as they were written", () => {
	expect(rowsOf('a,"b ""c"""\r\n1,"x,\ny"\n,\n')).toEqual([
		["a", 'b "c"'],
		["1", "x,\ny"],
		["", ""],
	]);
	expect(rowsOf("a,b\n1\n")).toBeUndefined();
	expect(rowsOf("")).toBeUndefined();
});

test.each([
	["export html", "export html"],
	["Export PDF", "export pdf"],
	["导出 html", "export html"],
	["导出PDF", "export pdf"],
	["报告", "export html"],
	["export", "export"],
])("%s is a command", (text, command) => {
	expect(commandOf(text)).toBe(command);
});

test("export html posts one page, with the answer and who approved; export pdf says how it becomes a PDF", async () => {
	const bot = await answered();
	await bot.say("export html");
	await bot.work();
	await bot.say("导出 pdf");
	await bot.work();
	const [html, pdf] = bot.asides;
	expect(html?.files.map(({ name }) => name)).toEqual(["report.html"]);
	const text = textOf(html?.files[0]);
	for (const part of ["how many rows?", "There are 10 rows.", "sha of F1", "rows: 10", "sales.csv"])
		expect(text).toContain(part);
	expect(text).toMatch(/<dt>Approved by<\/dt><dd>\w+ · /);
	expect(pdf?.lines.join("\n")).toContain("另存为 PDF");
	expect(textOf(pdf?.files[0])).toContain('lang="zh-Hans"');
});

test("there is no report before something ran", async () => {
	const bot = await waiting();
	await bot.say("export html");
	await bot.work();
	expect(bot.asides.map(({ title }) => title)).toContain("Nothing to export yet");
});

test("a fix that was approved in advance names who did", async () => {
	const bot = await waiting({ says: [broken, fixed, "10."], does: [keyError(), ok("10")] });
	await bot.click("approve_fixes");
	await bot.work();
	await bot.say("report");
	await bot.work();
	expect(bot.session()?.ran?.at(-1)?.approved).toMatchObject({ inAdvance: true });
});

function textOf(file: AsideFile | undefined): string {
	return file !== undefined && "text" in file ? file.text : "";
}
