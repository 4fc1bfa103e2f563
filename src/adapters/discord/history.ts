// History of a channel or thread: its messages page by page, and what was said before a mention.

import { Routes } from "discord.js";
import { z } from "zod";
import type { MessageNote, ThreadId } from "../../core/domain.ts";
import { type Api, READ } from "./api.ts";
import { addressOf, readHistory } from "./events.ts";
import { isRefusal } from "./failure.ts";

const messageShape = z.looseObject({ id: z.string() });
export type Payload = z.infer<typeof messageShape>;
const PAGE = 100;

/** All messages of a channel with a greater id, the oldest first, page by page. */
export async function* messagesAfter(api: Api, channel: string, from: string): AsyncGenerator<Payload> {
	for (let after = from; ; ) {
		const query = { after, limit: String(PAGE) };
		const page = z.array(messageShape).parse(await api.get(Routes.channelMessages(channel), READ, query));
		const sorted = page.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
		yield* sorted;
		const newest = sorted.at(-1);
		if (page.length < PAGE || newest === undefined) return;
		after = newest.id;
	}
}

export function isAfter(id: string | null | undefined, than: string): boolean {
	return typeof id === "string" && BigInt(id) > BigInt(than);
}

const HISTORY = 50;

/** What people said in this Thread before the message `key`, the oldest first: the last 50 messages, and the one that the thread was opened on. */
export async function messagesBefore(api: Api, thread: ThreadId, key: string): Promise<readonly MessageNote[]> {
	const { guild, channel, thread: inside } = addressOf(thread);
	const { channel: where, thread: message } = addressOf(key);
	const source = { guild, self: await api.self() };
	const notes: (MessageNote | undefined)[] = [];
	const first = await firstMessage(api, where === channel ? { channel, message } : { channel, message: inside });
	if (where === channel) notes.push(readHistory(referenced.safeParse(first).data?.referenced_message, source));
	else notes.push(readHistory(first, source));
	if (where === inside) {
		const page = await api.get(Routes.channelMessages(inside), READ, { before: message, limit: String(HISTORY) });
		for (const one of z.array(z.unknown()).parse(page).toReversed()) notes.push(readHistory(one, source));
	}
	return notes.flatMap((note) => {
		if (note === undefined || note.author.id === source.self || note.key === key) return [];
		return note.text === "" && note.files.length === 0 ? [] : [note];
	});
}

const referenced = z.object({ referenced_message: z.unknown() });

/** A message in the channel above a thread; undefined if it was deleted or there is none. */
async function firstMessage(
	api: Api,
	{ channel, message }: { readonly channel: string; readonly message: string },
): Promise<unknown> {
	try {
		return await api.get(Routes.channelMessage(channel, message), READ);
	} catch (error) {
		if (isRefusal(error, "unknownMessage", "unknownChannel", "noAccess")) return undefined;
		throw error;
	}
}
