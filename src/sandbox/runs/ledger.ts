// Runs as they are remembered on disk: when each began and what it came to, so that none is lost or run twice.

import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Run } from "../../core/domain.ts";
import { type Folders, keyOf, writeWhole } from "../files/folders.ts";
import { isFull } from "../files/full.ts";

const runSchema = z.object({
	id: z.string(),
	outcome: z.enum(["ok", "failed", "timed_out", "out_of_memory", "cancelled", "lost"]),
	output: z.string(),
	durationMs: z.number(),
	error: z
		.object({
			name: z.string(),
			message: z.string(),
			line: z.number().exactOptional(),
			trace: z.string(),
			cause: z.string().exactOptional(),
			facts: z.array(z.string()).exactOptional(),
			locals: z.array(z.string()).exactOptional(),
		})
		.exactOptional(),
	changed: z.array(z.string()),
	artifacts: z.array(z.object({ id: z.string(), name: z.string(), size: z.number(), sha256: z.string() })),
	notes: z.array(z.string()),
	standing: z.array(z.string()).exactOptional(),
	variablesKept: z.boolean(),
});

export async function finishedRun(folders: Folders, id: string): Promise<Run | undefined> {
	const text = await readFile(pathOf(folders, id, "json"), "utf8").catch(() => undefined);
	return text === undefined ? undefined : runSchema.parse(JSON.parse(text));
}

/** Where the disk is full the Run is only told: who asked for it keeps it, too, and the agent still knows its id. */
export async function keepRun(folders: Folders, run: Run): Promise<void> {
	await writeWhole(pathOf(folders, run.id, "json"), JSON.stringify(run)).catch((error: unknown) => {
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
