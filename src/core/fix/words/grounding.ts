// Grounding of answers: a figure that is passed on was printed, and for the thing that the words say.

import { languageOf } from "../../language.ts";
import { lettersOf } from "../../text.ts";
import { contradicts } from "./contradictions.ts";
import { type Figure, figuresIn, writesComma } from "./figures.ts";
import { type Labels, type Printed, type PrintedFigure, readPrinted } from "./printed.ts";
import { goodBeginning, sentencesOf } from "./sentences.ts";

export interface Sources {
	readonly output: string;
	/** What people said: a number that stands only there may be repeated, and is no answer. */
	readonly said: readonly string[];
	/** Printed lines that stand in the program as text. */
	readonly literal?: readonly string[];
	/** What stands in columns of the files: a name of it that was neither printed nor said is made up where others of it were, or nothing was. */
	readonly values?: readonly (readonly string[])[];
	/** What was said before in the thread. */
	readonly before?: string;
}

/** Characters of an answer, and figures of one sentence: more is no answer in words. */
const MOST_WORDS = 8000;
const MOST_FIGURES = 40;

/** Whether every figure was printed for what the text says, or repeats what was said. */
export function isGrounded(text: string, sources: Sources): boolean {
	const known = look(sources, text);
	return sentencesOf(text.slice(0, MOST_WORDS)).every(({ text: sentence }) => known.isGrounded(sentence));
}

/** The first sentences of the answer, as far as they say nothing that was not printed and leave nothing out; "" if none is left. */
export function groundedWords(words: string, sources: Sources, { isCut }: { readonly isCut: boolean }): string {
	const known = look(sources, words);
	const asked = sources.said.map(lettersOf);
	const told = new Map<number, number>();
	const strangers = unprinted(sources);
	return goodBeginning(
		words.slice(0, MOST_WORDS),
		(sentence) =>
			!asked.includes(lettersOf(sentence)) &&
			!strangers.some((name) => names(sentence, name)) &&
			known.isAnswer(sentence) &&
			!known.isSpent(sentence, told),
		isCut,
	);
}

/** Names in the files that nobody has printed or said. Whatever else was printed may stand for them, as `US` does for the United States. */
function unprinted({ output, said, values = [], before = "" }: Sources): readonly string[] {
	const [printed, heard] = [lettersOf(output), [output, before, ...said].map(lettersOf).join("\n")];
	const isPrinted = (value: string) => lettersOf(value) !== "" && printed.includes(lettersOf(value));
	const isAnyPrinted = values.flat().some(isPrinted) || /\d/.test(output);
	return values.flatMap((column) =>
		isAnyPrinted && !column.some(isPrinted)
			? []
			: column.filter((value) => NAME.test(value) && !WORD.test(value) && !heard.includes(lettersOf(value))),
	);
}

const NAME = /^(?:\p{Lu}[\p{L}\p{N} .'-]{2,40}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{2,20})$/u;
/** May begin a sentence, or say something of a figure. */
const WORD =
	/^(?:yes|none|total|sales|other|others|new|all|unknown|from|not|nein|keine?|von|alle|andere|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|january?|february?|march|april|may|june?|july?|august|september|o[ck]tober|november|de[cz]ember|januar|februar|märz|mai|juni|juli|dezember|支出|收入|合计|其他|合計|その他|星期.|周.|.曜日)$/iu;

function names(sentence: string, name: string): boolean {
	const isLatin = /^\p{Script=Latin}/u.test(name);
	for (let at = sentence.indexOf(name); at !== -1; at = sentence.indexOf(name, at + 1)) {
		if (!isLatin || !/\p{L}/u.test((sentence[at - 1] ?? "") + (sentence[at + name.length] ?? ""))) return true;
	}
	return false;
}

interface Known {
	isGrounded(sentence: string): boolean;
	/** It also says something that was printed. */
	isAnswer(sentence: string): boolean;
	/** Each of its figures was told before, as often as it was printed: a second thing has another figure. `told` counts them, and takes in these. */
	isSpent(sentence: string, told: Map<number, number>): boolean;
}

function look({ output, said, literal = [] }: Sources, words: string): Known {
	const whole = words.slice(0, MOST_WORDS);
	const comma = writesComma(whole) || languageOf(whole) === "de";
	const figuresOf = (text: string) => figuresIn(withoutNames(text), { comma });
	const printed = readPrinted(output, literal);
	const values = lookup(printed.figures);
	const names = lookup(printed.names);
	const has = (figure: Figure) => values(figure).length > 0;
	const asked = byValue(said);
	const repeats = (text: string, figure: Figure) => {
		const isYear = /^(?:19|20)\d\d$/.test(text.slice(figure.from, figure.to));
		return figure.readings
			.flatMap(({ value }) => asked.get(value) ?? [])
			.some((one) => isYear || sharesNeighbour(one, neighbours([text, figure])));
	};
	const isTrue = (text: string, figures: readonly Figure[]) => {
		const all = figures.map((figure) => ({ figure, found: values(figure) }));
		return all.every(({ figure, found }) => {
			const others = all.flatMap((one) => (one.figure === figure ? [] : one.found));
			return found.length === 0 || found.some((one) => fits([text, figure], one, others, printed.labels));
		});
	};
	// The number of a row may be told, and what was asked repeated.
	const isNamed = (text: string, figure: Figure) => names(figure).length > 0 || repeats(text, figure);
	const areKnown = (text: string, figures: readonly Figure[]) =>
		figures.length <= MOST_FIGURES &&
		figures.every((figure) => has(figure) || isNamed(text, figure)) &&
		isTrue(text, figures);
	return {
		isGrounded: (text) => areKnown(text, figuresOf(text)),
		isSpent: (text, told) => {
			const figures = figuresOf(text);
			const times = ({ readings: [one] }: Figure) => told.get(one?.value ?? Number.NaN) ?? 0;
			const spent = figures.every((figure) => has(figure) && times(figure) >= values(figure).length);
			for (const figure of figures) told.set(figure.readings[0]?.value ?? Number.NaN, times(figure) + 1);
			return figures.length > 0 && spent;
		},
		isAnswer: (text) => {
			const figures = figuresOf(text);
			const told = figures.map((figure) => ({ figure, found: values(figure) }));
			if (contradicts(text, told, printed, output)) return false;
			if (figures.length === 0) return printed.figures.length === 0 || !countsInWords(text, printed);
			if (!areKnown(text, figures)) return false;
			return printed.figures.length === 0 || figures.some(has) || figures.every((one) => isDate(text, one));
		},
	};
}

/** Without numbers of a list and names of files; blanks stand for them. */
function withoutNames(text: string): string {
	return text
		.replace(/^[ \t]*(?:[-*•][ \t]+)?\d+[.)、](?=\s|\p{L})/gmu, blank)
		.replace(/`[^`\n]*\.\w+`/g, blank)
		.replace(/\S+/g, (word) =>
			/^\S+\.(?:csv|tsv|png|jpe?g|svg|pdf|html|parquet|xlsx?|json|txt)\b/.test(word) ? blank(word) : word,
		);
}

function blank(text: string): string {
	return " ".repeat(text.length);
}

type Place = readonly [text: string, figure: Figure];
type Neighbours = readonly [before: string, after: string];

/** The neighbours of what people said in figures. */
function byValue(said: readonly string[]): ReadonlyMap<number, readonly Neighbours[]> {
	const found = new Map<number, Neighbours[]>();
	for (const text of said) {
		for (const figure of figuresIn(text)) {
			const [{ value } = { value: Number.NaN }] = figure.readings;
			const places = found.get(value) ?? [];
			if (places.length < MOST_PLACES) found.set(value, [...places, neighbours([text, figure])]);
		}
	}
	return found;
}

function sharesNeighbour([before, after]: Neighbours, [beforeToo, afterToo]: Neighbours): boolean {
	return (before !== "" && before === beforeToo) || (after !== "" && after === afterToo);
}

/** The word before and after, or the letter where a language writes no blanks. */
function neighbours([text, { from, to }]: Place): Neighbours {
	const before = /(\p{Script=Han}|[\p{Script=Latin}\p{Script=Hangul}]+|%)[^\p{L}\p{N}]{0,2}$/u.exec(
		text.slice(Math.max(0, from - 30), from),
	);
	const after = /^[^\p{L}\p{N}]{0,2}(\p{Script=Han}|[\p{Script=Latin}\p{Script=Hangul}]+|%)/u.exec(
		text.slice(to, to + 30),
	);
	return [(before?.[1] ?? "").toLowerCase(), (after?.[1] ?? "").toLowerCase()];
}

function isDate(text: string, { from, to }: Figure): boolean {
	const around = text.slice(Math.max(0, from - 8), to + 8);
	const date = /(?:19|20)\d\d(?:[-/.年]\s?\d{1,2}(?:[-/.月]\s?\d{1,2})?)?|Q[1-4]|\d{1,2}月/;
	return date.test(around);
}

const COUNTED =
	/\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)\b|[两二三四五六七八九十百千]+(?:个|條|条|行|家|项|位|笔|次|名|天|件|张|つ|人|社|店)/i;
const NUMBERS: Readonly<Record<string, number>> = {
	...{ two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12 },
	...{ zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, elf: 11, zwölf: 12 },
	...{ 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 },
};

/** "Three storms": a count in words that was not printed. */
function countsInWords(text: string, { figures }: Printed): boolean {
	const word = COUNTED.exec(text)?.[0].toLowerCase();
	if (word === undefined) return false;
	const value = NUMBERS[word] ?? NUMBERS[word.slice(0, 1)];
	return !figures.some(({ readings }) => readings.some((one) => one.value === value));
}

/** What is printed, by value: equal, or rounded to the decimals that the words have. Sorted once, since both may hold very many. */
function lookup(printed: readonly PrintedFigure[]): (wanted: Figure) => readonly PrintedFigure[] {
	const all = printed.flatMap((figure) => figure.readings.map(({ value, off }) => ({ value, off, figure })));
	all.sort((a, b) => a.value - b.value);
	const keys = Float64Array.from(all.map(({ value }) => value));
	return ({ readings, isNegative }) =>
		readings.flatMap(({ value, off }) => {
			// A whole number may round one that has decimals.
			const room = (off === 0 ? 0.5 : off) * (1 + 1e-6);
			const from = firstAtLeast(keys, value - room - Math.abs(value) * 1e-12);
			const found: PrintedFigure[] = [];
			for (let at = from; at < all.length && found.length < MOST_PLACES; at += 1) {
				const one = all[at];
				if (one === undefined || one.value > value + room + Math.abs(value) * 1e-12) break;
				const isNear = one.value === value || off > 0 || one.off > 0;
				if (isNear && (!isNegative || one.figure.isNegative)) found.push(one.figure);
			}
			return found;
		});
}

const MOST_PLACES = 20;

function firstAtLeast(sorted: Float64Array, least: number): number {
	let [from, to] = [0, sorted.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if ((sorted[middle] ?? 0) < least) from = middle + 1;
		else to = middle;
	}
	return from;
}

/** Words that may stand between a thing and its figure. */
const FILLER =
	/(?:[\s:：=(（"'“”*_$€£¥]|\b(?:is|was|are|were|of|at|the|an?|about|has|had|have|with|equals?|to|by|ist|war|sind|waren|beträgt|betrug|von|bei|hat|hatte|liegt|der|die|das)|为|是|有|了|的|达|到|约|共|计|は|が|で|の|を)+$/iu;

/** Whether the words around the figure say what it was printed for; if they say nothing of the kind, it does. */
function fits(place: Place, own: PrintedFigure, others: readonly PrintedFigure[], labels: Labels): boolean {
	return (["row", "column"] as const).every((of) =>
		fitsIn(place, own[of], {
			labels: labels[of],
			isTaken: (label) => others.some((other) => other[of].some((own) => own.includes(label))),
		}),
	);
}

function fitsIn(
	[text, { from, to }]: Place,
	own: readonly string[],
	{ labels, isTaken }: { readonly labels: readonly string[]; readonly isTaken: (label: string) => boolean },
): boolean {
	if (own.length === 0) return true;
	const words = text.toLowerCase();
	const before = words.slice(Math.max(0, from - 80), from).replace(FILLER, "");
	const after = words.slice(to, to + 80).replace(/^[\s%％€$元円)）]+/, "");
	const others = labels.filter((label) => !own.some((one) => one.includes(label) || label.includes(one)));
	// In "the total of the 10 rows is", rows belongs to 10.
	const isNext = (label: string) => endsWith(before, label) && !/\d\s*$/.test(before.slice(0, -label.length));
	const isOwn = own.some((one) => after.startsWith(one) || endsWith(before, one));
	if (!isOwn && others.some(isNext)) return false;
	if (own.some((one) => mentions(words, one))) return true;
	return !others.some((label) => !isTaken(label) && mentions(words, label));
}

function endsWith(text: string, label: string): boolean {
	const end = text.length - label.length;
	return text.endsWith(label) && !/[\p{Script=Latin}\d.,]/u.test(text[end - 1] ?? "");
}

/** All words of the label, in any order; a short number alone is none. */
function mentions(text: string, label: string): boolean {
	if (!/\p{L}/u.test(label)) return label.length > 2 && isIn(text, label);
	const words = label.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
	return words.every((word) => text.includes(word.replace(/(?<=\w{3})s$/, "")));
}

function isIn(text: string, digits: string): boolean {
	const at = text.indexOf(digits);
	return at !== -1 && !/\d/.test((text[at - 1] ?? "") + (text[at + digits.length] ?? ""));
}
