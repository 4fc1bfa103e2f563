// Command words: they count only as a whole message, so that "stop words in the text" is a question.

export type Command =
	| "stop"
	| "status"
	| "reset"
	| "rerun"
	| "export"
	| "demo"
	| "forget"
	| "mention"
	| "thread"
	| "help";

const WORDS: readonly { readonly command: Command; readonly words: readonly string[]; readonly does: string }[] = [
	{ command: "stop", words: ["stop", "停止", "停"], does: "stops what I am doing; files are kept" },
	{ command: "status", words: ["status", "状态"], does: "shows what I am doing, and my limits" },
	{
		command: "reset",
		words: ["reset", "重置"],
		does: "starts over: I forget the variables and the conversation, but keep the files",
	},
	{
		command: "rerun",
		words: ["rerun", "run again", "重跑", "再跑一次"],
		does: "runs the last working code again, on the newest file of the same kind",
	},
	{ command: "export", words: ["export", "导出"], does: "posts the code that ran, as a notebook and as a script" },
	{ command: "demo", words: ["demo", "演示"], does: "shows an example with a sample file" },
	{
		command: "forget",
		words: ["forget", "忘记"],
		does: "deletes this thread's files, code and conversation, after you confirm",
	},
	{ command: "mention", words: ["mention"], does: "makes me answer here only when I am mentioned" },
	{
		command: "thread",
		words: ["thread"],
		does: "makes me answer every message here, unless it is addressed to somebody else",
	},
	{ command: "help", words: ["help", "帮助"], does: "shows this list" },
];

export const HELP: readonly string[] = [
	"Ask about your files in your own words. A message that is just one of these words is a command:",
	...WORDS.map(({ words, does }) => `• ${words.join(" / ")}: ${does}`),
];

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
