// Which of the groups comes first: `which city sells most`, `top 5 customers by revenue`, 销售额前3名的省份.

import type { Wish } from "../../../domain/wishes.ts";
import type { ColumnProfile } from "../../../domain.ts";
import { isGroupable, placesOf } from "../grouping.ts";
import { isOpen } from "../words.ts";

const WHICH =
	/\b(?:which|top[ -]?\d{1,2}|\d{1,2} (?:best|top)|welche[rsnm]?|die \d{1,2} \p{L}+)\s+(?:[\p{L}-]+\s+){0,2}\(?$/iu;
const WHICH_CJK = /(?:哪个|哪家|哪些|哪位|哪种|哪一个|どの|前\s?\d{1,2}名?的?|最(?:多|高|大|好|少|低|小|差)的)$/;
const MOST_AFTER = /^(?:的?前\s?\d|是?[^，。？?\n]{0,10}最(?:多|高|大|好|少|低|小|差))/;
const MOST_OF =
	/\b(?:most|best|highest|largest|biggest|least|worst|lowest|smallest|top|meisten?|höchsten?|größten?|wenigsten|niedrigsten|besten)\b|最|前\s?\d|一番/iu;
/** What adds up over the rows of a group. */
const ADDS_UP =
	/\b(?:totals?|sums?|revenues?|sales|sold|sells?|selling|turnover|profits?|amounts?|orders|counts?|numbers?|spen[dt]\w*|quantit\w+|volumes?|purchases|visits|views|customers .{0,20}most|umsatz\w*|umsätze|verkauf\w*|verkäufe|bestellungen|anzahl|mengen?|gewinn\w*|summen?|ausgegeben)\b|销|卖|营收|营业|利润|金额|数量|订单|总|合计|消费|买|売|注文数|合計|個数|件数|利益/iu;
/** Then one row is meant, and no group. */
const SINGLE =
	/\b(?:single|individual|one|ever|rows?|average|mean|earliest|latest|oldest|newest|first|last|longest|shortest|differen\w*|einzel\w*|durchschnitt\w*|differenz)\b|单笔|单个|单次|一笔|最早|最晚|平均|差/i;
/** What each row has a value of, that nobody adds. */
const OF_A_ROW =
	/\b(?:\w*prices?|salar(?:y|ies)|wages?|ratings?|scores?|rates?|ages?|heights?|weights?|temperatures?|per (?:unit|capita|person)|expensive|cheap\w*|(?:largest|biggest|highest|smallest|lowest|best) (?:order|sale|purchase|transaction|payment|invoice|deal)|\w*preise?s?|gehalt|gehälter|lohn|löhne|teuer\w*|billig\w*|(?:größten?|höchsten?|kleinsten?) (?:bestellung|verkauf|rechnung|zahlung))\b|[单定售房均]价|价格|贵|便宜|工资|薪|评分|[年月]龄|[比率]|最[大小]的?(?:订单|交易|一单)|単価|価格|値段|給料|給与|年収|評価|高い(?:商品|製品)/iu;

/** Of a column whose names come several times. */
export function mostOf(text: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	if (!MOST_OF.test(text) || SINGLE.test(text) || !ADDS_UP.test(text) || OF_A_ROW.test(text)) return [];
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
				if (!(isLatin || isCjk) || isOpen(text, from, to - from)) return [];
				return [{ kind: "most", column: column.name, words: isLatin ? `by ${said}` : `按${said}` }];
			}),
		);
}
