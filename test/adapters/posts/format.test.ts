import { expect, test } from "vitest";
import { excerpt, newest, sized } from "../../../src/adapters/posts/format.ts";
import { LOCALES } from "../../../src/core/locales.ts";

const { en, zh } = LOCALES;

test("sizes have their unit in the language, and one byte is one", () => {
	expect([0, 1, 500, 999, 1000, 312_000_000].map((bytes) => sized(bytes))).toEqual([
		"0 bytes",
		"1 byte",
		"500 bytes",
		"999 bytes",
		"1.0 kB",
		"312 MB",
	]);
	expect([1, 500, 2_000_000].map((bytes) => sized(bytes, zh))).toEqual(["1 字节", "500 字节", "2.0 MB"]);
});

test("what is cut out of a text is said in the language", () => {
	const text = "x".repeat(6000);
	expect(excerpt(text, { chars: 1000, lines: 40, head: 0.5 }, zh)).toContain("\n…… 此处省略 5,000 个字符（0 行）……\n");
	expect(newest(text, 1000, zh)).toMatch(/^…… 此处省略 5,000 个字符（0 行）……\n/);
	expect(newest(text, 1000, en)).toMatch(/^… 5,000 characters \(0 lines\) left out …\n/);
});
