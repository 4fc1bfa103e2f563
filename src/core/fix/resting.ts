// What an answer rests on: the last Attempt, or an earlier one whose output was good but for something minor.

import { isRefused } from "../domain/turns.ts";
import type { Attempt, Turn } from "../domain.ts";

/** Index of the Attempt to answer from, or undefined if none can be answered from. */
export function restsOn({ attempts }: Turn): number | undefined {
	const last = attempts.at(-1);
	if (last?.run?.outcome === "ok" && last.diagnosis === undefined) return attempts.length - 1;
	return fallback(attempts);
}

/** With the fewest things to say under it; the earlier of equals. Void once people have refused or replaced what followed it. */
function fallback(attempts: readonly Attempt[]): number | undefined {
	const minor = (at: number) => attempts[at]?.diagnosis?.minor ?? Number.POSITIVE_INFINITY;
	const fit = attempts.flatMap((_, at) =>
		Number.isFinite(minor(at)) && !isRefused(attempts.slice(at + 1)) ? [at] : [],
	);
	return fit.toSorted((a, b) => minor(a) - minor(b))[0];
}
