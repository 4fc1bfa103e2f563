// Data folders of the operator, read-only at `/data`: checked at start, and listed within a budget.

import type { Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import type { DataFile } from "../../../core/domain.ts";
import { BotError } from "../../../core/errors.ts";
import { SANDBOX_USER } from "../../ids.ts";
import { openFolder, through } from "./descriptors.ts";

export interface DataDir {
	/** One plain path component: the folder is `/data/<name>` in the container. */
	readonly name: string;
	/** Absolute, on the host. */
	readonly path: string;
}

/** What none of these folders may be, contain or be inside of. */
const SYSTEM = ["/proc", "/sys", "/dev", "/run", "/var/run", "/etc", "/boot", "/var/lib/docker"];
const MAX_FILES = 200;
const MAX_ENTRIES = 5000;
const MAX_DEPTH = 4;

/** With real paths in place of links; BotError `sandbox_down` for the first folder that must not be shown to code. */
export async function checkedDataDirs(
	dirs: readonly DataDir[],
	ours: { stateDir: string; socketPath: string },
): Promise<readonly DataDir[]> {
	const checked: DataDir[] = [];
	const kept = [ours.stateDir, ours.socketPath, ...SYSTEM];
	const forbidden = await Promise.all(kept.map((path) => realpath(path).catch(() => resolve(path))));
	for (const { name, path } of dirs) {
		const real = await realpath(path).catch(() => undefined);
		const state = real === undefined ? undefined : await stat(real);
		if (real === undefined || !state?.isDirectory()) throw refused(path, "is not a folder on this machine");
		const clash =
			forbidden.find((other) => holds(real, other) || holds(other, real)) ??
			// A folder in a home is fine; all of it is not.
			[homedir()].find((home) => holds(real, home));
		if (clash !== undefined) throw refused(path, `would expose ${clash} to code`);
		if (!isReadable(state))
			throw refused(path, "code cannot read because it runs as user 10001 (chmod o+rx makes it readable)");
		checked.push({ name, path: real });
	}
	return checked;
}

function isReadable({ mode, uid, gid }: Stats): boolean {
	const [user, group] = SANDBOX_USER.split(":").map(Number);
	const granted = uid === user ? mode >> 6 : gid === group ? mode >> 3 : mode;
	return (granted & 5) === 5;
}

function holds(outer: string, inner: string): boolean {
	const way = relative(outer, inner);
	return way === "" || !(way === ".." || way.startsWith("../"));
}

/** Plain files by their path in the container, sorted; at most 200, four folders deep, no dotfiles, no links. */
export async function dataFiles(dirs: readonly DataDir[]): Promise<readonly DataFile[]> {
	const files: DataFile[] = [];
	const budget = { entries: MAX_ENTRIES };
	for (const { name, path } of dirs) await walk(path, `/data/${name}`, 0, files, budget);
	return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function walk(
	path: string,
	shown: string,
	depth: number,
	files: DataFile[],
	budget: { entries: number },
): Promise<void> {
	const folder = await openFolder(path);
	if (folder === undefined) return;
	try {
		for (const entry of await readdir(through(folder), { withFileTypes: true })) {
			budget.entries -= 1;
			if (budget.entries < 0 || files.length >= MAX_FILES) return;
			if (entry.name.startsWith(".")) continue;
			const inner = join(through(folder), entry.name);
			if (entry.isDirectory() && depth < MAX_DEPTH)
				await walk(inner, `${shown}/${entry.name}`, depth + 1, files, budget);
			if (!entry.isFile()) continue;
			const state = await stat(inner).catch(() => undefined);
			if (state !== undefined) files.push({ path: `${shown}/${entry.name}`, size: state.size });
		}
	} catch {
		// A folder that cannot be read has nothing to list.
	} finally {
		await folder.close();
	}
}

function refused(path: string, why: string): BotError {
	const name = basename(path) || "sales";
	return new BotError(
		"sandbox_down",
		`DATA_DIRS names ${path}, which ${why}; name a folder that holds only data, for example DATA_DIRS=${name}=/srv/data.`,
	);
}
