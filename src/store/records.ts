// Records as they are stored: JSON with a version.

import { stamped } from "../schemas/stored.ts";

export function written(record: object): string {
	return JSON.stringify(stamped(record));
}

/** undefined if it is not JSON: no schema of ours takes that. */
export function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}
