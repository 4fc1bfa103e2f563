// A failed Run is explained in one line, with the real names.

import { expect, test } from "vitest";
import { clip } from "../../src/core/clip.ts";
import { closest } from "../../src/core/closest.ts";
import { diagnose, triedBefore } from "../../src/core/diagnose.ts";
import type { Attempt, Run, Upload } from "../../src/core/domain.ts";

const column = (name: string, type = "text") => ({ name, type, nulls: 0, samples: [] });
const upload = (columns: ReturnType<typeof column>[]): Upload => ({
	id: "F",
	name: "data.csv",
	as: "data.csv",
	size: 1,
	source: "",
	state: { kind: "stored", card: { format: "csv", columns, notes: ["price: values like '$1,200'"] } },
});
const failed = (name: string, message: string, line?: number): Run => ({
	id: "r",
	outcome: "failed",
	output: "",
	durationMs: 1,
	error: { name, message, trace: "", ...(line === undefined ? {} : { line }) },
	changed: [],
	artifacts: [],
	notes: [],
	variablesKept: true,
});
const context = (columns: ReturnType<typeof column>[], source = "x") => ({
	uploads: [upload(columns)],
	source,
	timeoutMs: 30_000,
});

test.each([
	["date", [column("id", "int"), column("created_at", "date")], "created_at"],
	["Size Rank", [column("SizeRank"), column("Region")], "SizeRank"],
	["sex", [column("Sex"), column("Age")], "Sex"],
	["revenue", [column("total_revenue"), column("cost")], "total_revenue"],
	["日期", [column("下单时间", "date"), column("金额")], "下单时间"],
	["zebra", [column("id"), column("price")], undefined],
])("the closest column to %s is found", (wanted, columns, expected) => {
	expect(closest(wanted, columns)).toBe(expected);
});

test("a missing column names the closest one first, then all, and the failing line", () => {
	const found = diagnose(
		failed("KeyError", "'date'", 2),
		context([column("created_at", "date")], "import x\ndf['date']\n"),
	);
	expect(found.cause).toBe("There is no column date; the closest is created_at.");
	expect(found.text).toContain("at line 2: df['date']");
	expect(found.text.indexOf("closest is created_at")).toBeLessThan(found.text.indexOf("Columns of data.csv"));
});

test("pandas' own wording of a missing column is understood", () => {
	const found = diagnose(failed("KeyError", "'Column not found: revenue'"), context([column("total_revenue")]));
	expect(found.cause).toBe("There is no column revenue; the closest is total_revenue.");
});

test("a value that does not parse brings the odd values of the file", () => {
	expect(diagnose(failed("ValueError", "could not convert string to float: '$1,200'"), context([])).text).toContain(
		"values like '$1,200'",
	);
});

test.each([
	["ValueError", 'time data "unknown" doesn\'t match format "%Y-%m-%d"', "errors='coerce'"],
	["ValueError", "could not convert string to float: '$1,200'", "take away the marks"],
	["TypeError", "float() argument must be a string or a real number, not 'Period'", ".astype(str)"],
])("%s %s comes with what mends it", (name, message, hint) => {
	expect(diagnose(failed(name, message), context([])).text).toContain(hint);
});

test.each([
	["could not convert string to float: '$1,200'", "Some values are no plain numbers, for example $1,200."],
	[
		'time data "unknown" doesn\'t match format "%Y". You might want to try:\n - x',
		"Some values are no dates, for example unknown.",
	],
	["Length of values (2) does not match", "ValueError: Length of values (2) does not match"],
])("ValueError: %s is said in words", (message, cause) => {
	expect(diagnose(failed("ValueError", message), context([])).cause).toBe(cause);
});

test("a time limit and a memory limit are explained", () => {
	expect(diagnose({ ...failed("", ""), outcome: "timed_out" }, context([])).cause).toBe(
		"It did not finish within 30 seconds.",
	);
	expect(diagnose({ ...failed("", ""), outcome: "out_of_memory" }, context([])).text).toContain("duckdb");
});

test("the same failure has the same signature whatever its figures; another line has another", () => {
	const one = diagnose(failed("ValueError", "bad value '17' at 3", 1), context([], "a"));
	const two = diagnose(failed("ValueError", "bad value '99' at 4", 1), context([], "a"));
	expect(one.signature).toBe(two.signature);
	expect(diagnose(failed("ValueError", "bad value '17' at 3", 1), context([], "b")).signature).not.toBe(one.signature);
});

test("code that differs in comments and blank lines only is the same code", () => {
	const attempt = { approval: {}, proposal: { source: "# first\nx = 1\n\n\nprint(x)\n" }, diagnosis: {} } as Attempt;
	expect(triedBefore([attempt], "x = 1\nprint(x)  \n# again\n")).toBe(true);
	expect(triedBefore([attempt], "x = 2\nprint(x)\n")).toBe(false);
});

test("long text keeps its head and tail and says what is missing", () => {
	const text = Array.from({ length: 100 }, (_, i) => `line ${i}`).join("\n");
	const short = clip(text, { chars: 100 });
	expect(short.startsWith("line 0")).toBe(true);
	expect(short.endsWith("line 99")).toBe(true);
	expect(short).toMatch(/… [\d,]+ characters \(\d+ lines\) left out …/);
	expect(clip("😀".repeat(50), { chars: 11 })).not.toMatch(
		/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/,
	);
});
