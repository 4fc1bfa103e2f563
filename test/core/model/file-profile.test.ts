import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ColumnProfile, FileProfile } from "../../../src/core/domain.ts";
import { namedSheetLines, profileText } from "../../../src/core/model/file-profile.ts";

const column = (name: string, more: Partial<ColumnProfile> = {}): ColumnProfile => ({
	name,
	type: "text",
	nulls: 0,
	distinct: 90,
	samples: ["one", "two", "three"],
	...more,
});
const profileOf = (columns: readonly ColumnProfile[], more: Partial<FileProfile> = {}): FileProfile => ({
	format: "csv",
	rows: 5021,
	columns,
	notes: [],
	...more,
});
const text = (columns: readonly ColumnProfile[], more: Partial<FileProfile> = {}) =>
	profileText("a.csv", 1000, profileOf(columns, more));
const wide = (count: number, more: Partial<ColumnProfile> = {}) =>
	Array.from({ length: count }, (_, at) => column(`column_${at}`, more));

test("a profile has a line for each column: type, values or range, empty cells, what is odd and what to do", () => {
	const money = 'pd.to_numeric(df["price"].str.replace(r"[^0-9.-]", "", regex=True))';
	expect(
		text(
			[
				column("id", { type: "int", range: ["1", "5021"], distinct: 5021, samples: [] }),
				column("region", { distinct: 2, samples: ["North", "South"], nulls: 3 }),
				column("name"),
				column("count", { type: "int", range: ["1", "9"], nulls: 1200, samples: [] }),
				column("day", { type: "date", range: ["2024-01-01", "2024-12-31"], samples: [] }),
				column("price", { range: ["1", "900"], samples: [], notes: [`currency signs like "$1": ${money}`] }),
				column("gone", { distinct: 0, samples: [], nulls: 5021 }),
			],
			{ notes: ["2 blank rows"] },
		),
	).toBe(`File a.csv (5,021 rows), columns:
  id: int 1..5021
  region: text North | South, 3 empty
  name: text, 90 values, e.g. one | two | three
  count: int 1..9, 1,200 empty (so float)
  day: text date 2024-01-01..2024-12-31
  price: text of numbers 1..900; currency signs like "$1": ${money}
  gone: all empty
  Notes: 2 blank rows`);
});

test("how to read the file is told where a plain call would read it wrongly", () => {
	const read = (more: Partial<FileProfile>) => /Read it with (.*)/.exec(text([column("x")], more))?.[1];
	expect(read({ delimiter: "\t", encoding: "gb18030", skip: 3, decimal: ",", thousands: "." })).toBe(
		'pd.read_csv("a.csv", sep="\\t", encoding="gb18030", skiprows=3, decimal=",", thousands=".")',
	);
	expect(read({ format: "xlsx", skip: 2 })).toBe('pd.read_excel("a.csv", skiprows=2)');
	expect(read({ format: "json lines", encoding: "gb18030" })).toBe(
		'pd.read_json("a.csv", encoding="gb18030", lines=True)',
	);
	expect(read({ encoding: "utf-8-sig" })).toBeUndefined();
	expect(read({})).toBeUndefined();
});

test("the call follows what the file is, not what it is called", () => {
	const read = (name: string, more: Partial<FileProfile>) =>
		/Read it with (.*)/.exec(profileText(name, 1000, profileOf([column("x")], more)))?.[1];
	expect(read("a.csv", { format: "xlsx" })).toBe('pd.read_excel("a.csv")');
	expect(read("a.xls", { format: "text" })).toBe('pd.read_csv("a.xls")');
	expect(read("a.dat", { format: "parquet" })).toBe('pd.read_parquet("a.dat")');
	expect(read("a.log", { format: "json lines" })).toBe('pd.read_json("a.log", lines=True)');
	expect(read("a.xlsx", { format: "xlsx" })).toBeUndefined();
	expect(read("a.pq", { format: "parquet" })).toBeUndefined();
	expect(read("a.xml", { format: "xml" })).toBeUndefined();
});

test("the sheets of a workbook have a line each, with their columns and the call that reads them", () => {
	const sheets = [
		{ name: "Orders", rows: 9, columns: ["x"] },
		{ name: "Goals", rows: 1, columns: ["city", "goal of 2024"], read: 'pd.read_excel("a.xlsx", sheet_name="Goals")' },
		{ name: "Old", rows: 2, columns: Array.from({ length: 40 }, (_, at) => `c${at}`), more: 5, hidden: true as const },
		{ name: "Notes", columns: [] },
	];
	const shown = profileText(
		"a.xlsx",
		1,
		profileOf([column("x", { distinct: 0 })], { format: "xlsx", sheet: "Orders", sheets }),
	);
	expect(shown).toBe(`File a.xlsx (xlsx, sheet "Orders" of 4, 5,021 rows), columns:
  x: no values
  Sheet "Goals" (1 row: city, "goal of 2024"): pd.read_excel("a.xlsx", sheet_name="Goals")
  Sheet "Old" (hidden, 2 rows: c0, c1, c2, c3, c4, c5, c6, c7 and 37 more)
  Sheet "Notes" (no table)`);
	const many = Array.from({ length: 20 }, (_, at) => ({ name: `Region ${at}`, rows: 3, columns: ["city", "goal"] }));
	const long = profileText("a.xlsx", 1, profileOf(wide(30), { format: "xlsx", sheet: "Region 0", sheets: many }));
	expect(long.length).toBeLessThanOrEqual(1200);
	expect(long).toMatch(/ {2}Sheet "Region 1" \(3 rows: city, goal\)\n/);
	expect(long).toMatch(/\n {2}More sheets: "Region \d+", .* and \d+ more$/);
});

test("code that reads a file is never cut, whatever else must give way", () => {
	const code = `import json; df = pd.json_normalize(${"x".repeat(500)})`;
	for (const columns of [wide(3), wide(35), wide(199)]) {
		const shown = text(columns, { read: code, notes: Array.from({ length: 20 }, () => "a note ".repeat(20)) });
		expect(shown).toContain(`\n  Read it with ${code}`);
		expect(shown.length).toBeLessThanOrEqual(1500);
	}
});

test("a file that nothing here reads says so first", () => {
	const unread = "an old Excel workbook (97-2003), which cannot be read here; save it as .xlsx or CSV and send that";
	expect(profileText("old.xls", 9000, { format: "xls", unread, notes: ["a note"] })).toBe(
		`File old.xls (xls, 9 kB)\n  Notes: ${unread}; a note`,
	);
});

test("a name that could be misread is quoted as in Python", () => {
	const names = ["net_price", "单价", "first name", " x", "1952", "a: b", "a\nb", 'say "hi"', "a\u2028b", "x."];
	expect(
		text(names.map((name) => column(name, { distinct: 0 })))
			.split("\n")
			.slice(1)
			.map((line) => line.slice(2, line.lastIndexOf(":"))),
	).toEqual([
		"net_price",
		"单价",
		'"first name"',
		'" x"',
		'"1952"',
		'"a: b"',
		'"a\\nb"',
		'"say \\"hi\\""',
		'"a\\u2028b"',
		"x.",
	]);
});

test("what to do about an oddity is told for its first column alone", () => {
	const odd = (name: string) => column(name, { notes: [`currency signs like "$${name}": clean(df["${name}"])`] });
	expect(text([odd("a"), odd("b")])).toContain(
		'; currency signs like "$a": clean(df["a"])\n  b: text, 90 values, e.g. one | two | three; currency signs like "$b"',
	);
	expect(text([odd("a"), odd("b")])).not.toContain('clean(df["b"])');
});

test("a large file tells its size, and from how many rows all was found", () => {
	expect(profileText("a.csv", 1_500_000_000, profileOf([column("x")], { sampled: 16_000 }))).toMatch(
		/^File a\.csv \(5,021 rows, 1500\.0 MB, what follows is from 16,000 rows\), columns:\n/,
	);
});

test("a file that is no table tells its format, size and what is known", () => {
	expect(profileText("photo.png", 2_000_000, { format: "png", notes: ["2000000 bytes"] })).toBe(
		"File photo.png (png, 2.0 MB)\n  Notes: 2000000 bytes",
	);
});

describe("where a profile would pass 1,200 characters", () => {
	const range = { type: "float", range: ["1000000.5", "2000000.5"], samples: [] } as const;
	const odd = column("odd", { notes: ["spaces around 3 values: strip"] });

	test("examples go first, then lists of values, then ranges, then types; oddities stay", () => {
		const listed = { distinct: 3 };
		const steps: [readonly ColumnProfile[], RegExp, RegExp][] = [
			[wide(15), /e\.g\./, /^$/],
			[wide(35), /column_1: text, 90 values\n/, /e\.g\./],
			[[...wide(20), ...wide(9, listed)], /one \| two \| three/, /e\.g\./],
			[[...wide(16, range), ...wide(14, listed)], /1000000\.5\.\.2000000\.5/, /one \|/],
			[wide(39, range), /column_1: float\n/, /\.\./],
		];
		for (const [columns, kept, dropped] of steps) {
			const shown = text([...columns, odd]);
			expect(shown.length).toBeLessThanOrEqual(1200);
			expect(shown).toMatch(kept);
			if (dropped.source !== "^$") expect(shown).not.toMatch(dropped);
			expect(shown).toContain("spaces around 3 values: strip");
		}
	});

	test("more than 40 columns are told by name alone, with what is odd", () => {
		const shown = text([...wide(40, { distinct: 1 }), odd]);
		expect(shown.split("\n")).toHaveLength(3);
		expect(shown).toContain("  column_0, column_1, ");
		expect(shown).toContain("column_39, odd\n  odd: spaces around 3 values: strip");
	});

	test("hundreds of names are cut, and how many are left out is said", () => {
		const shown = text([...wide(199), odd], { delimiter: ";" });
		expect(shown.length).toBeLessThanOrEqual(1200);
		expect(shown).toMatch(/column_70, .* and \d+ more\n {2}odd: spaces/);
		expect(shown).toContain('sep=";"');
	});
});

test("no profile is much longer, and each is the same every time, whatever stands in the file", () => {
	const any = fc.string({ unit: "binary", maxLength: 200 });
	const anyColumn = fc.record({
		name: any,
		type: fc.constantFrom("int", "text", "date"),
		nulls: fc.nat(),
		samples: fc.array(fc.string({ unit: "binary", maxLength: 24 }), { maxLength: 5 }),
		notes: fc.array(any, { maxLength: 4 }),
	});
	fc.assert(
		fc.property(
			any,
			fc.array(anyColumn, { maxLength: 60 }),
			fc.array(any, { maxLength: 20 }),
			(name, columns, notes) => {
				const shown = profileText(name, 1, profileOf(columns, { notes }));
				expect(shown.length).toBeLessThanOrEqual(1500);
				expect(profileText(name, 1, profileOf(columns, { notes }))).toBe(shown);
			},
		),
		{ numRuns: 200 },
	);
});

test("of a sheet that the request names, everything is told, however many there are", () => {
	const sheets = Array.from({ length: 18 }, (_, at) => ({
		name: `Week ${at + 1}`,
		rows: 40 + at,
		columns: Array.from({ length: 9 }, (_, of) => `column_${of}`),
		read: `pd.read_excel("weeks.xlsx", sheet_name="Week ${at + 1}")`,
	}));
	const profile = profileOf([column("column_0")], { format: "xlsx", sheet: "Week 1", sheets });
	expect(profileText("weeks.xlsx", 1000, profile)).not.toContain('sheet_name="Week 17"');
	expect(namedSheetLines("the mean of sheet Week 17", "weeks.xlsx", profile)).toEqual([
		`In weeks.xlsx, which the request names:
  Sheet "Week 17" (56 rows: column_0, column_1, column_2, column_3, column_4, column_5, column_6, column_7 and 1 more): pd.read_excel("weeks.xlsx", sheet_name="Week 17")`,
	]);
	for (const request of ["the mean of sheet Week 1", "the mean of each week"])
		expect(namedSheetLines(request, "weeks.xlsx", profile)).toEqual([]);
});
