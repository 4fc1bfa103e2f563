// Options of a sandbox under test (small limits, nobody who needs its containers, a state folder and a host of its own), and
// what the machine offers: `test/README.md` says which tests need it.

import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { SandboxOptions } from "../../src/sandbox/docker.ts";

/** Where the engine listens, for tests that go there without the sandbox's code. */
export const engineSocket = process.env.DOCKER_HOST?.replace(/^unix:\/\//, "") ?? "/var/run/docker.sock";
export const isRoot = process.getuid?.() === 0;
/** Whether this host can mount disk images. Asked of the host, not of the sandbox: a fault there must not skip a test. */
export const hasImages = isRoot && existsSync("/dev/loop-control");

export const image = process.env.SANDBOX_IMAGE ?? "threadloop-sandbox:local";

/** `name` begins the names of its folder and of its host. The caller removes the folder. */
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

/** Files that code made belong to another user: if we are not root, a container removes them. */
export async function removeState(folder: string): Promise<void> {
	const empty = ["run", "--rm", "--network=none", "--user=0:0", "--entrypoint=find", `--volume=${folder}:/state`];
	if (!isRoot) await promisify(execFile)("docker", [...empty, image, "/state", "-mindepth", "1", "-delete"]);
	await rm(folder, { recursive: true, force: true });
}
