// Limits of a request: a number that the program must hold something against. In another unit than the file's, or said of the file or the answer itself, it is none.

import type { Wish } from "../../../domain/wishes.ts";
import { isRefused } from "../words.ts";

const FIGURE = "(-?\\d+(?:[.,]\\d+)*)(?![\\d-]|[.,]\\d)";
/** Times the figure; what is shorter may be a unit. */
const SCALES: Readonly<Record<string, number>> = {
	...{ k: 1e3, thousand: 1e3, tsd: 1e3, tausend: 1e3, 千: 1e3, 万: 1e4, 萬: 1e4, 百万: 1e6 },
	...{ million: 1e6, mio: 1e6, billion: 1e9, bn: 1e9, mrd: 1e9, 亿: 1e8, 億: 1e8 },
};
const SCALE_WORD = `\\s?(${Object.keys(SCALES)
	.sort((a, b) => b.length - a.length)
	.join("|")})(?![a-z克米瓦])`;
const SCALE = `(?:${SCALE_WORD}(?!\\d)|(?!${SCALE_WORD.replace("(", "(?:")}))`;
/** Digits, times, weights, lengths, and parts of a text. */
const NO_LIMIT =
	"(?!\\s*(?:(?:decimal|digit|place|word|sentence|character|paragraph|bullet|line|token|second|sec|minute|min|hour|day|week|month|quarter|year|mile|met(?:er|re)|kilo(?:gram|met(?:er|re))|gram|ton(?:ne)?|pound|lit(?:er|re)|[kmg]?byte|degree)s?|[kcm]?m|[km]?g|kgs?|lbs?|oz|h|hrs?|ft|[kmgt]b|k?wh|°|Nachkomma\\w*|Stellen?|Wörter\\w*|Worte\\w*|Sätze\\w*|Zeichen|Zeilen|Sekunden?|Minuten?|Stunden?|Tage?n?|Wochen?|Monate?n?|Jahre?n?|Kilo\\w*|Gramm|Tonnen?|Liter)(?![\\p{L}])|\\s*(?:位|个?[月周季字词]|个?小时|年|天|日|分[钟間]?|秒|时|時間|公里|千米|公斤|千克|克|吨|米|厘米|升|度|句|行|文字|ヶ月|か月|週|キロ|グラム))";
const WORDS =
	"at least|at most|(?:more|less|fewer|greater|larger|smaller|higher|lower|bigger) than(?: or equal to)?|above|below|exceed(?:s|ing)?|mindestens|höchstens|(?:mehr|weniger|größer|kleiner) als";
const A_YEAR = "(?:19|20)\\d\\d\\b";
const CURRENCY = "[$€£¥]\\s?";
/** `averaged over 5 regions`, `in over 20 countries`: the words are limits only with money, a share or a scale behind, or between what can be large and nothing that is counted. */
const OVER = "(?<![\\p{L}\\d]|\\b(?:in|across|within|during|from|to|after) )(?:over|under|über|unter) ";
const UNIT =
	"\\s?(?:[%€$£¥]|(?:percent|dollars?|euros?|usd|eur|gbp|chf|francs?|yen|yuan|rmb|prozent|franken)(?!\\p{L}))";
const LARGE =
	"(?:is|are|was|were|be|costs?|costing|worth|valued|priced|prices?|amounts?|values?|revenues?|sales|orders?|customers?|products?|items?|invoices?|payments?|ratings?|scores?|salar(?:y|ies)|quantity|quantities|ist|sind|war|waren|preise?n?|beträgen?|betrag|umsatz|bestellungen|kunden)";
const NOT_COUNTED =
	"(?=\\s*(?:$|[.?!;:)\\n]|(?:,|and\\b|und\\b)(?!\\s*\\d)|(?:by|per|in|for|from|with|only|please|as|nach|pro|je|aus|bitte)\\b))";
/** `between 10 and 50k`: nobody knows what the first is. */
const NO_SCALE = "(?![\\d\\p{L}]|\\.\\d|\\s?(?:thousand|million|billion|tsd|tausend|mio|mrd)\\b)";
const LIMITS: readonly RegExp[] = [
	new RegExp(`\\b(?:${WORDS}) (?:${CURRENCY})?${FIGURE}${SCALE}${NO_LIMIT}`, "giu"),
	new RegExp(
		`(?:至少|不少于|不低于|至多|不超过|超过|大于(?:等于)?|小于(?:等于)?|低于|高于|多于|少于)\\s*${FIGURE}${SCALE}${NO_LIMIT}`,
		"giu",
	),
	new RegExp(
		`(?<![\\d.])${FIGURE}\\s?${SCALE}\\s?(?:元|块|个|件|岁|人|円|個|本|台|回|枚|冊|名)?(?:及)?以[上下]`,
		"giu",
	),
	new RegExp(`${OVER}${CURRENCY}${FIGURE}${SCALE}${NO_LIMIT}`, "giu"),
	new RegExp(`${OVER}${FIGURE}${SCALE_WORD}(?!\\d| (?:rows|records|lines|entries)\\b)${NO_LIMIT}`, "giu"),
	new RegExp(`${OVER}${FIGURE}(?=${UNIT})`, "giu"),
	new RegExp(`(?<=\\b${LARGE} )${OVER}(?!${A_YEAR})${FIGURE}${NOT_COUNTED}`, "giu"),
	new RegExp(`\\b(?:between|zwischen) (?!${A_YEAR})${FIGURE}(?= (?:and|und) \\d[\\d.,]*${NO_LIMIT}${NO_SCALE})`, "giu"),
	new RegExp(
		`(?<=\\b(?:between|zwischen) \\d[\\d.,]*) (?:and|und) (?!${A_YEAR})${FIGURE}${NO_LIMIT}${NO_SCALE}`,
		"giu",
	),
	new RegExp(`(?<![-=<>\\p{L}])[<>]=?\\s*${FIGURE}${SCALE}${NO_LIMIT}`, "giu"),
];

const SIDES: readonly (readonly [side: "above" | "below", words: RegExp])[] = [
	[
		"below",
		/^(?:at most|(?:less|fewer|smaller|lower) than|below|under|höchstens|(?:weniger|kleiner) als|unter|至多|不超过|小于|低于|少于|<)|以下$/i,
	],
	[
		"above",
		/^(?:at least|(?:more|greater|larger|higher|bigger) than|above|exceed|over|mindestens|(?:mehr|größer) als|über|至少|不少于|不低于|超过|大于|高于|多于|>)|以上$/i,
	],
];
/** Then what is kept may be on the other side. */
const LEAVES_OUT =
	/\b(?:remov\w*|exclud\w*|drop\w*|delet\w*|discard\w*|ignor\w*|skip\w*|hide|filter\w* out|leav\w+ out|get rid|omit\w*|eliminat\w*|disregard\w*|throw\w*|reject\w*|without|except|unless|other than|apart from|but not|nothing|none|nobody|never|fail\w*|fall\w*|first|must|should|check\w*|verif\w*|valid\w*|rules?|violat\w*|break\w*|(?:is|are) (?:every|all|each|any)|(?:is|are) (?:an? )?(?:typos?|errors?|tests?|wrong|invalid|noise)|cap|clip|replac\w*|limit\w*|outside|if|ohne|außer|entfern\w*|lösch\w*|weglass\w*|ausschlie\w*|raus\w*|heraus\w*|aussortier\w*|streich\w*|nichts|niemand|nie)\b|去掉|剔除|排除|删|过滤|除|以外|忽略|不要|测试|不(?!少于|低于|超过)|[没未别非]|無視|対象外|省|含め|ない|ません/i;

/** What a test is held against says what its figure means: the figure is wanted whatever it is. */
const OF_TEST =
	/\b(?:p[-_ ]?val(?:ue)?s?|p(?=\s*(?:is\s+)?$)|significan\w*|alpha|absolute|correlat\w*|coefficient|skew\w*|kurtosis|z-?scores?|outliers?|r2|\|r\|)\b|显著|相关系数|异常值|离群/i;
/** How many there are altogether: nothing is chosen by it. */
const OF_FILE =
	/(?:\b(?:we|i|files?|data\w*|tables?|sheets?|it|there|wir|ich|datei|tabelle|daten|es)\s+(?:now\s+)?(?:has|have|had|contains?|holds?|covers?|are|is|were|hat|haben|enthält|enthalten|sind|gibt)\s+|^\s*(?:our|my|this)\s+(?:(?!(?:who|which|that|with)\b)[\w-]+\s+){1,3}(?:has|have|had|contains?|holds?|covers?|sells?|ships?)\s+|^\s*(?:we|our [\w-]+)\s+\w+\s+(?:in|to|across)\s+|['’]ve (?:got )?|\bwith (?:its|over a total of) |(?:文件|表格?|数据|我们?|公司|一共|总共)[^，。,\n]{0,4}(?:有|含|包含)?)$/i;
/** `We grew over 20%`. */
const TOLD = /\b(?:we|i|wir|ich)\s+(?:\w+\s+){0,2}$/i;
/** Not after a word that can be a column: `n > 30`, `I <3 it`. */
const ALONE = /(?<![\p{L}\p{N}_])(?:\p{Script=Latin}|α)\s*$|^\s{0,2}$/u;
const OF_FILE_AFTER = /^[^。、\n]{0,6}(?:あります|います)/;

export function limits(plain: string): readonly Wish[] {
	return LIMITS.flatMap((form) => [...plain.matchAll(form)]).flatMap((found): readonly Wish[] => {
		const [words, figure = "", scale = ""] = found;
		const before = plain.slice(0, found.index);
		const sentence = before.split(/[.!?。！？\n]/).at(-1) ?? "";
		const times = SCALES[scale.toLowerCase()];
		const value = Number((numberIn(figure, words) * (times ?? 1)).toPrecision(12));
		// With one or none the program may well do without the number.
		if (Number.isNaN(value) || value === 0 || value === 1) return [];
		if (OF_TEST.test(sentence) || OF_FILE.test(sentence) || OF_FILE_AFTER.test(plain.slice(found.index + words.length)))
			return [];
		if (
			/^[<>]/.test(words)
				? ALONE.test(sentence) || words === "<3"
				: /^(?:over|under|über|unter)/i.test(words) && TOLD.test(sentence)
		)
			return [];
		if (isRefused(plain, found.index, words.length)) return [];
		const side = LEAVES_OUT.test(plain) ? undefined : SIDES.find(([, form]) => form.test(words))?.[0];
		const more = { ...(times !== undefined && { scale: times }), ...(side !== undefined && { side }) };
		return [{ kind: "limit", value, ...more, words: words.trim() }];
	});
}

/** `1.500` is one and a half in one language, and many in another. */
function numberIn(figure: string, words: string): number {
	const isGerman = /^(?:mindestens|höchstens|mehr|weniger|größer|kleiner|über|unter)\b/i.test(words);
	const [, whole = "", sign = "", rest = ""] = /^-?(\d+)([.,])(\d+)$/.exec(figure) ?? [];
	if (rest.length === 3 && whole.length < 4 && whole !== "0") {
		if (sign === "," || isGerman || rest === "000") return Number(figure.replace(sign, ""));
		if (!/\p{Script=Han}/u.test(words)) return Number.NaN;
	}
	return Number(rest === "" ? figure.replaceAll(/[.,](?=\d{3}(?:\D|$))/g, "") : figure.replace(",", "."));
}
