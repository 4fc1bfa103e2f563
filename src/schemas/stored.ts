// Version stamp of stored records: Sessions, notes, tickets and posts in Redis, Runs on disk. What only exists or holds a name
// (locks, message keys already seen, the file that a Run began, the name of an Upload) has none: there is nothing to misread.

import { z } from "zod";
import { BotError } from "../core/errors.ts";

/** One number for all of them; 0 is what was written before there was any. Raise it with a change that an older program would get
 *  wrong, so that it refuses the record; a field that it may ignore needs no raise. Records of every older version stay readable. */
export const VERSION = 2;

const NEWER =
	"A newer version of me stored this thread, so I leave it untouched and cannot continue here; ask the operator to start the newer version again, which will then take up everything said here.";
const UNREADABLE =
	'What I have stored about this thread is damaged, so I cannot continue here; tell the operator, who can find its key in the log, or say "forget" to delete it and start again.';

/** An object whose unknown keys are kept, so that an older program does not drop what a later one added. */
export const record = z.looseObject as unknown as typeof z.object;

const stamp = z.looseObject({ version: z.int().min(0).default(0) });

/** What `readStored` reads back. */
export function stamped<T extends object>(stored: T): T & { readonly version: number } {
	return { ...stored, version: VERSION };
}

/** Throws BotError `newer` for a record of a later version and `unreadable` for what no version wrote. */
export function readStored<T>(schema: z.ZodType<T>, value: unknown): T {
	const { version, ...stored } = stamp.safeParse(value).data ?? { version: 0 };
	if (version > VERSION) throw new BotError("newer", NEWER);
	const found = schema.safeParse(stored);
	// The record holds what people said, and so would zod's error.
	if (!found.success) throw new BotError("unreadable", UNREADABLE);
	return found.data;
}
