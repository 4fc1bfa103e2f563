// Hidden characters: those that cannot be seen or told apart are written out, so that no text passes for another.

import { stripVTControlCharacters } from "node:util";
import { remembered } from "../memo.ts";

/** Format, control and other characters that no font shows; a variation selector right after a pictograph is how emoji are written. */
const UNSEEN =
	"(?!(?<=\\p{Extended_Pictographic})\\ufe0f)[\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]|(?![\\n\\t])\\p{Cc}";
/** Every separator but the plain space, and signs that fonts draw as nothing although no property says so. */
const BLANK = "(?! )\\p{Zs}|[\\u2800\\u{13441}\\u{13442}\\u{16fe4}\\u{1d159}]";

const HIDDEN = new RegExp(UNSEEN, "gu");
const HIDDEN_IN_CODE = new RegExp(`${UNSEEN}|${BLANK}`, "gu");

function written(char: string): string {
	return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Writes characters that cannot be seen as `\u{202e}`. Blanks stay: French, Chinese and numbers have blanks of their own. */
export const reveal = remembered((text: string) => text.replace(HIDDEN, written));

/** For code, where a blank that is not a plain space may be part of a name or a text: these are written out, too. */
export const revealCode = remembered((code: string) => code.replace(HIDDEN_IN_CODE, written));

export interface Hidden {
	readonly count: number;
	/** The first places, each as it is written out and with its line, counted from 1. */
	readonly places: readonly { readonly shown: string; readonly line: number }[];
}

const PLACES = 20;

/** What `revealCode` writes out of this code. */
export const hiddenIn = remembered((code: string): Hidden => {
	const places = new Map<string, Hidden["places"][number]>();
	let [count, line, from] = [0, 1, 0];
	for (const { 0: char, index } of code.matchAll(HIDDEN_IN_CODE)) {
		count += 1;
		if (places.size === PLACES) continue;
		line += code.slice(from, index).split("\n").length - 1;
		from = index;
		places.set(`${char}${line}`, { shown: written(char), line });
	}
	return { count, places: [...places.values()] };
});

/** Program output as a terminal would leave it: colours gone, progress bars at their last state, the rest made visible. */
export const plainOutput = remembered((text: string): string => {
	const still = stripVTControlCharacters(text).replaceAll("\r\n", "\n");
	const rows = still.split("\n").map((row) => row.split("\r").findLast((part) => part !== "") ?? "");
	return reveal(rows.join("\n"));
});
