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

/** A loop plays a task to its end. */
export interface Played {
	readonly end: string;
	/** All that people would read as the answer. */
	readonly text: string;
	readonly runs: readonly (Pick<Run, "outcome" | "output" | "error"> & {
		readonly soft?: boolean;
		readonly fault?: string;
	})[];
	readonly approvals: number;
	readonly states: readonly (readonly [string, number])[];
	/** Calls to the model that did not go through `Place.model`. */
	readonly calls?: readonly Call[];
}

export interface Metered {
	readonly model: Model;
	readonly calls: Call[];
	/** What was said in the calls, to read: all of a new branch, else only what came on top. */
	readonly said: string[];
}

/** `kindOf` tells what a call is for, from its last message. */
export function metered(model: Model, kindOf: (last: string) => Call["kind"]): Metered {
	const calls: Call[] = [];
	const said: string[] = [];
	let before = "";
	return {
		calls,
		said,
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

/** Brings the task's table into a Thread of its own; resolves with its name there. */
export async function bring(place: Place, thread: string, task: Task, signal: AbortSignal): Promise<string> {
	const { size } = await stat(task.path);
	const file = { id: randomUUID(), name: task.file, size, source: task.path };
	return await place.sandbox.put(thread, file, createReadStream(task.path), signal);
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
