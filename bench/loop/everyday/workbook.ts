// Workbooks as small as Excel accepts them: sheets of text and numbers, merged cells, the parts stored in a zip without compression.

import { crc32 } from "node:zlib";

/** `null` is an empty cell. */
export type Cell = string | number | null;

export interface Sheet {
	readonly name: string;
	readonly rows: readonly (readonly Cell[])[];
	/** Ranges such as `A1:D1`. */
	readonly merged?: readonly string[];
}

export function workbook(sheets: readonly Sheet[]): Buffer {
	const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
	const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
	const pack = "http://schemas.openxmlformats.org/package/2006";
	const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
	const each = (write: (sheet: Sheet, number: number) => string) =>
		sheets.map((sheet, index) => write(sheet, index + 1)).join("");
	return zip([
		[
			"[Content_Types].xml",
			`${head}<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>${each((_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${kind}.worksheet+xml"/>`)}</Types>`,
		],
		[
			"_rels/.rels",
			`${head}<Relationships xmlns="${pack}/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		],
		[
			"xl/workbook.xml",
			`${head}<workbook xmlns="${main}" xmlns:r="${rel}"><sheets>${each(({ name }, n) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
		],
		[
			"xl/_rels/workbook.xml.rels",
			`${head}<Relationships xmlns="${pack}/relationships">${each((_, n) => `<Relationship Id="rId${n}" Type="${rel}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
		],
		...sheets.map(
			(sheet, index) =>
				[
					`xl/worksheets/sheet${index + 1}.xml`,
					`${head}<worksheet xmlns="${main}">${inside(sheet)}</worksheet>`,
				] as const,
		),
	]);
}

function inside({ rows, merged = [] }: Sheet): string {
	const lines = rows.map((cells, row) => {
		const written = cells.map((cell, column) => cellOf(cell, `${String.fromCharCode(65 + column)}${row + 1}`));
		return `<row r="${row + 1}">${written.join("")}</row>`;
	});
	const merges = merged.map((range) => `<mergeCell ref="${range}"/>`).join("");
	return `<sheetData>${lines.join("")}</sheetData>${merges === "" ? "" : `<mergeCells>${merges}</mergeCells>`}`;
}

function cellOf(cell: Cell, at: string): string {
	if (cell === null) return "";
	if (typeof cell === "number") return `<c r="${at}"><v>${cell}</v></c>`;
	return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function zip(parts: readonly (readonly [name: string, text: string])[]): Buffer {
	const bodies: Buffer[] = [];
	const entries: Buffer[] = [];
	let at = 0;
	for (const [name, text] of parts) {
		const [path, body] = [Buffer.from(name), Buffer.from(text)];
		// Version 2.0, no flags, stored, 1 January 1980.
		const about = Buffer.alloc(26);
		about.writeUInt16LE(20, 0);
		about.writeUInt16LE(0x21, 8);
		about.writeUInt32LE(crc32(body), 10);
		about.writeUInt32LE(body.length, 14);
		about.writeUInt32LE(body.length, 18);
		about.writeUInt16LE(path.length, 22);
		const local = Buffer.concat([Buffer.from("PK\x03\x04"), about, path, body]);
		const rest = Buffer.alloc(14);
		rest.writeUInt32LE(at, 10);
		entries.push(Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), about, rest, path]));
		bodies.push(local);
		at += local.length;
	}
	const directory = Buffer.concat(entries);
	const end = Buffer.alloc(22);
	end.write("PK\x05\x06", "latin1");
	end.writeUInt16LE(parts.length, 8);
	end.writeUInt16LE(parts.length, 10);
	end.writeUInt32LE(directory.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...bodies, directory, end]);
}
