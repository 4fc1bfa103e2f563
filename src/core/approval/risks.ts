// What risks mean: the words people read on a card, and whether a fix does more than what was approved.

import type { Label, Risk } from "../domain.ts";

const WORDS: Record<Label, string> = {
	deletes: "Deletes files",
	overwrites: "Overwrites files",
	many_files: "Loops over many files",
	outside: "Reaches outside the workspace",
	subprocess: "Starts other programs",
	network: "Uses the network",
	install: "Installs packages",
	unparsed: "Cannot be fully analysed",
};

export function labelsOf(risks: readonly Risk[]): readonly Label[] {
	return [...new Set(risks.map(({ label }) => label))];
}

/** Whether this code does something that code with the Labels `approved` does not, as far as can be told: where it cannot, it does. */
export function grows(approved: readonly Label[], risks: readonly Risk[]): boolean {
	return risks.some(({ label }) => label === "unparsed" || !approved.includes(label));
}

/** A line for each Label, the gravest first: what it is in words, and where. */
export function riskLines(
	risks: readonly Risk[],
): readonly { readonly words: string; readonly where: readonly Risk[] }[] {
	const all = Object.entries(WORDS).map(([label, words]) => ({
		words,
		where: risks.filter((risk) => risk.label === label),
	}));
	return all.filter(({ where }) => where.length > 0);
}
