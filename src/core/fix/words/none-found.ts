// None found: an honest "there is none" is an answer where the request asks whether, which or who; an error text is none.

import type { Upload } from "../../domain.ts";
import { columnsOf } from "../wishes/columns.ts";

const WHETHER =
	/\b(?:(?:is|are|was|were|do|does|did|has|have) (?:there|we|you|they|anyone|anybody|any)|any|exists?|whether|find|search|look (?:for|up)|gibt es|haben wir|ob|finde\w*|suche?)\b|有没有|有无|是否|存在|查找|找出|找到|有(?:[^，。？?]{1,20})吗|(?:あり|い)ますか|あるか|いるか|探し/i;
const SOME =
	/\b(?:which|who|whose|list|show|display|duplicates?|missing|without|welche\w*|wer|liste\w*|zeig\w*|ohne)\b|哪|谁|列出|显示|重复|缺失|どの|どれ|誰|一覧|重複|欠損/i;
/** Of all rows one comes first, so there is one. */
const MOST =
	/\b(?:most|least|best|worst|highest|lowest|largest|smallest|biggest|top|maximum|minimum|max|min|oldest|newest|meisten?|höchste\w*|größte\w*|niedrigste\w*|beste\w*|häufigste\w*)\b|最|前\s?\d|一番|トップ|上位/i;

/** Whether "none" answers it: "are there duplicates?", "which columns have missing values?", 列出没有城市的订单. */
export function mayFindNone(request: string): boolean {
	return WHETHER.test(request) || (SOME.test(request) && !MOST.test(request));
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

interface Asked {
	readonly request: string;
	readonly uploads: readonly Upload[];
}

/** Error text, or a sentence without a figure that excuses a missing answer. */
export function saysFailure(line: string, asked: Asked): boolean {
	if (beginsAsError(line, asked)) return true;
	if (/\d/.test(line.replace(/(['"]).*?\1/g, ""))) return false;
	if (EXCUSE.test(line)) return true;
	return NOT_FOUND.test(line) && (namesColumn(line, asked.uploads) || !WHETHER.test(asked.request));
}

/** A column or a file that is not there is no answer to whether something else is. */
function namesColumn(line: string, uploads: readonly Upload[]): boolean {
	const quoted = [...line.matchAll(/(['"`])(.+?)\1/g)].map(([, , name]) => name);
	const names = [...uploads.map(({ as }) => as), ...columnsOf(uploads).map(({ name }) => name)];
	return NAMES_COLUMN.test(line) || quoted.some((name) => names.includes(name ?? ""));
}

const LOOKS_FOR_WRONG =
	/\b(?:is|are|any|errors?|wrong|invalid|problems?|mistakes?|valid\w*|check\w*|fail\w*|fehler\w*|falsch\w*|prüf\w*)\b|错|异常|检查|问题|エラー|誤|確認/i;

const SHOWS_TEXT =
	/\b(?:logs?|messages?|events?|comments?|status|state|level|type|meldung\w*|zustand)\b|日志|消息|状态|级别|类型|ログ|メッセージ|状態/i;

/** `failed: 34` and `Error rate: 2.3%` say how many or how much. */
function beginsAsError(line: string, { request, uploads }: Asked): boolean {
	const [, word, colon, rest = ""] = /^(error|exception|failed|traceback)\b(\s*[:：])?(.*)$/i.exec(line) ?? [];
	// A row of a table has its name first.
	if (word === undefined || /\s{2,}\S|\t|\|/.test(line)) return false;
	const isValue = columnsOf(uploads).some(({ samples }) =>
		samples.some((value) => value.toLowerCase() === word.toLowerCase()),
	);
	if (rest.trim() === "")
		return !/^failed$/i.test(word) && !isValue && !MOST.test(request) && !SHOWS_TEXT.test(request);
	const isMessage = /^error$/i.test(word) && colon !== undefined && !/^\s*[-+$€¥£]?\d/.test(rest);
	const isMeant = SHOWS_TEXT.test(request) || (LOOKS_FOR_WRONG.test(request) && sharesWord(rest, request));
	if (isMessage) return NAMES_COLUMN.test(rest) || !isMeant;
	const [label = "", value] = rest.split(/[:：]\s/);
	return !/\d/.test(line) && !(value !== undefined && sharesWord(label, request));
}

/** One of four letters or more, in any of its forms. */
function sharesWord(text: string, request: string): boolean {
	const asked = request.toLowerCase();
	return (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).some((word) => asked.includes(word.replace(/s$/, "")));
}
