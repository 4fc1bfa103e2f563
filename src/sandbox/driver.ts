// Driver of the sandbox: what containers run on, as the settings say. The one that is not used is not loaded.

import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import type { Artifact, ThreadId } from "../core/domain.ts";
import type { Sandbox } from "../core/ports.ts";
import { foldersOf } from "./docker/files/folders.ts";
import type { SandboxOptions } from "./docker.ts";
import { hashOf } from "./ids.ts";
import type { KubernetesOptions } from "./kubernetes.ts";

export interface Driver extends Sandbox {
	/** BotError `sandbox_down` or `sandbox_image` if nothing could run now. */
	check(): Promise<void>;
	usage(): {
		readonly seats: { readonly held: number; readonly limit: number; readonly waiting: number };
		readonly pool: { readonly spares: number; readonly found: number; readonly missed: number };
	};
	/** Ends our side. On one machine the last bot takes the containers with it. */
	leave(isLast: boolean): Promise<void>;
	/** Where an operator finds an Artifact that is too large to be posted. */
	whereKept(thread: ThreadId, artifact: Artifact): string;
}

type Own<T> = Omit<T, keyof Common>;
type Common = Pick<
	SandboxOptions & KubernetesOptions,
	"memoryBytes" | "idleMs" | "runTimeoutMs" | "maxUploadBytes" | "need" | "tell" | "log"
>;

/** Throws BotError `sandbox_down` or `sandbox_image` if nothing could run anyway. */
export async function openDriver(
	kind: "docker" | "kubernetes",
	o: Common & { readonly docker: Own<SandboxOptions>; readonly kubernetes: Own<KubernetesOptions> },
): Promise<Driver> {
	const { docker, kubernetes, ...common } = o;
	if (kind === "kubernetes") {
		const { openSandbox } = await import("./kubernetes.ts");
		const sandbox = await openSandbox({ ...common, ...kubernetes });
		return {
			...sandbox,
			leave: sandbox.detach,
			whereKept: (thread, { id }) => `t-${hashOf(thread)}:artifacts/${id}`,
		};
	}
	const { openSandbox } = await import("./docker.ts");
	const sandbox = await openSandbox({ ...common, ...docker });
	const { stateDir } = docker;
	return {
		...sandbox,
		leave: (isLast) => (isLast ? sandbox.removeAll() : sandbox.detach("retire")),
		whereKept: (thread, { id }) => relative(stateDir, join(foldersOf(stateDir, thread).artifacts, id)),
	};
}

/** Equal for all bots that share a cluster's sandboxes, whose state folders differ. */
export function sharedIdOf({ namespace, pool }: { readonly namespace: string; readonly pool: string }): string {
	return createHash("sha256").update(`${namespace}\0${pool}`).digest("hex").slice(0, 12);
}
