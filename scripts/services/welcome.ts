// What `npm start` says once everything runs: whether questions can be answered, and what to do next.

import type { Config } from "../../src/config/environment.ts";
import type { Finding } from "../doctor/finding.ts";
import type { Pace } from "./pace.ts";
import { suggestion } from "./page.ts";

/** `models`: what was found out about the operator's own servers; none: ours, which was waited for. */
export function readyLine(took: string, models: readonly Finding[]): string {
	const works = models.some(({ state }) => state !== "bad");
	const [away] = models.filter(({ state }) => state === "bad");
	return away === undefined || works
		? `ready in ${took}`
		: `connected in ${took}, but nothing can be answered yet. ${away.said}`;
}

/** `pace`: of our own model, where that is the one that answers. */
export function demoInvitation(address: string, pace: Pace | undefined): string {
	const slow = pace === undefined ? "" : `${pace.en}\n${pace.zh}\n`;
	return `
Threadloop is running. Open this page in a browser, with the secret in its address:

    ${address}

Click "Show me" in #general: a thread opens with code, and nothing runs before you click Approve.
Or attach a CSV and type:

    ${suggestion.question}

在浏览器中打开上面的地址，在 #general 中点击“看演示”：会打开一个带代码的讨论串，点击“批准”之前不会运行任何代码。

${slow}Ctrl-C stops everything. The demo's messages are deleted then; files in its threads are deleted at the next start. Weights and logs are kept.
`;
}

export function invitation({ slack, discord }: Config): string {
	const platforms = [slack === undefined ? [] : ["Slack"], discord === undefined ? [] : ["Discord"]].flat();
	return `
Threadloop is connected to ${platforms.join(" and ")}. Mention the bot in a channel with a question and a CSV${slack === undefined ? "" : " (on Slack invite it first)"}:

    ${suggestion.question}

Ctrl-C stops it; threads continue where they left off at the next start.
`;
}
