// Accessors of a Turn: its current Attempt, its slots, its beginning.

import type { Attempt, Message, Proposal, Session, Turn } from "../domain.ts";

/** The slot of the post that shows Attempt `index`, or what comes instead of it. */
export function slotOf(index: number): string {
	return `step ${index + 1}`;
}

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

export function isActive(turn: Turn | undefined): turn is Turn {
	return turn !== undefined && turn.state.kind !== "ended";
}

export function withTurn(session: Session, turn: Turn): Session {
	return { ...session, turn };
}

/** What a Turn's branch began with: the messages up to its request, before the model said anything. */
export function beginning(session: Session, turn: Turn): readonly Message[] {
	const said = turn.messages.findIndex(({ role }, at) => role === "assistant" && at >= session.transcript.length);
	return said === -1 ? turn.messages : turn.messages.slice(0, said);
}
