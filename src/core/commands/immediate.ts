// Immediate commands: answered at once, whatever the Thread is busy with.

import { mayUse, refusal } from "../approval/policy.ts";
import { ticketOf } from "../approval/tickets.ts";
import { writeAudit } from "../audit-entries.ts";
import { words } from "../domain/commands.ts";
import { isActive } from "../domain/turns.ts";
import type { Aside, MessageNote, ThreadId, Turn } from "../domain.ts";
import type { ActiveTurns, World } from "../world.ts";
import { NOTHING_TO_STOP } from "./apply.ts";
import { status } from "./status.ts";
import { answerUnread, lookUp } from "./unreadable.ts";
import { type Command, HELP } from "./words.ts";

/** undefined if the command has to go through the Thread's inbox. */
export async function answerAtOnce(
	world: World,
	activeTurns: ActiveTurns,
	{ thread, note, command }: { thread: ThreadId; note: MessageNote; command: Command },
): Promise<Omit<Aside, "id" | "thread"> | undefined> {
	const found = await lookUp(world, thread);
	if (found.kind === "unreadable") return answerUnread(command, found.sentence);
	const { session, inbox } = found;
	switch (command) {
		case "help":
			return words("How to use me", HELP);
		case "status":
			return status(world, thread, session, activeTurns.get(thread)?.live);
		case "stop":
			if (!isActive(session?.turn) && inbox.length === 0) return words(NOTHING_TO_STOP, []);
			return refused(world, session?.turn, { thread, note, command });
		case "reset":
		case "forget":
			return refused(world, session?.turn, { thread, note, command });
		case "rerun":
		case "export":
		case "demo":
		case "mention":
		case "thread":
			return undefined;
	}
}

/** Stop, reset and forget are for the requester and for approvers, like the buttons. */
async function refused(
	world: World,
	turn: Turn | undefined,
	{ thread, note, command }: { thread: ThreadId; note: MessageNote; command: "stop" | "reset" | "forget" },
): Promise<Omit<Aside, "id" | "thread"> | undefined> {
	if (turn === undefined) return undefined;
	const ticket = ticketOf(turn, { kind: "stop", token: "", now: world.clock.now() });
	const person = await world.adapter(thread).whois(thread, note.author.id);
	const asked = { choice: "stop", person } as const;
	if (mayUse(world.settings(thread), ticket, asked)) return undefined;
	await writeAudit(world, [{ event: "word_refused", thread, turn: turn.id, by: person.id, word: command }]);
	return words(refusal(world.settings(thread), ticket, asked), []);
}
