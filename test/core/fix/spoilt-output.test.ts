// Output that looks like an answer and is none: by its text, and by what the kernel saw.

import { describe, expect, it } from "vitest";
import type { Run, Upload } from "../../../src/core/domain.ts";
import { softFailure } from "../../../src/core/fix/answer-check.ts";
import { unmet } from "../../../src/core/fix/wishes.ts";

const run = (output: string, over: Partial<Run> = {}): Run => ({
	...{ id: "r", outcome: "ok", output, durationMs: 1, changed: [], artifacts: [], notes: [], variablesKept: true },
	...over,
});
const failure = (output: string, over: Partial<Run> = {}, source = "") =>
	softFailure(run(output, over), "which cities are there?", { source, uploads: [] });

describe("a list that was cut", () => {
	it.each([
		"[   0    1    2 ... 1997 1998 1999]",
		"rows: 1999\n<ArrowStringArray>\n['Rome', 'Oslo',\n ...\n 'Bern', 'Ulm']\nLength: 1700, dtype: str",
		"Index(['1', '4',\n       ...\n       '1996', '1999'],\n      dtype='str', length=667)",
		"['Rome', 'Oslo', ..., 'Bern', 'Ulm']\nLength: 470\nCategories (470, str): ['Rome', 'Oslo', ..., 'Ulm']",
		"cities: ['Rome' 'Oslo' 'Bern' ... 'Ulm' 'Zug']",
	])("is no answer: %j", (output) => {
		expect(failure(output)).toMatchObject({ signature: "soft|cut", soft: true });
	});

	it.each([
		"[   0    1    2 ... 1997 1998 1999]\nsum: 1999000",
		"       n\n0      0\n..   ...\n1203   3\n\n[60 of 1,204 rows shown; all of it is in table-1.csv]",
		"       n\n0      0\n..   ...\n1203   3\n\n[60 of 200,000 rows shown]",
		"['Rome', 'Oslo', 'Bern']",
		"Loading ... done (3 files)",
		"{'a': [1, 2, 3], 'b': [...]}",
		"and so on ... [see above]",
		"[1.5 2.5 3.25]",
	])("is not what this is: %j", (output) => {
		expect(failure(output)).toBeUndefined();
	});
});

it("a figure that the kernel saw to be joined text is no answer, however it looks", () => {
	const doubt = "amount holds numbers as text, so sum() joined them instead of adding: turn it into numbers first.";
	expect(failure("city\nOslo    12.5013.75\n", { seen: { doubts: [doubt] } })).toMatchObject({
		...{ signature: "soft|doubtful figure", cause: doubt, soft: true },
	});
});

it("where no row was left, the line that left them out is named", () => {
	const source = 'df = pd.read_csv("a.csv")\ndf = df[df["year"] == "2023"]\nprint(df)';
	const seen = { rows: [{ file: "a.csv", read: 1005, left: [{ line: 2, rows: 1005, why: "" }], used: 0 }] };
	expect(failure("Empty DataFrame\nColumns: [a]\nIndex: []", { seen }, source)?.cause).toBe(
		'No row of a.csv was left, so there is no figure: of 1,005 rows, 1,005 were left out: by `df = df[df["year"] == "2023"]` (line 2).',
	);
	const some = { rows: [{ file: "a.csv", read: 1005, left: [{ line: 2, rows: 1004, why: "" }] }] };
	expect(failure("nan", { seen: some }, source)?.cause).toBe("The answer came out as NaN, infinite or empty.");
});

it("a conclusion from no number is no answer", () => {
	const judged = (output: string) =>
		softFailure(run(output), "the correlation", { source: "", uploads: [] })?.signature;
	expect(judged("r: nan\nP-value: nan\nThere is no significant correlation.")).toBe("soft|not a number");
	expect(judged("r: nan\nSignificant: False")).toBe("soft|not a number");
	expect(judged("mean of an empty group: nan\nbest region: North")).toBeUndefined();
	expect(judged("P-value: nan, Correlation: nan, Relationship: Nonlinear")).toBe("soft|not a number");
	expect(judged("P-value: nan, Correlation: 0.5, Relationship: Nonlinear")).toBeUndefined();
	expect(judged("r: nan\nThe best of 3 regions is North.")).toBeUndefined();
});

it("none at all stands as an answer if one more try does not change it", () => {
	const rows = [{ file: "a.csv", read: 5, left: [{ rows: 5, line: 1, why: "" }] }];
	const judged = (output: string) =>
		softFailure(run(output, { seen: { rows } }), "how many outliers?", { source: "df = df[df.z > 3]", uploads: [] });
	expect(judged("outliers: 0")).toMatchObject({ signature: "soft|no row left", minor: 1 });
	expect(judged("outliers: nan")).not.toHaveProperty("minor");
});

it("neither a label nor what pandas prints below a Series is a figure", () => {
	const rows = [{ file: "a.csv", read: 90, left: [{ rows: 90, line: 1, why: "" }] }];
	const judged = (output: string) =>
		softFailure(run(output, { seen: { rows } }), "hours per agent?", {
			source: 'df = df[df.day > "x"]\nprint(df.groupby("agent")["hours"].sum())',
			uploads: [],
		})?.signature;
	expect(judged("Agent 1    0.0\nAgent 2    0.0\nName: hours, dtype: float64")).toBe("soft|no row left");
	expect(judged("Total hours for 2024: 0.00")).toBe("soft|no row left");
	expect(judged("Agent 1    4.5\nAgent 2    0.0\nName: hours, dtype: float64")).toBeUndefined();
});

it("none is an answer where the file's range says so", () => {
	const rows = [{ file: "a.csv", read: 5, left: [{ rows: 5, line: 1, why: "" }] }];
	const columns = [{ name: "stock", type: "int", nulls: 0, samples: [], range: ["1", "90"] as const }];
	const uploads = [
		{ state: { kind: "stored", profile: { format: "csv", columns, notes: [] } } },
	] as unknown as Upload[];
	const judged = (source: string, request = "how many are out of stock?") =>
		softFailure(run("0", { seen: { rows } }), request, { source, uploads })?.signature;
	expect(judged("d = df[df['stock'] == 0]")).toBeUndefined();
	expect(judged('d = df[df["stock"] > 100]')).toBeUndefined();
	expect(judged("d = df[df['stock'] < 1]")).toBe("soft|no row left");
	expect(judged("d = df[df['stock'] < 1]", "how many have less than 1?")).toBeUndefined();
	expect(judged("d = df[df['stock'] == 5]")).toBe("soft|no row left");
	expect(judged("d = df[(df['stock'] == 0) & (df['city'] == 'x')]")).toBe("soft|no row left");
	expect(judged("d = df[df['other'] == 0]")).toBe("soft|no row left");
});

it("that no cell is empty and no row comes twice is an answer", () => {
	const rows = [{ file: "a.csv", read: 5, left: [{ rows: 5, line: 1, why: "" }] }];
	const judged = (output: string, source: string) =>
		softFailure(run(output, { seen: { rows } }), "are values missing?", { source, uploads: [] })?.signature;
	expect(judged("No missing values found.", 'df = df[df["a"].isna()]')).toBeUndefined();
	expect(judged("repeated rows: 0", "df = df[df.duplicated()]")).toBeUndefined();
	expect(judged("mean: nan", 'df = df[df["a"].isnull()]')).toBe("soft|no row left");
	expect(judged("rows: 0", 'df = df[~df["a"].isna()]')).toBe("soft|no row left");
	expect(judged("No city found.", 'df = df[df["a"] == "b"]')).toBe("soft|no row left");
});

it("zeros from no row at all are no answer, and the model is told what the column holds", () => {
	const source = 'df = pd.read_csv("a.csv")\nd = df[df["day"].str.startswith("2023-03")]\nprint(len(d), d["x"].mean())';
	const seen = { rows: [{ file: "a.csv", read: 120, left: [{ line: 2, rows: 120, why: "" }], used: 0 }] };
	const columns = [{ name: "day", type: "date", nulls: 0, samples: [], range: ["01/01/2023", "25/08/2023"] as const }];
	const uploads = [
		{ state: { kind: "stored", profile: { format: "csv", columns, notes: [] } } },
	] as unknown as Upload[];
	const found = softFailure(run("March: 0\nMean: nan", { seen }), "", { source, uploads });
	expect(found?.cause).toMatch(/^No row of a\.csv was left/);
	expect(found?.text).toContain("day in the file: '01/01/2023', '25/08/2023'.");
	expect(softFailure(run("March: 0\nOthers: 7", { seen }), "", { source, uploads })).toBeUndefined();
});

it("a long table that the sandbox attached is not the chart that was asked for", () => {
	const artifacts = [{ id: "a", name: "table-1.csv", size: 1, sha256: "0" }];
	const made = { source: "", uploads: [], run: run("1", { artifacts }) };
	expect(unmet("plot the sales, and save them as a CSV", made).map(({ kind }) => kind)).toEqual(["chart", "file"]);
	expect(failure("Empty DataFrame\nColumns: [a]\nIndex: []", { artifacts })?.soft).toBe(true);
});
