// Kubernetes as the driver uses it: claims, sandboxes, Pods and programs in them, with a time limit on every call and each answer checked.

import { existsSync } from "node:fs";
import type { Duplex } from "node:stream";
import { CoreV1Api, CustomObjectsApi, KubeConfig, PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import type { z } from "zod";
import { BotError } from "../../../core/errors.ts";
import { asBotError, down, statusOf } from "./errors.ts";
import { execIn } from "./exec.ts";
import {
	ANNOTATION,
	type Claim,
	type CONTAINER,
	claimSchema,
	PART,
	type Pod,
	podSchema,
	poolSchema,
	type SandboxObject,
	sandboxSchema,
} from "./shapes.ts";

export interface KubeOptions {
	/** Where the sandboxes are. */
	readonly namespace: string;
	/** The SandboxWarmPool that threads take theirs from. */
	readonly pool: string;
	/** A kubeconfig file; absent: the service account of the bot's own Pod, or the machine's default. */
	readonly kubeconfig?: string;
}

/** Every call ends within seconds: BotError `sandbox_down` if the server does not answer or refuses the bot. */
export interface Kube {
	readonly config: KubeConfig;
	readonly namespace: string;
	/** Host and port of the API server. */
	readonly server: { readonly host: string; readonly port: number };
	claim(name: string): Promise<Claim | undefined>;
	/** Takes a sandbox from the pool for `name`; false if there is such a claim already. */
	createClaim(name: string, thread: string): Promise<boolean>;
	/** With all that belongs to it; a claim that is gone is fine. */
	deleteClaim(name: string): Promise<void>;
	sandbox(name: string): Promise<SandboxObject | undefined>;
	sandboxes(): Promise<readonly SandboxObject[]>;
	/** False if there is no such sandbox. */
	setMode(name: string, mode: "Running" | "Suspended"): Promise<boolean>;
	annotate(name: string, annotations: Readonly<Record<string, string>>): Promise<void>;
	pod(name: string): Promise<Pod | undefined>;
	/** How many spares are ready; BotError `sandbox_down` if there is no such pool. */
	spares(): Promise<number>;
	/** As `execIn`. */
	exec(pod: string, container: (typeof CONTAINER)[keyof typeof CONTAINER], command: readonly string[]): Promise<Duplex>;
}

const CLAIMS = { group: "extensions.agents.x-k8s.io", version: "v1beta1", plural: "sandboxclaims" } as const;
const POOLS = { ...CLAIMS, plural: "sandboxwarmpools" } as const;
const SANDBOXES = { group: "agents.x-k8s.io", version: "v1beta1", plural: "sandboxes" } as const;
const CALL_MS = 10_000;
const OWN_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount/token";

function loaded({ kubeconfig }: KubeOptions): KubeConfig {
	const config = new KubeConfig();
	try {
		if (kubeconfig !== undefined) config.loadFromFile(kubeconfig);
		else if (existsSync(OWN_ACCOUNT)) config.loadFromCluster();
		else config.loadFromDefault();
		if (config.getCurrentCluster() !== null) return config;
	} catch (error) {
		throw noCluster(error);
	}
	throw noCluster(undefined);
}

function noCluster(cause: unknown): BotError {
	return new BotError(
		"sandbox_down",
		"The bot found no Kubernetes cluster to run sandboxes on; run it in one, or name a file in K8S_KUBECONFIG.",
		{ cause },
	);
}

export function openKube(o: KubeOptions): Kube {
	const config = loaded(o);
	const core = config.makeApiClient(CoreV1Api);
	const custom = config.makeApiClient(CustomObjectsApi);
	const { namespace } = o;
	const url = new URL(config.getCurrentCluster()?.server ?? "https://localhost");

	async function within<T>(call: () => Promise<T>): Promise<T> {
		const late = Promise.withResolvers<never>();
		const timer = setTimeout(() => late.reject(down(undefined)), CALL_MS);
		try {
			return await Promise.race([call(), late.promise]);
		} catch (error) {
			throw asBotError(error);
		} finally {
			clearTimeout(timer);
		}
	}

	/** undefined where there is none. */
	async function got<T extends z.ZodType>(schema: T, call: () => Promise<unknown>): Promise<z.output<T> | undefined> {
		const answer = await within(call).catch((error: unknown) => {
			if (statusOf(error) === 404) return undefined;
			throw error;
		});
		return answer === undefined ? undefined : parsed(schema, answer);
	}

	function parsed<T extends z.ZodType>(schema: T, answer: unknown): z.output<T> {
		const known = schema.safeParse(answer);
		if (known.success) return known.data;
		throw down(known.error);
	}

	async function patch(name: string, body: object): Promise<boolean> {
		const merge = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
		try {
			await within(() => custom.patchNamespacedCustomObject({ ...SANDBOXES, namespace, name, body }, merge));
			return true;
		} catch (error) {
			if (statusOf(error) === 404) return false;
			throw error;
		}
	}

	return {
		config,
		namespace,
		server: { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port) || 443 },
		claim: (name) => got(claimSchema, () => custom.getNamespacedCustomObject({ ...CLAIMS, namespace, name })),
		async createClaim(name, thread) {
			const body = {
				apiVersion: `${CLAIMS.group}/${CLAIMS.version}`,
				kind: "SandboxClaim",
				metadata: { name, labels: { [PART]: "thread" }, annotations: { [ANNOTATION.thread]: thread } },
				spec: { warmPoolRef: { name: o.pool } },
			};
			try {
				await within(() => custom.createNamespacedCustomObject({ ...CLAIMS, namespace, body }));
				return true;
			} catch (error) {
				if (statusOf(error) === 409) return false;
				throw error;
			}
		},
		async deleteClaim(name) {
			await got(claimSchema.partial(), () =>
				custom.deleteNamespacedCustomObject({ ...CLAIMS, namespace, name, propagationPolicy: "Foreground" }),
			);
		},
		sandbox: (name) => got(sandboxSchema, () => custom.getNamespacedCustomObject({ ...SANDBOXES, namespace, name })),
		async sandboxes() {
			const list = await within(() => custom.listNamespacedCustomObject({ ...SANDBOXES, namespace }));
			const items: readonly unknown[] = list.items ?? [];
			return items.flatMap((item) => sandboxSchema.safeParse(item).data ?? []);
		},
		setMode: (name, operatingMode) => patch(name, { spec: { operatingMode } }),
		annotate: async (name, annotations) => void (await patch(name, { metadata: { annotations } })),
		pod: (name) => got(podSchema, () => core.readNamespacedPod({ namespace, name })),
		async spares() {
			const pool = await got(poolSchema, () => custom.getNamespacedCustomObject({ ...POOLS, namespace, name: o.pool }));
			if (pool !== undefined) return pool.status.readyReplicas;
			throw new BotError(
				"sandbox_down",
				`There is no SandboxWarmPool ${o.pool} in the namespace ${namespace}, so no code can run; install the chart, or set K8S_POOL and K8S_NAMESPACE.`,
			);
		},
		async exec(pod, container, command) {
			try {
				return await execIn(config, { namespace, pod, container }, command);
			} catch (error) {
				throw down(error);
			}
		},
	};
}
