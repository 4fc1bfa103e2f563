// Sheets of a workbook that a request names: `the sheet Umsatz`, 「二月」那张表, `the tabs North and South`.

import { isCjk } from "../../text.ts";

const WORD = "(?:work)?sheets?|tabs?|(?:tabellen)?bl(?:att|ätter)|reiter|工作表|表单|シート|시트";
const AFTER = `${WORD}|表(?![示现明达面头])|页`;
const CALLED = "(?:(?:called|named|namens|名为|叫做?|是|[:：])\\s*)?";
const AND = "(?:,|，|、|and|und|or|oder|&|\\+|和|与|及|跟|或|と)";
const COUNTED = "(?:的)?(?:这|那)?(?:[一二两三四五六七八九十几]|\\d{1,2})?(?:张|个)?";
const QUOTE = "[\"'“”‘’「」『』《》`]";
/** Such a sheet is to be written, not read. */
const NEW = "(?<!\\b(?:an?|eine?n?|new|neue?[sn]?)\\s|新|一张|一个)";
/** Longer requests are documents. */
const LONGEST = 4_000;
/** One letter that no text has stands for each name. */
const FIRST = 0xe000;
/** `Sheet1`: nobody means anything else by it. */
const NUMBERED = /^(?:sheet|tabelle|blatt|工作表|シート) ?\d+$/i;

/** In the order of `names`; empty where a name may just be a word, as `sales` of the sheet `Sales`. */
export function sheetsNamed(request: string, names: readonly string[]): readonly string[] {
	if (request.length > LONGEST) return [];
	const known = names.filter((name) => name.trim() !== "").slice(0, 100);
	const text = tokens(request, known);
	const one = `${QUOTE}?[\\u{e000}-\\u{e0ff}]${QUOTE}?`;
	const list = `${one}(?:\\s*(?:${AND}\\s*)?${one}){0,9}`;
	const forms = [
		`${NEW}(?<!\\p{L})(?:${WORD})\\s*${CALLED}(${list})`,
		`${NEW}(${list})\\s*(?:-|${COUNTED})\\s*(?:${AFTER})(?![a-z])`,
		`((?<=${QUOTE})[\\u{e000}-\\u{e0ff}](?=${QUOTE}))`,
	];
	const found = forms
		.flatMap((form) => [...text.matchAll(new RegExp(form, "giu"))].map(([, all = ""]) => all))
		.join("");
	return known.filter(
		(name, at) =>
			found.includes(String.fromCharCode(FIRST + at)) ||
			(NUMBERED.test(name.trim()) && text.includes(String.fromCharCode(FIRST + at))),
	);
}

/** Longer names first, so that `Sales 2024` is not read as `Sales`. */
function tokens(request: string, names: readonly string[]): string {
	const places = names.map((name, at) => ({ name: name.trim(), at })).sort((a, b) => b.name.length - a.name.length);
	return places.reduce((text, { name, at }) => {
		const plain = RegExp.escape(name);
		const before = /^[\p{L}\p{N}]/u.test(name) && !isCjk(name) ? "(?<![\\p{L}\\p{N}_])" : "";
		const after = /[\p{L}\p{N}]$/u.test(name) && !isCjk(name) ? "(?![\\p{L}\\p{N}_])" : "";
		return text.replace(new RegExp(before + plain + after, "giu"), String.fromCharCode(FIRST + at));
	}, request);
}
