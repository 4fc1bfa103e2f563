// A sandbox of its own for one part of the bench, as a bot would open it, and what the parts do with it.

import { createHash, randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Docker from "dockerode";
import type { Run } from "../../src/core/domain.ts";
import { LABEL } from "../../src/sandbox/docker/engine/container-options.ts";
import { removeTree } from "../../src/sandbox/docker/files/removal.ts";
import { type DockerSandbox, openSandbox, type SandboxOptions } from "../../src/sandbox/docker.ts";

export const image = process.env.SANDBOX_IMAGE || "threadloop-sandbox:local";
export const docker = new Docker();
export const signal = new AbortController().signal;

export interface Stage {
	readonly options: SandboxOptions;
	/** The one that is open now. */
	sandbox: DockerSandbox;
	run(
		thread: string,
		source: string,
		cell?: { stop?: AbortSignal; onOutput?: () => void; generation?: string },
	): Promise<Run>;
	/** Resolves when a spare container has become ready that was not counted yet. */
	spare(): Promise<void>;
	/** The engine's ids of its containers. */
	containers(): Promise<readonly string[]>;
}

/** Opens a sandbox, plays the scene, and removes all of it. */
export async function onStage<T>(over: Partial<SandboxOptions>, scene: (stage: Stage) => Promise<T>): Promise<T> {
	let ready = 0;
	const options: SandboxOptions = {
		image,
		stateDir: await mkdtemp(join(tmpdir(), "threadloop-bench-")),
		hostId: `bench-${randomUUID().slice(0, 8)}`,
		memoryBytes: 1024 ** 3,
		cpus: 1,
		idleMs: 600_000,
		runTimeoutMs: 300_000,
		maxUploadBytes: 4 * 1024 ** 3,
		need: async () => "none",
		tell: () => {},
		log: (_level, event) => {
			if (event === "sandbox.spare_ready") ready += 1;
		},
		...over,
	};
	const stage: Stage = {
		options,
		sandbox: await openSandbox(options),
		async run(thread, source, cell = {}) {
			return await stage.sandbox.run({
				thread,
				id: randomUUID(),
				generation: cell.generation ?? (await stage.sandbox.open(thread, signal)).generation,
				language: "python",
				source,
				sha256: createHash("sha256").update(source).digest("hex"),
				onOutput: cell.onOutput ?? (() => {}),
				signal: cell.stop ?? signal,
			});
		},
		async spare() {
			while (ready === 0) await sleep(20);
			ready -= 1;
		},
		async containers() {
			const filters = { label: [`${LABEL.host}=${options.hostId}`] };
			return (await docker.listContainers({ filters })).map(({ Id }) => Id);
		},
	};
	try {
		return await scene(stage);
	} finally {
		await stage.sandbox.removeAll();
		await removeTree(options.stateDir);
	}
}

/** Anonymous memory of a container in MB, without its page cache. */
export async function memoryOf(id: string): Promise<number> {
	const { memory_stats: memory } = await docker.getContainer(id).stats({ stream: false });
	const kept: Record<string, number | undefined> = { ...memory.stats };
	return (kept.total_rss ?? kept.anon ?? memory.usage) / 1024 ** 2;
}

export function expectOutput(run: Run, output: string): void {
	if (run.output !== output)
		throw new Error(`expected ${output}, got ${run.outcome}: ${run.output} ${run.error?.trace}`);
}
