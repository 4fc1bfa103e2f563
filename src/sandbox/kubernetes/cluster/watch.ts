// Watch of claims and Pods: what happens to them from outside, without gaps even if the connection is cut.

import {
	CoreV1Api,
	CustomObjectsApi,
	type Informer,
	type KubernetesListObject,
	type KubernetesObject,
	makeInformer,
} from "@kubernetes/client-node";
import type { z } from "zod";
import type { Log } from "../../../core/ports.ts";
import type { Kube } from "./kube.ts";
import { type Claim, claimSchema, isOver, PART, type Pod, podSchema } from "./shapes.ts";

export interface Watched {
	/** Claims as last heard of. */
	claims(): readonly Claim[];
	/** Resolves when something was heard of one of these names, or after so many milliseconds. */
	heard(names: ReadonlySet<string>, ms: number, signal: AbortSignal): Promise<void>;
	close(): void;
}

/** The `why` of a Pod that is over completes "The sandbox ... while the code was running". */
export type OnGone = (pod: Pod, why: string) => void;

const AGAIN_MS = 1000;

export function watchCluster(o: { kube: Kube; starved: string; onGone: OnGone; log: Log }): Watched {
	const { kube } = o;
	const { namespace, config } = kube;
	const claims = new Map<string, Claim>();
	const gone = new Set<string>();
	const listeners = new Set<(name: string) => void>();
	let closed = false;

	const tell = (name: string) => {
		for (const listener of listeners) listener(name);
	};

	function follow<T extends z.ZodType>(
		path: string,
		list: () => Promise<unknown>,
		part: string,
		schema: T,
		on: (object: z.output<T>, isDeleted: boolean) => void,
	): Informer<KubernetesObject> {
		const listed = async () => (await list()) as KubernetesListObject<KubernetesObject>;
		const informer = makeInformer(config, path, listed, `${PART}=${part}`);
		const receive = (isDeleted: boolean) => (object: unknown) => {
			const known = schema.safeParse(object).data;
			if (known !== undefined) on(known, isDeleted);
		};
		informer.on("add", receive(false));
		informer.on("update", receive(false));
		informer.on("delete", receive(true));
		informer.on("error", (error: unknown) => {
			if (closed) return;
			o.log("debug", "sandbox.watch_cut", { path, error: String(error) });
			setTimeout(start, AGAIN_MS).unref();
		});
		const start = () => {
			if (!closed) informer.start().catch(() => setTimeout(start, AGAIN_MS).unref());
		};
		start();
		return informer;
	}

	const core = config.makeApiClient(CoreV1Api);
	const custom = config.makeApiClient(CustomObjectsApi);
	const api = { group: "extensions.agents.x-k8s.io", version: "v1beta1", plural: "sandboxclaims", namespace };
	const informers = [
		follow(
			`/api/v1/namespaces/${namespace}/pods`,
			() => core.listNamespacedPod({ namespace, labelSelector: `${PART}=sandbox` }),
			"sandbox",
			podSchema,
			(pod, isDeleted) => {
				const { uid, name } = pod.metadata;
				if ((isDeleted || isOver(pod)) && !gone.has(uid)) {
					gone.add(uid);
					o.onGone(pod, whyOver(pod, o.starved));
				}
				if (isDeleted) gone.delete(uid);
				tell(name);
			},
		),
		follow(
			`/apis/${api.group}/${api.version}/namespaces/${namespace}/${api.plural}`,
			() => custom.listNamespacedCustomObject({ ...api, labelSelector: `${PART}=thread` }),
			"thread",
			claimSchema,
			(claim, isDeleted) => {
				const { name } = claim.metadata;
				if (isDeleted) claims.delete(name);
				else claims.set(name, claim);
				tell(name);
			},
		),
	];

	return {
		claims: () => [...claims.values()],
		async heard(names, ms, signal) {
			const { promise, resolve } = Promise.withResolvers<void>();
			const listener = (name: string) => {
				if (names.has(name)) resolve();
			};
			const timer = setTimeout(resolve, ms);
			const stop = () => resolve();
			listeners.add(listener);
			signal.addEventListener("abort", stop, { once: true });
			await promise;
			clearTimeout(timer);
			listeners.delete(listener);
			signal.removeEventListener("abort", stop);
			signal.throwIfAborted();
		},
		close() {
			closed = true;
			for (const informer of informers) void informer.stop();
		},
	};
}

/** What ended a Pod, as far as it says so. */
function whyOver(pod: Pod, starved: string): string {
	const { status } = pod;
	if (status.containerStatuses.some(({ state }) => state.terminated?.reason === "OOMKilled")) return starved;
	const disrupted = status.conditions.find(
		({ type, status: holds }) => type === "DisruptionTarget" && holds === "True",
	);
	const reason = disrupted?.reason ?? status.reason;
	switch (reason) {
		case "PreemptionByScheduler":
			return "had to make room for other work";
		case "DeletionByTaintManager":
		case "DeletionByPodGC":
		case "NodeLost":
			return "was on a machine that failed";
		case "TerminationByKubelet":
		case "Evicted":
			return "was ended because its machine had no room left";
		default:
			return "was shut down from outside";
	}
}
