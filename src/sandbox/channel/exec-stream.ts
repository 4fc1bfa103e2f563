// Line reader for a Docker exec stream: strips the engine's framing, keeps stdout, and limits every line.

export interface LineReader {
	/** Takes bytes as they come; false once a line is too long, after which nothing more is read. */
	push(bytes: Buffer): boolean;
}

const STDOUT = 1;

export function lineReader(limit: number, onLine: (line: string) => void): LineReader {
	let header = Buffer.alloc(0);
	let left = 0;
	let wanted = false;
	let parts: Buffer[] = [];
	let length = 0;

	function take(bytes: Buffer): boolean {
		let rest = bytes;
		for (;;) {
			const end = rest.indexOf(0x0a);
			const part = end < 0 ? rest : rest.subarray(0, end);
			length += part.length;
			if (length > limit) return false;
			parts.push(part);
			if (end < 0) return true;
			const line = Buffer.concat(parts).toString("utf8");
			parts = [];
			length = 0;
			if (line !== "") onLine(line);
			rest = rest.subarray(end + 1);
		}
	}

	return {
		push(bytes) {
			let rest = bytes;
			while (rest.length > 0) {
				if (left === 0) {
					const missing = 8 - header.length;
					header = Buffer.concat([header, rest.subarray(0, missing)]);
					rest = rest.subarray(missing);
					if (header.length < 8) return true;
					wanted = header[0] === STDOUT;
					left = header.readUInt32BE(4);
					header = Buffer.alloc(0);
					continue;
				}
				const part = rest.subarray(0, left);
				left -= part.length;
				rest = rest.subarray(part.length);
				if (wanted && !take(part)) return false;
			}
			return true;
		},
	};
}
