// Where tasks are played: a real sandbox and a real model, with every call to the model written down.

import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { sha256 } from "../../src/core/approval/tickets.ts";
import type { Run } from "../../src/core/domain.ts";
import type { Model, Sandbox, Store } from "../../src/core/ports.ts";
import type { Call } from "./record.ts";
import type { Task } from "./tasks.ts";

export interface Place {
	readonly sandbox: Sandbox;
	readonly model: Model;
	readonly store: Store;
	readonly runTimeoutMs: number;
	readonly maxFixes: number;
	readonly seed: number;
}

/** A loop plays a task: one of these for each of its turns, in order. */
export interface Played {
	readonly end: string;
	/** The answer as people read it: words, or what is shown in their place. */
	readonly answer: string;
	/** What the last good program printed, as far as people see it above the answer. */
	readonly shown: string;
	/** What stands around the answer: how the run is called, lines below, a second opinion. */
	readonly beside: string;
	/** Whether "it worked" was said of it and not merely "it ran"; absent: neither. */
	readonly checked?: boolean;
	/** What a second program said of it. */
	readonly opinion?: string;
	/** Names of the files that its programs made. */
	readonly files: readonly string[];
	readonly runs: readonly (Pick<Run, "outcome" | "output" | "error"> & {
		readonly soft?: boolean;
		readonly fault?: string;
	})[];
	readonly approvals: number;
	readonly states: readonly (readonly [string, number])[];
	/** Calls to the model that did not go through `Place.model`. */
	readonly calls?: readonly Call[];
}

export type Plays = (place: Place, task: Task, thread: string, signal: AbortSignal) => AsyncGenerator<Played, void>;

/** A turn of which nothing came. */
export const NOTHING = {
	answer: "",
	shown: "",
	beside: "",
	files: [],
	runs: [],
	approvals: 0,
	states: [],
} as const satisfies Partial<Played>;

export interface Metered {
	readonly model: Model;
	/** Since it was last asked. */
	taken(): { readonly calls: readonly Call[]; readonly said: Metered["said"] };
	/** What was said in the calls, to read: all of a new branch, else only what came on top. */
	readonly said: readonly string[];
}

/** `kindOf` tells what a call is for, from its last message. */
export function metered(model: Model, kindOf: (last: string) => Call["kind"]): Metered {
	const calls: Call[] = [];
	const said: string[] = [];
	let before = "";
	return {
		said,
		taken: () => ({ calls: calls.splice(0), said: said.splice(0) }),
		model: {
			reply: async (request) => {
				const began = performance.now();
				const reply = await model.reply(request);
				const text = request.messages.map(({ content }) => content).join("\0");
				calls.push({
					kind: kindOf(request.messages.at(-1)?.content ?? ""),
					prompt: reply.promptTokens,
					cached: reply.cachedTokens,
					completion: reply.completionTokens,
					ms: Math.round(performance.now() - began),
					fresh: before === "" || !text.startsWith(before),
				});
				said.push(text.startsWith(before) ? text.slice(before.length) : text, reply.text);
				before = text;
				return reply;
			},
		},
	};
}

/** Brings the task's files into a Thread of its own; resolves with their names there. */
export async function bring(place: Place, thread: string, task: Task, signal: AbortSignal): Promise<readonly string[]> {
	const names: string[] = [];
	for (const { file: name, path } of task.files) {
		const { size } = await stat(path);
		const file = { id: randomUUID(), name, size, source: path };
		names.push(await place.sandbox.put(thread, file, createReadStream(path), signal));
	}
	return names;
}

export async function execute(place: Place, thread: string, source: string, signal: AbortSignal): Promise<Run> {
	const { generation } = await place.sandbox.open(thread, signal);
	return await place.sandbox.run({
		thread,
		id: randomUUID(),
		generation,
		language: "python",
		source,
		sha256: await sha256(source),
		onOutput: () => {},
		signal,
	});
}
