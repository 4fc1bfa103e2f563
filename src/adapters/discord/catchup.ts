// Catch-up: Discord does not send again what the gateway missed, so it is asked for.

import { Routes } from "discord.js";
import { z } from "zod";
import type { Log } from "../../core/ports.ts";
import { type Api, READ } from "./api.ts";
import { idAt } from "./events.ts";
import { isAfter, messagesAfter, type Payload } from "./history.ts";

const activeShape = z.object({
	id: z.string(),
	type: z.number(),
	last_message_id: z.string().nullish(),
});
/** Types of the channels and threads in which people write to the bot. */
const WRITTEN = [0, 2, 5, 10, 11, 12, 13];
const CHANNELS = 100;

export interface Since {
	readonly guilds: readonly string[];
	/** Channels of direct messages: Discord does not list them. */
	readonly directs: readonly string[];
	/** In milliseconds. */
	readonly since: number;
}

/** Messages of these servers since then, oldest first in each channel, as the gateway would have given them. Channels that cannot be read are left out. */
export async function* saidSince(
	{ api, log }: { readonly api: Api; readonly log: Log },
	{ guilds, directs, since }: Since,
): AsyncGenerator<Payload> {
	const from = idAt(since);
	for (const channel of directs) yield* messagesAfter(api, channel, from);
	for (const guild of guilds) {
		const channels = z.array(activeShape).parse(await api.get(Routes.guildChannels(guild), READ));
		const threads = z
			.object({ threads: z.array(activeShape) })
			.parse(await api.get(Routes.guildActiveThreads(guild), READ));
		const fresh = [...channels, ...threads.threads]
			.filter(({ type, last_message_id: last }) => WRITTEN.includes(type) && isAfter(last, from))
			.slice(0, CHANNELS);
		for (const { id } of fresh) {
			try {
				for await (const message of messagesAfter(api, id, from)) yield { ...message, guild_id: guild };
			} catch (error) {
				log("debug", "channel_not_read", { channel: id, error: String(error) });
			}
		}
	}
}
