// What begins: a Session, a Turn, the tickets behind their buttons.

import type { FileRef, Millis, Session, ThreadId, Ticket, Turn, Upload } from "./domain.ts";
import { newToken } from "./policy.ts";
import type { Step } from "./world.ts";

export interface Moment {
	readonly thread: ThreadId;
	readonly now: Millis;
}

export function openSession({ thread, now }: Moment): Session {
	return {
		thread,
		rev: 0,
		openedAt: now,
		closed: false,
		open: false,
		uploads: [],
		transcript: [],
		printed: "",
		generation: "",
	};
}

export type Said = Pick<Turn, "requester" | "key" | "request" | "midThread" | "uploads"> &
	Partial<Pick<Turn, "rerun" | "notices">>;

export function openTurn(session: Session, said: Said, { thread, now }: Moment): Step {
	const turn: Turn = {
		id: newToken().slice(0, 12),
		thread,
		startedAt: now,
		state: { kind: "reading" },
		earlier: [],
		added: [],
		messages: [],
		asked: 0,
		attempts: [],
		restarted: false,
		nudged: false,
		stop: newToken(),
		notices: [],
		...said,
	};
	return {
		session: { ...session, closed: false, open: true, turn },
		open: [ticketOf(turn, { kind: "stop", token: turn.stop, now })],
		...withoutTools(session.turn),
	};
}

/** A Turn whose Rerun and Export are closed, to be drawn once more. */
export function withoutTools(turn: Turn | undefined): Pick<Step, "past" | "close"> {
	if (turn?.tools === undefined) return {};
	const { tools, ...past } = turn;
	return { past, close: [tools.rerun, tools.export].filter((token) => token !== undefined) };
}

/** The ticket behind a button that is about no open Proposal; it is good for a week. */
export function ticketOf(
	{ id, thread, requester }: Pick<Turn, "id" | "thread" | "requester">,
	{ kind, token, now, ...more }: Pick<Ticket, "kind" | "token"> & Partial<Ticket> & { now: Millis },
): Ticket {
	const expiresAt = now + 7 * 24 * 3_600_000;
	return { token, kind, thread, turn: id, slot: "", requester, sha256: "", generation: "", expiresAt, ...more };
}

/** Names in `/workspace` are settled by the Sandbox; until then an Upload goes by its own name. */
export function newUploads(known: readonly Upload[], files: readonly FileRef[]): Upload[] {
	const fresh = files.filter(
		(file, index) => !known.some(({ id }) => id === file.id) && files.findIndex(({ id }) => id === file.id) === index,
	);
	return fresh.map((file) => ({ ...file, as: file.name, state: { kind: "waiting" } }));
}
