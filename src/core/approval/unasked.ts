// Runs without a click: allowed by the channel's rules, by what the code does, and by everybody who spoke, as they are now.

import { speaking } from "../domain/speakers.ts";
import type { Because, Person, Proposal, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import type { Current, World } from "../world.ts";
import { mayApprove, runsUnasked } from "./policy.ts";
import { askedOf } from "./tickets.ts";

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
	const isAllowed = (await areMembers(world, { session, turn })) && (await stillMay(world, { session, turn }));
	return isAllowed ? because : undefined;
}

/** Whether the person whose click the later programs rest on may give it now. */
async function stillMay(world: World, { session, turn }: Current): Promise<boolean> {
	const settings = world.settings(turn.thread);
	if (settings.mode === "auto") return true;
	if (turn.grant === undefined) return false;
	const [person] = await lookedUp(world, turn, [turn.grant.by]);
	return person !== undefined && mayApprove(settings, askedOf(session, turn), person);
}

/** What a guest or a stranger said never runs without a click, whoever's question they joined. */
async function areMembers(world: World, { session, turn }: Current): Promise<boolean> {
	const people = speaking(session, turn);
	if (people.length > MOST_PEOPLE || people.some(({ trust }) => trust !== "member")) return false;
	const now = await lookedUp(world, turn, people);
	return now.length > 0 && now.every(({ trust }) => trust === "member");
}

/** As they are now; nobody, if the platform does not say it of all. */
async function lookedUp(world: World, { thread }: Turn, people: readonly Person[]): Promise<readonly Person[]> {
	const { whois } = world.adapter(thread);
	try {
		return await Promise.all(people.map(({ id }) => whois(thread, id)));
	} catch (error) {
		if (!isBotError(error)) throw error;
		return [];
	}
}

/** The Turn without its last Attempt. */
export function before(turn: Turn): Turn {
	return { ...turn, attempts: turn.attempts.slice(0, -1) };
}
