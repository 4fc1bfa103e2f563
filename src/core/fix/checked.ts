// What was checked of a result, in words of the request: "It worked" is said of nothing else.

import type { Done } from "../domain/wishes.ts";
import type { End, Turn } from "../domain.ts";
import { oneLine } from "../text.ts";
import { formErrors, formOf } from "./answer-form.ts";
import { ticked } from "./wishes/ticked.ts";
import { wishesOf } from "./wishes.ts";

const MOST = 5;
const LONGEST = 40;

/** Of a result in which nothing that was asked for is missing: the lines of its form, or what else the request names and was seen done. */
export function checkedIn(request: string, done: Done): readonly string[] {
	const form = formOf(request);
	const isFilled = done.run !== undefined && formErrors(done.run.output, form).length === 0;
	const lines = isFilled ? form.map(({ name }) => name) : [];
	const wishes = ticked(wishesOf(request, done.uploads), request, done).map(({ words }) => words);
	const words = (form.length > 0 ? lines : wishes).map(oneLine).filter((one) => one.length <= LONGEST);
	return [...new Set(words)].slice(0, MOST);
}

type Answer = Extract<End, { kind: "answered" }>;

/** What was found in the Attempt that the answer rests on. */
export function checkedOf({ state }: Pick<Turn, "state">, index?: number): readonly string[] {
	const end: Answer | undefined = state.kind === "ended" && state.end.kind === "answered" ? state.end : undefined;
	return index === undefined || end?.attempt === index ? (end?.checked ?? []) : [];
}
