// Line reader for what comes from a container's agent: each line is limited, so that none fills the memory.

export interface LineReader {
	/** Takes bytes as they come; false once a line is too long, after which nothing more is read. */
	push(bytes: Buffer): boolean;
}

export function lineReader(limit: number, onLine: (line: string) => void): LineReader {
	let parts: Buffer[] = [];
	let length = 0;
	return {
		push(bytes) {
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
		},
	};
}
