// Sandbox port over a Kubernetes cluster: one Pod per Thread, claimed from a pool, found again by any bot, suspended when idle.

import type { Run } from "../core/domain.ts";
import { BotError } from "../core/errors.ts";
import type { Log, RunRequest, Sandbox } from "../core/ports.ts";
import { STARVED } from "./channel/container.ts";
import { ABILITIES } from "./kubernetes/abilities.ts";
import { type KubeOptions, openKube } from "./kubernetes/cluster/kube.ts";
import { openLine, TO_KEEPER, TO_LENDER } from "./kubernetes/cluster/line.ts";
import { ANNOTATION, CONTAINER, isReady, isWaiting } from "./kubernetes/cluster/shapes.ts";
import { watchCluster } from "./kubernetes/cluster/watch.ts";
import { openKeeper } from "./kubernetes/keeper/keeper.ts";
import { openKeptFiles, openLender } from "./kubernetes/keeper/kept-files.ts";
import { entered, openKeptRuns } from "./kubernetes/keeper/kept-runs.ts";
import { checkBounds } from "./kubernetes/tenancy/bounds.ts";
import { openPlaces } from "./kubernetes/tenancy/placing.ts";
import { openTenancy } from "./kubernetes/tenancy/tenancy.ts";
import { type KubeTenant, openTenants } from "./kubernetes/tenancy/tenants.ts";
import { performRun } from "./runs/runs.ts";
import { shareRun } from "./runs/shared-runs.ts";
import { startReaper } from "./tenancy/idle.ts";
import type { Need } from "./tenancy/need.ts";
import type { Sharing } from "./tenancy/sharing.ts";
import { inGate, stateOf } from "./tenancy/tenant.ts";

export interface KubernetesOptions extends KubeOptions {
	/** What the template gives a sandbox, in bytes; only told to people. */
	readonly memoryBytes: number;
	/** A sandbox that has not been used for this long is suspended; files stay. */
	readonly idleMs: number;
	readonly runTimeoutMs: number;
	readonly maxUploadBytes: number;
	/** What the Thread's people need of its container. */
	readonly need: (thread: string) => Promise<Need>;
	readonly alone: Sharing["alone"];
	/** Called with a sentence for the Thread's people about what was done to its files while they were not waiting for it. */
	readonly tell: (thread: string, sentence: string) => void;
	readonly log: Log;
}

export interface KubernetesSandbox extends Sandbox {
	/** Ends our side; Pods and Runs keep going, so that another bot, or a restarted one, finds them. */
	detach(): Promise<void>;
	/** BotError `sandbox_down` if nothing could run now. */
	check(): Promise<void>;
	usage(): {
		readonly seats: { readonly held: number; readonly limit: number; readonly waiting: number };
		readonly pool: { readonly spares: number; readonly found: number; readonly missed: number };
	};
}

const FILES_GONE =
	"This thread's files were lost with the sandbox that held them; send them again if they are still needed.";

/** Throws BotError `sandbox_down` or `sandbox_image` if nothing could run, or if code would not be shut in. */
export async function openSandbox(o: KubernetesOptions): Promise<KubernetesSandbox> {
	const { log } = o;
	const leaving = new AbortController();
	const kube = openKube(o);
	let spares = await kube.spares();
	const line = openLine(kube);
	const watched = watchCluster({
		kube,
		starved: STARVED,
		onGone: (pod, why) => tenancy.gone(pod, why),
		log,
	});
	const places = openPlaces({ kube, watched });
	const tenants = openTenants((tenant) => ({
		keeper: openKeeper({
			connect: async () => kube.exec(await tenancy.ready(tenant(), leaving.signal), CONTAINER.keeper, TO_KEEPER),
			onVolume: (id) => noteVolume(tenant(), id),
		}),
		lender: openLender(async () => kube.exec(await tenancy.ready(tenant(), leaving.signal), CONTAINER.code, TO_LENDER)),
	}));
	const tenancy = openTenancy({ ...o, kube, line, places, watched, tenants });
	try {
		const weaker = await checkBounds({ kube, places, signal: leaving.signal });
		for (const warning of weaker) log("warn", "sandbox.weaker", { warning });
	} catch (error) {
		watched.close();
		throw error;
	}
	const stopReaper = startReaper(Math.max(1000, Math.min(o.idleMs / 4, 30_000)), async () => {
		await tenancy.sweep().catch((error: unknown) => log("warn", "sandbox.sweep_failed", { error: String(error) }));
	});
	for (const { what, kubernetes, lacking } of ABILITIES)
		if (lacking) log("info", "sandbox.differs", { what, here: kubernetes });
	log("info", "sandbox.ready", { driver: "kubernetes", namespace: o.namespace, pool: o.pool, spares });

	/** Called for each new session with a keeper: another volume than before means that the files are gone. */
	async function noteVolume(tenant: KubeTenant, id: string): Promise<void> {
		if (tenant.sandbox === undefined) return;
		const known = (await kube.sandbox(tenant.sandbox))?.metadata.annotations[ANNOTATION.volume];
		if (known === id) return;
		await kube.annotate(tenant.sandbox, { [ANNOTATION.volume]: id });
		if (known === undefined) return;
		log("warn", "sandbox.files_gone", { thread: tenant.thread });
		o.tell(tenant.thread, FILES_GONE);
	}

	const filesOf = ({ keeper, lender }: KubeTenant) =>
		openKeptFiles({ keeper, lender, maxUploadBytes: o.maxUploadBytes });

	function both(signal: AbortSignal): AbortSignal {
		const any = AbortSignal.any([signal, leaving.signal]);
		any.throwIfAborted();
		return any;
	}

	/** undefined, and nothing is made, where the Thread has nothing here. */
	async function ifThere<T>(thread: string, step: (tenant: KubeTenant) => Promise<T>): Promise<T | undefined> {
		const tenant = tenants.of(thread);
		if (!(await tenancy.has(tenant))) return undefined;
		return await tenancy.using(tenant, leaving.signal, () => step(tenant));
	}

	async function perform(request: RunRequest, remarks: readonly string[]): Promise<Run> {
		const tenant = tenants.of(request.thread);
		let isPlaced = false;
		const placing = request.signal.aborted ? leaving.signal : both(request.signal);
		const step = async () => {
			isPlaced = true;
			const own = { files: filesOf(tenant), ledger: openKeptRuns(tenant.keeper) };
			// What stands in for other files has to be there before they are looked at.
			const isPlain = request.standIns === undefined || request.standIns.length === 0;
			const ports = isPlain ? await entered(own.files, own.ledger, request.id) : own;
			return await performRun({
				...ports,
				request,
				limitMs: request.limitMs ?? o.runTimeoutMs,
				memoryBytes: o.memoryBytes,
				container: () => inGate(tenant, () => tenancy.existing(tenant)),
				remarks,
				overLimit: () => undefined,
			});
		};
		return await tenancy.using(tenant, placing, step).catch((error: unknown) => {
			// Somebody stopped it while its thread waited for a Pod: it was not run.
			if (isPlaced || !request.signal.aborted) throw error;
			const nothing = { output: "", durationMs: 0, changed: [], artifacts: [], notes: [...remarks] };
			return { id: request.id, outcome: "cancelled", ...nothing, variablesKept: false };
		});
	}

	return {
		async open(thread, signal, { by, onPosition = () => {} } = {}) {
			const tenant = tenants.of(thread);
			if (by !== undefined) tenant.by = by;
			const { generation } = await tenancy.open(tenant, { signal: both(signal), onPosition });
			return { generation };
		},
		async put(thread, file, bytes, signal) {
			const tenant = tenants.of(thread);
			const any = both(signal);
			return await tenancy.using(tenant, any, () => filesOf(tenant).put(file, bytes, any));
		},
		has: (thread, file) => ifThere(thread, (tenant) => filesOf(tenant).find(file.id)),
		digest: (thread, file) => ifThere(thread, (tenant) => filesOf(tenant).digest(file.id)),
		async profile(thread, name, signal) {
			const { container } = await tenancy.open(tenants.of(thread), { signal: both(signal), onPosition: () => {} });
			return await container.profile(name);
		},
		data: async () => [],
		run: (request) => shareRun(tenants.of(request.thread), request, (shared, { remarks }) => perform(shared, remarks)),
		result: (thread, id) => ifThere(thread, (tenant) => openKeptRuns(tenant.keeper).finished(id)),
		look: (thread) => stateOf(tenants.of(thread)),
		async *bytes(thread, artifact) {
			const tenant = tenants.of(thread);
			if (!(await tenancy.has(tenant))) throw gone();
			yield* filesOf(tenant).bytes(artifact.id);
			tenant.lastUsed = Date.now();
		},
		close: (thread) => tenancy.close(tenants.of(thread)),
		forget: (thread) => tenancy.forget(tenants.of(thread)),
		async check() {
			spares = await kube.spares();
		},
		usage() {
			const claims = watched.claims();
			const held = claims.filter(isReady).length;
			const waiting = claims.filter(isWaiting).length;
			// The cluster's quota and nodes are the limit, and neither is for the bot to see.
			return { seats: { held, limit: 0, waiting }, pool: { spares, found: 0, missed: 0 } };
		},
		async detach() {
			leaving.abort(new Error("the bot closed its side of the sandbox"));
			stopReaper();
			watched.close();
			for (const tenant of tenants.all()) {
				tenant.container?.detach();
				tenant.keeper.close();
				tenant.lender.close();
			}
			await Promise.allSettled(tenants.all().map((tenant) => tenant.runQueue));
		},
	};
}

function gone(): BotError {
	return new BotError("file_gone", "The file is no longer there, because this thread's files were removed.");
}
