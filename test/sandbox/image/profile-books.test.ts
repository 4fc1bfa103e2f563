// Workbooks as people have them: the call on the card is run, and gives the columns, the rows and a figure that are right.

import { beforeAll, expect, it } from "vitest";
import type { FileProfile } from "../../../src/core/domain.ts";
import { profileText } from "../../../src/core/model/file-profile.ts";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ runTimeoutMs: 90_000 });
const thread = "slack:T:C:books";
const signal = new AbortController().signal;

const MAKE = `import datetime, io, re, shutil, zipfile
import openpyxl
from openpyxl.styles import PatternFill
def book(name, **sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, (rows, *more) in sheets.items():
        sheet = made.create_sheet(title.replace("_", " "))
        for row in rows: sheet.append(row)
        for cells in more[0] if more else []: sheet.merge_cells(cells)
        if len(more) > 1: sheet.sheet_state = more[1]
    made.save(name)
    return made
def rewrite(name, part, change):
    with zipfile.ZipFile(name) as old: parts = {one: old.read(one) for one in old.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(name, "w") as new:
        for one, data in parts.items(): new.writestr(one, data)
SHEET = "xl/worksheets/sheet1.xml"
trips = [["trip", "port", "tons"]] + [[500 + at, ["Turku", "Riga", "Gdynia"][at % 3], at * 2.5] for at in range(9)]
for name, claim in (("small-claim.xlsx", '<dimension ref="A1"/>'), ("no-claim.xlsx", ""), ("wide-claim.xlsx", '<dimension ref="A1:XFD9000"/>')):
    book(name, S=[trips]); rewrite(name, SHEET, lambda text: re.sub(r"<dimension[^>]*/>", claim, text))
def styled(name, columns, rows):
    made = openpyxl.Workbook(); sheet = made.active
    for row in trips: sheet.append(row)
    for row in range(1, rows + 1):
        for column in range(1, columns + 1): sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFEE00")
    made.save(name)
styled("coloured-right.xlsx", 40, 10); styled("coloured-below.xlsx", 3, 400); styled("coloured-both.xlsx", 30, 90)
book("two-rows.xlsx", S=[[["Port", 2023, None, 2024, None], [None, "in", "out", "in", "out"], ["Turku", 1, 2, 3, 4], ["Riga", 5, 6, 7, 8], ["Gdynia", 9, 1, 2, 30]], ["B1:C1", "D1:E1", "A1:A2"]])
book("two-rows-below-title.xlsx", S=[[["Fleet plan"], [], ["Ship", "Plan", None, "Actual", None], [None, "days", "cost", "days", "cost"], ["Ada", 3, 10.5, 4, 11.5], ["Bo", 5, 20.5, 6, 21.5]], ["A1:E1", "B3:C3", "D3:E3"]])
book("two-rows-without-merges.xlsx", S=[[[None, "North", None, "South", None], ["Month", "Sales", "Cost", "Sales", "Cost"], ["Jan", 1, 2, 3, 4], ["Feb", 5, 6, 7, 8]]])
book("merged-down.xlsx", S=[[["area", "shop", "sum"], ["East", "a", 1], [None, "b", 2], ["West", "c", 4], [None, "d", 8], [None, "e", 16]], ["A2:A3", "A4:A6"]])
book("stands-once.xlsx", S=[[["area", "shop", "sum"], ["East", "a", 1], [None, "b", 2], ["West", "c", 4], [None, "d", 8], ["Total", None, 15]], []])
book("merged-and-empty.xlsx", S=[[["area", "shop", "sum"], ["East", "a", 1], [None, "b", 2], ["West", "c", 4], [None, "d", 8]], ["A2:A3"]])
book("titles.xlsx", S=[[["Port report"], ["printed 2025-03-01"], [], *trips]])
book("titles-of-two-columns.xlsx", S=[[["Port report"], ["port", "tons"], ["Turku", 1.5], ["Riga", 2.5]]])
book("remarks.xlsx", S=[[*trips, [], ["Source: harbour office"]]])
book("zh.xlsx", 销售=[[["2024年销售报表"], ["地区", "一月", "二月"], ["华东", 1, 2], ["华北", 3, 4], ["合计", 4, 6]], ["A1:C1"]], 目标=[[["地区", "目标"], ["华东", 5]]])
book("total.xlsx", S=[[*trips, ["Total", None, 90.0]]])
book("cover.xlsx", Read_me=[[["Trips of 2024"], ["kept by the port"]]], Trips=[trips], Ports=[[["port", "country"], ["Turku", "FI"]]], Old=[[["x", "y"], [1, 2]], [], "hidden"])
book("first-empty.xlsx", A=[[]], B=[trips])
book("hidden-first.xlsx", Secret=[[["k", "v"], [1, 2]], [], "hidden"], Trips=[trips])
book("years.xlsx", S=[[["Port", 2021, 2022], ["Turku", 1, 2], ["Riga", 3, 4]]])
book("months.xlsx", S=[[["Port", datetime.datetime(2024, 1, 1), datetime.datetime(2024, 2, 1)], ["Turku", 1, 2], ["Riga", 3, 4]]])
book("serials.xlsx", S=[[["order date", "amount"], [45292, "12.5"], [45299, "7"]]])
book("candidates.xlsx", S=[[["candidate", "votes"], [45292, 30500], [45299, 41000]]])
book("formulas.xlsx", S=[[["a", "twice"], [1, "=A2*2"], [3, "=A3*2"]]])
book("errors.xlsx", S=[[["a", "share"], [1, 0.5], [2, "#DIV/0!"]]])
book("words.xlsx", S=[[["name", "remark"], ["a", "new"], ["b", "old"]]])
book("notes.xlsx", S=[[["name", "v", "w"], ["a", 1, 2], ["b", 3, 4], ["c", None, None]]])
book("two-rows-and-total.xlsx", S=[[["Yearly"], [], ["Region", None, "2023", None, "2024", None], [None, "Town", "Sales", "Cost", "Sales", "Cost"], ["North", "Oslo", 1, 2, 3, 4], [None, "Moss", 5, 6, 7, 8], ["South", "Bari", 9, 10, 11, 12], ["Total", None, 15, 18, 21, 24]], ["C3:D3", "E3:F3", "A5:A6"]])
book("table-below.xlsx", S=[[["shop", "sales"], ["a", 10], ["b", 20], [], ["Staff"], ["name", "hours", "rate"], ["Ann", 3, 20.5], ["Bo", 4, 19]]])
book("times.xlsx", S=[[["run", "time"], ["a", datetime.time(1, 2, 3)], ["b", datetime.time(0, 58)]]])
made = book("filtered.xlsx", S=[trips])
for row in (4, 6): made["S"].row_dimensions[row].hidden = True
made.save("filtered.xlsx")
book("long.xlsx", S=[[["n", "port"], *([at, "Riga"] for at in range(6000))]])
book("book.csv.xlsx", S=[trips]); shutil.copy("book.csv.xlsx", "book.csv"); shutil.copy("book.csv.xlsx", "book.xls")
pass`;

beforeAll(async () => {
	await lab.sandbox.open(thread, signal);
	const made = await lab.run(thread, MAKE);
	expect(made.outcome).toBe("ok");
}, 120_000);

const profileOf = (name: string) => lab.sandbox.profile(thread, name, signal);

/** The call that the card gives, or the one that the name suggests. */
function callOf(name: string, profile: FileProfile): string {
	const text = profileText(name, 1000, profile);
	expect(text.length).toBeLessThanOrEqual(1500);
	const call = /Read it with (.*)/.exec(text)?.[1] ?? `pd.read_excel("${name}")`;
	return /\bdf = /.test(call) ? call : `df = ${call}`;
}

async function read(name: string, profile: FileProfile, figure: string): Promise<[string[], number, unknown]> {
	const shown = `json.dumps([list(df.columns), len(df), ${figure}], ensure_ascii=False, default=str)`;
	const run = await lab.run(thread, `import json\nimport pandas as pd\n${callOf(name, profile)}\nprint(${shown})`);
	return JSON.parse(run.output) as [string[], number, unknown];
}

const TRIPS = ["trip", "port", "tons"];
const TONS = 'float(df["tons"].sum())';

const RIGHT: readonly [what: string, name: string, columns: string[], rows: number, figure: string, is: unknown][] = [
	["whose claimed size is one cell", "small-claim.xlsx", TRIPS, 9, TONS, 90],
	["that claims no size", "no-claim.xlsx", TRIPS, 9, TONS, 90],
	["that claims to be huge", "wide-claim.xlsx", TRIPS, 9, TONS, 90],
	["with coloured cells to the right", "coloured-right.xlsx", TRIPS, 9, TONS, 90],
	["with coloured cells below", "coloured-below.xlsx", TRIPS, 9, TONS, 90],
	["with coloured cells all around", "coloured-both.xlsx", TRIPS, 9, TONS, 90],
	[
		"with two rows of names",
		"two-rows.xlsx",
		["Port", "2023 in", "2023 out", "2024 in", "2024 out"],
		3,
		'int(df["2024 out"].sum())',
		42,
	],
	[
		"with two rows of names, a name in the lower one alone, and a total",
		"two-rows-and-total.xlsx",
		["Region", "Region Town", "2023 Sales", "2023 Cost", "2024 Sales", "2024 Cost"],
		4,
		'int(df[df["Region"] != "Total"]["2024 Cost"].sum())',
		24,
	],
	["with another table below", "table-below.xlsx", ["shop", "sales"], 2, 'int(df["sales"].sum())', 30],
	[
		"with a title over two rows of names",
		"two-rows-below-title.xlsx",
		["Ship", "Plan days", "Plan cost", "Actual days", "Actual cost"],
		2,
		'float(df["Actual cost"].sum())',
		33,
	],
	[
		"with two rows of names that are not merged",
		"two-rows-without-merges.xlsx",
		["Month", "North Sales", "North Cost", "South Sales", "South Cost"],
		2,
		'int(df["South Sales"].sum())',
		10,
	],
	["with titles", "titles.xlsx", TRIPS, 9, TONS, 90],
	["of two columns with a title", "titles-of-two-columns.xlsx", ["port", "tons"], 2, TONS, 4],
	["with a remark below", "remarks.xlsx", TRIPS, 9, TONS, 90],
	["in Chinese", "zh.xlsx", ["地区", "一月", "二月"], 3, 'int(df[df["地区"] != "合计"]["二月"].sum())', 6],
	["with a cover sheet", "cover.xlsx", TRIPS, 9, TONS, 90],
	["whose first sheet is empty", "first-empty.xlsx", TRIPS, 9, TONS, 90],
	["whose first sheet is hidden", "hidden-first.xlsx", TRIPS, 9, TONS, 90],
	["whose columns are called by years", "years.xlsx", ["Port", "2021", "2022"], 2, 'int(df["2022"].sum())', 6],
	[
		"whose columns are called by months",
		"months.xlsx",
		["Port", "2024-01-01 00:00:00", "2024-02-01 00:00:00"],
		2,
		'int(df["2024-02-01 00:00:00"].sum())',
		6,
	],
	["of words alone", "words.xlsx", ["name", "remark"], 2, "0", 0],
	["whose last row has a name alone", "notes.xlsx", ["name", "v", "w"], 3, "0", 0],
	["of 6,000 rows", "long.xlsx", ["n", "port"], 6000, 'int(df["n"].sum())', 17_997_000],
	["that is called .csv", "book.csv", TRIPS, 9, TONS, 90],
	["that is called .xls", "book.xls", TRIPS, 9, TONS, 90],
];

it.each(RIGHT)("a workbook %s is read as its card says, and the card has no other columns", async (...given) => {
	const [, name, columns, rows, figure, is] = given;
	const profile = await profileOf(name);
	expect(profile.columns?.map((column) => column.name)).toEqual(columns);
	expect(profile.rows).toBe(rows);
	expect(await read(name, profile, figure)).toEqual([columns, rows, is]);
});

it("all sheets of a workbook are told with their columns, hidden ones as such, each with a call that was tried", async () => {
	const text = profileText("cover.xlsx", 1000, await profileOf("cover.xlsx"));
	expect(text).toMatch(/^File cover.xlsx \(xlsx, sheet "Trips" of 4, 9 rows\), columns:/);
	expect(text).toContain('Read it with pd.read_excel("cover.xlsx", sheet_name="Trips")');
	expect(text).toContain('Sheet "Read me" (no table)');
	expect(text).toContain('Sheet "Ports" (1 row: port, country): pd.read_excel("cover.xlsx", sheet_name="Ports")');
	expect(text).toContain('Sheet "Old" (hidden, 1 row: x, y)');
	const zh = profileText("zh.xlsx", 1000, await profileOf("zh.xlsx"));
	expect(zh).toContain('Sheet "目标" (1 row: 地区, 目标): pd.read_excel("zh.xlsx", sheet_name="目标")');
});

const NOTED: readonly [name: string, column: string, note: RegExp][] = [
	[
		"merged-down.xlsx",
		"area",
		/^merged cells, the value is in the first row of each: df\["area"\] = df\["area"\]\.ffill\(\)$/,
	],
	["stands-once.xlsx", "area", /^each value once, .*: df\["area"\] = df\["area"\]\.ffill\(\)$/],
	[
		"serials.xlsx",
		"order date",
		/^dates as numbers of Excel, 45292 is 2024-01-01: pd\.to_datetime\(df\["order date"\], unit="D"/,
	],
];

it.each(NOTED)("in %s what must be done to %s is said", async (name, called, note) => {
	const column = (await profileOf(name)).columns?.find((one) => one.name === called);
	expect(column?.notes?.join("\n")).toMatch(note);
});

it("times of a workbook are added up as the card says", async () => {
	const cure = (await profileOf("times.xlsx")).columns?.[1]?.notes?.[0]?.split(": ")[1];
	const source = `import pandas as pd\ndf = pd.read_excel("times.xlsx")\nprint(${cure}.sum())`;
	expect((await lab.run(thread, source)).output.trim()).toBe("0 days 02:00:03");
});

it("what is merged down a column is filled as the card says, and comes out right", async () => {
	const profile = await profileOf("merged-down.xlsx");
	const cure = /: (df\[.*)$/.exec(profile.columns?.[0]?.notes?.[0] ?? "")?.[1];
	const run = await lab.run(
		thread,
		`import pandas as pd\ndf = pd.read_excel("merged-down.xlsx")\n${cure}\nprint(df.groupby("area")["sum"].sum().to_dict())`,
	);
	expect(run.output.trim()).toBe("{'East': 3, 'West': 28}");
});

const SAID: readonly [name: string, note: RegExp][] = [
	["total.xlsx", /^the last row is a total \("Total"\): df = df\[df\["trip"\] != "Total"\]$/m],
	["two-rows-and-total.xlsx", /^the last row is a total \("Total"\): df = df\[df\["Region"\] != "Total"\]$/m],
	[
		"table-below.xlsx",
		/^another table below it, of 2 rows, with the columns "name", "hours", "rate": pd\.read_excel\(\.\.\., skiprows=5, nrows=2\)$/m,
	],
	["filtered.xlsx", /^2 hidden rows are read, too$/m],
	["zh.xlsx", /^the last row is a total \("合计"\)/m],
	["remarks.xlsx", /^a remark below the table \("Source:harbour office"\)$/m],
	["formulas.xlsx", /^2 formulas without a value, so empty to pandas/m],
	["errors.xlsx", /^1 cell with an error of Excel/m],
];

it.each(SAID)("%s says what is odd about it", async (name, note) => {
	expect((await profileOf(name)).notes.join("\n")).toMatch(note);
});

const SILENT: readonly [name: string, what: RegExp][] = [
	["merged-and-empty.xlsx", /merged/],
	["candidates.xlsx", /dates as numbers/],
	["notes.xlsx", /remark|total/],
	["words.xlsx", /names|data/],
	["years.xlsx", /looks like data/],
	["months.xlsx", /looks like data/],
	["long.xlsx", /estimate/],
];

it.each(SILENT)("%s says nothing of %s", async (name, what) => {
	const { notes, columns = [] } = await profileOf(name);
	expect([...notes, ...columns.flatMap((column) => column.notes ?? [])].join("\n")).not.toMatch(what);
});
