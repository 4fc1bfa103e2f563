// Programs that hide what they do (D4): each is shown with a label, so that it never runs unasked.

import { expect, test } from "vitest";
import type { Language } from "../../src/core/domain.ts";
import { examine } from "../../src/python/risk.ts";
import { bash, bashSiblings, found, siblings } from "./labels.programs.ts";

const labels = (source: string, language: Language = "python", earlier: readonly string[] = []) => [
	...new Set(examine({ language, source, files: ["made.csv"], earlier }).map(({ label }) => label)),
];

test("there are as many programs as were found, and more", () => {
	expect(found.length + bash.length).toBe(56);
	expect(siblings.length + bashSiblings.length).toBeGreaterThan(60);
});

test.each(found)("%s, and the card says so (D4)", (_gain, code) => {
	expect(labels(code)).not.toEqual([]);
});

test.each(siblings)("%s, and the card says so (D4, sibling)", (_gain, code) => {
	expect(labels(code)).not.toEqual([]);
});

test.each(bash)("in Bash %s, and the card says so (D4)", (_gain, code, label) => {
	expect(labels(code, "bash")).toEqual(expect.arrayContaining(["subprocess", label]));
});

test.each(bashSiblings)("in Bash %s, and the card says so (D4, sibling)", (_gain, code, label) => {
	expect(labels(code, "bash")).toEqual(expect.arrayContaining(["subprocess", label]));
});
