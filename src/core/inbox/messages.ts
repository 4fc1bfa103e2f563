// Messages in the inbox: a question, an addition, an edit of the code that waits, or a command.

import { approvalTicket, choiceTickets } from "../approval/tickets.ts";
import { obey } from "../commands/apply.ts";
import { commandOf } from "../commands/words.ts";
import { lineOf, together, withSpeakers } from "../domain/speakers.ts";
import { codeFileOf, currentAttempt, isAgain, withCurrent } from "../domain/turns.ts";
import type { Edit, MessageNote, Said, Session, Speaker, Ticket, Turn } from "../domain.ts";
import { textsIn } from "../locales.ts";
import { superseded } from "../model/prompt.ts";
import { type Moment, newUploads, openSession, openTurn, takenNext, wantsFile } from "../steps/opening.ts";
import type { Step } from "../world.ts";
import { answered } from "./choosing.ts";

export function message(before: Session | undefined, note: MessageNote, moment: Moment): Step {
	const session = before ?? openSession(moment);
	const command = commandOf(note.text);
	if (command !== undefined && (note.files.length === 0 || command === "rerun")) {
		const step = obey(session, command, note, moment);
		const isKept = note.files.every(({ id }) => step.session.uploads.some((upload) => upload.id === id));
		// A file that came with a rerun that cannot be is like any other.
		return isKept ? step : message(step.session, { ...note, text: "" }, moment);
	}
	const edit = editOf(session, note);
	if (edit !== undefined) return edit;
	const uploads = [...session.uploads, ...newUploads(session.uploads, note.files, note.author)];
	const { turn } = session;
	if (turn === undefined || turn.state.kind === "ended") return begin({ ...session, uploads }, note, moment);
	const files = note.files.map((file) => file.id);
	const isRunning = turn.state.kind === "running" && turn.attempts.at(-1)?.runId !== undefined;
	if (
		turn.check !== undefined
			? !isRunning && note.text.trim() !== ""
			: turn.rerun !== undefined && turn.state.kind === "waiting"
	)
		return overtaken({ ...session, uploads }, turn, note, moment);
	// Until the first request to the model, late files are read as if they had come with the first message.
	const early = turn.state.kind === "writing" && turn.asked === 0 && files.length > 0;
	// A message is content: it never extends an approval, but it ends a grant for later fixes.
	const joined: Turn = {
		...withSpeakers(ungranted(turn), ...speakersOf(note)),
		uploads: [...new Set([...turn.uploads, ...files])],
		state: early ? { kind: "reading" } : turn.state,
	};
	if (note.text.trim() === "")
		return { session: { ...session, uploads, turn: joined }, open: askedStill({ ...session, uploads }, joined) };
	const said: Said = { by: note.author, key: note.key, text: note.text };
	if (turn.state.kind === "choosing") return answered({ ...session, uploads }, joined, said);
	if (turn.state.kind !== "waiting") return { session: { ...session, uploads, turn: joining(joined, said) } };
	const approval = currentAttempt(turn)?.approval;
	if (approval === undefined) return { session };
	const verdict = { kind: "superseded", by: note.author, at: note.at } as const;
	const { edit: waiting, ...rest } = withCurrent(joined, { approval: { ...approval, verdict } });
	const next: Turn = {
		...rest,
		...(waiting === undefined ? {} : { notices: [...rest.notices, setAside(turn, waiting)] }),
		state: { kind: "writing" },
		messages: [...turn.messages, superseded()],
		added: [...turn.added, said],
	};
	return { session: { ...session, uploads, turn: next }, close: [approval.token] };
}

function speakersOf({ author: by, key, text, files }: Opener): readonly Speaker[] {
	const words: Speaker = { by, key, gave: "words" };
	const given = files.map((file): Speaker => ({ by: file.by ?? by, key, gave: "files" }));
	return together(text.trim() === "" ? [] : [words], given);
}

/** Updates the open tickets, so that whoever has just given something counts as a speaker. */
function askedStill(session: Session, turn: Turn): readonly Ticket[] {
	const attempt = currentAttempt(turn);
	if (turn.state.kind === "choosing") return choiceTickets(session, turn);
	return turn.state.kind === "waiting" && turn.edit === undefined && attempt !== undefined
		? [approvalTicket(session, turn, attempt)]
		: [];
}

/** Adds words to the next request to the model, with a notice. */
function joining(turn: Turn, said: Said): Turn {
	const added = [...turn.added, said];
	const notices = turn.notices.filter((one) => one !== takenNext(turn, turn.added.length));
	return { ...turn, added, notices: [...notices, takenNext(turn, added.length)] };
}

/** A message while a rerun waits: a late file is taken into account, words begin a Turn of their own. */
function overtaken(session: Session, turn: Turn, note: MessageNote, moment: Moment): Step {
	const approval = currentAttempt(turn)?.approval;
	const close = [...(approval === undefined ? [] : [approval.token])];
	if (note.text.trim() === "") {
		const uploads = [...turn.uploads, ...note.files.map(({ id }) => id)];
		// A click on Rerun was not about this file, so people are asked; what was started keeps its place and its id.
		const rerun = turn.rerun === undefined ? {} : { rerun: { of: turn.rerun.of } };
		const attempts = turn.attempts.filter(({ runId }) => runId !== undefined);
		const joined = withSpeakers({ ...turn, ...rerun, uploads, attempts }, ...speakersOf(note));
		return { session: { ...session, turn: { ...joined, state: { kind: "reading" } } }, close };
	}
	const verdict = { kind: "superseded", by: note.author, at: note.at } as const;
	const past: Turn = {
		...(approval === undefined ? turn : withCurrent(turn, { approval: { ...approval, verdict } })),
		state: { kind: "ended", end: { kind: "stopped", by: note.author }, at: moment.now },
	};
	const unshown = turn.edit === undefined ? [] : [setAside(turn, turn.edit)];
	const begun = begin({ ...session, turn: past }, note, moment, unshown);
	return { past, ...begun, close: [...close, turn.stop, ...(begun.close ?? [])] };
}

/** While code waits, a reply with one code file is an edit of it: either without words, or under the name of the code's own file. */
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
	const notices = turn.edit === undefined ? turn.notices : [...turn.notices, setAside(turn, turn.edit)];
	return { session: { ...session, turn: { ...turn, edit, notices } }, close: [current.approval.token] };
}

function setAside({ locale }: Pick<Turn, "locale">, { by }: Edit): string {
	return textsIn(locale).notices.editSetAside(by.name);
}

type Opener = Pick<MessageNote, "author" | "key" | "text" | "files" | "midThread">;

export function begin(session: Session, note: Opener, moment: Moment, notices: readonly string[] = []): Step {
	const { author, key } = note;
	const midThread = note.midThread && session.turn === undefined;
	const request = note.text.trim();
	// The file that was missing: the question before it is asked again.
	const asked = request === "" && note.files.length > 0 && wantsFile(session.turn) ? session.turn : undefined;
	const unanswered = leftOpen(session.turn);
	return openTurn(
		session,
		{
			requester: asked?.requester ?? author,
			key,
			request: asked?.request ?? request,
			midThread,
			uploads: note.files.map(({ id }) => id),
			speakers: together(asked?.speakers ?? unanswered.speakers, speakersOf(note)),
			...(asked === undefined && unanswered.earlier.length > 0 ? { earlier: unanswered.earlier } : {}),
			notices,
		},
		moment,
	);
}

function ungranted({ grant: _, ...turn }: Turn): Turn {
	return turn;
}

/** What was asked before and not answered: the transcript does not hold it, and "only 2024" is about it. */
function leftOpen(turn: Turn | undefined): Pick<Turn, "earlier" | "speakers"> {
	const isOpen = turn?.state.kind === "ended" && /^(gave_up|stopped|expired)$/.test(turn.state.end.kind);
	if (!isOpen || turn.request === "" || isAgain(turn)) return { earlier: [], speakers: [] };
	const asked = lineOf({ by: turn.requester, key: turn.key, text: turn.request });
	return {
		earlier: [...turn.earlier, asked].slice(-5),
		speakers: turn.speakers.map(({ by, key }) => ({ by, key, gave: "earlier" })),
	};
}
