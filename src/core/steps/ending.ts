// End of a Turn: always said, its buttons closed, and what can be done next offered.

import { tellStanding } from "../approval/kernel.ts";
import { newToken, ticketOf } from "../approval/tickets.ts";
import { withTurn } from "../domain/turns.ts";
import type { End, Session, Ticket, Tools, Turn } from "../domain.ts";
import { bestOutput } from "../fix/answer-check.ts";
import { clip } from "../text.ts";
import type { Current, Step, World } from "../world.ts";
import { standInFor } from "./remembered-runs.ts";

/** In: the Turn and how it ends. Out: a Step with the ended Turn, all its open tickets closed, and new ones for what can be done next (Rerun, Export, a
 *  fresh session). Never throws. Steps must end a Turn only here, or its buttons stay open. */
export function finish(world: World, { session, turn }: Current, end: End): Step {
	const now = world.clock.now();
	const { turn: told, open: fresh } = tellStanding(session, turn, now);
	const { stopping, ...rest } = told;
	const { tools, tickets } = offered(session, turn, end, now);
	const ended: Turn = {
		...rest,
		state: { kind: "ended", end, at: now },
		...(tools === undefined ? {} : { tools }),
	};
	const open = turn.attempts.flatMap(({ approval }) => (approval.verdict === undefined ? [approval.token] : []));
	return { session: withTurn(session, ended), close: [turn.stop, ...open], open: [...tickets, ...fresh] };
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

/** How much there was when something outside the program failed, and what that means for people. */
export function stageOf({ attempts }: Turn): string {
	const last = attempts.at(-1);
	if (last?.run?.outcome === "ok")
		return "The program above has run, and its output stands; only what was to follow is missing.";
	if (last?.runId !== undefined && last.run === undefined)
		return "It happened while code ran: what it did so far is shown above, and files are kept.";
	if (attempts.some(({ run }) => run !== undefined)) return "What was run so far is shown above; nothing else was run.";
	return "Nothing was run, and nothing was changed.";
}
