// Immediate commands: answered at once, whatever the Thread is busy with.

import { mayUse, refusal } from "../approval/policy.ts";
import { ticketOf } from "../approval/tickets.ts";
import { writeAudit } from "../audit-entries.ts";
import { words } from "../domain/commands.ts";
import { isActive } from "../domain/turns.ts";
import type { Aside, MessageNote, Session, ThreadId, Turn } from "../domain.ts";
import { type Texts, textsIn } from "../locales.ts";
import { examplesFor } from "../model/examples.ts";
import { localeIn } from "../steps/opening.ts";
import type { ActiveTurns, World } from "../world.ts";
import { liveOf, status } from "./status.ts";
import { answerUnread, lookUp } from "./unreadable.ts";
import { waiting } from "./waiting.ts";
import { type Command, helpLines } from "./words.ts";

/** undefined if the command has to go through the Thread's inbox; `said` if it has been answered. */
export async function answerAtOnce(
	world: World,
	activeTurns: ActiveTurns,
	{ thread, note, command }: { thread: ThreadId; note: MessageNote; command: Command },
): Promise<Omit<Aside, "id" | "thread"> | "said" | undefined> {
	const found = await lookUp(world, thread);
	const settings = world.settings(thread);
	const session = found.kind === "unreadable" ? undefined : found.session;
	const locale = localeIn(session, note.text, settings);
	const texts = textsIn(locale);
	if (found.kind === "unreadable") return answerUnread(command, found.sentence, texts);
	const { inbox } = found;
	switch (command) {
		case "help":
			return words(texts.commands.howTo, [...exampleLines(session, texts), ...helpLines(texts)]);
		case "status":
			return status(world, thread, { session, live: await liveOf(world, activeTurns, thread), texts });
		case "waiting":
			return waiting(world, activeTurns, { thread, note, texts, locale });
		case "mute":
		case "unmute": {
			const { commands } = texts;
			await world.store.mute(thread, note.author.id, command === "mute");
			return words(command === "mute" ? commands.muted : commands.unmuted, []);
		}
		case "stop":
			if (!isActive(session?.turn) && inbox.length === 0) return words(texts.commands.nothingToStop, []);
			return refused(world, session?.turn, { thread, note, command, texts });
		case "reset":
		case "forget":
			return refused(world, session?.turn, { thread, note, command, texts });
		case "rerun":
		case "check":
		case "export":
		case "export html":
		case "export pdf":
		case "demo":
		case "mention":
		case "thread":
			return undefined;
	}
}

/** What can be asked of the files at hand. */
function exampleLines(session: Session | undefined, texts: Texts): readonly string[] {
	const { forExample, noFile } = texts.greeting;
	const found = examplesFor(session?.uploads ?? [], texts);
	return found.length === 0 ? [noFile] : [forExample, ...found.map((one) => `• ${one}`)];
}

/** Stop, reset and forget are for the requester and for approvers, like the buttons. */
async function refused(
	world: World,
	turn: Turn | undefined,
	{
		thread,
		note,
		command,
		texts,
	}: { thread: ThreadId; note: MessageNote; command: "stop" | "reset" | "forget"; texts: Texts },
): Promise<Omit<Aside, "id" | "thread"> | undefined> {
	if (turn === undefined) return undefined;
	const ticket = ticketOf(turn, { kind: "stop", token: "", now: world.clock.now() });
	const person = await world.adapter(thread).whois(thread, note.author.id);
	const asked = { choice: "stop", person } as const;
	if (mayUse(world.settings(thread), ticket, asked)) return undefined;
	await writeAudit(world, [{ event: "word_refused", thread, turn: turn.id, by: person.id, word: command }]);
	return words(refusal(world.settings(thread), ticket, asked, texts), []);
}
