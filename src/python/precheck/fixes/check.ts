// Checks of a fix beside the program that it fixes: a fix repairs what failed, and keeps the rest.

import type { Program } from "../program.ts";
import { checkDroppedLines } from "./dropped-lines.ts";
import { checkDroppedWishes } from "./dropped-wishes.ts";
import { checkNoRepair } from "./no-repair.ts";

/** Faults as sentences. `line` is the one that failed; absent: it ran to its end. */
export function checkFix(
	fix: Program,
	failed: Program,
	{ line, request }: { readonly line: number | undefined; readonly request: string },
): readonly string[] {
	if (fix.broken !== undefined || failed.broken !== undefined) return [];
	const dropped = checkDroppedWishes(fix, failed, request);
	if (line === undefined) return dropped;
	const idle = checkNoRepair(fix, failed, line);
	return idle.length > 0 ? idle : [...dropped, ...checkDroppedLines(fix, failed, line)];
}
