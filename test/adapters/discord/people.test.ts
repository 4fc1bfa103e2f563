// Who somebody is: what Discord says about a person decides what they may do.

import { describe, expect, test } from "vitest";
import { alice, bob, botUser, direct, general, guild, stranger } from "../../e2e/discord-twin.ts";
import { asked, started, twin, useTwin } from "./desk.ts";

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

	describe("who has a role that may approve", () => {
		const thread = `discord:${guild}:${general}:1`;
		const role = "100000000000000900";
		const page = (people: readonly { id: string; roles: readonly string[] }[]) =>
			people.map(({ id, roles }) => ({ user: { id, username: id }, roles }));
		const answers = (members: (path: string) => { status: number; json: unknown }) => {
			twin.proxy.before = ({ method, path }) => {
				if (method === "GET" && path.endsWith("/roles")) return { status: 200, json: [{ id: role }] };
				if (method === "GET" && path.includes("/members?")) return members(path);
				return undefined;
			};
		};

		test("is told where the bot has the Server Members Intent, page by page", async () => {
			const desk = await started();
			const many = Array.from({ length: 1000 }, (_, at) => ({ id: String(1000 + at), roles: at === 7 ? [role] : [] }));
			answers((path) => {
				const next = path.includes("after=1999");
				return {
					status: 200,
					json: page(
						next
							? [
									{ id: bob, roles: [role] },
									{ id: alice, roles: [] },
								]
							: many,
					),
				};
			});
			expect(await desk.discord.members(thread, role)).toEqual(["1007", bob]);
			expect(await desk.discord.members(thread, alice)).toEqual([alice]);
			expect(await desk.discord.members(thread, "100000000000000901")).toEqual([]);
		});

		test("is not told without it, nor in a server too large to look through", async () => {
			const desk = await started();
			answers(() => ({ status: 403, json: { code: 50001, message: "Missing Access" } }));
			expect(await desk.discord.members(thread, role)).toBeUndefined();
			let pages = 0;
			answers(() => {
				pages += 1;
				return {
					status: 200,
					json: page(Array.from({ length: 1000 }, (_, at) => ({ id: `${pages}${at}`, roles: [] }))),
				};
			});
			expect(await desk.discord.members(thread, role)).toBeUndefined();
			expect(pages).toBe(5);
		});

		test("is called in the thread in its place: that role is notified and nobody else, and by no edit", async () => {
			const desk = await started();
			const { inside } = await asked(desk);
			const where = `discord:${guild}:${general}:${inside}`;
			const aside = { id: `${where} calls 1`, thread: where, buttons: [], files: [], calls: [role] };
			await desk.discord.say({ ...aside, title: "<@&1> @everyone asks for your approval", lines: [] });
			await desk.discord.say({ ...aside, title: "Decided", lines: [] });
			await desk.discord.say({ ...aside, id: `${where} other`, title: "nobody", lines: [], calls: [] });
			const sent = twin.proxy.asked.filter(
				({ method, path }) => /^(POST|PATCH)$/.test(method) && path.includes(`/channels/${inside}/messages`),
			);
			const [called, changed, other] = sent.slice(-3).map(({ json }) => json);
			expect(called?.allowed_mentions).toEqual({ parse: [], roles: [role] });
			expect(String(called?.content)).toMatch(new RegExp(`^<@&${role}> `));
			for (const one of [changed, other]) expect(one?.allowed_mentions).toEqual({ parse: [] });
		});
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
