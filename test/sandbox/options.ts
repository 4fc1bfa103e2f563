// Options of a sandbox under test: small limits, nobody who needs its containers, and a state folder and a host of its own.

import { randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SandboxOptions } from "../../src/sandbox/docker.ts";

export const image = process.env.SANDBOX_IMAGE ?? "threadloop-sandbox:local";

/** `name` begins the names of its folder and of its host. Whoever asks removes the folder. */
export async function sandboxOptions(name: string, over: Partial<SandboxOptions> = {}): Promise<SandboxOptions> {
	return {
		image,
		stateDir: over.stateDir ?? (await mkdtemp(join(tmpdir(), `threadloop-${name}-`))),
		hostId: `${name}-${randomUUID().slice(0, 8)}`,
		memoryBytes: 512 * 1024 ** 2,
		cpus: 1,
		idleMs: 600_000,
		runTimeoutMs: 20_000,
		maxUploadBytes: 200 * 1024 ** 2,
		need: async () => "none",
		tell: () => {},
		log: () => {},
		...over,
	};
}
