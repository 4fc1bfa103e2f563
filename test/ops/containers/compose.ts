// compose.yaml, taken by a real Compose in a container, so that it makes no difference which one this machine has.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { image } from "../../sandbox/options.ts";

export const project = join(import.meta.dirname, "../../..");
const run = promisify(execFile);

export interface Composed {
	/** Of the project: the prefix of all that it makes. */
	readonly name: string;
	/** With its `.env`, and more files of `-f`. */
	readonly folder: string;
	readonly more?: readonly string[];
}

export async function docker(...args: readonly string[]): Promise<string> {
	const { stdout } = await run("docker", args, { maxBuffer: 2 ** 26 });
	return stdout.trim();
}

/** Resolves with what it printed; rejects with what it said of a fault. */
export async function compose({ name, folder, more = [] }: Composed, ...args: readonly string[]): Promise<string> {
	const socket = process.env.DOCKER_HOST?.replace(/^unix:\/\//, "") ?? "/var/run/docker.sock";
	const files = [join(project, "compose.yaml"), ...more].flatMap((file) => ["-f", file]);
	return await docker(
		...["run", "--rm", "--network=none", `--volume=${socket}:/var/run/docker.sock`, `--env=SANDBOX_IMAGE=${image}`],
		...[`--volume=${project}:${project}:ro`, `--volume=${folder}:${folder}:ro`, `--workdir=${folder}`],
		...["threadloop-compose:local", "-p", name, "--project-directory", folder, ...files, ...args],
	);
}
