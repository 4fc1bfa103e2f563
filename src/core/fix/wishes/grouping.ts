// Grouping words of a request: by month, per region, 每月, nach Stadt, 店舗別. A column is one only if a file has it and its values are names; one average over the groups is none.

import type { Wish } from "../../domain/wishes.ts";
import type { ColumnProfile } from "../../domain.ts";
import { isCjk } from "../../text.ts";
import { isOneOnly } from "./reading/times.ts";
import { COUNTED, isOpen, PERIODS } from "./words.ts";

export function groupings(text: string, plain: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	return [...periods(plain, columns), ...byColumn(text, columns)];
}

const AVERAGE =
	/(?<!\b(?:moving|rolling|gleitende[rnsm]?) )\b(?:averages?|averaged|avg|mean|median|typical\w*|rate|durchschnitt\w*|mittlere\w*|im (?:schnitt|mittel))\b/i;
/** Said of all the groups together, before or after them. */
const ON_AVERAGE =
	/^ (?:overall|altogether|insgesamt)\b|^[^.;!?\n]*\b(?:on average|averaged|im (?:schnitt|durchschnitt|mittel)|durchschnittlich)\b/i;
const AVERAGE_BEFORE = /平均[^，。；、\n]{0,2}$/;
const AVERAGE_AFTER = /^(?:平均|均)/;
/** `顧客ごとの平均購入回数`: what is counted for each, and then one average. */
const AVERAGE_COUNT = /^の平均\p{Script=Han}{0,4}(?:回数|件数|人数|個数|点数)/u;

/** `orders per customer on average`, 平均每天: one figure, of all the groups. */
function isAverage(
	text: string,
	{ at, words, to = at + words.length }: { readonly at: number; readonly words: string; readonly to?: number },
): boolean {
	const [before, after] = [text.slice(Math.max(0, at - 80), at), text.slice(to, to + 80)];
	const clause = `${/[^.,;!?\n]*$/.exec(before)?.[0]} ${words} ${/^[^.,;!?\n]*/.exec(after)?.[0]}`;
	if (/^[^\u3040-\u9fff]*(?:per|pro|je|jähr|monat|wöch|täg|\w+ly|annual)/i.test(words) && AVERAGE.test(clause))
		return true;
	if (/^(?:by|nach)\b/i.test(words)) return false;
	if (ON_AVERAGE.test(after) || (ON_AVERAGE.test(before) && !/[.;!?\n]/.test(before))) return true;
	return (
		(words.startsWith("每") && (AVERAGE_BEFORE.test(before) || AVERAGE_AFTER.test(after))) ||
		(/(?:ごと|毎)/.test(words) && AVERAGE_COUNT.test(after))
	);
}

/** `salary per year`: what it is paid for. */
const PAID = /\b(?:salar(?:y|ies)|wages?|rents?|pay|fees?|gehalt|gehälter|lohn|löhne|mieten?|gebühr(?:en)?)\s+$/i;
/** `does every customer have a city?` */
const ASKS_OF_EACH = /(?:^|[.!?\n]\s*)(?:do|does|did|has|have|is|are|was|were|hat|haben|ist)\s+$/i;

/** `by year end`, `每月1号`: a day, and no period. */
const DAY_BEFORE =
	/\b(?:days?|end|beginning|start|middle|first|last|\d+(?:st|nd|rd|th)?|tag|ende|anfang|mitte)\.?\s+(?:of\s+)?$/i;
const DAY_AFTER =
	/^(?:[ -](?:end|to[ -]date|start)\b|的?(?:第[一\d]天|最后[一1]天|\d{1,2} ?[号日]|年?[初末底])|月?\d+日|末|初)/i;
const DATED = /date|time|\bday|datum|zeit|stamp|日|时|時|when/i;

/** A file without dates has no groups by month: `rent per month` is the name of a measure there. */
function hasDates(columns: readonly ColumnProfile[], names: RegExp): boolean {
	if (columns.length === 0) return true;
	return columns.some(({ name, type }) => /^date/.test(type) || DATED.test(name) || names.test(wordsOf(name)));
}

function periods(plain: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	const names = columns.flatMap(({ name }) => placesOf(plain, name));
	return PERIODS.flatMap(({ period, english, german, chinese, japanese, adjective, adverb, compound }) => {
		if (!hasDates(columns, new RegExp(`\\b(?:${english}|${german})|${chinese}|${japanese}`, "iu"))) return [];
		const adjectives = [
			...(adjective === undefined ? [] : [`\\b(?:${adjective}) ${COUNTED}\\b`]),
			...(adverb === undefined ? [] : [`(?<![\\p{L}])(?:${adverb})`]),
			...(compound === undefined ? [] : [compound]),
		];
		const groups = [
			`\\b(?:by|per|for each|for every|in each|each|every) (?:calendar )?${english}s?\\b`,
			`\\b${english} (?:by|over) ${english}\\b`,
			`\\b(?:pro|je|nach|für jeden?|für jedes|in jedem|in jeder|jeden|jedes) ${german}(?![\\p{L}])`,
			`(?:每个?|按|各个?|逐|分)${chinese}`,
			`${japanese}(?:別|ごと|毎)`,
			`毎${japanese}`,
			`${LIST_BEFORE}(?:${english}s?|${german})(?![\\p{L}])`,
			`${LIST_CJK}${chinese}(?=[的，。,、；\\s统汇分看算画求来做展显]|$)`,
		];
		const found = (forms: readonly string[]) =>
			forms.flatMap((form) =>
				[...plain.matchAll(new RegExp(form, "giu"))].map(({ index: at, 0: words }) => ({ at, words })),
			);
		const isWanted = ({ at, words }: { readonly at: number; readonly words: string }) => {
			const before = plain.slice(Math.max(0, at - 60), at);
			const after = plain.slice(at + words.length, at + words.length + 16);
			const isSort =
				(/^(?:by|nach) /i.test(words) && NOT_GROUPED.test(before)) ||
				SORTED_AFTER.test(after) ||
				AVERAGE_AFTER.test(after);
			const isName = names.some(({ from, to }) => from <= at && at + words.length <= to);
			const isUnit = /^(?:per|pro|je) /i.test(words) && PAID.test(before);
			const isDay = DAY_BEFORE.test(before) || DAY_AFTER.test(after);
			return !(
				isSort ||
				isName ||
				isUnit ||
				isDay ||
				isAverage(plain, { at, words }) ||
				isOpen(plain, at, words.length)
			);
		};
		return [...found(groups), ...(isOneOnly(period, plain) ? [] : found(adjectives))]
			.filter(isWanted)
			.map(({ words }): Wish => ({ kind: "period", period, words: shown(words) }));
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
const CJK_BEFORE =
	/(?:每个?|按照?|各个?|分|(?<!(?:多少|几|有|[\d一两三四五])\s?[个种名位家类款些]?)不同的?)\s*["'“「]?$/;
const CJK_AFTER = /^["'”」]?\s*(?:別|ごと|毎)/;
/** 不同客户的数量: they are counted. */
const COUNTED_AFTER = /^的?(?:总数|个?数量?|个数|人数|有(?:多少|几))/;
/** The second of a list: `by category and year`, 按城市和月份. */
const LIST_BEFORE = "\\b(?:by|per|nach|je|pro)\\s(?:[\\p{L}_-]+(?:,\\s(?:and\\s|und\\s)?|\\s(?:and|und)\\s)){1,2}";
const LIST_CJK = "(?:按照?|分)[\\p{Script=Han}]{1,6}(?:和|与|、|及)";
const LISTED = /((?:按照?|每个?|各个?)\p{Script=Han}{1,6})(?:和|与|、|及|以及|跟)$/u;

function byColumn(text: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	const places = columns.filter(isGroupable).map((column) => ({ column, found: placesOf(text, column.name) }));
	const all = places.flatMap(({ found }) => found);
	return places.flatMap(({ column, found }) =>
		found.flatMap(({ from, to }): readonly Wish[] => {
			// `per product category`, of a file that has both, is by category.
			if (all.some((other) => isLonger(other, { from, to }) || isNext(text, to, other))) return [];
			const noun = all.find((other) => isNext(text, other.to, { from }));
			const before = text.slice(Math.max(0, from - 70), noun?.from ?? from);
			const after = text.slice(to, to + 40);
			const list = before.replace(/["'`“”]/g, "").replace(/\b[\p{L}\p{N}_]+(?:, | and | und |, and )$/u, "");
			const latin = LATIN_BEFORE.exec(before) ?? LATIN_BEFORE.exec(list) ?? EACH_BEFORE.exec(before);
			const isChinese = CJK_BEFORE.test(before) || CJK_AFTER.test(after) || isListed(before, columns);
			if (latin === null && !isChinese) return [];
			const said = text.slice(from, to);
			const around = [/[每按各分]个?$/.exec(before)?.[0] ?? "", said, /^(?:別|ごと|毎)/.exec(after)?.[0] ?? ""];
			const words = latin === null ? around.join("") : `${latin[1]} ${said}`;
			const lead = latin === null ? before : before.slice(0, latin.index);
			const start = noun?.from ?? from;
			const at = latin === null ? start - (around[0]?.length ?? 0) : start - latin[0].length;
			const isBy = latin === null || /^(?:by|nach)$/i.test(latin[1] ?? "");
			if ((isBy && NOT_GROUPED.test(`${lead.trimEnd()} `)) || SORTED_AFTER.test(after)) return [];
			if (isAverage(text, { at, words, to: to + (around[2]?.length ?? 0) })) return [];
			if (isFiltered(column, said, text.slice(to))) return [];
			if (/^(?:each|every)$/i.test(latin?.[1] ?? "") && ASKS_OF_EACH.test(lead)) return [];
			if (LETTERS_BEFORE.test(lead) || LETTERS_AFTER.test(after)) return [];
			if (/不同的?$/.test(before) && COUNTED_AFTER.test(after)) return [];
			return isOpen(text, at, to - at) ? [] : [{ kind: "column", column: column.name, words }];
		}),
	);
}

interface Place {
	readonly from: number;
	readonly to: number;
}

function isLonger(other: Place, { from, to }: Place): boolean {
	return other.from <= from && to <= other.to && other.to - other.from > to - from;
}

/** One word after the other, with a blank between. */
function isNext(text: string, to: number, { from }: Pick<Place, "from">): boolean {
	return from === to + 1 && /[ -]/.test(text[to] ?? "");
}

/** `the first 3 letters of each city` */
const LETTERS_BEFORE =
	/\b(?:letters?|char(?:acter)?s?|digits?|words?|length|initials?|buchstaben?|zeichen)\s+(?:(?:of|from|in)\s+)?$/i;
const LETTERS_AFTER = /^[的の]?(?:[前后後首]|最初の|先頭)\s*(?:\d+|[一两二三四五])?\s*[个個]?(?:字|文字)/;

/** 按城市和类别: the first of the list is a column, too. */
function isListed(before: string, columns: readonly ColumnProfile[]): boolean {
	const [, first] = LISTED.exec(before) ?? [];
	return first !== undefined && columns.some(({ name }) => first.endsWith(name));
}

const FILTERS =
	/^(?:来|进行)?\s*(?:筛选|过滤|查找|查询)|^[^.,;!?\n]{0,30}\b(?:filter\w*|herausfiltern|suchen)\b|^[でを]?\s*(?:絞|フィルタ)/i;

/** `by customer Acme Ltd`, 按城市筛选: rows are chosen by one value of it. */
function isFiltered({ samples }: ColumnProfile, said: string, after: string): boolean {
	if (FILTERS.test(after)) return true;
	const rest = after.replace(/^ ?["'“「]?/, "").toLowerCase();
	if (samples.some((value) => value.length > 1 && rest.startsWith(value.toLowerCase()))) return true;
	const isLower = /^[a-z _]+$/.test(said);
	return isLower && /^ (?:["“]\p{L}|\p{Lu}\p{Ll}+(?![\p{L}_])|(?!(?:19|20)\d\d\b)\d+\b)/u.test(after);
}

const MEASURE = /\b(?:quantity|qty|amount|counts?|units|menge|anzahl|stückzahl)\b|数量|件数|個数|人数/;

/** Names, and few whole numbers: nobody groups by a measure. */
export function isGroupable({ name, type, distinct, samples, notes = [] }: ColumnProfile): boolean {
	if (type === "int") return distinct !== undefined && distinct <= 31 && !MEASURE.test(wordsOf(name));
	if (type === "text") return !(notes.length > 0 && samples.every((value) => /\d/.test(value)));
	return type === "bool";
}

/** Where the name stands in the request, in one or several, with spaces for underscores. */
export function placesOf(text: string, name: string): readonly { readonly from: number; readonly to: number }[] {
	const words = wordsOf(name);
	if (words === "" || words.length > 60) return [];
	const isChinese = isCjk(words);
	if (words.length < (isChinese ? 2 : 3)) return [];
	const form = (isChinese ? words : words.replace(/(?<=[^aeiou])y$/, ""))
		.split(" ")
		.map((word) => RegExp.escape(word))
		.join("[\\s_-]*");
	const plural = isChinese ? "" : /[^aeiou]y$/.test(words) ? "(?:y|ys|ies)" : "(?:s|es|e|en|n)?";
	const edges = isChinese ? ["", ""] : ["(?<![\\p{L}\\p{N}_])", "(?![\\p{L}\\p{N}_])"];
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
