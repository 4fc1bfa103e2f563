// Two programs for one request: where they differ is said, and what only looks different is not.

import { expect, test } from "vitest";
import { differences } from "../../../src/core/fix/differences.ts";
import { summarise } from "../../../src/python/summary.ts";

const does = (source: string) => summarise({ language: "python", source, earlier: [] });
const READ = 'import pandas as pd\ndf = pd.read_csv("sales.csv")\n';
const SQL = (query: string) => `import duckdb\nprint(duckdb.sql("""${query}"""))`;
const compare = (first: string, second: string) => differences(does(first), does(second));

test.each<[string, string, string, readonly string[]]>([
	[
		"rows without a value",
		`${READ}print(df.dropna(subset=["amount"])["amount"].mean())`,
		SQL("SELECT avg(amount) FROM 'sales.csv'"),
		["The first leaves out rows without `amount`; the second does not."],
	],
	[
		"a filter",
		`${READ}print(df["amount"].sum())`,
		SQL("SELECT sum(amount) FROM 'sales.csv' WHERE status = 'paid'"),
		["The second keeps only rows where `status = 'paid'`; the first does not."],
	],
	[
		"another value of the filter",
		`${READ}print(df[df["year"] == 2023]["amount"].sum())`,
		SQL("SELECT sum(amount) FROM 'sales.csv' WHERE year = 2024"),
		['The first keeps rows where `df["year"] == 2023`, the second where `year = 2024`.'],
	],
	[
		"repeated rows",
		`${READ}print(df.drop_duplicates()["amount"].sum())`,
		SQL("SELECT sum(amount) FROM 'sales.csv'"),
		["The first counts repeated values once; the second counts each."],
	],
	[
		"another figure",
		`${READ}print(df["amount"].mean())`,
		SQL("SELECT median(amount) FROM 'sales.csv'"),
		["The first takes the mean, the second the median."],
	],
	[
		"another column",
		`${READ}print(df["amount"].sum())`,
		SQL("SELECT sum(net) FROM 'sales.csv'"),
		["The first computes with `amount`, the second with `net`."],
	],
	[
		"other groups",
		`${READ}print(df.groupby("city")["amount"].sum())`,
		SQL("SELECT region, sum(amount) FROM 'sales.csv' GROUP BY region"),
		["The first groups by `city`, the second groups by `region`."],
	],
	[
		"rows without a match",
		`${READ}b = pd.read_csv("b.csv")\nprint(df.merge(b, on="id", how="left")["amount"].sum())`,
		SQL("SELECT sum(amount) FROM 'sales.csv' a JOIN 'b.csv' b ON a.id = b.id"),
		[
			"The first keeps rows of the first table that have no match, the second keeps only rows that have a match in both tables.",
		],
	],
	[
		"how many",
		`${READ}print(df.nlargest(5, "amount"))`,
		SQL("SELECT * FROM 'sales.csv' ORDER BY amount DESC LIMIT 10"),
		["The first takes the 5 largest, the second the 10 largest."],
	],
	[
		"empty values as 0",
		`${READ}print(df["amount"].fillna(0).mean())`,
		SQL("SELECT avg(amount) FROM 'sales.csv'"),
		["The first fills empty values; the second leaves them empty."],
	],
	[
		"another file",
		`${READ}print(df["amount"].mean())`,
		SQL("SELECT avg(amount) FROM 'other.csv'"),
		["The first reads `sales.csv`, the second `other.csv`."],
	],
])("%s", (_, first, second, said) => {
	expect(compare(first, second)).toEqual(said);
});

test.each([
	[
		`${READ}df["date"] = pd.to_datetime(df["date"])\nprint(df.groupby(df["date"].dt.to_period("M"))["amount"].sum())`,
		SQL("SELECT date_trunc('month', date) AS m, sum(amount) FROM 'sales.csv' GROUP BY m ORDER BY m"),
	],
	[
		`${READ}print(df[df["city"] == "Oslo"][df["year"] == 2024]["amount"].sum())`,
		SQL("SELECT sum(amount) AS total FROM read_csv_auto('sales.csv') WHERE year = 2024 AND city = 'Oslo'"),
	],
	[
		`${READ}df["month"] = pd.to_datetime(df["day"]).dt.strftime("%Y-%m")\nprint(df.groupby("month")["amount"].sum())`,
		SQL("SELECT date_trunc('month', day), sum(amount) FROM 'sales.csv' GROUP BY 1"),
	],
	[
		`${READ}df = df.dropna(subset=["amount"])\nprint(df[df["year"] == 2024]["amount"].mean())`,
		SQL("SELECT avg(amount) FROM 'sales.csv' WHERE year = 2024 AND amount IS NOT NULL"),
	],
	[`${READ}print(df["amount"].sum(), len(df))`, SQL("SELECT sum(amount) FROM 'sales.csv'")],
	[
		`${READ}print(df.dropna(subset=["amount"])["amount"].mean())`,
		SQL("SELECT avg(amount) FROM 'sales.csv' WHERE amount IS NOT NULL"),
	],
	[`${READ}print(df["city"].nunique())`, SQL("SELECT count(DISTINCT city) FROM 'sales.csv'")],
	[
		`${READ}print(df.groupby("city")["amount"].sum().nlargest(3))`,
		SQL("SELECT city, sum(amount) t FROM 'sales.csv' GROUP BY ALL ORDER BY t DESC LIMIT 3"),
	],
	[
		`${READ}b = pd.read_excel("b.xlsx")\nprint(pd.merge(df, b, left_on="cust", right_on="ID").groupby("segment")["amount"].sum())`,
		'import pandas as pd, duckdb\nb = pd.read_excel("b.xlsx")\nprint(duckdb.sql("SELECT segment, sum(amount) FROM \'sales.csv\' s JOIN b ON s.cust = b.ID GROUP BY segment"))',
	],
])("the same in another way: %s", (first, second) => {
	expect(compare(first, second)).toEqual([]);
});

test("a program that cannot be followed is named as such", () => {
	expect(compare(`${READ}exec(text)`, READ)).toContain("Parts of the first program cannot be analysed.");
});
