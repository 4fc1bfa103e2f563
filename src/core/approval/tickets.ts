// Tickets: the random token that a button carries, and what the server holds for it.

import { giversOf } from "../domain/speakers.ts";
import { openReadings, QUESTION_SLOT, slotOf } from "../domain/turns.ts";
import type { Attempt, Millis, Session, Speaker, Ticket, Turn } from "../domain.ts";

/** 128 random bits, in hex: all that a button carries. */
export function newToken(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Hex sha256 of the text in UTF-8. */
export async function sha256(text: string): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
	return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Who asked, and who else gave a part of the request. */
export type Asked = Pick<Ticket, "requester" | "speakers">;

/** The ticket behind a button that is not about an open Proposal; it expires after a week. */
export function ticketOf(
	{ id, thread, requester }: Pick<Turn, "id" | "thread" | "requester">,
	{ kind, token, now, ...more }: Pick<Ticket, "kind" | "token"> & Partial<Ticket> & { now: Millis },
): Ticket {
	const expiresAt = now + 7 * 24 * 3600000;
	return {
		token,
		kind,
		thread,
		turn: id,
		slot: "",
		requester,
		speakers: [],
		sha256: "",
		generation: "",
		expiresAt,
		...more,
	};
}

/** The ticket behind Right and Wrong: as long as the Thread is kept, by any human measure. */
export function feedbackTicket(turn: Pick<Turn, "id" | "thread" | "requester">, token: string, now: Millis): Ticket {
	return ticketOf(turn, { kind: "feedback", token, now, expiresAt: now + 10 * 365 * 24 * 3600000 });
}

/** Who asked for a Turn, and who else gave a part of it. A rerun belongs to the person who asked for the first run. */
export function askedOf(session: Session, { requester, rerun, speakers }: Turn): Asked {
	const first = rerun?.by === undefined ? undefined : session.ran?.find(({ id }) => id === rerun.of);
	return { requester: first?.requester ?? requester, speakers: idsOf(session, speakers) };
}

/** Of those who gave a part of a request, or one of the files that its code can read. */
export function idsOf(session: Session, speakers: readonly Speaker[]): readonly string[] {
	return [...new Set([...speakers.map(({ by }) => by), ...giversOf(session)].map(({ id }) => id))];
}

/** The tickets behind the buttons of the question about the request. */
export function choiceTickets(session: Session, turn: Turn): readonly Ticket[] {
	const { expiresAt = 0 } = turn.question ?? {};
	const asked = askedOf(session, turn);
	return openReadings(turn).map(({ token }) => ({
		...ticketOf(turn, { kind: "choose", token, now: expiresAt, slot: QUESTION_SLOT, expiresAt }),
		...asked,
	}));
}

/** The ticket behind the buttons of an Attempt, the last one of its Turn. */
export function approvalTicket(session: Session, turn: Turn, { approval, proposal }: Attempt): Ticket {
	const { token, generation, expiresAt } = approval;
	return {
		...askedOf(session, turn),
		token,
		kind: "approval",
		thread: turn.thread,
		turn: turn.id,
		slot: slotOf(turn.attempts.length - 1),
		sha256: proposal.sha256,
		generation,
		expiresAt,
	};
}
