// A fix that the look at the failure gives whole: one expression of the failed program written otherwise. No model is asked for it.

import type { Attempt, Mend } from "../domain.ts";
import { triedBefore } from "./diagnosis.ts";

export interface OwnFix {
	readonly source: string;
	readonly old: string;
	readonly text: string;
}

/** `all`: of the Turn, because code that has failed is not proposed again. Undefined where the failure can have several cures. */
export function ownFix({ proposal, run }: Attempt, all: readonly Attempt[]): OwnFix | undefined {
	const mend = run?.outcome === "failed" ? run.error?.mend : undefined;
	const source = mend === undefined || proposal.language !== "python" ? undefined : written(proposal.source, mend);
	if (mend === undefined || source === undefined || triedBefore(all, source)) return undefined;
	return { source, old: mend.old, text: mend.text };
}

function written(source: string, { line, at, old, text }: Mend): string | undefined {
	const lines = source.split("\n");
	const found = lines[line - 1];
	if (found === undefined || found.slice(at, at + old.length) !== old) return undefined;
	return lines.with(line - 1, found.slice(0, at) + text + found.slice(at + old.length)).join("\n");
}
