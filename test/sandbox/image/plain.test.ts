// Values in the output as people write them, whatever the library calls them; with the real kernel.

import { expect, it } from "vitest";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ memoryBytes: 1024 ** 3, runTimeoutMs: 60_000 });
const thread = "slack:T:C:plain";
const FRAME = `import pandas as pd, numpy as np
df = pd.DataFrame({"city": ["Bonn", "Köln"], "sum": [1.5, 20.0], "day": pd.to_datetime(["2024-01-02", "2024-03-01"])})
`;
const printed = async (source: string) => (await lab.run(thread, FRAME + source)).output.trimEnd();

it.each([
	["a pair of name and figure", "print((df.city[0], df['sum'].max()))", "('Bonn', 20.0)"],
	["a dict of figures", "print({'mean': df['sum'].mean(), 'n': np.int64(2)})", "{'mean': 10.75, 'n': 2}"],
	["names of columns", "print(df.columns)", "['city', 'sum', 'day']"],
	["different texts", "print(f'Cities: {df.city.unique()}')", "Cities: ['Bonn', 'Köln']"],
	["different days", "print(df.day.unique())", "['2024-01-02', '2024-03-01']"],
	["days of Python", "print(df.day.dt.date.unique())", "[2024-01-02 2024-03-01]"],
	["months", "print(df.day.dt.to_period('M').unique())", "['2024-01', '2024-03']"],
	["a day and its figure", "print((df.day[0], df['sum'][0]))", "(2024-01-02, 1.5)"],
	["the last value of a cell", "df.columns", "['city', 'sum', 'day']"],
	["nothing", "print(df.city[df.city == 'Ulm'].unique())", "[]"],
])("%s", async (_, source, text) => {
	expect(await printed(source)).toBe(text);
});

it("libraries go on to read what they wrote, and tables stay as they are", async () => {
	expect(await printed("print(pd.DataFrame({'when': [df.day[0], 'never']}))")).toContain("2024-01-02 00:00:00");
	expect(await printed("df.day.to_json('d.json'); print(pd.read_json('d.json', typ='series').shape)")).toBe("(2,)");
	expect(await printed("df.loc[pd.Timestamp('2024-01-02')]")).not.toContain("2024-01-02");
	const { error } = await lab.run(thread, `${FRAME}df.set_index("day").loc[pd.Timestamp("2030-01-01")]`);
	expect(error?.message).toContain("Timestamp('2030-01-01 00:00:00')");
});

it("a long list is cut as before, and that is noticed", async () => {
	expect(await printed("print(pd.Index(range(5000)).astype(str))")).toContain("...");
});
