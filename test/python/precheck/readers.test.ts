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
