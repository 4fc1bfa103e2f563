// Commands as changes of the Session. Pure; an effect outside it becomes a Chore.

import { newToken, ticketOf } from "../approval/tickets.ts";
import { DEMO_FILE } from "../demo.ts";
import { together } from "../domain/speakers.ts";
import { isActive } from "../domain/turns.ts";
import type { Chore, MessageNote, Person, Session } from "../domain.ts";
import { textsIn } from "../locales.ts";
import { openCheck } from "../steps/checking.ts";
import { stopping } from "../steps/ending.ts";
import { localeIn, type Moment, newUploads, openTurn } from "../steps/opening.ts";
import type { Step } from "../world.ts";
import type { Command } from "./words.ts";

/** In: a command, and the message that gave it. Out: the Session with the command applied and the buttons that open. Pure, never throws.
 *  Must not do anything outside the Session: a Chore does that between two steps. */
export function obey(session: Session, command: Command, note: MessageNote, moment: Moment): Step {
	const { author: by, key: id } = note;
	// A format has the same name in every language.
	const locale = localeIn(session, note.text.replace(/html|pdf/i, ""), moment);
	const texts = textsIn(locale);
	const said = texts.commands;
	const say = (title: string, ...lines: readonly string[]) => withChore(session, { kind: "say", id, title, lines });
	const busy = () => say(said.busy, said.busyLine(note.text.trim()));
	switch (command) {
		// Already answered at the front door.
		case "help":
		case "status":
		case "waiting":
		case "mute":
		case "unmute":
			return { session };
		case "stop":
			return isActive(session.turn) ? { session: stopping(session, by) } : say(said.nothingToStop);
		case "mention":
			return {
				session: withChore(
					{ ...session, listens: "mention" },
					{ kind: "say", id, title: said.mentioned, lines: [said.mentionedLine] },
				).session,
			};
		case "thread": {
			const { listens: _, ...rest } = session;
			return withChore(rest, { kind: "say", id, title: said.everything, lines: [said.everythingLine] });
		}
		case "reset":
			return withChore(stopping(session, by), { kind: "reset", id, by, locale });
		case "forget":
			return confirming(session, { kind: "confirm", id, by, locale }, moment);
		case "export":
		case "export html":
		case "export pdf": {
			if ((session.ran ?? []).length === 0) return say(said.nothingToExport, said.nothingRan);
			const as = command === "export html" ? "html" : command === "export pdf" ? "pdf" : undefined;
			return withChore(session, { kind: "export", id, by, locale, ...(as === undefined ? {} : { as }) });
		}
		case "rerun": {
			const ran = session.ran?.at(-1);
			if (isActive(session.turn)) return busy();
			if (ran === undefined) return say(said.nothingToRerun, said.nothingRan);
			const uploads = [...session.uploads, ...newUploads(session.uploads, note.files, by)];
			return openTurn(
				{ ...session, uploads },
				{
					requester: by,
					key: id,
					request: "",
					midThread: false,
					uploads: note.files.map((file) => file.id),
					speakers: together([{ by, key: id, gave: "words" }], ran.speakers),
					rerun: { of: ran.id },
				},
				moment,
			);
		}
		case "check":
			if (isActive(session.turn)) return busy();
			return openCheck(session, id, moment) ?? say(said.nothingToCheck, said.notCheckable);
		case "demo": {
			if (isActive(session.turn)) return busy();
			const uploads = [...session.uploads, ...newUploads(session.uploads, [DEMO_FILE], by)];
			return openTurn(
				{ ...session, uploads },
				{
					requester: by,
					key: id,
					request: texts.demo.request,
					midThread: false,
					uploads: [DEMO_FILE.id],
					speakers: [{ by, key: id, gave: "words" }],
					passing: [texts.notices.demo],
				},
				moment,
			);
		}
	}
}

const MOST_ASKED = 10;

function confirming(session: Session, chore: Extract<Chore, { by: Person }>, { thread, now }: Moment): Step {
	const token = newToken();
	const { turn } = session;
	const about = { id: turn?.id ?? "", thread, requester: turn?.requester ?? chore.by };
	const confirming = [...(session.confirming ?? []), chore.id].slice(-MOST_ASKED);
	return {
		...withChore({ ...session, confirming }, { ...chore, token }),
		open: [ticketOf(about, { kind: "forget", token, now })],
	};
}

export function withChore(session: Session, chore: Chore): Step {
	return { session: { ...session, chores: [...(session.chores ?? []), chore] } };
}
