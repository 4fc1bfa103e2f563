// The profile of a file, as an Upload of its thread gets it.

import { randomUUID } from "node:crypto";
import type { FileProfile, ThreadId } from "../../../src/core/domain.ts";
import type { Lab } from "../abuse/lab.ts";

/** Each file gets a name of its own that ends in `name`. */
export async function profileOf(
	{ sandbox }: Lab,
	thread: ThreadId,
	name: string,
	content: string | Uint8Array,
): Promise<FileProfile> {
	const signal = new AbortController().signal;
	const bytes = Buffer.from(content);
	const file = { id: randomUUID(), name: `${randomUUID().slice(0, 8)}-${name}`, size: bytes.length, source: "" };
	await sandbox.open(thread, signal);
	const as = await sandbox.put(thread, file, ReadableStream.from([bytes]), signal);
	return sandbox.profile(thread, as, signal);
}
