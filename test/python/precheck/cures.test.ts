// Columns that a program computes with and that are text in the file: the card's code is added below the read, and a program that sees to them itself is left alone.

import { expect, it } from "vitest";
import type { ColumnProfile, FileProfile } from "../../../src/core/domain.ts";
import { precheck } from "../../../src/python/precheck.ts";

const column = (name: string, type: string, ...notes: string[]): ColumnProfile => ({
	name,
	type,
	nulls: 0,
	samples: [],
	notes,
});
const AMOUNT = 'pd.to_numeric(df["amount"].str.replace(r"[^0-9.-]", "", regex=True))';
const SIZE =
	'pd.to_numeric(df["size"].str.replace(r"[^0-9.-]", "", regex=True)) * df["size"].str.extract(r"[0-9]\\W*(万)", expand=False).map({"万": 1e4}).fillna(1)';
const BOTH =
	'pd.to_datetime(df["seen"], format="%d.%m.%Y", errors="coerce").fillna(pd.to_datetime(df["seen"], format="%Y-%m-%d", errors="coerce"))';
const TOWN = 'df["town"].str.encode("cp1252").str.decode("utf-8")';
const MADE = 'pd.to_datetime(df["made_at"], unit="s")';
const FULL = 'pd.to_numeric(df["full"].str.normalize("NFKC").str.replace(r"[^0-9.-]", "", regex=True))';
const MONAT = 'pd.to_datetime(df["monat"].replace({"März": "3", "Mai": "5"}, regex=True), format="%m %Y")';
const SHOP = 'df["shop"].str.normalize("NFKC").str.strip()';
const TOTAL = 'df = df[df["day"] != "Grand Total"]';
const profile: FileProfile = {
	format: "csv",
	rows: 10,
	notes: [],
	columns: [
		column("day", "date", 'dates with the day first: pd.to_datetime(df["day"], format="%d/%m/%Y")'),
		column("seen", "date", `mixed date formats (%d.%m.%Y in 60, %Y-%m-%d in 30): ${BOTH}`),
		{ name: "iso", type: "date", nulls: 0, samples: [] },
		column("region", "text", 'spaces around 4 values: df["region"].str.strip()'),
		column("amount", "text", `currency signs like "$1,200.50": ${AMOUNT}`),
		column("size", "text", `numbers with 万, which multiply, like "8.92万": ${SIZE}`),
		column(
			"price",
			"text",
			`currency signs of 2 currencies, not to be added up, like "€3": ${AMOUNT.replaceAll("amount", "price")}`,
		),
		column("count", "int"),
		column("spent", "text", 'times like "1h 30m": pd.to_timedelta(df["spent"])'),
		column("town", "text", `letters read in a wrong encoding, "KÃ¶ln" is "Köln": ${TOWN}`),
		column("made_at", "int", `seconds since 1970, 1704067200 is 2024-01-01 00:00 UTC: ${MADE}`),
		column("full", "text", `digits of another width or script like "１２": ${FULL}`),
		column("monat", "date", `dates like "März 2024": ${MONAT}`),
		column("shop", "text", `values that look alike, like "Tokyo" and "Ｔｏｋｙｏ": ${SHOP}`),
	],
};
const totals = { totals: ["Grand Total"], notes: [`the last row is a total ("Grand Total"): ${TOTAL}`] };

function check(body: string, more: Partial<FileProfile> = {}) {
	const files = [{ name: "t.csv", profile: { ...profile, ...more } }];
	const source = `import pandas as pd\n${body}`;
	const { source: mended, mends, faults } = precheck({ language: "python", source, files, made: [], earlier: [] });
	const before = source.split("\n");
	return { added: mended.split("\n").filter((line) => !before.includes(line)), mends, faults, mended };
}
const READ = "df = pd.read_csv('t.csv')\n";
const sums = (name: string) => `df["${name}"] = ${name === "amount" ? AMOUNT : SIZE}`;
const ISO = 'df["iso"] = pd.to_datetime(df["iso"])';
const DAY = 'df["day"] = pd.to_datetime(df["day"], format="%d/%m/%Y")';

it.each<readonly [string, string, readonly string[]]>([
	["sum", "print(df['amount'].sum())", [sums("amount")]],
	[
		"mean by group",
		"print(df.groupby('region')['amount'].mean())",
		[sums("amount"), 'df["region"] = df["region"].str.strip()'],
	],
	["names that look alike", "print(df.groupby('shop').size())", [`df["shop"] = ${SHOP}`]],
	["how many names", "print(df['shop'].nunique())", [`df["shop"] = ${SHOP}`]],
	["how many names with spaces", "print(df['region'].nunique())", ['df["region"] = df["region"].str.strip()']],
	["comparison", "print(len(df[df['amount'] > 500]))", [sums("amount")]],
	["product", "df['worth'] = df['amount'] * df['count']\nprint(df['worth'].max())", [sums("amount")]],
	["order", "print(df.sort_values('amount', ascending=False).head(3))", [sums("amount")]],
	["largest", "print(df.nlargest(3, 'amount'))", [sums("amount")]],
	["agg", "print(df.groupby('count').agg({'amount': 'sum'}))", [sums("amount")]],
	["named agg", "print(df.groupby('count').agg(total=('amount', 'sum')))", [sums("amount")]],
	["attribute", "print(df.amount.sum())", [sums("amount")]],
	["pivot", "print(df.pivot_table(index='count', values='amount', aggfunc='sum'))", [sums("amount")]],
	["plain conversion", "df['amount'] = df['amount'].astype(float)\nprint(df['amount'].sum())", [sums("amount")]],
	[
		"coercion",
		"df['amount'] = pd.to_numeric(df['amount'], errors='coerce')\nprint(df['amount'].sum())",
		[sums("amount")],
	],
	["unit that multiplies", "print(df['size'].sum())", [sums("size")]],
	["months", "df['m'] = pd.to_datetime(df['day']).dt.to_period('M')\nprint(df.groupby('m')['count'].sum())", [DAY]],
	["wrong order", "df['day'] = pd.to_datetime(df['day'], format='%m/%d/%Y')\nprint(df['day'].min())", [DAY]],
	["mixed dates", "df['y'] = pd.to_datetime(df['seen']).dt.year\nprint(df['y'].max())", [`df["seen"] = ${BOTH}`]],
	["dates that are still text", "print(df['iso'].dt.year.max())", [ISO]],
	["month as a key", "print(df.groupby(df['iso'].dt.to_period('M'))['count'].sum())", [ISO]],
	["month as one of the keys", "print(df.groupby(['count', df.day.dt.month.astype(str)]).size())", [DAY]],
	["day of the calendar", "print(len(df[df['day'] >= '2023-03-01']))", [DAY]],
	["days between two", "print(len(df[(df['day'] >= '2023-03-01') & (df['day'] < '2023-04-01')]))", [DAY]],
	["sum of times", "print(df['spent'].sum())", [`df["spent"] = pd.to_timedelta(df["spent"])`]],
	["filter of letters", "print(len(df[df['town'] == 'Köln']))", [`df["town"] = ${TOWN}`]],
	["part of letters", "print(df['town'].str.contains('Köln').sum())", [`df["town"] = ${TOWN}`]],
	["date of seconds", "df['d'] = pd.to_datetime(df['made_at'])\nprint(df['d'].max())", [`df["made_at"] = ${MADE}`]],
	["month of seconds", "print(df['made_at'].dt.month.max())", [`df["made_at"] = ${MADE}`]],
	["sum of full-width digits", "print(df['full'].sum())", [`df["full"] = ${FULL}`]],
	["year of German months", "print(df['monat'].dt.year.max())", [`df["monat"] = ${MONAT}`]],
	["key with spaces", "print(df['region'].value_counts())", ['df["region"] = df["region"].str.strip()']],
	["filter with spaces", "print(len(df[df['region'] == 'North']))", ['df["region"] = df["region"].str.strip()']],
])("the code of the card is added for a %s", (_, body, added) => {
	const found = check(READ + body);
	expect(found.added.toSorted()).toEqual(added.toSorted());
	expect(found.mends).toHaveLength(added.length);
	// Nothing is added twice.
	expect(check(found.mended.replace("import pandas as pd\n", "")).mends).toEqual([]);
});

it("it is added under the name of the table, at its depth, and below what the call needs", () => {
	const source =
		"def load():\n    sales = pd.read_csv('t.csv')  # all of it\n    return sales['amount'].sum()\nprint(load())";
	expect(check(source, { delimiter: ";" }).mended).toContain(
		`    sales = pd.read_csv('t.csv', sep=";")  # all of it\n    ${sums("amount").replaceAll("df[", "sales[")}\n    return`,
	);
});

it.each([
	"print(df['amount'].head())",
	"print(df['amount'].unique())",
	"print(df.groupby('amount').size())",
	"print(len(df[df['amount'] == '$5.00']), df['amount'].max())",
	"df['amount'] = df['amount'].str.replace('$', '').astype(float)\nprint(df['amount'].sum())",
	"df['amount'] = df['amount'].apply(lambda x: float(x[1:]))\nprint(df['amount'].sum())",
	"print(sum(float(x[1:]) for x in df['amount']))",
	"for x in df['amount']:\n    print(float(x[1:]) + 1)",
	"for c in df.columns:\n    df[c] = df[c].astype(str)\nprint(df['amount'].max())",
	"print(df['price'].sum())",
	"print(df['count'].sum())",
	"print('amount', df['count'].sum())",
	"df['day'] = pd.to_datetime(df['day'], format='%d/%m/%Y')\nprint(df['day'].min())",
	"df['m'] = df['day'].str[3:5]\nprint(df.groupby('m')['count'].sum())",
	"print(df.groupby('day')['count'].sum())",
	"print(len(df[df['day'] == '03/01/2023']))",
	"print(len(df[df['iso'] >= '2023-03-01']))",
	"df['iso'] = pd.to_datetime(df['iso'])\nprint(df['iso'].min())",
	"print(df['region'].str.strip().value_counts())",
	"print(len(df[df['made_at'] > 1704067200]))",
	"print(df['made_at'].diff().max())",
	"df['d'] = pd.to_datetime(df['made_at'], unit='s')\nprint(df['d'].max())",
	"df['town'] = df['town'].str.encode('latin-1').str.decode('utf-8')\nprint(df['town'].unique())",
	"df['spent'] = pd.to_timedelta(df['spent'])\nprint(df['spent'].sum())",
	"print(df['full'].str.len().max())",
	"print(df[df['shop'] == 'Ｔｏｋｙｏ'].shape)",
	"print(df.merge(pd.DataFrame({'shop': ['x']}), on='shop'))",
])("a program is left as it is: %j", (body) => {
	expect(check(READ + body)).toMatchObject({ added: [], mends: [] });
});

it("parts of other rows are left out like totals, and called what they are", () => {
	const code = 'df = df[~df["day"].isin(["其中：线上", "线下"])]';
	const notes = [`2 rows are parts of the row above, like "其中：线上": ${code}`];
	const found = check(`${READ}print(df['count'].sum())`, { totals: ["其中：线上", "线下"], notes });
	expect(found.added).toEqual([code]);
	expect(found.mends.join()).toContain("Left out the parts of other rows of `t.csv` (其中：线上)");
	const asked = check(`${READ}print(df[df['day'] == '线下']['count'].sum())`, {
		totals: ["其中：线上", "线下"],
		notes,
	});
	expect(asked.added).not.toContain(code);
	const wholes = check(`${READ}print(df[~df['day'].isin(['North'])]['count'].sum())`, {
		totals: ["  a", "  b"],
		notes,
	});
	expect(wholes.added).not.toContain(code);
	const inner = check(`${READ}print(df[df['day'].str.startswith(' ')]['count'].sum())`, {
		totals: ["  a", "  b"],
		notes,
	});
	expect(inner.added).not.toContain(code);
});

it.each([
	"df = pd.read_csv('t.csv', converters={'amount': lambda x: float(x[1:])})\nprint(df['amount'].sum())",
	"df = pd.read_csv('t.csv', thousands=',')\nprint(df['amount'].sum())",
	"df = pd.read_csv('t.csv', names=['amount'])\nprint(df['amount'].sum())",
	"print(pd.read_csv('t.csv')['amount'].sum())",
	"import polars as pl\ndf = pl.read_csv('t.csv')\nprint(df['amount'].sum())",
])("another way to read is left as it is: %j", (source) => {
	expect(check(source).mends).toEqual([]);
});

it("totals are left out before anything is computed or converted", () => {
	const found = check(`${READ}print(df.groupby(pd.to_datetime(df['day']).dt.month)['amount'].sum())`, totals);
	expect(found.added).toEqual([TOTAL, DAY, sums("amount")]);
	expect(found).toMatchObject({
		faults: [],
		mends: [expect.stringContaining("(Grand Total)"), expect.anything(), expect.anything()],
	});
	const late = `${READ}df['day'] = pd.to_datetime(df['day'], format='%d/%m/%Y')\ndf = df[df['day'] != 'Grand Total']\nprint(df['count'].sum())`;
	expect(check(late, totals).added).toEqual([TOTAL]);
	const coerced = `${READ}df['day'] = pd.to_datetime(df['day'], format='%d/%m/%Y', errors='coerce')\nprint(df['count'].sum())`;
	expect(check(coerced, totals).added).toContain(TOTAL);
});

it("a program that leaves them out itself gets the code of its columns, too, and that above what it does", () => {
	const body = "df = df[df['day'] != 'Grand Total']\nprint(df.groupby('count')['amount'].sum())";
	expect(check(READ + body, totals).added).toEqual([TOTAL, sums("amount")]);
});

it.each(["n = df.shape[0] - 1  # without the total", "n = len(df) - 1", "n = len(df.index)-1"])(
	"a count that takes the totals off gets them left out, and takes nothing off: %j",
	(line) => {
		const { mended, faults } = check(`${READ}${line}\nprint(n, df['amount'].mean())`, totals);
		expect(mended).toContain(`\n${TOTAL}\n${sums("amount")}\n`);
		expect(mended).not.toMatch(/-\s*1/);
		expect(faults).toEqual([]);
	},
);

it.each([
	"df = df[df['count'] > 3]\nn = len(df) - 1",
	"n = len(df) - 2",
	"n = (df['count'] > 3).sum() - 1",
	"n = len(df) - 1\ndf = df.iloc[:-1]",
])("another count is left as it is: %j", (lines) => {
	const { mended } = check(`${READ}${lines}\nprint(n, df['count'].mean())`, totals);
	expect(mended).toContain(lines);
	expect(mended).not.toContain(TOTAL);
});

it.each([
	"df = df.iloc[:-1]",
	"df = df[:-1]  # the total",
	"df = df.drop(df.index[-1])",
	"df.drop(df.tail(1).index, inplace=True)",
])("below a line that takes the last row off come the cures of columns: %j", (line) => {
	const { mended, faults } = check(`${READ}${line}\nprint(df['amount'].mean())`, totals);
	expect(mended).toContain(`${line}\n${sums("amount")}\nprint`);
	expect(mended).not.toContain(TOTAL);
	expect(faults).toEqual([]);
});

it("a footer that is skipped is no total any more", () => {
	const read = "df = pd.read_csv('t.csv', skipfooter=1, engine='python')\n";
	expect(check(`${read}print(df['amount'].mean())`, totals).added).toEqual([sums("amount")]);
});

it("a fix that leaves the added lines to us has dropped nothing", () => {
	const failed = check(`${READ}total = df['amount'].sum()\nprint(totl)`).mended;
	const fix = `import pandas as pd\n${READ}total = df['amount'].sum()\nprint(total)`;
	const files = [{ name: "t.csv", profile }];
	const repairs = { source: failed, line: 5 };
	expect(precheck({ language: "python", source: fix, files, made: [], earlier: [], repairs }).faults).toEqual([]);
});

it.each([
	"print(df[df['day'] == 'Grand Total']['count'].sum())",
	"df = df[df['day'] != 'Grand Total']\nprint(df['count'].sum())",
	"df = df.iloc[:-1]\nprint(df['count'].sum())",
	"df = df[~df['day'].str.contains('Grand Total')]\nprint(df['count'].sum())",
	"df = df.drop(df.index[-1])\nprint(df['count'].sum())",
	"print(df.dtypes)",
])("a program that deals with the totals itself keeps them: %j", (body) => {
	expect(check(READ + body, totals).added).toEqual([]);
});

it.each([
	"pd.to_numeric(__import__('os').system('id'))",
	"pd.to_numeric(df['count'])",
	"pd.to_numeric(df['amount'].map(lambda x: x))",
	"pd.to_numeric(df['amount'].apply(print))",
	"pd.to_numeric(df['amount'].str.replace(f'{df}', ''))",
	"pd.to_numeric(df['amount']); print(1)",
	"pd.to_numeric(df['amount'])\nprint(1)",
	"pd.to_numeric(df['amount'].values.tofile('x'))",
	"pd.to_numeric(open('x'))",
	"pd.to_numeric(df['amount'].str.replace('\u202e', ''))",
	"pd.to_numeric([x for x in df['amount']])",
])("text of a file does not become code: %j", (code) => {
	const columns = [column("amount", "text", `currency signs like "$1": ${code}`)];
	expect(check(`${READ}print(df['amount'].sum())`, { columns }).mended).toBe(
		`import pandas as pd\n${READ}print(df['amount'].sum())`,
	);
});

it("marks of numbers and long ids are told to a plain call", () => {
	const columns = [column("fee", "float"), column("id", "text", "ids of 19 digits, to be kept as text")];
	const more = { columns, decimal: ",", thousands: ".", delimiter: ";" };
	expect(check(`${READ}print(df['fee'].sum())`, more).mended).toContain(
		`('t.csv', sep=";", decimal=",", thousands=".")`,
	);
	expect(
		check(`${READ}df['fee'] = df['fee'].str.replace(',', '.').astype(float)\nprint(df['fee'].sum())`, more).mended,
	).toContain(`('t.csv', sep=";")`);
	expect(check(`${READ}print(df[df['id'] == '1515491056900000000'])`, { columns }).mended).toContain(
		`('t.csv', dtype={"id": str})`,
	);
	expect(check(`${READ}print(df[df['id'] == 1515491056900000000])`, { columns }).mends).toEqual([]);
});

it("dates that are text are not looked for by digits that may stand for anything", () => {
	const days = {
		columns: [{ name: "day", type: "date", nulls: 0, samples: [], range: ["01/01/2023", "25/08/2023"] as const }],
	};
	const fault = (body: string) => check(`${READ}${body}`, days).faults;
	for (const text of [
		".contains('03')",
		".contains('2023-03')",
		".startswith('2023')",
		".endswith('-03')",
		".match('^2023')",
	])
		expect(fault(`print(len(df[df['day'].str${text}]))`)).toEqual([
			expect.stringContaining("dates are text like '25/08/2023'"),
		]);
	for (const text of [
		".contains('/03/')",
		".endswith('2023')",
		".startswith('01/')",
		".contains('/2023')",
		".contains('x')",
	])
		expect(fault(`print(len(df[df['day'].str${text}]))`)).toEqual([]);
	expect(
		fault("df['day'] = pd.to_datetime(df['day']).astype(str)\nprint(df[df['day'].str.contains('2023-03')])"),
	).toEqual([]);
});

it("a program that counts without the totals already keeps them", () => {
	expect(check(`${READ}print(df.shape[0] - 1, len(df) - 1)`, totals).mends).toEqual([]);
});
