// Attacks with uploads of a few megabytes that unpack to a gigabyte and more: the file is told, the thread stays, others are served.

import { randomUUID } from "node:crypto";
import { constants, crc32, deflateRawSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { never, type Stand, stand } from "../sandbox/stand.ts";

const MEGABYTE = 1024 ** 2;
const TIMES = 1500;

interface Entry {
	readonly name: string;
	readonly packed: Buffer;
	readonly size: number;
	readonly crc: number;
}

const packed = (bytes: Buffer, finish: number = constants.Z_FINISH) =>
	deflateRawSync(bytes, { finishFlush: finish, level: 9 });

function plain(name: string, text: string): Entry {
	const bytes = Buffer.from(text);
	return { name, packed: packed(bytes), size: bytes.length, crc: crc32(bytes) };
}

/** One block, packed once and repeated: what it unpacks to never lies in memory here. */
function repeated(name: string, [head, block, tail]: readonly [string, Buffer, string]): Entry {
	const one = packed(block, constants.Z_FULL_FLUSH);
	const parts = [
		packed(Buffer.from(head), constants.Z_FULL_FLUSH),
		...Array(TIMES).fill(one),
		packed(Buffer.from(tail)),
	];
	let crc = crc32(Buffer.from(head));
	for (let at = 0; at < TIMES; at++) crc = crc32(block, crc);
	crc = crc32(Buffer.from(tail), crc);
	return { name, packed: Buffer.concat(parts), size: head.length + TIMES * block.length + tail.length, crc };
}

/** A zip file with these entries, whose sizes are told as they are. */
function zip(entries: readonly Entry[]): Buffer {
	const local: Buffer[] = [];
	const central: Buffer[] = [];
	let offset = 0;
	for (const { name, packed: bytes, size, crc } of entries) {
		const common = Buffer.alloc(26);
		common.writeUInt16LE(20, 0);
		common.writeUInt16LE(8, 4);
		common.writeUInt32LE(crc, 10);
		common.writeUInt32LE(bytes.length, 14);
		common.writeUInt32LE(size, 18);
		common.writeUInt16LE(name.length, 22);
		local.push(Buffer.from("PK\u0003\u0004"), common, Buffer.from(name), bytes);
		const rest = Buffer.alloc(14);
		rest.writeUInt32LE(offset, 10);
		central.push(Buffer.from("PK\u0001\u0002\u0014\u0000"), common, rest, Buffer.from(name));
		offset += 30 + name.length + bytes.length;
	}
	const directory = Buffer.concat(central);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(entries.length, 4);
	end.writeUInt16LE(entries.length, 6);
	end.writeUInt32LE(directory.length, 8);
	end.writeUInt32LE(offset, 12);
	return Buffer.concat([...local, directory, Buffer.from("PK\u0005\u0006"), end]);
}

const row = "<row><c><v>1</v></c><c><v>2</v></c></row>";
const OFFICE = "http://schemas.openxmlformats.org";
const workbook = () =>
	zip([
		plain(
			"[Content_Types].xml",
			`<Types xmlns="${OFFICE}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		),
		plain(
			"_rels/.rels",
			`<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		),
		plain(
			"xl/workbook.xml",
			`<workbook xmlns="${OFFICE}/spreadsheetml/2006/main" xmlns:r="${OFFICE}/officeDocument/2006/relationships"><sheets><sheet name="one" sheetId="1" r:id="r1"/></sheets></workbook>`,
		),
		plain(
			"xl/_rels/workbook.xml.rels",
			`<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		),
		repeated("xl/worksheets/sheet1.xml", [
			`<worksheet xmlns="${OFFICE}/spreadsheetml/2006/main"><sheetData>`,
			Buffer.from(row.repeat(Math.floor(MEGABYTE / row.length))),
			"</sheetData></worksheet>",
		]),
	]);

const bombs: readonly (readonly [name: string, make: () => Buffer])[] = [
	["book.xlsx", workbook],
	["data.csv.gz", () => Buffer.concat(Array(TIMES).fill(gzipSync(Buffer.alloc(MEGABYTE, "1,2\n"), { level: 9 })))],
	["archive.zip", () => zip([repeated("data.csv", ["a,b\n", Buffer.alloc(MEGABYTE, "1,2\n"), "3,4\n"])])],
];

async function upload({ sandbox }: Stand, thread: string, name: string, bytes: Buffer) {
	const file = { id: randomUUID(), name, size: bytes.length, source: "" };
	return sandbox.put(
		thread,
		file,
		(async function* () {
			yield bytes;
		})(),
		never,
	);
}

test.each(bombs)(
	"an upload %s that unpacks to 1.5 GB is told and takes neither thread nor bot with it (S11)",
	async (name, make) => {
		const it = await stand();
		const [thread, other] = ["slack:T:C:bomb", "slack:T:C:other"];
		await it.run(thread, "kept = 1");
		await it.run(other, "kept = 2");
		const bytes = make();
		expect(bytes.length).toBeLessThan(20 * MEGABYTE);
		const before = process.memoryUsage().rss;
		const stored = await upload(it, thread, name, bytes);
		let told = false;
		const card = it.sandbox.profile(thread, stored, never).finally(() => {
			told = true;
		});
		// Whoever talks elsewhere is answered while the file is looked at.
		do expect((await it.run(other, "print(kept)")).output).toBe("2\n");
		while (!told);
		const { rows, notes } = await card;
		// Rows of a sheet are counted without unpacking it into memory.
		expect([...notes, `${rows} rows`].join()).toMatch(/only its first 64 MB were looked into|could not be|\d{8} rows/);
		expect(process.memoryUsage().rss - before).toBeLessThan(200 * MEGABYTE);
		expect(await it.run(thread, "print(kept)")).toMatchObject({ outcome: "ok", output: "1\n", variablesKept: true });
		const eager = await it.run(
			thread,
			`import pandas as pd\nprint(len(pd.read_csv("${stored}", compression="infer")))`,
		);
		expect(["ok", "failed", "out_of_memory", "timed_out"]).toContain(eager.outcome);
		expect(await it.run(thread, "print('on')")).toMatchObject({ outcome: "ok", output: "on\n" });
	},
);
