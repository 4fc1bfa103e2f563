// What people said and clicked since the last step -> the Session as it stands now. Pure: nothing is dropped, nothing is done twice.

import { count } from "./clip.ts";
import { obey, stopping, withChore } from "./commanding.ts";
import { commandOf } from "./commands.ts";
import {
	type Approval,
	type Attempt,
	type ClickNote,
	codeFileOf,
	type Forgetting,
	type MessageNote,
	type Millis,
	type Note,
	type Said,
	type Session,
	type Speaker,
	type Ticket,
	type Turn,
	type Verdict,
} from "./domain.ts";
import { approvalTicket, type Moment, newUploads, openSession, openTurn, ticketOf, withoutFresh } from "./fresh.ts";
import { labelsOf } from "./labels.ts";
import { newToken } from "./policy.ts";
import { notRun, superseded } from "./prompt.ts";
import { lineOf, withSpeakers } from "./speakers.ts";
import type { Step } from "./world.ts";

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
			...pastOf(next.past ?? step?.past),
		};
	}, start);
	// A click that came in time counts, however late it is read.
	return (read && expire(read, moment)) ?? (inbox.length > 0 ? read : undefined);
}

function pastOf(past: Turn | undefined): Pick<Step, "past"> {
	return past === undefined ? {} : { past };
}

function take(session: Session | undefined, note: Note, moment: Moment): Step | undefined {
	switch (note.kind) {
		case "message":
			return message(session, note, moment);
		case "click":
			return click(session, note, moment);
		case "forget":
			return { session: forgetting(session ?? openSession(moment), { why: note.why }) };
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

function expire({ session, open = [], close = [], past }: Step, { now }: Moment): Step | undefined {
	const { turn } = session;
	const approval = turn === undefined ? undefined : currentAttempt(turn)?.approval;
	if (turn?.state.kind !== "waiting" || turn.edit !== undefined || approval === undefined || approval.expiresAt > now)
		return undefined;
	const verdict = { kind: "expired", at: now } as const;
	const ended = {
		...withCurrent(turn, { approval: { ...approval, verdict } }),
		state: { kind: "ended", end: { kind: "expired" }, at: now },
	} as const;
	return { session: { ...session, turn: ended }, open, close: [...close, approval.token, turn.stop], ...pastOf(past) };
}

function message(before: Session | undefined, note: MessageNote, moment: Moment): Step {
	const session = before ?? openSession(moment);
	const command = commandOf(note.text);
	if (command !== undefined && (note.files.length === 0 || command === "rerun"))
		return obey(session, command, note, moment);
	const edit = editOf(session, note);
	if (edit !== undefined) return edit;
	const uploads = [...session.uploads, ...newUploads(session.uploads, note.files)];
	const { turn } = session;
	if (turn === undefined || turn.state.kind === "ended" || session.closed)
		return begin({ ...session, uploads }, note, moment);
	const files = note.files.map((file) => file.id);
	if (turn.rerun !== undefined && turn.state.kind === "waiting")
		return overtaken({ ...session, uploads }, turn, note, moment);
	// Until the first request to the model, files that come late are read as if they had come at once.
	const early = turn.state.kind === "writing" && turn.asked === 0 && files.length > 0;
	// What anybody says is content: it never widens what was approved, but it ends what was approved in advance.
	const { edit: _, ...rest } = ungranted(turn);
	const joined: Turn = {
		...withSpeakers(rest, ...speakersOf(note)),
		uploads: [...new Set([...turn.uploads, ...files])],
		state: early ? { kind: "reading" } : turn.state,
	};
	if (note.text.trim() === "")
		return { session: { ...session, uploads, turn: joined }, open: askedStill({ ...session, uploads }, joined) };
	const said: Said = { by: note.author, key: note.key, text: note.text };
	if (turn.state.kind !== "waiting") return { session: { ...session, uploads, turn: joining(joined, said) } };
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

function speakersOf({ author: by, key, text, files }: MessageNote): readonly Speaker[] {
	const words: Speaker = { by, key, gave: "words" };
	return [
		...(text.trim() === "" ? [] : [words]),
		...(files.length === 0 ? [] : [{ ...words, gave: "files" } as const]),
	];
}

/** The buttons that are open know at once who else gave something. */
function askedStill(session: Session, turn: Turn): readonly Ticket[] {
	const attempt = currentAttempt(turn);
	return turn.state.kind === "waiting" && attempt !== undefined ? [approvalTicket(session, turn, attempt)] : [];
}

/** Joins the next request to the model, and says so. */
function joining(turn: Turn, said: Said): Turn {
	const added = [...turn.added, said];
	const notice = (n: number) =>
		`${count(n, "message")} that came while I worked ${n === 1 ? "is" : "are, together,"} taken in next.`;
	const notices = turn.notices.filter((one) => one !== notice(turn.added.length));
	return { ...turn, added, notices: [...notices, notice(added.length)] };
}

/** What comes while a rerun waits is not for the model to weave in: a late file is taken into account, words begin a Turn of their own. */
function overtaken(session: Session, turn: Turn, note: MessageNote, moment: Moment): Step {
	const approval = currentAttempt(turn)?.approval;
	const close = [...(approval === undefined ? [] : [approval.token])];
	if (note.text.trim() === "") {
		const uploads = [...turn.uploads, ...note.files.map(({ id }) => id)];
		const joined = withSpeakers({ ...turn, uploads }, ...speakersOf(note));
		return { session: { ...session, turn: { ...joined, attempts: [], state: { kind: "reading" } } }, close };
	}
	const verdict = { kind: "superseded", by: note.author, at: note.at } as const;
	const past: Turn = {
		...(approval === undefined ? turn : withCurrent(turn, { approval: { ...approval, verdict } })),
		state: { kind: "ended", end: { kind: "stopped", by: note.author }, at: moment.now },
	};
	const begun = begin({ ...session, turn: past }, note, moment);
	return { ...begun, close: [...close, turn.stop], past };
}

/** While code waits, a reply that is nothing but one code file is that code, edited; so is one under the file's own name, whatever is said with it. */
function editOf(session: Session, { files, text, author }: MessageNote): Step | undefined {
	const { turn } = session;
	const [file, ...others] = files;
	const current = turn?.state.kind === "waiting" ? currentAttempt(turn) : undefined;
	if (turn === undefined || current === undefined || file === undefined || others.length > 0) return undefined;
	if (turn.rerun !== undefined) return undefined;
	const name = codeFileOf(turn.attempts.length - 1, current.proposal);
	const isCode = file.name.endsWith(name.slice(name.lastIndexOf(".")));
	if (file.name !== name && (!isCode || text.trim() !== "")) return undefined;
	const edit = { by: author, code: { kind: "file", file } } as const;
	return { session: { ...session, turn: { ...turn, edit } }, close: [current.approval.token] };
}

function begin(session: Session, note: MessageNote, { thread, now }: Moment): Step {
	const { author: requester, key } = note;
	const midThread = note.midThread && session.turn === undefined;
	return openTurn(
		session,
		{
			requester,
			key,
			request: note.text.trim(),
			midThread,
			uploads: note.files.map(({ id }) => id),
			speakers: speakersOf(note),
		},
		{ thread, now },
	);
}

/** What was said while the last Turn was finishing becomes the next one, of who said it; after Stop it does not. */
export function followUp(session: Session, now: Millis): Step | undefined {
	const { turn, thread } = session;
	const first = turn?.added[0];
	if (turn?.state.kind !== "ended" || first === undefined) return undefined;
	const { kind } = turn.state.end;
	if (kind !== "answered" && kind !== "gave_up" && kind !== "reran") return undefined;
	const next = {
		requester: first.by,
		key: first.key,
		request: turn.added.map(lineOf).join("\n"),
		midThread: false,
		uploads: [],
		speakers: turn.added.map(({ by, key }) => ({ by, key, gave: "words" }) as const),
		notices: [`${count(turn.added.length, "message")} came while I was finishing; here they are taken together.`],
	};
	return openTurn(session, next, { thread, now });
}

function forgetting(session: Session, why: Forgetting): Session {
	const by = why.why === "asked" ? why.by : NOBODY;
	// A Thread that is gone from the platform is forgotten all the same.
	return { ...stopping(session, by), closed: false, forgetting: why };
}

const NOBODY = { id: "", name: "the deletion of this thread", trust: "bot" } as const;

function click(session: Session | undefined, note: ClickNote, moment: Moment): Step | undefined {
	if (session === undefined) return undefined;
	if (note.choice === "forget") return { session: forgetting(session, { why: "asked", by: note.by }) };
	const { now } = moment;
	const { turn } = session;
	if (turn === undefined) return undefined;
	if (note.choice === "fresh" && note.token === turn.standing?.fresh) {
		return withChore(
			{ ...session, turn: withoutFresh(turn) },
			{ kind: "fresh", id: `fresh ${note.token}`, by: note.by },
		);
	}
	if (note.choice === "export" || note.choice === "rerun") return useTool(session, turn, note, moment);
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
	if (turn.rerun !== undefined) return refused(session, turn, approval, note);
	const verdict = { kind: "rejected", by: note.by, at: note.at, reason: note.reason } as const;
	// The reason is read by the model, so it is a part of what the next code was asked for.
	const reasons = note.reason === "" ? [] : [{ by: note.by, key: "", gave: "reason" } as const];
	const rejected: Turn = {
		...withSpeakers(withCurrent(turn, { approval: { ...approval, verdict } }), ...reasons),
		state: { kind: "writing" },
		messages: [...turn.messages, notRun(note.reason)],
	};
	return { session: { ...session, turn: rejected } };
}

/** The buttons of a Turn that has ended. */
function useTool(session: Session, turn: Turn, { choice, token, by }: ClickNote, moment: Moment): Step | undefined {
	const { tools } = turn;
	const key = `${choice} ${token}`;
	if (turn.state.kind !== "ended" || tools === undefined) return undefined;
	if (choice === "export" && tools.export === token) {
		const next = newToken();
		const offered: Turn = { ...turn, tools: { ...tools, export: next } };
		return {
			...withChore({ ...session, turn: offered }, { kind: "export", id: key, by }),
			open: [ticketOf(turn, { kind: "export", token: next, now: moment.now })],
		};
	}
	const ran = session.ran?.at(-1);
	if (choice !== "rerun" || tools.rerun !== token || ran === undefined) return undefined;
	const { standIn } = tools;
	const rerun = { of: ran.id, by, ...(standIn === undefined ? {} : { standIn }) };
	const said = { requester: by, key, request: "", midThread: false, uploads: [], speakers: ran.speakers, rerun };
	return openTurn(session, said, moment);
}

/** Another way to run the same code again there is not. */
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

function ungranted({ grant: _, ...turn }: Turn): Turn {
	return turn;
}
