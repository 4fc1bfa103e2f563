// Ends every process that carries a mark in its environment: also those that left their parent's group.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { signal } from "./identity.ts";

/** `NAME=value`, as it was given to the first of them. Where there is no /proc nothing is found. */
export function sweep(mark: string): number {
	if (!existsSync("/proc/self/environ")) return 0;
	const marked = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && carries(name, mark));
	for (const pid of marked) signal(Number(pid), "SIGKILL");
	return marked.length;
}

function carries(pid: string, mark: string): boolean {
	try {
		return Number(pid) !== process.pid && readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(mark);
	} catch {
		return false; // gone meanwhile, or not ours to look at
	}
}
