// The first message of a fresh demo workspace: Bob shows the sample file and a question to ask.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Suggestion } from "./patches.ts";

export interface Greeting {
	/** Without a key. */
	readonly pageUrl: string;
	readonly secret: string;
	readonly channel: string;
	readonly user: string;
	readonly suggestion: Suggestion;
}

/** Posts it unless something was said in the channel already. */
export async function greet({ pageUrl, secret, channel, user, suggestion }: Greeting): Promise<void> {
	const control = `${pageUrl}/_control`;
	const headers = { "x-demo-secret": secret };
	const earlier: unknown = await (await fetch(`${control}/messages/${channel}`, { headers })).json();
	if (JSON.stringify(earlier).includes('"ts"')) return;
	const text = [
		":wave: *Welcome to Threadloop.* Here is `sales.csv`, last year's sales, with the usual flaws of an export: blank rows, three dates that say `unknown`, and no column named date. Ask @threadloop about it:",
		`> ${suggestion.question}`,
		"The bot answers in a thread under your message: it shows the code, you click *Approve*, and only then does it run, in that thread's own container.",
		`<${pageUrl}/#try|Put the question and the file into my message box>, then press Enter.`,
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
