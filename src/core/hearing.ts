// Whether a message is for the bot, and what is answered at once, whatever the Thread is busy with.

import { noted } from "./auditing.ts";
import { words } from "./chores.ts";
import { isActive } from "./commanding.ts";
import { addressesOther, type Command, HELP } from "./commands.ts";
import type { Aside, MessageNote, ThreadId, Turn } from "./domain.ts";
import { ticketOf } from "./fresh.ts";
import { mayUse, refusal } from "./policy.ts";
import { status } from "./status.ts";
import type { Steps } from "./turn.ts";
import { answerUnread, lookUp } from "./unreadable.ts";
import type { World } from "./world.ts";

/** In the bot's own Threads every message is, unless it begins by addressing somebody else or people want mentions only. */
export async function isForUs(world: World, thread: ThreadId, { text }: MessageNote): Promise<boolean> {
	if (addressesOther(text) || !(await world.store.known(thread))) return false;
	const found = await lookUp(world, thread);
	return found.kind === "unreadable" || found.session?.listens !== "mention";
}

/** undefined where the command is for the Thread's inbox. */
export async function answerAtOnce(
	world: World,
	steps: Steps,
	{ thread, note, command }: { thread: ThreadId; note: MessageNote; command: Command },
): Promise<Omit<Aside, "id" | "thread"> | undefined> {
	const found = await lookUp(world, thread);
	if (found.kind === "unreadable") return answerUnread(command, found.sentence);
	const { session, inbox } = found;
	switch (command) {
		case "help":
			return words("What I understand", HELP);
		case "status":
			return status(world, thread, session, steps.get(thread)?.live);
		case "stop":
			if (!isActive(session?.turn) && inbox.length === 0)
				return words("Nothing goes on here that could be stopped", []);
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

/** Stop, reset and forget are for whoever asked and for approvers, as the buttons are. */
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
	await noted(world, [{ event: "word_refused", thread, turn: turn.id, by: person.id, word: command }]);
	return words(refusal(world.settings(thread), ticket, asked), []);
}
