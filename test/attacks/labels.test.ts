// Programs that hide what they do (D4): each is shown with a label, so that it never runs unasked.

import { expect, test } from "vitest";
import type { Language } from "../../src/core/domain.ts";
import { examine } from "../../src/python/risk.ts";
import { bash, bashSiblings, inside, outside } from "./labels.bash.programs.ts";
import { harmless, losing, reading, there } from "./labels.databases.programs.ts";
import { found, siblings } from "./labels.programs.ts";

const labels = (source: string, language: Language = "python", files: readonly string[] = ["made.csv"]) => [
	...new Set(examine({ language, source, files, earlier: [] }).map(({ label }) => label)),
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

test.each([...reading, ...losing])("%s, and the card says which way (D4, sibling)", (_gain, code, label) => {
	expect(labels(code, "python", there)).toContain(label);
});

test.each(harmless.map((code) => [code]))("a harmless program of the same kind has no label: %j", (code) => {
	expect(labels(code, "python", there)).toEqual([]);
});

test.each(outside)("in Bash, %s goes outside", (code) => {
	expect(labels(code, "bash")).toEqual(expect.arrayContaining(["subprocess", "outside"]));
});

test.each(inside)("in Bash, %s stays inside", (code) => {
	expect(labels(code, "bash")).not.toContain("outside");
});
