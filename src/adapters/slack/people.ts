// People as Slack knows them now: names, trust and groups.

import { z } from "zod";
import type { Person } from "../../core/domain.ts";
import type { Log } from "../../core/ports.ts";
import type { Api } from "./api.ts";
import type { Self } from "./events.ts";
import { slackCode } from "./failure.ts";

const userShape = z.object({
	id: z.string(),
	team_id: z.string().nullish(),
	name: z.string().nullish(),
	real_name: z.string().nullish(),
	deleted: z.boolean().nullish(),
	is_bot: z.boolean().nullish(),
	is_restricted: z.boolean().nullish(),
	is_ultra_restricted: z.boolean().nullish(),
	is_stranger: z.boolean().nullish(),
	profile: z.object({ display_name: z.string().nullish(), real_name: z.string().nullish() }).nullish(),
	enterprise_user: z.object({ teams: z.array(z.string()).nullish() }).nullish(),
});

const NAMES_FOR = 10 * 60_000;
const NAME_WAIT = 1000;

export interface People {
	whois(person: string): Promise<Person>;
	/** The same person with the name we know; quick, and never fails. */
	named(person: Person): Promise<Person>;
	/** The members of a user group; BotError `chat_refused` if Slack does not tell. */
	members(usergroup: string): Promise<readonly string[]>;
	/** The same, but waits for Slack as long as it takes. */
	known(person: Person): Promise<Person>;
}

export interface PeopleOptions {
	readonly now: () => number;
	readonly log: Log;
	/** Ids of the user groups that may approve; others are not asked for. */
	readonly groups: readonly string[];
}

/** `whois` asks Slack each time and throws BotError `chat_refused` if Slack does not answer: then nobody is trusted. */
export function openPeople(api: Api, { now, log, groups }: PeopleOptions): People {
	const names = new Map<string, { readonly name: string; readonly at: number }>();

	const whois: People["whois"] = async (person) => {
		const self = await api.self();
		try {
			const found = await api.call("users.info", () => api.client.users.info({ user: person }));
			const user = userShape.parse(found.user);
			const name = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name, user.id].find(
				Boolean,
			);
			names.set(person, { name: name ?? user.id, at: now() });
			return { id: user.id, name: name ?? user.id, trust: trustOf(user, self) };
		} catch (error) {
			const code = slackCode(error instanceof Error ? error.cause : undefined);
			// A person whom this workspace does not know is not a colleague.
			if (code === "user_not_found" || code === "user_not_visible")
				return { id: person, name: person, trust: "external" };
			throw error;
		}
	};

	const members: People["members"] = async (usergroup) => {
		const list = await api.call("usergroups.users.list", () => api.client.usergroups.users.list({ usergroup }));
		return z.array(z.string()).parse(list.users);
	};

	/** A group that cannot be read counts as empty. */
	const isIn = async (person: string, usergroup: string): Promise<boolean> => {
		try {
			return (await members(usergroup)).includes(person);
		} catch (error) {
			log("warn", "group_not_read", { usergroup, error: String(error) });
			return false;
		}
	};

	return {
		members,
		whois: async (person) => {
			const known = await whois(person);
			if (groups.length === 0 || known.trust !== "member") return known;
			const mine = await Promise.all(groups.map(async (group) => ((await isIn(person, group)) ? [group] : [])));
			return { ...known, groups: mine.flat() };
		},
		named: async (person) => {
			const known = names.get(person.id);
			if (known !== undefined && known.at > now() - NAMES_FOR) return { ...person, name: known.name };
			// A slow answer must not use up the time in which the event is to be acknowledged.
			const asked = whois(person.id).catch(() => person);
			const late = new Promise<Person>((resolve) => setTimeout(resolve, NAME_WAIT, person).unref());
			return { ...person, name: (await Promise.race([asked, late])).name };
		},
		known: async (person) => {
			const name = names.get(person.id)?.name ?? (await whois(person.id).catch(() => person)).name;
			return { ...person, name };
		},
	};
}

/** Deactivated people keep their name and nothing else. */
function trustOf(user: z.infer<typeof userShape>, self: Self): Person["trust"] {
	if (user.is_bot === true || user.id === "USLACKBOT") return "bot";
	const home = user.team_id ?? self.team;
	const isColleague = home === self.team || user.enterprise_user?.teams?.includes(self.team) === true;
	if (user.is_stranger === true || !isColleague) return "external";
	if (user.deleted === true || user.is_restricted === true || user.is_ultra_restricted === true) return "guest";
	return "member";
}
