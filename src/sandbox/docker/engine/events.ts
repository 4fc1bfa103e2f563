// Event stream of the engine: what happens to this host's containers from outside, without gaps even if the stream is cut.

import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Log } from "../../../core/ports.ts";
import { LABEL } from "./container-options.ts";
import type { Engine } from "./engine.ts";

export interface ContainerEvent {
	/** The engine's id of the container. */
	readonly id: string;
	readonly kind: "started" | "died" | "oom" | "paused" | "unpaused" | "destroyed";
	/** The disk that it works on. */
	readonly disk: string;
	readonly exitCode?: number | undefined;
}

const KINDS = {
	start: "started",
	die: "died",
	oom: "oom",
	pause: "paused",
	unpause: "unpaused",
	destroy: "destroyed",
} as const;

const eventSchema = z.object({
	Action: z.enum(["start", "die", "oom", "pause", "unpause", "destroy"]),
	Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()) }),
	timeNano: z.number(),
});

/** `onCut` is called after each reconnect: whoever listens compares what it knows with what exists. The result ends the watch. */
export function watchEvents(o: {
	engine: Engine;
	hostId: string;
	onEvent: (event: ContainerEvent) => void;
	onCut: () => Promise<void>;
	log: Log;
}): () => void {
	const closing = new AbortController();
	let since = Date.now() / 1000;

	function receive(line: string): void {
		const parsed = eventSchema.safeParse(jsonOf(line)).data;
		if (parsed === undefined) return;
		since = Math.max(since, parsed.timeNano / 1e9);
		const code = Number.parseInt(parsed.Actor.Attributes.exitCode ?? "", 10);
		o.onEvent({
			id: parsed.Actor.ID,
			kind: KINDS[parsed.Action],
			disk: parsed.Actor.Attributes[LABEL.disk] ?? "",
			...(Number.isNaN(code) ? {} : { exitCode: code }),
		});
	}

	async function follow(): Promise<void> {
		let cut = false;
		for (let wait = 100; !closing.signal.aborted; wait = Math.min(wait * 2, 5000)) {
			const began = Date.now();
			try {
				const stream = await o.engine.events(o.hostId, since, closing.signal);
				if (cut) await o.onCut();
				for await (const line of createInterface({ input: stream })) receive(line);
			} catch (error) {
				if (!closing.signal.aborted) o.log("debug", "sandbox.events_failed", { error: String(error) });
			}
			if (closing.signal.aborted) return;
			if (!cut) o.log("warn", "sandbox.events_cut");
			cut = true;
			if (Date.now() - began > 5000) wait = 100;
			await sleep(wait, undefined, { signal: closing.signal, ref: false }).catch(() => {});
		}
	}

	void follow();
	return () => closing.abort();
}

function jsonOf(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
