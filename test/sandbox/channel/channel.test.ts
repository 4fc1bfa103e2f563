import { Duplex } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { isBotError } from "../../../src/core/errors.ts";
import { type Channel, type EndReason, openChannel } from "../../../src/sandbox/channel/channel.ts";
import { openContainer } from "../../../src/sandbox/channel/container.ts";
import { type AgentEvent, PROTOCOL } from "../../../src/sandbox/channel/protocol.ts";
import type { Line as Port } from "../../../src/sandbox/ports.ts";

const open: { close(): void }[] = [];
afterEach(() => {
	for (const one of open.splice(0)) one.close();
});

/** A relay as the port gives it: what we write, and what the agent on the other side says. */
class Relay extends Duplex {
	readonly orders: Record<string, unknown>[] = [];
	#heard: (() => void)[] = [];

	override _read(): void {}

	override _write(chunk: Buffer, _encoding: string, done: () => void): void {
		for (const line of chunk.toString().split("\n").filter(Boolean)) this.orders.push(JSON.parse(line));
		for (const heard of this.#heard.splice(0)) heard();
		done();
	}

	say(...messages: (object | string)[]): void {
		for (const message of messages) {
			this.push(`${typeof message === "string" ? message : JSON.stringify(message)}\n`);
		}
	}

	async order(t: string): Promise<Record<string, unknown>> {
		for (;;) {
			const found = this.orders.find((one) => one.t === t);
			if (found !== undefined) return found;
			await new Promise<void>((resolve) => this.#heard.push(resolve));
		}
	}
}

const welcome = { t: "welcome", proto: PROTOCOL, generation: "boot.1", seq: 0, gap: false };
const done = (seq: number, id = `r${seq}`) => ({
	t: "done",
	seq,
	id,
	generation: "boot.1",
	outcome: "ok",
	output: "",
	durationMs: 1,
	figures: [],
	notes: [],
	variablesKept: true,
});

interface Line {
	readonly channel: Channel;
	readonly relays: Relay[];
	readonly events: AgentEvent[];
	readonly logged: string[];
	readonly ended: Promise<EndReason>;
	relay(number: number): Promise<Relay>;
}

function line(alive = true): Line {
	const relays: Relay[] = [];
	const events: AgentEvent[] = [];
	const logged: string[] = [];
	const ended = Promise.withResolvers<EndReason>();
	const waiting: (() => void)[] = [];
	const channel = openChannel({
		connect: async () => {
			const relay = new Relay();
			relays.push(relay);
			for (const go of waiting.splice(0)) go();
			return relay;
		},
		alive: async () => alive,
		onEvent: (event) => events.push(event),
		onEnd: ended.resolve,
		log: (_level, event) => logged.push(event),
	});
	open.push(channel);
	return {
		channel,
		relays,
		events,
		logged,
		ended: ended.promise,
		async relay(number) {
			for (;;) {
				const found = relays[number];
				if (found !== undefined) return found;
				await new Promise<void>((resolve) => waiting.push(resolve));
			}
		},
	};
}

describe("the line to an agent", () => {
	it("is opened again after it broke, and asks for what came after the last result it has", async () => {
		const { relay, events } = line();
		const first = await relay(0);
		expect(await first.order("hello")).toEqual({ t: "hello", last: 0 });
		first.say(welcome, done(1), done(2));
		await first.order("ack");
		await expect.poll(() => first.orders.filter(({ t }) => t === "ack")).toHaveLength(2);
		first.destroy();
		const second = await relay(1);
		expect(await second.order("hello")).toEqual({ t: "hello", last: 2 });
		// What is replayed all the same is not acknowledged backwards.
		second.say(welcome, done(1), done(3));
		expect(await second.order("ack")).toEqual({ t: "ack", seq: 3 });
		expect(events.filter(({ t }) => t === "done")).toHaveLength(4);
	});

	it("asks again what was asked while it was broken, so that a busy engine does not look like a dead agent", async () => {
		const { channel, relay } = line();
		const first = await relay(0);
		first.say(welcome);
		await channel.ready;
		first.destroy();
		const answer = channel.ask({ t: "ping" }, 10_000);
		const second = await relay(1);
		second.say(welcome);
		const { n } = await second.order("ping");
		second.say({ t: "pong", n, generation: "boot.1" });
		expect(await answer).toMatchObject({ t: "pong", generation: "boot.1" });
	});

	it("tells in the log that results were let go while nobody listened", async () => {
		const { relay, logged } = line();
		(await relay(0)).say({ ...welcome, gap: true });
		await expect.poll(() => logged).toContain("sandbox.results_skipped");
	});

	it("ends where the agent is of another version, or says none", async () => {
		for (const proto of [PROTOCOL + 1, undefined]) {
			const { relay, ended, channel } = line();
			(await relay(0)).say({ ...welcome, proto });
			expect(await ended).toBe("mismatch");
			await expect(channel.ready).rejects.toThrow();
		}
	});

	it("ends where what comes is no agent's talk, and where a line never ends", async () => {
		const talk = line();
		(await talk.relay(0)).say(...Array.from({ length: 30 }, () => "nonsense"));
		expect(await talk.ended).toBe("hostile");
		const flood = line(false);
		const relay = await flood.relay(0);
		for (let part = 0; part < 40; part += 1) {
			relay.push(Buffer.alloc(65_536, "x"));
		}
		await expect.poll(() => relay.destroyed).toBe(true);
	});

	it("ends where the container is gone", async () => {
		const { relay, ended } = line(false);
		(await relay(0)).destroy();
		expect(await ended).toBe("gone");
	});
});

describe("a container with an agent of another version", () => {
	it("is ended, and people are told how to get the right image", async () => {
		const relay = new Relay();
		const removed: string[] = [];
		const port: Port = {
			relay: async () => relay,
			remove: async (id) => {
				removed.push(id);
			},
			find: async () => undefined,
		};
		const container = openContainer({ id: "c1", name: "n", line: port, log: () => {} });
		open.push({ close: () => container.detach() });
		const asked = container.generation().catch((error: unknown) => error);
		relay.say({ ...welcome, proto: 1 });
		const error = await asked;
		expect(isBotError(error, "sandbox_image") && error.sentence).toContain("npm start");
		expect(container.ended()).toBe(true);
		expect(removed).toEqual(["c1"]);
	});
});
