// What people are told about code before they approve it: every program here is read by the real parser.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Language } from "../../src/core/domain.ts";
import { examine } from "../../src/python/risk.ts";
import { evasions, ordinary, plain, shell } from "./risk.programs.ts";

const files = ["sales.csv", "clean.parquet", "notes.txt"];
const risks = (source: string, language: Language = "python", earlier: string[] = []) =>
	examine({ language, source, files, earlier });
const labels = (source: string, language?: Language, earlier?: string[]) => [
	...new Set(risks(source, language, earlier).map(({ label }) => label)),
];

test("there are enough programs to mean something", () => {
	expect(plain.length + evasions.length + shell.length).toBeGreaterThan(120);
	expect(ordinary.length).toBeGreaterThan(40);
});

describe("Python is labelled with what it does", () => {
	test.each(plain)("%j", (source, ...expected) => {
		expect(labels(source).sort()).toEqual([...expected].sort());
	});
});

describe("hiding it does not help", () => {
	test.each(evasions)("%j", (source, expected) => {
		expect(labels(source)).toContain(expected);
	});
});

describe("ordinary analysis has no label", () => {
	test.each(ordinary.map((source) => [source]))("%j", (source) => {
		expect(risks(source)).toEqual([]);
	});
});

/** Analyses as models write them, a cell each; all but the first file were written without a look at the tables. */
const cells = (name: string) => readFileSync(join(import.meta.dirname, "ordinary", name), "utf8").split(/^# %%\n/m);

/** A follow-up runs in the kernel of the cells before it, back to the one that began. */
const before = (all: readonly string[], at: number): string[] =>
	all[at]?.startsWith("# follow-up\n") === true ? [...before(all, at - 1), all[at - 1] ?? ""] : [];

test.each([
	["tuned.py", 140],
	["held-out.py", 60],
	["fresh.py", 70],
	["second.py", 107],
	["third.py", 79],
	["fourth.py", 53],
])("of the ordinary programs in %s at most 3 %% have a label", (name, count) => {
	const all = cells(name);
	expect(all.length).toBe(count);
	const labelled = all.filter((source, at) => risks(source, "python", before(all, at)).length > 0);
	expect(labelled.length / all.length).toBeLessThanOrEqual(0.03);
});

describe("a shell script always starts programs, and its words say more", () => {
	test.each(shell)("%j", (source, ...expected) => {
		expect(labels(source, "bash").sort()).toEqual([...expected].sort());
	});
});

test("each risk names the line and the piece of code", () => {
	expect(risks("import os\n\nprint(1)\nos.remove('a')\nos.remove('b')\nopen('/etc/passwd')")).toEqual([
		{ label: "deletes", line: 4, what: "os.remove" },
		{ label: "outside", line: 6, what: "open('/etc/passwd')" },
	]);
});

test("names of earlier scripts are still known in the kernel", () => {
	expect(labels("o.remove('x')")).toEqual([]);
	expect(labels("o.remove('x')", "python", ["import os as o"])).toEqual(["deletes"]);
});

test("whatever the text is, it gets an answer", () => {
	fc.assert(
		fc.property(fc.string({ maxLength: 300 }), (text) => {
			for (const { line, what } of [...risks(text), ...risks(text, "bash")]) {
				expect(line).toBeGreaterThan(0);
				expect(what.length).toBeLessThanOrEqual(60);
			}
		}),
		{ numRuns: 200 },
	);
});

test("a text that trips the examination itself counts as one that nobody can vouch for", () => {
	const broken = { language: "python", source: "open('a', 'w')", files: null as never, earlier: [] } as const;
	expect(examine(broken)).toEqual([{ label: "unparsed", line: 1, what: "the whole code" }]);
});

test("deep nesting and long code end in an answer, too", () => {
	expect(labels(`${"(".repeat(5000)}1${")".repeat(5000)}\nimport os\nos.remove('x')`)).toContain("deletes");
	expect(labels(`${"x = 1\n".repeat(5000)}import os\nos.remove('x')`)).toEqual(["deletes"]);
	expect(labels(`f${"(f".repeat(2000)}${")".repeat(2000)}`)).toEqual(["unparsed"]);
	expect(labels(`x${".a()".repeat(3000)}`)).toEqual(["unparsed"]);
	expect(labels(`${"x = [1, 2]\n".repeat(20_000)}`)).toEqual(["unparsed"]);
	expect(labels(`x = ${"a,".repeat(10_000)}!`)).toEqual(["unparsed"]);
	expect(labels(`${" ".repeat(100_000)}x`)).toEqual([]);
});

test("what stands between two signs of an assignment counts as read", () => {
	expect(labels("import os\na = os.remove = print")).toEqual(["deletes", "unparsed"]);
	expect(labels("import os\nos.remove = print")).toEqual(["unparsed"]);
});
