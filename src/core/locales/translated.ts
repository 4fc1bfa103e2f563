// Sentences of ours that come as English text, said in another language: known by their pattern, so that old records and what the sandbox
// says are understood, too. What is not ours, such as Python's own words, stays as it is.

import { SENTENCES, type Sentence } from "./sentences.ts";

/** How a language says them. */
export type Sayings = Readonly<Record<Sentence, string>>;

interface Pattern {
	readonly key: Sentence;
	/** What stands between the values, one more than there are values. */
	readonly fixed: readonly string[];
	readonly names: readonly string[];
	/** It says too little to be known outside of another one. */
	readonly isWithin: boolean;
}

/** Values of these names are numbers. */
const NUMBERS = /^(n|m|all|total|left|rows|waiting|has)$/;
const NUMBER = /^\d[\d.,]*$/;
/** Values of these names are names. */
const SUBJECT = /^(name|module|file|column|writer|call|package|platform)$/;
const LONGEST = 4000;
const MOST_PARTS = 40;
const DEEPEST = 4;

const PATTERNS: readonly Pattern[] = SENTENCES.map((key) => {
	const parts = key.split(/\{(\w+)\}/);
	const fixed = parts.filter((_, at) => at % 2 === 0);
	const letters = fixed.join("").match(/[a-z]/gi)?.length ?? 0;
	return { key, fixed, names: parts.filter((_, at) => at % 2 === 1), isWithin: letters < 4 && !key.endsWith(".") };
}).toSorted((a, b) => Number(a.fixed[0] === "") - Number(b.fixed[0] === "") || weight(b) - weight(a));

/** The more a pattern says, the earlier it is tried; those that begin with a value last. */
function weight({ fixed }: Pattern): number {
	return fixed.join("").length;
}

/** One sentence after the other; those that are not ours are left as they are. */
export function translated(text: string, { sentences }: { readonly sentences: Sayings | undefined }): string {
	return sentences === undefined ? text : inTurn(text, sentences, 0);
}

/** Of a text of a few words that is certain to be ours. */
export function phrase(text: string, { sentences }: { readonly sentences: Sayings | undefined }): string {
	return sentences === undefined ? text : inTurn(text, sentences, 1);
}

/** A sentence of ours may hold what looks like its end: the shortest that is ours is taken. */
function inTurn(text: string, sayings: Sayings, depth: number): string {
	const parts = text.split(/(?<=[.!?]) (?=\S)/);
	if (text.length > LONGEST || parts.length > MOST_PARTS || depth > DEEPEST) return text;
	let out = "";
	for (let at = 0; at < parts.length; ) {
		const lengths = [1, 2, 3, 4].filter((length) => at + length <= parts.length);
		const found = lengths
			.map((length) => ({ length, own: said(parts.slice(at, at + length).join(" "), sayings, depth) }))
			.find(({ own }) => own !== undefined);
		const { length, own = parts[at] ?? "" } = found ?? { length: 1 };
		out += `${out === "" || /[。：！？]$/.test(out) ? "" : " "}${own}`;
		at += length;
	}
	return out;
}

/** undefined if it is not one sentence of ours. */
function said(text: string, sayings: Sayings, depth: number): string | undefined {
	for (const pattern of PATTERNS) {
		if (depth === 0 && pattern.isWithin) continue;
		const values = valuesIn(text, pattern);
		const found = values && filled(pattern, values, sayings, depth);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** By the first place of each part, so that it takes no longer for a long text. */
function valuesIn(text: string, { fixed, names }: Pattern): readonly string[] | undefined {
	const [first = "", ...others] = fixed;
	if (others.length === 0) return text === first ? [] : undefined;
	if (!text.startsWith(first)) return undefined;
	const values: string[] = [];
	let from = first.length;
	for (const [at, part] of others.entries()) {
		const isLast = at === others.length - 1;
		const to = isLast ? text.length - part.length : text.indexOf(part, from + 1);
		const value = text.slice(from, to);
		if (to <= from || (isLast && !text.endsWith(part))) return undefined;
		if (NUMBERS.test(names[at] ?? "") && !NUMBER.test(value)) return undefined;
		// What a sentence is about does not begin with another sentence.
		if (at === 0 && first === "" && SUBJECT.test(names[0] ?? "") && /[,;:.!?] /.test(value)) return undefined;
		values.push(value);
		from = to + part.length;
	}
	return values;
}

/** undefined if a value that must be ours is not. */
function filled({ key, names }: Pattern, values: readonly string[], sayings: Sayings, depth: number) {
	let isOurs = true;
	const text = sayings[key].replace(/\{(\w+)([!?&]?)\}/g, (_, name: string, how: string) => {
		const value = values[names.indexOf(name)] ?? "";
		if (how === "") return value;
		if (how === "&") return value.replaceAll(", ", "、").replace(/ or /, " 或 ").replace(/ and /, " 和 ");
		const own = inTurn(value, sayings, depth + 1);
		if (own === value && how === "!") isOurs = false;
		return key.endsWith("}") ? own : own.replace(/[。.]$/, "");
	});
	return isOurs ? text : undefined;
}
