// Reading of a request: which wishes its words hold, matched to the columns of the files.

import { closest } from "../../closest.ts";
import type { Wish } from "../../domain/wishes.ts";
import type { ColumnProfile } from "../../domain.ts";
import { groupings } from "./grouping.ts";
import { statistics } from "./statistics.ts";
import { CHARTS, FORMATS, isRefused, NUMBER, numberOf } from "./words.ts";

/** Longer requests are documents. */
const LONGEST = 4_000;

export function readWishes(request: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	if (request.length > LONGEST) return [];
	const text = withoutForm(request);
	const plain = masked(text);
	const all = [
		...groupings(text, plain, columns),
		...tops(plain),
		...years(plain, columns),
		...values(text, columns),
		...charts(plain),
		...files(text, plain),
		...figures(plain),
		...reasons(plain),
		...whichColumns(plain),
		...namedColumns(text, columns),
		...choices(plain),
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
const TOPS: readonly RegExp[] = [
	new RegExp(`\\btop[ -]?${NUMBER}\\b(?! ?(?:%|percent|per cent|quantile|decile))`, "gi"),
	new RegExp(`\\b${NUMBER} ${BEST}\\b`, "gi"),
	new RegExp(`\\b${BEST} ${NUMBER}\\b(?! ?(?:%|percent|per cent|months?|days?|years?|weeks?|hours?|quarters?))`, "gi"),
	new RegExp(`\\b(?:first|last) ${NUMBER} (?:rows|records|lines|entries)\\b`, "gi"),
	new RegExp(`\\bdie ${NUMBER} ${GERMAN_BEST}`, "gi"),
	new RegExp(`前 ?${NUMBER} ?(?:${COUNTER}|(?=[的，。,.\\s]|$))`, "g"),
	new RegExp(`最(?:高|大|多|好|低|小|少|差|贵|便宜|长|畅销|受欢迎)的?前? ?${NUMBER} ?${COUNTER}`, "g"),
	new RegExp(`(?:上位|トップ|ベスト|ワースト) ?${NUMBER}(?! ?[%％])`, "g"),
];

function tops(plain: string): readonly Wish[] {
	return TOPS.flatMap((form) => [...plain.matchAll(form)]).flatMap((found): readonly Wish[] => {
		const rows = numberOf(found[1] ?? "");
		const isFit = rows > 1 && rows <= 1_000 && !isRefused(plain, found.index, found[0].length);
		return isFit ? [{ kind: "top", rows, words: found[0].trim() }] : [];
	});
}

const YEARS: readonly RegExp[] = [
	/\b(?:in|for|of|from|since|during|only|year|fiscal|im jahr|nur|aus|seit|für)\s+((?:19|20)\d\d)\b(?![-/.:]\d|\s*(?:rows|records|items|values|lines|entries|samples|observations))/gi,
	/(?<!\d)((?:19|20)\d\d)\s*年/g,
	/\b((?:19|20)\d\d)\s+only\b/gi,
];

function years(plain: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	return YEARS.flatMap((form) => [...plain.matchAll(form)]).flatMap((found): readonly Wish[] => {
		const [all, year = ""] = found;
		// Every row is of that year.
		const isAll = columns.some(({ range }) => range?.every((end) => end.startsWith(year)));
		return isAll || isRefused(plain, found.index, all.length) ? [] : [{ kind: "year", year, words: all.trim() }];
	});
}

/** `only North`, `nur Berlin`, `只看华东`, of a column all of whose values are known. */
function values(text: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	return columns.flatMap(({ name, type, samples, distinct = Number.POSITIVE_INFINITY }) => {
		if (type !== "text" || distinct > samples.length) return [];
		return samples.flatMap((value): readonly Wish[] => {
			if (value.length < 2 || value.endsWith("…") || !/\p{L}/u.test(value)) return [];
			const said = value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
			const found = new RegExp(
				`(?:\\b(?:only|just|nur) (?:for |in |from |the |für |in |aus )?|[只仅](?:看|要|统计|算|计算|保留|用)?)["'“「]?(${said})(?![\\p{L}\\p{N}_])`,
				"iu",
			).exec(text);
			return found === null ? [] : [{ kind: "value", value, column: name, words: found[0].trim() }];
		});
	});
}

const MAKES =
	/\b(?:plot|draw|make|create|show|generate|produce|visuali[sz]e|give|add|save|include|display|use|want|need|as|with|plus|in|zeichne\w*|erstell\w*|zeig\w*|mach\w*|als|mit)\b[^.?!\n]{0,60}$|(?:^|[.!\n;:,])[^.?!\n]{0,12}$|\band (?:an? )?$/i;
const ASKS_ABOUT =
	/\b(?:what does|what do|explain|interpret|describe|read|why is|how is|understand|previous|above|earlier|existing|your)\b[^.?!\n]{0,40}$|(?:上面|刚才|之前|这张|那张|解释|说明)[^，。\n]{0,8}$|(?:さっき|先ほど|上の|前の)[^、。\n]{0,8}$/i;
const GENERAL_ENGLISH =
	/\b(?:plot|draw|make|create|show|generate|visuali[sz]e)\b[^.?!\n]{0,40}\b(?:charts?|plots?|graphs?)\b|^plot\b/gim;
const GENERAL_CHINESE = /画.{0,12}图|(?:生成|绘制|做|出).{0,12}(?:图表?)/g;

function charts(plain: string): readonly Wish[] {
	const kinds = CHARTS.flatMap(([chart, words]) =>
		[...plain.matchAll(new RegExp(words, "gi"))].flatMap((found): readonly Wish[] => {
			const before = plain.slice(0, found.index);
			const isAsked = !/^[a-zäöü]/i.test(found[0]) || MAKES.test(before);
			const isFit = isAsked && !ASKS_ABOUT.test(before) && !isRefused(plain, found.index, found[0].length);
			return isFit ? [{ kind: "chart", chart, words: found[0].trim() }] : [];
		}),
	);
	if (kinds.length > 0) return within(kinds);
	return [GENERAL_ENGLISH, GENERAL_CHINESE].flatMap((form) =>
		[...plain.matchAll(form)].slice(0, 1).flatMap((found): readonly Wish[] => {
			const [all] = found;
			const isFit =
				!ASKS_ABOUT.test(plain.slice(0, found.index)) &&
				!isRefused(plain, found.index, all.length) &&
				!/\bno\b|\bnot\b/i.test(all);
			return isFit ? [{ kind: "chart", chart: "chart", words: /[\u3040-\u9fff]/.test(all) ? "图" : "a chart" }] : [];
		}),
	);
}

/** A horizontal bar chart is not asked for as a bar chart, too. */
function within(wishes: readonly Wish[]): readonly Wish[] {
	return wishes.filter(({ words }) => !wishes.some((other) => other.words !== words && other.words.includes(words)));
}

const SAVE = /\b(?:save|write|export|store|output)\b|保存|存为|存成|导出|另存|写入|speicher\w*|exportier\w*/gi;

/** Names of files that the request wants written, e.g. "save as clean.parquet", "保存为 结果.xlsx". */
export function askedFiles(request: string): readonly string[] {
	const names = [...request.matchAll(SAVE)].flatMap((found) => {
		const rest = request.slice(found.index + found[0].length, found.index + found[0].length + 60);
		const name = /([^\s"'`,;，。、“”]+?\.(?:csv|tsv|parquet|xlsx|json|png|jpe?g|svg|pdf|html|txt))(?![\w])/i.exec(
			rest,
		)?.[1];
		return name === undefined ? [] : [name.replace(/^(?:为|成|到|at|as|to)/, "")];
	});
	return [...new Set(names)];
}

const NOT_READ = "(?<!\\b(?:read|load|open|came|is|are)\\b[^.?!\\n]{0,30})";

function files(text: string, plain: string): readonly Wish[] {
	const named = askedFiles(text).map((name): Wish => ({ kind: "file", name, endings: [endingOf(name)], words: name }));
	const kinds = FORMATS.flatMap(({ words, endings }) => {
		const forms = [
			new RegExp(
				`\\b(?:save|export|convert|turn|write|download|store|put)\\b[^.?!\\n]{0,50}\\b(?:as|to|into|in|an?)\\s+(?:an? )?(?:${words})\\b`,
				"gi",
			),
			new RegExp(
				`\\b(?:give|send|make|create)\\b[^.?!\\n]{0,40}\\b(?:as |an? )(?:${words})(?: file| workbook| sheet)?\\b(?! (?:column|row))`,
				"gi",
			),
			new RegExp(
				`(?:导出|保存|存|转|转换|另存|输出|生成|做|下载)[^，。；\\n]{0,10}?(?:成|为|到|出)? ?(?:一个|一份)? ?(?:${words})`,
				"gi",
			),
			new RegExp(
				`\\b(?:speicher\\w*|exportier\\w*|schreib\\w*|wandle?|gib)\\b[^.?!\\n]{0,50}\\bals (?:eine? )?(?:${words})`,
				"gi",
			),
			new RegExp(`(?:${words})(?:ファイル)?(?:で|に|として)(?:保存|出力|書き出|エクスポート|変換)`, "gi"),
		];
		// What is read is mostly CSV and JSON.
		const isMade = !/csv|json/.test(words);
		if (isMade) forms.push(new RegExp(`${NOT_READ}\\b(?:as|als) (?:an? |eine? )?(?:${words})\\b`, "gi"));
		return forms
			.flatMap((form) => [...plain.matchAll(form)])
			.flatMap((found): readonly Wish[] => {
				const said = new RegExp(words, "i").exec(found[0])?.[0] ?? "";
				return isRefused(plain, found.index, found[0].length) ? [] : [{ kind: "file", endings, words: `as ${said}` }];
			});
	});
	const told = new Set(named.map((wish) => (wish.kind === "file" ? wish.endings[0] : "")));
	return [
		...named,
		...kinds.filter((wish) => wish.kind !== "file" || !wish.endings.some((ending) => told.has(ending))),
	];
}

export function endingOf(name: string): string {
	return /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
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

/** One after the other: `how much was spent, and how much was planned?` are two figures; the words are those of the last. */
function figures(plain: string): readonly Wish[] {
	const all = [...plain.matchAll(new RegExp(COUNTS, "gi"))];
	const last = all.at(-1);
	if (last === undefined) return [];
	const rest = /^[^?？.。!！,，;；\n]{0,40}/.exec(plain.slice(last.index))?.[0] ?? last[0];
	const whole = countedIn(plain);
	const words = whole ?? (all.length > 1 ? rest : last[0]).trim();
	return [{ kind: "figures", least: Math.min(all.length, 3), whole: whole !== undefined, words }];
}

const HOW_MANY =
	/(?:\bhow many\b|\bwie ?viele\b|多少(?:个|条|行|家|位|笔|次|名)|几(?:个|条|行|家|位|笔|次|名)|何(?:件|行|個|人))((?:(?!\b(?:and|und|or)\b)[^?？.。!！,，;；\n])*)/i;
/** What is measured, or an average of what is counted, may have decimals. */
const MEASURED =
	/\b(?:averag\w*|avg|mean|median|per|each|percent\w*|share|hours?|minutes?|days|years?|tons?|tonnes?|kg|kilo\w*|pounds?|lit(?:er|re)s?|miles?|km|met(?:er|re)s?|hectares?|acres?|dollars?|euros?|times|durchschnitt\w*|stunden|prozent)\b|[%$€£¥]|平均|占|每|小时|公里|吨|元|倍|时间/i;

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

const FIGURE = "(-?\\d+(?:[.,]\\d+)*)(?![\\d-])";
const NO_LIMIT =
	"(?!\\s*(?:decimal|digit|place|years?\\b|months?\\b|weeks?\\b|days?\\b|hours?\\b|Nachkomma|Stellen|Jahre|Monate|位|年|个月|月|周|天))";
const LIMITS: readonly RegExp[] = [
	new RegExp(
		`\\b(?:at least|at most|(?:more|less|fewer|greater|larger|smaller|higher|lower) than(?: or equal to)?|above|below|exceed(?:s|ing)?|mindestens|höchstens|(?:mehr|weniger|größer|kleiner) als) ${FIGURE}${NO_LIMIT}`,
		"giu",
	),
	new RegExp(
		`(?:至少|不少于|不低于|至多|不超过|超过|大于(?:等于)?|小于(?:等于)?|低于|高于|多于|少于)\\s*${FIGURE}${NO_LIMIT}`,
		"gu",
	),
	new RegExp(`(?<![\\d.])${FIGURE}\\s?(?:元|块|个|件|岁|分|人|円)?(?:及)?以[上下]`, "gu"),
];

/** What a test is held against says what its figure means: the figure is wanted whatever it is. */
const OF_TEST =
	/\b(?:p-?values?|significan\w*|alpha|absolute|correlat\w*|coefficient|skew\w*|kurtosis|z-?scores?|outliers?|r2|\|r\|)\b|显著|相关系数|异常值|离群/i;

function limits(plain: string): readonly Wish[] {
	return LIMITS.flatMap((form) => [...plain.matchAll(form)]).flatMap((found): readonly Wish[] => {
		const [words, figure = ""] = found;
		const sentence =
			plain
				.slice(0, found.index)
				.split(/[.!?。！？\n]/)
				.at(-1) ?? "";
		if (OF_TEST.test(sentence)) return [];
		const value = Number(figure.replaceAll(/[.,](?=\d{3}(?:\D|$))/g, "").replace(",", "."));
		return Number.isFinite(value) && !isRefused(plain, found.index, words.length)
			? [{ kind: "limit", value, words: words.trim() }]
			: [];
	});
}

const ASKS =
	/\b(?:is|are|was|were|do|does|did|has|have|whether|if|ist|sind|war|waren|hat|haben|ob)\b[^.?!\n]{0,120}?(?<![\p{L}-])(\p{L}{4,}) (?:or|oder) (\p{L}{4,})(?![\p{L}-])/giu;
/** Both are built alike, as words that exclude each other are; names are not. */
const ALIKE_ENDS = /(ly|er|ing|ive|iv|end|ar|ed|al|ous)\n\p{L}*\1$/iu;
const CHINESE_EITHER = /(\p{Script=Han}{1,2})(?:了)?还是(\p{Script=Han}{1,2})/gu;

function choices(plain: string): readonly Wish[] {
	const latin = [...plain.matchAll(ASKS)].filter(([, one = "", other = ""]) => ALIKE_ENDS.test(`${one}\n${other}`));
	const chinese = [...plain.matchAll(CHINESE_EITHER)];
	return [...latin, ...chinese].flatMap(([all, one = "", other = ""]): readonly Wish[] => {
		const [first, second] = [beginningOf(one), beginningOf(other)];
		if (first === "" || second === "" || first === second) return [];
		const words = /\p{Script=Han}/u.test(all) ? `${first}还是${second}` : all.slice(all.lastIndexOf(one));
		return [{ kind: "either", options: [first, second], words }];
	});
}

/** `positiv` of `positively`, `上升` of `是上升`. */
function beginningOf(word: string): string {
	const plain = word.toLowerCase().replace(/^[是更变会]|[是更了的]$/gu, "");
	return /\p{Script=Han}/u.test(plain) ? plain : plain.slice(0, Math.max(4, plain.length - 3));
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
