// Tables as people get them: whole, with cents, and what is left out is said and attached; with the real kernel.

import { describe, expect, it } from "vitest";
import { shownIn } from "../../../src/core/fix/words/tables.ts";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ memoryBytes: 1024 ** 3, runTimeoutMs: 60_000 });
const thread = "slack:T:C:tables";
const run = (source: string) => lab.run(thread, `import pandas as pd, numpy as np\n${source}`);

describe("a table in the output", () => {
	it("has all its rows and columns, and sums keep their cents", async () => {
		const { output, seen } = await run(`
df = pd.DataFrame({"station": [f"S{i:02}" for i in range(70)], **{f"m{i}": range(70) for i in range(14)}})
df["total"] = 23456789.4567
df["note"] = "a note that goes on for longer than fifty characters, as notes do"
print(df.set_index("station"))`);
		expect(output.match(/^S\d\d /gm)).toHaveLength(70);
		expect(output.split("\n")[0]).toMatch(/m0 .* m13 .* note/);
		expect(output).toContain("23,456,789.4567");
		expect(output).toContain("fifty characters, as notes do");
		expect(output).not.toMatch(/\.\.\.|e\+/);
		expect(seen?.tables).toMatchObject([
			{
				...{ rows: 70, shownRows: 70, columns: expect.arrayContaining(["m0", "m13", "total", "note"]) },
				index: [{ name: "station", kind: "text", distinct: 70, first: "S00", last: "S69" }],
			},
		]);
	});

	it.each([
		["a Series", "pd.Series(range(1204), name='n', index=[f'k{i}' for i in range(1204)])", 1205],
		["a frame", "pd.DataFrame({'n': range(1204)}, index=[f'k{i}' for i in range(1204)])", 1205],
		["a frame without labels", "pd.DataFrame({'n': range(1204)})", 1205],
	])("that is too long is shown in part, and all of it is attached: %s", async (_, value, lines) => {
		const { output, artifacts, seen } = await run(`print(${value})`);
		expect(output.trimEnd()).toMatch(/\n\n?\[60 of 1,204 rows shown; all of it is in table-1\.csv\]$/);
		expect(output).not.toContain("rows x");
		expect(artifacts.map(({ name }) => name)).toEqual(["table-1.csv"]);
		expect(seen?.tables).toMatchObject([{ rows: 1204, shownRows: 60, file: "table-1.csv" }]);
		const { output: read } = await run(
			`print(open(".threadloop/table-1.csv", encoding="utf-8-sig").read().count("\\n"))`,
		);
		// Of the Run before: it is gone by now.
		expect(read).not.toBe(`${lines}\n`);
	});

	it("that is just the file that was read is not attached again", async () => {
		await run("pd.DataFrame({'n': range(1204)}).to_csv('n.csv', index=False)");
		const { output, artifacts } = await run("df = pd.read_csv('n.csv')\ndf['m'] = df['n'] * 2\nprint(df)");
		expect(output.trimEnd()).toMatch(/\[60 of 1,204 rows shown\]$/);
		expect(artifacts).toEqual([]);
	});

	it("says how many rows a filter left", async () => {
		const frame = "f = pd.DataFrame({'n': range(9), 'm': list('abcdefghi')})\n";
		expect((await run(`${frame}print(f[f['n'] > 6])`)).output).toBe("   n  m\n7  7  h\n8  8  i\n\n[2 rows]\n");
		expect((await run(`${frame}print(f[f['n'] > 7]['n'])`)).output).toMatch(/\n\n\[1 row\]\n$/);
		expect((await run(`${frame}print(f.nlargest(2, 'n'), f.head(2), f.describe(), f[f['n'] > 9])`)).output).not.toMatch(
			/rows?\]/,
		);
	});

	it("looks as the code has said, where it has", async () => {
		const said =
			"pd.options.display.max_rows = 8\npd.options.display.min_rows = 4\npd.options.display.float_format = '{:,.1f}'.format\n";
		const { output } = await run(
			`with pd.option_context("display.max_rows", 8, "display.min_rows", 4, "display.float_format", "{:,.1f}".format):\n    print(pd.Series([23456789.4567] * 20))`,
		);
		expect(output.match(/23,456,789\.5/g)).toHaveLength(4);
		expect(output).toContain("[4 of 20 rows shown; all of it is in table-1.csv]");
		await run(`${said}1`);
		expect((await run("print(pd.Series([23456789.4567] * 20))")).output.match(/23,456,789\.5/g)).toHaveLength(4);
		await run(
			"for name in ('max_rows', 'min_rows'): pd.set_option(f'display.{name}', 300)\npd.reset_option('display.float_format')",
		);
	});

	it.each([
		["small figures stay small", "pd.Series([1.5e-9, 2.0])", "1.500000e-09"],
		["huge ones stay short", "pd.Series([1.5e21, 2.0])", "1.500000e+21"],
		["what is infinite is said", "pd.Series([np.inf, 2345678.25])", "inf"],
		["what is empty is said", "pd.Series([np.nan, 2345678.25])", "NaN"],
		["whole numbers of a float stay whole", "pd.Series([23456789.0, 1.0])", "23456789.0"],
		["no digits are made up", "pd.Series([123456789012.1, 0.2])", "123456789012.1"],
		["negative ones have their sign", "pd.Series([-23456789.25, 1.5])", "-23456789.25"],
		["years are years", "pd.DataFrame({'year': [2024], 'id': [1234567890123456]})", "2024  1234567890123456"],
	])("%s", async (_, value, shown) => {
		expect((await run(`print(${value})`)).output).toContain(shown);
	});

	it.each([
		["sums by name are marked", "pd.Series([98641.32, 2.5], index=['Rome', 'Oslo'])", "98,641.32"],
		["ids that became floats are not", "pd.Series([23456789.0, np.nan], index=['a', 'b'])", "23456789.0"],
		["years and counts are not", "pd.DataFrame({'year': [2024], 'n': [123456]}, index=['a'])", "2024  123456"],
		["small sums are not", "pd.Series([9864.25, 2.5], index=['a', 'b'])", "9864.25"],
		["the data itself is not", "pd.DataFrame({'amount': [98641.25, 2.5]})", "98641.25"],
	])("thousands: %s", async (_, value, shown) => {
		expect((await run(`print(${value})`)).output).toContain(shown);
	});

	it.each([
		[
			"rows that are only counted",
			"pd.DataFrame({'month': [1, 2], 'sum': [5.5, 12.25]})",
			"month    sum\n    1   5.50\n    2  12.25\n",
		],
		[
			"rows that were sorted",
			"pd.DataFrame({'c': ['x', 'y', 'z'], 'n': [3, 9, 1]}).sort_values('n', ascending=False)",
			"c  n\ny  9\nx  3\nz  1\n",
		],
		["names of two lines", "pd.DataFrame({('a', 'b'): [1], ('a', 'c'): [2]})", "a   \nb  c\n1  2\n"],
		[
			"years as labels",
			"pd.DataFrame({'a': [1, 2], 'b': [3, 4]}, index=[2023, 2024])",
			"      a  b\n2023  1  3\n2024  2  4\n",
		],
		[
			"labels with a name",
			"pd.DataFrame({'a': [1], 'b': [3]}, index=pd.Index([0], name='n'))",
			"   a  b\nn      \n0  1  3\n",
		],
		["one column", "pd.DataFrame({'a': [1, 2]})", "   a\n0  1\n1  2\n"],
		[
			"what the code writes itself",
			"pd.DataFrame({'a': [1, 2], 'b': [1, 2]}).to_string()",
			"   a  b\n0  1  1\n1  2  2\n",
		],
	])("row numbers stand beside no figures: %s", async (_, value, shown) => {
		expect((await run(`print(${value})`)).output).toBe(shown);
	});

	it("of polars and of duckdb is whole, too", async () => {
		const polars = await run(
			"import polars as pl\nprint(pl.DataFrame({'n': range(70), 'total': [23456789.4567] * 70}))",
		);
		expect(polars.output.match(/23456789\.4567/g)).toHaveLength(70);
		const duck = await run(
			"import duckdb\nr = duckdb.sql('select *, 23456789.4567 as total from range(70) t(i)')\nprint(r)\nr.show()",
		);
		expect(duck.output.match(/23456789\.4567/g)).toHaveLength(140);
		expect(duck.standing).toBeUndefined();
	});
});

const sales = `df = pd.DataFrame({"region": ["North", "South", "North"], "year": [2023, 2024, 2024], "amount": [1234.5, 98765.25, 10.0], "qty": [1200, 34000, 5], "order_id": [1234567890123456, 1234567890123457, 1234567890123458]})
`;
describe("the cells of a table, for people", () => {
	it.each([
		[
			"a frame: amounts, and what stays as it is",
			"df",
			["region", "year", "amount", "qty", "order_id"],
			["label", "plain", "number", "number", "plain"],
			["North", "2023", "1234.50", "1200", "1234567890123456"],
		],
		[
			"a Series by a name",
			'df.groupby("region")["amount"].sum()',
			["region", "amount"],
			["label", "number"],
			["North", "1,244.50"],
		],
		[
			"an index of two levels",
			'df.groupby(["region", "year"])[["qty"]].sum()',
			["region", "year", "qty"],
			["label", "label", "number"],
			["North", "2023", "1200"],
		],
		[
			"a pivot",
			'df.pivot_table(index="region", columns="year", values="amount", aggfunc="sum")',
			["region", "2023", "2024"],
			["label", "number", "number"],
			["North", "1234.5", "10.00"],
		],
		[
			"rows of data, where a whole number may be anything",
			'df[["qty", "order_id"]]',
			["qty", "order_id"],
			["plain", "plain"],
			["1200", "1234567890123456"],
		],
		[
			"ids that became floats",
			"pd.DataFrame({'customer': [23456789.0, np.nan], 'n': [1, 2]}, index=['a', 'b'])",
			["", "customer", "n"],
			["label", "plain", "number"],
			["a", "23456789.0", "1"],
		],
	])("%s", async (_, value, head, kinds, row) => {
		const { seen, output } = await run(`${sales}print(${value})`);
		const cells = seen?.tables?.[0]?.cells;
		expect(cells).toMatchObject({ head, kinds });
		expect(cells?.rows[0]).toEqual(row);
		// The host finds it in what was printed, cell by cell.
		expect(shownIn(output, seen?.tables ?? []).map(({ kind }) => kind)).toEqual(["table"]);
	});

	it("are not told of what is too large for a chat, which comes as a file", async () => {
		const { seen, artifacts } = await run(
			"print(pd.DataFrame({'n': range(250), 'text': ['some words'] * 250}, index=[f'k{i}' for i in range(250)]))",
		);
		expect(seen?.tables?.[0]?.cells).toBeUndefined();
		expect(artifacts.map(({ name }) => name)).toEqual(["table-1.csv"]);
	});

	it("of the file itself have no marks", async () => {
		await run("pd.DataFrame({'amount': [98641.25, 2.5], 'n': [10000, 2]}).to_csv('m.csv', index=False)");
		const { seen } = await run("print(pd.read_csv('m.csv'))");
		expect(seen?.tables?.[0]?.cells?.kinds.filter((kind) => kind === "number")).toEqual([]);
	});
});

describe("what the host is told of a table", () => {
	it.each([
		["months as dates", "pd.Series(1, index=pd.date_range('2023-01-31', periods=5, freq='ME', name='m'))", "month"],
		["quarters", "pd.Series(1, index=pd.period_range('2023Q1', periods=5, freq='Q'))", "quarter"],
		["weeks", "pd.Series(1, index=pd.date_range('2023-01-01', periods=5, freq='W'))", "week"],
		[
			"days, some of them missing",
			"pd.Series(1, index=pd.to_datetime(['2023-01-02', '2023-01-03', '2023-01-09']))",
			"day",
		],
		["years as numbers", "pd.Series(1, index=pd.Index([2021, 2022], name='year'))", "year"],
		["months as text", "pd.Series(1, index=['2023-01', '2023-02'])", "month"],
		["months by name", "pd.Series(1, index=['Jan', 'Feb', 'March'])", "month"],
		["months in Chinese", "pd.Series(1, index=['1月', '2月'])", "month"],
		["days as text", "pd.Series(1, index=['2023-01-02', '2023-01-05'])", "day"],
		["months in a column", "pd.DataFrame({'month': ['2023-01', '2023-02'], 'total': [1.5, 2.5]})", "month"],
	])("names the step of %s", async (_, value, step) => {
		const { seen } = await run(`print(${value})`);
		expect(seen?.tables?.[0]?.index).toMatchObject([{ kind: "date", step }]);
	});

	it.each([
		[
			"regions",
			"pd.Series([2.5, 1.5], index=pd.Index(['West', 'East'], name='region'))",
			[{ name: "region", kind: "text", first: "West", last: "East" }],
		],
		["codes", "pd.Series([2.5, 1.5], index=pd.Index([7, 9], name='code'))", [{ name: "code", kind: "number" }]],
		[
			"two levels",
			"pd.Series(1, index=pd.MultiIndex.from_product([['a', 'b'], [1, 2]], names=['x', 'y']))",
			[
				{ name: "x", distinct: 2 },
				{ name: "y", distinct: 2 },
			],
		],
		["two columns", "pd.DataFrame({'x': ['a', 'a'], 'y': ['b', 'c'], 'n': [1, 2]})", [{ name: "x" }, { name: "y" }]],
		["figures alone", "pd.DataFrame({'x': [1.5, 2.5], 'n': [1, 2]})", []],
	])("names what its rows are by: %s", async (_, value, index) => {
		const { seen } = await run(`print(${value})`);
		expect(seen?.tables?.[0]?.index).toMatchObject(index);
	});

	it("is nothing of what only a library wrote, of a foreign class, or of a text that went to a file", async () => {
		const { seen, output } = await run(`
class Mine(pd.DataFrame): pass
print(Mine({"a": [1]}))
pd.DataFrame({"a": [1]}).to_string("t.txt")
x = pd.Series(["2024-01-01"] * 3).groupby(pd.Series([1, 1, 2])).count()`);
		expect(output).toContain("a");
		expect(seen?.tables).toBeUndefined();
	});

	it("costs no Run anything where an object in it is hostile", async () => {
		const { outcome, output } = await run(`
class Bad:
    def __repr__(self): return "bad"
    def __hash__(self): raise RuntimeError("no")
    def __eq__(self, other): raise RuntimeError("no")
print(pd.DataFrame({"a": [Bad(), Bad()], "b": [1, 2]}))
print(pd.DataFrame({"a": [1, 2]}, index=[Bad(), Bad()]))`);
		expect({ outcome, bad: output.match(/bad/g)?.length }).toEqual({ outcome: "ok", bad: 4 });
	});
});
