// What the kernel says it saw is hostile: cut to size, a part of another shape left out, and the Run told all the same.

import { expect, it } from "vitest";
import { parseEvent } from "../../../src/sandbox/channel/protocol.ts";

function seenIn(seen: unknown) {
	const rest = { generation: "g.1", output: "", durationMs: 1, figures: [], notes: [], variablesKept: true };
	const event = parseEvent(JSON.stringify({ t: "done", seq: 1, id: "r", outcome: "ok", seen, ...rest }));
	if (event?.t !== "done") throw new Error("the Run is not told");
	return event.seen;
}

const level = { name: "city", kind: "text", distinct: 2, first: "Oslo", last: "Rome" };
const table = { rows: 2, columns: ["amount"], index: [level], shownRows: 2 };
const axes = { kinds: ["bar"], series: 1, points: 2, title: "", x: "", y: "", ticks: [], faults: [] };
const rows = { file: "a.csv", read: 9, left: [{ line: 2, rows: 1, why: "without amount" }], used: 8 };

it("takes what was seen as it is", () => {
	const seen = {
		tables: [table, { ...table, file: "table-1.csv" }],
		figures: [{ file: "figure-1.png", axes: [axes] }],
		rows: [rows],
		doubts: ["amount is text."],
		ties: [{ same: 3, shown: 1, last: true }],
	};
	expect(seenIn(seen)).toEqual(seen);
});

it.each([
	[{ tables: [{ ...table, rows: -1 }] }],
	[{ tables: [{ ...table, file: "../../etc/passwd" }] }],
	[{ tables: [{ ...table, index: [{ ...level, kind: "other" }] }] }],
	[{ tables: { 0: table } }],
	[{ figures: [{ axes: [{ ...axes, kinds: ["hologram"] }] }] }],
	[{ rows: [{ ...rows, left: [{ line: 0, rows: 1, why: "" }] }] }],
	[{ doubts: "all of it" }],
	["tables"],
	[null],
	[[]],
])("tells the Run without what has another shape, and with the rest: %j", (seen) => {
	expect(seenIn(seen)).toEqual({});
	const others = Object.keys(seen ?? {}).length === 1 && !("doubts" in (seen as object));
	if (others) expect(seenIn({ ...(seen as object), doubts: ["kept"] })).toEqual({ doubts: ["kept"] });
});

const cells = { head: ["city", "n"], rows: [["Oslo", "1"]], kinds: ["label", "number"], levels: 1, lines: 1 };

it("takes the cells of a table as they are", () => {
	expect(seenIn({ tables: [{ ...table, cells }] })).toEqual({ tables: [{ ...table, cells }] });
});

it.each([
	["a row of another length", { ...cells, rows: [["Oslo"]] }],
	["more columns than a chat shows", { ...cells, head: Array(21).fill("a") }],
	["more rows than a chat shows", { ...cells, rows: Array(101).fill(["a", "1"]) }],
	["a kind that nobody knows", { ...cells, kinds: ["label", "link"] }],
	["no cells at all", "cells"],
])("tells of the table without its cells where they have %s", (_, wrong) => {
	expect(seenIn({ tables: [{ ...table, cells: wrong }] })).toEqual({ tables: [table] });
});

it("cuts what is too much, and takes out what would trick a reader", () => {
	const long = "x".repeat(500);
	const seen = seenIn({
		tables: Array(50).fill({ ...table, columns: Array(500).fill(long), index: Array(9).fill(level) }),
		rows: Array(50).fill({ ...rows, file: "a\n\u202e.csv" }),
		doubts: Array(50).fill(long),
	});
	expect(seen?.tables).toHaveLength(10);
	expect(seen?.tables?.[0]?.columns).toHaveLength(60);
	expect(seen?.tables?.[0]?.columns[0]).toHaveLength(80);
	expect(seen?.tables?.[0]?.index).toHaveLength(4);
	expect(seen?.rows?.[0]?.file).toBe("a .csv");
	expect(seen?.doubts).toHaveLength(8);
});
