// Old encodings, which Node reads and does not write: its own decoder turned round.

export type Encoding = "utf-8" | "utf-8-sig" | "cp1252" | "gb18030" | "cp932";

const LABELS = { cp1252: "windows-1252", gb18030: "gb18030", cp932: "shift_jis" } as const;
const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

export function encode(text: string, encoding: Encoding): Buffer {
	if (encoding === "utf-8") return Buffer.from(text, "utf8");
	if (encoding === "utf-8-sig") return Buffer.from(`\ufeff${text}`, "utf8");
	const table = tableOf(encoding);
	return Buffer.from(
		[...text].flatMap((letter) => {
			const bytes = table.get(letter);
			if (bytes === undefined) throw new Error(`${letter} is not in ${encoding}`);
			return bytes;
		}),
	);
}

function tableOf(encoding: keyof typeof LABELS): ReadonlyMap<string, readonly number[]> {
	const known = tables.get(encoding);
	if (known !== undefined) return known;
	const decoder = new TextDecoder(LABELS[encoding], { fatal: true });
	const table = new Map<string, readonly number[]>();
	const add = (bytes: readonly number[]) => {
		try {
			const letter = decoder.decode(Uint8Array.from(bytes));
			if ([...letter].length === 1 && !table.has(letter)) table.set(letter, bytes);
		} catch {
			// No letter has these bytes.
		}
	};
	for (let byte = 0; byte < 256; byte += 1) add([byte]);
	if (encoding !== "cp1252") {
		for (let lead = 0x81; lead < 0xff; lead += 1) {
			for (let trail = 0x40; trail < 0xff; trail += 1) add([lead, trail]);
		}
	}
	tables.set(encoding, table);
	return table;
}
