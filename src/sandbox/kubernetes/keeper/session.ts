// Session with a keeper: one request after the other over one stream, bytes acknowledged piece by piece so that neither side runs ahead.

import type { Duplex } from "node:stream";
import { lineReader } from "../../channel/lines.ts";
import { type Message, parseMessage, type Row } from "./answers.ts";

export type Order = { readonly op: string } & Readonly<Record<string, unknown>>;

export interface Asking {
	readonly onRows?: (rows: readonly Row[]) => void;
	/** By when its last word must be there (ms since 1970), whatever is said till then; for whoever is not trusted to end. */
	readonly until?: number | undefined;
}

/** The keeper's word for why it did not do what was asked. */
export class Refusal extends Error {
	readonly why: string;
	constructor(why: string, text: string) {
		super(text);
		this.name = "Refusal";
		this.why = why;
	}
}

export interface Session {
	/** Resolves with the answer's fields; throws Refusal, or any other error if the session is of no use any more. */
	ask(order: Order, asking?: Asking): Promise<unknown>;
	/** As `ask`, with bytes that follow it; they are not asked for if the answer needs none. */
	send(order: Order, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<unknown>;
	/** The bytes of the answer. */
	stream(order: Order, asking?: Pick<Asking, "until">): AsyncGenerator<Uint8Array>;
	/** False after any error but a Refusal. */
	isFit(): boolean;
	close(): void;
}

const LINE_LIMIT = 1024 * 1024;
/** These numbers are the keeper's, too. */
const PIECE = 256 * 1024;
const WINDOW = 8;
const MOST_ROWS = 50_000;
/** More than a keeper says before it is heard: its rows come in 130 messages at most. */
const MOST_UNHEARD = 256;
const SILENT_MS = 30_000;

export function openSession(stream: Duplex, silentMs = SILENT_MS): Session {
	const heard: Message[] = [];
	let wake = () => {};
	let drained = () => {};
	let failure: Error | undefined;
	let busy = false;
	let late: NodeJS.Timeout | undefined;
	/** Whether the keeper has said its last word on the last request. */
	let settled = true;

	function fail(why: string): void {
		failure ??= new Error(`the keeper ${why}`);
		clearTimeout(late);
		stream.destroy();
		wake();
		drained();
	}

	const reader = lineReader(LINE_LIMIT, (line) => {
		const message = parseMessage(line);
		if (message === undefined) return fail("said what no keeper says");
		if (heard.push(message) > MOST_UNHEARD) return fail("talks faster than a keeper does");
		wake();
	});
	stream.on("data", (bytes: Buffer) => {
		if (!reader.push(bytes)) fail("said a line that is too long");
	});
	stream.on("drain", () => drained());
	for (const name of ["error", "end", "close"]) stream.on(name, () => fail("went away"));

	async function next(): Promise<Message> {
		for (;;) {
			const message = heard.shift();
			if (message?.t === "busy") continue;
			if (message !== undefined) return message;
			if (failure !== undefined) throw failure;
			const { promise, resolve } = Promise.withResolvers<void>();
			wake = resolve;
			const timer = setTimeout(() => fail("did not answer"), silentMs);
			await promise.finally(() => clearTimeout(timer));
		}
	}

	async function say(message: object): Promise<void> {
		if (failure !== undefined) throw failure;
		if (stream.write(`${JSON.stringify(message)}\n`)) return;
		const { promise, resolve } = Promise.withResolvers<void>();
		drained = resolve;
		await promise;
	}

	/** What ends a request; whatever else comes now is no answer. */
	function ended(message: Message): unknown {
		settled = message.t === "no" || message.t === "ok";
		if (message.t === "no") throw new Refusal(message.why, message.text);
		if (message.t === "ok") return message;
		fail(`said ${message.t} at the wrong moment`);
		throw failure;
	}

	function begin(until?: number): void {
		if (busy) throw new Error("the session has a request already");
		busy = true;
		settled = false;
		if (until !== undefined) late = setTimeout(() => fail("did not come to an end"), Math.max(0, until - Date.now()));
	}

	/** A request that was broken off leaves a session that nobody can use. */
	function over(): void {
		busy = false;
		clearTimeout(late);
		if (!settled) fail("was left in the middle");
	}

	async function alone<T>(step: () => Promise<T>, until?: number): Promise<T> {
		begin(until);
		return await step().finally(over);
	}

	async function deliver(bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<unknown> {
		let free = WINDOW;
		/** True once the keeper wants no more. */
		async function acknowledged(): Promise<boolean> {
			const message = await next();
			if (message.t === "halt") return true;
			if (message.t !== "ack") ended(message);
			free += 1;
			return false;
		}
		async function rest(): Promise<unknown> {
			for (;;) {
				const message = await next();
				if (message.t !== "ack" && message.t !== "halt") return ended(message);
			}
		}
		try {
			for await (const piece of pieces(bytes)) {
				signal.throwIfAborted();
				while (free === 0 || heard.length > 0) {
					if (!(await acknowledged())) continue;
					await say({ stop: true });
					return await rest();
				}
				free -= 1;
				await say({ b: piece.toString("base64") });
			}
			signal.throwIfAborted();
		} catch (error) {
			if (failure !== undefined || settled) throw error;
			// Whoever brings the bytes has failed, not the keeper.
			await say({ stop: true });
			await rest().catch(() => {});
			throw error;
		}
		await say({ end: true });
		return await rest();
	}

	return {
		ask: (order, { onRows, until } = {}) =>
			alone(async () => {
				await say(order);
				for (let told = 0; ; ) {
					const message = await next();
					if (message.t !== "rows" || onRows === undefined) return ended(message);
					// A message without rows is one, too.
					told += Math.max(1, message.rows.length);
					if (told > MOST_ROWS) {
						fail("told of more files than a keeper looks at");
						throw failure;
					}
					onRows(message.rows);
				}
			}, until),
		send: (order, bytes, signal) =>
			alone(async () => {
				await say(order);
				const message = await next();
				return message.t === "go" ? await deliver(bytes, signal) : ended(message);
			}),
		async *stream(order, { until } = {}) {
			begin(until);
			try {
				await say(order);
				for (;;) {
					const message = await next();
					if (message.t !== "b") {
						ended(message);
						return;
					}
					yield Buffer.from(message.b, "base64");
					await say({ more: true });
				}
			} finally {
				over();
			}
		},
		isFit: () => failure === undefined && !busy,
		close: () => fail("was closed"),
	};
}

async function* pieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
	let held: Buffer[] = [];
	let length = 0;
	for await (const chunk of bytes) {
		let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		while (length + rest.length >= PIECE) {
			const room = PIECE - length;
			yield Buffer.concat([...held, rest.subarray(0, room)]);
			rest = rest.subarray(room);
			held = [];
			length = 0;
		}
		if (rest.length > 0) held.push(Buffer.from(rest));
		length += rest.length;
	}
	if (length > 0) yield Buffer.concat(held);
}
