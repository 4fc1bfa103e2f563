// What has to be written in place of the expression that failed, where that can only be one thing: written so, the same program runs.

import { beforeAll, describe, expect, it } from "vitest";
import type { Attempt } from "../../../src/core/domain.ts";
import { ownFix } from "../../../src/core/fix/own-fix.ts";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ runTimeoutMs: 8000 });
const thread = "slack:T:C:mends";

const DATA = `
import pandas as pd, numpy as np
df = pd.DataFrame({
  'city': ['a', 'b', 'c', 'd'] * 3, 'kind': ['x', 'y'] * 6, 'qty': range(12),
  'share': ['95,0 %', '7,5 %', '60,0 %'] * 4, 'month': ['2024-01', '2024-02', '2024-03'] * 4,
  'mixed': ['1,5', 'none', '2'] * 4,
})
`;

async function fixed(source: string): Promise<string | undefined> {
	const run = await lab.run(thread, source);
	expect(run.outcome).toBe("failed");
	const proposal = { language: "python", source };
	return ownFix({ proposal, run } as unknown as Attempt, [])?.source;
}

beforeAll(async () => {
	await lab.sandbox.open(thread, new AbortController().signal);
	expect((await lab.run(thread, DATA)).outcome).toBe("ok");
});

describe("a failed line", () => {
	it.each([
		["z = np.array([1.0, -4.0])\nprint((z.abs() > 3).sum())", "z = np.array([1.0, -4.0])\nprint((abs(z) > 3).sum())"],
		["z = df['qty'].to_numpy()\nprint('ü', z.median())", "z = df['qty'].to_numpy()\nprint('ü', np.median(z))"],
		[
			"s = df.groupby('city')['qty'].sum().reset_index()\nprint(s.groupby('kind')['qty'].sum())",
			"s = df.groupby('city')['qty'].sum().reset_index()\nprint(df.groupby('kind')['qty'].sum())",
		],
		[
			"g = df.set_index('city')\nprint(g['city'].nunique())",
			"g = df.set_index('city')\nprint(g.reset_index()['city'].nunique())",
		],
		[
			"n = df.rename(columns={'qty': 'props.qty'})\nprint(n['qty'].sum())",
			"n = df.rename(columns={'qty': 'props.qty'})\nprint(n['props.qty'].sum())",
		],
		[
			"n = df.rename(columns={'qty': ' Qty '})\nprint(n['qty'].sum())",
			"n = df.rename(columns={'qty': ' Qty '})\nprint(n[' Qty '].sum())",
		],
		["late = df[df['qty'] > 9]\nprint(late['city'][0])", "late = df[df['qty'] > 9]\nprint(late['city'].iloc[0])"],
		["print(len(df[df['qty'] > 3 and df['city'] == 'a']))", "print(len(df[(df['qty'] > 3) & (df['city'] == 'a')]))"],
		[
			"x = df.copy()\nx['odd'] = x['qty'] == 5 or not x['city'].isin(['a']) or 1 < x['qty'] <= 2\nprint(x['odd'].sum())",
			"x = df.copy()\nx['odd'] = (x['qty'] == 5) | (~(x['city'].isin(['a']))) | (((1) < (x['qty'])) & ((x['qty']) <= (2)))\nprint(x['odd'].sum())",
		],
		["late = df['qty'] > 9\nprint(df[not late])", "late = df['qty'] > 9\nprint(df[~(late)])"],
		[
			"print(df[df['city'] == 'a' and (df['qty'] > 3 or df['kind'] == 'x')])",
			"print(df[(df['city'] == 'a') & ((df['qty'] > 3) | (df['kind'] == 'x'))])",
		],
		[
			"print(df['month'].dt.year.max())",
			"print(pd.to_datetime(df['month'], format='%Y-%m', errors='coerce').dt.year.max())",
		],
		[
			`x = df.copy()\nx["share"] = pd.to_numeric(x["share"].str.replace(",", "."))\nprint(x["share"].mean())`,
			`x = df.copy()\nx["share"] = pd.to_numeric(x['share'].str.replace(r"[^0-9,-]", "", regex=True).str.replace(",", "."))\nprint(x["share"].mean())`,
		],
	])("%j becomes %j", async (source, becomes) => {
		expect(await fixed(source)).toBe(becomes);
		expect(await lab.run(thread, becomes)).toMatchObject({ outcome: "ok" });
	});

	it.each([
		// The filter would be lost.
		"s = df[df['qty'] > 3][['city', 'qty']]\nprint(s.groupby('kind')['qty'].sum())",
		// Some values are no numbers.
		"print(df['mixed'].astype(float).sum())",
		// More than a conversion.
		"print(pd.to_numeric(df['share'].where(df['qty'] > 3)))",
		// The day or the month may come first.
		"pd.to_datetime(pd.Series(['03/04/2024', '05/06/2024']), format='%Y')",
		"print(df['cities'])",
		// One answer is wanted: of any row, or of all of them.
		"if df['qty'] > 3:\n    print('many')",
		"print('many' if df['qty'] > 3 else 'few')",
		// No condition of its own.
		"print(df[df['qty'] == 5 or 6])",
		"print(df[df['qty'] and df['city'] == 'a'])",
		"z = np.array([1.0])\nprint(z.clip_all(0, 1))",
		"raise ValueError('Unable to parse string \"95,0 %\"')",
	])("that may mean several things is left to the model: %j", async (source) => {
		expect(await fixed(source)).toBeUndefined();
	});
});
