// Runs `scripts/setup.sh` for what is wanted.

import { join } from "node:path";
import { run } from "./command.ts";
import { fetching, settings } from "./inheritance.ts";

export type Part = "redis" | "model" | "chromium" | "compose";

/** It has been said already. */
export class SetupFailed extends Error {}

export async function setUp(stateDir: string, parts: readonly Part[], signal: AbortSignal): Promise<void> {
	const root = join(import.meta.dirname, "../..");
	const env = {
		...fetching(),
		...settings(["SANDBOX_IMAGE", "MODEL_FILE"]),
		STATE_DIR: stateDir,
		THREADLOOP_OWNER: String(process.pid),
	};
	const code = await run({ line: ["bash", "scripts/setup.sh", ...parts], cwd: root, env, signal });
	if (code !== 0) throw new SetupFailed("the set-up could not go on");
}
