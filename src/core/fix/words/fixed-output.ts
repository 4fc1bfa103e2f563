// Fixed output: printed lines that stand in the program itself, which found nothing out.

import type { FixedText } from "../../domain.ts";
import { figuresIn } from "./figures.ts";

/** The printed lines that are fixed; the number or bullet before a line is not looked at. */
export function fixedLines(output: string, fixed: readonly FixedText[]): readonly string[] {
	const known = new Set(fixed.map(({ line }) => bare(line)));
	return known.size === 0 ? [] : linesOf(output).filter((line) => known.has(bare(line)));
}

/** Those that say something about the data. */
export function fixedFindings(output: string, fixed: readonly FixedText[]): readonly string[] {
	return fixedLines(
		output,
		fixed.filter(({ isFinding }) => isFinding),
	);
}

/** Those, if no figure was printed besides; else none. */
export function onlyFixed(output: string, fixed: readonly FixedText[]): readonly string[] {
	const findings = fixedFindings(output, fixed);
	if (findings.length === 0) return [];
	const all = new Set(fixedLines(output, fixed));
	return linesOf(output).every((line) => all.has(line) || figuresIn(line).length === 0) ? findings : [];
}

function linesOf(output: string): readonly string[] {
	return output
		.split("\n")
		.map((line) => line.trim())
		.filter((line) => line !== "");
}

function bare(line: string): string {
	return line.replace(/^(?:[-*•]\s+|\d+[.)、]\s*)/, "").trim();
}
