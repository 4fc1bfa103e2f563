// What was checked of a result, in words of the request: "It worked" is said of nothing else.

import type { End, Turn, Upload } from "../domain.ts";
import { oneLine } from "../text.ts";
import { formOf } from "./answer-form.ts";
import { wishesOf } from "./wishes.ts";

const MOST = 5;
const LONGEST = 40;

/** What only stands in the program's text, or in its output, is no check of what came out. */
const UNSURE = /^(figures|year|value|most|either|limit|statistic|columns|named|why)$/;

/** Of a result in which nothing that was asked for is missing: the lines of its form, or what else the request names and its result shows. */
export function checkedIn(request: string, uploads: readonly Upload[]): readonly string[] {
	const lines = formOf(request).map(({ name }) => name);
	const wishes = wishesOf(request, uploads).flatMap(({ kind, words }) => (UNSURE.test(kind) ? [] : [words]));
	const words = (lines.length > 0 ? lines : wishes).map(oneLine).filter((one) => one.length <= LONGEST);
	return [...new Set(words)].slice(0, MOST);
}

type Answer = Extract<End, { kind: "answered" }>;

/** What was found in the Attempt that the answer rests on. */
export function checkedOf({ state }: Pick<Turn, "state">, index?: number): readonly string[] {
	const end: Answer | undefined = state.kind === "ended" && state.end.kind === "answered" ? state.end : undefined;
	return index === undefined || end?.attempt === index ? (end?.checked ?? []) : [];
}
