// Sandbox port over a Docker engine: one container per Thread, opened when needed and found again after a restart.

import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Run, ThreadId } from "../core/domain.ts";
import type { Log, RunRequest, Sandbox } from "../core/ports.ts";
import type { ContainerPlan } from "./docker/engine/container-options.ts";
import { enforcementOf } from "./docker/engine/enforcement.ts";
import { openEngine } from "./docker/engine/engine.ts";
import { watchEvents } from "./docker/engine/events.ts";
import { checkedDataDirs, type DataDir, dataFiles } from "./docker/files/data-dirs.ts";
import { openDisks } from "./docker/files/disks.ts";
import { diskOf, treeOf } from "./docker/files/folders.ts";
import { asDiskFull } from "./docker/files/full.ts";
import { openLedger } from "./docker/files/ledger.ts";
import { openFiles } from "./docker/files/thread-files.ts";
import { openWatchdog } from "./docker/tenancy/disk-watch.ts";

import { freeBudget, sandboxesFor } from "./docker/tenancy/memory.ts";
import { openPool, type PoolCount } from "./docker/tenancy/pool.ts";
import { openSeats, type SeatCount } from "./docker/tenancy/seats.ts";
import { openStarter } from "./docker/tenancy/starter.ts";
import { openTenancy } from "./docker/tenancy/tenancy.ts";
import { type HostTenant, openTenants } from "./docker/tenancy/tenants.ts";
import type { Files } from "./ports.ts";
import { performRun } from "./runs/runs.ts";
import { shareRun } from "./runs/shared-runs.ts";
import { startReaper } from "./tenancy/idle.ts";
import type { Need } from "./tenancy/need.ts";
import type { Sharing } from "./tenancy/sharing.ts";
import { type ActiveRun, inGate, stateOf } from "./tenancy/tenant.ts";

export interface SandboxOptions {
	/** Where the engine listens; without it the usual socket. */
	readonly socketPath?: string;
	readonly image: string;
	/** Must be a folder that the engine sees under the same path. */
	readonly stateDir: string;
	readonly hostId: string;
	readonly memoryBytes: number;
	readonly cpus: number;
	/** What one Thread's files may take. */
	readonly diskBytes?: number;
	/** `folder` forces plain folders, whose limit is watched. */
	readonly diskKind?: "image" | "folder";
	/** Containers that are kept ready for new Threads. */
	readonly spares?: number;
	/** Containers at a time, spares included; without it as many as fit into memory. */
	readonly maxSandboxes?: number;
	/** Memory for all of them together; without it what is free at start. */
	readonly budgetBytes?: number;
	/** A container that has not been used for this long is ended; files stay. */
	readonly idleMs: number;
	readonly runTimeoutMs: number;
	readonly maxUploadBytes: number;
	/** The operator's folders, shown to code read-only at `/data/<name>`. */
	readonly dataDirs?: readonly DataDir[];
	/** What the Thread's people need of its container. */
	readonly need: (thread: ThreadId) => Promise<Need>;
	/** Other bots may work with this state folder and engine; absent: none does. */
	readonly shared?: Sharing;
	/** Called with a sentence for the Thread's people about what was done to its container while they were not waiting for it. */
	readonly tell: (thread: ThreadId, sentence: string) => void;
	readonly log: Log;
}

export interface DockerSandbox extends Sandbox {
	/** Ends our side; containers and Runs keep going, so that another bot, or a restarted one, finds them. `retire`: spares are nobody's else. */
	detach(spares?: "keep" | "retire"): Promise<void>;
	/** Removes all containers of this host and puts all disks away; for the last bot of it. */
	removeAll(): Promise<void>;
	/** BotError `sandbox_down` or `sandbox_image` if nothing could run now. */
	check(): Promise<void>;
	usage(): { readonly seats: SeatCount; readonly pool: PoolCount };
}

/** At least: a bot that is back within this time finds its containers. */
const DEADMAN_S = 1800;
const DISK_BYTES = 8 * 1024 ** 3;

/** Throws BotError `sandbox_down` or `sandbox_image` if nothing could run anyway. */
export async function openSandbox(o: SandboxOptions): Promise<DockerSandbox> {
	await mkdir(o.stateDir, { recursive: true });
	const stateDir = resolve(o.stateDir);
	const { hostId, log, memoryBytes, diskBytes = DISK_BYTES } = o;
	const engine = openEngine({ socketPath: o.socketPath, log });
	const enforced = enforcementOf({ ...(await engine.about()), uid: process.getuid?.() });
	for (const warning of enforced.warnings) log("warn", "sandbox.weaker", { warning });
	const dataDirs = await checkedDataDirs(o.dataDirs ?? [], {
		stateDir,
		socketPath: o.socketPath ?? "/var/run/docker.sock",
	});
	const hostsFile = join(stateDir, "hosts");
	await writeFile(hostsFile, "127.0.0.1 localhost\n::1 localhost\n");
	// Code reads it, whatever the bot's umask.
	await chmod(hostsFile, 0o644);
	await engine.imageId(o.image);

	async function plan(disk: string): Promise<ContainerPlan> {
		return {
			image: o.image,
			imageId: await engine.imageId(o.image),
			hostId,
			disk,
			workspace: treeOf(join(stateDir, "disks", disk)).workspace,
			hostsFile,
			memoryBytes,
			cpus: o.cpus,
			deadManS: Math.max(DEADMAN_S, Math.ceil(o.idleMs / 500)),
			appArmor: enforced.appArmor,
			dataDirs,
		};
	}

	const leaving = new AbortController();
	const disks = await openDisks({ stateDir, bytes: diskBytes, kind: o.diskKind, log });
	const tenants = openTenants(stateDir);
	const limit = o.maxSandboxes ?? sandboxesFor(o.budgetBytes ?? (await freeBudget()), memoryBytes);
	const seats = openSeats(limit, (among) => tenancy.makeRoom(among));
	const starter = openStarter({ engine, hostId, plan, log });
	const pool = openPool({ size: Math.min(o.spares ?? 0, limit), starter, disks, seats, log });
	const tenancy = openTenancy({ ...o, stateDir, engine, disks, tenants, seats, starter, pool });
	await (o.shared?.joins ? tenancy.learn() : tenancy.adopt());
	const watchdog = openWatchdog({ tenants, disks, evict: tenancy.evict, tell: o.tell, log });
	const unwatch = watchEvents({ engine, hostId, onEvent: tenancy.happened, onCut: tenancy.compare, log });
	const stopReaper = startReaper(Math.max(1000, Math.min(o.idleMs / 4, 30_000)), tenancy.sweep);
	log("info", "sandbox.ready", { sandboxes: limit, spares: Math.min(o.spares ?? 0, limit), disks: disks.kind });
	pool.fill();

	function filesOf(tenant: HostTenant): Files {
		return openFiles({
			folders: tenant.folders,
			maxUploadBytes: o.maxUploadBytes,
			checkRoom: (bytes) => disks.checkRoom(bytes, tenant.disk),
			added: () => watchdog.settle(tenant),
		});
	}

	async function perform(
		tenant: HostTenant,
		request: RunRequest,
		active: Pick<ActiveRun, "remarks" | "stop">,
	): Promise<Run> {
		return await tenancy.using(tenant, async () => {
			const ledger = openLedger(tenant.folders);
			if (!(await ledger.hasStarted(request.id))) await disks.checkRun();
			let over: string | undefined;
			const unwatchDisk = watchdog.during(tenant, (sentence) => {
				over = sentence;
				active.stop.abort(new Error(sentence));
			});
			try {
				return await performRun({
					files: filesOf(tenant),
					ledger,
					request,
					limitMs: request.limitMs ?? o.runTimeoutMs,
					memoryBytes,
					container: () => inGate(tenant, () => tenancy.existing(tenant)),
					remarks: active.remarks,
					overLimit: () => over,
				});
			} finally {
				unwatchDisk();
			}
		});
	}

	/** From here on nothing new begins. */
	async function leave(): Promise<void> {
		leaving.abort(new Error("the bot closed its side of the sandbox"));
		stopReaper();
		watchdog.close();
		unwatch();
		seats.close();
	}

	return {
		async open(thread, signal, { by, onPosition = () => {} } = {}) {
			const both = AbortSignal.any([signal, leaving.signal]);
			both.throwIfAborted();
			const tenant = tenants.of(thread);
			if (by !== undefined) tenant.by = by;
			const { generation } = await asDiskFull(tenancy.open(tenant, { signal: both, by: tenant.by, onPosition }));
			return { generation };
		},
		async put(thread, file, bytes, signal) {
			const both = AbortSignal.any([signal, leaving.signal]);
			both.throwIfAborted();
			const tenant = tenants.of(thread);
			return await asDiskFull(tenancy.using(tenant, () => filesOf(tenant).put(file, bytes, both)));
		},
		async has(thread, file) {
			const tenant = tenants.of(thread);
			if ((await diskOf(tenant.folders)) === undefined) return undefined;
			return await asDiskFull(tenancy.using(tenant, () => filesOf(tenant).find(file.id)));
		},
		async digest(thread, file) {
			const tenant = tenants.of(thread);
			if ((await diskOf(tenant.folders)) === undefined) return undefined;
			return await asDiskFull(tenancy.using(tenant, () => filesOf(tenant).digest(file.id)));
		},
		async profile(thread, name, signal) {
			const both = AbortSignal.any([signal, leaving.signal]);
			both.throwIfAborted();
			const tenant = tenants.of(thread);
			const { container } = await asDiskFull(
				tenancy.open(tenant, { signal: both, by: tenant.by, onPosition: () => {} }),
			);
			return await container.profile(name);
		},
		data: () => dataFiles(dataDirs),
		run: (request) =>
			asDiskFull(
				shareRun(tenants.of(request.thread), request, (shared, active) =>
					perform(tenants.of(request.thread), shared, active),
				),
			),
		result: (thread, id) => openLedger(tenants.of(thread).folders).finished(id),
		look: (thread) => stateOf(tenants.of(thread)),
		bytes: (thread, artifact) => filesOf(tenants.of(thread)).bytes(artifact.id),
		close: (thread) => tenancy.close(tenants.of(thread)),
		forget: (thread) => tenancy.forget(tenants.of(thread)),
		check: async () => void (await engine.imageId(o.image)),
		usage: () => ({ seats: seats.count(), pool: pool.count() }),
		async detach(spares = "keep") {
			await leave();
			await pool.close(spares);
			for (const tenant of tenants.all()) tenant.container?.detach();
			await Promise.allSettled(tenants.all().map((tenant) => tenant.runQueue));
			engine.close();
		},
		async removeAll() {
			await leave();
			await pool.close("retire");
			for (const tenant of tenants.all()) await tenancy.close(tenant).catch(() => {});
			for (const one of await engine.list(hostId)) await engine.remove(one.id);
			await Promise.allSettled(tenants.all().map((tenant) => tenant.runQueue));
			for (const tenant of tenants.all()) {
				if (tenant.disk === undefined) continue;
				await disks
					.unmount(tenant.disk)
					.catch((error: unknown) => log("warn", "sandbox.disk_kept", { error: String(error) }));
			}
			engine.close();
		},
	};
}
