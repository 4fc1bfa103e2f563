// Folders of a Thread on the host. Only `workspace` is visible in the container; it is on the Thread's disk.

import { mkdir, readdir, readFile, readlink, rename, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { hashOf } from "../../ids.ts";

export interface Folders {
	/** `hashOf(thread)` */
	readonly hash: string;
	/** Holds all the others. */
	readonly root: string;
	/** A link to the Thread's disk, once it has one. */
	readonly disk: string;
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
	const disk = join(root, "disk");
	return {
		hash,
		root,
		disk,
		...treeOf(disk),
		artifacts: join(root, "artifacts"),
		runs: join(root, "runs"),
		name: join(root, "thread"),
	};
}

/** What is on a disk: `workspace` is bound into the container, `uploads` is not. */
export function treeOf(disk: string): { readonly tree: string; readonly workspace: string; readonly uploads: string } {
	const tree = join(disk, "tree");
	return { tree, workspace: join(tree, "files"), uploads: join(tree, "uploads") };
}

/** The folders beside the disk. */
export async function makeFolders(folders: Folders, thread: string): Promise<void> {
	for (const folder of [folders.artifacts, folders.runs]) await mkdir(folder, { recursive: true, mode: 0o700 });
	await writeWhole(folders.name, thread);
}

/** For whoever shares the state folder: the Thread is being used now. */
export async function noteUse(folders: Folders): Promise<void> {
	const now = new Date();
	await utimes(folders.name, now, now).catch(() => {});
}

/** When the Thread was last used by whoever shares the state folder, in milliseconds since 1970; 0 if that is not known. */
export async function lastUse(folders: Folders): Promise<number> {
	return await stat(folders.name).then(
		({ mtimeMs }) => mtimeMs,
		() => 0,
	);
}

/** The id of the Thread's disk, or undefined if it has none yet. */
export async function diskOf(folders: Folders): Promise<string | undefined> {
	const target = await readlink(folders.disk).catch(() => undefined);
	return target === undefined ? undefined : basename(target);
}

/** Gives the Thread its disk, for good. */
export async function noteDisk(folders: Folders, disk: string): Promise<void> {
	await symlink(join("..", "..", "disks", disk), folders.disk);
}

/** Every Thread with a disk, by the disk's id. */
export async function threadsByDisk(stateDir: string): Promise<ReadonlyMap<string, string>> {
	const found = new Map<string, string>();
	for (const hash of await readdir(join(stateDir, "threads")).catch(() => [])) {
		const root = join(stateDir, "threads", hash);
		const thread = await readFile(join(root, "thread"), "utf8").catch(() => undefined);
		const target = await readlink(join(root, "disk")).catch(() => undefined);
		if (thread !== undefined && target !== undefined) found.set(basename(target), thread);
	}
	return found;
}

/** A reader sees the old text or the new one, never half of it. */
export async function writeWhole(path: string, text: string): Promise<void> {
	const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
	try {
		await writeFile(draft, text, { mode: 0o600 });
		await rename(draft, path);
	} catch (error) {
		await rm(draft, { force: true });
		throw error;
	}
}
