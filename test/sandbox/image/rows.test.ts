// Rows of a file on their way to a figure, as the kernel follows them; said only where it is certain. With the real kernel.

import { beforeAll, describe, expect, it } from "vitest";
import { rowsLine } from "../../../src/core/fix/under/rows-line.ts";
import { textsIn } from "../../../src/core/locales.ts";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ memoryBytes: 1024 ** 3, runTimeoutMs: 60_000 });
const thread = "slack:T:C:rows";

/** 100 rows: amount is empty in 3 and "n.v." in 2, city is empty in 4; the last 5 rows stand there twice; 51 are of 2023. */
const DATA = `
import pandas as pd, numpy as np
n = 95
df = pd.DataFrame({"id": range(n), "city": ["Rome", "Oslo", "Bern", "Ulm", "Zug"] * 19, "amount": [f"{i}.50" for i in range(n)], "year": [2023, 2024] * 47 + [2023]})
df.loc[[10, 20, 30], "amount"] = None
df.loc[[40, 50], "amount"] = "n.v."
df.loc[[61, 62, 63, 64], "city"] = None
pd.concat([df, df.tail(5)]).to_csv("sales.csv", index=False)
df.head(10).to_csv("may.csv", index=False); df.tail(10).to_csv("june.csv", index=False)
pd.DataFrame({"city": ["Rome", "Oslo", "Oslo", "Bern"], "country": ["IT", "NO", "NO", "CH"]}).to_csv("cities.csv", index=False)
df.to_excel("sales.xlsx", index=False)
`;
const READ = 'import pandas as pd\ndf = pd.read_csv("sales.csv")\n';
const NUMBERS = `${READ}df["amount"] = pd.to_numeric(df["amount"], errors="coerce")\n`;

async function told(source: string): Promise<string | undefined> {
	const { seen, outcome, error } = await lab.run(thread, source);
	expect(error).toBeUndefined();
	expect(outcome).toBe("ok");
	return rowsLine(seen, source, textsIn("en"))?.replace(/^Rows of /, "");
}

beforeAll(async () => {
	await lab.sandbox.open(thread, new AbortController().signal);
	expect((await lab.run(thread, DATA)).outcome).toBe("ok");
});

describe("the line about rows", () => {
	it.each([
		[
			"a sum passes over what is empty or no number",
			`${NUMBERS}print(df["amount"].sum())`,
			"sales.csv: 100 read, 3 without amount (line 4) and 2 whose amount is not a number (line 4) left out, 95 used.",
		],
		[
			"under whatever name the numbers stand",
			`${READ}df["eur"] = pd.to_numeric(df["amount"], errors="coerce")\nprint(df.groupby("year")["eur"].mean())`,
			"sales.csv: 100 read, 3 without eur (line 4) and 2 whose amount is not a number (line 4) left out, 95 used.",
		],
		[
			"a filter that leaves nothing, after figures that are not followed",
			`${NUMBERS}last = df["year"].astype(str).str[:4].max()\nprint(df["id"].max())\nd = df[df["year"] > int(last)]\nprint(d["amount"].sum())`,
			'sales.csv: 100 read, 100 by `d = df[df["year"] > int(last)]` (line 6) left out.',
		],
		[
			"groups pass over rows without a key",
			`${READ}print(df.groupby("city").size())`,
			"sales.csv: 100 read, 4 without city (line 3) left out, 96 used.",
		],
		[
			"a table by two keys, too",
			`${NUMBERS}print(df.pivot_table(index="city", columns="year", values="amount", aggfunc="sum"))`,
			"sales.csv: 100 read, 4 without city or year (line 4), 3 without amount (line 4) and 2 whose amount is not a number (line 4) left out, 91 used.",
		],
		[
			"rows are left out by name",
			`${NUMBERS}df = df.drop_duplicates()\ndf = df.dropna(subset=["amount"])\nprint(df["amount"].mean())`,
			"sales.csv: 100 read, 5 repeated (line 4), 3 without amount (line 5) and 2 whose amount is not a number (line 5) left out, 90 used.",
		],
		[
			"in place",
			`${READ}df.dropna(inplace=True)\ndf.reset_index(drop=True, inplace=True)\nprint(df.groupby("city")["year"].max())`,
			"sales.csv: 100 read, 7 with an empty value (line 3) left out, 93 used.",
		],
		[
			"by a filter, which is shown",
			`${READ}df = df[df["year"] == 2023]\nprint(df["city"].value_counts())`,
			'sales.csv: 100 read, 49 by `df = df[df["year"] == 2023]` (line 3) and 2 without city (line 4) left out, 49 used.',
		],
		[
			"by a filter for what is not empty",
			`${READ}print(df[df["city"].notna()].groupby("city")["year"].mean())`,
			"sales.csv: 100 read, 4 without city (line 3) left out, 96 used.",
		],
		[
			"in a function, by query and by position of a label",
			`${READ}def main(df):\n    part = df.query("year == 2024").sort_values("city").reset_index(drop=True)\n    print(part.loc[part["city"] == "Rome", "year"].sum())\nmain(df)`,
			'sales.csv: 100 read, 51 by `part = df.query("year == 2024").sort_values("city").reset_i…` (line 4) and 40 by `print(part.loc[part["city"] == "Rome", "year"].sum())` (line 5) left out, 9 used.',
		],
		[
			"by a join",
			`${READ}cities = pd.read_csv("cities.csv")\nboth = df.merge(cities, on="city")\nprint(both.groupby("country")["year"].mean())`,
			"sales.csv: 100 read, 42 without a match (line 4) left out, 19 added by keys that occur several times (line 4), 77 used.",
		],
		[
			"of two files put together",
			`import pandas as pd\ndf = pd.concat([pd.read_csv(f) for f in ("may.csv", "june.csv")])\ndf["amount"] = pd.to_numeric(df["amount"], errors="coerce")\nprint(df["amount"].sum())`,
			"may.csv and june.csv: all 20 used.",
		],
		[
			"of a workbook",
			`import pandas as pd\nprint(pd.read_excel("sales.xlsx").groupby("year").size())`,
			"sales.xlsx: all 95 used.",
		],
		[
			"with named aggregates",
			`${NUMBERS}print(df.groupby("year").agg(total=("amount", "sum"), mean=("amount", "mean")).reset_index().sort_values("total"))`,
			"sales.csv: 100 read, 3 without amount (line 4) and 2 whose amount is not a number (line 4) left out, 95 used.",
		],
	])("tells: %s", async (_, source, line) => {
		expect(await told(source)).toBe(line);
	});

	it("names what earlier programs left out without a line of theirs", async () => {
		await told(`${NUMBERS}df = df.dropna(subset=["amount"])`);
		expect(await told('print(df["amount"].sum())')).toBe(
			"sales.csv: 100 read, 3 without amount and 2 whose amount is not a number left out, 95 used.",
		);
	});

	it("does not take what is empty in one column for what could not be read in another", async () => {
		const source = `import pandas as pd
pd.DataFrame({"a": ["1", "x", None, "4"], "b": [1.5, None, 3.5, 4.5]}).to_csv("two.csv", index=False)
df = pd.read_csv("two.csv")
df["a"] = pd.to_numeric(df["a"], errors="coerce")
print(df["b"].sum())`;
		expect(await told(source)).toBe("two.csv: 4 read, 1 without b (line 5) left out, 3 used.");
	});

	it("does not say how many were used where figures rest on different rows", async () => {
		const share = `${NUMBERS}rome = df[df["city"] == "Rome"]\nprint(rome["amount"].sum() / df["amount"].sum())`;
		expect(await told(share)).toBe(
			"sales.csv: 100 read, 3 without amount (line 5) and 2 whose amount is not a number (line 5) left out.",
		);
	});

	it("does not say it either where one figure passes over other rows than another", async () => {
		expect(await told(`${READ}print(df["year"].sum(), df.groupby("city")["year"].sum())`)).toBe(
			"sales.csv: 100 read, 4 without city (line 3) left out.",
		);
	});

	it.each([
		[
			"a table turned on its side",
			'long = df.melt(id_vars=["city"], value_vars=["amount"])\nprint(long.groupby("city")["value"].count())',
		],
		["the first rows alone", 'print(df.head(10)["year"].sum())'],
		["all rows beside the first ones", 'print(df["year"].sum(), df.head(10)["year"].sum())'],
		["a sample", 'print(df.sample(10, random_state=1)["year"].sum())'],
		[
			"a table by time",
			'df["at"] = pd.to_datetime(df["year"], format="%Y")\nprint(df.set_index("at")["year"].resample("YE").sum())',
		],
		["a loop over groups", 'for city, part in df.groupby("city"):\n    print(city, part["year"].sum())'],
		["nothing at all", "print(1)"],
		["a look at the rows", "print(df.head())\nprint(df.isna().sum())\nprint(df.dtypes)"],
		["rows that the code made", 'print(pd.DataFrame({"a": [1, None]})["a"].sum())'],
		["some rows of a file", 'print(pd.read_csv("sales.csv", nrows=10)["year"].sum())'],
	])("says nothing of %s", async (_, code) => {
		expect(await told(`${READ}${code}`)).toBeUndefined();
	});

	it("stands for nothing where code replaced a method", async () => {
		const source = `${READ}keep = pd.DataFrame.dropna
pd.DataFrame.dropna = lambda self, *a, **k: self.head(7)
print(df.dropna()["year"].sum())
pd.DataFrame.dropna = keep`;
		expect(await told(source)).toBeUndefined();
	});
});

describe("a method that is watched", () => {
	it("warns where the program called it, and of a changed copy as ever", async () => {
		const { output } = await lab.run(
			thread,
			`${READ}df["year"].replace(2023, 1, inplace=True)\ndf[df["year"] == 2024]["year"] = 0`,
		);
		expect(output).toMatch(/<code \d+>:3: ChainedAssignmentError/);
		expect(output).toMatch(/<code \d+>:4: ChainedAssignmentError/);
		expect(output).not.toContain("/opt/");
		const guess = 'import pandas as pd\npd.to_datetime(pd.Series(["x", "2024-01-05"]), errors="coerce")';
		expect((await lab.run(thread, guess)).output).toMatch(/<code \d+>:2: UserWarning: Could not infer format/);
	});

	it("fails as ever", async () => {
		const run = await lab.run(thread, `${READ}df.dropna(subset=["nope"])`);
		expect(run.error?.message).toContain("nope");
		expect(run.error?.trace).not.toContain("threadloop");
		expect((await lab.run(thread, `${READ}df.groupby("city")["yaer"].sum()`)).error?.cause).toContain("year");
	});

	it("costs next to nothing", async () => {
		const { output } = await lab.run(
			thread,
			`${READ}import time
def took(f):
    began = time.perf_counter()
    for _ in range(200): f(df, "city")
    return time.perf_counter() - began
get = pd.DataFrame.__getitem__
pairs = [(took(get), took(get.__wrapped__)) for _ in range(60)]
print(min(ours for ours, _ in pairs) < 2 * min(theirs for _, theirs in pairs))`,
		);
		expect(output).toBe("True\n");
	});
});

describe("figures from numbers that are still text", () => {
	const text = `import pandas as pd
df = pd.DataFrame({"city": ["a", "a", "b"], "amount": ["12.50", "13.75", "100.00"], "price": ["€99", "€100", "€7"], "n": ["99", "100", "7"], "order_id": ["99", "100", "7"],
  "name": ["x", "y", "z"], "day": ["2024-01-05", "2024-02-01", "2024-02-02"], "padded": ["099", "100", "007"], "mixed": ["1", "2", "x"]})
`;
	const doubts = async (code: string) => (await lab.run(thread, text + code)).seen?.doubts;

	it.each([
		['print(df["amount"].sum())', "amount", "sum() joined them instead of adding"],
		['print(df.groupby("city")["amount"].sum())', "amount", "sum() joined them instead of adding"],
		['print(df.groupby("city").agg(total=("amount", "sum")))', "amount", "sum() joined them instead of adding"],
		['print(df.groupby("city").agg({"price": "sum"}))', "price", "sum() joined them instead of adding"],
		['print(df["n"].max())', "n", 'max() put "99" after "100"'],
		['print(df["n"].min())', "n", 'min() put "7" after "100"'],
		['print(df.loc[df["price"].idxmax()])', "price", 'idxmax() put "€99" after "€100"'],
		['print(df.sort_values("n", ascending=False).head(1))', "n", 'sort_values() put "7" after "100"'],
		['print(df.groupby("city")["n"].max())', "n", 'max() put "99" after "100"'],
	])("are doubted: %s", async (code, column, what) => {
		const found = await doubts(code);
		expect(found).toHaveLength(1);
		expect(found?.[0]).toContain(
			`${column} holds numbers as text, so ${what}: turn it into numbers first, df['${column}'] = pd.to_numeric(`,
		);
	});

	it.each([
		'df["amount"] = pd.to_numeric(df["amount"])\nprint(df["amount"].sum())',
		'print(df["name"].sum(), df["name"].max())',
		'print(df["day"].max(), df["day"].min())\ndf = df.sort_values("day")',
		'print(df["padded"].max(), df["padded"].min())',
		'print(df.sort_values("order_id"))',
		'print(df["mixed"].max())',
		'print(df.groupby("city").sum())',
		'print(df.groupby("city")["amount"].count(), df["amount"].nunique(), df["amount"].value_counts())',
		'print(df.groupby("amount")["city"].first())',
		'df["amount"] = df["amount"].astype(float)\ndf["shown"] = df["amount"].map("{:.2f}".format)\nprint(df[["city", "shown"]])',
	])("are not these: %s", async (code) => {
		expect(await doubts(code)).toBeUndefined();
	});
});

describe("sums over rows that a join gave several times", () => {
	const MAKE = `
import pandas as pd
pd.DataFrame({"order": [1, 2, 3, 4], "region": ["N", "N", "S", "S"], "amount": [10, 20, 30, 40]}).to_csv("orders.csv", index=False)
pd.DataFrame({"order": [1, 1, 2, 3, 3, 4], "paid": [4, 6, 20, 10, 20, 40], "way": ["card", "cash", "card", "card", "cash", "card"]}).to_csv("payments.csv", index=False)
pd.DataFrame({"order": [1, 2, 3, 4], "clerk": ["a", "b", "a", "b"]}).to_csv("clerks.csv", index=False)
`;
	const TWO = 'o, p, c = pd.read_csv("orders.csv"), pd.read_csv("payments.csv"), pd.read_csv("clerks.csv")\n';
	const doubts = async (code: string) => (await lab.run(thread, MAKE + TWO + code)).seen?.doubts;
	const told = [
		"amount was added up after a join that turned 4 rows into 6, so some count several times: add it up before the join.",
	];

	it.each([
		'print(o.merge(p, on="order")["amount"].sum())',
		'print(pd.merge(o, p, on="order", how="left").groupby("region")["amount"].sum())',
		'print(o.merge(p, on="order").groupby("region").agg(total=("amount", "sum")))',
		'm = o.merge(p, on="order")\nm["day"] = 1\nprint(m.pivot_table(index="region", values="amount", aggfunc="sum"))',
		'pp = pd.concat([p, p.tail(1)]); pp.to_csv("pp.csv", index=False)\nm = o.merge(p.drop(columns="paid"), on="order")\nprint(m.sort_values("order")["amount"].sum())',
	])("are doubted: %s", async (code) => {
		expect(await doubts(code)).toEqual(told);
	});

	it("also by a column of a table in which keys stand twice", async () => {
		const code = 'c = pd.concat([c, c.head(1)])\nprint(o.merge(c, on="order").groupby("clerk")["amount"].sum())';
		expect((await doubts(code))?.[0]).toContain("turned 4 rows into 5");
	});

	it.each([
		'print(o.merge(p, on="order")["paid"].sum())',
		'print(o.merge(p, on="order").groupby("region")["paid"].sum())',
		'print(o.merge(p, on="order").groupby("way")["amount"].sum())',
		'print(o.merge(c, on="order").groupby("clerk")["amount"].sum())',
		'm = o.merge(p, on="order")\nprint(m[m["way"] == "card"]["amount"].sum())',
		'print(o.merge(p, on="order").drop_duplicates("order")["amount"].sum())',
		'print(o.merge(p, on="order")["amount"].max())',
		'print(o.merge(p, on="order").groupby("region").agg({"paid": "sum", "amount": "max"}))',
		'print(o.merge(p.groupby("order")["paid"].sum().reset_index(), on="order")["amount"].sum())',
	])("are not these: %s", async (code) => {
		expect(await doubts(code)).toBeUndefined();
	});
});

describe("ties", () => {
	const MAKE =
		'import pandas as pd\ndf = pd.DataFrame({"team": ["a", "b", "c", "d", "e"], "won": [7, 9, 9, 3, 3], "n": [1, 2, 3, 4, 5]})\n';
	const ties = async (code: string) => (await lab.run(thread, MAKE + code)).seen?.ties;

	it.each([
		['print(df.set_index("team")["won"].idxmax())', { same: 2, shown: 1, last: false }],
		['print(df.loc[df["won"].idxmin(), "team"])', { same: 2, shown: 1, last: false }],
		['print(df.sort_values("won", ascending=False).head(1))', { same: 2, shown: 1, last: true }],
		['print(df.nlargest(4, "won"))', { same: 2, shown: 1, last: true }],
		['print(df["won"].nsmallest(1))', { same: 2, shown: 1, last: true }],
		['print(df["won"].value_counts().head(2))', { same: 2, shown: 2, last: true }],
		['print(df.groupby("team")["won"].sum().sort_values(ascending=False).head(1))', { same: 2, shown: 1, last: true }],
	])("are seen: %s", async (code, tie) => {
		expect(await ties(code)).toEqual(tie.same > tie.shown ? [tie] : undefined);
	});

	it.each([
		'print(df.loc[df["n"].idxmax(), "team"])',
		'print(df.sort_values("won", ascending=False).head(3))',
		'print(df[df["won"] == df["won"].max()])',
		'print(df.nlargest(1, "won", keep="all"))',
		"print(df.head(2))",
		'print(df.sort_values("won").head())',
		'print(df.sort_values("n", ascending=False)["won"].head(2))',
		'print(df.sort_values(["won", "n"], ascending=False).head(1))',
	])("are none: %s", async (code) => {
		expect(await ties(code)).toBeUndefined();
	});
});
