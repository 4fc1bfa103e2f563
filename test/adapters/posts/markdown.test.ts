// Model Markdown taken apart, split and made visible.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesBetween } from "../../../src/adapters/posts/code/diff.ts";
import { hiddenIn, plainOutput, reveal, revealCode } from "../../../src/adapters/posts/code/hidden-characters.ts";
import { excerpt } from "../../../src/adapters/posts/format.ts";
import { cut, fitting, type Piece, pack, pieces } from "../../../src/adapters/posts/markdown.ts";
import { drawProse } from "../../../src/adapters/posts/prose.ts";
import { textsIn } from "../../../src/core/locales.ts";

const line = fc.oneof(
	fc.constantFrom("```python", "```", "~~~", "| a | b |", "|---|---|", "", "# Title", "> quote", "- item"),
	fc.string({ maxLength: 30 }),
	fc.string({ unit: "grapheme", maxLength: 20 }),
);
const markdown = fc.array(line, { maxLength: 40 }).map((lines) => lines.join("\n"));
const text = (piece: Piece) =>
	piece.kind === "text" ? piece.markdown : piece.kind === "code" ? piece.source : piece.layout;
const size = (piece: Piece) => text(piece).length + 8;

describe("splitting", () => {
	test("parts joined are the text, none is over the limit, and no character is torn apart", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 400 }), fc.integer({ min: 2, max: 60 }), (whole, limit) => {
				const parts = cut(whole, limit);
				expect(parts.join("")).toBe(whole);
				for (const part of parts) {
					expect(part.length).toBeLessThanOrEqual(limit);
					expect(part).not.toBe("");
					if (whole.isWellFormed()) expect(part.isWellFormed()).toBe(true);
				}
			}),
		);
	});

	test("a long answer is packed into messages that fit, with every fence whole and no character lost", () => {
		fc.assert(
			fc.property(markdown, fc.integer({ min: 20, max: 200 }), (answer, limit) => {
				const all = pieces(answer);
				const parts = pack(all, { limit, size });
				for (const part of parts) expect(part.reduce((sum, piece) => sum + size(piece), 0)).toBeLessThanOrEqual(limit);
				expect(parts.flat().map(text).join("")).toBe(all.map(text).join(""));
			}),
		);
	});

	test("a split piece of code is code in all its parts", () => {
		const source = Array.from({ length: 50 }, (_, at) => `print(${at})`).join("\n");
		const parts = fitting({ kind: "code", language: "python", source }, { limit: 100, size });
		expect(parts.length).toBeGreaterThan(4);
		expect(new Set(parts.map(({ kind }) => kind))).toEqual(new Set(["code"]));
	});
});

describe("taking apart", () => {
	test("prose, a fence and a table are told apart, and a fence that is never closed lasts to the end", () => {
		expect(
			pieces("Look:\n\n| n | sum |\n|---|---:|\n| a | **1** |\n\n````py\nx = '```'\n````\nend\n```sh\nls").map(text),
		).toEqual(["Look:", "n  sum\n─  ───\na    1", "x = '```'", "end", "ls"]);
	});

	test("columns of Chinese text line up in a monospace font", () => {
		expect(pieces("|城市|n|\n|-|-|\n|北京|1|\n|x|2|").map(text)).toEqual(["城市  n\n────  ─\n北京  1\nx     2"]);
	});

	test("no word of the answer is lost when it is taken apart", () => {
		fc.assert(
			fc.property(
				fc.array(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1, maxLength: 20 }),
				fc.infiniteStream(fc.constantFrom("\n", "\n\n", "\n```\n", "|", " ", "\n|-|-|\n")),
				(words, between) => {
					const answer = words.map((word) => word + between.next().value).join("");
					const kept = pieces(answer)
						.map((piece) => (piece.kind === "code" ? `${piece.language} ${piece.source}` : text(piece)))
						.join(" ");
					for (const word of words) expect(kept).toContain(word);
				},
			),
		);
	});
});

describe("what cannot be seen", () => {
	test("text that runs backwards, has no width or controls the terminal is written out", () => {
		expect(reveal("a\u202eb\u200bc\u0000\u2066\ufeff\u{e0041}\ud800")).toBe(
			"a\\u{202e}b\\u{200b}c\\u{0}\\u{2066}\\u{feff}\\u{e0041}\\u{d800}",
		);
	});

	test("ordinary text, tabs, accents, Chinese and emoji stay as they are", () => {
		const plain = "if x:\n\tprint('é 中文 ✅ ❤️ 👍')";
		expect(reveal(plain)).toBe(plain);
		expect(revealCode(plain)).toBe(plain);
		expect(hiddenIn(plain)).toEqual({ count: 0, places: [] });
	});

	test("each hidden character is named with its line", () => {
		expect(hiddenIn("a\nb\u202e\n\u200b")).toEqual({
			count: 2,
			places: [
				{ shown: "\\u{202e}", line: 2 },
				{ shown: "\\u{200b}", line: 3 },
			],
		});
	});

	test("colours are gone from output and a progress bar shows its last state", () => {
		expect(plainOutput("\u001b[32mok\u001b[0m\r\n10%\r50%\r99%\nend")).toBe("ok\n99%\nend");
	});
});

describe("what changed", () => {
	test("a diff shows the changed lines with their neighbours and no file names", () => {
		expect(changesBetween("a\nb\nc\nd\ne", "a\nb\nC\nd\ne")).toEqual({
			kind: "listed",
			diff: "@@ -1,5 +1,5 @@\n a\n b\n-c\n+C\n d\n e",
		});
	});

	test("equal code has no diff", () => {
		expect(changesBetween("a\nb", "a\nb")).toEqual({ kind: "none" });
	});
});

describe("drawing", () => {
	const same = (drawn: string) => drawn;
	const style = {
		escaped: same,
		bold: (drawn: string) => `<b>${drawn}</b>`,
		slanted: same,
		struck: same,
		code: (code: string) => `<c>${code}</c>`,
		link: same,
	};

	test("headings and code as Markdown has them", () => {
		expect(drawProse("## Totals ##", style)).toBe("<b>Totals</b>");
		expect(drawProse("# Written in C#  ", style)).toBe("<b>Written in C#</b>");
		expect(drawProse("`a` and `` b`` and ``c`", style)).toBe("<c>a</c> and <c> b</c> and ``c`");
	});

	test("long runs of one sign are drawn, too, and at once", () => {
		for (const sign of [" ", "#", "# ", "`", "*", "_", "~", "[", "\n"]) {
			const run = `# a${sign.repeat(300_000 / sign.length)}x`;
			expect(drawProse(run, style)).toContain("x");
			expect(excerpt(run, { chars: 100, lines: 3, head: 0.5 }, textsIn("en"))).toContain("x");
		}
	});
});
