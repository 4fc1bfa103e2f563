// Words of wishes in English, Chinese, German and Japanese: parts of dates, charts, files, numbers. A word that may mean anything else is not here.

import type { Chart, Period } from "../../domain.ts";

/** What each part of a date is called, alone; German with its endings. */
export const PERIODS: readonly {
	readonly period: Period;
	readonly english: string;
	readonly german: string;
	readonly chinese: string;
	readonly japanese: string;
	/** `monthly` before what is counted or drawn; German and Japanese forms mean it wherever they stand. */
	readonly adjective?: string;
	readonly adverb?: string;
	/** In Chinese, before what is counted. */
	readonly compound?: string;
}[] = [
	{
		period: "month",
		english: "month",
		german: "monat(?:en?|s)?",
		chinese: "月份?(?!薪|租|费|工资|收入|供|饼|卡|台|票|经|底|初|末)",
		japanese: "月(?!齢)",
		adjective: "monthly",
		adverb: "monatlich\\w*|monatsweise|月次",
		compound: "月度(?=销|趋势|统计|汇总|收入|金额|营|订单|走势|变化|图|折线|对比)",
	},
	{
		period: "year",
		english: "year",
		german: "jahr(?:en?|s)?",
		chinese: "(?:年度|年份|年)(?!龄|齡|纪|级|薪|收入|限|费|代|假|终|底|初|末|会|报|轻)",
		japanese: "年(?!齢|代|収|度末)",
		adjective: "yearly|annual",
		adverb: "jährlich\\w*|年次",
	},
	{
		period: "quarter",
		english: "quarter",
		german: "quartal(?:en?|s)?",
		chinese: "季度?(?!节|軍|军|后)",
		japanese: "四半期",
		adjective: "quarterly",
		adverb: "quartalsweise",
	},
	{
		period: "week",
		english: "week",
		german: "wochen?",
		chinese: "(?:周|星期)(?!期|边|围|几|一|二|三|四|五|六|日|末|天|转|岁|年|内)",
		japanese: "週",
		adjective: "weekly",
		adverb: "wöchentlich\\w*|週次",
	},
	{
		period: "weekday",
		english: "(?:weekday|day of (?:the )?week)",
		german: "wochentag(?:en?|s)?",
		chinese: "(?:星期几|周几|工作日)",
		japanese: "曜日",
	},
	{
		period: "day",
		english: "day(?! of)",
		german: "tag(?:en?|s)?",
		chinese: "(?:天|日)(?!期|均|志|常|用|薪|元|本|语|文|照|程|活)",
		japanese: "(?<!曜)日(?!付|時|本|数)",
		adjective: "daily",
		adverb: "täglich\\w*|日次",
	},
	{
		period: "hour",
		english: "hour",
		german: "stunden?",
		chinese: "小时(?!工|费|数)",
		japanese: "時間(?!帯|数)",
		adjective: "hourly",
		adverb: "stündlich\\w*",
	},
];

/** What `monthly` is said of where it means "by month"; of a salary or a rent it is part of the name. */
export const COUNTED =
	"(?:\\w+ )?(?:sales|revenues?|turnover|totals?|sums?|counts?|orders|trends?|charts?|plots?|breakdown|summary|overview|line)";

/** `now as pie`: the word alone, at the end. */
const alone = (english: string, german: string) =>
	`|\\b(?:as (?:an? )?(?:${english})|als (?:${german}))(?=\\s*(?:[.,;!?\\n]|$|please\\b|instead\\b|bitte\\b))`;

export const CHARTS: readonly (readonly [Chart, string])[] = [
	[
		"line",
		"\\bline[ -]?(?:chart|plot|graph|diagram)s?\\b|\\bliniendiagramm\\w*|\\bkurvendiagramm\\w*|折线图|折線圖|曲线图|线图|折れ線グラフ|折線グラフ|線グラフ" +
			alone("line", "linie"),
	],
	["barh", "\\bhorizontal bar[ -]?(?:chart|plot|graph)s?\\b|条形图|横向柱状图|水平柱状图|横棒グラフ"],
	[
		"bar",
		"\\b(?:bar|column)[ -]?(?:chart|plot|graph|diagram)s?\\b|\\bbalkendiagramm\\w*|\\bsäulendiagramm\\w*|柱状图|柱形图|柱狀圖|棒グラフ" +
			alone("bars?", "balken|säulen"),
	],
	[
		"pie",
		"\\b(?:pie|donut|doughnut)[ -]?(?:chart|plot|graph|diagram)s?\\b|\\bkreisdiagramm\\w*|\\btortendiagramm\\w*|饼状?图|圓餅圖|円グラフ" +
			alone("pie|donut", "torte|kreis"),
	],
	[
		"scatter",
		"\\bscatter[ -]?(?:chart|plot|graph|diagram)s?\\b|\\bstreudiagramm\\w*|\\bpunktdiagramm\\w*|散点图|散佈圖|散布図",
	],
	["hist", "\\bhistogram\\w*|直方图|直方圖|ヒストグラム"],
	["box", "\\bbox[ -]?(?:plot|chart|and[ -]whisker)s?\\b|\\bkastengrafik\\w*|箱[线型形]图|箱ひげ図|ボックスプロット"],
	["heatmap", "\\bheat[ -]?maps?\\b|热力?图|熱力圖|ヒートマップ"],
];

/** Charts that may pass for one another. */
export const ALIKE: Readonly<Record<Chart, readonly Chart[]>> = {
	line: ["line"],
	bar: ["bar", "barh", "hist"],
	barh: ["barh", "bar"],
	pie: ["pie"],
	scatter: ["scatter", "line"],
	hist: ["hist", "bar"],
	box: ["box"],
	heatmap: ["heatmap"],
	area: ["area", "line"],
	chart: ["line", "bar", "barh", "pie", "scatter", "hist", "box", "heatmap", "area"],
};

/** January first; English and German. */
export const MONTHS: readonly string[] = [
	...["jan(?:uary|uar)?", "feb(?:ruary|ruar)?", "mar(?:ch)?|märz|mrz", "apr(?:il)?", "may|mai", "june?|juni"],
	...["july?|juli", "aug(?:ust)?", "sept?(?:ember)?", "o[ck]t(?:ober)?", "nov(?:ember)?", "de[cz](?:ember)?"],
];

/** Files by what people call them. */
export const FORMATS: readonly { readonly words: string; readonly endings: readonly string[] }[] = [
	{ words: "excel|xlsx|エクセル", endings: ["xlsx", "xls", "xlsm"] },
	{ words: "spreadsheet", endings: ["xlsx", "xls", "xlsm", "ods", "csv", "tsv"] },
	{ words: "parquet", endings: ["parquet", "pq"] },
	{ words: "csv", endings: ["csv", "tsv", "txt", "gz", "zip"] },
	{ words: "png", endings: ["png"] },
	{ words: "pdf", endings: ["pdf"] },
	{ words: "json", endings: ["json", "jsonl", "ndjson"] },
];

const WORDS: Readonly<Record<string, number>> = {
	...{
		two: 2,
		three: 3,
		four: 4,
		five: 5,
		six: 6,
		seven: 7,
		eight: 8,
		nine: 9,
		ten: 10,
		twelve: 12,
		fifteen: 15,
		twenty: 20,
	},
	...{ zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, zwanzig: 20 },
	...{ 两: 2, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10, 二十: 20 },
};

export const NUMBER = `(\\d{1,4}|${Object.keys(WORDS)
	.sort((a, b) => b.length - a.length)
	.join("|")})`;

export function numberOf(word: string): number {
	return WORDS[word.toLowerCase()] ?? Number(word);
}

const REFUSED =
	/(?:(?:\b(?:no|not(?! only\b)|dont|cannot|never|without|instead of|rather than|except|ohne|kein\w*|nicht|statt)\b|\w+n['’]t\b(?! forget))(?:(?!\b(?:but|sondern)\b)[^.,;!?\n]){0,20}|(?:不要|不想|不用|不能|不需要|无需|不必|不喜欢|(?<![类類性级分区特个])别(?!忘)|而不是|(?<!是)不是|没有)(?:(?!而?是|就?要|改)[^，。；,.\n]){0,8})$/i;
/** What is done away with stands right after it. */
const REMOVED =
	/(?:\b(?:avoid|skip|drop|remove|hide|hate|dislike|leave out|get rid of|tired of|vermeide\w*|entfern\w*)(?: (?:using|the|that|this|all|any|an?|die|das|den)){0,2} |(?:去掉|删掉|删除|(?<!已)取消|避免|讨厌)[这那]?[张个]?)$/i;
const REFUSED_AFTER =
	/^\s*(?:なし|ではなく|以外|は不要|はいらない|は要らない|し?(?:ないで|なくて|せず|ません)|nicht\b|不要|不用)/;

/** Whether the words around say that it is not wanted. */
export function isRefused(text: string, at: number, length: number): boolean {
	const before = text.slice(Math.max(0, at - 40), at);
	return REFUSED.test(before) || REMOVED.test(before) || REFUSED_AFTER.test(text.slice(at + length));
}

const OR_BEFORE =
	/(?:\b(?:or|oder)\s+(?:(?:an?|the|by|per|as|in|ein\w*|als|nach|pro)\s+){0,2}|或者?是?|[图表月周年季度天日]还是|または|か|[/／]\s*)$/i;
const OR_AFTER =
	/^\s*[,，、]?\s*(?:(?:or|oder)\b(?! (?:more|less|fewer|so|above|below|later|mehr|weniger)\b)|或|还是|または|か(?![らつな])|[/／])/i;

/** Refused, or one of several that would do: `by week or by month`. */
export function isOpen(text: string, at: number, length: number): boolean {
	return (
		isRefused(text, at, length) ||
		OR_BEFORE.test(text.slice(Math.max(0, at - 24), at)) ||
		OR_AFTER.test(text.slice(at + length))
	);
}
