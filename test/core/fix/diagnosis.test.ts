// A failed Run is explained in one line, with the real names.

import { describe, expect, test } from "vitest";
import type { Attempt, Run, Upload } from "../../../src/core/domain.ts";
import { diagnose, triedBefore } from "../../../src/core/fix/diagnosis.ts";
import { alice } from "../../fakes/world.ts";

const column = (name: string, type = "text") => ({ name, type, nulls: 0, samples: [] });
const upload = (columns: ReturnType<typeof column>[]): Upload => ({
	id: "F",
	name: "data.csv",
	as: "data.csv",
	size: 1,
	source: "",
	by: alice,
	state: { kind: "stored", profile: { format: "csv", columns, notes: ["price: values like '$1,200'"] } },
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
	["TypeError", "float() argument must be a string or a real number, not 'Axes'", "draw by themselves"],
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

const probed = (error: Partial<NonNullable<Run["error"]>>, run: Partial<Run> = {}): Run => ({
	...failed("KeyError", "'date'", 2),
	...run,
	error: { name: "KeyError", message: "'date'", line: 2, trace: "", ...error },
});

test("what a look at the variables found is the cause, comes first and takes the place of the files' profiles", () => {
	const run = probed({
		cause: "There is no column date; the closest is Created At.",
		facts: ["Columns of small: 'Created At', 'id'."],
		locals: ["small: 3 rows x 2 columns (id int64, Created At str)"],
	});
	const found = diagnose(run, context([column("created_at", "date")], "x\nsmall['date']"));
	expect(found.cause).toBe("There is no column date; the closest is Created At.");
	expect(found.text).toBe(
		[
			"KeyError: 'date'",
			"at line 2: small['date']",
			"Facts: There is no column date; the closest is Created At.",
			"Columns of small: 'Created At', 'id'.",
			"Variables: small: 3 rows x 2 columns (id int64, Created At str)",
		].join("\n"),
	);
});

test("a file's profile names the closest column if the variables held none that is near", () => {
	const run = probed({ cause: "There is no column date.", facts: ["Columns of df: 'id'."] });
	expect(diagnose(run, context([column("created_at", "date")])).cause).toBe(
		"There is no column date; the closest is created_at.",
	);
});

test("a fact that says more than the message follows it in the cause", () => {
	const run = probed({
		name: "TypeError",
		message: "operation 'sub' not supported",
		facts: ["On this line price is text, qty is float64."],
	});
	expect(diagnose(run, context([])).cause).toBe(
		"TypeError: operation 'sub' not supported. On this line price is text, qty is float64.",
	);
});

test("where the column was looked at, no advice is given that could harm it", () => {
	const dates = 'time data "13/02/2024" doesn\'t match format "%Y-%m-%d". You might want to try:\n - passing `format`';
	const cause = "when holds dates in 2 forms: YYYY-MM-DD (80), DD/MM/YYYY (40).";
	const { text } = diagnose(probed({ name: "ValueError", message: dates, cause, facts: ["Parse each."] }), context([]));
	expect(text).toContain("Parse each.");
	expect(text).not.toMatch(/NaT|might want/);
});

test.each([
	["AttributeError", "'DataFrame' object has no attribute 'append'", "pd.concat"],
	["AttributeError", "'Series' object has no attribute 'iteritems'", ".items()"],
	["AttributeError", "module 'numpy' has no attribute 'float'.\n`np.float` was", "np.float is gone"],
	["AttributeError", "'numpy.ndarray' object has no attribute 'value_counts'", "pd.Series(x)"],
	["AttributeError", "'float' object has no attribute 'numerator'", "statistics module"],
	["ImportError", "Cannot load backend 'TkAgg' which requires the 'tk' interactive framework", "plt.savefig"],
])("%s: %s, which small models repeat, comes with what mends it", (name, message, hint) => {
	expect(diagnose(failed(name, message), context([])).text).toContain(hint);
});

test("a time-out names the line it was in and the size of the tables; two of them are the same failure", () => {
	const at = (line: number) =>
		probed(
			{ name: "KeyboardInterrupt", message: "", line, facts: ["The largest tables: df 3,000 rows x 6 columns."] },
			{ outcome: "timed_out" },
		);
	const found = diagnose(at(2), context([], "for i in range(9):\n  slow(df)\n  slower(df)"));
	expect(found.cause).toBe(
		"It did not finish within 30 seconds. It stopped at line 2 of the code: slow(df). The largest tables: df 3,000 rows x 6 columns.",
	);
	expect(found.text).not.toContain("KeyboardInterrupt");
	expect(found.text).toContain("vectorised");
	expect(diagnose(at(3), context([], "1\n2\n3")).signature).toBe(found.signature);
});

test("running out of memory names the limit and how long the files are", () => {
	const error = { name: "MemoryError", message: "Python needed more memory than the limit of 4 GB and was ended" };
	const run = probed(error, { outcome: "out_of_memory", variablesKept: false });
	const base = upload([column("a")]);
	const profile = { format: "csv", rows: 9_000_000, notes: [] };
	const found = diagnose(run, {
		uploads: [{ ...base, state: { kind: "stored", profile } }],
		source: "x",
		timeoutMs: 1,
	});
	expect(found.cause).toBe("It needed more than 4 GB of memory, the most that this thread may use.");
	expect(found.text).toContain("data.csv has 9,000,000 rows.");
});

test.each(["x", "列"])("the text for the model stays within its budget whatever comes, here all %s", (letter) => {
	const long = letter.repeat(3000);
	const many = Array.from({ length: 20 }, () => long);
	const run = probed(
		{ name: long, message: long, cause: long, facts: many, locals: many },
		{ output: long, changed: many },
	);
	const { text } = diagnose(run, context([column(long)], `${long}\n${long}`));
	const twice = text.match(/[^ -~\s]/g)?.length ?? 0;
	expect(text.length + twice).toBeGreaterThan(1000);
	expect(text.length + twice).toBeLessThanOrEqual(1200);
});

test("an address in memory makes no other failure of the same one", () => {
	const at = (address: string) =>
		diagnose(failed("ValueError", `<F at 0x${address}> is odd`, 1), context([])).signature;
	expect(at("7fa0bc")).toBe(at("7ff1"));
});

test.each([
	["TypeError", "got an unexpected keyword argument 'squared'", "root_mean_squared_error"],
	["TypeError", "Series.corr() got an unexpected keyword argument 'tail'", "scipy.stats.pearsonr"],
	["TypeError", "f() got an unexpected keyword argument 'colour'", "knows no argument colour"],
	["ValueError", "Input X contains NaN.", "and only those"],
])("%s: %s is met with what took its place", (name, message, hint) => {
	const { text } = diagnose(failed(name, message, 1), context([]));
	expect(text).toContain(hint);
	expect(text.match(/knows no argument/g)?.length ?? 0).toBe(hint.includes("knows") ? 1 : 0);
	expect(text).not.toMatch(/Facts: \./);
});

describe("a missing column, where the look at the variables said nothing", () => {
	const table = (as: string, ...names: readonly string[]): Upload => ({
		...upload(names.map((name) => column(name, "int"))),
		as,
	});
	const causeWith = (...uploads: readonly Upload[]) =>
		diagnose(failed("KeyError", "'cust_id'"), { uploads, source: "a.merge(b)", timeoutMs: 1 }).cause;

	test.each([
		[
			"one of two files lacks it",
			[table("orders.csv", "cust_id", "amount"), table("customers.csv", "CustomerID", "segment")],
			"There is no column cust_id in customers.csv; the closest is CustomerID.",
		],
		[
			"nothing near in the one that lacks it",
			[table("orders.csv", "cust_id", "cust_ref"), table("regions.csv", "area")],
			"There is no column cust_id in regions.csv.",
		],
		[
			"the only file has it: a step before has lost it",
			[table("orders.csv", "cust_id", "cust_id_2")],
			"There is no column cust_id at that point, though orders.csv has one: a step before left it out or renamed it.",
		],
		[
			"no file has it",
			[table("orders.csv", "custid"), table("regions.csv", "area")],
			"There is no column cust_id; the closest is custid.",
		],
	])("%s", (_what, uploads, cause) => {
		expect(causeWith(...uploads)).toBe(cause);
	});
});
