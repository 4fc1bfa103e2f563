// What `npm start` says once everything runs: whether questions can be answered, and what to do next.

import type { Config } from "../../src/config/environment.ts";
import type { Finding } from "../doctor/finding.ts";
import { suggestion } from "./page.ts";

/** `model`: what was found out about the operator's own server; absent: ours, which was waited for. */
export function readyLine(took: string, model: Finding | undefined): string {
	return model?.state === "bad"
		? `connected in ${took}, but nothing can be answered yet. ${model.said}`
		: `ready in ${took}`;
}

export function demoInvitation(address: string, { modelBaseUrl }: Config): string {
	const slow =
		modelBaseUrl === undefined ? " The model is a small one on\nthis machine's CPU, so give it a minute." : "";
	return `
Threadloop is running. Open this page in a browser, with the secret in its address:

    ${address}

Click the green button under Bob's message in #general and press Enter, or attach a CSV and type:

    ${suggestion.question}

You will see code in a thread; nothing runs before you click Approve.${slow} Ctrl-C stops everything; what you did is kept.
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
