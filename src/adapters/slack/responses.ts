// Response addresses: what Slack gives with a click, by which the clicked message is changed outside of the limit of edits, a few times.

import { z } from "zod";
import type { Log } from "../../core/ports.ts";
import type { Block } from "./blocks.ts";

export interface Responses {
	/** Remembers the address that a delivery carries, if it is a click on a message. */
	heard(body: unknown): void;
	has(message: Clicked): boolean;
	/** `none`: there was no click just now; `refused`: Slack did not take it, so that it is to be edited. */
	replace(message: Clicked, change: Change): Promise<"replaced" | "refused" | "none">;
}

interface Clicked {
	readonly channel: string;
	readonly ts: string;
}

interface Change {
	readonly text: string;
	readonly blocks: readonly Block[];
}

const clickShape = z.object({
	type: z.literal("block_actions"),
	channel: z.object({ id: z.string() }),
	message: z.object({ ts: z.string() }),
	response_url: z.url(),
});

/** Slack takes five changes within 30 minutes of the click. */
const FRESH_MS = 25 * 60_000;
const USES = 4;
const MOST = 1000;
const TIMEOUT_MS = 5000;
const SLACK = "https://hooks.slack.com";

/** `origins`: where such addresses may lead besides Slack, for a look-alike. */
export function openResponses({
	origins,
	now,
	log,
}: {
	readonly origins: readonly string[];
	readonly now: () => number;
	readonly log: Log;
}): Responses {
	const known = new Map<string, { readonly url: string; readonly at: number; readonly left: number }>();
	const keyOf = ({ channel, ts }: Clicked) => `${channel} ${ts}`;
	const fresh = (message: Clicked) => {
		const found = known.get(keyOf(message));
		return found !== undefined && found.at > now() - FRESH_MS ? found : undefined;
	};
	return {
		heard: (body) => {
			const click = clickShape.safeParse(body).data;
			if (click === undefined || ![SLACK, ...origins].includes(new URL(click.response_url).origin)) return;
			const key = keyOf({ channel: click.channel.id, ts: click.message.ts });
			known.delete(key);
			known.set(key, { url: click.response_url, at: now(), left: USES });
			const [oldest] = known.keys();
			if (known.size > MOST && oldest !== undefined) known.delete(oldest);
		},
		has: (message) => fresh(message) !== undefined,
		replace: async (message, change) => {
			const found = fresh(message);
			known.delete(keyOf(message));
			if (found === undefined) return "none";
			try {
				const response = await fetch(found.url, {
					method: "POST",
					headers: { "content-type": "application/json; charset=utf-8" },
					body: JSON.stringify({ replace_original: true, ...change }),
					redirect: "error",
					signal: AbortSignal.timeout(TIMEOUT_MS),
				});
				const said = await response.text();
				if (response.ok && !/"ok"\s*:\s*false/.test(said)) {
					if (found.left > 1 && !known.has(keyOf(message)))
						known.set(keyOf(message), { ...found, left: found.left - 1 });
					return "replaced";
				}
				log("info", "response_refused", { status: response.status, said: said.slice(0, 100) });
			} catch (error) {
				log("info", "response_refused", { error: String(error) });
			}
			return "refused";
		},
	};
}
