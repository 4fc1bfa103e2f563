// Whether a program may run without a click: by the channel's rules, by what it does, and by everybody who spoke, as they are now.

import { speaking } from "../domain/speakers.ts";
import type { Because, Proposal, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import type { Current, World } from "../world.ts";
import { runsUnasked } from "./policy.ts";

/** More people than this are not looked up: then somebody is asked. */
const MOST_PEOPLE = 30;

/** Why it may, or undefined: then people are asked. `turn` is as it was before the Attempt that holds the Proposal. */
export async function unasked(
	world: World,
	{ session, turn }: Current,
	proposal: Proposal,
): Promise<Because | undefined> {
	const because = runsUnasked(world.settings(turn.thread), turn, proposal);
	if (because === undefined || (session.kernel?.standing ?? []).length > 0) return undefined;
	return (await areMembers(world, { session, turn })) ? because : undefined;
}

/** Words of a guest or a stranger never run by themselves, whoever's question they joined. */
async function areMembers(world: World, { session, turn }: Current): Promise<boolean> {
	const people = speaking(session, turn);
	if (people.length > MOST_PEOPLE || people.some(({ trust }) => trust !== "member")) return false;
	const { whois } = world.adapter(turn.thread);
	try {
		const now = await Promise.all(people.map(({ id }) => whois(turn.thread, id)));
		return now.every(({ trust }) => trust === "member");
	} catch (error) {
		if (!isBotError(error)) throw error;
		return false;
	}
}

/** The Turn as it was before its last Attempt was put. */
export function before(turn: Turn): Turn {
	return { ...turn, attempts: turn.attempts.slice(0, -1) };
}
