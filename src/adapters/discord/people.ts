// People as Discord knows them now: names, trust and roles.

import { Routes } from "discord.js";
import { z } from "zod";
import type { Person, ThreadId } from "../../core/domain.ts";
import type { Api } from "./api.ts";
import { addressOf, nameOf } from "./events.ts";
import { isRefusal } from "./failure.ts";

const userShape = z.object({
	id: z.string(),
	username: z.string().nullish(),
	global_name: z.string().nullish(),
	bot: z.boolean().nullish(),
	system: z.boolean().nullish(),
});
const memberShape = z.object({
	user: userShape,
	nick: z.string().nullish(),
	roles: z.array(z.string()),
	/** Has not yet accepted the rules of the server. */
	pending: z.boolean().nullish(),
	flags: z.number().nullish(),
	communication_disabled_until: z.string().nullish(),
});
type Member = z.infer<typeof memberShape>;

/** People that Discord names at once, and how often it is asked for more. */
const [PAGE, PAGES] = [1000, 5];
const IS_GUEST = 1 << 4;
const ASK = { what: "see who somebody is", needs: ["View Channel"] };

export interface People {
	whois(thread: ThreadId, person: string): Promise<Person>;
	/** The person, or those who have the role; undefined for a role where the bot lacks the Server Members Intent, or the server is too large to look through. */
	members(thread: ThreadId, approver: string): Promise<readonly string[] | undefined>;
}

/** `guilds` gives those that the bot is in. `whois` asks Discord each time and throws BotError `chat_refused` if Discord does not answer: then nobody is trusted. */
export function openPeople(api: Api, guilds: () => readonly string[], now: () => number): People {
	async function memberOf(guild: string, person: string): Promise<Member | undefined> {
		try {
			return memberShape.parse(await api.get(Routes.guildMember(guild, person), ASK));
		} catch (error) {
			if (isRefusal(error, "unknownMember", "unknownUser")) return undefined;
			throw error;
		}
	}

	async function isRole(guild: string, id: string): Promise<boolean> {
		const roles = z.array(z.object({ id: z.string() })).parse(await api.get(Routes.guildRoles(guild), ASK));
		return roles.some((role) => role.id === id);
	}

	async function withRole(guild: string, role: string): Promise<readonly string[] | undefined> {
		const found: string[] = [];
		let after = "0";
		for (let page = 0; page < PAGES; page += 1) {
			const query = { after, limit: String(PAGE) };
			const members = z.array(memberShape).parse(await api.get(Routes.guildMembers(guild), ASK, query));
			found.push(...members.flatMap(({ user, roles }) => (roles.includes(role) ? [user.id] : [])));
			after = members.at(-1)?.user.id ?? after;
			if (members.length < PAGE) return found;
		}
		return undefined;
	}

	return {
		members: async (thread, approver) => {
			const { guild } = addressOf(thread);
			if (guild === "@me") return [approver];
			if ((await memberOf(guild, approver)) !== undefined) return [approver];
			if (!(await isRole(guild, approver))) return [];
			try {
				return await withRole(guild, approver);
			} catch (error) {
				if (!isRefusal(error, "noAccess", "noPermission")) throw error;
				return undefined;
			}
		},
		whois: async (thread, person) => {
			const { guild } = addressOf(thread);
			// In direct messages, members of any server that the bot is in are colleagues.
			for (const one of guild === "@me" ? guilds() : [guild]) {
				const member = await memberOf(one, person);
				if (member !== undefined) return toPerson(member, now());
			}
			return { id: person, name: person, trust: "external" };
		},
	};
}

function toPerson({ user, nick, roles, ...member }: Member, now: number): Person {
	const trust = user.bot === true || user.system === true ? "bot" : isRestricted(member, now) ? "guest" : "member";
	return { id: user.id, name: nick ?? nameOf(user), trust, groups: roles };
}

/** Guests of a voice channel, people who have not accepted the rules, and people who are timed out. */
function isRestricted(
	{
		pending,
		flags,
		communication_disabled_until: until,
	}: Pick<Member, "pending" | "flags" | "communication_disabled_until">,
	now: number,
): boolean {
	const isGuest = ((flags ?? 0) & IS_GUEST) !== 0;
	return pending === true || isGuest || (typeof until === "string" && Date.parse(until) > now);
}
