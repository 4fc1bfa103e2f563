// Catch-up: Discord does not send again what the gateway missed, so it is asked for.

import { Routes } from "discord.js";
import { z } from "zod";
import type { Log } from "../../core/ports.ts";
import { type Api, READ } from "./api.ts";
import { idAt } from "./events.ts";
import { isRefusal } from "./failure.ts";
import { isAfter, messagesAfter, type Payload } from "./history.ts";

const activeShape = z.object({
	id: z.string(),
	type: z.number(),
	last_message_id: z.string().nullish(),
});
const activeShapes = z.object({ threads: z.array(activeShape) });
/** Types of the channels and threads in which people write to the bot. */
const WRITTEN = [0, 2, 5, 10, 11, 12, 13];

export interface Since {
	readonly guilds: readonly string[];
	/** Channels of direct messages: Discord does not list them. */
	readonly directs: readonly string[];
	/** In milliseconds. */
	readonly since: number;
}

/**
 * Messages of these servers since then, oldest first in each channel, as the gateway would have given them. What the bot may not read
 * is left out; anything else that Discord refuses is thrown, so that nothing is taken for read that was not.
 */
export async function* saidSince(
	{ api, log }: { readonly api: Api; readonly log: Log },
	{ guilds, directs, since }: Since,
): AsyncGenerator<Payload> {
	const from = idAt(since);
	const passing = (channel: string, error: unknown) => {
		if (!isRefusal(error, "noAccess", "noPermission", "unknownChannel", "unknownGuild")) throw error;
		log("debug", "channel_not_read", { channel, error: String(error) });
	};
	for (const channel of directs) yield* messagesAfter(api, channel, from);
	for (const guild of guilds) {
		const fresh = await written(api, guild, from).catch((error: unknown) => passing(guild, error));
		for (const { id } of fresh ?? []) {
			try {
				for await (const message of messagesAfter(api, id, from)) yield { ...message, guild_id: guild };
			} catch (error) {
				passing(id, error);
			}
		}
	}
}

/** Channels and threads in which somebody has written since; where that was last, somebody waits most. */
async function written(api: Api, guild: string, from: string): Promise<readonly z.infer<typeof activeShape>[]> {
	const channels = z.array(activeShape).parse(await api.get(Routes.guildChannels(guild), READ));
	const { threads } = activeShapes.parse(await api.get(Routes.guildActiveThreads(guild), READ));
	return [...channels, ...threads]
		.filter(({ type, last_message_id: last }) => WRITTEN.includes(type) && isAfter(last, from))
		.toSorted((a, b) => (isAfter(a.last_message_id, b.last_message_id ?? "0") ? -1 : 1));
}
