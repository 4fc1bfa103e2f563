// Docker exec stream without the engine's framing: of what comes only stdout is kept.

import { Duplex } from "node:stream";

const STDOUT = 1;

/** Takes bytes as they come, however they are cut, and gives those of stdout. */
export function stdoutReader(): (bytes: Buffer) => readonly Buffer[] {
	let header = Buffer.alloc(0);
	let left = 0;
	let wanted = false;
	return (bytes) => {
		const found: Buffer[] = [];
		let rest = bytes;
		while (rest.length > 0) {
			if (left === 0) {
				const missing = 8 - header.length;
				header = Buffer.concat([header, rest.subarray(0, missing)]);
				rest = rest.subarray(missing);
				if (header.length < 8) break;
				wanted = header[0] === STDOUT;
				left = header.readUInt32BE(4);
				header = Buffer.alloc(0);
				continue;
			}
			const part = rest.subarray(0, left);
			left -= part.length;
			rest = rest.subarray(part.length);
			if (wanted) found.push(part);
		}
		return found;
	};
}

/** What is written goes to stdin, what is read is stdout; it ends, fails and is destroyed together with the framed one. */
export function unframed(framed: Duplex): Duplex {
	const stdout = stdoutReader();
	let ended = false;
	const plain = new Duplex({
		read: () => void framed.resume(),
		write: (chunk: Buffer, _encoding, done) => void framed.write(chunk, done),
		final: (done) => void framed.end(done),
		destroy(error, done) {
			framed.destroy();
			done(error);
		},
	});
	framed.on("data", (bytes: Buffer) => {
		let more = true;
		for (const part of stdout(bytes)) more = plain.push(part);
		if (!more) framed.pause();
	});
	for (const name of ["end", "close"]) {
		framed.on(name, () => {
			if (!ended) plain.push(null);
			ended = true;
		});
	}
	framed.on("error", (error) => plain.destroy(error));
	return plain;
}
