// A cluster with the chart's sandboxes on it, and bots' sides of it.

import { createHash, randomUUID } from "node:crypto";
import { type Cluster, type ClusterOptions, startCluster } from "../../scripts/cluster/cluster.ts";
import type { Run } from "../../src/core/domain.ts";
import type { RunRequest, Sandbox } from "../../src/core/ports.ts";
import { hashOf } from "../../src/sandbox/ids.ts";
import { type KubernetesOptions, type KubernetesSandbox, openSandbox } from "../../src/sandbox/kubernetes.ts";
import { list, render, SANDBOX_IMAGE } from "./chart.ts";

export const NAMESPACE = "threadloop-sandboxes";
export const never = new AbortController().signal;

/** What of the chart makes sandboxes, and lets a bot use them. */
const KINDS = [
	...["Namespace", "NetworkPolicy", "ResourceQuota", "PriorityClass", "ServiceAccount", "Role", "RoleBinding"],
	...["SandboxTemplate", "SandboxWarmPool", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
];

export interface Lab {
	readonly cluster: Cluster;
	/** Of the bot's service account. */
	readonly kubeconfig: string;
	/** What a bot logged. */
	readonly log: { readonly event: string; readonly fields: Record<string, unknown> }[];
	/** What people were told. */
	readonly told: string[];
	/** The driver as a bot of the chart would have it. */
	open(over?: Partial<KubernetesOptions>): Promise<KubernetesSandbox>;
	/** Names of what is there, of one kind. */
	names(kind: string): Promise<readonly string[]>;
	/** Of the Thread's Pod, as the control plane says it. */
	nodeOf(thread: string): Promise<string>;
	/** How many spares the pool keeps from now on. */
	pool(replicas: number): Promise<void>;
	/** Ends all bots' sides. */
	close(): Promise<void>;
	end(): Promise<void>;
}

export async function openLab(
	sandboxes: object = {},
	size: Pick<ClusterOptions, "nodes" | "volumes"> = {},
): Promise<Lab> {
	const cluster = await startCluster({ ...size, images: [SANDBOX_IMAGE] });
	await cluster.kubectl(["create", "namespace", "threadloop"]);
	const values = { pool: 1, memory: "512Mi", disk: { size: "1Gi" }, seccomp: { install: false }, ...sandboxes };
	const objects = (await render(cluster, { sandboxes: values })).filter(({ kind }) => KINDS.includes(kind));
	const placed = objects.map((one) =>
		one.kind === "ServiceAccount" ? { ...one, metadata: { ...one.metadata, namespace: "threadloop" } } : one,
	);
	await cluster.kubectl(["apply", "-f", "-"], list(placed));
	const kubeconfig = await cluster.accountOf("threadloop", "threadloop");
	const opened: KubernetesSandbox[] = [];
	const log: Lab["log"] = [];
	const told: string[] = [];

	return {
		cluster,
		kubeconfig,
		log,
		told,
		async open(over = {}) {
			const sandbox = await openSandbox({
				namespace: NAMESPACE,
				pool: "threadloop",
				kubeconfig,
				memoryBytes: 512 * 1024 ** 2,
				idleMs: 600_000,
				runTimeoutMs: 30_000,
				maxUploadBytes: 64 * 1024 ** 2,
				need: async () => "none",
				alone: async (_thread, step) => {
					await step();
					return true;
				},
				tell: (_thread, sentence) => void told.push(sentence),
				log: (_level, event, fields = {}) => void log.push({ event, fields }),
				...over,
			});
			opened.push(sandbox);
			return sandbox;
		},
		async names(kind) {
			const text = await cluster.kubectl(["get", kind, "--namespace", NAMESPACE, "--output", "name"]);
			return text.split("\n").flatMap((line) => line.split("/")[1] ?? []);
		},
		async nodeOf(thread) {
			const get = (kind: string, name: string, path: string) =>
				cluster.kubectl(["get", kind, name, "--namespace", NAMESPACE, "--output", `jsonpath={${path}}`]);
			const name = await get("sandboxclaim", `t-${hashOf(thread)}`, ".status.sandbox.name");
			const pod = await get("sandbox", name, ".metadata.annotations.agents\\.x-k8s\\.io/pod-name");
			return await get("pod", pod || name, ".spec.nodeName");
		},
		async pool(replicas) {
			const patch = ["patch", "sandboxwarmpool", "threadloop", "--namespace", NAMESPACE, "--type", "merge", "--patch"];
			await cluster.kubectl([...patch, JSON.stringify({ spec: { replicas } })]);
		},
		async close() {
			for (const sandbox of opened.splice(0)) await sandbox.detach();
		},
		end: () => cluster.down(),
	};
}

/** A Run of Python in the Thread's kernel as it is now. */
export async function request(sandbox: Sandbox, thread: string, source: string, known?: string): Promise<RunRequest> {
	const generation = known ?? (await sandbox.open(thread, never)).generation;
	return {
		...{ thread, id: randomUUID(), generation, language: "python", source },
		sha256: createHash("sha256").update(source).digest("hex"),
		onOutput: () => {},
		signal: never,
	};
}

/** `known`: the kernel's generation, if it need not be asked for. */
export async function run(sandbox: Sandbox, thread: string, source: string, known?: string): Promise<Run> {
	return await sandbox.run(await request(sandbox, thread, source, known));
}

export async function put(sandbox: Sandbox, thread: string, name: string, bytes: Uint8Array, id = name) {
	async function* pieces() {
		yield bytes;
	}
	const file = { id, name, size: bytes.length, source: "" };
	return { file, name: await sandbox.put(thread, file, pieces(), never) };
}

export async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	for await (const part of bytes) parts.push(part);
	return Buffer.concat(parts);
}

export async function until(what: string, holds: () => Promise<boolean>, limitMs = 60_000): Promise<void> {
	for (const giveUp = Date.now() + limitMs; !(await holds()); ) {
		if (Date.now() > giveUp) throw new Error(`not within ${limitMs} ms: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
