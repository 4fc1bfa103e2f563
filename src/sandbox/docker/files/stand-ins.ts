// Stand-ins: for one Run, a newer Upload under an older one's name. Afterwards the name is the older one's again.

import { randomUUID } from "node:crypto";
import { link, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { StandIn } from "../../../core/domain.ts";
import { keyOf } from "../../files/names.ts";
import { fileGone } from "../../files/refusals.ts";
import type { Folders } from "./folders.ts";
import { noteSchema } from "./workspace.ts";

/** Safe to repeat for a Run that is active already. */
export async function standIn(folders: Folders, all: readonly StandIn[] = []): Promise<void> {
	for (const { as } of all) await ownerOf(folders, as);
	for (const { file, as } of all) await put(folders, keyOf(file.id), as);
}

export async function putBack(folders: Folders, all: readonly StandIn[] = []): Promise<void> {
	for (const { as } of all) await put(folders, await ownerOf(folders, as), as);
}

/** The key of the Upload whose name in `/workspace` this is. */
async function ownerOf(folders: Folders, name: string): Promise<string> {
	for (const entry of await readdir(folders.uploads)) {
		if (!entry.endsWith(".json")) continue;
		const note = noteSchema.safeParse(JSON.parse(await readFile(join(folders.uploads, entry), "utf8")));
		if (note.success && note.data.name === name) return keyOf(note.data.id);
	}
	throw fileGone(name);
}

/** At once, so that code sees one file or the other. */
async function put(folders: Folders, key: string, name: string): Promise<void> {
	const draft = join(folders.uploads, `.${randomUUID()}.swap`);
	await link(join(folders.uploads, `${key}.file`), draft);
	try {
		await rename(draft, join(folders.workspace, name));
	} finally {
		// Renaming one link over another of the same file leaves both.
		await rm(draft, { force: true });
	}
}
