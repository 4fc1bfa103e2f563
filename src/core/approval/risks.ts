// Risk labels: the words that people read on a card, and whether a fix does more than what was approved.

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

/** Whether code with these risks does more than code with the Labels `approved`. True if it cannot be analysed. */
export function grows(approved: readonly Label[], risks: readonly Risk[]): boolean {
	return risks.some(({ label }) => label === "unparsed" || !approved.includes(label));
}

/** One entry per Label, the gravest first: its words, and where it was found. */
export function riskLines(
	risks: readonly Risk[],
): readonly { readonly words: string; readonly where: readonly Risk[] }[] {
	const all = Object.entries(WORDS).map(([label, words]) => ({
		words,
		where: risks.filter((risk) => risk.label === label),
	}));
	return all.filter(({ where }) => where.length > 0);
}
