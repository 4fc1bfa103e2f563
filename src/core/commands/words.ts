// Command words: they count only as a whole message, so that "stop words in the text" is a question.

import type { Texts } from "../locales.ts";

export type Command =
	| "stop"
	| "status"
	| "waiting"
	| "reset"
	| "rerun"
	| "check"
	| "export"
	| "export html"
	| "export pdf"
	| "demo"
	| "forget"
	| "mute"
	| "unmute"
	| "mention"
	| "thread"
	| "help";

const WORDS: readonly { readonly command: Command; readonly words: readonly string[] }[] = [
	{ command: "stop", words: ["stop", "停止", "停"] },
	{ command: "status", words: ["status", "状态"] },
	{ command: "waiting", words: ["waiting", "待办"] },
	{ command: "reset", words: ["reset", "重置"] },
	{ command: "rerun", words: ["rerun", "run again", "重跑", "再跑一次"] },
	{ command: "check", words: ["check", "double-check", "核对", "复核"] },
	{ command: "export", words: ["export", "导出"] },
	{ command: "export html", words: ["export html", "report", "导出 html", "导出html", "报告", "导出报告"] },
	{ command: "export pdf", words: ["export pdf", "导出 pdf", "导出pdf"] },
	{ command: "demo", words: ["demo", "演示"] },
	{ command: "forget", words: ["forget", "忘记"] },
	{ command: "mute", words: ["mute", "静音"] },
	{ command: "unmute", words: ["unmute", "取消静音"] },
	{ command: "mention", words: ["mention", "提及"] },
	{ command: "thread", words: ["thread", "讨论串"] },
	{ command: "help", words: ["help", "帮助"] },
];

export function helpLines({ commands: { ask, does, line, buttons } }: Texts): readonly string[] {
	return [ask, ...WORDS.map(({ command, words }) => line(words.join(" / "), does[command])), ...buttons];
}

/** `text` is the message without the mention of the bot. */
export function commandOf(text: string): Command | undefined {
	const said = text
		.trim()
		.replace(/[.!。！]$/u, "")
		.replace(/\s+/g, " ")
		.toLowerCase();
	return WORDS.find(({ words }) => words.includes(said))?.command;
}

/** Whether a message begins with the name of somebody else, so that it is not for the bot. */
export function addressesOther(text: string): boolean {
	return /^\s*(<@|@[\p{L}\p{N}_])/u.test(text);
}
