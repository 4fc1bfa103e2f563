// Artifacts of a Run on the host: changed files and shown figures, each copied once to where code cannot reach it.

import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { madeSince } from "../../files/changes.ts";
import { collectBy, type Hands, KEPT_BYTES, NO_ROOM, type Taken } from "../../files/collecting.ts";
import { shownName } from "../../files/names.ts";
import type { Collected, Scan } from "../../ports.ts";
import { contentOf, openInside } from "./descriptors.ts";
import type { Folders } from "./folders.ts";
import { isFull } from "./full.ts";
import { scan } from "./scan.ts";
import { hasRoom, uploadInodes } from "./workspace.ts";

export async function collect({
	folders,
	...made
}: { folders: Folders } & Parameters<typeof collectBy>[1]): Promise<Collected> {
	const target = join(folders.artifacts, made.run);
	const copyOf = (number: number) => join(target, String(number));
	return await collectBy(
		{
			scan: () => scan(folders.workspace),
			uploads: () => uploadInodes(folders),
			makeRoom: () => makeRoomIn(folders.artifacts, target),
			take: (path, number, limit) => take(folders.workspace, path, copyOf(number), limit),
			drop: (number) => rm(copyOf(number)),
		},
		made,
	);
}

/** An empty folder for the copies of a Run; false if the disk is too full for it. */
async function makeRoomIn(artifacts: string, target: string): Promise<boolean> {
	await rm(target, { recursive: true, force: true });
	await prune(artifacts, KEPT_BYTES);
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
	const made = await madeSince(before, after, 0n, () => uploadInodes(folders));
	return made.map(shownName);
}

/** Copies one file; a string is the rest of a sentence that says why it was not taken. */
async function take(
	root: string,
	path: string,
	target: string,
	{ refusal }: Parameters<Hands["take"]>[2],
): Promise<Taken | string> {
	const file = await openInside(root, path);
	if (typeof file === "string") return `${file}, so it was not attached`;
	try {
		const refused = refusal(file.size);
		if (refused !== undefined) return refused;
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
