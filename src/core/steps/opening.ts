// Constructors of a Session, a Turn and its Uploads.

import { newToken, ticketOf } from "../approval/tickets.ts";
import type { FileRef, Millis, Session, ThreadId, Turn, Upload } from "../domain.ts";
import type { Step } from "../world.ts";

export interface Moment {
	readonly thread: ThreadId;
	readonly now: Millis;
}

export function openSession({ thread, now }: Moment): Session {
	return {
		thread,
		rev: 0,
		openedAt: now,
		threadGone: false,
		hasWork: false,
		uploads: [],
		transcript: [],
		printed: "",
		generation: "",
	};
}

export type Opening = Pick<Turn, "requester" | "key" | "request" | "midThread" | "uploads" | "speakers"> &
	Partial<Pick<Turn, "rerun" | "notices">>;

export function openTurn(session: Session, opening: Opening, { thread, now }: Moment): Step {
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
		...opening,
	};
	return {
		session: { ...session, threadGone: false, hasWork: true, turn },
		open: [ticketOf(turn, { kind: "stop", token: turn.stop, now })],
		...withoutTools(session.turn),
	};
}

/** The Turn before without its buttons, to be drawn once more. */
export function withoutTools(turn: Turn | undefined): Pick<Step, "past" | "close"> {
	if (turn === undefined || (turn.tools === undefined && turn.standing?.fresh === undefined)) return {};
	const { tools, ...past } = turn;
	const close = [tools?.rerun, tools?.export, turn.standing?.fresh].filter((token) => token !== undefined);
	return { past: withoutFresh(past), close };
}

/** Keeps what was said about the kernel, and drops the button for a fresh one. */
export function withoutFresh({ standing, ...turn }: Turn): Turn {
	return standing === undefined ? turn : { ...turn, standing: { phrases: standing.phrases } };
}

/** The Sandbox decides on the names in `/workspace`; until then an Upload has its own name. */
export function newUploads(known: readonly Upload[], files: readonly FileRef[]): Upload[] {
	const fresh = files.filter(
		(file, index) => !known.some(({ id }) => id === file.id) && files.findIndex(({ id }) => id === file.id) === index,
	);
	return fresh.map((file) => ({ ...file, as: file.name, state: { kind: "waiting" } }));
}
