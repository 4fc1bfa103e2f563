// The line about rows under an answer, as people read it.

import { expect, it } from "vitest";
import type { SeenRows } from "../../../../src/core/domain/seen.ts";
import { rowsLine } from "../../../../src/core/fix/under/rows-line.ts";
import { textsIn } from "../../../../src/core/locales.ts";

const source = 'df = pd.read_csv("sales.csv")\ndf = df.dropna(subset=["amount"])\ndf = df[df["year"] == 2023]\n';
const line = (...rows: readonly SeenRows[]) => rowsLine({ rows }, source, textsIn("en"));
const empty = { line: 2, rows: 9, why: "without amount" };

it.each<[string | undefined, readonly SeenRows[]]>([
	[
		"Rows of sales.csv: 5,137 read, 9 without amount (line 2) left out, 5,128 used.",
		[{ file: "sales.csv", read: 5137, left: [empty], used: 5128 }],
	],
	["Rows of sales.csv: all 5,137 used.", [{ file: "sales.csv", read: 5137, left: [], used: 5137 }]],
	[
		'Rows of sales.csv: 5,137 read, 9 without amount (line 2) and 4,000 by `df = df[df["year"] == 2023]` (line 3) left out, 1,128 used.',
		[{ file: "sales.csv", read: 5137, left: [empty, { line: 3, rows: 4000, why: "" }], used: 1128 }],
	],
	[
		"Rows of sales.csv: 100 read, 3 without a match (line 2) left out, 12 added by keys that occur several times (line 2), 109 used.",
		[
			{
				...{ file: "sales.csv", read: 100, used: 109 },
				left: [
					{ line: 2, rows: 3, why: "without a match" },
					{ line: 2, rows: -12, why: "with several matches" },
				],
			},
		],
	],
	[
		"Rows of sales.csv: 100 read, 9 without amount and 5 by an earlier program left out.",
		[
			{
				...{ file: "sales.csv", read: 100 },
				left: [
					{ rows: 9, why: "without amount" },
					{ rows: 5, why: "" },
				],
			},
		],
	],
	[
		"Rows of a.csv: all 5 used; of b.csv: 7 read, 9 without amount (line 2) left out.",
		[
			{ file: "a.csv", read: 5, left: [], used: 5 },
			{ file: "b.csv", read: 7, left: [empty] },
		],
	],
	[
		"Rows of a.csv: 7 read, 2 by line 99 left out.",
		[{ file: "a.csv", read: 7, left: [{ line: 99, rows: 2, why: "" }] }],
	],
	[undefined, [{ file: "sales.csv", read: 100, left: [] }]],
	[undefined, []],
])("says %j", (said, rows) => {
	expect(line(...rows)).toBe(said);
});

it("says nothing where nothing was seen", () => {
	expect(rowsLine(undefined, source, textsIn("en"))).toBeUndefined();
	expect(rowsLine({ doubts: ["x"] }, source, textsIn("en"))).toBeUndefined();
});

it("stays one short line whatever the sandbox says", () => {
	const left = Array.from({ length: 12 }, (_, n) => ({ line: 3, rows: n + 1, why: "" }));
	const long = rowsLine(
		{ rows: Array(8).fill({ file: "a\nb.csv", read: 100, left, used: 1 }) },
		`1\n2\n${"`x` ".repeat(300)}`,
		textsIn("en"),
	);
	expect(long).not.toContain("\n");
	expect(long).toContain("and others in 8 more steps left out");
	expect(long?.match(/``/)).toBeNull();
	expect(long?.length).toBeLessThan(2500);
});
