// Who somebody is: what Discord says about a person decides what they may do.

import { describe, expect, test } from "vitest";
import { alice, bob, botUser, direct, general, guild, stranger } from "../../e2e/discord-twin.ts";
import { started, twin, useTwin } from "./desk.ts";

useTwin();

describe("who somebody is", () => {
	test("comes from Discord, with roles; nobody outside the server is a colleague", async () => {
		const desk = await started();
		const where = { guildId_userId: { guildId: guild, userId: bob } };
		await twin.server.prisma.guildMember.update({ where, data: { roles: JSON.stringify(["900"]), nick: "Bobby" } });
		const thread = `discord:${guild}:${general}:1`;
		expect(await desk.discord.whois(thread, bob)).toEqual({ id: bob, name: "Bobby", trust: "member", groups: ["900"] });
		expect(await desk.discord.whois(thread, botUser)).toMatchObject({ trust: "bot" });
		expect(await desk.discord.whois(thread, stranger)).toMatchObject({ trust: "external" });
		await twin.server.prisma.guildMember.update({ where, data: { roles: "[]", nick: null } });
	});

	test("in a direct message a colleague is who shares a server with the bot", async () => {
		const desk = await started();
		const thread = `discord:@me:${direct}:${direct}`;
		expect(await desk.discord.whois(thread, alice)).toMatchObject({ trust: "member" });
		expect(await desk.discord.whois(thread, stranger)).toMatchObject({ trust: "external" });
	});

	test.each([
		["who has not accepted the server's rules", { pending: true }],
		["a guest of a voice channel", { flags: 16 }],
		["who is in a time-out", { communication_disabled_until: "2999-01-01T00:00:00Z" }],
	])("%s is a guest", async (_who, more) => {
		const desk = await started();
		twin.proxy.before = ({ path }) =>
			path.includes("/members/")
				? { status: 200, json: { user: { id: bob, username: "bob" }, roles: [], ...more } }
				: undefined;
		expect(await desk.discord.whois(`discord:${guild}:${general}:1`, bob)).toMatchObject({ trust: "guest" });
	});
});
