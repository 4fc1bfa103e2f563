// A table that is wider than what is read of it at first is told with its true columns, or with the reason why not.

import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { FileProfile } from "../../src/core/domain.ts";
import { openLab } from "../sandbox/abuse/lab.ts";

const lab = openLab({ memoryBytes: 1024 ** 3 });
const thread = "slack:T:C:wide";
const signal = new AbortController().signal;

async function cardOf(content: string | Uint8Array): Promise<FileProfile> {
	const bytes = typeof content === "string" ? Buffer.from(content) : content;
	const file = { id: randomUUID(), name: `${randomUUID().slice(0, 8)}.csv`, size: bytes.length, source: "" };
	const one = async function* () {
		yield bytes;
	};
	await lab.sandbox.open(thread, signal);
	return await lab.sandbox.profile(thread, await lab.sandbox.put(thread, file, one(), signal), signal);
}

const names = (many: number) => Array.from({ length: many }, (_, at) => `c${at}`).join(",");
const row = (many: number, value: string) => Array(many).fill(value).join(",");

it("100,000 columns are told as 100,000, with no row too long and no name twice (D21)", async () => {
	const card = await cardOf(`${names(100_000)}\n${row(100_000, "1")}\n${row(100_000, "2")}\n`);
	expect(card).toMatchObject({ format: "csv", rows: 2, notes: ["100000 columns, the first 200 are listed"] });
	expect(card.columns?.at(199)?.name).toBe("c199");
});

it("a header that fills what is read at first leaves no row that looks cut", async () => {
	const lines = Array.from({ length: 40 }, (_, at) => row(10_000, String(at % 10)));
	const card = await cardOf(`${names(10_000)}\n${lines.join("\n")}\n`);
	expect(card.rows).toBe(40);
	expect(card.notes.filter((note) => /field|twice|header/.test(note))).toEqual([]);
});

it("names of 5,000 letters and line breaks inside quoted names are read whole", async () => {
	const header = Array.from({ length: 100 }, (_, at) => `"${at} ${"x".repeat(5000)}\nmore"`).join(",");
	const card = await cardOf(`${header}\n${row(100, "1")}\n${row(100, "2")}\n`);
	expect(card.rows).toBe(2);
	expect(card.columns).toHaveLength(100);
	expect(card.notes.filter((note) => /field|twice|columns,/.test(note))).toEqual([]);
});

it("so is a wide header in UTF-16", async () => {
	const card = await cardOf(
		Buffer.from(`\ufeff${names(60_000)}\n${row(60_000, "1")}\n${row(60_000, "2")}\n`, "utf16le"),
	);
	expect(card).toMatchObject({ rows: 2, encoding: "utf-16", notes: ["60000 columns, the first 200 are listed"] });
});

it("a header of many megabytes is not counted, which is said", async () => {
	const card = await cardOf(`${names(1_000_000)}\n1\n`);
	expect(card.columns).toBeUndefined();
	expect(card.notes).toEqual(["its header is longer than 4 MB, so its columns were not counted"]);
});

it("a cell with line breaks where reading stops is not told as a row with too few fields", async () => {
	const cell = `"${"text\n".repeat(40)}end"`;
	const card = await cardOf(`a,b,c\n${Array.from({ length: 50_000 }, (_, at) => `${at},${cell},x`).join("\n")}\n`);
	expect(card.notes.filter((note) => /fewer fields/.test(note))).toEqual([]);
});
