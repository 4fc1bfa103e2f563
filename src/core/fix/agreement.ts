// Agreement of two programs: whether what they printed for the same question is the same.

import { count } from "../text.ts";
import { type Figure, figuresIn } from "./words/figures.ts";
import { readPrinted } from "./words/printed.ts";

export interface Agreement {
	/** `unclear`: they printed nothing that can be compared. */
	readonly kind: "agree" | "partly" | "differ" | "unclear";
	/** For people. */
	readonly sentence: string;
}

/** Among many figures one of few is found by chance. */
const [FEW, MANY] = [3, 20];

/** Compares the figures of two outputs, or their words if one has no figures; what stands in the request is nobody's figure. */
export function agreement(first: string, second: string, request: string): Agreement {
	const [one, two] = [first, second].map((output) => unique(readPrinted(withoutDates(output)).figures));
	if (one === undefined || two === undefined) throw new Error("two outputs");
	if (one.length === 0 || two.length === 0) return inWords(first, second);
	const asked = figuresIn(request);
	const own = one.filter((figure) => !asked.some((other) => isSame(figure, other)));
	const said = own.length === 0 ? one : own;
	if (said.length <= FEW && two.length >= MANY) return UNCLEAR;
	const confirmed = said.filter((figure) => two.some((other) => isSame(figure, other)));
	if (confirmed.length === said.length)
		return { kind: "agree", sentence: `✅ Two programs agree: ${figures(said.length)} came out the same.` };
	const covered = two.every((figure) => one.some((other) => isSame(figure, other)));
	if (confirmed.length > 0 && covered)
		return {
			kind: "partly",
			sentence: `◐ The second program printed ${confirmed.length} of ${figures(said.length)}, and those are the same; the others are not confirmed.`,
		};
	return { kind: "differ", sentence: "⚠️ The two programs disagree, so the answer above is not confirmed." };
}

function figures(n: number): string {
	return count(n, "figure");
}

function inWords(first: string, second: string): Agreement {
	const [one, two] = [first, second].map((output) => output.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
	const shorter = (one?.length ?? 0) < (two?.length ?? 0) ? one : two;
	const longer = new Set(shorter === one ? two : one);
	const last = shorter?.at(-1);
	const isIn = last !== undefined && shorter?.every((word) => longer.has(word)) === true;
	if (isIn) return { kind: "agree", sentence: "✅ Two programs agree: they printed the same words." };
	return UNCLEAR;
}

const UNCLEAR: Agreement = {
	kind: "unclear",
	sentence:
		"The second program printed nothing that can be compared with the first, so the answer above is not confirmed.",
};

/** Dates and times are names of what figures stand for. */
function withoutDates(output: string): string {
	return output
		.replace(/\b\d{4}(?:[-/]\d{1,2}|\.\d{1,2}\.\d{1,2})(?:[-/]\d{1,2})?\b(?=[T\s:,;|)\]]|$)/gm, (date) =>
			"x".repeat(date.length),
		)
		.replace(/\b\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\b/g, (time) => "x".repeat(time.length));
}

type Value = Pick<Figure, "readings" | "isNegative">;

function unique<T extends Value>(all: readonly T[]): readonly T[] {
	return all.filter((figure, at) => all.findIndex((other) => isSame(figure, other)) === at);
}

/** Equal in one reading, to the last digit of the one with fewer decimals. */
function isSame(one: Value, two: Value): boolean {
	return (
		one.isNegative === two.isNegative &&
		one.readings.some((a) =>
			two.readings.some(
				(b) => Math.abs(a.value - b.value) <= Math.max(a.off, b.off) * 1.000001 + Math.abs(a.value) * 1e-12,
			),
		)
	);
}
