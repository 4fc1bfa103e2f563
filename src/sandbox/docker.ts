// The Sandbox port over a Docker engine: one container a Thread, opened when needed, found again after a restart.

import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Card, Run, ThreadId } from "../core/domain.ts";
import { BotError } from "../core/errors.ts";
import type { Log, RunRequest, Sandbox } from "../core/ports.ts";
import { artifactBytes } from "./artifacts.ts";
import { type Box, openBox } from "./box.ts";
import { type ContainerPlan, containerName, specOf } from "./container.ts";
import { checkedDataDirs, type DataDir, dataFiles } from "./data.ts";
import { enforcementOf } from "./enforcement.ts";
import { openEngine, statusOf } from "./engine.ts";
import { type Folders, foldersOf, makeFolders, threadOf } from "./folders.ts";
import { isIdle, orphans, startReaper } from "./reaper.ts";
import { performRun } from "./runs.ts";
import { findUpload, putUpload } from "./workspace.ts";

export interface SandboxOptions {
	/** Where the engine listens; without it the usual place. */
	readonly socketPath?: string;
	readonly image: string;
	/** Must be a folder that the engine sees under the same path. */
	readonly stateDir: string;
	readonly hostId: string;
	readonly memoryBytes: number;
	readonly cpus: number;
	/** A container that was not used for so long ends, files stay. */
	readonly idleMs: number;
	readonly runTimeoutMs: number;
	readonly maxUploadBytes: number;
	/** The operator's folders, shown to code read-only at `/data/<name>`. */
	readonly dataDirs?: readonly DataDir[];
	/** True while an Approval is open or a Run goes on: then the container stays. */
	readonly inUse: (thread: ThreadId) => Promise<boolean>;
	readonly log: Log;
}

export interface DockerSandbox extends Sandbox {
	/** Ends our side; containers and Runs go on, so that a restarted bot finds them. */
	detach(): Promise<void>;
	/** Removes all containers of this host. */
	removeAll(): Promise<void>;
}

interface Place {
	readonly thread: ThreadId;
	readonly folders: Folders;
	box?: Box;
	lastUsed: number;
	/** Opening and reaping take turns here. */
	gate: Promise<unknown>;
	/** Runs take turns here. */
	line: Promise<unknown>;
	readonly runs: Map<string, GoingRun>;
}

/** Whoever asks for a Run that goes on already shares it. */
interface GoingRun {
	readonly result: Promise<Run>;
	readonly outputs: Set<(output: string) => void>;
	readonly stop: AbortController;
}

/** BotError `sandbox_down` or `sandbox_image` where nothing could run anyway. */
export async function openSandbox(o: SandboxOptions): Promise<DockerSandbox> {
	const stateDir = resolve(o.stateDir);
	const engine = openEngine(o.socketPath);
	const places = new Map<string, Place>();
	const hostsFile = join(stateDir, "hosts");
	let detached = false;
	const enforced = enforcementOf(await engine.about());
	for (const warning of enforced.warnings) o.log("warn", "sandbox.weaker", { warning });
	const dataDirs = await checkedDataDirs(o.dataDirs ?? [], {
		stateDir,
		socketPath: o.socketPath ?? "/var/run/docker.sock",
	});

	await mkdir(stateDir, { recursive: true });
	await writeFile(hostsFile, "127.0.0.1 localhost\n::1 localhost\n", { mode: 0o644 });

	async function planFor(folders: Folders): Promise<ContainerPlan> {
		return {
			image: o.image,
			imageId: await engine.imageId(o.image),
			hostId: o.hostId,
			thread: folders.hash,
			workspace: folders.workspace,
			hostsFile,
			memoryBytes: o.memoryBytes,
			cpus: o.cpus,
			appArmor: enforced.appArmor,
			dataDirs,
		};
	}

	function placeOf(thread: ThreadId): Place {
		const folders = foldersOf(stateDir, thread);
		const known = places.get(folders.hash);
		if (known !== undefined) return known;
		const place: Place = {
			thread,
			folders,
			lastUsed: Date.now(),
			gate: Promise.resolve(),
			line: Promise.resolve(),
			runs: new Map(),
		};
		places.set(folders.hash, place);
		return place;
	}

	function boxFor(place: Place, id: string): Box {
		const box = openBox({ id, engine, name: containerName(o.hostId, place.folders.hash), log: o.log });
		place.box = box;
		return box;
	}

	/** The container that is there and fit for use, if any. */
	async function existing(place: Place): Promise<Box | undefined> {
		if (place.box?.ended() === false) return place.box;
		delete place.box;
		const found = await engine.find(containerName(o.hostId, place.folders.hash));
		if (found === undefined) return undefined;
		if (found.running && found.spec === specOf(await planFor(place.folders))) return boxFor(place, found.id);
		await engine.remove(found.id);
		return undefined;
	}

	async function opened(place: Place): Promise<{ box: Box; generation: string }> {
		if (detached) throw new Error("the sandbox was let go of");
		place.lastUsed = Date.now();
		await makeFolders(stateDir, place.thread);
		const box = await existing(place);
		const generation = await box?.generation();
		if (box !== undefined && generation !== undefined) return { box, generation };
		// An agent that does not answer keeps nothing that is worth waiting for.
		if (box !== undefined) await box.kill();
		return await created(place);
	}

	async function created(place: Place): Promise<{ box: Box; generation: string }> {
		const plan = await planFor(place.folders);
		const id = await engine.start(plan).catch(async (error) => {
			if (statusOf(error) !== 409) throw error;
			const left = await engine.find(containerName(o.hostId, place.folders.hash));
			if (left !== undefined) await engine.remove(left.id);
			return await engine.start(plan);
		});
		const box = boxFor(place, id);
		const generation = await box.generation();
		if (generation !== undefined) {
			o.log("info", "sandbox.opened", { thread: place.thread, generation });
			return { box, generation };
		}
		await box.kill();
		throw new BotError(
			"sandbox_down",
			"The sandbox started but does not answer; try again, or look at the engine's log.",
		);
	}

	function inGate<T>(place: Place, step: () => Promise<T>): Promise<T> {
		const next = place.gate.then(step, step);
		place.gate = next.catch(() => {});
		return next;
	}

	function begin(place: Place, request: RunRequest): GoingRun {
		const outputs = new Set<(output: string) => void>();
		const stop = new AbortController();
		if (request.signal.aborted) stop.abort(request.signal.reason);
		const shared: RunRequest = {
			...request,
			signal: stop.signal,
			onOutput: (output) => {
				for (const listener of outputs) listener(output);
			},
		};
		const going: GoingRun = { result: perform(place, shared), outputs, stop };
		place.runs.set(request.id, going);
		const over = () => {
			place.runs.delete(request.id);
			place.lastUsed = Date.now();
		};
		going.result.then(over, over);
		return going;
	}

	function perform(place: Place, request: RunRequest): Promise<Run> {
		const step = () =>
			performRun({
				folders: place.folders,
				request,
				limitMs: o.runTimeoutMs,
				box: () => inGate(place, () => existing(place)),
			});
		const before = place.line;
		const next = makeFolders(stateDir, place.thread).then(() => before.then(step, step));
		place.line = next.catch(() => {});
		return next;
	}

	async function closed(place: Place): Promise<void> {
		if (place.box?.ended() === false) await place.box.kill();
		else {
			const found = await engine.find(containerName(o.hostId, place.folders.hash));
			if (found !== undefined) await engine.remove(found.id);
		}
		delete place.box;
	}

	async function sweep(): Promise<void> {
		for (const place of places.values()) {
			const idle = () => isIdle({ lastUsed: place.lastUsed, busy: place.runs.size > 0 }, Date.now(), o.idleMs);
			if (!idle()) continue;
			await inGate(place, async () => {
				// Asked inside the gate, so that a message that comes meanwhile opens a new container instead of losing this one.
				if (!idle() || (await o.inUse(place.thread))) return;
				await closed(place);
				places.delete(place.folders.hash);
				o.log("info", "sandbox.reaped", { thread: place.thread });
			}).catch((error) => o.log("warn", "sandbox.reap_failed", { thread: place.thread, error: String(error) }));
		}
	}

	async function adopt(): Promise<void> {
		const spare = foldersOf(stateDir, "");
		const found = await engine.list(o.hostId);
		const known = new Set<string>();
		for (const one of found) {
			const thread = await threadOf(stateDir, one.thread);
			if (thread !== undefined) known.add(one.thread);
		}
		const imageId = (await planFor(spare)).imageId;
		for (const one of found) {
			const thread = await threadOf(stateDir, one.thread);
			const spec = thread === undefined ? "" : specOf({ ...(await planFor(foldersOf(stateDir, thread))), imageId });
			if (orphans([one], spec, known).length > 0) await engine.remove(one.id);
			else if (thread !== undefined) placeOf(thread);
		}
	}

	await adopt();
	const stopReaper = startReaper(Math.max(1000, Math.min(o.idleMs / 4, 30_000)), sweep);

	return {
		async open(thread, signal) {
			signal.throwIfAborted();
			const place = placeOf(thread);
			const { generation } = await inGate(place, () => opened(place));
			return { generation };
		},
		async put(thread, file, bytes, signal) {
			const folders = await makeFolders(stateDir, thread);
			return await putUpload({ folders, file, bytes, maxBytes: o.maxUploadBytes, signal });
		},
		async has(thread, file) {
			return await findUpload(foldersOf(stateDir, thread), file.id);
		},
		async card(thread, name, signal): Promise<Card> {
			signal.throwIfAborted();
			const place = placeOf(thread);
			const { box } = await inGate(place, () => opened(place));
			return await box.card(name);
		},
		async run(request) {
			const place = placeOf(request.thread);
			const going = place.runs.get(request.id) ?? begin(place, request);
			const stop = () => going.stop.abort(request.signal.reason);
			going.outputs.add(request.onOutput);
			request.signal.addEventListener("abort", stop, { once: true });
			if (request.signal.aborted) stop();
			try {
				return await going.result;
			} finally {
				request.signal.removeEventListener("abort", stop);
				going.outputs.delete(request.onOutput);
			}
		},
		async data() {
			return await dataFiles(dataDirs);
		},
		bytes(thread, artifact) {
			return artifactBytes(foldersOf(stateDir, thread), artifact.id);
		},
		async close(thread) {
			const place = placeOf(thread);
			await inGate(place, () => closed(place));
			places.delete(place.folders.hash);
		},
		async detach() {
			detached = true;
			stopReaper();
			for (const place of places.values()) place.box?.detach();
			await Promise.allSettled([...places.values()].map((place) => place.line));
		},
		async removeAll() {
			// Nothing is opened behind our back meanwhile.
			detached = true;
			stopReaper();
			for (const place of places.values()) await inGate(place, () => closed(place)).catch(() => {});
			for (const one of await engine.list(o.hostId)) await engine.remove(one.id);
		},
	};
}
