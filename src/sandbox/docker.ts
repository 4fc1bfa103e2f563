// The Sandbox port over a Docker engine: one container a Thread, opened when needed, found again after a restart.

import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Run, ThreadId } from "../core/domain.ts";
import type { Log, RunRequest, Sandbox } from "../core/ports.ts";
import type { ContainerPlan } from "./engine/container-options.ts";
import { enforcementOf } from "./engine/enforcement.ts";
import { openEngine } from "./engine/engine.ts";
import { watchEvents } from "./engine/events.ts";
import { checkedDataDirs, type DataDir, dataFiles } from "./files/data-dirs.ts";
import { openDisks } from "./files/disks.ts";
import { diskOf, treeOf } from "./files/folders.ts";
import { toldFull } from "./files/full.ts";
import { digestOf, findUpload, putUpload } from "./files/workspace.ts";
import { artifactBytes } from "./runs/artifacts.ts";
import { finishedRun, hasStarted } from "./runs/ledger.ts";
import { performRun } from "./runs/runs.ts";
import { shareRun } from "./runs/shared-runs.ts";
import { openWatchdog } from "./tenancy/disk-watch.ts";
import { startReaper } from "./tenancy/idle.ts";
import { freeBudget, sandboxesFor } from "./tenancy/memory.ts";
import type { Need } from "./tenancy/need.ts";
import { openPool } from "./tenancy/pool.ts";
import { openSeats } from "./tenancy/seats.ts";
import { openStarter } from "./tenancy/starter.ts";
import { openTenancy } from "./tenancy/tenancy.ts";
import { type GoingRun, inGate, openTenants, type Tenant } from "./tenancy/tenants.ts";

export interface SandboxOptions {
	/** Where the engine listens; without it the usual place. */
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
	/** Containers at a time, spares included; without it as many as the memory bears. */
	readonly maxSandboxes?: number;
	/** Memory for all of them together; without it what is free at start. */
	readonly budgetBytes?: number;
	/** A container that was not used for so long ends, files stay. */
	readonly idleMs: number;
	readonly runTimeoutMs: number;
	readonly maxUploadBytes: number;
	/** The operator's folders, shown to code read-only at `/data/<name>`. */
	readonly dataDirs?: readonly DataDir[];
	/** What the Thread's people need of its container. */
	readonly need: (thread: ThreadId) => Promise<Need>;
	/** Called with a sentence for the Thread's people about what was done to its container while they did not wait on it. */
	readonly tell: (thread: ThreadId, sentence: string) => void;
	readonly log: Log;
}

export interface DockerSandbox extends Sandbox {
	/** Ends our side; containers and Runs go on, so that a restarted bot finds them. */
	detach(): Promise<void>;
	/** Removes all containers of this host and puts all disks away. */
	removeAll(): Promise<void>;
}

/** At least: a bot that comes back within it finds its containers. */
const DEADMAN_S = 1800;
const DISK_BYTES = 8 * 1024 ** 3;

/** BotError `sandbox_down` or `sandbox_image` where nothing could run anyway. */
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
	// Code reads it, whatever umask the bot has.
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
	const places = openTenants(stateDir);
	const limit = o.maxSandboxes ?? sandboxesFor(o.budgetBytes ?? (await freeBudget()), memoryBytes);
	const seats = openSeats(limit, (among) => tenancy.makeRoom(among));
	const starter = openStarter({ engine, hostId, plan, log });
	const pool = openPool({ size: Math.min(o.spares ?? 0, limit), starter, disks, seats, log });
	const tenancy = openTenancy({ ...o, stateDir, engine, disks, places, seats, starter, pool });
	await tenancy.adopt();
	const watchdog = openWatchdog({ places, disks, evict: tenancy.evict, tell: o.tell, log });
	const unwatch = watchEvents({ engine, hostId, onEvent: tenancy.happened, onCut: tenancy.compare, log });
	const stopReaper = startReaper(Math.max(1000, Math.min(o.idleMs / 4, 30_000)), tenancy.sweep);
	log("info", "sandbox.ready", { sandboxes: limit, spares: Math.min(o.spares ?? 0, limit), disks: disks.kind });
	pool.fill();

	async function perform(place: Tenant, request: RunRequest, going: Pick<GoingRun, "remarks" | "stop">): Promise<Run> {
		return await tenancy.using(place, async () => {
			if (!(await hasStarted(place.folders, request.id))) await disks.checkRun();
			let over: string | undefined;
			const unwatchDisk = watchdog.during(place, (sentence) => {
				over = sentence;
				going.stop.abort(new Error(sentence));
			});
			try {
				return await performRun({
					folders: place.folders,
					request,
					limitMs: request.limitMs ?? o.runTimeoutMs,
					memoryBytes,
					box: () => inGate(place, () => tenancy.existing(place)),
					remarks: going.remarks,
					overLimit: () => over,
				});
			} finally {
				unwatchDisk();
			}
		});
	}

	/** Nothing new begins from here on. */
	async function leave(): Promise<void> {
		leaving.abort(new Error("the sandbox was let go of"));
		stopReaper();
		watchdog.close();
		unwatch();
		seats.close();
	}

	return {
		async open(thread, signal, { by, onPosition = () => {} } = {}) {
			const both = AbortSignal.any([signal, leaving.signal]);
			both.throwIfAborted();
			const place = places.of(thread);
			if (by !== undefined) place.by = by;
			const { generation } = await toldFull(tenancy.open(place, { signal: both, by: place.by, onPosition }));
			return { generation };
		},
		async put(thread, file, bytes, signal) {
			const both = AbortSignal.any([signal, leaving.signal]);
			both.throwIfAborted();
			const place = places.of(thread);
			const name = tenancy.using(place, async () => {
				const known = await findUpload(place.folders, file.id);
				if (known !== undefined) return known;
				await disks.checkRoom(file.size, place.disk);
				const { folders } = place;
				return await putUpload({ folders, file, bytes, maxBytes: o.maxUploadBytes, signal: both }).finally(() =>
					watchdog.settle(place),
				);
			});
			return await toldFull(name);
		},
		async has(thread, file) {
			const place = places.of(thread);
			if ((await diskOf(place.folders)) === undefined) return undefined;
			return await toldFull(tenancy.using(place, () => findUpload(place.folders, file.id)));
		},
		async digest(thread, file) {
			const place = places.of(thread);
			if ((await diskOf(place.folders)) === undefined) return undefined;
			return await toldFull(tenancy.using(place, () => digestOf(place.folders, file.id)));
		},
		async profile(thread, name, signal) {
			const both = AbortSignal.any([signal, leaving.signal]);
			both.throwIfAborted();
			const place = places.of(thread);
			const { box } = await toldFull(tenancy.open(place, { signal: both, by: place.by, onPosition: () => {} }));
			return await box.profile(name);
		},
		data: () => dataFiles(dataDirs),
		run: (request) =>
			toldFull(
				shareRun(places.of(request.thread), request, (shared, going) =>
					perform(places.of(request.thread), shared, going),
				),
			),
		result: (thread, id) => finishedRun(places.of(thread).folders, id),
		async look(thread) {
			const place = places.of(thread);
			if (place.box === undefined || place.box.ended()) return { kind: "closed" };
			const idleMs = Date.now() - place.lastUsed;
			const generation = (await place.box.generation()) ?? "which does not answer";
			return { kind: "open", idleMs, busy: place.runs.size > 0, generation };
		},
		bytes: (thread, artifact) => artifactBytes(places.of(thread).folders, artifact.id),
		close: (thread) => tenancy.close(places.of(thread)),
		forget: (thread) => tenancy.forget(places.of(thread)),
		async detach() {
			await leave();
			await pool.close("keep");
			for (const place of places.all()) place.box?.detach();
			await Promise.allSettled(places.all().map((place) => place.line));
			engine.close();
		},
		async removeAll() {
			await leave();
			await pool.close("retire");
			for (const place of places.all()) await tenancy.close(place).catch(() => {});
			for (const one of await engine.list(hostId)) await engine.remove(one.id);
			await Promise.allSettled(places.all().map((place) => place.line));
			for (const place of places.all()) {
				if (place.disk === undefined) continue;
				await disks
					.unmount(place.disk)
					.catch((error: unknown) => log("warn", "sandbox.disk_kept", { error: String(error) }));
			}
			engine.close();
		},
	};
}
