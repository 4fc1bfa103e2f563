// Tenants: what a Thread has on this host (folders, disk, container), and the order in which these are used.

import { resolve } from "node:path";
import type { Run, ThreadId } from "../../core/domain.ts";
import type { ContainerHandle } from "../channel/container.ts";
import { type Folders, foldersOf } from "../files/folders.ts";

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
	readonly folders: Folders;
	/** The person whose request needed its container last; the Thread itself if no person is known. */
	by: string;
	/** The id of its disk, once it is known. */
	disk?: string;
	container?: ContainerHandle;
	/** The kernel generation as last seen. */
	generation: string;
	/** False if there is neither a container nor a mounted disk left to put away. */
	awake: boolean;
	/** Milliseconds since 1970. */
	lastUsed: number;
	/** Steps that need the disk right now. */
	users: number;
	/** Opening and reaping take turns here. */
	gate: Promise<unknown>;
	/** Runs take turns here. */
	runQueue: Promise<unknown>;
	readonly runs: Map<string, ActiveRun>;
}

export interface Tenants {
	of(thread: ThreadId): Tenant;
	all(): readonly Tenant[];
	/** The one whose container this is, by the engine's id. */
	withContainer(id: string): Tenant | undefined;
}

/** A Tenant, once made, stays the same object: two of one Thread could not take turns. */
export function openTenants(stateDir: string): Tenants {
	const tenants = new Map<string, Tenant>();
	return {
		of(thread) {
			const folders = foldersOf(resolve(stateDir), thread);
			const known = tenants.get(folders.hash);
			if (known !== undefined) return known;
			const tenant: Tenant = {
				thread,
				folders,
				by: thread,
				generation: "",
				awake: false,
				lastUsed: Date.now(),
				users: 0,
				gate: Promise.resolve(),
				runQueue: Promise.resolve(),
				runs: new Map(),
			};
			tenants.set(folders.hash, tenant);
			return tenant;
		},
		all: () => [...tenants.values()],
		withContainer: (id) =>
			[...tenants.values()].find((tenant) => tenant.container?.id === id && !tenant.container.ended()),
	};
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
