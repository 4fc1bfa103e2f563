import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { ColumnProfile, FileProfile } from "../../../src/core/domain.ts";
import { profileText } from "../../../src/core/model/file-profile.ts";
import { openLab } from "../abuse/lab.ts";
import { profileOf } from "./profile-of.ts";

const lab = openLab();
const thread = "slack:T:C:cards";
const signal = new AbortController().signal;

const cardOf = (name: string, content: string | Uint8Array) => profileOf(lab, thread, name, content);

const columnOf = async (...cells: string[]): Promise<ColumnProfile | undefined> =>
	(await cardOf("c.csv", `n,x\n${cells.map((cell, at) => `${at},"${cell}"\n`).join("")}`)).columns?.[1];

/** A table of 60 rows: the header, then rows of what `cells` gives. */
const table = (header: string, cells: (at: number) => string) =>
	`${header}\n${Array.from({ length: 60 }, (_, at) => cells(at)).join("\n")}\n`;

it("a table is told by its encoding, delimiter, rows, and each column's values, empty cells and oddities", async () => {
	const bytes = Buffer.from("Name;Preis\nJosé;$1,200\n\n\nAnn;$3\nAnn;\n", "latin1");
	expect(await cardOf("preise.csv", bytes)).toEqual({
		format: "csv",
		rows: 3,
		encoding: "latin-1",
		delimiter: ";",
		columns: [
			{ name: "Name", type: "text", nulls: 0, distinct: 2, samples: ["José", "Ann"] },
			{
				name: "Preis",
				type: "text",
				nulls: 1,
				distinct: 2,
				range: ["3", "1200"],
				samples: ["$3", "$1,200"],
				notes: ['currency signs like "$1,200": pd.to_numeric(df["Preis"].str.replace(r"[^0-9.-]", "", regex=True))'],
			},
		],
		notes: ["2 blank rows"],
	});
});

const NEEDED: readonly [string, Buffer | string, Partial<FileProfile>][] = [
	["gb18030", Buffer.from("b3c7cad02cbdf0b6ee0ab1b1bea92c310ac9cfbaa32c320a", "hex"), { encoding: "gb18030" }],
	[
		"gb18030 with yen signs",
		Buffer.from(
			"b3c7cad03bbdf0b6ee0ab1b1bea93b81308436302e35300ab1b1bea93b81308436312e35300ab1b1bea93b81308436322e35300ab1b1bea93b81308436332e35300a",
			"hex",
		),
		{ encoding: "gb18030", delimiter: ";" },
	],
	["big5", Buffer.from("abb0a5ab2caaf7c3420abb4fa55f2c310ab0aaaff02c320a", "hex"), { encoding: "big5" }],
	["utf-16", Buffer.from("\ufeff城市\t金额\n北京\t1\n", "utf16le"), { encoding: "utf-16", delimiter: "\t" }],
	["utf-16 without a mark", Buffer.from("city,sum\nRome,1\n", "utf16le"), { encoding: "utf-16-le" }],
	["a byte order mark", "\ufeffcity,sum\nRome,1\n", { encoding: "utf-8-sig" }],
	["latin-1", Buffer.from("city,sum\nKöln,1\nZürich,2\n", "latin1"), { encoding: "latin-1" }],
	["the euro sign of Windows", Buffer.from("city,sum\nK\xf6ln,\x80 1\n", "latin1"), { encoding: "cp1252" }],
	["pipes", "a|b\n1|2\n", { delimiter: "|" }],
	["decimal commas", table("a;b", (at) => `${at},5;${at},7`), { delimiter: ";", decimal: "," }],
	["thousands commas", table("a,b", (at) => `"${at + 1},000",x`), { thousands: "," }],
	[
		"a title of two lines and a blank one",
		`Export of May\nby A, B\n\n${table("a,b,c,d", (at) => `${at},2,x,y`)}`,
		{ skip: 3 },
	],
	["a padded title", `Export,,,\n,,,\n${table("a,b,c,d", (at) => `${at},2,x,y`)}`, { skip: 2 }],
	["nothing but commas and utf-8", table("a,b", (at) => `${at},${at}.5`), {}],
	["blank lines above the header", `\n\n${table("a,b", (at) => `${at},x`)}`, {}],
];

it.each(NEEDED)("what pandas must be told to read a table with %s is on its card", async (_, content, expected) => {
	const { encoding, delimiter, decimal, thousands, skip } = await cardOf("t.csv", content);
	const found = { encoding, delimiter, decimal, thousands, skip };
	expect(Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))).toEqual(expected);
});

it("the call on a card reads what a plain one cannot, and gives the columns of the card", async () => {
	const files: [string, Buffer | string][] = [
		["a.csv", Buffer.from("Bericht\n\nStraße;Preis €;Preis €; Rest\nA;1.234,5;1;x\nB;2,5;2;y\n", "latin1")],
		["b.csv", Buffer.from("\ufeffName \tname\t\t\tNaN\n1\t2\t3\t4\t5\n", "utf16le")],
		["c.csv", "\ufeff日期,金额,金额.1,金额\n2024年1月2日,1,2,3\n"],
		["d.csv", '"first\nname", "last",1952\nAnn,B,3\n'],
		["e.csv", "a,b\r1,x\r2,y\r"],
	];
	for (const [name, content] of files) {
		const bytes = Buffer.from(content);
		const file = { id: randomUUID(), name, size: bytes.length, source: "" };
		const one = async function* () {
			yield bytes;
		};
		await lab.sandbox.open(thread, signal);
		const as = await lab.sandbox.put(thread, file, one(), signal);
		const card = await lab.sandbox.profile(thread, as, signal);
		const call = /Read it with (.*)/.exec(profileText(as, bytes.length, card))?.[1] ?? `pd.read_csv("${as}")`;
		const run = await lab.run(
			thread,
			`import json, pandas as pd\ndf = ${call}\nprint(json.dumps([list(df.columns), len(df)], ensure_ascii=False))`,
		);
		expect(JSON.parse(run.output)).toEqual([card.columns?.map((column) => column.name), card.rows]);
	}
});

const ODD: readonly [string, readonly string[], Partial<ColumnProfile>][] = [
	["currency", ["$1,200.50", "($3)", "€5"], { type: "text", range: ["-3", "1200.5"] }],
	["per cent", ["12 %", "3.5%"], { type: "text", range: ["3.5", "12"] }],
	["a unit", ["12.50 EUR", "3 EUR"], { type: "text", range: ["3", "12.5"] }],
	["spaces between thousands", ["12 500", "3"], { type: "text", range: ["3", "12500"] }],
	["whole numbers", ["12", "3", ""], { type: "int", range: ["3", "12"], nulls: 1 }],
	["numbers", ["1.5", "-3", "1e3"], { type: "float", range: ["-3", "1000"] }],
	["yes and no", ["yes", "no"], { type: "text", samples: ["yes", "no"] }],
	["true and false", ["True", "FALSE"], { type: "bool" }],
	[
		"dates that sort by themselves",
		["2024-02-03", "2023-12-31"],
		{ type: "date", range: ["2023-12-31", "2024-02-03"] },
	],
	["days first", ["03/02/2024", "31/12/2023"], { type: "date", range: ["31/12/2023", "03/02/2024"] }],
	["months in words", ["2-Jan-24", "31-Dec-23"], { type: "date", range: ["31-Dec-23", "2-Jan-24"] }],
	["Chinese dates", ["2024年1月2日", "2023年12月31日"], { type: "date" }],
	["codes", ["12A", "7B", "9C", "4D"], { type: "text", samples: ["12A", "7B", "9C", "4D"] }],
];

it.each(ODD)("a column of %s is known as such", async (_, cells, expected) => {
	expect(await columnOf(...cells)).toMatchObject(expected);
});

const many = (cell: (at: number) => string) => Array.from({ length: 60 }, (_, at) => cell(at));

const NOTES: readonly [string, readonly string[], string][] = [
	[
		"words",
		many((at) => (at % 20 === 5 ? "unknown" : `${at}.5`)),
		'"unknown" in 3 among numbers: pd.to_numeric(df["x"], errors="coerce")',
	],
	[
		"cells of spaces",
		many((at) => (at % 20 === 5 ? " " : `${at}`)),
		'" " in 3 among numbers: pd.to_numeric(df["x"], errors="coerce")',
	],
	[
		"two formats",
		many((at) => (at % 3 === 2 ? "28/01/2024" : "2024-01-28")),
		'mixed date formats (%Y-%m-%d in 40, %d/%m/%Y in 20): pd.to_datetime(df["x"], format="%Y-%m-%d", errors="coerce").fillna(pd.to_datetime(df["x"], format="%d/%m/%Y", errors="coerce"))',
	],
	[
		"two offsets",
		many((at) => `2025-03-30T0${at % 6}:00:00+0${at % 2 ? 2 : 1}:00`),
		'dates with 2 offsets from UTC: pd.to_datetime(df["x"], utc=True)',
	],
	[
		"Z beside +09:00, with and without seconds",
		many((at) => (at % 2 ? `2025-03-30T0${at % 6}:00Z` : `2025-03-30T0${at % 6}:00:00+09:00`)),
		'dates with 2 offsets from UTC: pd.to_datetime(df["x"], utc=True, format="ISO8601")',
	],
	[
		"offsets in some alone",
		many((at) => (at % 2 ? "2025-03-30T01:00:00Z" : "2025-03-30T01:00:00")),
		"dates with and without an offset from UTC",
	],
	[
		"both orders",
		many((at) => (at % 3 ? `${(at % 28) + 1}/03/2024` : "03/28/2024")),
		"mixed date formats (%d/%m/%Y in 40, %m/%d/%Y in 20)",
	],
	[
		"days first",
		many((at) => `${(at % 28) + 1}/1/2024`),
		'dates with the day first: pd.to_datetime(df["x"], format="%d/%m/%Y")',
	],
	[
		"months first",
		many((at) => `1/${(at % 28) + 1}/24`),
		'dates with the month first: pd.to_datetime(df["x"], format="%m/%d/%y")',
	],
	[
		"day or month",
		many((at) => `1/${(at % 12) + 1}/2024`),
		"day or month first, it cannot be told: pandas takes the month first",
	],
	[
		"months in words",
		many((at) => `Jan ${(at % 28) + 1}, 2024`),
		'dates like "Jan 1, 2024": pd.to_datetime(df["x"], format="%b %d, %Y")',
	],
	[
		"days as numbers",
		many((at) => `202401${(at % 19) + 10}`),
		'dates written as numbers: pd.to_datetime(df["x"], format="%Y%m%d")',
	],
	[
		"some times of day",
		many((at) => (at % 2 ? "2024-01-02" : "2024-01-02 10:00")),
		'dates with and without times: pd.to_datetime(df["x"], format="ISO8601")',
	],
	[
		"no date",
		many((at) => (at === 7 ? "soon" : "2024-01-02")),
		'"soon" in 1 among dates: pd.to_datetime(df["x"], errors="coerce")',
	],
	[
		"decimal commas",
		many((at) => `${at},5`),
		'decimal comma like "0,5": pd.to_numeric(df["x"].str.replace(r"[^0-9,-]", "", regex=True).str.replace(",", "."))',
	],
	[
		"brackets",
		["(1)", "2"],
		'negative numbers in brackets like "(1)": pd.to_numeric(df["x"].str.replace("(", "-").str.replace(r"[^0-9.-]", "", regex=True))',
	],
	[
		"upper and lower case",
		["North", "north"],
		'values that differ only by case, like "North" and "north": df["x"].str.lower()',
	],
	[
		"ditto marks",
		["Rome", "〃", "Oslo"],
		'"〃" in 1 stands for the value above: df["x"].mask(df["x"].isin(["〃"])).ffill().where(df["x"].notna())',
	],
	[
		"hours and minutes in Chinese",
		["1小时20分", "45分", "2小时"],
		'lengths of time like "1小时20分", as minutes: df["x"].str.extract(r"(?:(\\d+)\\s*小时)?\\s*(?:(\\d+)\\s*分)?").astype(float).mul([60, 1]).sum(axis=1, min_count=1)',
	],
	[
		"wide letters beside narrow ones",
		["Tokyo", "Ｔｏｋｙｏ", "Osaka"],
		'values that look alike, like "Tokyo" and "Ｔｏｋｙｏ": df["x"].str.normalize("NFKC").str.strip()',
	],
	[
		"spaces of another kind",
		["New York", "New\u00a0York", "Bern"],
		'values that look alike, like "New York" and "New\u00a0York": df["x"].str.normalize("NFKC").str.strip()',
	],
	["spaces around", ["North ", "South"], 'spaces around 1 values: df["x"].str.strip()'],
	["leading zeros", ["007", "010"], 'leading zeros, lost as numbers: read_csv(..., dtype={"x": str}) keeps them'],
	["a stand-in", ["3", "-999", "-999", "4"], "-999 in 2: may stand for a missing value"],
	["durations", ["0:05:00", "1:00:00"], 'times like "0:05:00": pd.to_timedelta(df["x"])'],
	[
		"numbers and their ranges",
		many((at) => (at % 3 ? `${at}[1-${at + 9}]` : `${at}`)),
		'text after the number in 40, like "1[1-10]": pd.to_numeric(df["x"].str.extract(r"^(-?[0-9.]+)")[0])',
	],
	["numbers and words", many((at) => (at % 2 ? "A-1" : `${at}`)), "mixed: numbers in 30 of 60"],
];

it.each(NOTES)("a column with %s says so, and what to do", async (_, cells, note) => {
	expect((await columnOf(...cells))?.notes).toEqual([note]);
});

it("hours worked are hours and minutes, and the length of a song is none", async () => {
	const rows = (name: string) => `who,${name}\na,7:30\nb,8:15\nc,10:00\n`;
	const notes = async (name: string) => (await cardOf("f.csv", rows(name))).columns?.[1]?.notes;
	expect(await notes("hours worked")).toEqual([
		'hours and minutes like "7:30": df["hours worked"].str.split(":").map(lambda part: int(part[0]) + int(part[1]) / 60, na_action="ignore")',
	]);
	expect(await notes("song")).toBeUndefined();
});

it("dates with the day first keep it, and a word among them is no date", async () => {
	const cells = ["31/12/2024", "01/02/2024", "soon", "03/02/2024", "04/05/2024", "05/02/2024"];
	expect((await columnOf(...cells))?.notes).toEqual([
		'dates with the day first: pd.to_datetime(df["x"], format="%d/%m/%Y", errors="coerce")',
		'"soon" in 1 among dates',
	]);
});

it("the code on a card turns what is written for people into numbers and dates", async () => {
	const columns: [string, string[], unknown[]][] = [
		["money", ["$1,200.50", "-$3", "€5"], [1200.5, -3, 5]],
		["euro", ["1.200,50 €", "3,00 €", "-5,00 €"], [1200.5, 3, -5]],
		["share", ["12%", "3.5 %", "0%"], [12, 3.5, 0]],
		["range", ["1,200 [900-1,500]", "-3 (45%)", "2.5 ± 1"], [1200, -3, 2.5]],
		["minus", ["(1)", "(2.5)", "3"], [-1, -2.5, 3]],
		["comma", ["1.000,5", "2,5", "-1,0"], [1000.5, 2.5, -1]],
		["word", ["1", "unknown", "3"], [1, null, 3]],
		["day", ["31/12/2023", "01/02/2024", "02/02/2024"], ["2023-12-31", "2024-02-01", "2024-02-02"]],
		["天", ["2024年1月2日", "2023年12月31日", "2024年1月3日"], ["2024-01-02", "2023-12-31", "2024-01-03"]],
	];
	const rows = [0, 1, 2].map((at) => columns.map(([, cells]) => `"${cells[at]}"`).join(","));
	const content = `${columns.map(([name]) => name).join(",")}\n${rows.join("\n")}\n`;
	const card = await cardOf("clean.csv", content);
	const code = (card.columns ?? []).map(
		({ name, notes = [] }) => `${JSON.stringify(name)}: ${notes.at(-1)?.split(/: (?=pd)/)[1]}`,
	);
	const run = await lab.run(
		thread,
		`import io, json, pandas as pd
df = pd.read_csv(io.StringIO(${JSON.stringify(content)}))
made = {${code.join(", ")}}
print(json.dumps({name: json.loads(values.to_json(orient="values", date_format="iso")) for name, values in made.items()}))`,
	);
	const made: Record<string, unknown[]> = JSON.parse(run.output);
	for (const [name, , expected] of columns) {
		expect([name, made[name]?.map((value) => (typeof value === "string" ? value.slice(0, 10) : value))]).toEqual([
			name,
			expected,
		]);
	}
});

const FILES: readonly [string, string, string][] = [
	["blank rows", "a,b\n1,2\n\n\n3,4\n", "2 blank rows"],
	["rows without any value", "a,b\n1,2\n,\n3,4\n", '1 row without any value: df.dropna(how="all")'],
	["a name twice", "a,b,a\n1,2,3\n", 'column name "a" twice: pandas calls the second "a.1"'],
	[
		"names that differ by case",
		"sum,Sum\n1,2\n",
		'columns "sum" and "Sum" differ only by case or spaces: write them exactly so',
	],
	["spaces around names", "a , b\n1,2\n", "spaces around column names: keep them"],
	["rows twice", "a,b,c\n1,2,3\n1,2,3\n1,2,4\n", "1 repeated row: keep them unless asked"],
	[
		"a total",
		"city,sum\nRome,1\nOslo,2\nTotal,3\n",
		'the last row is a total ("Total"): df = df[df["city"] != "Total"]',
	],
	[
		"totals that are named after what they add up",
		"region,city,sum\nNorth,Rome,1\nNorth,Oslo,2\nNorth Total,,3\nSouth,Bern,4\nSouth,Ulm,8\nSouth Total,,12\nGrand Total,,15\n",
		'3 rows are totals, like "North Total": df = df[~df["region"].isin(["North Total", "South Total", "Grand Total"])]',
	],
	[
		"totals that are named first",
		"region,sum\nRome,1\nOslo,2\nTotal North,3\nBern,4\nUlm,8\nTotal South,12\nVaduz,5\n",
		'2 rows are totals, like "Total North": df = df[~df["region"].isin(["Total North", "Total South"])]',
	],
	[
		"Chinese totals of parts",
		"地区,金额\n上海,1\n杭州,2\n华东小计,3\n广州,4\n深圳,8\n华南小计,12\n全国总计,15\n",
		'3 rows are totals, like "华东小计": df = df[~df["地区"].isin(["华东小计", "华南小计", "全国总计"])]',
	],
	[
		"many totals",
		`region,sum\n${["Coast", "Hills", "Lakes", "Plains", "Forest", "Islands", "Border", "Desert", "Valley"].map((name, at) => `${name} one,${at + 1}\n${name} two,5\n${name} of the north Total,${at + 6}`).join("\n")}\n`,
		'9 rows are totals, like "Coast of the north Total": df = df[~df["region"].str.contains("Total", na=False)]',
	],
	[
		"parts below what they make up",
		"项目,金额\n总收入,100\n其中：线上,40\n线下,60\n总支出,70\n其中：人工,30\n材料,25\n其他,15\n税,5\n",
		'5 rows are parts of the row above, like "其中：线上": df = df[~df["项目"].isin(["其中：线上", "线下", "其中：人工", "材料", "其他"])]',
	],
	[
		"parts that are set in",
		"item,sum\nRevenue,100\n  Online,40\n  Shops,60\nCosts,70\n  Staff,30\n  Rent,40\nTax,5\n",
		'4 rows are parts of the row above, like "  Online": df = df[~df["item"].isin(["  Online", "  Shops", "  Staff", "  Rent"])]',
	],
	[
		"one part",
		"item,sum\nSales,100\nof which: export,40\nCosts,70\n",
		'1 row is a part of the row above, like "of which:export": df = df[df["item"] != "of which: export"]',
	],
	[
		"parts and a total",
		"项目,金额\n收入,100\n其中：线上,40\n支出,70\n其中：人工,30\n税,5\n合计,175\n",
		'3 rows are totals or parts of the row above, like "其中：人工": df = df[~df["项目"].isin(["合计", "其中：线上", "其中：人工"])]',
	],
	["its header again", "a,b\n1,2\na,b\n3,4\n", "the header appears again in 1 row, to be left out"],
	["no header", "1,Ann,2.5\n2,Bob,3.5\n", "the first row looks like data, not like names: read_csv(..., header=None)"],
	[
		"rows too long",
		"a,b\n1,2\n3,4,5\n6,7\n",
		'1 row with more fields than the header: read_csv(..., on_bad_lines="skip")',
	],
	["a source line", "a,b\n1,2\n3,4\nSource: me\n", '1 remark like "Source:me", to be left out'],
	[
		"a first column without a name",
		"a,b\nx,1,2\ny,3,4\n",
		"rows have one field more than the header, so pandas makes the first the index: reset_index()",
	],
];

it.each(FILES)("a table with %s says so", async (_, content, note) => {
	expect((await cardOf("f.csv", content)).notes).toContain(note);
});

it.each([
	[
		"remarks that begin like parts",
		"day,team,sum,note\n2024-01-01,A,100,\n2024-01-02,A,300,davon 3 defekt\n2024-01-03,B,200,\n",
	],
	["a part that is more than the whole", "item,sum\nSales,100\nof which: export,140\nCosts,70\n"],
])("%s are rows", async (_, content) => {
	expect(await cardOf("f.csv", content)).not.toHaveProperty("totals");
});

it("spaces before names that make up nothing are spaces", async () => {
	const { notes, columns } = await cardOf("f.csv", "item,sum\nRevenue,100\n  Online,41\n  Shops,60\nCosts,70\n");
	expect(notes).toEqual([]);
	expect(columns?.[0]?.notes).toEqual(['spaces around 2 values: df["item"].str.strip()']);
});

it("a name with such a word that adds nothing up is a name", async () => {
	const shops = "shop,sum\nTotal Wine,1\nOslo,2\nTotal Tools,9\nBern,4\nSumme Café,8\nVaduz,5\n";
	expect((await cardOf("f.csv", shops)).notes.join()).not.toContain("total");
});

it.each(["store,2023-01,2023-02\nA,12,7\nB,3,9\n", "store;Jan 3, 2024;Jan 4, 2024\nA;12;7\nB;3;9\n"])(
	"months and days above counts are names: %j",
	async (content) => {
		expect((await cardOf("wide.csv", content)).notes.join()).not.toContain("looks like data");
	},
);

it.each<readonly [string, string]>([
	[
		"store,2023-01,2023-02,2023-03,2023-04\nA,12,7,1,2\nB,3,9,4,4\n",
		'4 columns are months, 2023-01 to 2023-04: a figure over all of them needs each; df.melt(id_vars=["store"], var_name="month", value_name="value") makes a row of each',
	],
	["area,2019,2020,2021,2022\nA,12,7,1,2\nB,3,9,4,4\n", "4 columns are years, 2019 to 2022"],
	["area,Jan,Feb,Mar,Apr\nA,12,7,1,2\nB,3,9,4,4\n", "4 columns are months, Jan to Apr"],
	["地区,1月,2月,3月,4月\nA,12,7,1,2\nB,3,9,4,4\n", "4 columns are months, 1月 to 4月"],
])("a column for each period is told, and how it becomes a row: %j", async (content, note) => {
	expect((await cardOf("wide.csv", content)).notes.join()).toContain(note);
});

it("columns that only sound like periods are not told as such", async () => {
	expect((await cardOf("w.csv", "name,march,may,august,second\nA,x,y,z,w\nB,x,y,z,w\n")).notes.join()).not.toContain(
		"months",
	);
	expect((await cardOf("w.csv", "store,2023-01,2023-02\nA,12,7\nB,3,9\n")).notes.join()).not.toContain("months");
});

it("quoted line breaks are no rows, and no blank ones", async () => {
	const card = await cardOf(
		"q.csv",
		table("a,b", (at) => `${at},"one\n\ntwo, ""three"""`),
	);
	expect([card.rows, card.notes]).toEqual([60, []]);
});

const ANY: readonly [string, string, Buffer | string][] = [
	["endless numbers", "n.csv", table("a,b", (at) => `1e${at}99,${at === 0 ? "-inf" : "inf"}`)],
	["numerals of other scripts", "u.csv", table("a,b", () => "\u0663\u0663,\u00b2")],
	["days that are none", "d.csv", table("a,b", (at) => `99/99/9999,2024-02-${at + 31}`)],
	["quotes that do not pair up", "q.csv", table("a,b", (at) => `"${at},"`)],
	["zero bytes between", "z.csv", table("a,b", (at) => `${at},\0`)],
	["Chinese JSON of Windows", "w.json", Buffer.from("5b7b22b3c7cad0223a22b1b1bea9227d5d", "hex")],
];

it.each(ANY)("a file of %s has a card", async (_, name, content) => {
	const card = await cardOf(name, content);
	expect(card.format).not.toBe("");
	expect(card.notes.join()).not.toMatch(/could not be/);
});

it("a large table is counted whole and looked at here and there, to its end", async () => {
	const rows = Array.from({ length: 600_000 }, (_, at) => `${at},${at < 500_000 ? "north" : "south"}`);
	const card = await cardOf("large.csv", `id,region\n${rows.join("\n")}\n`);
	expect(card.rows).toBe(600_000);
	expect(card.sampled).toBeLessThan(100_000);
	expect(card.columns?.[1]).toMatchObject({ distinct: 2, samples: ["north", "south"] });
	expect(profileText("large.csv", 1, card)).toMatch(
		/^File large.csv \(600,000 rows, what follows is from [\d,]+ rows\)/,
	);
});

it("an encoding that shows only at the end of a long file is seen", async () => {
	const chinese = Buffer.from("d5c5c8fd2c320a".repeat(300), "hex");
	expect(
		(await cardOf("late.csv", Buffer.concat([Buffer.from(`name,x\n${"Zoe,1\n".repeat(60_000)}`), chinese]))).encoding,
	).toBe("gb18030");
});

it("a workbook, a Parquet file and JSON have cards of the same kind", async () => {
	const made = await lab.run(
		thread,
		`import pandas as pd
df = pd.DataFrame({"id": [1, 2], "when": pd.to_datetime(["2024-01-01", None]), "sum": ["$3", "4"]})
df.to_parquet("t.parquet")
df.to_json("t.json", orient="records", lines=True)
with pd.ExcelWriter("t.xlsx") as book:
    df.to_excel(book, index=False, startrow=2)
    df.to_excel(book, sheet_name="Other")`,
	);
	expect(made.outcome).toBe("ok");
	const columns = [
		{ name: "id", type: "int" },
		{ name: "when", type: "datetime", nulls: 1 },
		{ name: "sum", type: "text", range: ["3", "4"] },
	];
	expect(await lab.sandbox.profile(thread, "t.parquet", signal)).toMatchObject({ format: "parquet", rows: 2, columns });
	expect(await lab.sandbox.profile(thread, "t.xlsx", signal)).toMatchObject({
		format: "xlsx",
		rows: 2,
		skip: 2,
		columns,
	});
	const lines = await cardOf("t.jsonl", '{"a":1,"b":[1]}\n{"a":null,"b":[]}\n');
	expect(lines).toMatchObject({
		format: "json lines",
		rows: 2,
		columns: [
			{ name: "a", nulls: 1 },
			{ name: "b", type: "nested" },
		],
	});
});
