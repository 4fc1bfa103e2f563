// Texts that are shortened.

import { expect, test } from "vitest";
import { clip } from "../../src/core/text.ts";

test("long text keeps its head and tail and says what is missing", () => {
	const text = Array.from({ length: 100 }, (_, i) => `line ${i}`).join("\n");
	const short = clip(text, { chars: 100 });
	expect(short.startsWith("line 0")).toBe(true);
	expect(short.endsWith("line 99")).toBe(true);
	expect(short).toMatch(/… [\d,]+ characters \(\d+ lines\) left out …/);
	const notice = (characters: number, lines: number) => `<${characters}, ${lines}>`;
	expect(clip("a\nb\nc\nd\ne", { chars: 4, notice })).toBe("a\n\n<5, 2>\n\ne");
	expect(clip("😀".repeat(50), { chars: 11 })).not.toMatch(
		/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/,
	);
});
