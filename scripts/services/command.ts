// One command run to its end, in a group of its own: a signal to us ends it with all that it started.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { gone, identify, signal as send } from "./identity.ts";

export interface Command {
	readonly line: readonly string[];
	readonly cwd: string;
	/** All of it: nothing is inherited. */
	readonly env: NodeJS.ProcessEnv;
	readonly signal: AbortSignal;
}

/** Resolves with the exit code, 1 where a signal ended it; throws the reason where `signal` was aborted. */
export async function run({ line, cwd, env, signal }: Command): Promise<number> {
	signal.throwIfAborted();
	const [program = "", ...args] = line;
	const child = spawn(program, args, {
		cwd,
		detached: true,
		stdio: ["ignore", "inherit", "inherit"],
		env,
	});
	const exit = once(child, "exit");
	const { pid } = child;
	const running = pid === undefined ? undefined : identify(pid);
	const stop = async () => {
		if (pid === undefined || running === undefined) return;
		send(pid, "SIGTERM", { group: true });
		if (!(await gone(running, 15_000))) send(pid, "SIGKILL", { group: true });
	};
	signal.addEventListener("abort", stop, { once: true });
	const [code] = await exit;
	signal.removeEventListener("abort", stop);
	// Whatever it forgot ends here.
	if (pid !== undefined) send(pid, "SIGKILL", { group: true });
	signal.throwIfAborted();
	return typeof code === "number" ? code : 1;
}
