// Single times that a request names: March, Q3, last year, Mondays, 18:00. Who asks for one of them asks for no table of all.

import type { Period } from "../../../domain.ts";
import { MONTHS } from "../words.ts";

const MONTH = new RegExp(`\\b(?:${MONTHS.join("|")})\\b|\\d\\s*(?:月|월)|[一二三四五六七八九十]月`, "gi");
const QUARTER =
	/\bq[1-4]\b|\b(?:1st|2nd|3rd|4th|first|second|third|fourth|[1-4]\.|erste[sn]?|zweite[sn]?|dritte[sn]?|vierte[sn]?) (?:quarter|quartal)\b|第[一二三四1-4]个?季|[一二三四1-4]季度|第\s?[1-4一二三四]四半期|[1-4]분기/gi;
const HALF = /\bh[12]\b|\b(?:first|second|1st|2nd) half\b|\bhalbjahr\b|[上下]半年|[上下]半期/i;
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g;
const WEEKDAY =
	/\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bweekends?\b|(?:周|星期|礼拜)[一二三四五六日天末]|\b(?:mon|diens|donners|frei|sams|sonn)tags?\b|\bmittwochs?\b|\bwochenenden?\b|[月火水木金土日]曜|週末|平日|工作日/i;
const CLOCK =
	/\b\d{1,2}:\d\d\b|\b\d{1,2} ?(?:am|pm|uhr|o'clock)\b|\d ?[点時时](?!间)|\b(?:mornings?|afternoons?|evenings?|nights?|morgens|abends|nachts)\b|早上|上午|下午|晚上|午前|午後/i;
/** Told from today, or from the end of the data. */
const RELATIVE =
	/\b(?:last|this|previous|next|past|current|prior|letzte[nrsm]?|diese[nrsm]?|vorige[nrsm]?|nächste[nrsm]?) (?:\w+ )?(?:days?|weeks?|months?|quarters?|years?|tage?n?|wochen?|monate?n?|quartale?|jahre?n?)\b|\b(?:today|yesterday|heute|gestern|vorjahr|vormonat)\b|(?:[上下这本今去前昨当]|最近)\s?[\d一二三四五六七八九十两几]{0,3}个?(?:月|周|季|年|天|星期|日)|先月|来月|昨年|来年|先週|直近/i;

const countOf = (text: string, form: RegExp) => text.match(form)?.length ?? 0;

/** What names one of these periods alone. */
const NAMED: Readonly<Record<Period, (text: string) => boolean>> = {
	year: (text) => countOf(text, YEAR) > 0,
	quarter: (text) => countOf(text, QUARTER) + countOf(text, MONTH) > 0,
	month: (text) => countOf(text, MONTH) + countOf(text, QUARTER) > 0,
	week: () => true,
	weekday: (text) => WEEKDAY.test(text),
	day: (text) => /\d/.test(text.replace(YEAR, "")) || WEEKDAY.test(text),
	hour: (text) => CLOCK.test(text),
};

/** Whether a request says which of them: no others are asked for. */
export function namesOne(period: Period, text: string): boolean {
	return HALF.test(text) || RELATIVE.test(text) || NAMED[period](text);
}

/** Rows are chosen by their time, and by nothing else. */
export function choosesTime(text: string): boolean {
	return HALF.test(text) || RELATIVE.test(text) || WEEKDAY.test(text) || NAMED.month(text) || NAMED.year(text);
}

const SPAN =
	/\b(?:since|from|after|before|until|till|through|between|start\w*|seit|ab|bis|von|vs\.?|versus|compare\w*)\b|至今|到|以来|から|まで|比/i;

/** `monthly revenue for March 2024`: one, and no first of several. */
export function isOneOnly(period: Period, text: string): boolean {
	if (SPAN.test(text)) return false;
	if (period === "year") return countOf(text, YEAR) === 1;
	if (period === "quarter") return countOf(text, QUARTER) === 1;
	return period === "month" && countOf(text, MONTH) === 1;
}
