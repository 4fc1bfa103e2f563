// Where a Thread's files lie on the host. Only `workspace` is visible in the container.

import { createHash } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hashOf } from "./container.ts";

export interface Folders {
	/** `hashOf(thread)` */
	readonly hash: string;
	/** Bound to `/workspace`. */
	readonly workspace: string;
	/** Originals of Uploads, and Uploads on their way in; same file system as `workspace`. */
	readonly uploads: string;
	/** Copies of what Runs made. */
	readonly artifacts: string;
	/** Finished Runs as JSON. */
	readonly runs: string;
	/** Holds the Thread's id. */
	readonly name: string;
}

export function foldersOf(stateDir: string, thread: string): Folders {
	const hash = hashOf(thread);
	const root = join(stateDir, "threads", hash);
	return {
		hash,
		workspace: join(root, "workspace"),
		uploads: join(root, "uploads"),
		artifacts: join(root, "artifacts"),
		runs: join(root, "runs"),
		name: join(root, "thread"),
	};
}

export async function makeFolders(stateDir: string, thread: string): Promise<Folders> {
	const folders = foldersOf(stateDir, thread);
	for (const folder of [folders.uploads, folders.artifacts, folders.runs]) {
		await mkdir(folder, { recursive: true, mode: 0o700 });
	}
	await mkdir(folders.workspace, { recursive: true });
	// Everybody may add files, but only the owner of a file may remove it: code in the container owns none of the Uploads.
	await chmod(folders.workspace, 0o1777);
	await writeWhole(folders.name, thread);
	return folders;
}

/** The Thread of a folder, or undefined where the folder does not say. */
export async function threadOf(stateDir: string, hash: string): Promise<string | undefined> {
	if (!/^[0-9a-f]{32}$/.test(hash)) return undefined;
	return await readFile(join(stateDir, "threads", hash, "thread"), "utf8").catch(() => undefined);
}

/** A reader sees the old text or the new one, never half of it. */
export async function writeWhole(path: string, text: string): Promise<void> {
	const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
	await writeFile(draft, text, { mode: 0o600 });
	await rename(draft, path);
}

/** An id from outside as one safe path component; equal ids give equal keys. */
export function keyOf(id: string): string {
	return /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(id) ? id : createHash("sha256").update(id).digest("hex").slice(0, 40);
}
