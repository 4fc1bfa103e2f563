// What is known of a right answer, and the text that is held against it.

import { type Reading, readText } from "./claims.ts";
import { figuresIn, plainly } from "./figures.ts";
import { wordsOf } from "./words.ts";

/** What a right answer holds. A value with commas between its parts is all of them. */
export interface Known {
	readonly name: string;
	/** A number to its last digit, a date as 2024-03-05, yes or no, or words. */
	readonly value: string;
	/** Other names of the same thing. */
	readonly labels?: readonly string[];
	/** One of several of a kind, e.g. of a month: the figure counts only beside this name. */
	readonly key?: boolean;
	/** What else it could be: a list in which the value is one of many is no answer. */
	readonly among?: readonly string[];
}

export interface Judged {
	readonly there: boolean;
	readonly against: boolean;
}

export interface Scene {
	readonly text: string;
	readonly reading: Reading;
	readonly known: readonly Known[];
	/** Figures of the request: a text may repeat them. */
	readonly given: readonly number[];
	readonly requested: ReadonlySet<string>;
}

export function sceneOf(text: string, request: string, known: readonly Known[]): Scene {
	const given = figuresIn(plainly(request), false).flatMap(({ values }) => values);
	return { text: plainly(text), reading: readText(text), known, given, requested: wordsOf(request) };
}

export function partsOf(known: Known): readonly Known[] {
	const parts = known.value.split(/,\s+/);
	return parts.length > 1 && known.among === undefined ? parts.map((value) => ({ ...known, value })) : [known];
}

interface Sought {
	readonly values: readonly number[];
	readonly half: number;
}

const sought = new Map<string, Sought | undefined>();

export function numberOf(value: string): Sought | undefined {
	if (sought.has(value)) return sought.get(value);
	const plain = plainly(value).trim();
	const [one, more] = figuresIn(plain, false);
	const whole =
		one !== undefined && more === undefined && one.to - one.from >= plain.replace(/^[¥$€£]|\s*(?:元|円)$/gu, "").length;
	const found = whole ? { values: one.values, half: one.half } : undefined;
	sought.set(value, found);
	return found;
}
