// Guilds (servers) that the bot is in, and the largest file that each takes.

import { z } from "zod";

export interface Guilds {
	/** A session began; the bot is in these. */
	begin(ids: readonly string[]): void;
	hear(name: string, data: unknown): void;
	all(): readonly string[];
	/** The largest file that may be posted there, in bytes. */
	fileBytes(guild: string): number;
}

const guildShape = z.object({
	id: z.string(),
	premium_tier: z.number().default(0),
	unavailable: z.boolean().optional(),
});
const MIB = 1024 ** 2;
/** By the level to which the server is boosted. */
const FILE_BYTES = [10 * MIB, 10 * MIB, 50 * MIB, 100 * MIB] as const;

/** Knows what `begin` and `hear` were given since the start, and asks nobody. */
export function openGuilds(): Guilds {
	const tiers = new Map<string, number>();
	return {
		begin: (ids) => {
			for (const id of tiers.keys()) if (!ids.includes(id)) tiers.delete(id);
			for (const id of ids) tiers.set(id, tiers.get(id) ?? 0);
		},
		hear: (name, data) => {
			const guild = guildShape.safeParse(data).data;
			if (guild === undefined) return;
			if (name === "GUILD_CREATE" || name === "GUILD_UPDATE") tiers.set(guild.id, guild.premium_tier);
			// During an outage the bot is still in the server.
			if (name === "GUILD_DELETE" && guild.unavailable !== true) tiers.delete(guild.id);
		},
		all: () => [...tiers.keys()],
		fileBytes: (guild) => FILE_BYTES[tiers.get(guild) ?? 0] ?? FILE_BYTES[0],
	};
}
