// Direct messages to approvers: who is told that code waits, and when they are reminded.

import { words } from "../domain/commands.ts";
import { currentAttempt, withTurn } from "../domain/turns.ts";
import type { Session, ThreadId, Told, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import { textsIn } from "../locales.ts";
import type { Current, Step, World } from "../world.ts";
import { mayApprove } from "./policy.ts";
import { askedOf } from "./tickets.ts";

/** More people than this would not feel asked. */
const MOST = 20;

/** In: a Turn whose code waits. Out: a Step that says who is told, one that reminds them, or undefined if nothing is to be told now. A platform that
 *  refuses direct messages is logged: the card is in the thread in any case. */
export async function notifying(world: World, { session, turn }: Current): Promise<Step | undefined> {
	const settings = world.settings(turn.thread);
	if (settings.approvers.length === 0) return undefined;
	if (turn.told === undefined) {
		const { told, groups } = await approversOf(world, session, turn);
		if (groups.length > 0) await call(world, turn, groups);
		return { session: withTurn(session, { ...turn, told }) };
	}
	const at = remindAt(world, turn);
	if (at === undefined || world.clock.now() < at) return undefined;
	return { session: withTurn(session, { ...turn, reminded: true }) };
}

/** When whoever was told is reminded (ms since 1970); undefined: not, or not again. */
export function remindAt(world: World, turn: Turn): number | undefined {
	const { approvalRemindMs, approvalTtlMs } = world.settings(turn.thread);
	const { expiresAt } = currentAttempt(turn)?.approval ?? {};
	const isWaiting = turn.state.kind === "waiting" && expiresAt !== undefined;
	if (!isWaiting || turn.reminded || (turn.told ?? []).length === 0 || approvalRemindMs >= approvalTtlMs)
		return undefined;
	return expiresAt - approvalRemindMs;
}

/** Says to everybody who was told how things are now. Never rejects. */
export async function tellAll(world: World, { turn }: Session): Promise<void> {
	if (turn === undefined || (turn.told ?? []).length === 0) return;
	const { tell, link } = world.adapter(turn.thread);
	const url = await link(turn).catch(() => undefined);
	await Promise.all(
		(turn.told ?? []).map((told) =>
			tell(turn, told, url).catch((error: unknown) =>
				world.log("warn", "not_told", { thread: turn.thread, turn: turn.id, error: String(error) }),
			),
		),
	);
}

/** Below the card, for groups of whose people the platform does not tell; posted once a question. */
async function call(world: World, turn: Turn, groups: readonly string[]): Promise<void> {
	const { thread, id, locale, requester } = turn;
	const said = words(textsIn(locale).direct.above(requester.name), []);
	const aside = { id: `${thread} calls ${id}`, thread, ...said, calls: groups };
	await world
		.adapter(thread)
		.say(aside)
		.catch((error: unknown) => {
			if (!isBotError(error)) throw error;
			world.log("warn", "approver_not_told", { thread, turn: id, what: "a group", error: String(error) });
		});
}

/** Everybody who may approve, but for the requester, who sees the card; and the groups of whose people nothing is known. */
async function approversOf(
	world: World,
	session: Session,
	turn: Turn,
): Promise<{ readonly told: readonly Told[]; readonly groups: readonly string[] }> {
	const settings = world.settings(turn.thread);
	const { members, whois, direct } = world.adapter(turn.thread);
	const refused = (what: string) => (error: unknown) => {
		if (!isBotError(error)) throw error;
		world.log("warn", "approver_not_told", { thread: turn.thread, turn: turn.id, what, error: String(error) });
		return undefined;
	};
	const asked = settings.approvers.map(async (approver) => {
		const people = await members(turn.thread, approver).catch(
			(error: unknown) => refused("the people of a group")(error) ?? [],
		);
		return { approver, people };
	});
	const known = await Promise.all(asked);
	const groups = known.flatMap(({ approver, people }) => (people === undefined ? [approver] : []));
	const muted = await world.store.muted(turn.thread);
	const people = [...new Set(known.flatMap(({ people: some }) => some ?? []))].filter(
		(id) => id !== turn.requester.id && !muted.includes(id),
	);
	const found = await Promise.all(
		people.slice(0, MOST).map(async (person): Promise<readonly Told[]> => {
			const now = await whois(turn.thread, person).catch(refused("who somebody is"));
			if (now === undefined || !mayApprove(settings, askedOf(session, turn), now)) return [];
			const place: ThreadId | undefined = await direct(person).catch(refused("a direct message"));
			return place === undefined ? [] : [{ person, place }];
		}),
	);
	return { told: found.flat(), groups };
}
