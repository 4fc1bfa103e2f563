// Changes in `/workspace` between two scans.

import type { Scan } from "../ports.ts";

/**
 * Paths that are new or changed. Without a complete scan from before the Run (the bot was restarted meanwhile) the time of
 * the last change decides, which code cannot set.
 */
export function changedSince(before: Scan | undefined, after: Scan, sinceNs: bigint): readonly string[] {
	const changed: string[] = [];
	for (const [path, now] of after.files) {
		const old = before?.files.get(path);
		const same =
			old !== undefined &&
			old.ino === now.ino &&
			old.size === now.size &&
			old.mtimeNs === now.mtimeNs &&
			old.ctimeNs === now.ctimeNs;
		if (same) continue;
		if (before?.complete || now.ctimeNs >= sinceNs) changed.push(path);
	}
	return changed.sort();
}

/** Of these paths those that code made; `uploads` are the inodes of all Uploads. */
function withoutUploads(uploads: ReadonlySet<bigint>, after: Scan, changed: readonly string[]): readonly string[] {
	return changed.filter((path) => {
		const seen = after.files.get(path);
		return seen !== undefined && !uploads.has(seen.ino);
	});
}

/** What code made or changed, by path; `uploads` is asked only where something has changed. */
export async function madeSince(
	before: Scan | undefined,
	after: Scan,
	sinceNs: bigint,
	uploads: () => Promise<ReadonlySet<bigint>>,
): Promise<readonly string[]> {
	const changed = changedSince(before, after, sinceNs);
	return changed.length === 0 ? [] : withoutUploads(await uploads(), after, changed);
}
