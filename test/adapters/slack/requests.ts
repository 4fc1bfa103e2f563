// Requests as Slack sends them over HTTP, for tests that send their own.

import { createHmac } from "node:crypto";
import { alice, general, tokens } from "../../e2e/twin.ts";

/** Slack's signature; `at` is a time in seconds. */
export function signed(body: string, at: string, secret = tokens.secret): string {
	return `v0=${createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex")}`;
}

/** The body that brings a mention. */
export function mention(text: string): string {
	return JSON.stringify({
		type: "event_callback",
		event_id: `Ev${text}`,
		team_id: "T01TEST",
		event: { type: "message", channel: general, user: alice, text: `<@U0BOT> ${text}`, ts: "1700000000.000100" },
	});
}
