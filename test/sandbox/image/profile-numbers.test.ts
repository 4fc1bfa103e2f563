// What the profile of a file says of its numbers, and whether its code gives the right ones.

import { expect, it } from "vitest";
import type { FileProfile } from "../../../src/core/domain.ts";
import { openLab } from "../abuse/lab.ts";
import { profileOf } from "./profile-of.ts";
import { WRITTEN } from "./written-numbers.ts";

const lab = openLab();
const thread = "slack:T:C:numbers";

const table = (cells: readonly string[], name = "x") =>
	`n,${name}\n${cells.map((cell, at) => `${at},"${cell}"\n`).join("")}`;

const codeOf = ({ columns = [] }: FileProfile) =>
	columns[1]?.notes?.flatMap((note) => note.split(/: (?=pd\.)/).slice(1)).at(0);

/** The column as it is after reading it as the profile says, and running the code it proposes, if any. */
async function made(content: string, card: FileProfile, code: string | undefined): Promise<unknown> {
	const options = { sep: card.delimiter, decimal: card.decimal, thousands: card.thousands };
	const given = Object.entries(options).flatMap(([name, mark]) => (mark === undefined ? [] : [`, ${name}="${mark}"`]));
	const { output } = await lab.run(
		thread,
		`import io, pandas as pd
df = pd.read_csv(io.StringIO(${JSON.stringify(content)})${given.join("")})
print((${code ?? 'df["x"]'}).to_json(orient="values", double_precision=10))`,
	);
	return JSON.parse(output);
}

it.each(WRITTEN)("numbers with $of come out right, or no code is proposed", async ({ cells, worth }) => {
	const content = table(cells);
	const card = await profileOf(lab, thread, "n.csv", content);
	const code = codeOf(card);
	if (worth === undefined) expect(code).toBeUndefined();
	else expect(await made(content, card, code)).toEqual(worth);
});

const notesOf = async (cells: readonly string[]) =>
	(await profileOf(lab, thread, "n.csv", table(cells))).columns?.[1]?.notes ?? [];

it("units that multiply are named, with the number of cells that come out", async () => {
	const [size, words] = await notesOf(["19M", "201k", "8.7M", "Varies with device", "512k"]);
	expect(size).toMatch(/^numbers with M and k in 4 of 5, which multiply, like "19M": pd\./);
	expect(words).toBe('"Varies with device" in 1 among numbers');
});

it("what must not be added up is said", async () => {
	expect(await notesOf(["5 pcs", "3 boxes", "7 pcs"])).toEqual([
		'different units (pcs and boxes), not to be added up, like "5 pcs"',
	]);
	expect((await notesOf(["$5", "€3"]))[0]).toMatch(/^currency signs of 2 currencies, not to be added up, like "\$5": /);
	expect(await notesOf(["5m", "3m"])).toEqual(['units that may multiply (m) like "5m"']);
});

it("the range of a column is in plain numbers, its sign and scale kept", async () => {
	const card = await profileOf(lab, thread, "n.csv", table(["¥1,434.05", "−1.14万", "300"]));
	expect(card.columns?.[1]?.range).toEqual(["-11400", "1434"]);
});

it("a typographic minus in a file with semicolons and decimal commas keeps its sign", async () => {
	const content =
		"datum;x\n2025-01-11;1,50\n2025-02-12;2,00\n2025-03-13;−3,50\n2025-04-14;10,99\n2025-05-15;−0,50\n2025-06-16;−1200,25\n";
	const card = await profileOf(lab, thread, "belopp.csv", content);
	const code = codeOf(card);
	expect(code).toContain('.str.replace("−", "-")');
	expect(await made(content, card, code)).toEqual([1.5, 2, -3.5, 10.99, -0.5, -1200.25]);
});

it("a mark that reading takes away is not taken from a column where it means something else", async () => {
	const price = table(["1,234", "2,345", "22,345"], "price");
	expect((await profileOf(lab, thread, "p.csv", price)).thousands).toBe(",");
	const lists = 'rooms,price\n"1,2,3","1,234"\n"2,3","2,345"\n"4,5","22,345"\n';
	expect((await profileOf(lab, thread, "l.csv", lists)).thousands).toBeUndefined();
	const halves = 'size,price\n"1,5","1,234"\n"2,5","2,345"\n"3,5","22,345"\n';
	expect((await profileOf(lab, thread, "h.csv", halves)).thousands).toBeUndefined();
});

const IDS = `post_id,reply_to,likes
1582218195625938945,1577134800018226901,1
1582218195625938946,,2
1582218195625938947,1577134800018226902,3
1582218195625938948,1577134800018226903,4
1582218195625938949,,5
1582218195625938950,1577134800018226904,6
`;

it("long ids are to be read as text, and are shown with all their digits", async () => {
	const card = await profileOf(lab, thread, "ids.csv", IDS);
	const [post, reply] = card.columns ?? [];
	expect(card.notes).toEqual([
		'ids of 16 digits and more, which numbers may round: read_csv(..., dtype={"post_id": str, "reply_to": str})',
	]);
	expect([post?.range, reply?.range]).toEqual([undefined, undefined]);
	expect(reply).toMatchObject({ nulls: 2, notes: ["ids of 19 digits, to be kept as text"] });
	const shown = [...(post?.samples ?? []), ...(reply?.samples ?? [])];
	expect(shown.filter((id) => !IDS.includes(id))).toEqual([]);
});

it.each([
	["above what a whole number holds", ["18446744073709551617", "18446744073709551618"], "ids of 20 digits"],
	["with a point and a zero", ["1577134800018226901.0", "1577134800018226903.0"], "ids of 19 digits"],
	["of 16 digits", ["4539148803436467", "4539148803436468"], "ids of 16 digits"],
	["that Excel has cut", ["1.57713E+18", "1.57714E+18", "1.57713E+18"], "digits are lost in numbers like"],
])("ids %s are told as such", async (_, cells, note) => {
	expect((await notesOf(cells))[0]).toContain(note);
});

it("ids in a workbook, in Parquet and in JSON are told with what keeps them", async () => {
	const { outcome } = await lab.run(
		thread,
		`import pandas as pd, pyarrow as pa, pyarrow.parquet as pq
ids = ["1577134800018226901", "1577134800018226902"]
pd.DataFrame({"id": ids}).to_excel("ids.xlsx", index=False)
pq.write_table(pa.table({"id": [int(ids[0]), None]}), "ids.parquet")
open("ids.json", "w").write('[{"id": 1577134800018226901}, {"id": null}]')`,
	);
	expect(outcome).toBe("ok");
	const calls = {
		"ids.xlsx": 'read_excel(..., dtype={"id": str})',
		"ids.parquet": "dtype_backend=",
		"ids.json": "dtype=object",
	};
	for (const [name, call] of Object.entries(calls)) {
		const card = await lab.sandbox.profile(thread, name, new AbortController().signal);
		expect(card.notes.join()).toContain(call);
		expect(card.columns?.[0]).toMatchObject({ samples: expect.arrayContaining(["1577134800018226901"]) });
	}
});

it("numbers among text in a workbook are kept by its code", async () => {
	await lab.run(
		thread,
		'import pandas as pd\npd.DataFrame({"n": [1, 2], "x": [5, "1.2k"]}).to_excel("mixed.xlsx", index=False)',
	);
	const card = await lab.sandbox.profile(thread, "mixed.xlsx", new AbortController().signal);
	const run = await lab.run(thread, `df = pd.read_excel("mixed.xlsx")\nprint((${codeOf(card)}).tolist())`);
	expect(run.output).toBe("[5.0, 1200.0]\n");
});

it("a large column of money is looked into within the time for a file", { timeout: 60_000 }, async () => {
	const rows = Array.from({ length: 200_000 }, (_, at) => `${at},"−$${(at * 7.31).toFixed(2)}"`);
	const card = await profileOf(lab, thread, "large.csv", `n,x\n${rows.join("\n")}\n`);
	expect(card.rows).toBe(200_000);
	expect(codeOf(card)).toContain('.str.replace("−", "-")');
});
