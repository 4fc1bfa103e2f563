// Single months and quarters that a request chooses: `revenue in March`, `Q3 sales`, 三月份的销售额. What is only told, planned or part of a span chooses none.

import type { Wish } from "../../../domain/wishes.ts";
import type { ColumnProfile } from "../../../domain.ts";
import { isOpen, MONTHS } from "../words.ts";
import { isContext, isForecast } from "./years.ts";

const LEAD = "(?:in|for|of|during|within|only|im|für|nur)\\s+(?:the month of |the )?";
const COUNTED =
	"(?:['’]s)?(?: (?:19|20)\\d\\d)? (?:revenue|sales|orders|turnover|figures|totals?|costs?|umsatz|umsätze|bestellungen)(?! (?:meetings?|reviews?|calls?|teams?|plans?|planning|decks?)\\b)";
const CHINESE = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
const NOT_BEFORE_CJK = "(?<![\\d十近去前后每这隔上下同某哪任单第满头]\\s?|连续|过去|最近)";
/** Something that is counted, or the end: `3月底要交` is a deadline. */
const COUNTED_CJK =
	"(?=份?\\s*(?:$|[?？,，、]|(?:的|の|は)?(?:订单|销|收入|营|金额|数量|客户|产品|利润|总|合计|平均|売|注文|商品|件数|合計)|[各每](?:个|家|位|种)?(?:产品|地区|城市|省|客户|店|部门|区域)|(?:哪|卖|有多少|に(?:売|注文))))";
const ORDINALS = ["first|1st|erste[sn]?", "second|2nd|zweite[sn]?", "third|3rd|dritte[sn]?", "fourth|4th|vierte[sn]?"];

/** Month 1 to 12, quarter 1 to 4, by what people call them. */
const FORMS: readonly (readonly [period: "month" | "quarter", at: number, form: RegExp])[] = [
	...MONTHS.map((name, at) => {
		const forms = [
			`(?<![\\p{L}\\d])${LEAD}(?:${name})(?![\\p{L}\\d])`,
			`(?<![\\p{L}\\d])(?:${name})${COUNTED}(?![\\p{L}])`,
			`${NOT_BEFORE_CJK}(?:0?${at + 1}|${CHINESE[at]})\\s*[月월]${COUNTED_CJK}`,
		];
		return ["month", at + 1, new RegExp(forms.join("|"), "giu")] as const;
	}),
	...ORDINALS.map((ordinal, at) => {
		const named = `(?:q${at + 1}|(?:${ordinal}|${at + 1}\\.) (?:quarter|quartal))`;
		const forms = [
			`(?<![\\p{L}\\d])${LEAD}${named}(?![\\p{L}\\d])`,
			`(?<![\\p{L}\\d])${named}${COUNTED}(?![\\p{L}])`,
			`${NOT_BEFORE_CJK}第?[${at + 1}${CHINESE[at]}](?:季度|四半期|분기)${COUNTED_CJK}`,
		];
		return ["quarter", at + 1, new RegExp(forms.join("|"), "giu")] as const;
	}),
];

/** A reason is looked for in what came before and after, too. */
const WHY = /\b(?:why|warum|wieso|weshalb)\b|为什么|为何|なぜ|どうして/i;
/** Months of its own; and quarters of values. */
const OTHER_YEAR =
	/\bfiscal\b|\bfinancial year|\bbusiness year|\bFY\b|geschäftsjahr|财年|财政年|会计年度|年度|四分位|\b(?:iqr|quartil\w*|quantil\w*|percentil\w*)\b/i;
/** `from March to May`, 3月以来: the end of a span. */
const SPAN_BEFORE =
	/(?:\b(?:until|till?|to|through|before|after|since|by|bis|vor|nach|seit|ab|end|beginning|start|middle|ende|anfang|mitte)\s*|[-–—~〜～到至从])$/iu;
const SPAN_AFTER =
	/^\s*(?:(?:19|20)\d\d)?\s*(?:[-–—~〜～]|(?:to|through|thru|until|till|bis|onwards?)\b|份?(?:到|至|から|まで|以[前后後降来]|之?[前后]|[底初末]))/iu;
const ASKS =
	/\b(?:how|what|which|who|when|where|show|give|list|tell|get|need|want|like|see|know|compare|plot|draw|calculate|compute|sum|make|wie|was (?:ist|sind|war)|welche\w*|zeig\w*|gib|brauche|möchte)\b/i;
/** `In March we changed the system`, `we launch it in Q3`, 我们3月换了系统. */
const TELLS = /\b(?:i|we|they|he|she|wir|ich|note that|remember|fyi)\b|(?:我们?|公司|咱们?)[^，。]*$/i;
const TELLS_AFTER = /^,?\s*(?:we|i|they|our|the (?:store|shop|office)|wir|ich|haben|hatten|war(?:en)?|wurden?)\b/i;
const EVENT =
	/^(?:['’]s)?\s+(?:[a-z]+ )?(?:meetings?|reviews?|planning|presentation|decks?|slides|deadline|newsletter|audit|workshop|call|launch|kick-?off|cases)\b|^ (?:numbers|figures|totals?|sales) (?:look|are|were|seem)\b/i;
const THING =
	/\b(?:exports?|files?|extract|version|layout|budget|targets?|deadline|as|is|are|was|were)\s+$|\b(?:titled?|called|named|caption|heading|titel|überschrift)\b[^.?!,;\n]{0,30}$|(?:标题|名为)[^，。\n]{0,10}$/i;
/** `In may cases`, `für Jan Müller`. */
const NAME_AFTER = /^ \p{Lu}\p{Ll}+(?!\p{L})/u;

export function months(plain: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	const spans = columns.map(({ range }) => spanOf(range)).filter((span) => span !== undefined);
	if (spans.length === 0 || isForecast(plain) || WHY.test(plain) || OTHER_YEAR.test(plain)) return [];
	return FORMS.flatMap(([period, at, form]) =>
		[...plain.matchAll(form)].flatMap((found): readonly Wish[] => {
			const [words] = found;
			// `sales may fall`, `you only may`
			if (/^(?:only )?may\b/.test(words) || isOpen(plain, found.index, words.length)) return [];
			if (!isAsked(plain, found.index, words) || isContext(plain, found.index, words.length)) return [];
			if (spans.some((span) => isWithin(span, period, at))) return [];
			return [{ kind: "time", period, at, words: words.trim() }];
		}),
	);
}

function isAsked(plain: string, at: number, words: string): boolean {
	const before = plain.slice(0, at);
	const after = plain.slice(at + words.length);
	const sentence = before.split(/[.!?;:。！？；，\n]/).at(-1) ?? "";
	const isTold = TELLS.test(sentence) && !ASKS.test(sentence);
	if (isTold || SPAN_BEFORE.test(before) || SPAN_AFTER.test(after)) return false;
	if (TELLS_AFTER.test(after) || EVENT.test(after) || (NAME_AFTER.test(after) && !/\d/.test(words))) return false;
	return !THING.test(before) || ASKS.test(sentence);
}

const DAY = 86_400_000;

/** The first and the last month of dates, counted from the year 0; a few days before and after a month do not count. */
function spanOf(range: ColumnProfile["range"]): readonly [number, number] | undefined {
	const [first = Number.NaN, last = Number.NaN] = (range ?? []).map((end) =>
		Date.parse(/^(?:19|20)\d\d-\d\d-\d\d(?!\d)/.exec(end)?.[0] ?? ""),
	);
	if (Number.isNaN(first + last)) return undefined;
	const margin = last - first > 21 * DAY ? 7 * DAY : 0;
	const monthOf = (time: number) => new Date(time).getUTCFullYear() * 12 + new Date(time).getUTCMonth();
	return [monthOf(first + margin), monthOf(last - margin)];
}

/** Every row is of that month or quarter. */
function isWithin([first, last]: readonly [number, number], period: "month" | "quarter", at: number): boolean {
	const size = period === "month" ? 1 : 3;
	return last - first < size && [first, last].every((month) => Math.floor((month % 12) / size) === at - 1);
}
