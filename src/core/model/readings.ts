// Readings of a request: which one an answer names, which one a program follows.

import type { Question, Reading } from "../domain.ts";
import type { Texts } from "../locales.ts";
import { parts } from "./column-words.ts";

const NOT = /\b(not|no|neither|instead|nicht|kein\w*|statt)\b|不是|不要|别用|ではな|じゃな/i;

/** The Reading that an answer in words names: its place, or undefined if that is not certain. */
export function readingIn(text: string, readings: readonly Pick<Reading, "label">[]): number | undefined {
	const said = text.trim().toLowerCase();
	if (NOT.test(said)) return undefined;
	const place = PLACES.findIndex((pattern) => pattern.test(said));
	if (place !== -1 && place < readings.length) return place;
	const labels = readings.map(({ label }) => label.toLowerCase());
	const whole = labels.filter((label) => said.includes(label));
	if (whole.length === 1) return labels.indexOf(whole[0] ?? "");
	const single = labels.filter((label) => !ALL.test(label));
	if (single.length < labels.length && ALL_SAID.test(said)) return labels.length - 1;
	const { own } = parts(single);
	const words = said.split(/[^\p{L}\p{N}]+/u);
	const named = own.flatMap((some, at) =>
		some.some((word) => (/[^\x20-\x7eäöüß]/.test(word) ? said.includes(word) : words.includes(word))) ? [at] : [],
	);
	return named.length === 1 ? named[0] : undefined;
}

const ALL = /^(both|all of them|两个都要|全部都要)$/;
const ALL_SAID = /^(both|all|beide|alle|两个都|都|両方|全部)\b|^(两个都|都|両方|全部)/;

const PLACES = [
	/^(the )?(1|first|1st|erste\w*|第一个?|一つ目)( one)?[.!。]?$/,
	/^(the )?(2|second|2nd|zweite\w*|第二个?|二つ目)( one)?[.!。]?$/,
	/^(the )?(3|third|3rd|dritte\w*|第三个?|三つ目)( one)?[.!。]?$/,
	/^(the )?(4|fourth|4th|vierte\w*|第四个?|四つ目)( one)?[.!。]?$/,
];

/** Whether a program follows another Reading. */
export function contradicts(source: string, { names, against }: Pick<Reading, "names" | "against">): boolean {
	return against.some((name) => source.includes(name)) && !names.some((name) => source.includes(name));
}

/** For people, under the answer: which Reading was chosen or assumed; where the program follows another, that one. */
export function readingTaken(question: Question | undefined, source: string, { under }: Texts): readonly string[] {
	const taken = question?.readings[question.taken ?? -1];
	if (question === undefined || taken === undefined) return [];
	const isOther = contradicts(source, taken);
	const other = isOther ? question.readings.find((one) => one.names.some((name) => source.includes(name))) : undefined;
	const label = `\`${(other ?? taken).label.replaceAll("`", "ˋ")}\``;
	if (isOther && other === undefined) return [];
	if (question.by === undefined) return [under.assumed(label)];
	const chose = `\`${taken.label.replaceAll("`", "ˋ")}\``;
	return [isOther ? under.otherwise(chose, label) : under.chosen(question.by.name, label)];
}
