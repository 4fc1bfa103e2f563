// Bounds on replies: how much a model server may send at most, read in pieces so that nothing else has to wait.

import { setImmediate as othersTurn } from "node:timers/promises";

/** The server sent more than any bound allows; what came before is kept. */
export class Overrun extends Error {
	override readonly name = "Overrun";
}

/** UTF-16 units; no tokenizer's tokens are as long on the average of a reply. */
const CHARACTERS_A_TOKEN = 40;
/** Bytes of the event that carries one token, with everything that servers count and add. */
const BYTES_A_TOKEN = 2048;
const BYTES_MORE = 256 * 1024;
/** Bytes of one event; a proxy may hand over a whole reply as one. */
const LINE = 256 * 1024;
/** Bytes of a list of models, or of any other page. */
export const PAGE = 1024 * 1024;
const REFUSAL = 64 * 1024;
/** Bytes that are worked on in one go. */
const PIECE = 4096;

export function mostOf(maxTokens: number): {
	readonly characters: number;
	readonly bytes: number;
	readonly line: number;
} {
	return { characters: maxTokens * CHARACTERS_A_TOKEN, bytes: maxTokens * BYTES_A_TOKEN + BYTES_MORE, line: LINE };
}

interface Bound {
	readonly bytes: number;
	/** Absent: no bound of its own. */
	readonly line?: number;
	/** Called whenever something has come. */
	readonly onByte?: () => void;
}

/** The same reply with at most `bytes` in its body: one more, or an endless line, and reading fails with an Overrun; a refusal is cut there. */
export function bounded(reply: Response, bound: Bound): Response {
	bound.onByte?.();
	if (reply.body === null) return reply;
	const body = reply.ok ? within(reply.body, bound) : cut(reply.body);
	return new Response(ReadableStream.from(body), reply);
}

async function* within(
	body: AsyncIterable<Uint8Array>,
	{ bytes, line: longest = bytes, onByte }: Bound,
): AsyncGenerator<Uint8Array> {
	let taken = 0;
	let line = 0;
	let unbroken = 0;
	for await (const chunk of body) {
		onByte?.();
		for (let at = 0; at < chunk.length; at += PIECE) {
			const piece = chunk.subarray(at, at + PIECE);
			const end = piece.lastIndexOf(10);
			taken += piece.length;
			line = end === -1 ? line + piece.length : piece.length - end - 1;
			if (taken > bytes || line > longest)
				throw new Overrun(`it sent more than ${taken > bytes ? bytes : longest} bytes`);
			yield piece;
			unbroken += piece.length;
			if (unbroken < PIECE) continue;
			unbroken = 0;
			await othersTurn();
		}
	}
}

async function* cut(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	let left = REFUSAL;
	for await (const chunk of body) {
		yield chunk.subarray(0, left);
		left -= chunk.length;
		if (left <= 0) return;
	}
}

/** Each reading of the text so far reads all of it, so it is read at the ends of lines, and not more often than this many times its length. */
const READINGS = 60;
/** A short text is read with every piece. */
const SHORT = 2000;

/** Calls `read` with the text so far where that is due; true once `read` says that the text is complete. */
export function openReader(read: (text: string) => boolean): {
	more(text: string, piece: string): boolean;
	/** What was not read yet is read now. */
	end(text: string): boolean;
} {
	let spent = 0;
	let isUnread = false;
	let isLine = false;
	const reading = (text: string) => {
		spent += text.length;
		isUnread = false;
		isLine = false;
		return read(text);
	};
	return {
		more: (text, piece) => {
			isUnread = true;
			isLine ||= piece.includes("\n");
			const isDue = text.length <= SHORT || (isLine && spent <= READINGS * text.length);
			return isDue && reading(text);
		},
		end: (text) => isUnread && reading(text),
	};
}
