// The Docker engine that our set-up started is ended by who started it; one that ran before is never touched.

import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gone, isAlive, signal } from "./identity.ts";

/** Ends the engine where the set-up of this process started it (or took over from a killed one). Resolves with whether it did. */
export async function releaseEngine(stateDir: string): Promise<boolean> {
	const file = join(stateDir, "engine");
	const [pid, began = "", owner] = read(file).trim().split(" ");
	if (Number(owner) !== process.pid) return false;
	const engine = { pid: Number(pid), began };
	if (isAlive(engine)) {
		signal(engine.pid, "SIGTERM");
		if (!(await gone(engine, 30_000))) signal(engine.pid, "SIGKILL");
	}
	rmSync(file, { force: true });
	return true;
}

function read(file: string): string {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return "";
	}
}
