// Choices of a request: `is it rising or falling?`, 上升还是下降. Only opposites that are known are one, with all the words that may answer them.

import type { Wish } from "../../../domain/wishes.ts";
import type { ColumnProfile } from "../../../domain.ts";

/** Both sides by the beginnings of what people ask with; then what else tells which, in any language. */
const OPPOSITES: readonly (readonly [one: RegExp, other: RegExp, said: string])[] = [
	[
		/^(?:increas|rising|risen|grow|upward|steig|gestieg|wachs|上升|上涨|增长|增加|升高)/,
		/^(?:decreas|falling|fallen|declin|shrink|downward|fallend|gefallen|sink|gesunken|下降|下跌|减少|降低)/,
		"increas|decreas|ris|rose|grow|grew|went up|up |upward|higher|fall|fell|declin|shrink|drop|down|lower|flat|stable|unchanged|steig|stieg|wachs|sink|sank|gefallen|gesunken|zugenommen|abgenommen|rückläufig|stabil|涨|升|增|跌|降|减|持平|不变|上昇|減少|chang|diff|growth|slope|veränder|变化|差|同比|环比|±",
	],
	[
		/^positively/,
		/^negatively/,
		"positiv|negativ|正|负|負|right-skew|left-skew|right skew|left skew|symmetr|no correlation|uncorrelated",
	],
	[
		/^(?:higher|larger|bigger|greater|above|höher|größer|高|大)/,
		/^(?:lower|smaller|below|niedriger|kleiner|低|小)/,
		"high|large|bigg|great|above|low|small|below|more |less |equal|the same|over |under |höher|größer|niedriger|kleiner|über|unter|gleich|高|大|低|小|多|少|相等|相同|diff|差|±",
	],
	[/^linear/, /^(?:non-?linear|nichtlinear)/, "linear|curv|quadrat|exponent|线性"],
	[
		/^(?:better|besser|好)/,
		/^(?:worse|schlechter|差)/,
		"better|worse|best|worst|higher|lower|more |less |improv|declin|besser|schlechter|好|差|高|低|±",
	],
];

const ASKS =
	/\b(?:is|are|was|were|do|does|did|has|have|whether|if|ist|sind|war|waren|hat|haben|ob)\b[^.?!\n]{0,120}?(?<![\p{L}-])(\p{L}{4,}) (?:or|oder) ([\p{L}-]{4,})(?![\p{L}-])/giu;
const ASKS_CHINESE = /(\p{Script=Han}{1,2})(?:了)?还是[更变是]?(\p{Script=Han}{1,2})/gu;
/** Then both are counted. */
const COUNTED =
	/\b(?:how many|how much|share|percent\w*|number|count|proportion|that (?:is|are|was|were)|who (?:is|are|was|were)|wie ?viele?|anteil|anzahl)\b|多少|几个|占比|数量/i;

export function choices(plain: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	const values = new Set(columns.flatMap(({ samples }) => samples.map((value) => value.toLowerCase())));
	return [ASKS, ASKS_CHINESE]
		.flatMap((form) => [...plain.matchAll(form)])
		.flatMap(({ index, 0: all, 1: one = "", 2: other = "" }): readonly Wish[] => {
			const sentence = /[^.!?。！？\n]*$/.exec(plain.slice(0, index + all.length))?.[0] ?? "";
			const isCounted = COUNTED.test(sentence) || [one, other].some((word) => values.has(word.toLowerCase()));
			const options = optionsOf(one.toLowerCase(), other.toLowerCase());
			if (isCounted || options === undefined) return [];
			return [
				{ kind: "either", options, words: all.slice(all.lastIndexOf(`${one} `) + 1 ? all.lastIndexOf(`${one} `) : 0) },
			];
		});
}

/** All that may answer it; undefined if they are no opposites. */
function optionsOf(one: string, other: string): readonly string[] | undefined {
	const [some, others] = [one, other].map((word) => word.replace(/^[是更变会]/, ""));
	const isOf = (form: RegExp, word = "") => form.test(word);
	return OPPOSITES.find(
		([first, second]) => (isOf(first, some) && isOf(second, others)) || (isOf(second, some) && isOf(first, others)),
	)?.[2].split("|");
}
