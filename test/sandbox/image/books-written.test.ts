// Workbooks that programs write: what is left plain gets widths, formats and a header, what the program formatted stays, values always do.

import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ memoryBytes: 1024 ** 3, runTimeoutMs: 90_000 });
const thread = "slack:T:C:written-books";
const START = `import datetime, json, openpyxl, pandas as pd
from openpyxl.styles import Font
df = pd.DataFrame({"month": pd.to_datetime(["2024-01-01", "2024-02-01"]), "地区": ["华东地区的很多门店", "East"], "amount": [1234.5, 99999.25],
    "orders": [1, 2000], "order id": [123456, 123457], "share": [0.1234, 0.5], "tiny": [1e-9, 0.5], "year": [2023, 2024],
    "at": pd.to_datetime(["2024-01-01 10:30", "2024-02-01 00:00"])})
`;
/** Of each sheet: where it is frozen, the widths of its columns, and each cell as value, format and whether it is bold. */
const LOOK = `
def look(name):
    return {s.title: {"frozen": s.freeze_panes, "widths": {k: v.width for k, v in s.column_dimensions.items()},
        "cells": [[[str(c.value), c.number_format, bool(c.font.b)] for c in r] for r in s.iter_rows()]} for s in openpyxl.load_workbook(name)}
`;
const sheet = z.object({
	frozen: z.string().nullable(),
	widths: z.record(z.string(), z.number()),
	cells: z.array(z.array(z.tuple([z.string(), z.string(), z.boolean()]))),
});

async function written(source: string, name: string) {
	const run = await lab.run(thread, `${START}${LOOK}${source}\nprint(json.dumps(look("${name}")))`);
	expect(run.error?.trace ?? "").toBe("");
	return z.record(z.string(), sheet).parse(JSON.parse(run.output));
}

beforeAll(() => lab.sandbox.open(thread, new AbortController().signal), 120_000);

it("a frame gets a bold header that stays in view, widths, and numbers and dates as people write them", async () => {
	const { Sheet1: found } = await written(`df.to_excel("plain.xlsx", index=False)`, "plain.xlsx");
	expect(found?.frozen).toBe("A2");
	expect(found?.cells[0]?.every(([, , bold]) => bold)).toBe(true);
	expect(found?.cells[1]?.map(([, format]) => format)).toEqual([
		...["yyyy-mm-dd", "General", "#,##0.00", "#,##0", "General", "#,##0.0000", "General", "General"],
		"yyyy-mm-dd hh:mm",
	]);
	expect(found?.widths).toMatchObject({ A: 12, B: 20, C: 11, D: 8, I: 18 });
});

it("values are those of the frame, to the last digit", async () => {
	const run = await lab.run(
		thread,
		`${START}df.to_excel("same.xlsx", index=False)\npd.testing.assert_frame_equal(pd.read_excel("same.xlsx"), df, check_dtype=False, check_exact=True)\nprint("same")`,
	);
	expect(run.output).toBe("same\n");
});

it("each sheet of a workbook is formatted, levels of columns and titles above the table included", async () => {
	const book = await written(
		`with pd.ExcelWriter("many.xlsx") as out:
    df.to_excel(out, sheet_name="rows")
    df.pivot_table(index="地区", columns="year", values=["amount", "orders"]).to_excel(out, sheet_name="wide")
    df[["地区", "amount"]].to_excel(out, sheet_name="titled", startrow=2, index=False)
    out.sheets["titled"]["A1"] = "Report"`,
		"many.xlsx",
	);
	expect(Object.values(book).map(({ frozen }) => frozen)).toEqual(["A2", "A4", "A4"]);
	expect(book.titled?.cells[0]?.[0]).toEqual(["Report", "General", false]);
	expect(book.titled?.cells[3]?.[1]).toEqual(["1234.5", "#,##0.00", false]);
});

it("what a program writes cell by cell is formatted, too", async () => {
	const { Sheet: found } = await written(
		`w = openpyxl.Workbook(); s = w.active\nfor row in (["city", "sum"], ["Riga", 12345678.5]): s.append(row)\nw.save("cells.xlsx")`,
		"cells.xlsx",
	);
	expect(found).toMatchObject({ frozen: "A2", widths: { B: 15 } });
});

it.each([
	["a width", 'out.sheets["a"].column_dimensions["A"].width = 30'],
	["a font", 'out.sheets["a"]["A1"].font = Font(italic=True)'],
	["a format", 'out.sheets["a"]["B2"].number_format = "0.0"'],
	["a frozen row", 'out.sheets["a"].freeze_panes = "B2"'],
])("a workbook in which the program set %s stays as it wrote it, with all its sheets", async (_, set) => {
	const book = await written(
		`with pd.ExcelWriter("own.xlsx") as out:
    df[["地区", "amount"]].to_excel(out, sheet_name="a", index=False)
    df[["地区", "amount"]].to_excel(out, sheet_name="b", index=False)
    ${set}`,
		"own.xlsx",
	);
	expect(book.b).toMatchObject({ frozen: null, widths: {} });
	expect(book.b?.cells.flat().every(([, format, bold]) => format === "General" && !bold)).toBe(true);
	expect(book.a?.cells[2]?.[1]?.[1]).toBe("General");
});

it("a workbook that was read is written again as it was", async () => {
	const book = await written(
		`import zipfile, io
w = openpyxl.Workbook(write_only=True); s = w.create_sheet("data")
for row in (["city", "sum"], ["Riga", 1234.5]): s.append(row)
w.save("theirs.xlsx")
w = openpyxl.load_workbook("theirs.xlsx"); w["data"]["B2"] = 99999.5; w.save("theirs.xlsx")`,
		"theirs.xlsx",
	);
	expect(book.data).toMatchObject({ frozen: null, widths: {} });
	expect(book.data?.cells[1]?.[1]).toEqual(["99999.5", "General", false]);
});

it("what cannot be formatted is written nevertheless, and nothing is said to have been replaced", async () => {
	const run = await lab.run(
		thread,
		`${START}
w = openpyxl.Workbook(); s = w.active
s.append(["n"]); s.append([float("inf")]); s.append([float("nan")]); w.create_chartsheet("c"); w.save("odd.xlsx")
openpyxl.Workbook().save("empty.xlsx")
import threadloop_books
threadloop_books._format = None
df.to_excel("broken.xlsx"); print(len(pd.read_excel("broken.xlsx")))`,
	);
	expect(run).toMatchObject({ outcome: "ok", output: "2\n" });
	expect((run.standing ?? []).filter((one) => one.includes("openpyxl"))).toEqual([]);
});
