// A verdict is printed with the figure that it rests on.

import { expect, test } from "vitest";
import { precheck } from "../../../src/python/precheck.ts";

const HEAD = 'import pandas as pd\nfrom scipy import stats\ndf = pd.read_csv("sales.csv")\n';
const checked = (rest: string) =>
	precheck({
		language: "python",
		source: HEAD + rest,
		files: [],
		made: ["sales.csv"],
		earlier: [],
		request: "is it skewed?",
	});

const CHOSEN =
	'skewness = df["a"].skew()\nif skewness > 0:\n    result = "positive"\nelif skewness < 0:\n    result = "negative"\nelse:\n    result = "symmetric"\n';

test.each([
	[`${CHOSEN}print(result)`, "skewness"],
	[`${CHOSEN}print(f"The distribution is {result}.")`, "skewness"],
	['r = df["a"].corr(df["b"])\nprint("linear" if abs(r) > 2 or True else "no")\nif r > 0.5:\n    print("strong")', "r"],
	['stat, p = stats.shapiro(df["a"])\nprint("normal" if p > 0.05 else "not normal")', "p"],
	['n = len(df)\nif n > 3:\n    print("many")\nelse:\n    print("few")', "n"],
])("printed too: %s", (rest, name) => {
	const { source, mends } = checked(rest);
	expect(source).toBe(`${HEAD}${rest}\nprint("${name}:", ${name})\n`);
	expect(mends).toEqual([`Printed \`${name}\` too: what is printed rests on it.`]);
});

test.each([
	`${CHOSEN}print(result, skewness)`,
	`${CHOSEN}print(f"{result}: {skewness:.2f}")`,
	`${CHOSEN}print(result)\nprint(df["a"].mean())`,
	`${CHOSEN}result = df["b"].mode()[0]\nprint(result)`,
	'top = df["a"].idxmax()\nif top > 3:\n    print("late")',
	'def show(s):\n    mean = s.mean()\n    if mean > 3:\n        print("much")\nshow(df["a"])',
	'm = df["a"].mean()\nm = round(m, 2)\nif m > 3:\n    print("much")',
	'for name in ["a", "b"]:\n    mean = df[name].mean()\n    if mean > 1:\n        print("much")',
	'print("hello")',
])("left alone: %s", (rest) => {
	expect(checked(rest).mends).toEqual([]);
});
