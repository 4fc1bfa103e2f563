// What is said of numbers that people wrote, after a cell failed on them: its code is right for these very values, or there is none.

import { beforeAll, expect, it } from "vitest";
import { openLab } from "../abuse/lab.ts";
import { WRITTEN } from "./written-numbers.ts";

const lab = openLab({ runTimeoutMs: 8000 });
const thread = "slack:T:C:odd-numbers";

beforeAll(async () => {
	await lab.sandbox.open(thread, new AbortController().signal);
	await lab.run(thread, "import pandas as pd");
});

async function adviceOn(values: readonly (string | number)[]): Promise<string> {
	const run = await lab.run(thread, `odd = pd.Series(${JSON.stringify(values)})\nodd.astype(float)`);
	return run.error?.facts?.[0] ?? "";
}

const codeIn = (advice: string) => /: (\S.*\))\.$/.exec(advice)?.[1];

it.each(WRITTEN)(
	"after numbers with $of, the code gives the right ones, or there is none",
	async ({ cells, worth }) => {
		const code = codeIn(await adviceOn(cells));
		expect(code === undefined).toBe(worth === undefined);
		if (code === undefined) return;
		const run = await lab.run(thread, `print((${code}).to_json(orient="values", double_precision=10))`);
		expect(JSON.parse(run.output)).toEqual(worth);
	},
);

it("what multiplies is named, and words that become empty", async () => {
	expect(await adviceOn(["19M", "201k", "Varies with device"])).toMatch(
		/^What stands behind the digits multiplies \(M, k\) \(right in 2 of 3; words such as 'Varies with device' become NaN\): pd\./,
	);
});

it.each([
	[["5 pcs", "3 boxes"], "They are in different units (pcs, boxes), so convert each by its own factor."],
	[["5m", "3m"], "m behind the digits may multiply; look at the column before you convert it."],
	[["5-10", "3-4"], "Some hold several numbers."],
	[["▲5", "△3"], "No one rule makes them all numbers: look at the values, and keep their signs and units."],
])("of %j only what is there is said", async (values, sentence) => {
	expect(await adviceOn(values)).toBe(sentence);
});

it("code is tried on the plain numbers of the column, too", async () => {
	const code = codeIn(await adviceOn(["12%", "0.5", "0.25"]));
	expect((await lab.run(thread, `print((${code}).tolist())`)).output).toBe("[0.12, 0.5, 0.25]\n");
});

it("of long ids that are rounded already, it says how they are kept", async () => {
	const run = await lab.run(
		thread,
		"posts = pd.DataFrame({'id': [1577134800018226901, None]})\nposts['id'].astype(int)",
	);
	expect(run.error?.facts?.join("\n")).toContain("read the file again with dtype={'id': str}");
});
