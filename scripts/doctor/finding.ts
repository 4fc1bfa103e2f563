// What a check found about one part, as a line for the operator.

import { isBotError } from "../../src/core/errors.ts";

export interface Finding {
	readonly part: string;
	/** `worry`: it works, but not as it should; `skipped`: it could not be looked at. */
	readonly state: "good" | "worry" | "bad" | "skipped";
	/** One sentence; of what is not good with its cure. */
	readonly said: string;
}

/** `look` says what is good about the part, or throws a sentence about what is not. */
export async function findingOf(part: string, look: () => string | Promise<string>): Promise<Finding> {
	try {
		return { part, state: "good", said: await look() };
	} catch (error) {
		return { part, state: "bad", said: sentenceOf(error) };
	}
}

export function sentenceOf(error: unknown): string {
	const said = isBotError(error) ? error.sentence : error instanceof Error ? error.message : String(error);
	return said.replaceAll(/\s+/g, " ").trim();
}

const SIGNS: Readonly<Record<Finding["state"], string>> = { good: "✔", worry: "!", bad: "✖", skipped: "·" };

export function lineOf({ part, state, said }: Finding): string {
	return `${SIGNS[state]} ${part.padEnd(16)} ${said}`;
}
