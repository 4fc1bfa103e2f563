// Files whose name says one thing and whose first bytes another, and what is packed: told for what they are, with a call that was run.

import { beforeAll, describe, expect, it } from "vitest";
import type { FileProfile } from "../../../src/core/domain.ts";
import { profileText } from "../../../src/core/model/file-profile.ts";
import { precheck } from "../../../src/python/precheck.ts";
import { examine } from "../../../src/python/risk.ts";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ runTimeoutMs: 90_000 });
const thread = "slack:T:C:kinds";
const signal = new AbortController().signal;

const MAKE = `import bz2, gzip, json, lzma, shutil, sqlite3, zipfile
import pandas as pd
df = pd.DataFrame({"day": ["2024-01-0%d" % (1 + at % 9) for at in range(12)], "price": [at * 1.5 for at in range(12)]})
df.to_excel("sent.csv.xlsx", index=False); shutil.move("sent.csv.xlsx", "sent.csv"); shutil.copy("sent.csv", "sent.xls"); shutil.copy("sent.csv", "sent")
def text(name, content, encoding="utf-8"):
    with open(name, "wb") as file: file.write(content.encode(encoding))
ticks = "时间\\t价格\\t数量\\n" + "".join(f"09:3{at}:00\\t{10 + at / 4}\\t{at * 100}\\n" for at in range(8))
text("ticks.xls", ticks, "gb18030"); text("ticks.dat", ticks); text("pipes.data", "id|price\\n1|2.5\\n2|3.5\\n"); text("list.xlsx", "id,price\\n1,2.5\\n2,3.5\\n")
text("semis.asc", "id;price\\n1;2.5\\n2;3.5\\n"); text("events.log", "id,price\\n1,2.5\\n2,3.5\\n"); text("words.log", "started\\nended\\n"); text("probe.dat", "  id   price  state\\n   1    2.5    ok\\n   2   30.5   bad\\n"); text("bare.asc", "1 2.5 7\\n2 3.5 8\\n3 4.5 9\\n"); text("prose.txt", "we went home\\nthey came later\\nnobody was there\\n")
cells = lambda *row: "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
rows = "".join(cells(f"2024-01-0{at}", f"{at * 100 + 0.5}", "A &amp; B") for at in range(1, 6))
text("bill.xls", "<html><head><meta charset='utf-8'></head><body><table>" + cells("Day", "price", "Who").replace("td", "th") + rows + "</table></body></html>")
text("office.xls", '<html xmlns:o="urn:schemas-microsoft-com:office:office">\\r\\n<table border=1><tr><td colspan=3>Bill</td></tr>\\r\\n' + cells("Day", "price", "Who") + rows + "</table></html>", "utf-16")
text("umlaut.html", '<!DOCTYPE html><meta charset="iso-8859-1"><p>Liste</p><TABLE><TR><TH>Straße</TH><TH>price</TH></TR><TR><TD>Höhe</TD><TD>2</TD></TR></TABLE>', "latin-1")
text("spans.xls", "<table><tr><th>a</th><th>b</th></tr><tr><td rowspan=2>1</td><td>x</td></tr><tr><td>y</td></tr></table>")
text("plain.html", "<html><body><h1>Nothing</h1></body></html>")
text("letter.md", "# a, b\\n\\nx, y\\n"); text("code.py", "a, b = 1, 2\\n")
text("rows.txt", '[{"id": 1, "price": 2.5}, {"id": 2, "price": 3.5}]')
table = "id,price\\n1,2.5\\n2,3.5\\n"
text("a.csv.gz", ""); open("a.csv.gz", "wb").write(gzip.compress(table.encode())); open("packed.csv", "wb").write(gzip.compress(table.replace(",", ";").encode()))
open("b.csv.bz2", "wb").write(bz2.compress(table.encode())); open("c.csv.xz", "wb").write(lzma.compress(table.encode()))
with zipfile.ZipFile("one.zip", "w") as made: made.writestr("deep/one.csv", table.replace(",", "\\t"))
with zipfile.ZipFile("two.zip", "w") as made: made.writestr("one.csv", table); made.writestr("two.csv", table)
df.to_parquet("p.dat"); df.to_feather("f.csv")
with sqlite3.connect("shop.db") as base:
    df.to_sql("order lines", base, index=False); df.head(2).to_sql("days", base, index=False)
OLE = b"\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1" + bytes(700)
def old(name, stream): open(name, "wb").write(OLE + stream.encode("utf-16-le") + bytes(200))
old("old.xls", "Workbook"); old("older.csv", "Book"); old("locked.xlsx", "EncryptedPackage")
text("excel2003.xls", '<?xml version="1.0"?>\\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>')
text("saved.xls", "MIME-Version: 1.0\\nContent-Type: multipart/related; boundary=x\\n")
with zipfile.ZipFile("calc.xlsx", "w") as made: made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet"); made.writestr("content.xml", "<x/>")
with zipfile.ZipFile("binary.xlsx", "w") as made: made.writestr("xl/workbook.bin", "x")
text("paper.csv", "%PDF-1.7\\n")
pass`;

beforeAll(async () => {
	await lab.sandbox.open(thread, signal);
	expect(await lab.run(thread, MAKE)).toMatchObject({ outcome: "ok" });
}, 120_000);

const profileOf = (name: string) => lab.sandbox.profile(thread, name, signal);

/** The call on the card, or the one that the name suggests. */
function callOf(name: string, profile: FileProfile): string {
	const call = /Read it with (.*)/.exec(profileText(name, 1000, profile))?.[1] ?? `pd.read_excel("${name}")`;
	return /\bdf = /.test(call) ? call : `df = ${call}`;
}

const TWO = ["id", "price"];
const READ: readonly [name: string, columns: string[], rows: number, price: number, call?: string][] = [
	["sent.csv", ["day", "price"], 12, 99, 'pd.read_excel("sent.csv")'],
	["sent.xls", ["day", "price"], 12, 99],
	["sent", ["day", "price"], 12, 99, 'pd.read_excel("sent")'],
	["pipes.data", TWO, 2, 6, 'pd.read_csv("pipes.data", sep="|")'],
	["list.xlsx", TWO, 2, 6, 'pd.read_csv("list.xlsx")'],
	["semis.asc", TWO, 2, 6],
	["events.log", TWO, 2, 6],
	["probe.dat", ["id", "price", "state"], 2, 33, 'pd.read_csv("probe.dat", sep=r"\\s+")'],
	["bill.xls", ["Day", "price", "Who"], 5, 1502.5],
	["office.xls", ["Day", "price", "Who"], 5, 1502.5],
	["umlaut.html", ["Straße", "price"], 1, 2],
	["rows.txt", TWO, 2, 6, 'pd.read_json("rows.txt")'],
	["a.csv.gz", TWO, 2, 6, 'pd.read_csv("a.csv.gz")'],
	["packed.csv", TWO, 2, 6, 'pd.read_csv("packed.csv", sep=";", compression="gzip")'],
	["b.csv.bz2", TWO, 2, 6],
	["c.csv.xz", TWO, 2, 6],
	["one.zip", TWO, 2, 6, 'pd.read_csv("one.zip", sep="\\t")'],
	["p.dat", ["day", "price"], 12, 99, 'pd.read_parquet("p.dat")'],
	["f.csv", ["day", "price"], 12, 99, 'pd.read_feather("f.csv")'],
	["shop.db", ["day", "price"], 12, 99],
];

it.each(READ)("%s is told for what it is and read as its card says", async (name, columns, rows, price, call) => {
	const profile = await profileOf(name);
	expect([profile.columns?.map((column) => column.name), profile.rows]).toEqual([columns, rows]);
	if (call !== undefined) expect(profileText(name, 1, profile)).toContain(`Read it with ${call}`);
	const run = await lab.run(
		thread,
		`import json\nimport pandas as pd\n${callOf(name, profile)}\nprint(json.dumps([list(df.columns), len(df), float(df["price"].sum())], ensure_ascii=False))`,
	);
	expect(JSON.parse(run.output)).toEqual([columns, rows, price]);
});

it.each([
	["ticks.xls", 'pd.read_csv("ticks.xls", sep="\\t", encoding="gb18030")'],
	["ticks.dat", 'pd.read_csv("ticks.dat", sep="\\t")'],
])("text with tabs in Chinese under the name %s is read with its delimiter and encoding", async (name, call) => {
	const profile = await profileOf(name);
	expect(profileText(name, 1, profile)).toContain(`Read it with ${call}`);
	const run = await lab.run(thread, `import pandas as pd\nprint(${call}["价格"].mean())`);
	expect(run.output.trim()).toBe("10.875");
});

it.each([
	["ticks.xls", "text, not a workbook, whatever its name says"],
	["bill.xls", "an HTML page with a table, not a workbook"],
	["spans.xls", "an HTML page with a table, not a workbook; save it as .xlsx or CSV and send that"],
	["plain.html", "an HTML page without a table"],
	["two.zip", 'an archive of 2 files ("one.csv", "two.csv"): import zipfile; zipfile.ZipFile("two.zip").extractall()'],
	["shop.db", 'another table "days" (2 rows; day, price)'],
	["words.log", "2 lines"],
	["prose.txt", "3 lines"],
	["bare.asc", "the first row looks like data, not like names: read_csv(..., header=None)"],
])("%s is said to be what it is", async (name, note) => {
	expect((await profileOf(name)).notes).toContain(note);
});

it.each(["letter.md", "code.py"])("%s is no table", async (name) => {
	expect(await profileOf(name)).toEqual({ format: name.split(".").at(-1), notes: [] });
});

/** A program as a model writes it by the file's name alone, as people get it after the pre-check. */
const MENDED: readonly [source: string, name: string, printed: string][] = [
	["df = pd.read_excel('bill.xls')\nprint(df['price'].sum())", "bill.xls", "1502.5"],
	["df = pd.read_html('bill.xls')[0]\nprint(df['price'].sum())", "bill.xls", "1502.5"],
	["df = pd.read_excel('office.xls', sheet_name=0)\nprint(df['price'].sum())", "office.xls", "1502.5"],
	["df = pd.read_excel('ticks.xls')\nprint(df['价格'].mean())", "ticks.xls", "10.875"],
	["df = pd.read_excel('list.xlsx', engine='openpyxl')\nprint(df['price'].sum())", "list.xlsx", "6.0"],
	["df = pd.read_csv('sent.csv', encoding='utf-8')\nprint(df['price'].sum())", "sent.csv", "99.0"],
	["df = pd.read_csv('p.dat', sep='|')\nprint(df['price'].sum())", "p.dat", "99.0"],
	["df = pd.read_csv('probe.dat')\nprint(df['price'].sum())", "probe.dat", "33.0"],
	["df = pd.read_csv('packed.csv')\nprint(df['price'].sum())", "packed.csv", "6.0"],
	["df = pd.read_csv('rows.txt')\nprint(df['price'].sum())", "rows.txt", "6.0"],
];

it.each(MENDED)(
	"a program that goes by the name is put right and comes to the right figure: %s",
	async (source, name, printed) => {
		const files = [{ name, profile: await profileOf(name) }];
		const program = `import pandas as pd\n${source}`;
		const mended = precheck({ language: "python", source: program, files, made: [], earlier: [] });
		expect(mended.faults).toEqual([]);
		expect(mended.mends).not.toEqual([]);
		expect(examine({ language: "python", source: mended.source, files: [name], earlier: [] })).toEqual([]);
		expect((await lab.run(thread, mended.source)).output.trim()).toBe(printed);
	},
);

const UNREAD: readonly [string, string][] = [
	["old.xls", "an old Excel workbook (97-2003), which cannot be read here; save it as .xlsx or CSV and send that"],
	["older.csv", "an old Excel workbook (97-2003), which cannot be read here; save it as .xlsx or CSV and send that"],
	["locked.xlsx", "protected by a password, which cannot be read here; save it without one and send that"],
	["excel2003.xls", "an Excel 2003 workbook in XML, which cannot be read here; save it as .xlsx or CSV and send that"],
	["saved.xls", "a web page saved as an archive, which cannot be read here; save it as .xlsx or CSV and send that"],
	["calc.xlsx", "an OpenDocument workbook (.ods), which cannot be read here; save it as .xlsx or CSV and send that"],
	["binary.xlsx", "a binary Excel workbook (.xlsb), which cannot be read here; save it as .xlsx or CSV and send that"],
	["paper.csv", "a PDF, which cannot be read here; send its table as .xlsx or CSV"],
];

it.each(UNREAD)("what nothing here reads is said, and what to do: %s", async (name, unread) => {
	expect(await profileOf(name)).toMatchObject({ unread, notes: [] });
});

const FAILED: readonly [source: string, told: string][] = [
	["pd.read_excel('old.xls')", `old.xls is ${UNREAD[0]?.[1]}.`],
	["pd.read_excel('locked.xlsx')", `locked.xlsx is ${UNREAD[2]?.[1]}.`],
	["pd.read_excel('calc.xlsx')", `calc.xlsx is ${UNREAD[5]?.[1]}.`],
	["pd.read_csv('older.csv')", `older.csv is ${UNREAD[1]?.[1]}.`],
	["pd.read_excel('ticks.xls')", 'Read it with pd.read_csv("ticks.xls", sep="\\t", encoding="gb18030").'],
	["pd.read_excel('list.xlsx', engine='openpyxl')", 'Read it with pd.read_csv("list.xlsx").'],
	[
		"pd.read_excel('bill.xls')",
		"bill.xls is an HTML page, whatever its name says.\nRead it with the code on its card.",
	],
	["pd.read_html('bill.xls')", "bill.xls is an HTML page"],
	[
		"pd.read_csv('sent.csv')",
		'sent.csv is a workbook, whatever its name says.\nRead it with pd.read_excel("sent.csv").',
	],
	["path = 'sent.csv'\npd.read_csv(path)", "sent.csv is a workbook"],
	[
		"pd.read_csv('packed.csv')",
		'packed.csv is packed by gzip.\nRead it with pd.read_csv("packed.csv", compression="gzip").',
	],
	["pd.read_parquet('list.xlsx')", 'Read it with pd.read_csv("list.xlsx").'],
	["pd.read_html('<table></table>')", "is not installed here, and nothing can be installed"],
];

describe("a call that failed on such a file", () => {
	it.each(FAILED)("%s", async (source, told) => {
		const { error } = await lab.run(thread, `import pandas as pd\n${source}`);
		const all = [error?.cause ?? "", ...(error?.facts ?? [])].join("\n");
		expect(all).toContain(told);
		expect(all).not.toMatch(/\bpip\b|conda/);
	});
});
