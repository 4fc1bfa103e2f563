// Tables of several files and kinds: keys that one file calls otherwise, writers of another kind, imports of what no package has.

import { describe, expect, test } from "vitest";
import type { ColumnProfile, FileProfile } from "../../../src/core/domain.ts";
import type { KnownFile } from "../../../src/core/ports.ts";
import { precheck } from "../../../src/python/precheck.ts";

const column = (
	name: string,
	type: string,
	range?: readonly [string, string],
	...samples: string[]
): ColumnProfile => ({
	name,
	type,
	nulls: 0,
	samples,
	...(range === undefined ? {} : { range }),
});
const file = (name: string, columns: readonly ColumnProfile[], more: Partial<FileProfile> = {}): KnownFile => ({
	name,
	profile: { format: "csv", rows: 20, columns, notes: [], ...more },
});
const check = (source: string, files: readonly KnownFile[], request = "") =>
	precheck({ language: "python", source, files, made: [], earlier: [], request });

const orders = file("orders.csv", [
	column("order_id", "int", ["1", "900"]),
	column("cust_id", "int", ["1", "200"]),
	column("prod", "text", undefined, "P-001", "P-014"),
	column("amount", "float", ["1", "90"]),
]);
const customers = file("customers.csv", [
	column("CustomerID", "int", ["1", "250"]),
	column("segment", "text", undefined, "A", "B"),
]);
const products = file("products.csv", [
	column("product_no", "text", undefined, "P-002", "P-014"),
	column("title", "text", undefined, "Pen", "Cup"),
]);
const READ = `import pandas as pd\na = pd.read_csv('orders.csv')\nb = pd.read_csv('customers.csv')\n`;
const PRODUCTS = `import pandas as pd\na = pd.read_csv('orders.csv')\np = pd.read_csv('products.csv')\n`;
const RENAMED = "`customers.csv` calls `cust_id` `CustomerID`, so it is joined by that.";

describe("a key that one file calls otherwise is taken by that name", () => {
	test.each([
		[
			`${READ}print(a.merge(b, on='cust_id'))`,
			`${READ}print(a.merge(b.rename(columns={"CustomerID": "cust_id"}), on='cust_id'))`,
			RENAMED,
		],
		[
			`${READ}m = pd.merge(a, b, on=["cust_id"], how="left")\nprint(m)`,
			`${READ}m = pd.merge(a, b.rename(columns={"CustomerID": "cust_id"}), on=["cust_id"], how="left")\nprint(m)`,
			RENAMED,
		],
		[
			`${READ}print(b.merge(a, on='cust_id', how='outer'))`,
			`${READ}print(b.rename(columns={"CustomerID": "cust_id"}).merge(a, on='cust_id', how='outer'))`,
			RENAMED,
		],
		[
			`${PRODUCTS}print(a.merge(p, on='prod'))`,
			`${PRODUCTS}print(a.merge(p.rename(columns={"product_no": "prod"}), on='prod'))`,
			"`products.csv` calls `prod` `product_no`, so it is joined by that.",
		],
		// The joined table takes the name of one of the two.
		[
			`${READ}a = a.merge(b, on='cust_id')\nprint(a.groupby('segment')['amount'].sum())`,
			`${READ}a = a.merge(b.rename(columns={"CustomerID": "cust_id"}), on='cust_id')\nprint(a.groupby('segment')['amount'].sum())`,
			RENAMED,
		],
		[
			`${READ}a = pd.merge(a, b[['CustomerID', 'segment']], on='CustomerID')\nprint(a)`,
			`${READ}a = pd.merge(a.rename(columns={"cust_id": "CustomerID"}), b[['CustomerID', 'segment']], on='CustomerID')\nprint(a)`,
			"`orders.csv` calls `CustomerID` `cust_id`, so it is joined by that.",
		],
		// Both names are used.
		[
			`${READ}m = a.merge(b, on='cust_id')\nprint(m['CustomerID'].nunique())`,
			`${READ}m = a.merge(b, left_on="cust_id", right_on="CustomerID")\nprint(m['CustomerID'].nunique())`,
			RENAMED,
		],
		[
			`${READ}b['CustomerID'] = b['CustomerID'].astype(str)\na = pd.merge(b, a, how='left', on='cust_id')\nprint(a)`,
			`${READ}b['CustomerID'] = b['CustomerID'].astype(str)\na = pd.merge(b, a, how='left', left_on="CustomerID", right_on="cust_id")\nprint(a)`,
			RENAMED,
		],
	])("%s", (source, to, mend) => {
		expect(check(source, [orders, customers, products])).toEqual({ source: to, mends: [mend], faults: [] });
	});

	test("of Chinese names", () => {
		const source =
			"import pandas as pd\na = pd.read_csv('单.csv')\nb = pd.read_csv('客.csv')\nprint(a.merge(b, on='客户编号'))";
		const files = [
			file("单.csv", [column("客户编号", "int", ["1", "90"]), column("金额", "float", ["1", "9"])]),
			file("客.csv", [column("客户ID", "int", ["1", "99"]), column("等级", "text", undefined, "A")]),
		];
		expect(check(source, files).source).toContain('b.rename(columns={"客户ID": "客户编号"})');
	});
});

describe("where names or values leave a doubt, it is said which file lacks the key", () => {
	const other = (...columns: readonly ColumnProfile[]) => [orders, file("customers.csv", columns)];
	test.each([
		["the values lie elsewhere", other(column("CustomerID", "int", ["10000", "19999"]))],
		["one holds text", other(column("CustomerID", "text", undefined, "C1", "C2"))],
		[
			"two columns may be meant",
			other(column("CustomerID", "int", ["1", "200"]), column("customer_no", "int", ["1", "200"])),
		],
		["the name says something else", other(column("customer_age", "int", ["1", "99"]))],
		["nothing is known of the values", other({ ...column("CustomerID", "text"), samples: [] })],
	])("%s", (_what, files) => {
		const { source, mends, faults } = check(`${READ}print(a.merge(b, on='cust_id'))`, files);
		expect(source).toBe(`${READ}print(a.merge(b, on='cust_id'))`);
		expect(mends).toEqual([]);
		expect(faults).toHaveLength(1);
		expect(faults[0]).toMatch(/^Line 4: customers\.csv has no column 'cust_id' to merge on;/);
	});

	test("its own name is used after a join that keeps rows without a match", () => {
		const source = `${READ}m = a.merge(b, on='cust_id', how='outer')\nprint(m['CustomerID'].nunique())`;
		expect(check(source, [orders, customers]).faults).toEqual([
			"Line 4: customers.csv has no column 'cust_id' to merge on; use left_on='cust_id', right_on='CustomerID'.",
		]);
	});

	test("a column that is missing is missing in a file that is named, and is never the closest to itself", () => {
		const { faults } = check(`${READ}print(b['cust_id'].sum(), a['segment'].count())`, [orders, customers]);
		expect(faults).toEqual([
			"Line 4: customers.csv has no column 'cust_id'; the closest is 'CustomerID'.",
			"Line 4: orders.csv has no column 'segment'; it is in customers.csv.",
		]);
	});
});

describe("several columns are taken with a list", () => {
	const t = [
		file("t.csv", [
			column("a", "text", undefined, "x"),
			column("b", "int", ["1", "9"]),
			column("c", "int", ["1", "9"]),
		]),
	];
	const R = "import pandas as pd\ndf = pd.read_csv('t.csv')\n";
	test.each([
		['print(df.groupby("a")[("b", "c")].sum())', 'print(df.groupby("a")[["b", "c"]].sum())'],
		['g = df.groupby("a")\nprint(g["b", "c"].sum())', 'g = df.groupby("a")\nprint(g[["b", "c"]].sum())'],
		['print(df["b", "c"].sum())', 'print(df[["b", "c"]].sum())'],
		['print(df[("a", "b")].head())', 'print(df[["a", "b"]].head())'],
	])("%s", (source, right) => {
		const { source: mended, faults } = check(R + source, t);
		expect({ source: mended, faults }).toEqual({ source: R + right, faults: [] });
	});

	test.each([
		'df["b", "c"] = 1\nprint(df)',
		'print(df.rolling(2)["b", "c"].mean())',
		'p = df.pivot_table(index="a", values=["b"], columns="c")\nprint(p["b", 1])',
		'g = {}\ng["b", "c"] = 1\nprint(g["b", "c"])',
		'g = df.groupby("a")\ng = {("b", "c"): 1}\nprint(g["b", "c"])',
	])("%s is left as it is", (source) => {
		expect(check(R + source, t).source).toBe(R + source);
	});
});

describe("imports of what no package has", () => {
	test.each([
		["import pandas.pd\nprint(pd.DataFrame())", "import pandas as pd\nprint(pd.DataFrame())"],
		["import pandas.pd as pd\nprint(pd.DataFrame())", "import pandas as pd\nprint(pd.DataFrame())"],
		["import matplotlib.plt as plt\nplt.plot([1])", "import matplotlib.pyplot as plt\nplt.plot([1])"],
		["from numpy import numpy as np\nprint(np.pi)", "import numpy as np\nprint(np.pi)"],
		["from polars import pl\nprint(pl.DataFrame())", "import polars as pl\nprint(pl.DataFrame())"],
		[
			"import pd, np\nprint(pd.DataFrame(), np.pi)",
			"import pandas as pd\nimport numpy as np\nprint(pd.DataFrame(), np.pi)",
		],
		[
			"import os, plt\nplt.plot([1])\nprint(os.sep)",
			"import matplotlib.pyplot as plt\nimport os\nplt.plot([1])\nprint(os.sep)",
		],
	])("%s", (source, right) => {
		const found = check(source, []);
		expect({ source: found.source, faults: found.faults }).toEqual({ source: right, faults: [] });
	});

	test.each([
		"import pandas.testing as tm\nprint(tm)",
		"import matplotlib.pyplot as plt\nprint(plt)",
		"from pandas import pandas as pd\nprint(pd)",
		"from numpy import linalg, random as rnd\nprint(linalg, rnd)",
		"try:\n    import pd\nexcept ImportError:\n    import pandas as pd\nprint(pd)",
	])("%s is right", (source) => {
		expect(check(source, [])).toEqual({ source, mends: [], faults: [] });
	});
});

test.each([
	['df["d"].astype("datetime64")', 'df["d"].astype("datetime64[ns]")'],
	['pd.to_datetime(df["d"]).astype("M8")', 'pd.to_datetime(df["d"]).astype("datetime64[ns]")'],
	['df["d"].values.astype("datetime64")', 'df["d"].values.astype("datetime64")'],
	['df["d"].astype("datetime64[ns]")', 'df["d"].astype("datetime64[ns]")'],
])("%s: pandas needs the unit, NumPy does not", (expression, right) => {
	const program = (what: string) => `import pandas as pd\ndf = pd.read_csv("t.csv")\nprint(${what})`;
	expect(check(program(expression), [file("t.csv", [column("d", "date")])]).source).toBe(program(right));
});

test.each([
	"df.to_pickle('o.csv')",
	"df.to_html('o.xlsx')",
	"df.to_parquet('o.csv')",
	"df.to_csv('o.xlsx')",
	"df.to_json('o.parquet')",
])("%s goes back: the name says another format", (call) => {
	const source = `import pandas as pd\ndf = pd.DataFrame()\n${call}`;
	expect(check(source, []).faults).toHaveLength(1);
});

describe("figures over all columns of a table with text in it", () => {
	const column = (name: string, type: string, distinct?: number) => ({
		...{ name, type, nulls: 0, samples: [] },
		...(distinct === undefined ? {} : { distinct }),
	});
	const wide = {
		format: "csv",
		rows: 14,
		notes: [],
		columns: [column("store", "text", 14), column("2023", "int"), column("2024", "float")],
	};
	const mended = (source: string, columns = wide.columns) =>
		precheck({
			...{
				language: "python",
				source: `import pandas as pd\ndf = pd.read_csv('w.csv')\n${source}`,
				made: [],
				earlier: [],
			},
			files: [{ name: "w.csv", profile: { ...wide, columns } }],
		})
			.source.split("\n")
			.slice(2)
			.join("\n");

	test.each([
		["print(df.mean())", "print(df.mean(numeric_only=True))"],
		["print(df.groupby('2023').mean())", "print(df.groupby('2023').mean(numeric_only=True))"],
		[
			"df['d'] = pd.to_datetime(df['d'])\nprint(df.groupby('2023').sum())",
			"df['d'] = pd.to_datetime(df['d'])\nprint(df.groupby('2023').sum(numeric_only=True))",
		],
		["print(df.quantile(0.9))", "print(df.quantile(0.9, numeric_only=True))"],
		["print(df.corr())", "print(df.corr(numeric_only=True))"],
		["print(df.sum(axis=1).idxmax())", 'print(df.set_index("store").sum(axis=1).idxmax())'],
		["best = df.max(axis='columns')\nprint(best)", "best = df.set_index(\"store\").max(axis='columns')\nprint(best)"],
		["df['all'] = df.sum(axis=1)\nprint(df)", "df['all'] = df.sum(axis=1, numeric_only=True)\nprint(df)"],
	])("%s is told to take the numbers", (source, expected) => {
		expect(mended(source)).toBe(expected);
	});

	test.each([
		"print(df.sum())",
		"print(df.groupby('2023').sum())",
		"print(df.groupby('2023')['2024'].mean())",
		"print(df.groupby('2023').max())",
		"print(df.max())",
		"print(df.mean(numeric_only=True))",
		"print(df['2023'].mean())",
		"print(df[['2023', '2024']].sum(axis=1))",
		"df = df.set_index('store')\nprint(df.sum(axis=1))",
		"print(df.drop(columns='store').mean())",
		"print(df.iloc[:, 1:].sum(axis=1))",
	])("%s is left as it is", (source) => {
		expect(mended(source)).toBe(source);
	});

	test("rows that share their name keep their number", () => {
		const columns = [column("store", "text", 3), ...wide.columns.slice(1)];
		expect(mended("print(df.sum(axis=1).max())", columns)).toBe("print(df.sum(axis=1, numeric_only=True).max())");
	});
});

describe("periods that matplotlib is to draw", () => {
	const MONTHS =
		"import pandas as pd\nimport matplotlib.pyplot as plt\ndf = pd.read_csv('a.csv')\nm = df.groupby(df['d'].dt.to_period('M'))['x'].sum().reset_index()\n";
	const mended = (source: string) =>
		precheck({ language: "python", source, files: [], made: ["a.csv"], earlier: [] }).source;

	test.each([
		"plt.plot(m['d'], m['x'])",
		"plt.bar(m['d'], m['x'])",
		"fig, ax = plt.subplots()\nax.plot(m['d'], m['x'])",
		"import seaborn as sns\nsns.barplot(data=m, x='d', y='x')",
	])("become text: %s", (draw) => {
		expect(mended(MONTHS + draw)).toBe(MONTHS.replace("to_period('M')", "to_period('M').astype(str)") + draw);
	});

	test.each([
		"m.plot(kind='line')",
		"print(m)",
		"m['d'] = m['d'].astype(str)\nplt.plot(m['d'], m['x'])",
		"plt.plot(m['d'].dt.to_timestamp(), m['x'])",
	])("stay periods: %s", (draw) => {
		expect(mended(MONTHS + draw)).toBe(MONTHS + draw);
	});
});

describe("ids with letters stay text", () => {
	const ids = [
		file("t.csv", [column("id", "text", undefined, "K300", "K301"), column("n", "text", undefined, "12k", "3k")]),
	];
	const R = "import pandas as pd\ndf = pd.read_csv('t.csv')\n";
	test.each([
		"df['id'] = df['id'].astype(int)\n",
		"df['id'] = df['id'].astype('float64')  # as numbers\n",
		'df["id"] = pd.to_numeric(df["id"])\n',
	])("%s", (line) => {
		expect(check(`${R}${line}print(df['id'].nunique())`, ids)).toEqual({
			source: `${R}print(df['id'].nunique())`,
			mends: ["Left `id` as it is: `K300` is no number."],
			faults: [],
		});
	});

	test.each([
		"df['id'] = df['id'].astype(str)",
		"df['id'] = pd.to_numeric(df['id'], errors='coerce')",
		"df['id'] = df['id'].str[1:].astype(int)",
		"df['no'] = df['id'].astype(int)",
		"df['n'] = df['n'].astype(int)",
		"if len(df) > 3:\n    df['id'] = df['id'].astype(int)",
	])("left alone: %s", (line) => {
		const source = `${R}${line}\nprint(df)`;
		expect(check(source, ids).source).toBe(source);
	});
});

test("a sum of each group leaves dates out, which cannot be added up", () => {
	const files = [file("m.csv", [column("at", "date", undefined, "2024-01-02"), column("kwh", "float", ["1", "9"])])];
	const source =
		"import pandas as pd\ndf = pd.read_csv('m.csv')\ndf['at'] = pd.to_datetime(df['at'], utc=True)\nd = df.groupby(df['at'].dt.date).sum()\nprint(d)";
	const { source: mended, mends } = check(source, files);
	expect(mended).toBe(source.replace(".sum()", ".sum(numeric_only=True)"));
	expect(mends).toEqual(["Used only the columns of numbers: `sum()` fails on dates."]);
});
