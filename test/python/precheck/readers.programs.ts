// Programs that read a file by its name where its first bytes say otherwise, another sheet than they mean, or nested JSON as if it were flat.

import type { KnownFile } from "../../../src/core/ports.ts";
import { type Case, card } from "./cases.ts";

const tabs: KnownFile = {
	name: "trades.xls",
	profile: card(["时间", "价格", "数量"], { format: "text", delimiter: "\t", encoding: "gb18030" }),
};
const commas: KnownFile = { name: "list.xls", profile: card(["id", "sum"], { format: "text" }) };
const bookAsCsv: KnownFile = {
	name: "orders.csv",
	profile: card(["id", "sum"], { format: "xlsx", sheet: "S", sheets: [{ name: "S", columns: ["id", "sum"] }] }),
};
const html: KnownFile = {
	name: "bill.xls",
	profile: card(["Day", "Sum"], { format: "html", read: 'df = pd.read_csv(io.StringIO(rows), sep="\\t")' }),
};
const lines: KnownFile = { name: "log.jsonl", profile: card(["at", "ms"], { format: "json lines" }) };
const linesAsText: KnownFile = { name: "log.txt", profile: card(["at", "ms"], { format: "json lines" }) };
const list: KnownFile = { name: "list.json", profile: card(["at", "ms"], { format: "json" }) };
const nested: KnownFile = {
	name: "events.jsonl",
	profile: card(["at", "user.id", "user.plan", "props.ms"], {
		format: "json lines",
		flat: ["user", "props"],
		read: 'import json; df = pd.json_normalize([json.loads(line) for line in open("events.jsonl", encoding="utf-8")])',
	}),
};
const deep: KnownFile = {
	name: "deep.json",
	profile: card(["a", "b"], {
		format: "json",
		read: 'import json; df = pd.DataFrame(json.load(open("deep.json"))["rows"])',
	}),
};
const book: KnownFile = {
	name: "shop.xlsx",
	profile: card(["order", "city", "amount"], {
		format: "xlsx",
		sheet: "Orders",
		sheets: [
			{ name: "Orders", rows: 9, columns: ["order", "city", "amount"] },
			{ name: "Goals 2024", rows: 3, columns: ["city", "goal"] },
			{ name: "People", rows: 3, columns: ["person", "role"], skip: 2 },
		],
	}),
};
const cover: KnownFile = {
	name: "cover.xlsx",
	profile: card(["order", "amount"], {
		format: "xlsx",
		skip: 2,
		sheet: "Data",
		sheets: [
			{ name: "Read me", columns: [] },
			{ name: "Data", rows: 9, columns: ["order", "amount"], skip: 2 },
		],
	}),
};
const oneSheet: KnownFile = {
	name: "plan.xlsx",
	profile: card(["Name", "Score"], {
		format: "xlsx",
		sheet: "Plan",
		sheets: [{ name: "Plan", columns: ["Name", "Score"] }],
	}),
};
const twoRows: KnownFile = {
	name: "wide.xlsx",
	profile: card(["Port", "2023 in"], {
		format: "xlsx",
		header: 2,
		sheet: "S",
		sheets: [{ name: "S", columns: ["Port", "2023 in"], header: 2 }],
	}),
};
export const given: readonly KnownFile[] = [
	tabs,
	commas,
	bookAsCsv,
	html,
	lines,
	linesAsText,
	list,
	nested,
	deep,
	book,
	cover,
	oneSheet,
	twoRows,
];

const PD = "import pandas as pd\n";
const JSON_ = "import json\nimport pandas as pd\n";

export interface Reader extends Omit<Case, "files"> {
	readonly to?: string;
	readonly mends?: readonly string[];
	readonly faults?: readonly string[];
}

export const readers: readonly Reader[] = [
	{
		source: `${PD}df = pd.read_excel('trades.xls')\nprint(df['价格'].mean())`,
		to: `${PD}df = pd.read_csv('trades.xls', encoding="gb18030", sep="\\t")\nprint(df['价格'].mean())`,
		mends: [
			"`trades.xls` is text, whatever its name says: it is read with `read_csv`.",
			'Added `encoding="gb18030"` and `sep="\\t"`, as `trades.xls` needs.',
		],
	},
	{
		source: `${PD}df = pd.read_excel('list.xls', sheet_name='Sheet1', engine="xlrd", usecols=['id'])\nprint(df['id'])`,
		to: `${PD}df = pd.read_csv('list.xls', usecols=['id'])\nprint(df['id'])`,
		mends: ["`list.xls` is text, whatever its name says: it is read with `read_csv`."],
	},
	{
		source: `${PD}df = pd.read_csv('orders.csv', sep=';', encoding='latin-1')\nprint(df['sum'].sum())`,
		to: `${PD}df = pd.read_excel('orders.csv')\nprint(df['sum'].sum())`,
		mends: ["`orders.csv` is a workbook, whatever its name says: it is read with `read_excel`."],
	},
	{
		source: `${PD}df = pd.read_csv('orders.csv', chunksize=10)\nprint(df)`,
		faults: ["Line 2: orders.csv is a workbook: read it as its card says, not with read_csv."],
	},
	{
		source: `${PD}df = pd.read_csv('log.txt')\nprint(df['ms'].sum())`,
		to: `${PD}df = pd.read_json('log.txt', lines=True)\nprint(df['ms'].sum())`,
		mends: ["`log.txt` is JSON, whatever its name says: it is read with `read_json`."],
	},
	{
		source: `${PD}df = pd.read_json('log.jsonl')\nprint(df['ms'].sum())`,
		to: `${PD}df = pd.read_json('log.jsonl', lines=True)\nprint(df['ms'].sum())`,
		mends: ["Added `lines=True`: `log.jsonl` holds one object a line."],
	},
	{
		source: `${PD}df = pd.read_json('list.json', lines=True)\nprint(df['ms'].sum())`,
		to: `${PD}df = pd.read_json('list.json')\nprint(df['ms'].sum())`,
		mends: ["Left out `lines=True`: `list.json` is one list, not one object a line."],
	},
	...["read_excel('bill.xls')", "read_html('bill.xls')[0]"].map((call) => ({
		source: `${PD}df = pd.${call}\nprint(df['Sum'].sum())`,
		faults: [
			`Line 2: ${call.slice(0, call.indexOf("("))} cannot read bill.xls, which is an HTML page; read it with df = pd.read_csv(io.StringIO(rows), sep="\\t").`,
		],
	})),
	// Sheets.
	{
		source: `${PD}df = pd.read_excel('shop.xlsx')\nprint(df['goal'].sum())`,
		to: `${PD}df = pd.read_excel('shop.xlsx', sheet_name="Goals 2024")\nprint(df['goal'].sum())`,
		mends: ['Added `sheet_name="Goals 2024"`, as `shop.xlsx` needs.'],
	},
	{
		source: `${PD}df = pd.read_excel('shop.xlsx', sheet_name='goals_2024')\nprint(df['goal'].sum())`,
		to: `${PD}df = pd.read_excel('shop.xlsx', sheet_name='Goals 2024')\nprint(df['goal'].sum())`,
		mends: ["`goals_2024` is called `Goals 2024` in `shop.xlsx`."],
	},
	{
		source: `${PD}df = pd.read_excel('shop.xlsx', sheet_name='Targets')\nprint(df['goal'].sum())`,
		faults: ["Line 2: shop.xlsx has no sheet 'Targets'; its sheets are 'Orders', 'Goals 2024', 'People'."],
	},
	{
		source: `${PD}df = pd.read_excel('plan.xlsx', sheet_name='Sheet1')\nprint(df['Score'].sum())`,
		to: `${PD}df = pd.read_excel('plan.xlsx', sheet_name='Plan')\nprint(df['Score'].sum())`,
		mends: ["There is no sheet `Sheet1`; `Plan` is the only one of `plan.xlsx`."],
	},
	{
		source: `${PD}df = pd.read_excel('cover.xlsx')\nprint(df['amount'].sum())`,
		to: `${PD}df = pd.read_excel('cover.xlsx', sheet_name="Data", skiprows=2)\nprint(df['amount'].sum())`,
		mends: ['Added `sheet_name="Data"` and `skiprows=2`, as `cover.xlsx` needs.'],
	},
	{
		source: `${PD}df = pd.read_excel('shop.xlsx', sheet_name='People')\nprint(df['role'].nunique())`,
		to: `${PD}df = pd.read_excel('shop.xlsx', sheet_name='People', skiprows=2)\nprint(df['role'].nunique())`,
		mends: ["Added `skiprows=2`, as `shop.xlsx` needs."],
	},
	{
		source: `${PD}a = pd.read_excel('shop.xlsx')\nb = pd.read_excel('shop.xlsx', sheet_name='Goals 2024')\nprint(a['amount'].sum(), b['role'].sum())`,
		faults: ["Line 4: there is no column 'role'; it is in the sheet 'People': read that too."],
	},
	// Nested JSON.
	{
		source: `${PD}df = pd.read_json('events.jsonl', lines=True)\nprint(df.groupby('plan').size())`,
		faults: [
			"Line 3: there is no column 'plan'; it is a key inside objects: read events.jsonl with pd.json_normalize as its card says, which makes the column 'user.plan'.",
		],
	},
	{
		source: `${JSON_}df = pd.json_normalize([json.loads(line) for line in open('events.jsonl')])\nprint(df.groupby('plan')['props_ms'].median())`,
		to: `${JSON_}df = pd.json_normalize([json.loads(line) for line in open('events.jsonl')])\nprint(df.groupby('user.plan')['props.ms'].median())`,
		mends: ["`plan` is called `user.plan` in `events.jsonl`.", "`props_ms` is called `props.ms` in `events.jsonl`."],
	},
];

/** Programs that work as they are. */
export const right: readonly string[] = [
	`${PD}df = pd.read_csv('trades.xls', sep='\\t', encoding='gb18030')\nprint(df['价格'].mean())`,
	`${PD}df = pd.read_excel('orders.csv')\nprint(df['sum'].sum())`,
	`${PD}df = pd.read_json('log.jsonl', lines=True)\nprint(df['ms'].sum())`,
	`${PD}df = pd.read_json('log.txt', lines=True)\nprint(df['ms'].sum())`,
	`${JSON_}rows = [json.loads(line) for line in open('log.jsonl')]\ndf = pd.DataFrame(rows)\nprint(df['ms'].sum())`,
	`${PD}a = pd.read_excel('shop.xlsx')\nb = pd.read_excel('shop.xlsx', sheet_name='Goals 2024')\nprint(a.merge(b, on='city')['goal'])`,
	`${PD}df = pd.read_excel('shop.xlsx')\nprint(df['amount'].sum())\ndf = pd.read_excel('shop.xlsx', sheet_name='Goals 2024')\nprint(df['goal'].sum())`,
	`${PD}b = pd.read_excel('shop.xlsx', sheet_name=1)\nprint(b['goal'].sum())`,
	`${PD}b = pd.read_excel('shop.xlsx', 'Goals 2024')\nprint(b['goal'].sum())`,
	`${PD}all = pd.read_excel('shop.xlsx', sheet_name=None)\nprint(all['Goals 2024']['goal'].sum())`,
	`${PD}for name, df in pd.read_excel('shop.xlsx', sheet_name=None).items():\n    print(name, df.shape)`,
	`${PD}df = pd.read_excel('shop.xlsx')\ndf.columns = ['a', 'b', 'goal']\nprint(df['goal'])`,
	`${PD}df = pd.read_excel('cover.xlsx', sheet_name='Data', skiprows=2)\nprint(df['amount'].sum())`,
	`${PD}df = pd.read_excel('cover.xlsx', sheet_name='Data', header=2)\nprint(df['amount'].sum())`,
	`${PD}df = pd.read_excel('cover.xlsx', sheet_name=1, header=None, names=['order', 'amount'])\nprint(df['amount'].sum())`,
	`${PD}df = pd.read_excel('wide.xlsx', header=[0, 1])\nprint(df[('2023', 'in')].sum())`,
	`${PD}df = pd.read_excel('wide.xlsx', header=[0, 1])\ndf.columns = [" ".join(name) for name in df.columns]\nprint(df['2023 in'].sum())`,
	`${PD}df = pd.read_json('events.jsonl', lines=True)\nprint(df['user'].str['plan'].value_counts())`,
	`${PD}df = pd.read_json('events.jsonl', lines=True)\ndf = df.join(pd.json_normalize(df['user']))\nprint(df['plan'].value_counts())`,
	`${PD}df = pd.read_json('events.jsonl', lines=True)\ndf = pd.json_normalize(df.to_dict('records'))\nprint(df['user.plan'].value_counts())`,
	`${JSON_}with open('events.jsonl') as f:\n    data = [json.loads(line) for line in f]\ndf = pd.json_normalize(data)\nprint(df['user.plan'].value_counts())`,
	`${JSON_}data = json.load(open('deep.json'))\ndf = pd.json_normalize(data['rows'])\nprint(df['a'].sum())`,
	`${JSON_}data = json.load(open('deep.json'))\ndf = pd.json_normalize(data, 'rows')\nprint(df['a'].sum(), df['c'].sum())`,
	`${PD}df = pd.read_json('deep.json')\nprint(df['rows'])`,
	`${PD}tables = pd.read_csv('list.xls')\nprint(tables['sum'].sum())`,
	`import openpyxl\nbook = openpyxl.load_workbook('shop.xlsx')\nprint(book.sheetnames)`,
	`with open('bill.xls') as f:\n    print(f.read()[:100])`,
];
