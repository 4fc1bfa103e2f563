// Requests that only change the one before, such as `only 2024` or `那华东呢？`: what was asked there is still asked, unless they say otherwise.

import type { Wish } from "../../domain/wishes.ts";
import type { ColumnProfile, Ran, Session, Turn } from "../../domain.ts";
import { isCjk } from "../../text.ts";
import { isGroupable, placesOf } from "./grouping.ts";
import { choosesTime, namesOne } from "./reading/times.ts";
import { PERIODS } from "./words.ts";

/** In characters; of Chinese, Japanese and Korean fewer say as much. */
const MOST = 80;
const MOST_CJK = 30;
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
	if (text.length > (isCjk(text) ? MOST_CJK : MOST) || text.includes("\n")) return false;
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

/** All of it, or only the first: no groups, no first five. */
const WHOLE =
	/\b(?:overall|altogether|all|everything|everyone|entire|together|in sum|totals?|best|worst|highest|lowest|one number|one figure|single|limit|whole|insgesamt|gesamt\w*|alle[sn]?|zusammen|beste[nrs]?|höchste[nrs]?)\b|总|一共|合计|全国|全部|所有|整体|总体|全体|合計|すべて|全て|全社|最[高好多大低差]|一番|限制|전체|모두/i;
/** Something else is to be done. */
const DOES =
	/\b(?:remov\w*|replac\w*|keep|export|save|renam\w*|add|delet\w*|drop|merge|join|clean|convert|fill|split|round|translate|download|dedup\w*|entfern\w*|ersetz\w*|behalte\w*|exportier\w*|speicher\w*|lösch\w*|umbenenn\w*|hinzufüg\w*)\b|去重|保留|导出|保存|删|替换|合并|转换|填充|添加|重命名|清洗|去掉空|削除|置換|保存|出力|追加|重複/i;

/** What of the wishes before still holds: groups and how many, where the new request says nothing of them. In doubt nothing does. */
export function carried(
	before: readonly Wish[],
	own: readonly Wish[],
	request: string,
	columns: readonly ColumnProfile[],
): readonly Wish[] {
	const named = columns.filter((column) => isGroupable(column) && placesOf(request, column.name).length > 0);
	if (named.length > 0 || WHOLE.test(request) || DOES.test(request)) return [];
	const isGroup = ({ kind }: Wish) => kind === "period" || kind === "column" || kind === "most";
	const groups = own.some(isGroup) ? [] : before.filter(isGroup);
	const tops = own.some(({ kind }) => kind === "top") ? [] : before.filter(({ kind }) => kind === "top");
	const said = request.toLowerCase();
	const isClear = own.some(({ kind }) => FILTERS.includes(kind)) || EXCLUDES.test(request) || choosesTime(request);
	return [...groups, ...tops].filter((wish) => {
		if (wish.kind === "period") return !namesOne(wish.period, request) && !PERIOD.test(request);
		if (wish.kind !== "column" && wish.kind !== "most") return isClear;
		const { samples = [], distinct = Number.POSITIVE_INFINITY } =
			columns.find(({ name }) => name === wish.column) ?? {};
		// Whoever may have named one of the groups wants no groups.
		return (isClear || distinct <= samples.length) && !samples.some((value) => said.includes(value.toLowerCase()));
	});
}

const FILTERS: readonly Wish["kind"][] = ["year", "time", "value", "without", "limit"];
const EXCLUDES = /\b(?:without|exclud\w*|except|ohne|außer)\b|不含|不算|不包括|除了|排除|以外|除い/i;
/** `without the months`, 换成季度. */
const PERIOD = new RegExp(
	PERIODS.map(
		({ english, german, chinese, japanese }) =>
			`(?<!\\p{L})(?:${english}s?|${german})(?!\\p{L})|(?<![\\d\\p{L}])(?:${chinese})|(?<=[按每换改])(?:成|为|按)?(?:${chinese})|${japanese}(?:別|ごと)`,
	).join("|"),
	"iu",
);
