// Scan of `/workspace`: what is in it, found within a budget and without following links.

import { type FileHandle, lstat, opendir } from "node:fs/promises";
import type { Scan, Seen } from "../../ports.ts";
import { openFolder, through } from "./descriptors.ts";

const MAX_ENTRIES = 50_000;
const MAX_DEPTH = 32;
const MAX_MS = 1500;

/** Everything but folders, dotfiles and `__pycache__`, by path relative to `root`. */
export async function scan(root: string): Promise<Scan> {
	const files = new Map<string, Seen>();
	const give = { up: Date.now() + MAX_MS, entries: MAX_ENTRIES };
	const top = await openFolder(root);
	if (top === undefined) return { files, complete: false };
	const complete = await walk(top, "", 0, files, give);
	return { files, complete };
}

async function walk(
	folder: FileHandle,
	prefix: string,
	depth: number,
	files: Map<string, Seen>,
	give: { up: number; entries: number },
): Promise<boolean> {
	let complete = true;
	try {
		// One after the other: a folder of a million names is never held in memory.
		for await (const entry of await opendir(through(folder))) {
			give.entries -= 1;
			if (give.entries < 0 || Date.now() > give.up) return false;
			if (entry.name.startsWith(".") || entry.name === "__pycache__") continue;
			const path = `${through(folder)}/${entry.name}`;
			if (entry.isDirectory()) {
				const inner = depth < MAX_DEPTH ? await openFolder(path) : undefined;
				if (inner === undefined) complete = false;
				else complete = (await walk(inner, `${prefix}${entry.name}/`, depth + 1, files, give)) && complete;
				continue;
			}
			const state = await lstat(path, { bigint: true }).catch(() => undefined);
			if (state === undefined) continue;
			const kind = state.isFile() ? "file" : state.isSymbolicLink() ? "link" : "other";
			const { size, mtimeNs, ctimeNs, ino } = state;
			files.set(`${prefix}${entry.name}`, { size, mtimeNs, ctimeNs, ino, kind });
		}
	} catch {
		complete = false;
	} finally {
		await folder.close();
	}
	return complete;
}
