// None found: an honest "there is none" is an answer where the request asks whether, which or who; an error text is none.

import type { Upload } from "../../domain.ts";
import { columnsOf } from "../wishes/columns.ts";
import { asksForFigures } from "../wishes/reading.ts";

const EXISTS =
	/\b(?:(?:is|are|was|were|do|does|did|has|have) (?:there|we|you|they|anyone|anybody|any)|any|exists?|whether|gibt es|haben wir|ob)\b|有没有|有无|是否|存在|有(?:[^，。？?]{1,20})吗|(?:あり|い)ますか|あるか|いるか/i;
const LOOKS_UP = /\b(?:find|search|look (?:for|up)|finde\w*|suche?)\b|查找|找出|找到|探し/i;
const SOME =
	/\b(?:which|who|whose|duplicates?|missing|without|welche\w*|wer|ohne)\b|哪|谁|重复|缺失|どの|どれ|誰|重複|欠損/i;
const LISTS = /\b(?:show|list|display|liste\w*|zeig\w*)\b|列出|显示|一覧/i;
/** What is listed is chosen by it. */
const CHOSEN =
	/\b(?:no|not|where|with(?! (?:an? |the |its |their )?(?:\w+ )?(?:charts?|plots?|graphs?|totals?|sums?|numbers?|titles?)\b)|than|above|below|under|over [$€£]?\d+|mit|kein\w*)\b|没有|未|无|空|[大小等]于|超过|低于|ない|なし|以上|以下/i;
/** Of all rows one comes first, so there is one. */
const MOST =
	/\b(?:most|least|best|worst|highest|lowest|largest|smallest|biggest|top|maximum|minimum|max|min|oldest|newest|meisten?|höchste\w*|größte\w*|niedrigste\w*|beste(?!ll)\w*|häufigste\w*)\b|最|前\s?\d|一番|トップ|上位/i;

/** Whether "none" answers it: "are there duplicates?", "which columns have missing values?", 列出没有城市的订单. */
export function mayFindNone(request: string): boolean {
	if (EXISTS.test(request) || LOOKS_UP.test(request)) return true;
	const isSome = SOME.test(request) || (LISTS.test(request) && CHOSEN.test(request));
	return isSome && !MOST.test(request);
}

const EMPTY_FRAME =
	/Empty DataFrame\nColumns: \[[^\]]{0,4000}\]\nIndex: \[[^\]]{0,4000}\](?:\n+\[0 rows x \d+ columns\])?/g;
const EMPTY_TABLE = /\bEmpty DataFrame\b|\bSeries\(\[\], /;

/** The lines besides empty tables; undefined if there are none of these. */
export function besidesTables(output: string): readonly string[] | undefined {
	const lines = output.replace(EMPTY_FRAME, "Empty DataFrame").split("\n");
	const others = lines.filter((line) => !EMPTY_TABLE.test(line));
	return others.length < lines.length ? others : undefined;
}

/** An empty table or list is printed where none is an answer, and nothing that could not be computed. */
export function saysNone(output: string, request: string): boolean {
	const others = besidesTables(output);
	const isEmpty = others !== undefined || /(?:^|[:=]\s*)(?:\[\]|set\(\)|\{\})\s*$/m.test(output);
	const isComputed = !/(?<![\w.])(?:nan|inf|none)(?!\w)/i.test((others ?? [output]).join("\n"));
	return isEmpty && isComputed && mayFindNone(request);
}

const NOT_FOUND = /\b(?:do(?:es)? not exist|do(?:es)?n't exist|not found|no such)\b|不存在|找不到|未找到/i;
const EXCUSE = /\b(?:please check|unable to|could not be|cannot be)\b/i;
const NAMES_COLUMN =
	/\b(?:columns?|fields?|files?|sheets?|spalten?|datei)\b[^.,;]{0,40}\b(?:not|n't)\b|\bno (?:such )?(?:columns?|fields?|files?|sheets?)\b|(?:列|字段|文件|工作表)[^，。]{0,20}(?:不存在|找不到|未找到)|(?:找不到|未找到)(?:列|字段|文件|工作表)/i;

/** Of columns that are asked for none may be. */
const LACKS_COLUMN =
	/\bthere is no (?:(?!(?:in|of|for|with|missing|empty|null|blank|constant|numeric|negative|other|duplicated?) )[\w'"“”-]+ ){1,3}(?:column|field)(?: in (?:the|this|that) (?:\w+ )?(?:data|dataset|file|table))?[.!]?$|\bkeine spalte (?!mit\b)\S{1,40}[.!]?$|(?:没有|没找到|缺少|不包含)(?!.*(?:缺失|空|重复|任何|负数|异常|常量))[^，。,.]{1,20}(?<![系排阵队])(?:列|字段)[。.!！]?$|^(?!.*(?:欠損|空|重複)).*(?:列|カラム)(?:が|は)(?:あり|見つかり|存在し)ません。?$/i;
const ASKS_COLUMNS = /\b(?:columns?|fields?|spalten?)\b|列|字段|カラム/i;

interface Asked {
	readonly request: string;
	readonly uploads: readonly Upload[];
}

/** Error text, or a sentence without a figure that excuses a missing answer. */
export function saysFailure(line: string, asked: Asked): boolean {
	if (beginsAsError(line, asked)) return true;
	if (/\d/.test(line.replace(/(['"]).*?\1/g, ""))) return false;
	if (EXCUSE.test(line) || lacksColumn(line, asked.request)) return true;
	return NOT_FOUND.test(line) && (namesColumn(line, asked.uploads) || !mayLack(line, asked.request));
}

function lacksColumn(line: string, request: string): boolean {
	return LACKS_COLUMN.test(line) && !ASKS_COLUMNS.test(request) && !EXISTS.test(request);
}

/** Whoever is looked up is not found by name, `'Zorg' was not found`; "revenue data not found" names nobody. */
function mayLack(line: string, request: string): boolean {
	if (EXISTS.test(request)) return true;
	const names = line.replace(NOT_FOUND, " ").match(/\p{Lu}[\p{L}\d]+|\p{Script=Han}{2,}/gu) ?? [];
	return LOOKS_UP.test(request) && names.some((name) => request.includes(name));
}

/** A column or a file that is not there is no answer to whether something else is. */
function namesColumn(line: string, uploads: readonly Upload[]): boolean {
	const quoted = [...line.matchAll(/(['"`])(.+?)\1/g)].map(([, , name]) => name);
	const names = [...uploads.map(({ as }) => as), ...columnsOf(uploads).map(({ name }) => name)];
	return NAMES_COLUMN.test(line) || quoted.some((name) => names.includes(name ?? ""));
}

const LOOKS_FOR_WRONG =
	/\b(?:errors?|wrong|invalid|problems?|mistakes?|valid\w*|check\w*|fail\w*|fehler\w*|falsch\w*|prüf\w*)\b|错|异常|检查|问题|エラー|誤|確認/i;

const SHOWS_TEXT = /\b(?:logs?|messages?|errors?|meldung\w*|fehler\w*)\b|日志|消息|错误|ログ|メッセージ|エラー/i;
/** One word answers it. */
const ASKS_STATE =
	/\b(?:status|state|level|type|outcome|how (?:did|does)|zustand)\b|状态|级别|类型|状態|(?:どう|怎么|怎样)/i;

/** `34`, `2.3%`, `34 orders (28%)` */
const AMOUNT = /^[-+$€¥£]?\s?\d[\d.,]*(?:e[-+]?\d+)?\s?(?:%|\p{L}{1,10})?(?: ?\([^()]*\))?$/u;
/** A quoted name alone is a key that was not found. */
const OF_PYTHON =
	/^(['"`]).*\1\.?$|\b(?:could not convert|unsupported operand|(?:division|modulo) by zero|not numeric|no numeric|invalid literal|not in index|has no attribute|object is not|is not defined|out of (?:range|bounds))\b/i;
const NAMED_ERROR = /^(?:\w+\.){0,4}[A-Z]\w{1,60}(?:Error|Exception): ?(?![-+\d])\S/;

/** `failed: 34` and `Error rate: 2.3%` say how many or how much. */
function beginsAsError(line: string, { request, uploads }: Asked): boolean {
	const [, word, colon, rest = ""] = /^(error|exception|failed|traceback)\b(\s*[:：])?\s*(.*)$/i.exec(line) ?? [];
	const isValue = (text: string) =>
		columnsOf(uploads).some(({ samples }) => samples.some((value) => value.toLowerCase() === text.toLowerCase()));
	if (word === undefined) return NAMED_ERROR.test(line) && !SHOWS_TEXT.test(request) && !isValue(line);
	// A row of a table has its name first.
	if (isValue(line) || /^[^:：]*(?:\s{2,}\S|\t|\|)/.test(line)) return false;
	if (rest === "") return !(ASKS_STATE.test(request) && !asksForFigures(request));
	const isAmount = colon !== undefined && AMOUNT.test(rest);
	const isCounted = isValue(word) || request.toLowerCase().includes(word.toLowerCase());
	if (/^(?:traceback|exception)$/i.test(word) && !(isCounted && AMOUNT.test(rest.replace(/^[^:：]*[:：]\s+/, ""))))
		return true;
	if (isAmount) return false;
	if (OF_PYTHON.test(rest)) return true;
	const isError = /^error$/i.test(word);
	if (isError && colon !== undefined) return NAMES_COLUMN.test(rest) || !isMeant(rest, request);
	return !isResult(rest, request, isError);
}

function isMeant(text: string, request: string): boolean {
	const isSought = LOOKS_FOR_WRONG.test(request) || EXISTS.test(request);
	return SHOWS_TEXT.test(request) || (isSought && sharesWord(text, request));
}

/** What stands behind `Error` or `Failed` and is no message: ` type: timeout`, ` in row 12`, ` orders: 34`. */
function isResult(rest: string, request: string, isError: boolean): boolean {
	const [first = ""] = /^\p{L}+/u.exec(rest) ?? [];
	if (/^to$|ing$/i.test(first)) return false;
	const [label = "", value] = rest.split(/[:：]\s/);
	const isCount = value !== undefined && AMOUNT.test(value) && label.split(" ").length < 4;
	if (isCount || (!isError && /^[^\s:：(]*\d|^\p{L}.*\d/u.test(rest))) return true;
	if (/^(?:in|at|on|found)$/i.test(first)) return LOOKS_FOR_WRONG.test(request) && !NAMES_COLUMN.test(rest);
	return sharesWord(first, request) && (value !== undefined || /\d/.test(rest));
}

/** One of four letters or more, in any of its forms. */
function sharesWord(text: string, request: string): boolean {
	const asked = request.toLowerCase();
	return (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).some((word) => asked.includes(word.replace(/s$/, "")));
}
