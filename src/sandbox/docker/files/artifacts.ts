// Artifacts of a Run: changed files and shown figures, each copied once to where code cannot reach it.

import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Artifact } from "../../../core/domain.ts";
import { clean } from "../../channel/text.ts";
import type { Collected, Scan } from "../../ports.ts";
import { contentOf, openInside } from "./descriptors.ts";
import type { Folders } from "./folders.ts";
import { isFull } from "./full.ts";
import { changedSince, scan } from "./scan.ts";
import { hasRoom, uploadInodes } from "./workspace.ts";

const MAX_ARTIFACTS = 10;
const MAX_BYTES = 50 * 1024 * 1024;

/** Copies of a Thread's Runs; the oldest Runs' go first. */
const MAX_KEPT_BYTES = 1024 ** 3;
const MAX_CHANGED = 200;
const MAX_NOTES = 15;

/** Where the kernel leaves figures, relative to `/workspace`. */
const FIGURES = ".threadloop";

const NO_ROOM = "was not attached, because the bot's disk is nearly full; it is still in /workspace";

export async function collect(options: {
	folders: Folders;
	/** `keyOf` the Run's id. */
	run: string;
	before: Scan | undefined;
	/** Nanoseconds since 1970, by the clock of the file system. */
	sinceNs: bigint;
	/** Names of figures that were shown. */
	figures: readonly string[];
}): Promise<Collected> {
	const { folders } = options;
	const after = await scan(folders.workspace);
	const changed = await withoutUploads(folders, after, changedSince(options.before, after, options.sinceNs));
	// Files first: a figure that is shown and saved is better known by the name that it was saved under.
	const paths = [...changed, ...options.figures.map((name) => `${FIGURES}/${name}`)];
	const target = join(folders.artifacts, options.run);
	const isReady = paths.length === 0 || (await makeRoomIn(folders.artifacts, target));

	const artifacts: Artifact[] = [];
	const notes: string[] = [];
	const seen = new Set<string>();
	for (const path of paths) {
		const name = shownName(path);
		const copy = join(target, String(artifacts.length));
		const taken = isReady ? await take(folders.workspace, path, copy, artifacts.length) : NO_ROOM;
		if (typeof taken === "string") {
			notes.push(`${name} ${taken}.`);
			continue;
		}
		if (seen.has(taken.sha256)) {
			await rm(copy);
			continue;
		}
		seen.add(taken.sha256);
		artifacts.push({ id: `${options.run}/${artifacts.length}`, name: basename(name), ...taken });
	}
	if (!after.complete) notes.push("There are too many files in /workspace to check them all.");
	const rest = notes.length - MAX_NOTES;
	return {
		changed: changed.slice(0, MAX_CHANGED).map(shownName),
		artifacts,
		after,
		notes: rest > 0 ? [...notes.slice(0, MAX_NOTES), `${rest} more files were not attached.`] : notes,
	};
}

/** An empty folder for the copies of a Run; false if the disk is too full for it. */
async function makeRoomIn(artifacts: string, target: string): Promise<boolean> {
	await rm(target, { recursive: true, force: true });
	await prune(artifacts, MAX_KEPT_BYTES - MAX_ARTIFACTS * MAX_BYTES);
	return await mkdir(target, { recursive: true, mode: 0o700 }).then(
		() => true,
		(error: unknown) => {
			if (isFull(error)) return false;
			throw error;
		},
	);
}

/** As of `Files.made`. */
export async function madeBetween(folders: Folders, before: Scan, after: Scan): Promise<readonly string[]> {
	if (!before.complete) return [];
	const made = await withoutUploads(folders, after, changedSince(before, after, 0n));
	return made.map(shownName);
}

/** Of these paths those that code made. */
async function withoutUploads(folders: Folders, after: Scan, changed: readonly string[]): Promise<readonly string[]> {
	if (changed.length === 0) return [];
	const uploads = await uploadInodes(folders);
	return changed.filter((path) => {
		const seen = after.files.get(path);
		return seen !== undefined && !uploads.has(seen.ino);
	});
}

/** Copies one file; a string is the rest of a sentence that says why it was not taken. */
async function take(
	root: string,
	path: string,
	target: string,
	taken: number,
): Promise<{ size: number; sha256: string } | string> {
	const file = await openInside(root, path);
	if (typeof file === "string") return `${file}, so it was not attached`;
	try {
		if (file.size === 0) return "is empty, so it was not attached";
		if (file.size > MAX_BYTES)
			return `(${megabytes(file.size)}) is over the limit of ${megabytes(MAX_BYTES)}, so it was not attached; it is still in /workspace`;
		if (taken >= MAX_ARTIFACTS)
			return `was not attached, because a run can attach at most ${MAX_ARTIFACTS} files; it is still in /workspace`;
		if (!(await hasRoom(dirname(target), file.size))) return NO_ROOM;
		const hash = createHash("sha256");
		let size = 0;
		const counted = new Transform({
			transform(chunk: Buffer, _encoding, done) {
				hash.update(chunk);
				size += chunk.length;
				done(null, chunk);
			},
		});
		await pipeline(contentOf(file), counted, createWriteStream(target, { flags: "wx", mode: 0o600 }));
		return { size, sha256: hash.digest("hex") };
	} catch (error) {
		if (!isFull(error)) throw error;
		await rm(target, { force: true });
		return NO_ROOM;
	} finally {
		await file.handle.close();
	}
}

/** Removes the copies of the oldest Runs until no more than so many bytes are left. */
export async function prune(folder: string, bytes: number): Promise<void> {
	const runs: { path: string; size: number; at: number }[] = [];
	for (const run of await readdir(folder)) {
		const path = join(folder, run);
		let size = 0;
		for (const file of await readdir(path)) size += (await stat(join(path, file))).size;
		runs.push({ path, size, at: (await stat(path)).mtimeMs });
	}
	let total = runs.reduce((sum, { size }) => sum + size, 0);
	for (const { path, size } of runs.sort((a, b) => a.at - b.at)) {
		if (total <= bytes) return;
		await rm(path, { recursive: true });
		total -= size;
	}
}

/** The bytes of an Artifact as they were when its Run ended. */
export function artifactBytes(folders: Folders, id: string): AsyncIterable<Uint8Array> {
	if (!/^[A-Za-z0-9-]{1,64}\/\d{1,2}$/.test(id)) throw new Error(`no such artifact: ${id}`);
	return createReadStream(join(folders.artifacts, id));
}

function shownName(path: string): string {
	const name = clean(path.startsWith(`${FIGURES}/`) ? path.slice(FIGURES.length + 1) : path).replace(/[\t\n]/g, " ");
	return name.length > 200 ? `${name.slice(0, 199)}…` : name;
}

function megabytes(bytes: number): string {
	return `${Math.round(bytes / 1024 ** 2)} MB`;
}
