// Ledger of Runs on disk: when each began and what it came to, so that none is lost or run twice.

import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Run } from "../../../core/domain.ts";
import { readStored, stamped } from "../../../schemas/stored.ts";
import { runSchema } from "../../../schemas.ts";
import { keyOf } from "../../files/names.ts";
import type { Ledger, Started } from "../../ports.ts";
import { type Folders, writeWhole } from "./folders.ts";
import { isFull } from "./full.ts";

export function openLedger(folders: Folders): Ledger {
	return {
		finished: (id) => finishedRun(folders, id),
		hasStarted: (id) => hasStarted(folders, id),
		start: (id) => startRun(folders, id),
		keep: (run) => keepRun(folders, run),
	};
}

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

async function hasStarted(folders: Folders, id: string): Promise<boolean> {
	return await stat(pathOf(folders, id, "started")).then(
		() => true,
		() => false,
	);
}

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
