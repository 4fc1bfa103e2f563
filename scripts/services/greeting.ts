// The first message of a fresh demo workspace: Bob shows the sample file and a question to ask.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pace } from "./pace.ts";
import type { Suggestion } from "./patches.ts";

export interface Greeting {
	/** Without a key. */
	readonly pageUrl: string;
	readonly secret: string;
	readonly channel: string;
	readonly user: string;
	readonly suggestion: Suggestion;
	/** Of our own model, where that is the one that answers. */
	readonly pace?: Pace | undefined;
}

/** Posts it unless something was said in the channel already. */
export async function greet({ pageUrl, secret, channel, user, suggestion, pace }: Greeting): Promise<void> {
	const control = `${pageUrl}/_control`;
	const headers = { "x-demo-secret": secret };
	const earlier: unknown = await (await fetch(`${control}/messages/${channel}`, { headers })).json();
	if (JSON.stringify(earlier).includes('"ts"')) return;
	const text = [
		":wave: *Welcome to Threadloop.* Ask about a file in your own words: the bot writes code, you read it and click *Approve*, and only then does it run, in a container without network.",
		`<${pageUrl}/#demo-en|Show me>  The first program was prepared so that it fails; click *Approve*, see what went wrong, and approve the fix.`,
		":wave: *欢迎使用 Threadloop。* 直接用日常语言提问即可：机器人编写代码，您阅读后点击 *批准* 才会运行，且运行的容器没有网络。",
		`<${pageUrl}/#demo-zh|看演示>  第一段程序特意写得会失败：点击 *批准*，看看问题出在哪里，再批准修正。`,
		`Your own question: attach a file to a message to @threadloop, or <${pageUrl}/#try|take this one>`,
		`您也可以自己提问：给 @threadloop 发消息并附上文件，或<${pageUrl}/#try|使用这个示例>`,
		`> ${suggestion.question}`,
		...(pace === undefined ? [] : [pace.en, pace.zh]),
		"Its file `sales.csv` is below, with the usual flaws of an export: blank rows, three dates that say `unknown`, and no column named date.",
		"示例文件 `sales.csv` 在下方，带有导出文件常见的毛病：空行、三个写着 `unknown` 的日期、没有名为 date 的列。",
	].join("\n");
	const form = new FormData();
	form.append("channel", channel);
	form.append("user", user);
	form.append("text", text);
	const sample = readFileSync(join(import.meta.dirname, "../../demo/sales.csv"));
	form.append("file", new Blob([sample], { type: "text/csv" }), "sales.csv");
	const answer = await fetch(`${control}/upload`, { method: "POST", headers, body: form });
	if (!answer.ok) throw new Error(`The look-alike did not take the greeting: HTTP ${answer.status}`);
}
