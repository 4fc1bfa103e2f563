// Whether a known name, date, kind, or yes or no is the answer of a text, and not merely one of its words.

import { momentsIn } from "./figures.ts";
import type { Judged, Known, Scene } from "./known.ts";
import { SUPERLATIVE, spoken, stances } from "./words.ts";

export function judgeDate({ text, reading }: Scene, known: Known): Judged {
	const said = momentsIn(text).map(({ date }) => date);
	const wanted = [known.value, ...(known.value.length === 7 ? [`--${known.value.slice(5)}`] : [])];
	const hit = wanted.find((date) =>
		said.some((one) => one === date || (known.value.length === 7 && one.startsWith(`${date}-`))),
	);
	if (hit === undefined) return { there: false, against: false };
	return pickedOut(
		{ text, reading },
		(line) => momentsIn(line).some(({ date }) => wanted.some((one) => date.startsWith(one))),
		(line) => momentsIn(line).some(({ date }) => date !== "time" && !wanted.some((one) => date.startsWith(one))),
	);
}

export function judgeText(scene: Scene, known: Known): Judged {
	const { text, reading } = scene;
	const stance = stanceOf(known);
	if (stance !== undefined) {
		const stated = new Set([...stance.things.flatMap((thing) => [...stances(text, thing)]), ...answeredFlat(text)]);
		return { there: stated.has(stance.so), against: stated.has(!stance.so) };
	}
	const forms = [known.value, ...(ALIKE.find((list) => list.includes(known.value.toLowerCase())) ?? [])];
	const says = (line: string) => forms.some((form) => spoken(line.replace(DENIED, " "), form));
	if (!says(text)) return { there: false, against: false };
	if (namesTwo(reading.lines, says)) return { there: true, against: true };
	const { among = [] } = known;
	const others = among.filter((one) => !forms.some((form) => one.toLowerCase() === form.toLowerCase()));
	// A name within another one (York, New York) is not that other one.
	const rival = (line: string) => others.some((one) => spoken(line, one) && !forms.some((form) => spoken(form, one)));
	if (others.length > 0) return pickedOut({ text, reading }, says, rival);
	const rows = reading.tables.find((table) => table.some((row) => says(reading.lines[row] ?? "")));
	const elsewhere = reading.lines.some((line, at) => says(line) && rows?.includes(at) !== true);
	return {
		there: rows === undefined || rows.length < 3 || elsewhere || says(reading.lines[rows[0] ?? 0] ?? ""),
		against: false,
	};
}

/** Lines `name: value` with one name and two values. */
function namesTwo(lines: readonly string[], says: (line: string) => boolean): boolean {
	const pairs = lines.flatMap((line) => {
		const [, label = "", value = ""] = /^\s*([^:：]{2,80})[:：]\s*(\S.*)$/u.exec(line) ?? [];
		return label === "" ? [] : [[label.toLowerCase(), value] as const];
	});
	const right = new Set(pairs.filter(([, value]) => says(value)).map(([label]) => label));
	return pairs.some(([label, value]) => right.has(label) && !says(value) && !/\d/.test(value));
}

/** Of several names one is the answer: it is alone, or comes first, or is the one that is lifted out. */
function pickedOut(
	{ text, reading }: Pick<Scene, "text" | "reading">,
	says: (line: string) => boolean,
	rival: (line: string) => boolean,
): Judged {
	const lifted = reading.lines
		.flatMap((line) => line.split(/(?<=[.;。；!])\s*/u))
		.filter((line) => SUPERLATIVE.test(line));
	const against = lifted.some((line) => rival(line) && !says(line));
	const first = reading.lines.find((line) => says(line) || rival(line)) ?? "";
	const leads = says(first) && (!rival(first) || firstOf(first, says, rival));
	return { there: !rival(text) || leads || lifted.some((line) => says(line) && !rival(line)), against };
}

/** Which of the two comes first within a line. */
function firstOf(line: string, says: (text: string) => boolean, rival: (text: string) => boolean): boolean {
	for (let to = 1; to <= line.length; to += 1) {
		const next = line[to];
		if (next !== undefined && /[\p{L}\p{N}]/u.test(next) && /[A-Za-z0-9]/.test(line[to - 1] ?? "")) continue;
		const part = line.slice(0, to);
		if (says(part)) return true;
		if (rival(part)) return false;
	}
	return true;
}

/** What is said not to be so, e.g. "not a linear" or "non-linear". */
const DENIED = /\b(?:not|no|non|nicht|keine?)[\s-]+(?:(?:an?|the|eine?|significant|clear)\s+)?[a-zäöü]+/giu;

/** Words that say the same of a distribution or a relation. */
const ALIKE: readonly (readonly string[])[] = [
	["positive", "positively", "right-skewed", "right skewed", "positive skewness", "positive correlation"],
	["negative", "negatively", "left-skewed", "left skewed", "negative skewness", "negative correlation"],
	["poor fit", "not a good fit"],
	["good fit"],
];

interface Stance {
	readonly so: boolean;
	readonly things: readonly RegExp[];
}

/** Yes, no and `not_normal` are no words to look for: they say whether something is so. */
function stanceOf({ name, value, labels = [] }: Known): Stance | undefined {
	const plain = value.toLowerCase().replaceAll(/[_-]/g, " ").trim();
	const thing = (words: readonly string[]) =>
		words.filter((word) => word.length > 3).map((word) => new RegExp(word.slice(0, 9), "iu"));
	if (/^(?:yes|no|true|false|ja|nein|是|否|はい|いいえ|none)$/.test(plain)) {
		const so = /^(?:yes|true|ja|是|はい)$/.test(plain);
		const about = [name, ...labels]
			.flatMap((one) => one.split(/[\s_]+/))
			.filter((word) => !/^(?:is|type|test|there|any|has)$/i.test(word));
		return { so, things: [...thing(about), ...(/significan|relation|difference/i.test(name) ? [/significan/iu] : [])] };
	}
	const denied = /^not? (\w+)$/.exec(plain)?.[1];
	if (denied !== undefined) return { so: false, things: thing([denied]) };
	return /^(?:normal|significant)$/.test(plain) ? { so: true, things: thing([plain]) } : undefined;
}

/** Yes or no as the answer itself. */
function answeredFlat(text: string): readonly boolean[] {
	const yes = /(?:^|[:：\n]\s*)["'(]?(?:yes|true|ja|是的?|有|はい)(?=$|[\s,.。，！!"')])/imu.test(text);
	const no = /(?:^|[:：\n]\s*)["'(]?(?:no|none|false|nein|keine?|不是|没有|否|いいえ)(?=$|[\s,.。，！!"')])/imu.test(
		text,
	);
	return [...(yes ? [true] : []), ...(no ? [false] : [])];
}
