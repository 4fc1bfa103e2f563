// Direct messages on Slack: where they go, and the address of the card that they tell of.

import { z } from "zod";
import { newestSlot } from "../../core/domain/turns.ts";
import type { ThreadId, Turn } from "../../core/domain.ts";
import { isBotError } from "../../core/errors.ts";
import type { Posts } from "../../core/ports.ts";
import type { Api } from "./api.ts";
import { addressOf } from "./events.ts";

/** The conversation of the bot with one person: a Thread without a first message. BotError `chat_refused`. */
export async function directTo(api: Api, person: string): Promise<ThreadId> {
	const { team } = await api.self();
	const opened = await api.call("conversations.open", () => api.client.conversations.open({ users: person }));
	const { id } = z.object({ id: z.string() }).parse(opened.channel);
	return `slack:${team}:${id}:`;
}

/** How many addresses are remembered. */
const REMEMBERED = 500;

/** The address of a Turn's newest card, asked of Slack once a card; undefined if Slack does not tell. */
export function openCardUrls(api: Api, posts: Posts): (turn: Turn) => Promise<string | undefined> {
	const known = new Map<string, string>();
	return async (turn) => {
		const post = await posts.find(turn.id, newestSlot(turn));
		if (post?.ref === undefined) return undefined;
		const { ref } = post;
		const { channel } = addressOf(turn.thread);
		const found = known.get(`${channel} ${ref}`);
		if (found !== undefined) return found;
		try {
			const { permalink } = await api.call("chat.getPermalink", () =>
				api.client.chat.getPermalink({ channel, message_ts: ref }),
			);
			const url = z.url().safeParse(permalink).data;
			if (url !== undefined) known.set(`${channel} ${ref}`, url);
			const [oldest] = known.keys();
			if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
			return url;
		} catch (error) {
			if (!isBotError(error)) throw error;
			return undefined;
		}
	};
}
