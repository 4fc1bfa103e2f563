// Dates that are looked for as text: only where what is looked for can stand in one place alone.

import { expect, test } from "vitest";
import type { KnownFile } from "../../../src/core/ports.ts";
import { precheck } from "../../../src/python/precheck.ts";

const file = (from: string, to: string): KnownFile => ({
	name: "sales.csv",
	profile: {
		format: "csv",
		rows: 120,
		columns: [{ name: "Day", type: "date", nulls: 0, samples: [], range: [from, to] }],
		notes: [],
	},
});
const faults = (call: string, from: string, to: string) =>
	precheck({
		language: "python",
		source: `import pandas as pd\ndf = pd.read_csv("sales.csv")\nprint(df[df["Day"].str.${call}])`,
		files: [file(from, to)],
		made: [],
		earlier: [],
	}).faults.join();

test.each([
	['contains("03/")', "02/01/2023", "26/08/2023"],
	['contains("-03")', "2023-01-02", "2023-08-26"],
	['contains("03")', "2023-01-02", "2023-08-26"],
	['startswith("2023-03")', "02/01/2023", "26/08/2023"],
])("%s may be found elsewhere in %s", (call, from, to) => {
	expect(faults(call, from, to)).toContain("is looked for in Day, whose dates are text like");
});

test.each([
	['contains("/03/")', "02/01/2023", "26/08/2023"],
	['contains("2023-03")', "2023-01-02", "2023-08-26"],
	['startswith("2023-03")', "2023-01-02", "2023-08-26"],
	['endswith("/2023")', "02/01/2023", "26/08/2023"],
	['contains("2023")', "02/01/2023", "26/08/2023"],
])("%s is found where it stands in %s", (call, from, to) => {
	expect(faults(call, from, to)).toBe("");
});
