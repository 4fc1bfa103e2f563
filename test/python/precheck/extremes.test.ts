// An end of a column's range is no limit that anybody meant.

import { expect, test } from "vitest";
import type { KnownFile } from "../../../src/core/ports.ts";
import { precheck } from "../../../src/python/precheck.ts";

const river: KnownFile = {
	name: "river.csv",
	profile: {
		format: "csv",
		rows: 75,
		columns: [
			{ name: "Temp", type: "float", nulls: 0, samples: [], range: ["-3.9", "25.8"] },
			{ name: "Site", type: "text", nulls: 0, samples: ["Weir"] },
		],
		notes: [],
	},
};
const faults = (filter: string, request = "how many are below freezing?") =>
	precheck({
		language: "python",
		source: `import pandas as pd\ndf = pd.read_csv("river.csv")\nprint(len(df[${filter}]))`,
		files: [river],
		made: [],
		earlier: [],
		request,
	}).faults;

test.each([
	['df["Temp"] < -3.9', "-3.9 is the smallest value of Temp, so that `"],
	['df["Temp"] > 25.8', "25.8 is the largest value of Temp, so that `"],
	['df["Temp"] <= 25.8', "25.8 is the largest value of Temp, so that `"],
])("%s", (filter, said) => {
	expect(faults(filter).join()).toContain(said);
});

test.each([
	['df["Temp"] < 0', undefined],
	['df["Temp"] <= -3.9', undefined],
	['df["Temp"] < -3.9', "how many are below -3.9 degrees?"],
	['df["Site"] > "Weir"', undefined],
])("%s is meant (%s)", (filter, request) => {
	expect(faults(filter, request)).toEqual([]);
});
