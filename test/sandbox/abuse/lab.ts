// The stage of the abuse suite: a real sandbox of its own, and the invariant that holds after every case.

import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile, readlink, realpath } from "node:fs/promises";
import { globalAgent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import Docker from "dockerode";
import { afterAll, beforeAll, expect } from "vitest";
import type { Language, Run, ThreadId } from "../../../src/core/domain.ts";
import { LABEL } from "../../../src/sandbox/docker/engine/container-options.ts";
import { foldersOf } from "../../../src/sandbox/docker/files/folders.ts";
import { type DockerSandbox, openSandbox, type SandboxOptions } from "../../../src/sandbox/docker.ts";
import { removeState, sandboxOptions } from "../options.ts";

export interface Cell {
	readonly language?: Language;
	readonly id?: string;
	readonly stop?: AbortSignal;
	readonly apart?: true;
	readonly generation?: string;
	readonly onOutput?: (output: string) => void;
	readonly on?: DockerSandbox;
}

export interface Lab {
	readonly docker: Docker;
	/** The one that is open now; a case may put another in its place (a restarted bot). */
	sandbox: DockerSandbox;
	/** What it was opened with. */
	readonly options: SandboxOptions;
	run(thread: ThreadId, source: string, cell?: Cell): Promise<Run>;
	bash(thread: ThreadId, source: string, cell?: Cell): Promise<Run>;
	/** `/workspace` of a thread, as the host sees it. */
	workspace(thread: ThreadId): string;
	/** The engine's id of the container that serves a thread. */
	container(thread: ThreadId): Promise<string>;
	/** Plays one case in `thread` and checks the invariant. */
	play(after: After, scene: () => Promise<void>): Promise<void>;
}

/** What a case leaves behind in its thread, besides a working `1+1`. */
export interface After {
	readonly thread: ThreadId;
	/** `either` where the matrix allows both. */
	readonly variables: "kept" | "lost" | "either";
	/** True where the case ends the container itself. */
	readonly newContainer?: boolean;
	/** True where no other thread can run meanwhile, e.g. because the engine itself is the victim. */
	readonly alone?: boolean;
}

const signal = new AbortController().signal;
const NEIGHBOUR = "slack:T:C:neighbour";

/** Opens the sandbox before the file's tests and, after them, closes it and looks for what is left over. */
export function openLab(over: Partial<SandboxOptions> = {}): Lab {
	let docker: Docker | undefined;
	let sandbox: DockerSandbox | undefined;
	let options: SandboxOptions | undefined;
	let descriptors: readonly string[] = [];

	beforeAll(async () => {
		docker = new Docker(over.socketPath === undefined ? {} : { socketPath: over.socketPath });
		await docker.ping();
		descriptors = await openDescriptors();
		options = await sandboxOptions("lab", over);
		sandbox = await openSandbox(options);
	});

	afterAll(async () => {
		if (docker === undefined || options === undefined) return;
		await sandbox?.removeAll();
		await sandbox?.detach();
		const { stateDir: folder, hostId } = options;
		// Connections to the engine that nobody uses would go in 5 s by themselves.
		for (const socket of Object.values(globalAgent.freeSockets).flat()) socket?.destroy();
		const left = async () => [
			...(await containers(docker as Docker, hostId)).map((one) => `container ${one.id}`),
			...(await mounts(folder)),
			...(await loops(folder)),
			...newDescriptors(descriptors, await openDescriptors()),
		];
		expect(await settled(left), "what the sandbox left over").toEqual([]);
		await removeState(folder);
	});

	function open<T>(value: T | undefined): T {
		if (value === undefined) throw new Error("the lab is not open yet");
		return value;
	}

	async function run(thread: ThreadId, source: string, cell: Cell = {}): Promise<Run> {
		const on = cell.on ?? open(sandbox);
		return await on.run({
			thread,
			id: cell.id ?? randomUUID(),
			generation: cell.generation ?? (await on.open(thread, signal)).generation,
			language: cell.language ?? "python",
			source,
			...(cell.apart === undefined ? {} : { apart: cell.apart }),
			sha256: createHash("sha256").update(source).digest("hex"),
			onOutput: cell.onOutput ?? (() => {}),
			signal: cell.stop ?? signal,
		});
	}

	async function container(thread: ThreadId): Promise<string> {
		const source = await realpath(foldersOf(open(options).stateDir, thread).workspace);
		for (const one of await containers(open(docker), open(options).hostId)) {
			const { Mounts } = await open(docker).getContainer(one.id).inspect();
			if (Mounts.some((mount) => mount.Source === source)) return one.id;
		}
		throw new Error(`no container of ${thread}`);
	}

	/** Cells of another thread, one after the other, until `over`; each must give its own right result. */
	async function neighbour(over: AbortSignal): Promise<void> {
		await run(NEIGHBOUR, "count = 0");
		for (let count = 1; count === 1 || !over.aborted; count += 1) {
			const cell = await run(NEIGHBOUR, "import time\ncount += 1\ntime.sleep(0.3)\nprint(count, sum(range(100)))");
			expect(cell, "the cell of another thread").toMatchObject({ outcome: "ok", output: `${count} 4950\n` });
			await sleep(100);
		}
	}

	async function play(after: After, scene: () => Promise<void>): Promise<void> {
		const { thread } = after;
		const mark = randomUUID();
		await run(thread, `mark_of_the_case = '${mark}'`);
		const before = (await open(sandbox).open(thread, signal)).generation;
		const over = new AbortController();
		const beside = after.alone === true ? Promise.resolve() : neighbour(over.signal);
		// Said by the await below; a scene that fails first shall not make it an unhandled one.
		beside.catch(() => {});
		try {
			await scene();
		} finally {
			over.abort();
			await beside.catch(() => {});
		}
		await beside;

		const { generation } = await open(sandbox).open(thread, signal);
		expect(await run(thread, "1+1"), "the next cell").toMatchObject({ outcome: "ok", output: "2\n" });
		const kept = (await run(thread, "print(globals().get('mark_of_the_case'))")).output === `${mark}\n`;
		expect(kept, "variables are there just when the generation is the same").toBe(generation === before);
		if (after.variables !== "either") expect(kept, "variables are kept").toBe(after.variables === "kept");
		const sameContainer = generation.split(".")[0] === before.split(".")[0];
		if (after.newContainer !== undefined) expect(sameContainer, "the container is a new one").toBe(!after.newContainer);
		else expect(sameContainer, "the container is the same").toBe(true);
		// One relay a container, and nothing else that came in by `docker exec`.
		const execs = async () =>
			(await containers(open(docker), open(options).hostId)).map((one) => one.execs).filter((count) => count > 1);
		expect(await settled(execs), "relays beyond the one").toEqual([]);
	}

	return {
		get docker() {
			return open(docker);
		},
		get sandbox() {
			return open(sandbox);
		},
		set sandbox(next) {
			sandbox = next;
		},
		get options() {
			return open(options);
		},
		run,
		bash: (thread, source, cell) => run(thread, source, { ...cell, language: "bash" }),
		workspace: (thread) => foldersOf(open(options).stateDir, thread).workspace,
		container,
		play,
	};
}

/**
 * Aborts half a second after the cell has said its first line, or after `ms` if that is given. Half a second, since
 * Python writes a line in two parts, and what the case is about begins after it.
 */
export function stopper(ms?: number): { stop: AbortSignal; onOutput: (output: string) => void } {
	const stop = new AbortController();
	if (ms !== undefined) setTimeout(() => stop.abort(), ms);
	return {
		stop: stop.signal,
		onOutput: (output) => {
			if (ms === undefined && output.includes("\n")) setTimeout(() => stop.abort(), 500);
		},
	};
}

/** What `look` still finds after it had time to go away. */
async function settled<T>(look: () => Promise<readonly T[]>): Promise<readonly T[]> {
	const giveUp = Date.now() + 15_000;
	for (;;) {
		const found = await look();
		if (found.length === 0 || Date.now() > giveUp) return found;
		await sleep(50);
	}
}

/** Containers of a host with the number of `docker exec` that go on in each. */
async function containers(docker: Docker, hostId: string): Promise<{ id: string; execs: number }[]> {
	const found = await docker.listContainers({ all: true, filters: { label: [`${LABEL.host}=${hostId}`] } });
	return await Promise.all(
		found.map(async ({ Id }) => {
			const state = await docker.getContainer(Id).inspect();
			return { id: Id, execs: (state.ExecIDs ?? []).length };
		}),
	);
}

async function mounts(folder: string): Promise<string[]> {
	const text = await readFile("/proc/self/mountinfo", "utf8");
	return text
		.split("\n")
		.filter((line) => line.includes(folder))
		.map((line) => `mount ${line}`);
}

async function loops(folder: string): Promise<string[]> {
	const names = (await readdir("/sys/block")).filter((name) => name.startsWith("loop"));
	const files = await Promise.all(
		names.map((name) => readFile(`/sys/block/${name}/loop/backing_file`, "utf8").catch(() => "")),
	);
	return files.filter((file) => file.startsWith(folder)).map((file) => `loop device of ${file.trim()}`);
}

/** What our own descriptors stand for, without the numbers that differ from socket to socket. */
async function openDescriptors(): Promise<string[]> {
	const names = await readdir("/proc/self/fd");
	const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")));
	return targets.filter((target) => target !== "").map((target) => target.replace(/\[\d+\]$/, ""));
}

function newDescriptors(before: readonly string[], after: readonly string[]): string[] {
	const rest = [...after];
	for (const one of before) {
		const at = rest.indexOf(one);
		if (at >= 0) rest.splice(at, 1);
	}
	return rest.map((one) => `descriptor of ${one}`);
}
