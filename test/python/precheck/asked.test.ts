// What a program makes of the request's own words: names taken for figures, rows that nothing uses, values that a column never has.

import { describe, expect, test } from "vitest";
import type { ColumnProfile } from "../../../src/core/domain.ts";
import { translated } from "../../../src/core/locales/translated.ts";
import { LOCALES } from "../../../src/core/locales.ts";
import { precheck } from "../../../src/python/precheck.ts";

const text = (name: string, samples: readonly string[], more: Partial<ColumnProfile> = {}): ColumnProfile => ({
	name,
	type: "text",
	nulls: 0,
	samples,
	distinct: samples.length,
	...more,
});
const number = (name: string, range: readonly [string, string] = ["1", "900"]): ColumnProfile => ({
	name,
	type: "float",
	nulls: 0,
	samples: [],
	range,
});

const STOCK = [
	text("store", ["Ankara", "Bursa", "Izmir"], { distinct: 14 }),
	text("code", ["NA", "NE", "NG"], { distinct: 8 }),
	text("country", ["Namibia", "Niger", "United States"], { distinct: 8 }),
	text("quarter", ["Q1 2024", "Q2 2024"], { distinct: 8 }),
	text("size", ['1/2"', 'new 3/4"', '5"']),
	text("region", ["関東", "関西", "九州"]),
	text("answer", ["yes", "no", "n/a"]),
	text("invoice", ["INV-0001", "INV-0002"], { distinct: 70 }),
	text("paid", ["1.200,50", "80,00"], { range: ["80", "1200.5"], distinct: 70 }),
	number("qty"),
	number("price"),
	number("share", ["0.01", "0.4"]),
	number("age", ["18", "79"]),
];

function play(source: string, request: string) {
	const program = `import pandas as pd\ndf = pd.read_csv("stock.csv")\n${source}`;
	const profile = { format: "csv" as const, rows: 70, columns: STOCK, notes: [] };
	const files = [{ name: "stock.csv", profile }];
	const found = precheck({ language: "python", source: program, files, made: [], earlier: [], request });
	for (const said of [...found.faults, ...found.mends])
		expect(translated(said, LOCALES.zh), said).toMatch(/\p{Script=Han}/u);
	return { ...found, source: found.source.split("\n").slice(2).join("\n") };
}

describe("the first by the alphabet is no answer to who has the least", () => {
	test.each([
		['print(df["store"].min())', "Which store sold the least?", "min() of 'store' is the first by the alphabet"],
		["print(df.store.max())", "Welcher Laden verkauft am meisten?", "max() of 'store' is the last by the alphabet"],
		['low = df[df["qty"] > 3]\nprint(low["store"].min())', "卖得最少的是哪家店？", "min() of 'store'"],
		[
			'long = df.melt(id_vars=["store"])\nprint(long["store"].max())',
			"Which store has the highest value?",
			"max() of 'store'",
		],
	])("%s", (source, request, said) => {
		expect(play(source, request).faults.join()).toContain(said);
	});

	test("what was meant is written where only one number can be", () => {
		const { faults } = play('low = df[df["qty"] > 3]\nprint(low["store"].idxmin())', "Which store sold the least?");
		expect(faults.join()).toContain('as in low.groupby("store")["qty"].sum().idxmin()');
	});

	test.each([
		['print(df["store"].min())', "Which store comes first in the alphabet, and which has the most letters?"],
		['print(df["store"].min())', "Show me the stores"],
		['print(df["quarter"].max())', "What is the latest quarter?"],
		['print(df["qty"].min())', "What is the lowest quantity?"],
		['print(df["paid"].max())', "What is the highest payment?"],
		['df["store"] = df["store"].str.len()\nprint(df["store"].max())', "How long is the longest name?"],
		['print(df.groupby("store")["qty"].sum().idxmin())', "Which store sold the least?"],
		['print(df["invoice"].max())', "What is the latest invoice?"],
	])("%s is meant", (source, request) => {
		expect(play(source, request).faults).toEqual([]);
	});
});

describe("a figure that stands in all rows of its group is no list of groups", () => {
	const sum = 'df["total"] = df.groupby("store")["qty"].transform("sum")\n';
	test.each([
		`${sum}top = df.sort_values(by="total", ascending=False).head(2)\nprint(top["store"].tolist())`,
		`${sum}print(df.nlargest(3, "total"))`,
		`${sum}print(df.sort_values("total", ascending=False)[:2])`,
		`${sum}top = df.sort_values(["total", "qty"])\nprint(top.head())`,
		`${sum}df = df.sort_values("total")\nfor name in df["store"].head(3):\n    print(name)\nprint(df[:3])`,
	])("%s", (source) => {
		const [said, more] = play(source, "Who are the top stores?").faults;
		expect(said).toMatch(
			/^Line \d: 'total' is the same in all rows of each 'store'.* as in df\.drop_duplicates\("store"\)\.\w+\(/,
		);
		expect(more).toBeUndefined();
	});

	test.each([
		`${sum}print(df.sort_values("total", ascending=False).head(1)["store"])`,
		`${sum}print(df.nlargest(1, "total"))`,
		`${sum}print(df.drop_duplicates("store").nlargest(3, "total"))`,
		`${sum}df["part"] = df["qty"] / df["total"]\nprint(df.nlargest(3, "part"))`,
		`${sum}print(df[df["total"] > 10].sort_values("total")["store"].unique()[:2])`,
		'print(df.groupby("store")["qty"].sum().nlargest(2))',
		'df["z"] = df.groupby("store")["qty"].transform(lambda x: (x - x.mean()) / x.std())\nprint(df.nlargest(5, "z"))',
		`${sum}print(df.sort_values(["total", "qty"]).groupby("store").head(3))`,
		`${sum}print(df.head())\ndf.sort_values("total").to_csv("out.csv")`,
	])("%s is right", (source) => {
		expect(play(source, "Who are the top stores?").faults).toEqual([]);
	});
});

describe("the sum of products is no product with a sum", () => {
	test.each([
		'print(df["qty"] * df["price"].sum())',
		'df["value"] = df.qty.sum() * df.price\nprint(df["value"])',
		'print((df["qty"] * df["price"].sum()).sum())',
	])("%s", (source) => {
		expect(play(source, "What is the total value?").faults.join()).toContain("of each row by the sum of all '");
	});

	test.each([
		'print((df["qty"] * df["price"]).sum())',
		'print(df["share"] * df["qty"].sum())',
		'print(df["qty"] / df["qty"].sum() * 100)',
		'print(df["qty"].sum() * df["price"].mean())',
		'other = df\nprint(df["qty"] * other["price"].sum())',
		'df["part"] = df["qty"] * df["price"].sum() / df["qty"].sum()\nprint(df["part"])',
	])("%s is right", (source) => {
		expect(play(source, "What is the total value?").faults).toEqual([]);
	});
});

describe("rows that the request asks for are used", () => {
	test.each([
		[
			'yes = df[df["answer"] == "yes"]\nold = df[df["age"] >= 65]\nprint(len(old))',
			"How many said yes? Of them 65 or older?",
			"yes",
		],
		['old = df.query("age >= 65")\nprint(len(df))', "How many are over 65?", "old"],
		["yes = df.query(\"answer == 'yes'\")\nprint(len(df))", "How many said yes?", "yes"],
		['old = df[df["age"] >= 65]\ncount = len(old)\nprint(len(df))', "How many are over 65?", "old"],
		['b = df[df["store"] == "Bursa"].copy()\nprint(df["qty"].sum())', "How much in Bursa?", "b"],
		['北 = df[df["store"].isin(["Bursa"])]\nprint(df["qty"].sum())', "Bursa 一共卖了多少？", "北"],
	])("%s", (source, request, name) => {
		const said = play(source, request).faults.join();
		expect(said).toContain(`nothing that is printed or saved is made of '${name}'`);
	});

	test.each([
		['old = df[df["age"] >= 65]\nprint(f"{len(old)} are old")', "How many are over 65?"],
		['old = df[df["age"] >= 65]\nold["x"] = 1\nold.to_csv("old.csv")', "Save those over 65"],
		[
			'old = df[df["age"] >= 65]\nfor name, part in old.groupby("store"):\n    print(name, len(part))',
			"over 65 by store",
		],
		['mask = df["age"] >= 65\nold = df[mask]\ncount = len(old)\nprint(count)', "How many are over 65?"],
		['sample = df[df["age"] > 20]\nprint(df["qty"].sum())', "How much did we sell?"],
		['def show(rows):\n    print(len(rows))\nold = df[df["age"] >= 65]\nshow(old)', "How many are over 65?"],
		['old = df[df["age"] >= 65]\nold', "Those over 65"],
		['old = df[df["age"] >= 650]\nprint(len(df))', "How many are over 65?"],
		[
			'b = df[df["store"] == "Bursa"]\nax = b.plot(x="age", y="qty")\nimport matplotlib.pyplot as plt\nplt.savefig("a.png")',
			"Plot Bursa",
		],
		['b = df[df["store"] == "Bursa"]\nout = b.to_csv("b.csv")\nprint("done")', "Save Bursa"],
		[
			'import duckdb\nb = df[df["store"] == "Bursa"]\nr = duckdb.sql("select sum(qty) from b").fetchall()\nprint(r)',
			"How much in Bursa?",
		],
		['b = df[df["store"] == "Bursa"]\nprint(df.groupby("store")["qty"].sum())', "How much in Bursa?"],
		['b = df[df["store"] == "Bursa"]\nprint(df.loc[df["store"] == "Bursa", "qty"].sum())', "How much in Bursa?"],
	])("%s uses them", (source, request) => {
		expect(play(source, request).faults).toEqual([]);
	});
});

describe("values that a column never has", () => {
	test.each([
		['print(len(df[df["size"] == "5"]))', 'only the 5" ones', 'print(len(df[df["size"] == "5\\""]))'],
		['print(len(df[df["answer"] != "N/A"]))', "without n/a", 'print(len(df[df["answer"] != "n/a"]))'],
		['print(len(df[df["region"] == "关東"]))', "関東だけだと？", 'print(len(df[df["region"] == "関東"]))'],
		['print(len(df[df["region"] == "Kanto"]))', "関東だけだと？", 'print(len(df[df["region"] == "関東"]))'],
		['print(len(df[df["answer"] == "Yes"]))', "How many agreed?", 'print(len(df[df["answer"] == "yes"]))'],
	])("%s becomes the one that is meant", (source, request, mended) => {
		const found = play(source, request);
		expect(found.source).toBe(mended);
		expect(found.mends).toHaveLength(1);
	});

	test("a value of another column is said", () => {
		const { faults } = play('print(df[df["country"] == "NA"]["qty"].sum())', "How many came from code NA?");
		expect(faults).toEqual([
			"Line 3: 'country' holds values like 'Namibia', and 'NA' is one of 'code': compare that column.",
		]);
	});

	test.each([
		['print(len(df[df["answer"] == "maybe"]))', "How many said maybe?"],
		['print(len(df[df["country"] == "Chad"]))', "How many came from Chad?"],
		['print(len(df[df["store"] == "Konya"]))', "How many are from Konya?"],
		['df["size"] = df["size"].str.strip(\'"\')\nprint(len(df[df["size"] == "5"]))', 'only the 5" ones'],
		['df["size"] = df["size"].replace({"5": 5})\nprint(len(df[df["size"] == "5"]))', 'only the 5" ones'],
		['print(len(df[df["answer"] == "yes"]))', "How many said yes?"],
		['for c in ["answer"]:\n    df[c] = df[c].str.upper()\nprint((df["answer"] == "YES").sum())', "How many agreed?"],
		[
			'df = df.map(lambda x: x.upper() if isinstance(x, str) else x)\nprint((df["answer"] == "YES").sum())',
			"How many agreed?",
		],
		['df = df.assign(answer=df["answer"].str.upper())\nprint((df["answer"] == "YES").sum())', "How many agreed?"],
		['print(len(df[df["size"] == "12"]))', "How many agreed?"],
		['df = df.fillna("Unknown")\nprint(len(df[df["answer"] != "Unknown"]))', "What share said yes?"],
		['print(len(df[df["answer"] != "Unknown"]))', "What share said yes?"],
		['print(len(df[df["answer"] == "maybe"]))', "How many did not say yes?"],
		['print(len(df[df["answer"] == "later"]))', "How many eyes are there?"],
		['print(len(df[df["region"] == "東北"]))', "関東と東北では？"],
		['a = df[df["region"] == "関東"]\nb = df[df["region"] == "東"]\nprint(len(a), len(b))', "関東では？"],
		['print(len(df[df["store"] == "New York"]))', "How many are from New York?"],
	])("%s stays", (source, request) => {
		const found = play(source, request);
		expect([found.faults, found.mends]).toEqual([[], []]);
	});
});

describe("columns are chosen before what fails on dates", () => {
	const dated = 'df["day"] = pd.to_datetime(df["day"])\n';
	test.each([
		[
			`${dated}print(df.groupby("store").sum()["qty"].idxmax())`,
			`${dated}print(df.groupby("store")["qty"].sum().idxmax())`,
		],
		[
			`${dated}x = df.groupby(["store", "code"]).mean()[["qty", "price"]]\nprint(x)`,
			`${dated}x = df.groupby(["store", "code"])[["qty", "price"]].mean()\nprint(x)`,
		],
	])("%s", (source, mended) => {
		const found = play(source, "Which store sold most?");
		expect(found.source).toBe(mended);
		expect(found.mends).toEqual([expect.stringMatching(/^Chose the columns before `\w+\(\)`/)]);
	});

	test.each([
		'print(df.groupby("store").sum()["qty"])',
		`${dated}print(df.groupby("store", as_index=False).sum()["qty"])`,
		`${dated}print(df.groupby("store")["qty"].sum()["Bursa"])`,
		`${dated}print(df["qty"].groupby(df["store"]).sum()["Bursa"])`,
		`${dated}print(df.groupby("store").sum(numeric_only=True)["qty"])`,
	])("%s stays", (source) => {
		const found = play(source, "Which store sold most?");
		expect(found.mends.filter((mend) => mend.startsWith("Chose"))).toEqual([]);
	});
});

test("a column of groups that were given a name is corrected", () => {
	const found = play('groups = df.groupby("store")\nprint(groups["QTY"].sum())', "How much by store?");
	expect(found.source).toBe('groups = df.groupby("store")\nprint(groups["qty"].sum())');
});

describe("a column of the file is not written over", () => {
	test.each([
		['df["price"] = df["qty"].cumsum()\nprint(df["price"].iloc[-1])', "What is the price at the end?"],
		['df["qty"] = df["age"] * df["price"]\nprint(df["qty"].sum())', "What is the total quantity?"],
	])("%s", (source, request) => {
		expect(play(source, request).faults.join()).toMatch(/'(?:price|qty)' is in the file, and this writes over it/);
	});

	test.each([
		['df["qty"] = df["qty"] * 2\nprint(df["qty"].sum())', "What is twice the quantity?"],
		['df["qty"] = df["qty"].fillna(df["age"])\nprint(df["qty"].sum())', "What is the total quantity?"],
		['df["value"] = df["qty"] * df["price"]\nprint(df["value"].sum())', "What is the total value?"],
		['df["price"] = df["qty"] * 2\nprint(df["price"].sum())', "Replace the price by twice the quantity"],
		['df["qty"] = 1\nprint(df["qty"].sum())', "How many rows are there?"],
		['df["qty"] = df["age"] * df["price"]\nprint(df["qty"].sum())', "Calculate qty as age times price"],
		['df["qty"] = df["price"] * 1.1\nprint(df["qty"].sum())', "What would qty be if it went up by 10 %?"],
		['df["age"] = pd.to_datetime(df["qty"]).dt.year\nprint(df["age"].max())', "What is the age?"],
		['df["store"] = df["code"] + df["size"]\nprint(df["store"].nunique())', "How many pairs are there?"],
	])("%s does not", (source, request) => {
		expect(play(source, request).faults).toEqual([]);
	});
});

describe("of the whole the sums are divided", () => {
	test.each([
		['print((df["qty"] / df["price"]).mean() * 100)', 'df["qty"].sum() / df["price"].sum()'],
		['df["rate"] = df["qty"] / df["price"]\nprint(df["rate"].mean())', 'df["qty"].sum() / df["price"].sum()'],
		["rate = df.qty / df.price\nprint(rate.mean())", "df.qty.sum() / df.price.sum()"],
	])("%s", (source, instead) => {
		const { faults } = play(source, "How many percent of all visits became orders?");
		expect(faults.join()).toContain(`divide the sums, ${instead}`);
	});

	test.each([
		['print((df["qty"] / df["price"]).mean())', "What is the average rate over all stores?"],
		['print((df["qty"] / df["price"]).mean())', "What is the rate by store?"],
		[
			'df["r"] = df["qty"] / df["price"]\nprint((df["r"] > df["r"].mean()).sum())',
			"How many of all stores are above it?",
		],
		['print(df["qty"].sum() / df["price"].sum())', "How many percent of all visits became orders?"],
		['print((df["qty"] / 2).mean())', "How many of all are half?"],
	])("%s (%s) is right", (source, request) => {
		expect(play(source, request).faults.join()).not.toContain("counts all rows alike");
	});
});

test("text that a figure of each group is made of becomes numbers first", () => {
	const cure = 'pd.to_numeric(df["fee"].str.replace("$", ""))';
	const fee = text("fee", ["$3.20", "$12.00"], {
		range: ["3.2", "12"],
		distinct: 40,
		notes: [`currency signs like "$3.20": ${cure}`],
	});
	const profile = { format: "csv" as const, rows: 70, columns: [...STOCK, fee], notes: [] };
	const source =
		'import pandas as pd\ndf = pd.read_csv("fees.csv")\ndf["all"] = df.groupby("store")["fee"].transform("sum")\nprint(df["all"].max())';
	const found = precheck({
		language: "python",
		source,
		files: [{ name: "fees.csv", profile }],
		made: [],
		earlier: [],
		request: "What is the highest fee of a store?",
		by: "U1",
	});
	expect(found.source).toContain(`df["fee"] = ${cure}`);
});

describe("rows without a match are kept by the join that is to find them", () => {
	const orders = {
		format: "csv" as const,
		rows: 130,
		columns: [text("order", ["D1", "D2"], { distinct: 130 }), text("cust", ["K1", "K2"], { distinct: 23 })],
		notes: [],
	};
	const customers = {
		format: "csv" as const,
		rows: 24,
		columns: [text("id", ["K1", "K3"], { distinct: 24 }), text("level", ["gold", "plain"])],
		notes: [],
	};
	const files = [
		{ name: "orders.csv", profile: orders },
		{ name: "customers.csv", profile: customers },
	];
	const TWO = 'import pandas as pd\na = pd.read_csv("orders.csv")\nb = pd.read_csv("customers.csv")\n';
	const faultsOf = (source: string) =>
		precheck({
			language: "python",
			source: TWO + source,
			files,
			made: [],
			earlier: [],
			request: "How many customers have no order?",
			by: "U1",
		}).faults;

	test.each([
		[
			'm = a.merge(b, left_on="cust", right_on="id", how="left")\nprint(m["order"].isnull().sum())',
			'a.merge(b, left_on="cust", right_on="id", how="right")',
		],
		[
			'm = a.merge(b, left_on="cust", right_on="id")\nprint(m[m["order"].isna()])',
			'a.merge(b, left_on="cust", right_on="id", how="right")',
		],
		[
			'm = b.merge(a, left_on="id", right_on="cust")\nprint(m[m["order"].isna()])',
			'b.merge(a, left_on="id", right_on="cust", how="left")',
		],
	])("%s", (source, code) => {
		const [said = "", more] = faultsOf(source);
		expect(said).toContain(`to find rows without a match, write ${code}`);
		expect(translated(said, LOCALES.zh)).toMatch(/^第 5 行代码：关联之后没有哪一行缺少/);
		expect(more).toBeUndefined();
	});

	test.each([
		'm = b.merge(a, left_on="id", right_on="cust", how="left")\nprint(m["order"].isna().sum())',
		'm = a.merge(b, left_on="cust", right_on="id", how="left")\nprint(m["level"].isna().sum())',
		'm = a.merge(b, left_on="cust", right_on="id", how="outer")\nprint(m["order"].isna().sum())',
		'm = a.merge(b, left_on="cust", right_on="id", how="left")\nprint(m[~m["order"].isna()])',
	])("%s is right", (source) => {
		expect(faultsOf(source)).toEqual([]);
	});
});

describe("names of two rows, joined as the card says", () => {
	const columns = [text("shop", ["A", "B"]), number("Sales Spring"), number("Sales Summer"), number("Cost Spring")];
	const JOIN =
		'.columns = [" ".join(str(part) for part in name if not str(part).startswith("Unnamed: ")) for name in df.columns]';
	const call = 'pd.read_excel("two.xlsx", header=[0, 1])';
	const profile = { format: "xlsx" as const, rows: 6, header: 2, read: `df = ${call}; df${JOIN}`, columns, notes: [] };
	const check = (code: string) =>
		precheck({
			language: "python",
			source: `import pandas as pd\ndf = ${call}\ndf${JOIN}\n${code}`,
			files: [{ name: "two.xlsx", profile }],
			made: [],
			earlier: [],
			request: "the sum",
			by: "U1",
		});

	test("a name of the second row alone is the whole one, if only one has it", () => {
		const found = check('print(df["Summer"].sum())');
		expect(found.source).toContain('print(df["Sales Summer"].sum())');
		expect(found.mends).toEqual(["`Summer` is called `Sales Summer` in `two.xlsx`."]);
	});

	test("of two that end in it none is taken, and what is not there is said", () => {
		expect(check('print(df["Spring"].sum())').faults.join()).toContain(
			"there is no column 'Spring'; it may be 'Sales Spring' or 'Cost Spring'",
		);
		expect(check('print(df[["Spring", "Winter"]].sum())').source).toContain('df[["Spring", "Winter"]]');
	});

	test("whole names stay", () => {
		const found = check('print(df.groupby("shop")["Cost Spring"].sum())');
		expect([found.faults, found.mends]).toEqual([[], []]);
	});
});
