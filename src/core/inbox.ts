// Inbox reducer: what people said and clicked since the last step -> the Session as it stands now. Pure; drops no note and counts none twice.

import { lineOf } from "./domain/speakers.ts";
import { currentAttempt, openReadings, openUntil, withCurrent } from "./domain/turns.ts";
import type { Note, Session, Ticket, Turn } from "./domain.ts";
import { click, forgetting } from "./inbox/clicks.ts";
import { message } from "./inbox/messages.ts";
import { textsIn } from "./locales.ts";
import { offeredWays } from "./steps/ending.ts";
import { type Moment, openSession, openTurn, unheard } from "./steps/opening.ts";
import type { Step } from "./world.ts";

/** In: the stored Session (undefined: none yet) and its whole inbox, oldest first. Out: the Session with all of it and the buttons to open and close, or
 *  undefined if nothing has changed. Pure, never throws; must not drop a note, and a click counts only with a token that is still open. */
export function takeIn(session: Session | undefined, inbox: readonly Note[], moment: Moment): Step | undefined {
	const start: Step | undefined = session === undefined ? undefined : { session };
	const read = inbox.reduce<Step | undefined>((step, note) => {
		const next = take(step?.session, note, moment);
		if (next === undefined) return step;
		return {
			session: next.session,
			open: [...(step?.open ?? []), ...(next.open ?? [])],
			// A click has used its button up, whatever was said before it, unless that is to be clicked again.
			close: [...(step?.close ?? []), ...(next.close ?? []), ...usedUp(note, next)],
			...pastOf(next.past ?? step?.past),
		};
	}, start);
	// After the notes: a click that came in time counts, however late it is read.
	return (read && expire(read, moment)) ?? (inbox.length > 0 ? read : undefined);
}

function usedUp(note: Note, { open = [] }: Step): readonly string[] {
	return note.kind === "click" && !open.some(({ token }) => token === note.token) ? [note.token] : [];
}

function pastOf(past: Turn | undefined): Pick<Step, "past"> {
	return past === undefined ? {} : { past };
}

function take(before: Session | undefined, note: Note, moment: Moment): Step | undefined {
	// It is forgotten with the rest, and that is said.
	if (before?.forgetting !== undefined) return { session: before };
	// Where somebody speaks or clicks the Thread is there after all.
	const session = before === undefined ? undefined : { ...before, threadGone: false };
	switch (note.kind) {
		case "message":
			return message(session, note, moment);
		case "click":
			return click(session, note, moment);
		case "forget":
			return { session: forgetting(session ?? openSession(moment), { why: note.why }) };
	}
}

function expire({ session, open = [], close = [], past }: Step, { now }: Moment): Step | undefined {
	const { turn } = session;
	if (turn?.state.kind === "choosing" && (openUntil(turn)?.expiresAt ?? 0) <= now) {
		const { ended, tickets } = unanswered(turn, now);
		const tokens = openReadings(turn).map(({ token }) => token);
		return {
			session: { ...session, turn: ended },
			open: [...open, ...tickets],
			close: [...close, ...tokens, turn.stop],
			...pastOf(past),
		};
	}
	const approval = turn === undefined ? undefined : currentAttempt(turn)?.approval;
	if (turn?.state.kind !== "waiting" || turn.edit !== undefined || approval === undefined || approval.expiresAt > now)
		return undefined;
	const verdict = { kind: "expired", at: now } as const;
	const { ended, tickets } = unanswered(withCurrent(turn, { approval: { ...approval, verdict } }), now);
	return {
		session: { ...session, turn: ended },
		open: [...open, ...tickets],
		close: [...close, approval.token, turn.stop],
		...pastOf(past),
	};
}

function unanswered(turn: Turn, now: number): { readonly ended: Turn; readonly tickets: readonly Ticket[] } {
	const end = { kind: "expired" } as const;
	const { tools, tickets } = offeredWays(turn, end, now);
	return {
		ended: { ...turn, state: { kind: "ended", end, at: now }, ...(tools === undefined ? {} : { tools }) },
		tickets,
	};
}

/** Messages that came while the last Turn was finishing become the next one, asked by their first author. */
export function followUp(session: Session, moment: Moment): Step | undefined {
	const { turn } = session;
	const added = unheard(turn);
	const [first] = added;
	if (turn === undefined || first === undefined) return undefined;
	const next = {
		requester: first.by,
		key: first.key,
		request: added.map(lineOf).join("\n"),
		midThread: false,
		uploads: [],
		speakers: added.map(({ by, key }) => ({ by, key, gave: "words" }) as const),
		notices: [textsIn(turn.locale).notices.arrivedLate(added.length)],
	};
	return openTurn({ ...session, turn: { ...turn, added: [] } }, next, moment);
}
