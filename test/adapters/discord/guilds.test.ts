// Which servers the bot is in, and how large a file each takes.

import { expect, test } from "vitest";
import { openGuilds } from "../../../src/adapters/discord/guilds.ts";

const MIB = 1024 ** 2;

test("a boosted server takes larger files; one we know nothing of, and direct messages, take the smallest", () => {
	const guilds = openGuilds();
	guilds.begin(["1", "2"]);
	guilds.hear("GUILD_CREATE", { id: "1", premium_tier: 2 });
	guilds.hear("GUILD_UPDATE", { id: "2", premium_tier: 3 });
	expect(["1", "2", "3", "@me"].map(guilds.fileBytes)).toEqual([50 * MIB, 100 * MIB, 10 * MIB, 10 * MIB]);
	guilds.hear("GUILD_CREATE", { id: "1", premium_tier: 9 });
	expect(guilds.fileBytes("1")).toBe(10 * MIB);
});

test("a server that removed the bot is forgotten, one in an outage is not", () => {
	const guilds = openGuilds();
	guilds.begin(["1", "2", "3"]);
	guilds.hear("GUILD_DELETE", { id: "1" });
	guilds.hear("GUILD_DELETE", { id: "2", unavailable: true });
	expect(guilds.all()).toEqual(["2", "3"]);
	guilds.begin(["3", "4"]);
	expect(guilds.all()).toEqual(["3", "4"]);
});
