// End of a Turn: always said, its buttons closed, and what can be done next offered.

import { tellStanding } from "../approval/kernel.ts";
import { feedbackTicket, idsOf, newToken, ticketOf } from "../approval/tickets.ts";
import { checkable, isActive, isAgain, openReadings, told, withTurn } from "../domain/turns.ts";
import type { End, Person, Run, Session, Ticket, Tools, Turn } from "../domain.ts";
import { bestOutput } from "../fix/answer-check.ts";
import { hasPartial } from "../fix/partial.ts";
import { restsOn } from "../fix/resting.ts";
import { textsIn } from "../locales.ts";
import { askAnswer } from "../model/prompt.ts";
import { clip } from "../text.ts";
import type { Current, Step, World } from "../world.ts";
import { takenNext } from "./opening.ts";
import { answeredFrom, standInFor } from "./remembered-runs.ts";

/** Stop drops the messages that came before it; what is said after it becomes the next Turn. */
export function stopping(session: Session, by: Person): Session {
	const { turn } = session;
	// What was said after Stop becomes the next Turn, however often Stop is clicked.
	if (!isActive(turn) || turn.stopping !== undefined) return session;
	const { added } = turn;
	const notices = turn.notices.filter((notice) => notice !== takenNext(turn, added.length));
	const dropped = textsIn(turn.locale).notices.dropped(added.length);
	return {
		...session,
		turn: {
			...turn,
			stopping: by,
			added: [],
			notices: added.length === 0 ? turn.notices : [...notices, dropped],
		},
	};
}

/** In: the Turn and how it ends. Out: a Step with the ended Turn, all its open tickets closed, and new ones for what can be done next (Rerun, Export, a
 *  fresh session). Never throws. Steps must end a Turn only here, or its buttons stay open. */
export function finish(world: World, { session, turn }: Current, end: End): Step {
	const now = world.clock.now();
	const { turn: standing, open: fresh, close } = tellStanding(session, turn, now);
	const { stopping, ...rest } = told(standing);
	const { tools, tickets } = offered(session, turn, end, now);
	const ended: Turn = {
		...rest,
		state: { kind: "ended", end, at: now },
		...(tools === undefined ? {} : { tools }),
	};
	const asked = turn.attempts.flatMap(({ approval }) => (approval.verdict === undefined ? [approval.token] : []));
	return {
		session: withTurn(
			{ ...session, ...(session.ran === undefined ? {} : { ran: answeredFrom(session.ran, turn, end) }) },
			ended,
		),
		close: [turn.stop, ...asked, ...openReadings(turn).map(({ token }) => token), ...close],
		open: [...tickets, ...fresh],
	};
}

/** Ways on where there is no answer; Rerun and Export after code has worked; Rerun alone after a new file that it can run on. */
function offered(
	session: Session,
	turn: Turn,
	end: End,
	now: number,
): { readonly tools?: Tools; readonly tickets: readonly Ticket[] } {
	const { tools: ways, tickets: opened } = offeredWays(turn, end, now);
	const ran = session.ran?.at(-1);
	const newer = ran === undefined ? undefined : standInFor(session, ran);
	const worked = end.kind === "reran" || (end.kind === "answered" && end.attempt !== undefined);
	if (ran === undefined || !(worked || (end.kind === "received" && newer !== undefined)))
		return opened.length === 0 ? { tickets: [] } : { tools: { ...ways }, tickets: opened };
	const tools = {
		...ways,
		rerun: newToken(),
		...(checkable(turn, end) ? { check: newToken() } : {}),
		...(worked ? { export: newToken() } : {}),
		...(newer === undefined ? {} : { standIn: newer }),
	};
	const { requester, sha256 } = ran;
	const speakers = idsOf(session, ran.speakers);
	const rerun = ticketOf({ ...turn, requester }, { kind: "rerun", token: tools.rerun, now, sha256, speakers });
	const check = tools.check === undefined ? [] : [ticketOf(turn, { kind: "check", token: tools.check, now, speakers })];
	const exported = tools.export === undefined ? [] : [ticketOf(turn, { kind: "export", token: tools.export, now })];
	return { tools, tickets: [...opened, rerun, ...check, ...exported] };
}

/** The buttons of the ways on, and what the server holds for them; without `tools` there are none. */
export function offeredWays(
	turn: Turn,
	end: End,
	now: number,
): { readonly tools?: Tools; readonly tickets: readonly Ticket[] } {
	const tickets = waysOn(turn, end).map((kind) =>
		kind === "feedback" ? feedbackTicket(turn, newToken(), now) : ticketOf(turn, { kind, token: newToken(), now }),
	);
	if (tickets.length === 0) return { tickets };
	return { tools: Object.fromEntries(tickets.map(({ kind, token }) => [kind, token])), tickets };
}

/** After a step that failed, where there is no answer, and under an answer by the model or by a program. */
function waysOn(turn: Turn, end: End): readonly ("again" | "reword" | "partial" | "code" | "feedback")[] {
	if (end.kind === "failed") return ["again"];
	if (end.kind === "reran" || (end.kind === "answered" && turn.asked > 0)) return ["feedback"];
	if (end.kind !== "gave_up" && end.kind !== "stopped" && end.kind !== "expired") return [];
	const question = isAgain(turn) || turn.request === "" ? [] : (["again", "reword"] as const);
	if (end.kind !== "gave_up") return question;
	return [
		...question,
		...(hasPartial(turn) ? (["partial"] as const) : []),
		...(turn.attempts.length > 0 ? (["code"] as const) : []),
	];
}

/** To the answer, if an Attempt can be answered from. */
export function toAnswer(working: Current): Step | undefined {
	const run = working.turn.attempts[restsOn(working.turn) ?? -1]?.run;
	return run === undefined ? undefined : answerFrom(working, run);
}

export function answerFrom({ session, turn }: Current, run: Run): Step {
	const messages = [...turn.messages, askAnswer(run, turn.request, session.uploads)];
	return { session: withTurn(session, { ...turn, messages, state: { kind: "answering" } }) };
}

/** With the best output so far; an output with something minor wrong is answered from instead. */
export function giveUp(world: World, working: Current, sentence: string): Step {
	const answer = toAnswer(working);
	if (answer !== undefined) return answer;
	const best = bestOutput(working.turn.attempts, working.turn.request);
	const notice = textsIn(working.turn.locale).textLeftOut;
	const output = best === undefined ? {} : { best: clip(best, { chars: 1500, head: 0.4, notice }) };
	return finish(world, working, { kind: "gave_up", sentence, ...output });
}
