// Placing: a Thread's claim until its Pod is ready, with the place in the line meanwhile, and what hinders it as a sentence.

import { BotError } from "../../../core/errors.ts";
import type { Kube } from "../cluster/kube.ts";
import { suspend } from "../cluster/line.ts";
import { type Claim, isOver, isReady, isWaiting, type Pod, reasonOf } from "../cluster/shapes.ts";
import type { Watched } from "../cluster/watch.ts";

/** The controller's own note of the Pod that a sandbox took from the pool. */
const POD_NAME = "agents.x-k8s.io/pod-name";
const LOOK_AGAIN_MS = 2000;
/** Whoever is served within this time is told of no line. */
const LINE_AFTER_MS = 1500;
/** So many Pods may end while one is waited for. */
const MOST_OVER = 3;

export interface Placed {
	readonly sandbox: string;
	readonly pod: Pod;
}

export interface Placing {
	readonly signal: AbortSignal;
	/** The position in the line, from 1; called again when it changes. */
	readonly onPosition: (position: number) => void;
}

export interface Places {
	/** The Pod of a claim, once it is ready; one that is over is made anew, one that was suspended comes back. */
	take(claim: string, thread: string, placing: Placing): Promise<Placed>;
	/** What there is of a claim now, without waiting. */
	find(claim: string): Promise<{ readonly sandbox: string; readonly pod: string } | undefined>;
}

export function openPlaces({ kube, watched }: { kube: Kube; watched: Watched }): Places {
	async function claimed(name: string, thread: string): Promise<Claim | undefined> {
		const known = await kube.claim(name);
		// Of several bots that make it at once one is first, and it is the same for all.
		if (known === undefined) await kube.createClaim(name, thread);
		return known;
	}

	async function namesOf(
		claim: Claim | undefined,
	): Promise<{ sandbox: string; pod: string; mode: string } | undefined> {
		const sandbox = claim?.status.sandbox.name ?? "";
		const object = sandbox === "" ? undefined : await kube.sandbox(sandbox);
		if (object === undefined) return undefined;
		return { sandbox, pod: object.metadata.annotations[POD_NAME] ?? sandbox, mode: object.spec.operatingMode };
	}

	/** undefined as long as it is not ready; `over` counts its Pods that have ended meanwhile. */
	async function look(
		name: string,
		thread: string,
		names: Set<string>,
		over: Set<string>,
	): Promise<Placed | undefined> {
		const claim = await claimed(name, thread);
		refuseBroken(claim);
		const found = await namesOf(claim);
		if (found === undefined) return undefined;
		names.add(found.pod);
		const pod = await kube.pod(found.pod);
		if (pod !== undefined && isOver(pod)) {
			over.add(pod.metadata.uid);
			if (over.size > MOST_OVER) throw endsAtOnce();
			await suspend(kube, found.sandbox, found.pod);
		}
		if (found.mode === "Suspended" || (pod !== undefined && isOver(pod))) {
			await kube.setMode(found.sandbox, "Running");
			return undefined;
		}
		if (pod === undefined) return undefined;
		refuseBrokenPod(pod);
		return isReady(pod) ? { sandbox: found.sandbox, pod } : undefined;
	}

	/** How many wait for longer, from 1; suspended ones do not wait. */
	function positionOf(name: string): number {
		const waiting = watched.claims().filter(isWaiting);
		const own = waiting.find(({ metadata }) => metadata.name === name);
		if (own === undefined) return waiting.length + 1;
		const before = (one: Claim) =>
			one.metadata.creationTimestamp < own.metadata.creationTimestamp ||
			(one.metadata.creationTimestamp === own.metadata.creationTimestamp && one.metadata.name < name);
		return waiting.filter(before).length + 1;
	}

	return {
		async take(name, thread, { signal, onPosition }) {
			const names = new Set([name]);
			const over = new Set<string>();
			const began = Date.now();
			let told = 0;
			for (;;) {
				signal.throwIfAborted();
				// From before the look, so that nothing that happens meanwhile is missed.
				const heard = watched.heard(names, LOOK_AGAIN_MS, signal);
				heard.catch(() => {});
				const placed = await look(name, thread, names, over);
				if (placed !== undefined) return placed;
				const position = positionOf(name);
				if (position !== told && Date.now() - began > LINE_AFTER_MS) {
					told = position;
					onPosition(position);
				}
				await heard;
			}
		},
		async find(name) {
			return await namesOf(await kube.claim(name));
		},
	};
}

function endsAtOnce(): BotError {
	return new BotError(
		"sandbox_down",
		"The sandbox ends again as soon as it starts, so no code can run; ask whoever runs the cluster to look at the log of its Pod.",
	);
}

const BROKEN_CLAIM = ["TemplateNotFound", "WarmPoolNotFound", "InvalidMetadata", "VolumeClaimTemplatesError"];
const BROKEN_POD = [
	...["ErrImageNeverPull", "ImagePullBackOff", "InvalidImageName", "CreateContainerConfigError"],
	...["CreateContainerError", "RunContainerError", "CrashLoopBackOff"],
];

function refuseBroken(claim: Claim | undefined): void {
	const reason = claim === undefined ? "" : reasonOf(claim);
	if (!BROKEN_CLAIM.includes(reason)) return;
	throw new BotError(
		"sandbox_down",
		`The cluster cannot make sandboxes (${reason}), so no code can run; ask whoever runs it to look at the pool and its template.`,
	);
}

function refuseBrokenPod({ status }: Pod): void {
	const all = [...status.initContainerStatuses, ...status.containerStatuses];
	const broken = all.map(({ state }) => state.waiting?.reason ?? "").find((reason) => BROKEN_POD.includes(reason));
	if (broken === undefined) return;
	throw new BotError(
		"sandbox_image",
		`The cluster cannot start the sandbox's containers (${broken}), so no code can run; ask whoever runs it to look at their image and the template.`,
	);
}
