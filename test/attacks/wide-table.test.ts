// A table that is wider than what is read of it at first is told with its true columns, or with the reason why not.

import { expect, it } from "vitest";
import { openLab } from "../sandbox/abuse/lab.ts";
import { profileOf } from "../sandbox/image/profile-of.ts";

const lab = openLab({ memoryBytes: 1024 ** 3 });
const thread = "slack:T:C:wide";
const profiled = (content: string | Uint8Array) => profileOf(lab, thread, "wide.csv", content);

const names = (many: number) => Array.from({ length: many }, (_, at) => `c${at}`).join(",");
const row = (many: number, value: string) => Array(many).fill(value).join(",");

it("100,000 columns are told as 100,000, with no row too long and no name twice (D21)", async () => {
	const profile = await profiled(`${names(100_000)}\n${row(100_000, "1")}\n${row(100_000, "2")}\n`);
	expect(profile).toMatchObject({ format: "csv", rows: 2, notes: ["100000 columns, the first 200 are listed"] });
	expect(profile.columns?.at(199)?.name).toBe("c199");
});

it("a header that fills what is read at first leaves no row that looks cut", async () => {
	const lines = Array.from({ length: 40 }, (_, at) => row(10_000, String(at % 10)));
	const profile = await profiled(`${names(10_000)}\n${lines.join("\n")}\n`);
	expect(profile.rows).toBe(40);
	expect(profile.notes.filter((note) => /field|twice|header/.test(note))).toEqual([]);
});

it("names of 5,000 letters and line breaks inside quoted names are read whole", async () => {
	const header = Array.from({ length: 100 }, (_, at) => `"${at} ${"x".repeat(5000)}\nmore"`).join(",");
	const profile = await profiled(`${header}\n${row(100, "1")}\n${row(100, "2")}\n`);
	expect(profile.rows).toBe(2);
	expect(profile.columns).toHaveLength(100);
	expect(profile.notes.filter((note) => /field|twice|columns,/.test(note))).toEqual([]);
});

it("so is a wide header in UTF-16", async () => {
	const profile = await profiled(
		Buffer.from(`\ufeff${names(60_000)}\n${row(60_000, "1")}\n${row(60_000, "2")}\n`, "utf16le"),
	);
	expect(profile).toMatchObject({ rows: 2, encoding: "utf-16", notes: ["60000 columns, the first 200 are listed"] });
});

it("a header of many megabytes is not counted, which is said", async () => {
	const profile = await profiled(`${names(1_000_000)}\n1\n`);
	expect(profile.columns).toBeUndefined();
	expect(profile.notes).toEqual(["its header is longer than 4 MB, so its columns were not counted"]);
});

it("a cell with line breaks where reading stops is not told as a row with too few fields", async () => {
	const cell = `"${"text\n".repeat(40)}end"`;
	const profile = await profiled(`a,b,c\n${Array.from({ length: 50_000 }, (_, at) => `${at},${cell},x`).join("\n")}\n`);
	expect(profile.notes.filter((note) => /fewer fields/.test(note))).toEqual([]);
});
