// Container of a Thread as the host sees it: its channel, its kernel generation, and the Runs in progress.

import type { FileProfile } from "../../core/domain.ts";
import { BotError } from "../../core/errors.ts";
import type { Log } from "../../core/ports.ts";
import type { Line } from "../ports.ts";
import { type Channel, type EndReason, openChannel } from "./channel.ts";
import { type AgentEvent, type Done, type ExecOrder, unreadable } from "./protocol.ts";

/** How an execution ended, seen from the host. */
export type Ending =
	| { readonly kind: "done"; readonly done: Done }
	/** It was not run: the variables it was written for are gone, or its result is no longer known. */
	| { readonly kind: "refused"; readonly why: string }
	/** The container went away while it ran; `why` completes "The sandbox ... while the code was running". */
	| { readonly kind: "gone"; readonly why: string }
	/** Our side was ended; the Run keeps going. */
	| { readonly kind: "left" }
	/** The agent did not stop it, so the container was ended. */
	| { readonly kind: "killed"; readonly why: "timed_out" | "cancelled" };

/** The `why` of a container that the kernel ended whole for its memory. */
export const STARVED = "ran out of memory";

interface Execution {
	readonly order: ExecOrder;
	readonly onOutput: (output: string) => void;
	readonly end: (ending: Ending) => void;
	stopped: boolean;
}

/** What the agent's own ladder may take (8 s and a kernel restart) before the host ends the container. */
const LADDER_MS = 14_000;
/** The agent's clock of a Run starts when Python does, for which it waits up to 10 s. */
const START_MS = 12_000;
const PING_MS = 5_000;
const PROFILE_MS = 35_000;

export interface ContainerHandle {
	readonly id: string;
	/** True once it is useless: the container is gone or was given up. */
	readonly ended: () => boolean;
	/**
	 * The kernel generation, asked for each time; undefined if the agent does not answer. BotError `sandbox_image` if the image
	 * holds an agent of another version: then the container is ended already.
	 */
	generation(patienceMs?: number): Promise<string | undefined>;
	busy(): boolean;
	run(order: ExecOrder, onOutput: (output: string) => void, signal: AbortSignal): Promise<Ending>;
	profile(name: string): Promise<FileProfile>;
	/** Somebody saw that the container is gone; `why` as in `Ending`. */
	lost(why: string): void;
	/** Ends our side; the container keeps running. */
	detach(): void;
	/** Ends the container. */
	kill(): Promise<void>;
}

export function openContainer(options: { id: string; line: Line; name: string; log: Log }): ContainerHandle {
	const { line, log } = options;
	const executions = new Map<string, Execution>();
	let ended = false;
	let endedBy: EndReason | undefined;

	const channel: Channel = openChannel({
		connect: () => line.relay(options.id),
		alive: async () => {
			const found = await line.find(options.name);
			return found?.id === options.id && found.state !== "ended";
		},
		onEvent: receive,
		onEnd: (reason) => {
			log("warn", "sandbox.channel_ended", { container: options.name, reason });
			endedBy = reason;
			if (reason === "mismatch") finish({ kind: "gone", why: "could not be reached" });
			// The engine's events say why, and they come about now.
			setTimeout(() => finish({ kind: "gone", why: reason === "gone" ? "disappeared" : "could not be reached" }), 300);
			if (reason !== "gone") line.remove(options.id).catch(() => {});
		},
		log,
	});

	function finish(ending: Extract<Ending, { kind: "gone" | "left" }>): void {
		ended = true;
		channel.close();
		for (const one of [...executions.values()]) one.end(ending);
	}

	function receive(event: AgentEvent): void {
		switch (event.t) {
			case "welcome":
				// Sent again after every reconnect: the agent answers a known id with its state and never runs it twice.
				for (const one of executions.values()) tell(one);
				return;
			case "done":
				executions.get(event.id)?.end({ kind: "done", done: event });
				return;
			case "refused":
				executions.get(event.id)?.end({ kind: "refused", why: event.why });
				return;
			case "progress":
				executions.get(event.id)?.onOutput(event.output);
				return;
			case "kernel":
				log("info", "sandbox.kernel_restarted", { container: options.name, generation: event.generation });
				return;
			case "accepted":
			case "pong":
			case "profiled":
			case "fault":
				return;
		}
	}

	/** `stop` alone for a Run that was stopped before it was sent: the agent then never starts it. */
	function tell(one: Execution): void {
		channel.send(one.stopped ? { t: "stop", id: one.order.id } : one.order);
	}

	function run(order: ExecOrder, onOutput: (output: string) => void, signal: AbortSignal): Promise<Ending> {
		const { promise, resolve } = Promise.withResolvers<Ending>();
		if (ended) return Promise.resolve({ kind: "gone", why: "disappeared" });
		let backstop: NodeJS.Timeout | undefined;
		function giveUpAfter(ms: number, why: "timed_out" | "cancelled"): void {
			clearTimeout(backstop);
			backstop = setTimeout(() => {
				log("error", "sandbox.agent_silent", { container: options.name, run: order.id });
				one.end({ kind: "killed", why });
				kill().catch(() => {});
			}, ms);
		}
		function stop(): void {
			one.stopped = true;
			channel.send({ t: "stop", id: order.id });
			giveUpAfter(LADDER_MS, "cancelled");
		}
		const one: Execution = {
			order,
			onOutput,
			stopped: signal.aborted,
			end: (ending) => {
				clearTimeout(backstop);
				signal.removeEventListener("abort", stop);
				executions.delete(order.id);
				resolve(ending);
			},
		};
		executions.set(order.id, one);
		giveUpAfter(START_MS + order.limitMs + LADDER_MS, "timed_out");
		signal.addEventListener("abort", stop, { once: true });
		tell(one);
		return promise;
	}

	async function generation(patienceMs = PING_MS): Promise<string | undefined> {
		if (ended) return undefined;
		const pong = await channel.ask({ t: "ping" }, patienceMs);
		if (endedBy === "mismatch") throw otherVersion();
		return pong?.t === "pong" ? pong.generation : undefined;
	}

	async function profile(name: string): Promise<FileProfile> {
		const answer = await channel.ask({ t: "profile", name }, PROFILE_MS);
		return (answer?.t === "profiled" ? answer.card : null) ?? unreadable(name);
	}

	async function kill(): Promise<void> {
		// Streams first: an open stream that nobody reads would block the kill.
		finish({ kind: "gone", why: "was shut down" });
		await line.remove(options.id);
	}

	return {
		id: options.id,
		ended: () => ended,
		generation,
		busy: () => executions.size > 0,
		run,
		profile,
		lost: (why) => finish({ kind: "gone", why }),
		detach: () => finish({ kind: "left" }),
		kill,
	};
}

function otherVersion(): BotError {
	return new BotError(
		"sandbox_image",
		"The sandbox image does not match this version of the bot, so no code can run; `npm start` builds the right one.",
	);
}
