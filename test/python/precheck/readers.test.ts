// Reads that do not fit their file are put right where that is certain, and said where it is not; what fits stays as it is.

import { describe, expect, test } from "vitest";
import type { KnownFile } from "../../../src/core/ports.ts";
import { precheck } from "../../../src/python/precheck.ts";
import { given, readers, right } from "./readers.programs.ts";

const check = (source: string, files: readonly KnownFile[] = given) =>
	precheck({ language: "python", source, files, made: [], earlier: [] });

describe("a call that does not fit its file, sheet or keys", () => {
	test.each(readers.map((one) => [one.source, one] as const))(
		"%j",
		(source, { to = source, mends = [], faults = [] }) => {
			expect(check(source)).toEqual({ source: to, mends, faults });
			if (to !== source) expect(check(to)).toEqual({ source: to, mends: [], faults: [] });
		},
	);
});

describe("a call that fits stays as it is", () => {
	test.each(right.map((source) => [source]))("%j", (source) => {
		expect(check(source)).toEqual({ source, mends: [], faults: [] });
	});
});

test("what nothing here reads is said in a sentence for people", () => {
	const unread = "an old Excel workbook (97-2003), which cannot be read here; save it as .xlsx or CSV and send that";
	const files = [{ name: "ledger.xls", profile: { format: "xls", unread, notes: [] } }];
	const found = check("import pandas as pd\nprint(pd.read_excel('ledger.xls')['a'].sum())", files);
	expect(found.unread).toBe(`ledger.xls is ${unread}.`);
	expect(check("print(1 + 1)", files).unread).toBeUndefined();
});

test("code on a card of a page becomes part of a program only if it is what the profile itself writes", () => {
	const known = String.raw`import re, io, html; df = pd.read_csv(io.StringIO("\n".join("\t".join(" ".join(html.unescape(re.sub("<[^>]*>", " ", cell)).split()) for cell in re.findall(r"(?is)<t[dh]\b[^>]*>(.*?)(?=</?t[dhr]\b|</table|\Z)", row)) for row in re.split(r"(?i)<tr\b", open("bill.xls", encoding="utf-8").read())[1:])), sep="\t", skiprows=1)`;
	const source = "import pandas as pd\nprint(pd.read_excel('bill.xls')['Sum'].sum())";
	const columns = [{ name: "Sum", type: "int", nulls: 0, samples: [] }];
	const withRead = (read: string) =>
		check(source, [{ name: "bill.xls", profile: { format: "html", notes: [], columns, read } }]).source;
	expect(withRead(known)).toContain("sep=\"\\t\", skiprows=1)['Sum'].sum()");
	for (const evil of [
		`${known}; import os`,
		known.replace("skiprows=1", "skiprows=os.getpid()"),
		known.replace("utf-8", 'utf-8"+x+"'),
	])
		expect(withRead(evil)).toBe(source);
});

describe("a sheet that the request names", () => {
	const months = ["一月", "二月", "三月"].map((name) => ({ name, columns: ["地区", "金额"] }));
	const columns = [{ name: "金额", type: "int", nulls: 0, samples: [] }];
	const files = [{ name: "book.xlsx", profile: { format: "xlsx", notes: [], columns, sheet: "一月", sheets: months } }];
	const of = (request: string, source: string) =>
		precheck({ language: "python", source: `import pandas as pd\n${source}`, files, made: [], earlier: [], request });
	const plain = "df = pd.read_excel('book.xlsx')\nprint(df['金额'].sum())";

	test("is read in place of the first one", () => {
		const { source, mends, faults } = of("「二月」那张表的合计是多少？", plain);
		expect(source).toContain("pd.read_excel('book.xlsx', sheet_name=\"二月\")");
		expect({ mends, faults }).toEqual({
			mends: ['Added `sheet_name="二月"`, as `book.xlsx` needs.'],
			faults: [],
		});
	});

	test("is not treated as the card says of another one", () => {
		const texts = [
			{ name: "金额", type: "text", nulls: 0, samples: ["1,5"], notes: ['numbers as text: pd.to_numeric(df["金额"])'] },
		];
		const book = [
			{ name: "book.xlsx", profile: { format: "xlsx", notes: [], columns: texts, sheet: "一月", sheets: months } },
		];
		const cured = (request: string) =>
			precheck({
				language: "python",
				source: `import pandas as pd\n${plain}`,
				files: book,
				made: [],
				earlier: [],
				request,
			});
		expect(cured("the total").source).toContain("pd.to_numeric");
		expect(cured("the total of sheet 二月").source).not.toContain("pd.to_numeric");
	});

	test.each([
		["the total of sheet 三月", plain.replace("xlsx'", "xlsx', sheet_name='二月'"), "'三月'"],
		["the total of sheet 三月", plain.replace("xlsx'", "xlsx', sheet_name=1"), "'三月'"],
		["compare the sheets 一月 and 二月", plain, "'二月'"],
	])("is said to be left out: %s %j", (request, source, named) => {
		expect(of(request, source).faults.join()).toContain(
			`names the sheet ${named} of book.xlsx, which the program does`,
		);
	});

	test.each([
		["二月的销售额", plain],
		["the total of sheet 一月", plain],
		["the total of sheet 三月", plain.replace("xlsx'", "xlsx', sheet_name=2")],
		["the total of sheet 三月", "df = pd.read_excel('book.xlsx', sheet_name=None)\nprint(df)"],
		[
			"the total of sheet 三月",
			"for s in pd.ExcelFile('book.xlsx').sheet_names: print(pd.read_excel('book.xlsx', sheet_name=s))",
		],
		["sheets 一月, 二月", `${plain}\nprint(pd.read_excel('book.xlsx', sheet_name='二月')['金额'].sum())`],
	])("is left to the program where it reads it: %s %j", (request, source) => {
		expect(of(request, source)).toMatchObject({ source: `import pandas as pd\n${source}`, mends: [], faults: [] });
	});
});

test("a sheet's name that would end the text it stands in never becomes code", () => {
	const sheets = [
		{ name: "Read me", columns: [] },
		{ name: 'x"); import os #', columns: ["amount"] },
	];
	const columns = [{ name: "amount", type: "int", nulls: 0, samples: [] }];
	const profile = { format: "xlsx", notes: [], columns, sheet: 'x"); import os #', sheets };
	const source = "import pandas as pd\nprint(pd.read_excel('a.xlsx')['amount'].sum())";
	expect(check(source, [{ name: "a.xlsx", profile }]).source).toBe(source);
});
