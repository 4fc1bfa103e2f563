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

/** The address of the Turn's newest card; undefined if Slack does not tell. */
export async function cardUrl(api: Api, posts: Posts, turn: Turn): Promise<string | undefined> {
	const post = await posts.find(turn.id, newestSlot(turn));
	if (post?.ref === undefined) return undefined;
	const { ref } = post;
	const { channel } = addressOf(turn.thread);
	try {
		const found = await api.call("chat.getPermalink", () => api.client.chat.getPermalink({ channel, message_ts: ref }));
		return z.url().safeParse(found.permalink).data;
	} catch (error) {
		if (!isBotError(error)) throw error;
		return undefined;
	}
}
