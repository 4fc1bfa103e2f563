// Collecting what a Run made: which files become Artifacts, and what people are told of the others; the copies are the driver's.

import type { Artifact } from "../../core/domain.ts";
import type { Collected, Scan } from "../ports.ts";
import { madeSince } from "./changes.ts";
import { FIGURES, shownName } from "./names.ts";

const MAX_ARTIFACTS = 10;
const MAX_BYTES = 50 * 1024 * 1024;
const MAX_CHANGED = 200;
/** Of what a Run changed; where a keeper has the files, each is a question to it. */
const MAX_LOOKED_AT = 2000;
const MAX_NOTES = 15;

/** What a Thread's Artifacts may take before a Run's are added; the oldest Runs' go first. */
export const KEPT_BYTES = 1024 ** 3 - MAX_ARTIFACTS * MAX_BYTES;

export const NO_ROOM = "was not attached, because the bot's disk is nearly full; it is still in /workspace";

/** A file as it was copied. */
export interface Taken {
	readonly size: number;
	readonly sha256: string;
}

/** A driver's hands. A string is the rest of a sentence that says why a file was not taken. */
export interface Hands {
	scan(): Promise<Scan>;
	/** The inodes of all Uploads. */
	uploads(): Promise<ReadonlySet<bigint>>;
	/** Makes an empty place for the Run's copies; false if there is no room for it. */
	makeRoom(): Promise<boolean>;
	/** Copies at most `maxBytes`, unless `refusal` says why not for a file of so many. */
	take(
		path: string,
		number: number,
		limit: { readonly maxBytes: number; readonly refusal: (bytes: number) => string | undefined },
	): Promise<Taken | string>;
	/** Removes a copy. */
	drop(number: number): Promise<void>;
}

/** `run` is `keyOf` the Run's id; `sinceNs` in nanoseconds since 1970, by the clock of the file system. */
export async function collectBy(
	hands: Hands,
	made: {
		readonly run: string;
		readonly before: Scan | undefined;
		readonly sinceNs: bigint;
		/** Names of figures that were shown. */
		readonly figures: readonly string[];
	},
): Promise<Collected> {
	const after = await hands.scan();
	const changed = await madeSince(made.before, after, made.sinceNs, hands.uploads);
	// Files first: a figure that is shown and saved is better known by the name that it was saved under.
	const lookedAt = changed.slice(0, MAX_LOOKED_AT);
	const paths = [...lookedAt, ...made.figures.map((name) => `${FIGURES}/${name}`)];
	const isReady = paths.length === 0 || (await hands.makeRoom());

	const artifacts: Artifact[] = [];
	const notes: string[] = [];
	const seen = new Set<string>();
	for (const path of paths) {
		const name = shownName(path);
		const others = artifacts.length;
		const limit = { maxBytes: MAX_BYTES, refusal: (bytes: number) => refusalOf(bytes, others) };
		const taken = isReady ? await hands.take(path, others, limit) : NO_ROOM;
		if (typeof taken === "string") {
			notes.push(`${name} ${taken}.`);
			continue;
		}
		if (seen.has(taken.sha256)) {
			await hands.drop(others);
			continue;
		}
		seen.add(taken.sha256);
		artifacts.push({ id: `${made.run}/${artifacts.length}`, name: name.slice(name.lastIndexOf("/") + 1), ...taken });
	}
	if (!after.complete) notes.push("There are too many files in /workspace to check them all.");
	const rest = Math.max(0, notes.length - MAX_NOTES) + changed.length - lookedAt.length;
	return {
		changed: changed.slice(0, MAX_CHANGED).map(shownName),
		artifacts,
		after,
		notes:
			rest > 0
				? [...notes.slice(0, MAX_NOTES), `${rest} more file${rest === 1 ? " was" : "s were"} not attached.`]
				: notes,
	};
}

/** Why a file of so many bytes is not attached where that many others are. */
function refusalOf(bytes: number, others: number): string | undefined {
	if (bytes === 0) return "is empty, so it was not attached";
	if (bytes > MAX_BYTES)
		return `(${megabytes(bytes)}) is over the limit of ${megabytes(MAX_BYTES)}, so it was not attached; it is still in /workspace`;
	if (others >= MAX_ARTIFACTS)
		return `was not attached, because a run can attach at most ${MAX_ARTIFACTS} files; it is still in /workspace`;
	return undefined;
}

function megabytes(bytes: number): string {
	return `${Math.round(bytes / 1024 ** 2)} MB`;
}
