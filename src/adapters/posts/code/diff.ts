// Differences between two versions of the code, if they can be found quickly.

import { formatPatch, structuredPatch } from "diff";
import { remembered } from "../memo.ts";
import { revealCode } from "./hidden-characters.ts";

export type Changes =
	| { readonly kind: "none" }
	/** The hunks of a unified diff with two lines of context, hidden characters written out; of a long one the beginning, which is more than a card holds.
	 *  Their headers are for programs: `withWords` turns them into words. */
	| { readonly kind: "listed"; readonly diff: string }
	/** Most lines are new. */
	| { readonly kind: "rewritten" }
	/** Finding the changes would take long, and nobody would read them. */
	| { readonly kind: "too many" };

/** The time to find them grows with their square; a card shows about 100. */
const MOST_CHANGES = 200;
const MOST_LINES = 5000;
const MOST_SHOWN = 10_000;

/** `@@ -4,6 +4,8 @@` as what `from` says of line 4 of the new version. No other line of a hunk starts with an @. */
export function withWords(diff: string, from: (line: number) => string): string {
	return diff.replace(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@$/gm, (_, line: string) => from(Number(line)));
}

export const changesBetween = remembered((before: string, after: string): Changes => {
	if (before === after) return { kind: "none" };
	if ([before, after].some((text) => text.split("\n").length > MOST_LINES)) return { kind: "too many" };
	const limits = { context: 2, maxEditLength: MOST_CHANGES };
	const patch = structuredPatch("before", "after", `${before}\n`, `${after}\n`, undefined, undefined, limits);
	if (patch === undefined) return { kind: "too many" };
	const text = formatPatch(patch);
	const hunks = text.slice(text.indexOf("@@")).trimEnd();
	const isNew = (hunks.match(/^\+/gm)?.length ?? 0) > after.split("\n").length * 0.7;
	return isNew ? { kind: "rewritten" } : { kind: "listed", diff: revealCode(hunks.slice(0, MOST_SHOWN)) };
});
