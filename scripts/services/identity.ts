// Whether a number still names the process we mean: numbers are used again, and a zombie is no process.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** When the process began, as the system writes it; undefined where it is gone. */
function began(pid: number): string | undefined {
	if (existsSync("/proc/self/stat")) {
		try {
			// The name in brackets may hold anything, so the fields are counted from its end.
			const [state, ...rest] = readFileSync(`/proc/${pid}/stat`, "utf8")
				.replace(/^.*\) /s, "")
				.split(" ");
			return state === "Z" || state === "X" ? undefined : rest[18];
		} catch {
			return undefined;
		}
	}
	const { stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
	return stdout?.trim() || undefined;
}

export interface Identity {
	readonly pid: number;
	readonly began: string;
}

export function identify(pid: number): Identity | undefined {
	const since = began(pid);
	return since === undefined ? undefined : { pid, began: since };
}

export const isAlive = ({ pid, began: since }: Identity): boolean => began(pid) === since;

/** Sends a signal to the process, or with `group` to all of its group; one that is gone is no fault. */
export function signal(pid: number, name: NodeJS.Signals, { group = false } = {}): void {
	try {
		process.kill(group ? -pid : pid, name);
	} catch (error) {
		if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
	}
}

/** Resolves with whether it was gone in time. */
export async function gone(identity: Identity, withinMs: number): Promise<boolean> {
	const until = Date.now() + withinMs;
	while (isAlive(identity)) {
		if (Date.now() > until) return false;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	return true;
}
