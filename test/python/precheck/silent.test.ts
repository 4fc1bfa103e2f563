// What a program draws is printed too where figures are asked for.

import { expect, test } from "vitest";
import { precheck } from "../../../src/python/precheck.ts";

const HEAD = 'import pandas as pd\nimport matplotlib.pyplot as plt\ndf = pd.read_csv("sales.csv")\n';
const GROUPED = 'm = df.groupby("day")["n"].sum()\nm.plot(kind="bar")\nplt.savefig("m.png")\n';
const checked = (rest: string, request: string) =>
	precheck({ language: "python", source: HEAD + rest, files: [], made: ["sales.csv"], earlier: [], request });

test("the result is printed below the chart", () => {
	const { source, mends } = checked(GROUPED, "Umsatz pro Monat bitte");
	expect(source).toBe(`${HEAD}${GROUPED}print(m)\n`);
	expect(mends).toEqual(["Printed `m` too: figures are asked for."]);
});

test.each([
	[GROUPED, "draw the sales"],
	[`${GROUPED}print(m.max())\n`, "sales per month"],
	[`${GROUPED}m.to_csv("m.csv")\n`, "sales per month"],
	['df.plot()\nplt.savefig("m.png")\n', "sales per month"],
	[`${GROUPED}m\n`, "sales per month"],
])("left alone: %j for %j", (rest, request) => {
	expect(checked(rest, request).mends).toEqual([]);
});
