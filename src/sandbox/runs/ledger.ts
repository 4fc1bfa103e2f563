// Ledger of Runs on disk: when each began and what it came to, so that none is lost or run twice.

import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "../../core/domain.ts";
import { readStored, stamped } from "../../schemas/stored.ts";
import { runSchema } from "../../schemas.ts";
import { type Folders, keyOf, writeWhole } from "../files/folders.ts";
import { isFull } from "../files/full.ts";

export async function finishedRun(folders: Folders, id: string): Promise<Run | undefined> {
	const text = await readFile(pathOf(folders, id, "json"), "utf8").catch(() => undefined);
	return text === undefined ? undefined : readStored(runSchema, JSON.parse(text));
}

/** Where the disk is full the Run is only told: who asked for it keeps it, too, and the agent still knows its id. */
export async function keepRun(folders: Folders, run: Run): Promise<void> {
	await writeWhole(pathOf(folders, run.id, "json"), JSON.stringify(stamped(run))).catch((error: unknown) => {
		if (!isFull(error)) throw error;
	});
}

export interface Started {
	/** False where this call wrote it down: then nothing of the Run has happened yet. */
	readonly known: boolean;
	/** By the clock of the file system that also dates the files in `/workspace`. */
	readonly sinceNs: bigint;
	readonly at: number;
}

/** Whether a Run was begun ever. */
export async function hasStarted(folders: Folders, id: string): Promise<boolean> {
	return await stat(pathOf(folders, id, "started")).then(
		() => true,
		() => false,
	);
}

/** Writes down that a Run begins, once. */
export async function startRun(folders: Folders, id: string): Promise<Started> {
	const path = pathOf(folders, id, "started");
	const known = await writeFile(path, "", { flag: "wx", mode: 0o600 }).then(
		() => false,
		(error: unknown) => {
			if (isFull(error)) throw error;
			return true;
		},
	);
	const state = await stat(path, { bigint: true });
	return { known, sinceNs: state.ctimeNs, at: Number(state.ctimeMs) };
}

function pathOf(folders: Folders, id: string, ending: string): string {
	return join(folders.runs, `${keyOf(id)}.${ending}`);
}
