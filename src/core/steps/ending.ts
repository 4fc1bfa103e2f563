// End of a Turn: always said, its buttons closed, and what can be done next offered.

import { tellStanding } from "../approval/kernel.ts";
import { newToken, ticketOf } from "../approval/tickets.ts";
import { isActive, withTurn } from "../domain/turns.ts";
import type { End, Person, Session, Ticket, Tools, Turn } from "../domain.ts";
import { bestOutput } from "../fix/answer-check.ts";
import { clip, count } from "../text.ts";
import type { Current, Step, World } from "../world.ts";
import { takenNext } from "./opening.ts";
import { standInFor } from "./remembered-runs.ts";

/** Stop drops the messages that came before it; what is said after it becomes the next Turn. */
export function stopping(session: Session, by: Person): Session {
	const { turn } = session;
	if (!isActive(turn)) return session;
	const { added } = turn;
	const notices = turn.notices.filter((notice) => notice !== takenNext(added.length));
	const dropped = `${count(added.length, "message")} that came before Stop ${added.length === 1 ? "was" : "were"} not answered.`;
	return {
		...session,
		turn: {
			...turn,
			stopping: turn.stopping ?? by,
			added: [],
			notices: added.length === 0 ? turn.notices : [...notices, dropped],
		},
	};
}

/** In: the Turn and how it ends. Out: a Step with the ended Turn, all its open tickets closed, and new ones for what can be done next (Rerun, Export, a
 *  fresh session). Never throws. Steps must end a Turn only here, or its buttons stay open. */
export function finish(world: World, { session, turn }: Current, end: End): Step {
	const now = world.clock.now();
	const { turn: told, open: fresh, close } = tellStanding(session, turn, now);
	const { stopping, ...rest } = told;
	const { tools, tickets } = offered(session, turn, end, now);
	const ended: Turn = {
		...rest,
		state: { kind: "ended", end, at: now },
		...(tools === undefined ? {} : { tools }),
	};
	const asked = turn.attempts.flatMap(({ approval }) => (approval.verdict === undefined ? [approval.token] : []));
	return { session: withTurn(session, ended), close: [turn.stop, ...asked, ...close], open: [...tickets, ...fresh] };
}

/** Rerun and Export after code has worked; Rerun alone after a new file that it can run on. */
function offered(
	session: Session,
	turn: Turn,
	end: End,
	now: number,
): { readonly tools?: Tools; readonly tickets: readonly Ticket[] } {
	const ran = session.ran?.at(-1);
	const newer = ran === undefined ? undefined : standInFor(session, ran);
	const worked = end.kind === "reran" || (end.kind === "answered" && end.attempt !== undefined);
	if (ran === undefined || !(worked || (end.kind === "received" && newer !== undefined))) return { tickets: [] };
	const tools = {
		rerun: newToken(),
		...(worked ? { export: newToken() } : {}),
		...(newer === undefined ? {} : { standIn: newer }),
	};
	const { requester, sha256 } = ran;
	const speakers = ran.speakers.map(({ by }) => by.id);
	const rerun = ticketOf({ ...turn, requester }, { kind: "rerun", token: tools.rerun, now, sha256, speakers });
	const exported = tools.export === undefined ? [] : [ticketOf(turn, { kind: "export", token: tools.export, now })];
	return { tools, tickets: [rerun, ...exported] };
}

/** With the best output so far. */
export function giveUp(world: World, working: Current, sentence: string): Step {
	const best = bestOutput(working.turn.attempts, working.turn.request);
	const output = best === undefined ? {} : { best: clip(best, { chars: 1500, head: 0.4 }) };
	return finish(world, working, { kind: "gave_up", sentence, ...output });
}
