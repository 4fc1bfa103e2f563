// Reading of a request: which wishes its words hold, matched to the columns of the files.

import { closest } from "../../closest.ts";
import type { Wish } from "../../domain/wishes.ts";
import type { ColumnProfile } from "../../domain.ts";
import { groupings } from "./grouping.ts";
import { choices } from "./reading/choices.ts";
import { charts } from "./reading/drawing.ts";
import { excluded } from "./reading/excluded.ts";
import { files } from "./reading/files.ts";
import { limits } from "./reading/limits.ts";
import { months } from "./reading/months.ts";
import { mostOf } from "./reading/most.ts";
import { withoutTurned } from "./reading/turned.ts";
import { years } from "./reading/years.ts";
import { statistics } from "./statistics.ts";
import { isOpen, isRefused, NUMBER, numberOf } from "./words.ts";

/** Longer requests are documents. */
const LONGEST = 4_000;

export function readWishes(request: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	if (request.length > LONGEST) return [];
	const text = withoutTurned(withoutForm(request));
	const plain = masked(text);
	const all = [
		...groupings(text, plain, columns),
		...mostOf(text, columns),
		...tops(plain),
		...years(plain, columns),
		...months(plain, columns),
		...values(text, columns),
		...excluded(text, columns),
		...charts(plain, columns),
		...files(text, plain),
		...figures(plain),
		...reasons(plain),
		...whichColumns(plain),
		...namedColumns(text, columns),
		...choices(plain, columns),
		...limits(plain),
		...statistics(plain, columns),
	];
	return all.filter((wish, at) => all.findIndex((other) => key(other) === key(wish)) === at);
}

function key({ words: _, ...wish }: Wish): string {
	return JSON.stringify(wish);
}

/** Without the lines that say how an answer is to be printed. */
function withoutForm(request: string): string {
	return request.replace(/^.*@\w+\[[\s\S]*$/m, "").replace(/^.*<\w[\w ]*>.*$/gm, "");
}

const FILE =
	/[\p{L}\p{N}_\-./]+\.(?:csv|tsv|parquet|xlsx?|jsonl?|png|jpe?g|svg|pdf|html|txt|md|py|gz|zip)(?![\p{L}\p{N}])/giu;

/** Names of files and what stands in quotes are no words; every letter keeps its place. */
export function masked(text: string): string {
	const blank = (all: string) => " ".repeat(all.length);
	return text
		.replace(
			/"[^"\n]{1,80}"|`[^`\n]{1,80}`|“[^”\n]{1,80}”|「[^」\n]{1,80}」|《[^》\n]{1,80}》|(?<![\p{L}\p{N}])'[^'\n]{1,80}'(?![\p{L}])/gu,
			blank,
		)
		.replace(FILE, blank);
}

const BEST =
	"(?:largest|biggest|highest|best|top|worst|lowest|smallest|cheapest|most [a-z]+|least [a-z]+|longest|shortest|oldest|newest|latest|busiest|fastest|slowest)";
const GERMAN_BEST =
	"(?:größten|besten|höchsten|meisten|teuersten|umsatzstärksten|kleinsten|schlechtesten|niedrigsten|billigsten)";
const COUNTER = "(?:个|名|家|条|位|种|大|款|项|行|件|类|城市|省份?|国家|产品|商品|客户)";
/** 前3个月 is a time, 前3位小数 are digits. */
const NO_TIME = "(?!\\s*(?:[月季年周天日]|小时|星期|工作日|数|小数|字))";
const TOPS: readonly RegExp[] = [
	new RegExp(`\\btop[ -]?${NUMBER}\\b(?! ?(?:%|percent|per cent|quantile|decile))`, "gi"),
	new RegExp(`\\b${NUMBER} ${BEST}\\b`, "gi"),
	new RegExp(`\\b${BEST} ${NUMBER}\\b(?! ?(?:%|percent|per cent|months?|days?|years?|weeks?|hours?|quarters?))`, "gi"),
	new RegExp(`\\b(?:first|last) ${NUMBER} (?:rows|records|lines|entries)\\b`, "gi"),
	new RegExp(`\\bdie ${NUMBER} ${GERMAN_BEST}`, "gi"),
	new RegExp(`(?:前|最后|倒数) ?${NUMBER} ?(?:${COUNTER}${NO_TIME}|(?=[的，。,.\\s]|$))`, "g"),
	new RegExp(`\\bbottom[ -]?${NUMBER}\\b(?! ?(?:%|percent|per cent|quantile|decile))`, "gi"),
	new RegExp(`最(?:高|大|多|好|低|小|少|差|贵|便宜|长|畅销|受欢迎)的?前? ?${NUMBER} ?${COUNTER}`, "g"),
	new RegExp(`(?:上位|下位|トップ|ベスト|ワースト) ?${NUMBER}(?! ?[%％])`, "g"),
];

function tops(plain: string): readonly Wish[] {
	return TOPS.flatMap((form) => [...plain.matchAll(form)]).flatMap((found): readonly Wish[] => {
		const rows = numberOf(found[1] ?? "");
		const isFit = rows > 1 && rows <= 1_000 && !isOpen(plain, found.index, found[0].length);
		return isFit ? [{ kind: "top", rows, words: found[0].trim() }] : [];
	});
}

/** `I just returned`, `we lost only North`: nobody asks for it. */
const TOLD =
	/\b(?:i|we|you|they|he|she|it)(?:['’](?:ve|m|re|s))?\s+(?:(?!want|need|mean|see|show|would|take|use|(?:list|give|tell|include|keep|filter|get)\b)\w+\s+){0,2}$/i;

/** `only North`, `nur Berlin`, `只看华东`, of a column all of whose values are known. */
function values(text: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	return columns.flatMap(({ name, type, samples, distinct = Number.POSITIVE_INFINITY }) => {
		if (type !== "text" || distinct > samples.length) return [];
		return samples.flatMap((value): readonly Wish[] => {
			if (value.length < 2 || value.endsWith("…") || !/\p{L}/u.test(value)) return [];
			const found = new RegExp(
				`(?:\\b(?:only|just|nur) (?:for |in |from |the |für |in |aus )?|(?<!不)[只仅](?:看|要|统计|算|计算|保留|用)?)["'“「]?(${RegExp.escape(value)})(?![\\p{L}\\p{N}_])`,
				"iu",
			).exec(text);
			if (found === null || isRefused(text, found.index, found[0].length)) return [];
			if (TOLD.test(text.slice(Math.max(0, found.index - 40), found.index))) return [];
			return [{ kind: "value", value, column: name, words: found[0].trim() }];
		});
	});
}

const FIGURES =
	/\b(how many|how much|totals?|sums?|averages?|means?|medians?|counts?|number of|percentages?|top \d+)\b|多少|几个|合计|总|统计|平均|中位数|占比|排名/i;
const COUNTS = /\bhow many\b|\bhow much\b|多少|几[个行条位]|\bwie ?viele?\b|いくつ|何[件行個人]/i;

/** A picture or a file is asked for, perhaps nothing else. */
const MAKES_THINGS =
	/\b(?:plots?|charts?|graphs?|draw|diagrams?|histograms?|heatmaps?|visuali[sz]\w*|pictures?|images?|save|export|write|convert|create|make|clean|files?|csv|excel|xlsx|pdf|zeichne\w*|diagramm\w*|grafik\w*|speicher\w*|exportier\w*|datei\w*|erstell\w*)\b|[图画表]|保存|导出|生成|转换|清洗|グラフ|図|描|作って|作成|ファイル|그래프|파일|저장/i;

const GROUPED = /\b(?:per|by|for each|of each|pro|je|nach)\s+\p{L}|[每按各]\p{L}|(?:ごと|別)/u;

/** Whether figures are to be printed. */
export function asksForFigures(request: string): boolean {
	return FIGURES.test(request) || COUNTS.test(request) || (GROUPED.test(request) && !MAKES_THINGS.test(request));
}

/** `plot how many`, `a column that says how many`: the figures stand there. */
const SHOWN =
	/\b(?:plot|draw|charts?|graph|visuali[sz]e|columns?|sheet|zeichne\w*|diagramm\w*|spalte)\b(?:(?!\b(?:and|und)\b)[^.?!,;\n]){0,30}$|(?:画|图|绘制|[添增]?加|新增)[^，。？\n]{0,12}$|(?:列に|グラフ[にで])[^、。？\n]{0,6}$/i;

/** One after the other: `how much was spent, and how much was planned?` are two figures; the words are those of the last. */
function figures(plain: string): readonly Wish[] {
	const all = [...plain.matchAll(new RegExp(COUNTS, "gi"))].filter(({ index }) => !SHOWN.test(plain.slice(0, index)));
	const [first, last] = [all[0], all.at(-1)];
	if (first === undefined || last === undefined) return [];
	const rest = /^[^?？.。!！,，;；\n]{0,40}/.exec(plain.slice(last.index))?.[0] ?? last[0];
	const whole = countedIn(plain.slice(first.index));
	const words = whole ?? (all.length > 1 ? rest : last[0]).trim();
	return [{ kind: "figures", least: Math.min(all.length, 3), whole: whole !== undefined, words }];
}

const HOW_MANY =
	/(?:\bhow many\b|\bwie ?viele\b|多少(?:个|条|行|家|位|笔|次|名)|几(?:个|条|行|家|位|笔|次|名)|何(?:件|行|個|人))((?:(?!\b(?:and|und|or)\b)[^?？.。!！,，;；\n])*)/i;
/** What is measured, or an average of what is counted, may have decimals. */
const MEASURED =
	/\b(?:averag\w*|avg|mean|median|per|each|every|pro|je|jede[rnsm]?|percent\w*|share|seconds?|minutes?|hours?|days|weeks?|months?|quarters?|years?|[kmgt]b|\w*bytes?|grams?|tons?|tonnes?|kg|kilo\w*|pounds?|lit(?:er|re)s?|miles?|k?m|met(?:er|re)s?|hectares?|acres?|degrees?|dollars?|euros?|times|durchschnitt\w*|schnitt|mittel|sekunden|minuten|stunden|tage|wochen|monate|jahre|gramm|tonnen|prozent)\b|[%$€£¥]|平均|占|每|[分时時]钟?|小时|秒|天|周|个?月|年|公里|[千]?克|斤|米|吨|元|倍|度|时间|時間|日間/i;

/** `how many orders`: a whole number. */
function countedIn(plain: string): string | undefined {
	const [all, rest = ""] = HOW_MANY.exec(plain) ?? [];
	return all === undefined || MEASURED.test(rest) ? undefined : all.trim().slice(0, 40);
}

const QUOTED = "[\"“「『]([^\"”」』\\n]{2,40})[\"”」』]|'([^'\\n]{2,40})'";
const NAMED_COLUMNS = [
	new RegExp(`(?:${QUOTED}) ?(?:columns?\\b|spalte|列|字段|カラム)`, "giu"),
	new RegExp(`\\b(?:column|spalte) (?:${QUOTED})`, "giu"),
];

/** A column of a file by its very name, or one that no file has and none is called nearly so. */
function namedColumns(text: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	const found = NAMED_COLUMNS.flatMap((form) => [...text.matchAll(form)]);
	return found.flatMap(([all, double, single], at): readonly Wish[] => {
		const name = (double ?? single ?? "").trim();
		const isKnown = columns.some((column) => column.name === name);
		const isOther = isKnown || columns.length === 0 || closest(name, columns) === undefined;
		const place = found[at]?.index ?? 0;
		return name !== "" && isOther && !isRefused(text, place, all.length)
			? [{ kind: "named", column: name, words: name }]
			: [];
	});
}

const WHICH_COLUMNS =
	/\b(?:which|what) (?:of the )?(?:columns?|column\(s\)|variables|features|fields)(?! (?:type|name|order|width)s?\b)(?! (?:should|can|could|do i|to)\b)|\bwelche[rn]? Spalten?\b|哪(?:些|几个|个)(?:列|字段)|どの(?:列|カラム)/i;

function whichColumns(plain: string): readonly Wish[] {
	const found = WHICH_COLUMNS.exec(plain);
	return found === null ? [] : [{ kind: "columns", words: found[0] }];
}

const WHY =
	/(?:^|[.!?;\n]\s*|\b(?:and|but|tell me|explain|und)\s+)(why|warum|wieso|weshalb)\b[^.!?\n]*|(为什么|为何|なぜ|どうして)/i;
/** About the program, and not about the data. */
const OF_PROGRAM =
	/\b(?:error|fail\w*|crash\w*|code|script|program|import|exception|fehler)\b|报错|出错|代码|失败|エラー|コード/i;

function reasons(plain: string): readonly Wish[] {
	const found = WHY.exec(plain);
	if (found === null || OF_PROGRAM.test(found[0])) return [];
	return [{ kind: "why", words: (found[1] ?? found[2] ?? "why").toLowerCase() }];
}
