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

const IS_GUEST = 1 << 4;
const ASK = { what: "see who somebody is", needs: ["View Channel"] };

export interface People {
	whois(thread: ThreadId, person: string): Promise<Person>;
	/** The person alone: who has a role is not told to bots without a special intent. */
	members(thread: ThreadId, approver: string): Promise<readonly string[]>;
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

	return {
		members: async (thread, approver) => {
			const member = await memberOf(addressOf(thread).guild, approver);
			return member === undefined ? [] : [approver];
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
