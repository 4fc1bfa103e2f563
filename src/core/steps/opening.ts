// Constructors of a Session, a Turn and its Uploads.

import { newToken, ticketOf } from "../approval/tickets.ts";
import { withAnswer } from "../domain/answers.ts";
import { together } from "../domain/speakers.ts";
import type { GivenFile, Locale, Millis, Person, Said, Session, ThreadId, Turn, Upload } from "../domain.ts";
import { localeOf, textsIn } from "../locales.ts";
import type { Step } from "../world.ts";

export interface Moment {
	readonly thread: ThreadId;
	readonly now: Millis;
	/** The language of what the product says in this channel; absent: that of each request. */
	readonly language?: Locale | undefined;
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
	Partial<Pick<Turn, "rerun" | "check" | "earlier" | "grant" | "anew" | "notices" | "passing">>;

/** What the Turn before left unheard is heard in this one. */
export function openTurn(session: Session, opening: Opening, moment: Moment): Step {
	const { thread, now } = moment;
	const added = unheard(session.turn);
	const { answers, dropped } = withAnswer(session);
	const { past, close = [] } = withoutTools(session.turn);
	const locale = localeIn(session, opening.request, moment);
	const turn: Turn = {
		id: newToken().slice(0, 12),
		thread,
		locale,
		startedAt: now,
		state: { kind: "reading" },
		earlier: [],
		added,
		messages: [],
		asked: 0,
		attempts: [],
		restarted: false,
		nudged: false,
		stop: newToken(),
		...opening,
		speakers: together(
			opening.speakers,
			added.map(({ by, key }) => ({ by, key, gave: "words" })),
		),
		notices: [
			...(opening.notices ?? []),
			...(added.length === 0 ? [] : [textsIn(locale).notices.arrived(added.length)]),
		],
	};
	return {
		session: { ...session, threadGone: false, hasWork: true, turn, ...(answers === undefined ? {} : { answers }) },
		open: [ticketOf(turn, { kind: "stop", token: turn.stop, now })],
		close: [...close, ...dropped],
		...(past === undefined ? {} : { past }),
	};
}

/** Words that came too late for the Turn that was at work; a failed one keeps them for Try again. */
export function unheard(turn: Turn | undefined): readonly Said[] {
	return turn?.state.kind === "ended" && turn.state.end.kind !== "failed" ? turn.added : [];
}

/** The language of what is said about `text`, written in this Thread. */
export function localeIn(session: Session | undefined, text: string, { language }: Pick<Moment, "language">): Locale {
	return language ?? localeOf(text, session?.turn?.locale);
}

/** The notice on messages that join the next request to the model. */
export function takenNext({ locale }: Pick<Turn, "locale">, messages: number): string {
	return textsIn(locale).notices.arrived(messages);
}

/** The answer to a question about data in a Thread that has none. */
export function noFile({ locale }: Pick<Turn, "locale">): string {
	return textsIn(locale).noAnswer.noFile;
}

/** Whether the Turn before asked for a file. */
export function wantsFile(turn: Turn | undefined): turn is Turn {
	return turn?.state.kind === "ended" && turn.state.end.kind === "answered" && turn.state.end.text === noFile(turn);
}

/** The Turn before without its buttons, to be drawn once more; its answer can still be judged. */
export function withoutTools(turn: Turn | undefined): Pick<Step, "past" | "close"> {
	if (turn === undefined) return {};
	const { tools = {}, ...past } = turn;
	const { standIn: _, feedback, ...tokens } = tools;
	const close = [...Object.values(tokens), turn.standing?.fresh].filter((token) => token !== undefined);
	if (close.length === 0) return {};
	return { past: withoutFresh({ ...past, ...(feedback === undefined ? {} : { tools: { feedback } }) }), close };
}

/** Keeps what was said about the kernel, and drops the button for a fresh one. */
export function withoutFresh({ standing, ...turn }: Turn): Turn {
	return standing === undefined ? turn : { ...turn, standing: { phrases: standing.phrases } };
}

/** The Sandbox decides on the names in `/workspace`; until then an Upload has its own name. */
export function newUploads(known: readonly Upload[], files: readonly GivenFile[], author: Person): Upload[] {
	const fresh = files.filter(
		(file, index) => !known.some(({ id }) => id === file.id) && files.findIndex(({ id }) => id === file.id) === index,
	);
	return fresh.map((file) => ({ by: author, ...file, as: file.name, state: { kind: "waiting" } }));
}
