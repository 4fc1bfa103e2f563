// Safe reads from a folder that hostile code writes to: by descriptor, never through a link, never twice by name.

import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { z } from "zod";

export interface SafeFile {
	readonly handle: FileHandle;
	/** Bytes when it was opened: no more than these are read. */
	readonly size: number;
}

const DIRECTORY = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
// O_NONBLOCK: opening a fifo would wait for a writer that never comes.
const FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

const NO_FILE = "is not a regular file";

/** A path that leads to the descriptor's file or folder, even if names change meanwhile. */
export function through(handle: FileHandle): string {
	return `/proc/self/fd/${handle.fd}`;
}

/** Opens the folder at `path`; undefined if that is a link, not a folder, or gone. */
export async function openFolder(path: string): Promise<FileHandle | undefined> {
	return await open(path, DIRECTORY).catch(() => undefined);
}

/**
 * Opens the regular file at `path` (relative, `/` between components) below `root`. No component may be a symbolic link,
 * each is opened below the descriptor of the one before, so that swapping a parent meanwhile gains nothing.
 * A string is the reason why it was not opened.
 */
export async function openInside(root: string, path: string): Promise<SafeFile | string> {
	const parts = path.split("/");
	const name = parts.pop();
	if (name === undefined || [...parts, name].some((part) => part === "" || part === "." || part === "..")) {
		return "is not a plain path";
	}
	let folder = await openFolder(root);
	try {
		for (const part of parts) {
			if (folder === undefined) break;
			const next: FileHandle | undefined = await openFolder(`${through(folder)}/${part}`);
			await folder.close();
			folder = next;
		}
		if (folder === undefined) return "is behind a symbolic link";
		return await openFile(`${through(folder)}/${name}`);
	} finally {
		await folder?.close();
	}
}

async function openFile(path: string): Promise<SafeFile | string> {
	const handle = await open(path, FILE).catch((error: unknown) => reasonOf(error));
	if (typeof handle === "string") return handle;
	const state = await handle.stat();
	if (state.isFile()) return { handle, size: state.size };
	await handle.close();
	return NO_FILE;
}

function reasonOf(error: unknown): string {
	const code = z.object({ code: z.string() }).safeParse(error).data?.code;
	if (code === "ELOOP") return "is a symbolic link";
	// A socket cannot be opened.
	return code === "ENXIO" ? NO_FILE : "cannot be read";
}

/** Its bytes, not past the size it had when it was opened: code may go on writing. */
export function contentOf({ handle, size }: SafeFile): Readable {
	return handle.createReadStream({ start: 0, end: size - 1, autoClose: false });
}
