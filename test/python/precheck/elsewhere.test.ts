// A column that another sheet has: it is said where, and a figure over all of it is taken from there.

import { expect, test } from "vitest";
import type { KnownFile } from "../../../src/core/ports.ts";
import { precheck } from "../../../src/python/precheck.ts";

const column = (name: string, type = "text") => ({ name, type, nulls: 0, samples: [] });
const book: KnownFile = {
	name: "budget.xlsx",
	profile: {
		format: "xlsx",
		rows: 5,
		sheet: "plan",
		sheets: [
			{ name: "plan", columns: ["team", "planned"], rows: 5 },
			{ name: "actual", columns: ["team", "month", "spent"], rows: 20 },
		],
		columns: [column("team"), column("planned", "int")],
		notes: [],
	},
};
const READ = 'import pandas as pd\nactual = pd.read_excel("budget.xlsx", sheet_name="actual")\n';
const checked = (rest: string) =>
	precheck({ language: "python", source: READ + rest, files: [book], made: [], earlier: [] });

test("a figure over a whole column is taken from the sheet that has it", () => {
	const { source, mends, faults } = checked('print(actual["spent"].sum(), actual["planned"].sum())');
	expect(source).toBe(
		`${READ}print(actual["spent"].sum(), pd.read_excel("budget.xlsx", sheet_name="plan")["planned"].sum())`,
	);
	expect(mends).toEqual(["Read `planned` from the sheet `plan`, which has it."]);
	expect(faults).toEqual([]);
});

test.each([
	'print(actual[actual["spent"] > actual["planned"]])',
	'actual = actual[actual["team"] == "A"]\nprint(actual["planned"].sum())',
	'print(actual.groupby("team")["planned"].sum())',
])("else it is said where it is: %s", (rest) => {
	const { mends, faults } = checked(rest);
	expect(mends).toEqual([]);
	expect(faults.join()).toContain(
		"it is in the sheet 'plan': read that too, pd.read_excel(\"budget.xlsx\", sheet_name=\"plan\"), and merge on 'team', after adding up where it comes several times",
	);
});

test("what no sheet has is not said to be in one", () => {
	expect(checked('print(actual["left"].sum())').faults.join()).toContain("the columns of budget.xlsx are");
});
