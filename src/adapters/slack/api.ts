// Calls to Slack's Web API: Retry-After obeyed, passing trouble tried again, every other refusal as a BotError.

import { setTimeout as sleep } from "node:timers/promises";
import { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Log } from "../../core/ports.ts";
import type { Self } from "./events.ts";
import { isGone, isPassing, retryAfter, slackCode, toBotError } from "./failure.ts";
import { slackLogger } from "./logger.ts";

export interface Api {
	readonly client: WebClient;
	/** Who we are; asked once. */
	self(): Promise<Self>;
	/** Sends until Slack takes or refuses it; `again: "no"` for calls that must not be sent twice: then passing trouble is thrown as it came. BotError `thread_gone` or `chat_refused`. */
	call<T>(method: string, send: () => Promise<T>, options?: { readonly again: "yes" | "no" }): Promise<T>;
	/** Aborts once the adapter stops. */
	readonly closing: AbortSignal;
}

export interface ApiOptions {
	readonly botToken: string;
	readonly apiUrl?: string;
	readonly log: Log;
	readonly closing: AbortSignal;
	/** Called when Slack asks to wait. */
	readonly onLimit: (method: string, ms: number) => void;
	/** Resolves when a call may be sent once more: it counts like any other. */
	readonly room: (method: string) => Promise<void>;
}

const PAUSES = [300, 1000, 3000];
const CALL_TIMEOUT = 20_000;
/** Slack takes about one post a second in a channel: limited calls come back one after the other. */
const SPACING = 1000;

/** Opens no connection: each call is a request of its own. */
export function openApi({ botToken, apiUrl, log, closing, onLimit, room }: ApiOptions): Api {
	// The SDK itself would hold back every method for one Retry-After; here only the limited method waits.
	const client = new WebClient(botToken, {
		...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
		retryConfig: { retries: 0 },
		rejectRateLimitedCalls: true,
		timeout: CALL_TIMEOUT,
		allowAbsoluteUrls: false,
		logger: slackLogger(log),
	});

	/** When the last limited call of a method comes back. */
	const line = new Map<string, number>();
	const call: Api["call"] = async (method, send, { again } = { again: "yes" }) => {
		for (let failed = 0; ; ) {
			log("debug", "slack_call", { method });
			try {
				return await send();
			} catch (error) {
				const limit = retryAfter(error);
				if (limit !== undefined) {
					log("warn", "slack_limit", { method, ms: limit });
					onLimit(method, limit);
					const at = Math.max(performance.now() + limit, (line.get(method) ?? 0) + SPACING);
					line.set(method, at);
					await sleep(at - performance.now(), undefined, { signal: closing });
					await room(method);
					closing.throwIfAborted();
					continue;
				}
				const pause = PAUSES[failed];
				if (isPassing(error) && again === "no") throw error;
				if (!isPassing(error) || pause === undefined) throw refused(error, method, log);
				failed += 1;
				await sleep(pause, undefined, { signal: closing });
				await room(method);
				closing.throwIfAborted();
			}
		}
	};

	let asked: Promise<Self> | undefined;
	const self = () => {
		asked ??= call("auth.test", () => client.auth.test()).then((answer) => {
			const { team_id, user_id } = z.object({ team_id: z.string(), user_id: z.string() }).parse(answer);
			return { team: team_id, botUser: user_id };
		});
		asked.catch(() => {
			asked = undefined;
		});
		return asked;
	};
	return { client, call, self, closing };
}

function refused(error: unknown, method: string, log: Log) {
	if (!isGone(error)) log("warn", "slack_refused", { method, code: slackCode(error), error: String(error) });
	return toBotError(error, method);
}
