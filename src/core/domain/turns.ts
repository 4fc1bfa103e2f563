// Accessors of a Turn: its current Attempt, its slots, its beginning.

import type { Attempt, End, Message, Millis, Proposal, Reading, Session, Turn } from "../domain.ts";

/** The slot of the post that shows Attempt `index`, or what comes instead of it. */
export function slotOf(index: number): string {
	return `step ${index + 1}`;
}

/** The slot of the newest Attempt, or of what stands in its place before the first. */
export function newestSlot({ attempts }: Pick<Turn, "attempts">): string {
	return slotOf(Math.max(0, attempts.length - 1));
}

/** The slot of the post with the question about the request. */
export const QUESTION_SLOT = "question";

/** The name of the file that holds an Attempt's code, and by which an edited one is known. */
export function codeFileOf(index: number, { language }: Proposal): string {
	return `attempt-${index + 1}.${language === "python" ? "py" : "sh"}`;
}

export function currentAttempt(turn: Turn): Attempt | undefined {
	return turn.attempts.at(-1);
}

export function withCurrent(turn: Turn, change: Partial<Attempt>): Turn {
	const current = currentAttempt(turn);
	return current === undefined
		? turn
		: { ...turn, attempts: [...turn.attempts.slice(0, -1), { ...current, ...change }] };
}

/** Whether it goes over an earlier question once more: a rerun, or a check. */
export function isAgain({ rerun, check }: Turn): boolean {
	return rerun !== undefined || check !== undefined;
}

/** Whether people have rejected or replaced any of these. */
export function isRefused(attempts: readonly Attempt[]): boolean {
	return attempts.some(({ approval: { verdict } }) => verdict?.kind === "rejected" || verdict?.kind === "superseded");
}

/** The Attempt that an answer rests on, which need not be the last. */
export function answeredBy(turn: Turn, end: End): Attempt | undefined {
	return end.kind === "answered" && end.attempt !== undefined ? turn.attempts[end.attempt] : undefined;
}

/** Whether a second program can check the answer: a program printed figures for it, and it is not a check or a rerun itself. */
export function checkable(turn: Turn, end: End): boolean {
	const run = answeredBy(turn, end)?.run;
	const isFirst = !isAgain(turn) && turn.request !== "";
	return isFirst && run?.outcome === "ok" && /\d/.test(run.output);
}

/** What people are asked right now, by the token of a button of it: about code, or about the request. */
export function openUntil(turn: Turn): { readonly token: string; readonly expiresAt: Millis } | undefined {
	const approval = currentAttempt(turn)?.approval;
	if (turn.state.kind === "waiting") return approval;
	const [first] = openReadings(turn);
	const { expiresAt = 0 } = turn.question ?? {};
	return first === undefined ? undefined : { token: first.token, expiresAt };
}

/** The Readings that people may choose from. */
export function openReadings({ state, question }: Turn): readonly Reading[] {
	return state.kind === "choosing" ? (question?.readings ?? []) : [];
}

/** Adds a sentence about the step at hand. */
export function telling(turn: Turn, sentence: string): Turn {
	const { passing = [] } = turn;
	return { ...turn, passing: [...passing.filter((one) => one !== sentence), sentence] };
}

/** Without the sentences about the step that is over. */
export function told({ passing: _, ...turn }: Turn): Turn {
	return turn;
}

export function isActive(turn: Turn | undefined): turn is Turn {
	return turn !== undefined && turn.state.kind !== "ended";
}

export function withTurn(session: Session, turn: Turn): Session {
	return { ...session, turn };
}

/** What a Turn's branch began with: the messages up to its request, before the model said anything. */
export function beginning(session: Session, turn: Turn): readonly Message[] {
	// A check begins with nothing of what was said before.
	const from = turn.check === undefined ? session.transcript.length : 0;
	const said = turn.messages.findIndex(({ role }, at) => role === "assistant" && at >= from);
	return said === -1 ? turn.messages : turn.messages.slice(0, said);
}
