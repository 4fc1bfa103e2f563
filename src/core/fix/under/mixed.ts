// Mixtures: a column decides what a file's amounts are, such as currency, debit and credit, or cancelled, and the program takes all of it together.

import type { Done } from "../../domain/wishes.ts";
import type { ColumnProfile } from "../../domain.ts";
import type { Texts } from "../../locales.ts";
import { clip, oneLine } from "../../text.ts";
import { columnsOf } from "../wishes/columns.ts";
import { placesOf } from "../wishes/grouping.ts";
import { stemOf } from "../wishes/reading/excluded.ts";

const whole = (words: string) => new RegExp(`^(?:${words})$`, "i");

const CURRENCIES = whole(
	"eur|usd|gbp|chf|cny|rmb|jpy|hkd|sgd|aud|cad|inr|krw|sek|nok|dkk|pln|czk|[€$£¥]|欧元|美元|人民币|日元|港币|円|元",
);
/** Values that are never added up as they are: all values of the column are of it, and there are several. */
const SCALES: readonly RegExp[] = [
	CURRENCIES,
	whole("mg|g|kg|t|lbs?|oz|ml|cl|l|m3|gal|mm|cm|m|km|mi|ft|kwh|mwh|wh|克|千克|公斤|斤|吨|升|毫升|米|千米|公里"),
];
/** Two sides that are set against each other, and not added up. */
const SIDES: readonly (readonly [one: RegExp, other: RegExp])[] = [
	[
		whole("debits?|dr|soll|income|inflow|in|deposits?|einnahmen?|eingang|借方?|收入?|入账|入金|入库"),
		whole("credits?|cr|haben|expenses?|outflow|out|withdrawals?|ausgaben?|ausgang|贷方?|支出?|出账|出金|出库"),
	],
	[
		whole("sales?|orders?|purchases?|invoices?|verkauf|rechnung|销售|订单|売上|注文"),
		whole("returns?|refunds?|credit[ -]?(?:note|memo)s?|gutschrift|retoure|退货|退款|返品|返金"),
	],
	[
		whole("budget(?:ed)?|plan(?:ned)?|forecast|targets?|soll|预算|计划|目标|予算|計画"),
		whole("actuals?|ist|real(?:ised|ized)?|实际|实绩|実績"),
	],
	[
		whole("gross|brutto|incl(?:uded|uding|\\.)?|税込み?|含税"),
		whole("net|netto|excl(?:uded|uding|\\.)?|税抜き?|税別|不含税|未税"),
	],
	[
		whole("paid|success(?:ful)?|succeeded|completed?|settled|captured|bezahlt|成功|已完成|已支付|完了"),
		whole("failed|declined|rejected|abgelehnt|失败|交易失败|失敗"),
	],
];
/** Rows that are mostly no business. */
const OFF = whole(
	"cancell?ed|voided|void|refunded|returned|tests?|deleted|drafts?|duplicate|chargeback|storniert|gelöscht|entwurf|已?取消|已?退款|已?退货|已?作废|已?删除|测试|交易关闭|キャンセル(?:済み?)?|返品(?:済み?)?|取消(?:済み?)?|下書き",
);
const FLAG =
	/(?:^|[_\s])(?:deleted|test|cancell?ed|void(?:ed)?|refunded|duplicate|storniert|gelöscht)$|^(?:已删除|已取消|已作废|是否?(?:删除|取消|作废|测试))$/i;
const YES = whole("true|1|yes|y|ja|是|x");

/** Figures for which it matters what is taken together. */
const TAKES = /^(?:sum|mean|median|count|distinct|share|cumulated|rolling|change|summary)$/;
const MOST = 2;

interface Mixture {
	readonly column: string;
	readonly values: readonly string[];
}

/** A sentence for each column whose values the figures take together, though neither the request nor the program names it. */
export function mixedLines(request: string, done: Done, { under }: Texts): readonly string[] {
	return mixtures(request, done)
		.slice(0, MOST)
		.map(({ column, values }) => under.together(named(column), values.map(named)));
}

const MONEY =
	/amount|revenue|sales|turnover|income|spend|cost|price|value|total|paid|betrag|umsatz|preis|kosten|summe|erlös|[金总]额|[价額额]|收入|支出|费|売上|単価/i;

/** Counts, and what was made one currency before. */
const NOT_MONEY =
	/count|qty|quantit|nights|units|guests|pieces|anzahl|menge|stück|数量|人数|件数|(?:^|[_\s(])(?:eur|usd|gbp|chf|cny|rmb|jpy)(?:$|[_\s)])|converted|\bbase|home|local|本位币|折/i;

/** For the pre-check: amounts in several currencies make no sum. */
export function mixedFaults(request: string, done: Done): readonly string[] {
	const isMoney = (done.does?.steps ?? []).some(
		(step) =>
			step.kind === "computes" &&
			/^(?:sum|mean|median)$/.test(step.how) &&
			step.columns.some((one) => MONEY.test(one) && !NOT_MONEY.test(one)),
	);
	const [first] = isMoney ? mixtures(request, done).filter(({ values }) => areOf(CURRENCIES, values)) : [];
	if (first === undefined) return [];
	const column = named(first.column);
	const values = first.values.map(named).join(", ");
	return [
		`'${column}' holds ${values}, and the script takes amounts of all of them together: group by '${column}' as well.`,
	];
}

function mixtures(request: string, { source, earlier = [], does, uploads }: Done): readonly Mixture[] {
	if (does === undefined || does.unseen.length > 0) return [];
	if (!does.steps.some((step) => step.kind === "computes" && TAKES.test(step.how))) return [];
	const all = [...earlier, source].join("\n");
	const read = uploads.filter(({ as }) => uploads.length === 1 || all.includes(as));
	return columnsOf(read)
		.flatMap(mixtureOf)
		.filter(({ column, values }) => {
			const isNamed = [all, request].some((text) => text.includes(column) || placesOf(text, column).length > 0);
			// "In euros" says what the sum is to be in, and makes no euros of dollars.
			return !isNamed && (areOf(CURRENCIES, values) || !values.some((value) => saysOne(request, value)));
		});
}

const areOf = (scale: RegExp, values: readonly string[]) => values.every((value) => value === "…" || scale.test(value));

const named = (text: string) => clip(oneLine(text), { chars: 40, head: 1 });

function saysOne(request: string, value: string): boolean {
	const stem = stemOf(value).toLowerCase();
	return stem.length > 1 && request.toLowerCase().includes(stem);
}

function mixtureOf({ name, type, samples, distinct }: ColumnProfile): readonly Mixture[] {
	const values = samples.map((value) => value.trim()).filter((value) => value !== "");
	const isAll = distinct !== undefined && distinct <= samples.length;
	const found = [{ column: name, values: isAll ? values : [...values, "…"] }];
	if (FLAG.test(name.trim())) return values.length > 1 && values.some((value) => YES.test(value)) ? found : [];
	if (type !== "text" || values.length < 2) return [];
	// `M, L` are sizes, and `train, test` parts of a data set.
	const isSize = values.every((value) => /^[a-z]$/i.test(value)) || values.some((value) => /^train/i.test(value));
	const isScale = !isSize && SCALES.some((scale) => values.every((value) => scale.test(value)));
	const isSides = SIDES.some((sides) => sides.every((side) => values.some((value) => side.test(value))));
	const isOff = !isSize && values.some((value) => OFF.test(value)) && values.some((value) => !OFF.test(value));
	return isScale || isSides || isOff ? found : [];
}
