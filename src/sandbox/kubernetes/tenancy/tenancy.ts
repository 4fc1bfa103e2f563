// Tenancy on a cluster: each Thread's Pod is there when it is needed, found again by any bot, and suspended when nobody has used it.

import { setTimeout as sleep } from "node:timers/promises";
import { BotError } from "../../../core/errors.ts";
import type { Log } from "../../../core/ports.ts";
import { type ContainerHandle, openContainer } from "../../channel/container.ts";
import type { Line } from "../../ports.ts";
import { isIdle } from "../../tenancy/idle.ts";
import type { Need } from "../../tenancy/need.ts";
import { counted, inGate } from "../../tenancy/tenant.ts";
import type { Kube } from "../cluster/kube.ts";
import { idOf, suspend } from "../cluster/line.ts";
import { ANNOTATION, isOver, type Pod } from "../cluster/shapes.ts";
import type { Watched } from "../cluster/watch.ts";
import type { Placed, Places, Placing } from "./placing.ts";
import type { KubeTenant, Tenants } from "./tenants.ts";

/** A node that is busy with others takes many times the usual second. */
const START_MS = 30_000;
const GONE_MS = 60_000;

export interface Opened {
	readonly container: ContainerHandle;
	readonly generation: string;
}

export interface Tenancy {
	/** The Thread's container, started if there is none. */
	open(tenant: KubeTenant, placing: Placing): Promise<Opened>;
	/** The container that is there and fit for use, if any; call it in the gate. */
	existing(tenant: KubeTenant): Promise<ContainerHandle | undefined>;
	/** Runs a step with the Thread's Pod at hand: it is not suspended meanwhile. */
	using<T>(tenant: KubeTenant, signal: AbortSignal, step: () => Promise<T>): Promise<T>;
	/** The Pod, made ready if it is not; for sessions with its containers. */
	ready(tenant: KubeTenant, signal: AbortSignal): Promise<string>;
	/** Whether the Thread has anything here. */
	has(tenant: KubeTenant): Promise<boolean>;
	/** Ends the container; files stay. */
	close(tenant: KubeTenant): Promise<void>;
	/** Removes all that the Thread has here. */
	forget(tenant: KubeTenant): Promise<void>;
	/** Suspends what has idled, whichever bot used it last. */
	sweep(): Promise<void>;
	/** A Pod is over; `why` as in `Ending`. */
	gone(pod: Pod, why: string): void;
}

export function openTenancy(o: {
	kube: Kube;
	line: Line;
	places: Places;
	watched: Watched;
	tenants: Tenants;
	idleMs: number;
	need: (thread: string) => Promise<Need>;
	alone: (thread: string, step: () => Promise<void>) => Promise<boolean>;
	log: Log;
}): Tenancy {
	const { kube, line, places, tenants, log } = o;
	const quiet = () => {};

	const inUse = <T>(tenant: KubeTenant, step: () => Promise<T>) => counted(tenant, step, () => note(tenant));

	/** For the other bots, which look no further than this before they suspend it. */
	function note(tenant: KubeTenant): void {
		const now = Date.now();
		if (tenant.sandbox === undefined || now - tenant.noted < o.idleMs / 4) return;
		tenant.noted = now;
		kube.annotate(tenant.sandbox, { [ANNOTATION.used]: `${now}` }).catch((error: unknown) => {
			tenant.noted = 0;
			log("debug", "sandbox.use_not_noted", { thread: tenant.thread, error: String(error) });
		});
	}

	function handleOf(tenant: KubeTenant, { sandbox, pod }: Placed): ContainerHandle {
		const container = openContainer({ id: idOf(pod), line, name: pod.metadata.name, log });
		Object.assign(tenant, { sandbox, pod: pod.metadata.name, container });
		return container;
	}

	/** In the gate. */
	async function existing(tenant: KubeTenant): Promise<ContainerHandle | undefined> {
		if (tenant.container?.ended() === false) return tenant.container;
		letGo(tenant);
		const found = await places.find(tenant.claim);
		const pod = found === undefined ? undefined : await kube.pod(found.pod);
		if (found === undefined || pod === undefined || isOver(pod)) return undefined;
		return handleOf(tenant, { sandbox: found.sandbox, pod });
	}

	function letGo(tenant: KubeTenant): void {
		delete tenant.container;
		tenant.keeper.reset();
		tenant.lender.reset();
	}

	async function place(tenant: KubeTenant, placing: Placing): Promise<Placed> {
		const placed = await places.take(tenant.claim, tenant.thread, placing);
		Object.assign(tenant, { sandbox: placed.sandbox, pod: placed.pod.metadata.name });
		return placed;
	}

	/** undefined if the Pod has gone meanwhile. */
	async function opened(tenant: KubeTenant, placed: Placed): Promise<Opened | undefined> {
		const known = tenant.container;
		if (known !== undefined && (known.ended() || known.id !== idOf(placed.pod))) {
			known.lost("was shut down from outside");
			letGo(tenant);
		}
		const container = tenant.container ?? handleOf(tenant, placed);
		const generation = await container.generation(START_MS);
		if (generation !== undefined) {
			if (tenant.generation !== generation) log("info", "sandbox.opened", { thread: tenant.thread, generation });
			tenant.generation = generation;
			return { container, generation };
		}
		// Rejects if it is the API server that does not answer: then the agent may be fine.
		const pod = await kube.pod(placed.pod.metadata.name);
		letGo(tenant);
		if (pod === undefined || isOver(pod) || idOf(pod) !== container.id) return undefined;
		// An agent that does not answer has nothing that is worth waiting for.
		await container.kill();
		throw new BotError(
			"sandbox_down",
			"The sandbox started but does not answer; try again, or ask whoever runs the cluster to look at its Pod.",
		);
	}

	async function open(tenant: KubeTenant, placing: Placing): Promise<Opened> {
		const known = await inGate(tenant, async () => {
			const { container } = tenant;
			const generation = container?.ended() === false ? await container.generation() : undefined;
			if (container === undefined || generation === undefined) return undefined;
			tenant.generation = generation;
			return { container, generation };
		});
		if (known !== undefined) return known;
		for (;;) {
			const placed = await place(tenant, placing);
			const found = await inGate(tenant, () => opened(tenant, placed));
			if (found !== undefined) return found;
		}
	}

	/** In the gate. */
	async function putAway(tenant: KubeTenant): Promise<void> {
		const found = await places.find(tenant.claim);
		// Said first, so that a Run in it hears why from us.
		tenant.container?.lost("was shut down");
		letGo(tenant);
		if (found !== undefined) await suspend(kube, found.sandbox, found.pod);
		log("info", "sandbox.suspended", { thread: tenant.thread });
	}

	const isBusy = (tenant: KubeTenant) => tenant.users > 0 || tenant.runs.size > 0;

	async function reap(tenant: KubeTenant, used: () => Promise<number>): Promise<void> {
		const { thread } = tenant;
		const isOld = async () =>
			isIdle({ lastUsed: await used(), busy: isBusy(tenant) }, Date.now(), o.idleMs) &&
			(await o.need(thread)) === "none";
		await inGate(tenant, async () => {
			if (!(await isOld())) return;
			// Until now another bot may have worked on it.
			await o.alone(thread, async () => {
				if (await isOld()) await putAway(tenant);
			});
		}).catch((error: unknown) => log("warn", "sandbox.reap_failed", { thread, error: String(error) }));
	}

	return {
		open: (tenant, placing) => inUse(tenant, () => open(tenant, placing)),
		existing,
		using: (tenant, signal, step) =>
			inUse(tenant, async () => {
				if (tenant.container?.ended() !== false) await place(tenant, { signal, onPosition: quiet });
				return await step();
			}),
		async ready(tenant, signal) {
			if (tenant.container?.ended() === false && tenant.pod !== undefined) return tenant.pod;
			return (await place(tenant, { signal, onPosition: quiet })).pod.metadata.name;
		},
		has: async (tenant) => tenant.container?.ended() === false || (await kube.claim(tenant.claim)) !== undefined,
		close: (tenant) => inGate(tenant, () => putAway(tenant)),
		async forget(tenant) {
			const found = await places.find(tenant.claim);
			await inGate(tenant, async () => {
				tenant.container?.lost("was shut down");
				letGo(tenant);
				await kube.deleteClaim(tenant.claim);
			});
			await tenant.runQueue;
			for (const giveUp = Date.now() + GONE_MS; ; await sleep(100)) {
				const pod = found === undefined ? undefined : await kube.pod(found.pod);
				if (pod === undefined && (await kube.claim(tenant.claim)) === undefined) break;
				if (Date.now() > giveUp) throw new Error(`what ${tenant.claim} had is not removed`);
			}
			delete tenant.sandbox;
			delete tenant.pod;
			tenant.noted = 0;
		},
		async sweep() {
			const sandboxes = new Map((await kube.sandboxes()).map((one) => [one.metadata.name, one]));
			for (const { metadata, status } of o.watched.claims()) {
				const thread = metadata.annotations[ANNOTATION.thread];
				const sandbox = sandboxes.get(status.sandbox.name);
				if (thread === undefined || sandbox?.spec.operatingMode !== "Running") continue;
				const noted = Number(sandbox.metadata.annotations[ANNOTATION.used] ?? metadata.creationTimestamp);
				const tenant = tenants.of(thread);
				if (Date.now() - Math.max(noted, tenant.lastUsed) < o.idleMs) continue;
				const again = async () =>
					Number((await kube.sandbox(status.sandbox.name))?.metadata.annotations[ANNOTATION.used] ?? noted);
				await reap(tenant, async () => Math.max(await again(), tenant.lastUsed));
			}
		},
		gone(pod, why) {
			const tenant = tenants.withPod(pod.metadata.name);
			if (tenant?.container?.id !== idOf(pod)) return;
			tenant.container.lost(why);
			letGo(tenant);
		},
	};
}
