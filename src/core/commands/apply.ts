// Commands as changes of the Session. Pure; an effect outside it becomes a Chore.

import { DEMO } from "../demo.ts";
import { together } from "../domain/speakers.ts";
import { isActive } from "../domain/turns.ts";
import type { Chore, MessageNote, Session } from "../domain.ts";
import { stopping } from "../steps/ending.ts";
import { type Moment, newUploads, openTurn } from "../steps/opening.ts";
import type { Step } from "../world.ts";
import type { Command } from "./words.ts";

/** In: a command, and the message that gave it. Out: the Session with the command applied and the buttons that open. Pure, never throws.
 *  Must not do anything outside the Session: a Chore does that between two steps. */
export function obey(session: Session, command: Command, note: MessageNote, moment: Moment): Step {
	const { author: by, key: id } = note;
	const say = (title: string, ...lines: readonly string[]) => withChore(session, { kind: "say", id, title, lines });
	const busy = () =>
		say(
			"One thing at a time",
			`Something is still in progress here: say "stop" to end it, then say "${command}" again.`,
		);
	switch (command) {
		// Already answered at the front door.
		case "help":
		case "status":
			return { session };
		case "stop":
			return isActive(session.turn) ? { session: stopping(session, by) } : say(NOTHING_TO_STOP);
		case "mention":
			return {
				session: withChore(
					{ ...session, listens: "mention" },
					{ kind: "say", id, title: "I now answer only when mentioned", lines: [MENTION] },
				).session,
			};
		case "thread": {
			const { listens: _, ...rest } = session;
			return withChore(rest, { kind: "say", id, title: "I now answer every message here", lines: [THREAD] });
		}
		case "reset":
			return withChore(stopping(session, by), { kind: "reset", id, by });
		case "forget":
			return withChore(session, { kind: "confirm", id, by });
		case "export":
			if ((session.ran ?? []).length === 0)
				return say("Nothing to export yet", "No code has run successfully here yet.");
			return withChore(session, { kind: "export", id, by });
		case "rerun": {
			const ran = session.ran?.at(-1);
			if (isActive(session.turn)) return busy();
			if (ran === undefined) return say("Nothing to rerun yet", "No code has run successfully here yet.");
			const uploads = [...session.uploads, ...newUploads(session.uploads, note.files)];
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
		case "demo": {
			if (isActive(session.turn)) return busy();
			const uploads = [...session.uploads, ...newUploads(session.uploads, [DEMO.file])];
			return openTurn(
				{ ...session, uploads },
				{
					requester: by,
					key: id,
					request: DEMO.request,
					midThread: false,
					uploads: [DEMO.file.id],
					speakers: [{ by, key: id, gave: "words" }],
					notices: [DEMO.notice],
				},
				moment,
			);
		}
	}
}

export const NOTHING_TO_STOP = "There is nothing to stop";
const MENTION =
	'From now on I answer in this thread only when you mention me. To change that back, mention me and say "thread".';
const THREAD =
	'From now on I answer every message in this thread, unless it is addressed to somebody else. To change that, say "mention".';

export function withChore(session: Session, chore: Chore): Step {
	return { session: { ...session, chores: [...(session.chores ?? []), chore] } };
}
