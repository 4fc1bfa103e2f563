// Channel to a container's agent: one long-lived relay, reopened when it breaks, always drained.

import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../core/ports.ts";
import { lineReader } from "./lines.ts";
import { type AgentEvent, LINE_LIMIT, type Order, PROTOCOL, parseEvent } from "./protocol.ts";

/** The container is gone, talks nonsense, speaks another version, or cannot be reached. */
export type EndReason = "gone" | "hostile" | "mismatch" | "unreachable";

export interface ChannelOptions {
	readonly connect: () => Promise<Duplex>;
	/** False if the container is gone; rejects if the engine cannot say. */
	readonly alive: () => Promise<boolean>;
	readonly onEvent: (event: AgentEvent) => void;
	/** Called once; the channel is useless afterwards. */
	readonly onEnd: (reason: EndReason) => void;
	readonly log: Log;
}

export interface Channel {
	/** Resolves with the kernel generation once the agent has said welcome; rejects when the channel ends first. */
	readonly ready: Promise<string>;
	/** Drops the order if there is no connection: whoever needs it sends it again at the next `welcome`. */
	send(order: Order): void;
	/** Sends, again after a reconnect, and waits for the answer with the same number; undefined if none came in time. */
	ask(order: { t: "ping" } | { t: "profile"; name: string }, limitMs: number): Promise<AgentEvent | undefined>;
	close(): void;
}

interface Question {
	readonly ask: () => void;
	readonly answer: (event: AgentEvent | undefined) => void;
}

const HOSTILE_AFTER = 20;
const UNREACHABLE_AFTER_MS = 60_000;
/** How often the agent hears from us, even if nothing happens: an agent that hears nothing ends its container in the end. */
const PULSE_MS = 15_000;
/** A relay that has been silent for this long is dead, even if the engine does not say so. */
const SILENT_MS = 2 * PULSE_MS + 5_000;

export function openChannel(options: ChannelOptions): Channel {
	const ready = Promise.withResolvers<string>();
	ready.promise.catch(() => {});
	const closing = new AbortController();
	const questions = new Map<number, Question>();
	let stream: Duplex | undefined;
	let last = 0;
	let asked = 0;
	let nonsense = 0;

	function send(order: Order): void {
		if (stream?.writable) stream.write(`${JSON.stringify(order)}\n`);
	}

	function receive(line: string): void {
		const event = parseEvent(line);
		if (event === undefined) {
			nonsense += 1;
			return;
		}
		switch (event.t) {
			case "welcome":
				if (event.proto !== PROTOCOL) {
					options.log("error", "sandbox.protocol_mismatch", { wanted: PROTOCOL, found: event.proto });
					end("mismatch");
					return;
				}
				// Whoever waits for a result asks for it by id at each welcome, so that nothing is lost by this.
				if (event.gap) options.log("warn", "sandbox.results_skipped", { seen: last, now: event.seq });
				ready.resolve(event.generation);
				for (const { ask } of questions.values()) ask();
				break;
			case "done":
				if (event.seq > last) {
					last = event.seq;
					send({ t: "ack", seq: last });
				}
				break;
			case "pong":
			case "profiled":
				questions.get(event.n)?.answer(event);
				return;
			case "fault":
				options.log("warn", "sandbox.agent_fault", { text: event.text });
				return;
			case "accepted":
			case "refused":
			case "progress":
			case "kernel":
				break;
		}
		options.onEvent(event);
	}

	/** Resolves when the stream has ended. The stream is never paused: a reader that stops blocks the engine. */
	function pump(open: Duplex): Promise<void> {
		const reader = lineReader(LINE_LIMIT, receive);
		return new Promise((resolve) => {
			let heard = Date.now();
			const pulse = setInterval(() => {
				if (Date.now() - heard > SILENT_MS) open.destroy();
				else send({ t: "ping", n: 0 });
			}, PULSE_MS);
			pulse.unref();
			open.on("data", (bytes: Buffer) => {
				heard = Date.now();
				if (reader.push(bytes) && nonsense < HOSTILE_AFTER) return;
				nonsense += 1;
				open.destroy();
			});
			for (const name of ["error", "end", "close"]) {
				open.on(name, () => {
					clearInterval(pulse);
					resolve();
				});
			}
			stream = open;
			send({ t: "hello", last });
		});
	}

	async function keepOpen(): Promise<void> {
		let brokenSince: number | undefined;
		for (let wait = 20; ; wait = Math.min(wait * 2, 2000)) {
			const before = nonsense;
			try {
				const open = await options.connect();
				if (closing.signal.aborted) {
					open.destroy();
					return;
				}
				const started = Date.now();
				await pump(open);
				open.destroy();
				if (Date.now() - started > 1000) {
					wait = 20;
					brokenSince = undefined;
				}
			} catch (error) {
				options.log("debug", "sandbox.relay_failed", { error: String(error) });
			}
			stream = undefined;
			if (closing.signal.aborted) return;
			if (nonsense >= HOSTILE_AFTER || (nonsense > before && wait >= 2000)) return end("hostile");
			const alive = await options.alive().catch(() => undefined);
			if (alive === false) return end("gone");
			brokenSince ??= Date.now();
			if (Date.now() - brokenSince > UNREACHABLE_AFTER_MS) return end("unreachable");
			await sleep(wait, undefined, { signal: closing.signal, ref: false }).catch(() => {});
			if (closing.signal.aborted) return;
		}
	}

	function end(reason: EndReason): void {
		close();
		options.onEnd(reason);
	}

	function close(): void {
		closing.abort();
		// Destroyed first: a stream that is open and not read would block a kill.
		stream?.destroy();
		stream = undefined;
		ready.reject(new Error("the channel to the sandbox was closed"));
		for (const { answer } of questions.values()) answer(undefined);
	}

	async function ask(
		order: { t: "ping" } | { t: "profile"; name: string },
		limitMs: number,
	): Promise<AgentEvent | undefined> {
		await Promise.race([ready.promise.catch(() => {}), sleep(limitMs, undefined, { ref: false })]);
		if (closing.signal.aborted) return undefined;
		const n = ++asked;
		const answer = Promise.withResolvers<AgentEvent | undefined>();
		const ask = () => send({ ...order, n });
		questions.set(n, { ask, answer: answer.resolve });
		const timer = setTimeout(() => answer.resolve(undefined), limitMs);
		ask();
		try {
			return await answer.promise;
		} finally {
			clearTimeout(timer);
			questions.delete(n);
		}
	}

	void keepOpen();
	return { ready: ready.promise, send, ask, close };
}
