// Risk labels: the words that people read on a card, and whether a fix does more than what was approved.

import type { Label, Risk } from "../domain.ts";
import type { Texts } from "../locales.ts";

/** The gravest first. */
const LABELS = [
	"deletes",
	"overwrites",
	"many_files",
	"outside",
	"subprocess",
	"network",
	"install",
	"unparsed",
] as const satisfies readonly Label[];

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
	{ labels }: Texts,
): readonly { readonly words: string; readonly where: readonly Risk[] }[] {
	const all = LABELS.map((label) => ({
		words: labels[label],
		where: risks.filter((risk) => risk.label === label),
	}));
	return all.filter(({ where }) => where.length > 0);
}
