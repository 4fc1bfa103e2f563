// Grouping words of a request: by month, per region, 每月, nach Stadt, 店舗別. A column is one only if a file has it and its values are names.

import type { Wish } from "../../domain/wishes.ts";
import type { ColumnProfile } from "../../domain.ts";
import { COUNTED, isRefused, PERIODS } from "./words.ts";

export function groupings(text: string, plain: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	return [...periods(plain, columns), ...byColumn(text, columns), ...mostOf(text, columns)];
}

const WHICH =
	/\b(?:which|top[ -]?\d{1,2}|\d{1,2} (?:best|top)|welche[rsnm]?|die \d{1,2} \p{L}+)\s+(?:[\p{L}-]+\s+){0,2}\(?$/iu;
const WHICH_CJK = /(?:哪个|哪家|哪些|哪位|哪种|哪一个|どの|前\s?\d{1,2}名?的?|最(?:多|高|大|好|少|低|小|差)的)$/;
const MOST_AFTER = /^(?:的?前\s?\d|是?[^，。？?\n]{0,10}最(?:多|高|大|好|少|低|小|差))/;
const MOST_OF =
	/\b(?:most|best|highest|largest|biggest|least|worst|lowest|smallest|top|meisten?|höchsten?|größten?|wenigsten|niedrigsten|besten)\b|最|前\s?\d|一番/iu;
/** Then one row is meant, and no group. */
const SINGLE =
	/\b(?:single|individual|one|ever|rows?|average|mean|earliest|latest|oldest|newest|first|last|longest|shortest|differen\w*|einzel\w*|durchschnitt\w*|differenz)\b|单笔|单个|单次|一笔|最早|最晚|平均|差/i;

/** `Which city has the most ...`, of a column whose names come several times. */
function mostOf(text: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	if (!MOST_OF.test(text) || SINGLE.test(text)) return [];
	return columns
		.filter((column) => column.type === "text" && isGroupable(column))
		.flatMap((column) =>
			placesOf(text, column.name).flatMap(({ from, to }): readonly Wish[] => {
				const [before, said, after] = [
					text.slice(Math.max(0, from - 40), from),
					text.slice(from, to),
					text.slice(to, to + 16),
				];
				const isLatin = WHICH.test(before);
				const isCjk = WHICH_CJK.test(before) || MOST_AFTER.test(after);
				if (!(isLatin || isCjk) || isRefused(text, from, to - from)) return [];
				return [{ kind: "most", column: column.name, words: isLatin ? `by ${said}` : `按${said}` }];
			}),
		);
}

const AVERAGE = /\b(?:averages?|mean|median|typical|rate|durchschnitt\w*|mittlere\w*)\b[^.,;!?\n]*$/i;

function periods(plain: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	const names = columns.flatMap(({ name }) => placesOf(plain, name));
	return PERIODS.flatMap(({ period, english, german, chinese, japanese, adjective, adverb }) => {
		const forms = [
			`\\b(?:by|per|for each|for every|in each|each|every) (?:calendar )?${english}s?\\b`,
			`\\b${english} (?:by|over) ${english}\\b`,
			...(adjective === undefined ? [] : [`\\b(?:${adjective}) ${COUNTED}\\b`]),
			`\\b(?:pro|je|nach|für jeden?|für jedes|in jedem|in jeder|jeden|jedes) ${german}(?![\\p{L}])`,
			...(adverb === undefined ? [] : [`(?<![\\p{L}])(?:${adverb})`]),
			`(?:每个?|按|各个?|逐|分)${chinese}`,
			`${japanese}(?:別|ごと|毎)`,
			`毎${japanese}`,
		];
		return forms.flatMap((form) =>
			[...plain.matchAll(new RegExp(form, "giu"))].flatMap((found): readonly Wish[] => {
				const [words] = found;
				const before = plain.slice(Math.max(0, found.index - 60), found.index);
				const after = plain.slice(found.index + words.length, found.index + words.length + 6);
				const isRate = /^(?:per|pro|je) /i.test(words) && AVERAGE.test(before);
				const isSort =
					(/^(?:by|nach) /i.test(words) && NOT_GROUPED.test(before)) ||
					SORTED_AFTER.test(after) ||
					/^(?:平均|均)/.test(after);
				const isName = names.some(({ from, to }) => from <= found.index && found.index + words.length <= to);
				if (isRate || isSort || isName || isRefused(plain, found.index, words.length)) return [];
				return [{ kind: "period", period, words: shown(words) }];
			}),
		);
	});
}

/** `monthly revenue` is said back as it is, `每月` too. */
function shown(words: string): string {
	return words.trim().toLowerCase();
}

/** Before `by`: what it goes with is no group. */
const NOT_GROUPED =
	/\b(?:(?:sort|rank|arrang|divid|multipl|filter|driv|caus|increas|decreas|reduc|weight|normali[sz]|scal|join|merg|match|link|identif|follow|colou?r|sortier)\w*|order(?:ed|ing)?|geordnet|top|highest|largest|lowest|best|worst|biggest|most|least|leading)(?: [\w-]+){0,6} $/i;
const SORTED_AFTER = /^\s*(?:排序|降序|升序|从高|从大|由高|由大|倒序|排名|排列|順)/;

const LATIN_BEFORE =
	/\b(by|per|for each|for every|in each|each|every|nach|pro|je|für jeden?|für jedes)\s+(?:the |each |der |den |dem |different )?["'`“]?$/i;
/** `in each sales region`: one word more before the name. */
const EACH_BEFORE =
	/\b((?:for |in |of )?(?:each|every))\s+(?!(?:of|the|time|row|year|quarter|month|week|day|hour)\b)[\p{L}-]+\s+$/iu;
const CJK_BEFORE = /(?:每个?|按照?|各个?|分|不同的?)\s*["'“「]?$/;
const CJK_AFTER = /^["'”」]?\s*(?:別|ごと|毎)/;

function byColumn(text: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	return columns.filter(isGroupable).flatMap((column) =>
		placesOf(text, column.name).flatMap(({ from, to }): readonly Wish[] => {
			const before = text.slice(Math.max(0, from - 70), from);
			const after = text.slice(to, to + 8);
			const list = before.replace(/["'`“”]/g, "").replace(/\b[\p{L}\p{N}_]+(?:, | and | und |, and )$/u, "");
			const latin = LATIN_BEFORE.exec(before) ?? LATIN_BEFORE.exec(list) ?? EACH_BEFORE.exec(before);
			const isCjk = CJK_BEFORE.test(before) || CJK_AFTER.test(after);
			if (latin === null && !isCjk) return [];
			const lead = latin === null ? before : before.slice(0, latin.index);
			const isRate = /^(?:per|pro|je)$/i.test(latin?.[1] ?? "") && AVERAGE.test(lead);
			const isBy = latin === null || /^(?:by|nach)$/i.test(latin[1] ?? "");
			if (isRate || (isBy && NOT_GROUPED.test(`${lead.trimEnd()} `)) || SORTED_AFTER.test(after)) return [];
			if (isRefused(text, from - (latin?.[0].length ?? 1), to - from + (latin?.[0].length ?? 1))) return [];
			const said = text.slice(from, to);
			const around = [/[每按各分]个?$/.exec(before)?.[0] ?? "", said, /^(?:別|ごと|毎)/.exec(after)?.[0] ?? ""];
			const words = latin === null ? around.join("") : `${latin[1]} ${said}`;
			return [{ kind: "column", column: column.name, words }];
		}),
	);
}

/** Names, and few whole numbers: nobody groups by a measure. */
function isGroupable({ type, distinct, samples, notes = [] }: ColumnProfile): boolean {
	if (type === "int") return distinct !== undefined && distinct <= 31;
	if (type === "text") return !(notes.length > 0 && samples.every((value) => /\d/.test(value)));
	return type === "bool";
}

/** Where the name stands in the request, in one or several, with spaces for underscores. */
function placesOf(text: string, name: string): readonly { readonly from: number; readonly to: number }[] {
	const words = wordsOf(name);
	if (words === "" || words.length > 60) return [];
	const isCjk = /[\u3040-\u30ff\u3400-\u9fff]/.test(words);
	if (words.length < (isCjk ? 2 : 3)) return [];
	const form = words
		.split(" ")
		.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
		.join("[\\s_-]*");
	const plural = isCjk ? "" : "(?:s|es|e|en|n)?";
	const edges = isCjk ? ["", ""] : ["(?<![\\p{L}\\p{N}_])", "(?![\\p{L}\\p{N}_])"];
	// `passenger class` of `Pclass`.
	const [, initial = "", rest = ""] = /^([a-z])([a-z]{4,})$/.exec(words) ?? [];
	const either = initial === "" ? form : `(?:${form}|${initial}[a-z]+[ -]${rest})`;
	const found = [...text.matchAll(new RegExp(`${edges[0]}${either}${plural}${edges[1]}`, "giu"))];
	return found.map(({ index, 0: all }) => ({ from: index, to: index + all.length }));
}

/** `orderDate`, `order_date` and `Order Date` are one. */
export function wordsOf(name: string): string {
	return name
		.normalize("NFKC")
		.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, " ")
		.trim();
}
