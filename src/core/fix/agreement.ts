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
	if (isSwapped(first, second, request)) return DIFFER;
	if (confirmed.length === said.length)
		return { kind: "agree", sentence: `✅ Two programs agree: ${figures(said.length)} came out the same.` };
	const covered = two.every((figure) => one.some((other) => isSame(figure, other)));
	if (confirmed.length > 0 && covered)
		return {
			kind: "partly",
			sentence: `◐ The second program printed ${confirmed.length} of ${figures(said.length)}, and ${confirmed.length === 1 ? "that one is" : "those are"} the same; the others are not confirmed.`,
		};
	return DIFFER;
}

const DIFFER: Agreement = {
	kind: "differ",
	sentence: "⚠️ The two programs disagree, so the answer above is not confirmed.",
};

/** Both have a row of that name, and no figure of it is the same; or one thing is asked for, and they name two. */
function isSwapped(first: string, second: string, request: string): boolean {
	const [one, two] = [first, second].map(byName);
	if (one === undefined || two === undefined) return false;
	for (const [name, figures] of one) {
		const others = two.get(name);
		if (others !== undefined && !figures.some((figure) => others.some((other) => isSame(figure, other)))) return true;
	}
	const [[name = ""] = [], [other = ""] = []] = [[...one.keys()], [...two.keys()]];
	const isOne = one.size === 1 && two.size === 1 && WHICH.test(request) && ![name, other].some(isMeasure);
	return isOne && !second.toLowerCase().includes(name) && !first.toLowerCase().includes(other);
}

const WHICH = /\b(?:which|who|whose|welche\w*|wer)\b|哪|谁|どの|どれ|誰/i;

/** What is counted or measured, in place of who or what has it. */
function isMeasure(name: string): boolean {
	return (
		/[_|]/.test(name) ||
		/\b(?:total|sum|max\w*|min\w*|mean|average|count|number|value|amount|revenue|sales|orders?|highest|lowest|most|top|best|result|answer|summe|gesamt\w*|anzahl|umsatz|wert)\b|合计|总|数|额|最|合計|売上|結果/i.test(
			name,
		)
	);
}

const MOST_OF_NAME = 50;

/** The figures by the names of their rows: words, years and dates; row numbers name nothing. */
function byName(output: string): ReadonlyMap<string, readonly Value[]> {
	const found = new Map<string, Value[]>();
	for (const { row, ...figure } of readPrinted(output).figures) {
		const names = row.filter((label) => /\p{L}/u.test(label) || /^(?:19|20)\d\d(?:[-/.]\d|$)/.test(label));
		const name = names.join("|");
		const own = found.get(name) ?? [];
		if (name !== "" && own.length < MOST_OF_NAME) found.set(name, [...own, figure]);
	}
	return found;
}

function figures(n: number): string {
	return count(n, "figure");
}

function inWords(first: string, second: string): Agreement {
	const [one, two] = [first, second].map((output) => output.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
	const shorter = (one?.length ?? 0) < (two?.length ?? 0) ? one : two;
	const longer = new Set(shorter === one ? two : one);
	const last = shorter?.at(-1);
	const isOpposite = (yes: string, no: string) => YES.test(yes.trim()) && NO.test(no.trim());
	if (isOpposite(first, second) || isOpposite(second, first)) return DIFFER;
	const isIn = last !== undefined && shorter?.every((word) => longer.has(word)) === true;
	if (isIn) return { kind: "agree", sentence: "✅ Two programs agree: they printed the same words." };
	return UNCLEAR;
}

/** What an answer by yes or no begins with. */
const YES = /^(?:true|yes|ja|是|はい)(?!\p{L})/iu;
const NO = /^(?:false|no|nein|否|不是|いいえ)(?!\p{L})/iu;

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
