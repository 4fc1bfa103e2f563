// What a request leaves out: `without cancelled orders`, `ohne stornierte`, 不含已取消的. Only a value that a column is known to hold is one.

import type { Wish } from "../../../domain/wishes.ts";
import type { ColumnProfile } from "../../../domain.ts";
import { isCjk } from "../../../text.ts";
import { wordsOf } from "../grouping.ts";
import { isRefused } from "../words.ts";

/** Between the word that excludes and what is excluded. */
const OF =
	"(?:(?:the|all|any|those|these|of|for|with|in|from|to|status|state|type|that|which|who|are|were|is|was|marked|as|orders?|rows?|records?|entries|items?|lines?|customers?|sales|die|den|der|das|alle[nr]?|von|aus|mit|bestellungen|zeilen|kunden)\\s+){0,6}[\"'“「]?";
const BEFORE = `(?<!\\p{L})(?:without|exclud(?:e|es|ing)|except(?: for)?|not (?:counting|including)|leav(?:e|ing) out|filter(?:ing)? out|remov(?:e|ing)|ignor(?:e|ing)|disregard(?:ing)?|other than|apart from|ohne|außer|exklusive|abzüglich|ausgenommen)\\s+${OF}`;
const BEFORE_CHINESE =
	'(?:(?<!含)不含|不包括|不包含|不算|不计|不统计|不要算|排除|剔除|过滤|去掉|去除|(?<![剔删排清移扣去])除了|除去|扣除|刨除)掉?(?:状态[为是])?(?:所有|全部)?的?[“"「]?';
const AFTER_CJK =
	'["”」]?(?:済み?)?(?:的?(?:订单)?(?:以外(?![にも])|之外|除外|不算)|分?(?:[をは]除[いくき外]|を抜[いきく]|抜きで|を含(?:まない|めず|めない)))';
/** `orders without shipped date`, `excluding shipping costs`: it is a column that is meant. */
const OF_COLUMN =
	"(?!\\s*(?:dates?|days?|times?|ids?|numbers?|names?|columns?|fields?|costs?|fees?|charges?|amounts?|prices?|values?|tax|datum|kosten|gebühren|日期|时间|编号|列|费用?|金额))";
const ENDINGS = "(?:s|es|e|ed|led|d|l?ations?|er|en|em|te|ten|ter|tes)?(?![\\p{L}\\p{N}_])";
/** Words that may mean anything. */
const EVERYDAY =
	/^(?:first|second|third|last|case|missing|empty|blank|null|none|other|all|new|eur|usd|gbp|chf|cny|jpy|erste[rns]?|zweite[rns]?|dritte[rns]?)$/i;
/** `The export already excludes cancelled orders`, `the total is without Berlin`, 数据里不含: nobody asks for it. */
const TOLD =
	/\b(?:already|bereits|schon)\s+(?:\w+\s+){0,4}$|\b(?:is|are|was|were|ist|sind|war(?:en)?)\s+$|\b(?:with|mit)\s+(?:and|or|und|oder)\s+$|(?:已经?|(?:数据|文件|表格?|报表|金额|列)(?:里|中|本身)?(?:已经?)?)\s*$|(?:^|[.!?\n]\s*)(?:should|do|does|did|soll\w*)\s[^.?!\n]*$/i;
const TOLD_VERB =
	/(?<!\b(?:make sure|so that|ensure|if|make)\s+)\b(?:files?|data|tables?|exports?|reports?|columns?|numbers|figures|totals?|sums?|revenues?|sales|it|they|(?<!\b(?:if|can|could|should|when|would)\s)we)\s+(?:always\s+)?$/i;
const TOLD_AFTER = /^[^、。]{0,8}(?:です|済)/;

export function excluded(text: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	return columns.flatMap(({ name, type, samples }) =>
		samples.flatMap((value): readonly Wish[] => {
			const stem = type === "text" && !EVERYDAY.test(value.trim()) ? stemOf(value) : "";
			const isColumn = columns.some((other) => wordsOf(other.name).includes(stem.toLowerCase()));
			if (stem === "" || isColumn) return [];
			const said = isCjk(stem) ? `已?${RegExp.escape(stem)}` : RegExp.escape(stem) + ENDINGS;
			const found = new RegExp(
				`${BEFORE}${said}${OF_COLUMN}|${BEFORE_CHINESE}${said}${OF_COLUMN}|${said}${AFTER_CJK}`,
				"iu",
			).exec(text);
			if (found === null || isRefused(text, found.index, 1) || isTold(text, found.index, found[0])) return [];
			return [{ kind: "without", value, column: name, words: found[0].trim() }];
		}),
	);
}

function isTold(text: string, at: number, words: string): boolean {
	const before = text.slice(0, at);
	const isVerb = /^(?:exclud|ignor|disregard|leav|remov|filter)/i.test(words);
	return TOLD.test(before) || (isVerb && TOLD_VERB.test(before)) || TOLD_AFTER.test(text.slice(at + words.length));
}

/** What the ways have in common in which people write a value: `Cancel` of `Cancelled`, 取消 of 已取消; "" for what is no name. */
export function stemOf(value: string): string {
	const plain = value.trim();
	if (plain.endsWith("…") || !/\p{L}/u.test(plain)) return "";
	if (isCjk(plain)) {
		const bare = plain.replace(/^已经?/, "").replace(/済み?$/, "");
		return [bare, plain].find(({ length }) => length > 1) ?? "";
	}
	if (plain.length < 3) return "";
	return plain.length < 6 ? plain : plain.replace(/(?:(?<=l)led|ed|d)$/i, "");
}
