// Channels: their kind, asked of Discord once, and the threads that we opened.

import { Routes } from "discord.js";
import { z } from "zod";
import { type Api, READ } from "./api.ts";
import { isRefusal } from "./failure.ts";

export type Channel =
	| { readonly kind: "thread"; readonly parent: string; readonly isOurs: boolean }
	/** Threads can be opened on its messages. */
	| { readonly kind: "channel" };

export interface Channels {
	of(channel: string): Promise<Channel>;
	/** Opens the thread of a message, or finds the one that exists. */
	thread(channel: string, message: string, name: string): Promise<string>;
	/** The thread that we opened on this message since we were started. */
	opened(message: string): string | undefined;
}

const channelShape = z.object({
	id: z.string(),
	type: z.number(),
	parent_id: z.string().nullish(),
	owner_id: z.string().nullish(),
});
const withThread = z.object({ thread: z.object({ id: z.string() }) });
const THREADS = [10, 11, 12];
const NAME_CHARS = 80;
const REMEMBERED = 5000;

/** Remembers the newest 5,000 channels and threads. BotError `thread_gone` or `chat_refused`. */
export function openChannels(api: Api): Channels {
	const known = new Map<string, Channel>();
	const opened = new Map<string, string>();

	return {
		of: async (channel) => {
			const found = known.get(channel);
			if (found !== undefined) return found;
			const { type, parent_id, owner_id } = channelShape.parse(await api.get(Routes.channel(channel), READ));
			const isThread = THREADS.includes(type) && typeof parent_id === "string";
			const made: Channel = isThread
				? { kind: "thread", parent: parent_id, isOurs: owner_id === (await api.self()) }
				: { kind: "channel" };
			remember(known, channel, made);
			return made;
		},
		thread: async (channel, message, name) => {
			const id = await api.openThread(channel, message, name).catch(async (error: unknown) => {
				if (!isRefusal(error, "threadExists")) throw error;
				const there = withThread.safeParse(await api.get(Routes.channelMessage(channel, message), READ));
				// Discord gives a thread the id of the message it was opened on.
				return there.success ? there.data.thread.id : message;
			});
			remember(opened, message, id);
			remember<Channel>(known, id, { kind: "thread", parent: channel, isOurs: true });
			return id;
		},
		opened: (message) => opened.get(message),
	};
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
	map.set(key, value);
	const [oldest] = map.keys();
	if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest);
}

/** A thread's name from the request: one line, at most 100 characters, never empty. */
export function threadName(request: string): string {
	const line = request.replace(/[\s\p{C}]+/gu, " ").trim();
	if (line === "") return "Threadloop";
	const chars = Array.from(line);
	return chars.length <= NAME_CHARS ? line : `${chars.slice(0, NAME_CHARS).join("").trimEnd()}…`;
}
