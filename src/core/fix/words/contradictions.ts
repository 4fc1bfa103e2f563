// Contradictions: a figure is told as printed and the words around it say the opposite. Only what is certain counts.

import type { Figure } from "./figures.ts";
import type { Printed, PrintedFigure } from "./printed.ts";

/** A figure of a sentence, and what was printed of its value. */
interface Told {
	readonly figure: Figure;
	readonly found: readonly PrintedFigure[];
}

/** `output` is what was printed, as it stands. */
export function contradicts(sentence: string, told: readonly Told[], printed: Printed, output: string): boolean {
	const known = told.filter(({ found }) => found.length > 0);
	return (
		deniesPrinted(sentence, known, printed) ||
		known.some((one) => losesSign(sentence, one) || isHundredTimesLess(sentence, one, output)) ||
		(known.length === 1 && known.some((one) => isNoExtreme(sentence, one, printed) || isOtherMonth(sentence, one))) ||
		isOtherVerdict(sentence)
	);
}

const NONE = /\b(?:no|keine[nrsm]?|zero)\s+((?:\p{L}+[ -]?){1,3})/giu;
const NONE_CHINESE = /(?:没有|无|未发现|没有发现)(?:任何)?(\p{Script=Han}{2,8})/gu;
const NONE_JAPANESE = /([\p{Script=Han}\p{Script=Katakana}ー]{2,10})は(?:あり|見つかり)ません/gu;
/** "No duplicates are left": others may have been. */
const PARTLY =
	/\b(?:left|remain\w*|more|others?|further|after|anymore|longer|except|besides|apart|not|cleaned|deduplicated|result\w*|mehr|weiteren?|nach|außer|übrig|bereinigt\w*)\b|n't|[洗重理]后|其他|其它|之后|以外|剩|不再|他の|以外|残/i;
/** They may stand beside the name of a thing that is counted. */
const COUNTING =
	/^(?:number|count|total|num|nr|of|found|detected|rows?|values?|records?|entries|in|the|data|dataset|file|are|were|is|was|there|anzahl|der|zeilen?|werte?|gefunden)$/;

/** "There are no duplicates" under `Duplicates: 3`; "3 rows have no price" under `price 3` is true. */
function deniesPrinted(sentence: string, known: readonly Told[], { figures, labels }: Printed): boolean {
	if (PARTLY.test(sentence)) return false;
	const said = [NONE, NONE_CHINESE, NONE_JAPANESE].flatMap((form) =>
		[...sentence.matchAll(form)].map(([, words = ""]) => thing(words)),
	);
	return said.some((name) => {
		if (name === "") return false;
		const names = labels.row.filter((label) => thing(label) === name);
		const own = names.length === 0 ? [] : figures.filter(({ row }) => row.some((label) => names.includes(label)));
		if (own.some((one) => known.some(({ found }) => found.includes(one)))) return false;
		return own.length > 0 && own.every(({ readings }) => readings.every(({ value }) => value !== 0));
	});
}

/** `number of duplicate rows` and `duplicates` are one, 重复行数 and 重复 too. */
function thing(words: string): string {
	const plain = words
		.toLowerCase()
		.replace(/(?:的?(?:数量|个数|行数|件数|总数|行|值|数|数据))$|的\p{Script=Han}*$/u, "")
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== "" && !COUNTING.test(word));
	return plain.map((word) => word.replace(/(?<=\p{Script=Latin}{3})(?:e?s|en?)$/u, "")).join(" ");
}

const FALLS =
	/\b(?:f[ae]ll\w*|drop\w*|declin\w*|decreas\w*|lower\w*|less|fewer|down\w*|loss\w*|los[et]\w*|negativ\w*|minus|below|reduc\w*|shr[iau]nk\w*|under\w*|deficit\w*|worse\w*|behind|invers\w*|debit\w*|ow[ei]\w*|cut\w*|slump\w*|contract\w*|cool\w*|cold\w*|overdrawn|short\w*|in the red|early|earlier|refund\w*|return\w*|sank|sinks?|sunk|gefallen|fiel\w*|sank\w*|sink\w*|gesunken|rückgang\w*|weniger|verlust\w*|verlor\w*|zurück\w*|abnahm\w*|nahm\w*|unter\w*|gering\w*|niedrig\w*|schlechter)\b|[降减減跌负負亏亏赤落下退缩少低欠损]|マイナス/i;
/** Of these people say how much, without a sign. */
const APART =
	/\b(?:differ\w*|gaps?|apart|deviat\w*|absolut\w*|magnitude|change\w*|between|ahead|higher|exceed\w*|than|unterschied\w*|differenz\w*|abstand|abweich\w*|veränder\w*)\b|差|变化|変化|绝对/i;
const RISES =
	/\b(?:grew|grow\w*|r[io]se\w*|risen|increas\w*|up|upward\w*|gain\w*|climb\w*|improv\w*|stieg\w*|gestiegen|gewachsen|wuchs|zunahm\w*|aufwärts\w*)\b|增长|增加|上升|上涨|提高|增え|増加|上昇/i;

/** They are printed with a sign, and told without. */
const SPENT = /\b(?:out\w*|expens\w*|costs?|spen[dt]\w*|discount\w*|kosten|ausgaben?)\b|支出|成本|费用/i;
const IS = /(?:\b(?:is|was|of|beträgt|ist|war)|[为是はが=:：])\s*[$€£¥￥]?$/i;
const ENDS = /^ ?(?:[%％元円$€£¥￥]|euros?|eur|dollars?|usd)?(?:です|でした)?[.。!]?\s*$/i;

/** "It grew by 12.5%" for -12.5, "The balance is 3." for -3; "33.9° S" and "500 under it" have a sign in words. */
function losesSign(sentence: string, { figure, found }: Told): boolean {
	const isLost = !figure.isNegative && found.every(({ isNegative }) => isNegative);
	if (!isLost || FALLS.test(sentence)) return false;
	const isBare = IS.test(sentence.slice(0, figure.from)) && ENDS.test(sentence.slice(figure.to));
	return RISES.test(sentence) || (isBare && !APART.test(sentence) && !SPENT.test(sentence));
}

const PERCENT = /^ ?(?:%|％|percent|per cent|prozent|パーセント)/i;
/** A rate is often printed in percent. */
const SHARE = /\b(?:shares?|proportions?|fractions?|anteile?)\b|占比|比例|割合/i;

/** "0.125%" for a share of 0.125. */
function isHundredTimesLess(sentence: string, { figure, found }: Told, output: string): boolean {
	if (!PERCENT.test(sentence.slice(figure.to)) || /[%％]|percent|pct|prozent|百分/i.test(output)) return false;
	const value = figure.readings[0]?.value ?? 1;
	return (
		value < 1 &&
		found.every(({ readings: [plain, more], row, column }) => {
			const labels = [...row, ...column].join(" ");
			const isSame = plain !== undefined && more === undefined && Math.abs(plain.value - value) <= plain.off;
			return isSame && SHARE.test(labels);
		})
	);
}

const HAS =
	"\\b(?:ha[sd]|have|shows?|showed|recorded|achieved|generated|made|got|reached|saw|hatte?|erzielte?)\\s+(?:the|den|die|das)\\s+(?:\\p{L}+\\s+)?";
const MEASURE =
	"(?=\\s+(?:\\p{L}+\\s+)?(?:revenue|sales|turnover|values?|amount|number|count|total|average|mean|share|profit|orders|umsatz|wert|anzahl)\\b)";
const [UP, DOWN] = [
	"(?:highest|largest|biggest|greatest|most|höchsten?|größten?|meisten)",
	"(?:lowest|smallest|least|fewest|niedrigsten?|kleinsten?|wenigsten)",
];
/** Of the figure itself, and not of a city that is the largest. */
const HIGHEST = new RegExp(`${HAS}${UP}\\b|\\b${UP}${MEASURE}|最(?:高|多)|最大(?!的)|一番(?:高|多|大)`, "iu");
const LOWEST = new RegExp(`${HAS}${DOWN}\\b|\\b${DOWN}${MEASURE}|最(?:低|少)|最小(?!的)|一番(?:低|少|小)`, "iu");
const RANKED =
	/\b(?:second|third|fourth|next|2nd|3rd|among|one of|after|besides|except\w*|excluding|apart|at (?:most|least)|almost|most (?:of|recent)|not|than|and|followed|follows|zweit\w*|dritt\w*|nach|außer|nicht|und)\b|n't|第[二三四]|其次|次于|之一|除|以外|不|次い|次に|和/i;
const MOST_ROWS = 500;
/** A label that no name of a row is. */
const SUMMARY =
	/\b(?:totals?|sum|all|mean|average|avg|max\w*|min\w*|median|count|rows?|std|number|highest|lowest|largest|smallest|top|best|share|percent\w*|diff\w*|change|growth|gesamt\w*|summe|mittel\w*|anzahl)\b|%|合计|总|平均|最|差|占|数量|合計/i;

/** "South has the highest revenue with 300.25" where another row has more. Only of rows with one name and one figure each. */
function isNoExtreme(sentence: string, { found: [own, more] }: Told, { figures }: Printed): boolean {
	const [high, low] = [HIGHEST.test(sentence), LOWEST.test(sentence)];
	if (own === undefined || more !== undefined || high === low || RANKED.test(sentence)) return false;
	// The largest loss is the smallest figure.
	if (FALLS.test(sentence.replace(LOWEST, ""))) return false;
	if (figures.length > MOST_ROWS) return false;
	const columns = new Set(figures.map(({ column }) => column.join(" ")));
	const names = figures.map(({ row }) => row.join("\n"));
	const isList =
		figures.length > 1 &&
		columns.size === 1 &&
		new Set(names).size === figures.length &&
		names.every((name) => name !== "" && !name.includes("\n") && !SUMMARY.test(name));
	const isNamed = own.row.some((name) => sentence.toLowerCase().includes(name));
	if (!isList || !isNamed) return false;
	const values = figures.map(signed);
	return signed(own) !== (high ? Math.max(...values) : Math.min(...values));
}

function signed({ readings: [plain], isNegative }: PrintedFigure): number {
	return (plain?.value ?? 0) * (isNegative ? -1 : 1);
}

const MONTHS: readonly RegExp[] = [
	"Jan(?:uary|uar)?|Jänner",
	"Feb(?:ruary|ruar)?",
	"Mar(?:ch)?|März",
	"Apr(?:il)?",
	"Mai|(?<=\\b(?:in|of|for|since|and) )May|May(?= (?:\\d{4}|was|had|is|has))",
	"June?|Juni",
	"July?|Juli",
	"Aug(?:ust)?",
	"Sept?(?:ember)?",
	"Oct(?:ober)?|Okt(?:ober)?",
	"Nov(?:ember)?",
	"Dec(?:ember)?|Dez(?:ember)?",
].map((names, at) => new RegExp(`(?<![\\p{L}\\d])(?:(?:${names})(?![\\p{L}])|${at + 1} ?月)`, "u"));

/** "April 2024" for a row that is called 2024-03. */
function isOtherMonth(sentence: string, { found: [own, more] }: Told): boolean {
	const said = MONTHS.flatMap((month, at) => (month.test(sentence) ? [at + 1] : []));
	if (own === undefined || more !== undefined || said.length !== 1 || own.row.length !== 1) return false;
	const [label = ""] = own.row;
	const isMonths = own.column.some((name) => /^(?:month|monat|月份?)$/i.test(name));
	const month =
		/^(?:19|20)\d\d-(\d\d)(?:-\d\d)?$/.exec(label)?.[1] ?? (isMonths ? /^\d{1,2}$/.exec(label)?.[0] : undefined);
	return month !== undefined && Number(month) !== said[0];
}

const P_VALUE =
	/\bp(?:[- ]?values?|[- ]?wert|值)?\s*(?:is|was|of|=|:|ist|beträgt|为|是|は)?\s*(?:only |about |just )?(0[.,]\d+)/i;
const SIGNIFICANT = /(?<!\p{L})significan(?:t|ce)|(?<!\p{L})signifikan|显著|顕著|有意/iu;
const NEGATED =
	/\b(?:not|no|nor|neither|without|isn|aren|wasn|lacks?|fails?|nicht|kein\w*|if|whether|level|threshold|cannot|hardly|far from|absent|barely|above|exceed\w*|kaum)\b|n't|insignifican|non-?significan|不|没|无|未|ない|ません|水平|水準/i;

/** "p is 0.23, so it is significant": beyond every level that is in use. */
function isOtherVerdict(sentence: string): boolean {
	const value = Number(P_VALUE.exec(sentence)?.[1]?.replace(",", ".") ?? Number.NaN);
	return value > 0.1 && SIGNIFICANT.test(sentence) && !NEGATED.test(sentence);
}
