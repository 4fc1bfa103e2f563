// Tenant: a Thread with its container, and the order in which steps and Runs use it.

import type { Run, ThreadId } from "../../core/domain.ts";
import type { SandboxState } from "../../core/ports.ts";
import type { ContainerHandle } from "../channel/container.ts";

/** Whoever asks for a Run that is active already shares it. */
export interface ActiveRun {
	readonly result: Promise<Run>;
	readonly outputs: Set<(output: string) => void>;
	readonly stop: AbortController;
	/** Sentences for people about what happened to it from outside. */
	readonly remarks: string[];
}

export interface Tenant {
	readonly thread: ThreadId;
	/** The person whose request needed its container last; the Thread itself if no person is known. */
	by: string;
	container?: ContainerHandle;
	/** The kernel generation as last seen. */
	generation: string;
	/** Milliseconds since 1970. */
	lastUsed: number;
	/** Steps that need its container or its files right now. */
	users: number;
	/** Opening and reaping take turns here. */
	gate: Promise<unknown>;
	/** Runs take turns here. */
	runQueue: Promise<unknown>;
	readonly runs: Map<string, ActiveRun>;
}

/** One step after the other; one that fails does not hold up the next. */
export function inGate<T>(tenant: Tenant, step: () => Promise<T>): Promise<T> {
	const next = tenant.gate.then(step, step);
	tenant.gate = next.catch(() => {});
	return next;
}

/** As `inGate`, for what takes as long as a Run. */
export function afterRuns<T>(tenant: Tenant, step: () => Promise<T>): Promise<T> {
	const next = tenant.runQueue.then(step, step);
	tenant.runQueue = next.catch(() => {});
	return next;
}

/** Nothing is taken away from a step meanwhile; `used` is told once it is over. */
export async function counted<T>(tenant: Tenant, step: () => Promise<T>, used: () => void | Promise<void>): Promise<T> {
	tenant.users += 1;
	try {
		return await step();
	} finally {
		tenant.users -= 1;
		tenant.lastUsed = Date.now();
		await used();
	}
}

export async function stateOf({ container, lastUsed, runs }: Tenant): Promise<SandboxState> {
	if (container === undefined || container.ended()) return { kind: "closed" };
	const idleMs = Date.now() - lastUsed;
	const generation = await container.generation();
	return { kind: "open", idleMs, busy: runs.size > 0, generation };
}
