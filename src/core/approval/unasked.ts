// Runs without a click: allowed by the channel's rules, by what the code does, and by everybody who spoke, as they are now.

import { speaking } from "../domain/speakers.ts";
import type { Because, Proposal, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import type { Current, World } from "../world.ts";
import { runsUnasked } from "./policy.ts";

/** With more people than this, nobody is looked up, and a person is asked. */
const MOST_PEOPLE = 30;

/** Why the Proposal may run without a click, or undefined if people have to be asked. `turn` does not hold the Proposal yet. */
export async function unasked(
	world: World,
	{ session, turn }: Current,
	proposal: Proposal,
): Promise<Because | undefined> {
	const because = runsUnasked(world.settings(turn.thread), turn, proposal);
	if (because === undefined || (session.kernel?.standing ?? []).length > 0) return undefined;
	return (await areMembers(world, { session, turn })) ? because : undefined;
}

/** What a guest or a stranger said never runs without a click, whoever's question they joined. */
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

/** The Turn without its last Attempt. */
export function before(turn: Turn): Turn {
	return { ...turn, attempts: turn.attempts.slice(0, -1) };
}
