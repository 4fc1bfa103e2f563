// A sandbox for one test file: opened with what the test needs, everything put away afterwards.

import { createHash, randomUUID } from "node:crypto";
import Docker from "dockerode";
import { afterEach } from "vitest";
import type { FileRef, Run } from "../../src/core/domain.ts";
import { LABEL } from "../../src/sandbox/docker/engine/container-options.ts";
import { releaseDisks } from "../../src/sandbox/docker/files/disks.ts";
import { diskOf, foldersOf } from "../../src/sandbox/docker/files/folders.ts";
import { type DockerSandbox, openSandbox, type SandboxOptions } from "../../src/sandbox/docker.ts";
import { removeState, sandboxOptions } from "./options.ts";

export const never = new AbortController().signal;

export interface Stand {
	readonly options: SandboxOptions;
	readonly sandbox: DockerSandbox;
	readonly log: { readonly event: string; readonly fields: Record<string, unknown> }[];
	run(thread: string, source: string, id?: string): Promise<Run>;
	put(thread: string, name: string, text: string, id?: string): Promise<string>;
	/** Containers of this host: id, disk, state. */
	containers(): Promise<readonly { id: string; disk: string; state: string }[]>;
	/** The engine's ids of a thread's containers. */
	containersOf(thread: string): Promise<readonly string[]>;
	/** The same host again, as another process that comes after this one. */
	again(over?: Partial<SandboxOptions>): Promise<Stand>;
}

const made: { sandbox?: DockerSandbox; options: SandboxOptions }[] = [];

afterEach(async () => {
	for (const { sandbox, options } of made.splice(0).reverse()) {
		await sandbox?.removeAll().catch(() => {});
		await releaseDisks(options.stateDir).catch(() => {});
		await removeState(options.stateDir);
	}
});

/** Gone after the test. */
export async function stand(over: Partial<SandboxOptions> = {}): Promise<Stand> {
	const log: { event: string; fields: Record<string, unknown> }[] = [];
	const options = await sandboxOptions("stand", {
		diskBytes: 256 * 1024 ** 2,
		runTimeoutMs: 30_000,
		...over,
		log: (_, event, fields = {}) => void log.push({ event, fields }),
	});
	const entry: (typeof made)[number] = { options };
	made.push(entry);
	const sandbox = await openSandbox(options);
	entry.sandbox = sandbox;
	const docker = new Docker();

	async function containers() {
		const label = [`${LABEL.host}=${options.hostId}`];
		const found = await docker.listContainers({ all: true, filters: { label } });
		return found.map(({ Id: id, Labels, State: state }) => ({ id, disk: Labels[LABEL.disk] ?? "", state }));
	}

	return {
		options,
		sandbox,
		log,
		containers,
		async containersOf(thread) {
			const disk = await diskOf(foldersOf(options.stateDir, thread));
			return (await containers()).filter((one) => one.disk === disk).map((one) => one.id);
		},
		async run(thread, source, id = randomUUID()) {
			const { generation } = await sandbox.open(thread, never);
			const sha256 = createHash("sha256").update(source).digest("hex");
			const onOutput = () => {};
			return await sandbox.run({ thread, id, generation, language: "python", source, sha256, onOutput, signal: never });
		},
		async put(thread, name, text, id = randomUUID()) {
			async function* bytes() {
				yield Buffer.from(text);
			}
			const file: FileRef = { id, name, size: Buffer.byteLength(text), source: "" };
			return await sandbox.put(thread, file, bytes(), never);
		},
		again: (more = {}) => stand({ ...options, ...more }),
	};
}
