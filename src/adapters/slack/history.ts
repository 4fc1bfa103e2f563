// History of a thread: its messages page by page, and what was said before a mention.

import type { MessageNote, ThreadId } from "../../core/domain.ts";
import type { Api } from "./api.ts";
import { addressOf, readHistory } from "./events.ts";
import type { People } from "./people.ts";

/** The last messages of a conversation without threads, the newest first: one page. */
export async function lastMessages(api: Api, channel: string): Promise<readonly unknown[]> {
	const page = await api.call("conversations.history", () => api.client.conversations.history({ channel, limit: 100 }));
	return page.messages ?? [];
}

/** The messages of a thread, oldest first, page by page. */
export async function* replies(
	api: Api,
	{ channel, ts, latest }: { readonly channel: string; readonly ts: string; readonly latest?: string },
): AsyncGenerator<unknown> {
	let cursor: string | undefined;
	do {
		const page = await api.call("conversations.replies", () =>
			api.client.conversations.replies({
				channel,
				ts,
				limit: 200,
				...(latest === undefined ? {} : { latest }),
				...(cursor === undefined ? {} : { cursor }),
			}),
		);
		yield* page.messages ?? [];
		const next = page.response_metadata?.next_cursor;
		cursor = next === "" ? undefined : next;
	} while (cursor !== undefined);
}

const HISTORY = 50;

/** What people said in this Thread before the message `key`, the oldest first: the last 50 messages, each with its author's name. */
export async function messagesBefore(
	{ api, people }: { readonly api: Api; readonly people: People },
	thread: ThreadId,
	key: string,
): Promise<readonly MessageNote[]> {
	const self = await api.self();
	const { channel, ts } = addressOf(thread);
	const before = addressOf(key).ts;
	const notes: MessageNote[] = [];
	for await (const message of replies(api, { channel, ts, latest: before })) {
		const note = readHistory(message, channel, self);
		if (note === undefined || note.author.id === self.botUser || !isEarlier(addressOf(note.key).ts, before)) continue;
		notes.push(note);
		if (notes.length > HISTORY) notes.shift();
	}
	const named: MessageNote[] = [];
	for (const note of notes) {
		if (note.text === "" && note.files.length === 0) continue;
		named.push({ ...note, author: await people.known(note.author) });
	}
	return named;
}

function isEarlier(ts: string, than: string): boolean {
	return Number(ts) < Number(than);
}
