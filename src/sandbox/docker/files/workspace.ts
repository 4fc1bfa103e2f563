// Uploads in a Thread's `/workspace`: streamed, named safely, kept where code can neither change nor lose them.

import { createHash, randomUUID } from "node:crypto";
import { link, lstat, open, readdir, readFile, rename, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { FileRef } from "../../../core/domain.ts";
import { keyOf, safeName } from "../../files/names.ts";
import { diskFull, tooLarge } from "../../files/refusals.ts";
import { type Folders, writeWhole } from "./folders.ts";
import { isFull } from "./full.ts";

/** Always left free on the disk: this many bytes, or on a small disk a twentieth of it. */
const FLOOR = { bytes: 256 * 1024 * 1024, part: 0.05 } as const;

export const noteSchema = z.object({ id: z.string(), name: z.string() });

function numbered(name: string, number: number): string {
	if (number === 1) return name;
	const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? "";
	return `${name.slice(0, name.length - ending.length)}-${number}${ending}`;
}

/** Streams the bytes in; resolves with the name that the file got in `/workspace`. */
export async function putUpload(options: {
	folders: Folders;
	file: FileRef;
	bytes: AsyncIterable<Uint8Array>;
	maxBytes: number;
	signal: AbortSignal;
}): Promise<string> {
	const { folders, file } = options;
	const known = await findUpload(folders, file.id);
	if (known !== undefined) return known;
	if (file.size > options.maxBytes) throw tooLarge(file.name, options.maxBytes);
	if (!(await hasRoom(folders.uploads, file.size))) throw diskFull(file.name);

	const spool = join(folders.uploads, `.${randomUUID()}.spool`);
	try {
		await spoolTo(spool, options);
		const original = join(folders.uploads, `${keyOf(file.id)}.file`);
		await rename(spool, original);
		return await giveName(folders, file, original);
	} catch (error) {
		throw isFull(error) ? diskFull(file.name) : error;
	} finally {
		await rm(spool, { force: true });
	}
}

/** Whether this many bytes may be added to the disk that a folder is on. */
export async function hasRoom(folder: string, bytes: number): Promise<boolean> {
	const disk = await statfs(folder);
	const floor = Math.min(FLOOR.bytes, FLOOR.part * disk.blocks * disk.bsize);
	return bytes + floor <= disk.bavail * disk.bsize;
}

async function spoolTo(
	spool: string,
	options: { file: FileRef; bytes: AsyncIterable<Uint8Array>; maxBytes: number; signal: AbortSignal },
): Promise<void> {
	const handle = await open(spool, "wx", 0o600);
	try {
		let size = 0;
		for await (const chunk of options.bytes) {
			options.signal.throwIfAborted();
			size += chunk.byteLength;
			if (size > options.maxBytes) throw tooLarge(options.file.name, options.maxBytes);
			await handle.writeFile(chunk);
		}
		options.signal.throwIfAborted();
		await handle.chmod(0o444);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Gives the original a name in `/workspace`: a second hard link, never over something that is there. */
async function giveName(folders: Folders, file: Pick<FileRef, "id" | "name">, original: string): Promise<string> {
	const wish = safeName(file.name);
	for (let number = 1; ; number += 1) {
		const name = numbered(wish, number);
		if ((await inodeOf(join(folders.workspace, name))) !== undefined) continue;
		// Written before the link is made, so that a crash in between leaves nothing that has two names.
		await writeWhole(noteOf(folders, file.id), JSON.stringify({ id: file.id, name }));
		if (await linked(original, join(folders.workspace, name))) return name;
	}
}

/** The name of a stored Upload, put back into `/workspace` if it is missing there; undefined if there is no such Upload. */
export async function findUpload(folders: Folders, id: string): Promise<string | undefined> {
	const text = await readFile(noteOf(folders, id), "utf8").catch(() => undefined);
	if (text === undefined) return undefined;
	const note = noteSchema.safeParse(JSON.parse(text));
	if (!note.success || note.data.id !== id) return undefined;
	const original = join(folders.uploads, `${keyOf(id)}.file`);
	const kept = await inodeOf(original);
	// Without its original it counts as not there, and is sent again.
	if (kept === undefined) return undefined;
	const path = join(folders.workspace, note.data.name);
	const there = await inodeOf(path);
	if (there === kept || (there === undefined && (await linked(original, path)))) return note.data.name;
	// Something else has its name.
	return await giveName(folders, { id, name: note.data.name }, original);
}

/** Hex sha256 of an Upload as it came, or undefined if it is not there. */
export async function digestOf(folders: Folders, id: string): Promise<string | undefined> {
	const file = await open(join(folders.uploads, `${keyOf(id)}.file`)).catch(() => undefined);
	if (file === undefined) return undefined;
	const hash = createHash("sha256");
	for await (const chunk of file.createReadStream()) hash.update(chunk);
	return hash.digest("hex");
}

/** Inodes of all Uploads: what is one of these in `/workspace` was not made by code. */
export async function uploadInodes(folders: Folders): Promise<ReadonlySet<bigint>> {
	const inodes = new Set<bigint>();
	for (const name of await readdir(folders.uploads)) {
		if (name.endsWith(".file")) inodes.add((await lstat(join(folders.uploads, name), { bigint: true })).ino);
	}
	return inodes;
}

function noteOf(folders: Folders, id: string): string {
	return join(folders.uploads, `${keyOf(id)}.json`);
}

async function inodeOf(path: string): Promise<bigint | undefined> {
	return await lstat(path, { bigint: true }).then(
		({ ino }) => ino,
		() => undefined,
	);
}

/** `link` neither follows nor replaces what is there. */
async function linked(from: string, to: string): Promise<boolean> {
	try {
		await link(from, to);
		return true;
	} catch (error) {
		if (z.object({ code: z.literal("EEXIST") }).safeParse(error).success) return false;
		throw error;
	}
}
