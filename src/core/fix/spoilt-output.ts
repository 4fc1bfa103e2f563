// Output of a Run that ended without an error and still went wrong: a copy that was changed, text that was added up, letters that no font drew, a list that was cut.

import type { Seen } from "../domain/seen.ts";

interface Spoilt {
	readonly signature: string;
	/** With what to write instead, for people and the model. */
	readonly cause: string;
}

/** By what was printed and what the kernel saw. */
export function spoiltIn(output: string, seen: Seen = {}): Spoilt | undefined {
	const doubt = seen.doubts?.[0];
	if (doubt !== undefined) return { signature: "doubtful figure", cause: doubt };
	if (/\bChainedAssignmentError:/.test(output)) return COPY;
	const joined = output.split(/[\s|]+/).find(isJoined);
	if (joined !== undefined)
		return {
			signature: "added text",
			cause: `It added text together instead of numbers (${head(joined)}): turn the column into numbers first, each value with its own sign and scale.`,
		};
	const letters = lettersWithoutFont(output);
	if (letters !== "") return boxes(letters);
	return isCut(output) ? CUT : undefined;
}

const COPY: Spoilt = {
	signature: "changed a copy",
	cause:
		"It changed a copy, so the table stayed as it was: write df.loc[rows, 'column'] = value, or df['column'] = df['column'].method(...).",
};

const CUT: Spoilt = {
	signature: "cut",
	cause:
		"The list that it printed last was cut in the middle: print each value on a line of its own, or save them to a file.",
};

/** An array or an Index that pandas or numpy cut, with nothing behind it. Of a table the kernel shows enough, and attaches the rest. */
function isCut(output: string): boolean {
	const last = output.slice(-20_000).trimEnd();
	const list = last.replace(/(?:\n(?:Length|Categories|dtype)\b[^\n]*)+$/, "");
	const dots = Math.max(...[" ... ", ", ...,", "\n...\n", " ...\n"].map((mark) => list.lastIndexOf(mark)));
	return /[\])]$/.test(list) && dots > list.lastIndexOf("[") && list.includes("[");
}

/** `$273.42$1,035.76$471.89`: nobody writes three amounts without anything between them. */
const SIGN_BEFORE = /^[-+("']?(?:-?[$€£¥₹]-?\d+(?:,\d{2,3})*(?:\.\d+)?){3,}/;
const SIGN_AFTER = /^["']?-?\d+(?:[.,]\d+)*([€$£¥₹%元円万亿kKM]|kg)(?:-?\d+(?:[.,]\d+)*\1){3,}/;
/** `1,23,456.505,000.0012.75`: after two decimals the next number begins. */
const CENTS = /^["']?-?\d+(?:,\d{2,3})*\.\d\d(?:-?\d+(?:,\d{2,3})*\.\d\d){3,}/;
const POINTS = /^["']?\d+(?:\.\d+){6,}["']?$/;
const LONG_CENTS = 40;
const LONG_POINTS = 60;
/** Of a word; more than this is not looked at. */
const MOST = 300;

/** Whether one word of the output is several numbers written one after the other. */
function isJoined(word: string): boolean {
	if (word.length < 9) return false;
	const text = word.slice(0, MOST);
	if (SIGN_BEFORE.test(text) || SIGN_AFTER.test(text)) return true;
	if (POINTS.test(text) && text.length > LONG_POINTS) return true;
	// pandas cuts a long text with three points, and may cut it within a number.
	const rest = text.slice(CENTS.exec(text)?.[0].length ?? 0);
	return text.length >= LONG_CENTS && rest !== text && /^[\d,.]{0,15}["']?$/.test(rest);
}

function head(word: string): string {
	return word.length > 40 ? `${word.slice(0, 39)}…` : word;
}

/** Chinese, Japanese and Korean letters, for which the Sandbox has a font; for others, and for emoji, nothing can be done. */
function lettersWithoutFont(output: string): string {
	const codes = [...output.matchAll(/\bGlyph (\d{4,6}) \([^)\n]{1,80}\) missing from/g)].map(([, code]) =>
		Number(code),
	);
	const known = codes.filter(
		(code) =>
			(code >= 0x3040 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff),
	);
	return [...new Set(known)]
		.slice(0, 8)
		.map((code) => String.fromCodePoint(code))
		.join("");
}

function boxes(letters: string): Spoilt {
	return {
		signature: "letters without a font",
		cause: `The chart shows empty boxes in place of ${letters}: leave out the lines that choose a font, or write plt.rcParams['font.family'] = ['DejaVu Sans', 'WenQuanYi Micro Hei'] after the theme and before the chart.`,
	};
}
