// Requests that only change the one before, such as `only 2024` or `那华东呢？`: what was asked there is still asked, unless they say otherwise.

import type { Wish } from "../../domain/wishes.ts";
import type { Ran, Session, Turn } from "../../domain.ts";

/** In characters; of Chinese, Japanese and Korean fewer say as much. */
const MOST = 80;
const MOST_CJK = 30;
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const FORMS: readonly RegExp[] = [
	/^(?:(?:and|but|now|ok(?:ay)?|then|please|sorry)[, ]+)*(?:only|just|what about|how about|(?:the )?same|without|excluding|except|but not|in|for|at|on|since|from|between|until|before|after|not)\b/i,
	/^[^.?!\n]{0,60}\b(?:only|instead|as well)\s*(?:please)?[.?!]*$/i,
	/^(?:and|und) (?:the |der |die |das )?[\p{L}\p{N}._-]{1,20}(?: [\p{L}\p{N}._-]{1,20}){0,2}\?$/iu,
	/^(?:und|aber|jetzt|nun|bitte)?[, ]*(?:nur|bloß|ohne|außer|dasselbe|das gleiche|in|im|für|bei|am|seit|ab|bis|vor|nach dem|nicht|was ist mit|wie ist es)(?![\p{L}])/iu,
	/^(?:那么?|还有|再|现在)?[，, ]*(?:只|仅|其中|不算|不含|除了|换成|改成|同样)|^(?:那么?)?[^。？！?\n]{1,14}呢[？?。]*$/,
	/(?:だけ|のみ|以外|を除い)[^。？?\n]{0,10}[。？?]?$|^(?:では|じゃあ)?[^。？?\n]{1,14}(?:は|では|だと)[？?]$|^同じ/,
	/(?:만|은|는)[?？]?$/,
];
/** It asks for something of its own. */
const OWN =
	/\b(?:how (?:many|much)|averages?|mean|median|totals?|sum|count|number of|largest|smallest|highest|lowest|share|percent\w*|what (?:is|are|was|were)|which|who|when|why|plot|draw|list|show|calculate|compute|wie (?:viele?|hoch)|was|welche\w*|wer|wann|zeig\w*|zeichne\w*)\b|多少|几个|哪|什么|画|列出|计算|いくら|いくつ|何|どの|どれ|誰/i;

/** Whether it is a change to what was asked before, and no question of its own. */
export function goesOn(request: string): boolean {
	const text = request.trim();
	if (text.length > (CJK.test(text) ? MOST_CJK : MOST) || text.includes("\n")) return false;
	return FORMS.some((form) => form.test(text)) && !OWN.test(text.replace(/\bwhat about\b|\bwas ist mit\b/i, ""));
}

/** The request that this one goes on from, through others that do; undefined if it stands for itself. */
export function requestBefore(
	{ ran = [] }: Pick<Session, "ran">,
	{ request }: Pick<Turn, "request">,
): string | undefined {
	if (!goesOn(request)) return undefined;
	const before = ran.map((one: Ran) => one.request).filter((text) => text !== request);
	return before.findLast((text) => !goesOn(text));
}

const MONTH =
	/\b(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]*\b|\d\s*(?:月|월)|[一二三四五六七八九十]月/i;
/** What names one of these periods alone. */
const NAMED: Readonly<Record<string, RegExp>> = {
	year: /\b(?:19|20)\d\d\b/,
	quarter: /\bq[1-4]\b|\bquarter\b|\bquartal\b|季度|四半期|분기/i,
	month: MONTH,
	week: /./,
	day: /\d/,
};

/** What of the wishes before still holds: groups and how many, where the new request says nothing of them. */
export function carried(
	before: readonly Wish[],
	own: readonly Wish[],
	request: string,
	valuesOf: (column: string) => readonly string[],
): readonly Wish[] {
	const isGroup = ({ kind }: Wish) => kind === "period" || kind === "column" || kind === "most";
	const groups = own.some(isGroup) ? [] : before.filter(isGroup);
	const tops = own.some(({ kind }) => kind === "top") ? [] : before.filter(({ kind }) => kind === "top");
	const said = request.toLowerCase();
	return [...groups, ...tops].filter((wish) => {
		if (wish.kind === "period") return NAMED[wish.period]?.test(request) !== true;
		if (wish.kind === "column" || wish.kind === "most")
			return !valuesOf(wish.column).some((value) => said.includes(value.toLowerCase()));
		return true;
	});
}
