// Refusals by Slack and what they mean: the Thread is gone, or one sentence that names what the operator must do.

import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { z } from "zod";
import { BotError } from "../../core/errors.ts";

const GONE = ["message_not_found", "thread_not_found", "channel_not_found", "is_archived", "not_in_channel"];
const PASSING = ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"];

/** The error code of Slack's answer, or "" if Slack did not answer. */
export function slackCode(error: unknown): string {
	return error instanceof WebAPIPlatformError ? error.data.error : "";
}

export function isGone(error: unknown): boolean {
	return GONE.includes(slackCode(error));
}

/** Trouble that passes: worth another try in a moment. Whether the call took effect is not known. */
export function isPassing(error: unknown): boolean {
	if (error instanceof WebAPIRequestError) return true;
	if (error instanceof WebAPIHTTPError) return error.statusCode >= 500;
	return PASSING.includes(slackCode(error));
}

/** Milliseconds to wait, if Slack asked for it. */
export function retryAfter(error: unknown): number | undefined {
	return error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : undefined;
}

/** As a BotError: `thread_gone` or `chat_refused`. */
export function toBotError(error: unknown, method: string): BotError {
	if (error instanceof BotError) return error;
	const code = slackCode(error);
	if (isGone(error)) {
		return new BotError("thread_gone", `I can no longer reach this thread on Slack (${code}), so it was closed.`, {
			cause: error,
		});
	}
	return new BotError("chat_refused", sentence(error, code, method), { cause: error });
}

function sentence(error: unknown, code: string, method: string): string {
	switch (code) {
		case "":
			return `Slack could not be reached for ${method} (${error instanceof Error ? error.message : String(error)}); check this machine's connection to Slack.`;
		case "missing_scope":
			return `Slack refused ${method} because the app lacks the scope ${scope(error)}; add it under OAuth & Permissions and install the app again.`;
		case "invalid_auth":
		case "not_authed":
		case "token_revoked":
		case "token_expired":
		case "account_inactive":
			return `Slack refused ${method} because the token is not valid (${code}); put the current one into ${method === "apps.connections.open" ? "SLACK_APP_TOKEN" : "SLACK_BOT_TOKEN"}.`;
		case "restricted_action":
		case "no_permission":
			return `Slack refused ${method} because the workspace does not let the app do this here (${code}); ask a workspace admin to allow it.`;
		default:
			return `Slack refused ${method} (${code}); look the code up on Slack's page about ${method} and check the app's settings.`;
	}
}

function scope(error: unknown): string {
	const data = z
		.object({ needed: z.string() })
		.safeParse(error instanceof WebAPIPlatformError ? error.data : undefined);
	return data.success ? data.data.needed : "that this call needs";
}
