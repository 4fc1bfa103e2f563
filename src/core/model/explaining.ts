// Requests to explain the code that ran: answered in words from that code, without a new program.

import type { Message, Session, Turn } from "../domain.ts";
import { oneLine } from "../text.ts";

const ASKED: readonly RegExp[] = [
	/\b(?:explain|describe|summari[sz]e|walk (?:me|us) through)\b[^.?!\n]{0,40}\b(?:the|this|that|your|my) (?:python )?(?:code|script|program|calculation)\b(?! ?(?:column|field|value|list|count)s?\b)/i,
	/\bwhat (?:does|did|is) (?:the|this|that|your) (?:code|script|program)\b[^.?!\n]{0,20}\b(?:do|doing|mean)\b|\bhow (?:does|did) (?:the|this|that|your) (?:code|script|program) work\b/i,
	/\bhow (?:did|do) you (?:get|calculate|compute|arrive at|come up with)\b/i,
	/(?:解释|说明|讲解|讲一?讲|介绍)[^。？！\n]{0,12}(?:代码|程序|脚本)|(?:代码|程序|脚本)[^。？！\n]{0,8}(?:什么意思|做了什么|干了?什么|做什么|怎么工作|解释|说明)|(?:怎么|如何)(?:计?算|得)(?:出来|出|到)?的/,
	/\berkl(?:ä|ae)r\w*[^.?!\n]{0,40}\b(?:Code|Skript|Programm|Berechnung)\b|\bwas (?:macht|tut) (?:der|das|dieser|dieses|dein) (?:Code|Skript|Programm)\b|\bwie (?:funktioniert (?:der|das) (?:Code|Skript|Programm)|hast du)\b[^.?!\n]{0,40}/i,
	/(?:コード|プログラム|スクリプト)[^。？！\n]{0,12}(?:説明|解説|何をして)|どう(?:やって)?計算し/,
	/(?:코드|프로그램|스크립트)[^.?!\n]{0,12}(?:설명|해석|뭘 하)/,
];
/** Something is to be done besides. */
const MORE =
	/\b(?:and|then|but) (?:then |also )?(?:add|change|plot|draw|fix|rewrite|export|save|make|run|show|convert|use|do)\b|(?:并且?|然后|再|同时)[^。]{0,4}(?:画|加|改|导出|保存|生成|运行)|\bund (?:dann |auch )?(?:füge|ändere|zeichne|speichere|exportiere|mach)/i;
const MOST = 300;

/** Whether the Turn asks about code that has run in this Thread; not where a column is called so. */
export function asksToExplain({ ran = [], uploads }: Session, { request, uploads: fresh, attempts }: Turn): boolean {
	const isWanted = request.length <= MOST && ASKED.some((words) => words.test(request)) && !MORE.test(request);
	if (!isWanted || ran.length === 0 || fresh.length + attempts.length > 0) return false;
	return !uploads.some(
		({ state }) =>
			state.kind === "stored" &&
			state.profile.columns?.some(({ name }) =>
				/\b(?:code|script|program|代码|程序)s?\b/i.test(name.replaceAll("_", " ")),
			),
	);
}

/** The part of the request to the model; with the code, if what it remembers does not hold it. */
export function toExplain({ ran = [], transcript }: Session): string {
	const last = ran.at(-1);
	const isKnown = last === undefined || transcript.some(({ content }) => content.includes(last.source.trim()));
	const code = isKnown
		? ""
		: `It was written for: ${oneLine(last.request)}\n\`\`\`${last.language}\n${last.source.trim()}\n\`\`\`\n`;
	return `${code}Explain the last script in plain words for somebody who does not program, step by step and with what it found. Send no code.`;
}

export const IN_WORDS: Message = {
	role: "user",
	content: "No new script is wanted. Explain the last one in plain words, without any code.",
};

/** What the explanation may name besides what was printed: the numbers of the code. */
export function explained({ ran = [] }: Session): readonly string[] {
	return (ran.at(-1)?.source ?? "").split("\n").map((line) => line.trim());
}
