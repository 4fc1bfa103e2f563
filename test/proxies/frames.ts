// WebSocket frames as bytes: enough of RFC 6455 for a proxy that looks into a connection and puts frames of its own into it.

export interface Frame {
	/** 1 text, 8 close, 9 ping, 10 pong. */
	readonly opcode: number;
	/** Of a text frame; unmasked. */
	readonly text: string;
	readonly raw: Buffer;
}

/** Whole frames from the front of `bytes`, and what is left of them. */
export function framesOf(bytes: Buffer): { readonly frames: readonly Frame[]; readonly rest: Buffer } {
	const frames: Frame[] = [];
	let rest = bytes;
	for (let frame = first(rest); frame !== undefined; frame = first(rest)) {
		frames.push(frame);
		rest = rest.subarray(frame.raw.length);
	}
	return { frames, rest };
}

function first(bytes: Buffer): Frame | undefined {
	if (bytes.length < 2) return undefined;
	const [head, second] = [bytes.readUInt8(0), bytes.readUInt8(1)];
	const short = second & 0x7f;
	const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
	const maskBytes = second & 0x80 ? 4 : 0;
	const start = 2 + lengthBytes + maskBytes;
	if (bytes.length < start) return undefined;
	const length =
		lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
	if (bytes.length < start + length) return undefined;
	const payload = Buffer.from(bytes.subarray(start, start + length));
	if (maskBytes > 0) {
		const mask = bytes.subarray(start - 4, start);
		for (let at = 0; at < length; at += 1) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0);
	}
	return { opcode: head & 0x0f, text: payload.toString(), raw: bytes.subarray(0, start + length) };
}

/** A text frame as a server sends it. */
export function textFrame(text: string): Buffer {
	const payload = Buffer.from(text);
	const head =
		payload.length < 126
			? Buffer.from([0x81, payload.length])
			: payload.length < 65_536
				? Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff])
				: Buffer.concat([Buffer.from([0x81, 127]), longLength(payload.length)]);
	return Buffer.concat([head, payload]);
}

function longLength(length: number): Buffer {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64BE(BigInt(length));
	return bytes;
}
