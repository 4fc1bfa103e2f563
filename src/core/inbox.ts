// What people said and clicked since the last step -> the Session as it stands now. Pure: nothing is dropped, nothing is done twice.

import {
	type Approval,
	type Attempt,
	type ClickNote,
	codeFileOf,
	type FileRef,
	type MessageNote,
	type Millis,
	type Note,
	type Session,
	type ThreadId,
	type Ticket,
	type Turn,
	type Upload,
	type Verdict,
} from "./domain.ts";
import { labelsOf } from "./labels.ts";
import { newToken } from "./policy.ts";
import { notRun, superseded } from "./prompt.ts";
import type { Step } from "./world.ts";

interface Moment {
	readonly thread: ThreadId;
	readonly now: Millis;
}

/** undefined where there is nothing new. */
export function takeIn(session: Session | undefined, inbox: readonly Note[], moment: Moment): Step | undefined {
	const start: Step | undefined = session === undefined ? undefined : { session };
	const read = inbox.reduce<Step | undefined>((step, note) => {
		const next = take(step?.session, note, moment);
		if (next === undefined) return step;
		return {
			session: next.session,
			open: [...(step?.open ?? []), ...(next.open ?? [])],
			close: [...(step?.close ?? []), ...(next.close ?? [])],
		};
	}, start);
	// A click that came in time counts, however late it is read.
	return (read && expire(read, moment)) ?? (inbox.length > 0 ? read : undefined);
}

function take(session: Session | undefined, note: Note, moment: Moment): Step | undefined {
	switch (note.kind) {
		case "message":
			return message(session, note, moment);
		case "click":
			return click(session, note, moment);
		case "forget":
			return { session: { ...(session ?? opened(moment)), forgetting: { why: note.why } } };
	}
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

function expire({ session, open = [], close = [] }: Step, { now }: Moment): Step | undefined {
	const { turn } = session;
	const approval = turn === undefined ? undefined : currentAttempt(turn)?.approval;
	if (turn?.state.kind !== "waiting" || turn.edit !== undefined || approval === undefined || approval.expiresAt > now)
		return undefined;
	const verdict = { kind: "expired", at: now } as const;
	const ended = {
		...withCurrent(turn, { approval: { ...approval, verdict } }),
		state: { kind: "ended", end: { kind: "expired" }, at: now },
	} as const;
	return { session: { ...session, turn: ended }, open, close: [...close, approval.token, turn.stop] };
}

function message(before: Session | undefined, note: MessageNote, moment: Moment): Step {
	const session = before ?? opened(moment);
	const edit = editOf(session, note);
	if (edit !== undefined) return edit;
	const uploads = [...session.uploads, ...newUploads(session.uploads, note.files)];
	const { turn } = session;
	if (turn === undefined || turn.state.kind === "ended" || session.closed)
		return begin({ ...session, uploads }, note, moment);
	const files = note.files.map((file) => file.id);
	// Until the first request to the model, files that come late are read as if they had come at once.
	const early = turn.state.kind === "writing" && turn.asked === 0 && files.length > 0;
	// What anybody says is content: it never widens what was approved, but it ends what was approved in advance.
	const { edit: _, ...rest } = ungranted(turn);
	const joined: Turn = {
		...rest,
		uploads: [...new Set([...turn.uploads, ...files])],
		state: early ? { kind: "reading" } : turn.state,
	};
	if (note.text.trim() === "") return { session: { ...session, uploads, turn: joined } };
	const said = `${note.author.name}: ${note.text}`;
	if (turn.state.kind !== "waiting")
		return { session: { ...session, uploads, turn: { ...joined, added: [...turn.added, said] } } };
	const approval = currentAttempt(turn)?.approval;
	if (approval === undefined) return { session };
	const verdict = { kind: "superseded", by: note.author, at: note.at } as const;
	const next: Turn = {
		...withCurrent(joined, { approval: { ...approval, verdict } }),
		state: { kind: "writing" },
		messages: [...turn.messages, superseded()],
		added: [...turn.added, said],
	};
	return { session: { ...session, uploads, turn: next }, close: [approval.token] };
}

/** While code waits, a reply that is nothing but one code file is that code, edited; so is one under the file's own name, whatever is said with it. */
function editOf(session: Session, { files, text, author }: MessageNote): Step | undefined {
	const { turn } = session;
	const [file, ...others] = files;
	const current = turn?.state.kind === "waiting" ? currentAttempt(turn) : undefined;
	if (turn === undefined || current === undefined || file === undefined || others.length > 0) return undefined;
	const name = codeFileOf(turn.attempts.length - 1, current.proposal);
	const isCode = file.name.endsWith(name.slice(name.lastIndexOf(".")));
	if (file.name !== name && (!isCode || text.trim() !== "")) return undefined;
	const edit = { by: author, code: { kind: "file", file } } as const;
	return { session: { ...session, turn: { ...turn, edit } }, close: [current.approval.token] };
}

function begin(session: Session, note: MessageNote, { thread, now }: Moment): Step {
	const { author: requester, key } = note;
	const midThread = note.midThread && session.turn === undefined;
	return open(
		session,
		{ requester, key, request: note.text.trim(), midThread, uploads: note.files.map(({ id }) => id) },
		{ thread, now },
	);
}

/** What was said while the last Turn was finishing becomes the next one; after Stop it does not. */
export function followUp(session: Session, now: Millis): Step | undefined {
	const { turn, thread } = session;
	if (turn?.state.kind !== "ended" || turn.added.length === 0) return undefined;
	const { kind } = turn.state.end;
	if (kind !== "answered" && kind !== "gave_up") return undefined;
	const said = {
		requester: turn.requester,
		key: turn.key,
		request: turn.added.join("\n"),
		midThread: false,
		uploads: [],
	};
	return open(session, said, { thread, now });
}

type Said = Pick<Turn, "requester" | "key" | "request" | "midThread" | "uploads">;

function open(session: Session, said: Said, { thread, now }: Moment): Step {
	const turn: Turn = {
		...said,
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
	};
	return {
		session: { ...session, closed: false, open: true, turn },
		open: [ticketOf(turn, { kind: "stop", token: turn.stop, now })],
	};
}

/** The ticket behind a Stop or Try-again button; it is good for a week. */
export function ticketOf(
	turn: Turn,
	{ kind, token, now }: { kind: "stop" | "again"; token: string; now: Millis },
): Ticket {
	const expiresAt = now + 7 * 24 * 3_600_000;
	return {
		token,
		kind,
		thread: turn.thread,
		turn: turn.id,
		slot: "",
		requester: turn.requester,
		sha256: "",
		generation: "",
		expiresAt,
	};
}

function click(session: Session | undefined, note: ClickNote, { now }: Moment): Step | undefined {
	const turn = session?.turn;
	if (session === undefined || turn === undefined) return undefined;
	const { state } = turn;
	const approval = currentAttempt(turn)?.approval;
	if (note.choice === "stop" && note.token === turn.stop && state.kind !== "ended") {
		return { session: { ...session, turn: { ...turn, stopping: note.by } } };
	}
	if (
		note.choice === "again" &&
		state.kind === "ended" &&
		state.end.kind === "failed" &&
		state.end.retry === note.token
	) {
		const stop = newToken();
		const again: Turn = { ...turn, state: { kind: state.end.during }, stop };
		return {
			session: { ...session, open: true, turn: again },
			open: [ticketOf(again, { kind: "stop", token: stop, now })],
		};
	}
	if (state.kind !== "waiting" || approval === undefined || approval.token !== note.token) return undefined;
	if (turn.edit !== undefined) return undefined;
	if (note.choice === "approve" || note.choice === "approve_fixes")
		return { session: { ...session, turn: approve(turn, approval, note) } };
	if (note.choice === "edit" && note.code !== undefined) {
		const edit = { by: note.by, code: { kind: "text", text: note.code } } as const;
		return { session: { ...session, turn: { ...turn, edit } } };
	}
	if (note.choice !== "reject") return undefined;
	const verdict = { kind: "rejected", by: note.by, at: note.at, reason: note.reason } as const;
	const rejected: Turn = {
		...withCurrent(turn, { approval: { ...approval, verdict } }),
		state: { kind: "writing" },
		messages: [...turn.messages, notRun(note.reason)],
	};
	return { session: { ...session, turn: ungranted(rejected) } };
}

function approve(turn: Turn, approval: Approval, { choice, by, at }: ClickNote): Turn {
	const fixes = choice === "approve_fixes" && approval.fixes === true;
	const verdict: Verdict = { kind: "approved", by, at, ...(fixes ? { fixes } : {}) };
	const grant = { by, labels: labelsOf(currentAttempt(turn)?.proposal.risks ?? []), fixes };
	return { ...withCurrent(turn, { approval: { ...approval, verdict } }), state: { kind: "running" }, grant };
}

function ungranted({ grant: _, ...turn }: Turn): Turn {
	return turn;
}

function opened({ thread, now }: Moment): Session {
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

/** Names in `/workspace` are settled by the Sandbox; until then an Upload goes by its own name. */
export function newUploads(known: readonly Upload[], files: readonly FileRef[]): Upload[] {
	const fresh = files.filter(
		(file, index) => !known.some(({ id }) => id === file.id) && files.findIndex(({ id }) => id === file.id) === index,
	);
	return fresh.map((file) => ({ ...file, as: file.name, state: { kind: "waiting" } }));
}
