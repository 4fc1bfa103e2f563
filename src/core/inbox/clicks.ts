// Clicks in the inbox: a verdict, Stop, or a button of a Turn that has ended.

import { labelsOf } from "../approval/risks.ts";
import { feedbackTicket, newToken, ticketOf } from "../approval/tickets.ts";
import { withChore } from "../commands/apply.ts";
import { answerWith } from "../domain/answers.ts";
import { withSpeakers } from "../domain/speakers.ts";
import { currentAttempt, isActive, isAgain, withCurrent } from "../domain/turns.ts";
import type {
	Approval,
	Choice,
	ClickNote,
	Forgetting,
	MessageNote,
	Person,
	Session,
	Tools,
	Turn,
	Verdict,
	Working,
} from "../domain.ts";
import { textsIn } from "../locales.ts";
import { notRun } from "../model/prompt.ts";
import { openCheck } from "../steps/checking.ts";
import { stopping } from "../steps/ending.ts";
import { localeIn, type Moment, openTurn, withoutFresh } from "../steps/opening.ts";
import type { Step } from "../world.ts";
import { chosen } from "./choosing.ts";
import { begin, message } from "./messages.ts";
import { lastCode, partial } from "./ways-on.ts";

export function forgetting(session: Session, why: Forgetting): Session {
	const by = why.why === "asked" ? why.by : NOBODY;
	// Otherwise a Thread that is gone from the platform would never be forgotten.
	return { ...stopping(session, by), threadGone: false, forgetting: why };
}
const NOBODY = { id: "", name: "the deletion of this thread", trust: "bot" } as const;

export function click(session: Session | undefined, note: ClickNote, moment: Moment): Step | undefined {
	if (session === undefined) return undefined;
	if (note.choice === "forget") return { session: forgetting(session, { why: "asked", by: note.by }) };
	const { turn } = session;
	if (turn === undefined) return undefined;
	if (note.choice === "fresh" && note.token === turn.standing?.fresh) {
		return withChore(
			{ ...session, turn: withoutFresh(turn) },
			{ kind: "fresh", id: `fresh ${note.token}`, by: note.by },
		);
	}
	if (isTool(note.choice)) return useTool(session, turn, { ...note, choice: note.choice }, moment);
	const { state } = turn;
	const approval = currentAttempt(turn)?.approval;
	if (note.choice === "stop" && note.token === turn.stop && state.kind !== "ended") {
		return { session: stopping(session, note.by) };
	}
	if (note.choice === "wrong") return corrected(session, turn, note, moment);
	if (note.choice === "choose") return chosen(session, turn, note);
	if (state.kind !== "waiting" || approval === undefined || approval.token !== note.token) return undefined;
	if (turn.edit !== undefined) return undefined;
	if (note.choice === "approve" || note.choice === "approve_fixes")
		return { session: { ...session, turn: approve(turn, approval, note) } };
	if (note.choice === "edit" && note.code !== undefined) {
		const edit = { by: note.by, code: { kind: "text", text: note.code } } as const;
		return { session: { ...session, turn: { ...turn, edit } } };
	}
	if (note.choice !== "reject") return undefined;
	if (isAgain(turn)) return refused(session, turn, approval, note);
	const verdict = { kind: "rejected", by: note.by, at: note.at, reason: note.reason } as const;
	// The model reads the reason, so whoever gave it is a speaker of the next code.
	const reasons = note.reason === "" ? [] : [{ by: note.by, key: "", gave: "reason" } as const];
	const rejected: Turn = {
		...withSpeakers(withCurrent(turn, { approval: { ...approval, verdict } }), ...reasons),
		state: { kind: "writing" },
		messages: [...turn.messages, notRun(note.reason)],
	};
	return { session: { ...session, turn: rejected } };
}

type Tool = Exclude<keyof Tools, "standIn" | "feedback">;
const TOOLS: readonly Choice[] = [
	"again",
	"reword",
	"partial",
	"code",
	"rerun",
	"check",
	"export",
] satisfies readonly Tool[];

function isTool(choice: Choice): choice is Tool {
	return TOOLS.includes(choice);
}

/** The buttons of a Turn that has ended. */
function useTool(
	session: Session,
	turn: Turn,
	{ choice, token, by, reason }: ClickNote & { readonly choice: Tool },
	moment: Moment,
): Step | undefined {
	const { tools = {}, state } = turn;
	const key = `${choice} ${token}`;
	if (state.kind !== "ended" || tools[choice] !== token) return undefined;
	switch (choice) {
		case "again":
			return state.end.kind === "failed"
				? goOn(session, turn, state.end.during, moment)
				: tryAnew(session, turn, key, moment);
		case "reword":
			return reworded(session, turn, { key, by, reason }, moment);
		case "partial":
		case "code": {
			const { [choice]: _, ...left } = tools;
			const said = choice === "code" ? lastCode(turn) : partial(turn);
			return withChore({ ...session, turn: { ...turn, tools: left } }, { kind: "say", id: key, ...said });
		}
		case "export": {
			const next = newToken();
			const offered: Turn = { ...turn, tools: { ...tools, export: next } };
			return {
				...withChore({ ...session, turn: offered }, { kind: "export", id: key, by }),
				open: [ticketOf(turn, { kind: "export", token: next, now: moment.now })],
			};
		}
		case "check":
			return openCheck(session, key, moment);
		case "rerun": {
			const ran = session.ran?.at(-1);
			if (ran === undefined) return undefined;
			const { standIn } = tools;
			const rerun = { of: ran.id, by, ...(standIn === undefined ? {} : { standIn }) };
			const said = { requester: by, key, request: "", midThread: false, uploads: [], speakers: ran.speakers, rerun };
			return openTurn(session, said, moment);
		}
	}
}

/** What is wrong with an answer goes on from it; while something else is at work, like a message. Its buttons go on working, for others. */
function corrected(session: Session, turn: Turn, { token, by, reason }: ClickNote, moment: Moment): Step | undefined {
	const answer = answerWith(session, token);
	if (answer === undefined || reason === "") return undefined;
	const { feedback, notices } = textsIn(localeIn(session, reason, moment));
	const text = answer.turn === turn.id ? feedback.followUp(reason) : feedback.about(answer.request, reason);
	const said = { key: `wrong ${token} ${by.id}`, by, text };
	const { session: next, ...step } = isActive(turn)
		? message(withNotice(session, turn, notices.asks(by.name, text)), messageOf(said, moment), moment)
		: follow(session, said, moment);
	const about = { id: answer.turn, thread: turn.thread, requester: turn.requester };
	return { ...step, session: next, open: [...(step.open ?? []), feedbackTicket(about, token, moment.now)] };
}

type Spoken = { readonly key: string; readonly by: Person; readonly text: string };

/** Others see what was said in the form. */
function withNotice(session: Session, turn: Turn, notice: string): Session {
	return { ...session, turn: { ...turn, notices: [...turn.notices, notice] } };
}

function messageOf({ key, by, text }: Spoken, { now }: Moment): MessageNote {
	return { kind: "message", author: by, key, text, files: [], midThread: false, at: now };
}

/** On from the step that failed. */
function goOn(session: Session, { tools: _, ...turn }: Turn, kind: Working, { now }: Moment): Step {
	const stop = newToken();
	const again: Turn = { ...turn, state: { kind }, stop };
	return {
		session: { ...session, hasWork: true, turn: again },
		open: [ticketOf(again, { kind: "stop", token: stop, now })],
	};
}

/** The question in the words of the form. */
function reworded(
	session: Session,
	{ request }: Turn,
	{ key, by, reason }: Pick<ClickNote, "by" | "reason"> & { readonly key: string },
	moment: Moment,
): Step {
	const text = reason === "" ? request : reason;
	return follow(session, { key, by, text }, moment);
}

/** A question whose words came by a form, as if they had been written in the thread: others see them now. */
function follow(session: Session, said: Spoken, moment: Moment): Step {
	const { notices } = textsIn(localeIn(session, said.text, moment));
	return begin(session, messageOf(said, moment), moment, [notices.asks(said.by.name, said.text)]);
}

/** The same question with its files, asked by the same person: it needs approval like the first time. Code that nobody decided about is not avoided. */
function tryAnew(session: Session, turn: Turn, key: string, moment: Moment): Step {
	const { requester, request, uploads, speakers, earlier, state } = turn;
	const isUndecided = state.kind === "ended" && state.end.kind === "expired";
	const anew = isUndecided ? {} : { anew: true as const };
	return openTurn(session, { requester, key, request, midThread: false, uploads, speakers, earlier, ...anew }, moment);
}

/** A rejected rerun ends the Turn: there is no other code to propose. */
function refused(session: Session, turn: Turn, approval: Approval, { by, at, reason }: ClickNote): Step {
	const verdict = { kind: "rejected", by, at, reason } as const;
	const ended: Turn = {
		...withCurrent(turn, { approval: { ...approval, verdict } }),
		state: { kind: "ended", end: { kind: "stopped", by }, at },
	};
	return { session: { ...session, turn: ended }, close: [turn.stop] };
}

function approve(turn: Turn, approval: Approval, { choice, by, at }: ClickNote): Turn {
	const fixes = choice === "approve_fixes" && approval.fixes === true;
	const verdict: Verdict = { kind: "approved", by, at, ...(fixes ? { fixes } : {}) };
	const grant = { by, labels: labelsOf(currentAttempt(turn)?.proposal.risks ?? []), fixes };
	return { ...withCurrent(turn, { approval: { ...approval, verdict } }), state: { kind: "running" }, grant };
}
