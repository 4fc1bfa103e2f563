// Who runs, written down in the state folder: a second start is told so, and what a killed start left behind is ended.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { gone, type Identity, identify, isAlive, signal } from "./identity.ts";

const LONGEST_STOP_MS = 600_000;

const identity = z.object({ pid: z.int().positive(), began: z.string(), stopping: z.literal(true).optional() });

function readIdentity(file: string): (Identity & { readonly stopping?: true | undefined }) | undefined {
	try {
		return identity.parse(JSON.parse(readFileSync(file, "utf8")));
	} catch {
		return undefined;
	}
}

/** Takes the state folder for this process; resolves with the pid that holds it, or undefined where it is ours now. */
export function takeStateDir(stateDir: string): number | undefined {
	mkdirSync(stateDir, { recursive: true });
	const file = join(stateDir, "start.lock");
	const mine = JSON.stringify(identify(process.pid));
	for (let look = 0; look < 3; look++) {
		try {
			writeFileSync(file, mine, { flag: "wx" });
			return undefined;
		} catch (error) {
			if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
		}
		const holder = readIdentity(file);
		if (holder !== undefined && isAlive(holder)) return holder.pid;
		rmSync(file, { force: true }); // its holder was killed
	}
	throw new Error(`${file} keeps coming back; remove it by hand.`);
}

/** Says that this process, which has the state folder, is about to end. */
export function beginLeaving(stateDir: string): void {
	writeFileSync(join(stateDir, "start.lock"), JSON.stringify({ ...identify(process.pid), stopping: true }));
}

/** Waits for a process that is about to leave the state folder; one that is not is left alone. */
export async function awaitLeaving(stateDir: string, say: (line: string) => void): Promise<void> {
	const holder = readIdentity(join(stateDir, "start.lock"));
	if (holder?.stopping !== true || !isAlive(holder)) return;
	say(`process ${holder.pid} is still stopping; waiting for it ...`);
	await gone(holder, LONGEST_STOP_MS);
}

export function leaveStateDir(stateDir: string): void {
	rmSync(join(stateDir, "start.lock"), { force: true });
}

const folderOf = (stateDir: string) => join(stateDir, "running");

export function record(stateDir: string, name: string, pid: number): void {
	mkdirSync(folderOf(stateDir), { recursive: true });
	const known = identify(pid);
	if (known !== undefined) writeFileSync(join(folderOf(stateDir), name), JSON.stringify(known));
}

export function strike(stateDir: string, name: string): void {
	rmSync(join(folderOf(stateDir), name), { force: true });
}

/** Ends what an earlier, killed start left running; resolves with the names of it. */
export async function endLeftovers(stateDir: string): Promise<readonly string[]> {
	mkdirSync(folderOf(stateDir), { recursive: true });
	const ended: string[] = [];
	for (const name of readdirSync(folderOf(stateDir))) {
		const left = readIdentity(join(folderOf(stateDir), name));
		if (left !== undefined && isAlive(left)) {
			signal(left.pid, "SIGTERM", { group: true });
			if (!(await gone(left, 10_000))) signal(left.pid, "SIGKILL", { group: true });
			ended.push(name);
		}
		strike(stateDir, name);
	}
	return ended;
}
