// Unreadable Threads: reported once, their records kept for repair; `forget` is the way to start over.

import { mayUse, refusal } from "../approval/policy.ts";
import { ticketOf } from "../approval/tickets.ts";
import { writeAudit } from "../audit-entries.ts";
import { words } from "../domain/commands.ts";
import type { Aside, Forgetting, Note, Person, Session, ThreadId } from "../domain.ts";
import { isUnreadable } from "../errors.ts";
import { translated } from "../locales/translated.ts";
import { localeOf, type Texts, textsIn } from "../locales.ts";
import type { Inbound } from "../ports.ts";
import type { World } from "../world.ts";
import { saidOf } from "./forget.ts";
import { type Command, helpLines } from "./words.ts";

export type Found =
	| { readonly kind: "read"; readonly session: Session | undefined; readonly inbox: readonly Note[] }
	/** `isNewer`: a later version of this program reads it, so nothing here may delete it. */
	| { readonly kind: "unreadable"; readonly sentence: string; readonly isNewer: boolean };

export async function lookUp(world: World, thread: ThreadId): Promise<Found> {
	try {
		return { kind: "read", ...(await world.store.load(thread)) };
	} catch (error) {
		if (!isUnreadable(error)) throw error;
		return { kind: "unreadable", sentence: error.sentence, isNewer: error.code === "newer" };
	}
}

/** Posted once, however often the Thread is looked at: the Adapter knows the Aside by its id. */
export async function tell(world: World, thread: ThreadId, sentence: string): Promise<void> {
	const texts = textsIn(world.settings(thread).language);
	const stuck = words(texts.commands.stuck, [translated(sentence, texts)]);
	const said = world.adapter(thread).say({ id: `${thread} unreadable`, thread, ...stuck });
	await said.catch((error: unknown) => world.log("error", "not_said", { thread, command: "unreadable", error }));
}

/** undefined if the message has to wait in the inbox until the record is repaired. */
export function answerUnread(
	command: Command,
	sentence: string,
	texts: Texts,
): Omit<Aside, "id" | "thread"> | undefined {
	if (command === "help") return words(texts.commands.howTo, helpLines(texts));
	return command === "status" ? words(texts.status.title, [translated(sentence, texts)]) : undefined;
}

/** Carries out `forget` at once if the Session cannot be read; resolves with whether that was the case. What a later version
 *  stored is left to it, as it may keep more of the Thread than is known here: the wish waits in the inbox. */
export async function forgetAtOnce(world: World, { thread, note }: Inbound): Promise<boolean> {
	const found = await lookUp(world, thread);
	if (found.kind === "read") return false;
	const texts = textsIn(world.settings(thread).language ?? localeOf(note.text, undefined));
	// Stored, so that a second copy of it is recognised.
	if ((await world.store.receive(thread, note)) === "seen") return true;
	if (found.isNewer) {
		const why = words(texts.commands.notForgotten, [translated(found.sentence, texts)]);
		await world.adapter(thread).say({ id: `${thread} ${note.key}`, thread, ...why });
		return true;
	}
	const person = await world.adapter(thread).whois(thread, note.author.id);
	const why: Forgetting = { why: "asked", by: person };
	const no = refused(world, thread, person, texts);
	const done = no === undefined && (await forgetUnread(world, thread, why));
	const { forgotten, busyForgetting } = texts.commands;
	const aside = done ? words(forgotten, [saidOf(why, texts)]) : words(no ?? busyForgetting, []);
	await world.adapter(thread).say({ id: `${thread} ${note.key}`, thread, ...aside });
	return true;
}

/** Why this person may not forget the Thread, or undefined. It is no longer known who asked here. */
function refused(world: World, thread: ThreadId, person: Person, texts: Texts): string | undefined {
	const settings = world.settings(thread);
	const requester: Person = { id: "", name: texts.click.someoneWhoAsked, trust: "member" };
	const ticket = ticketOf({ id: "", thread, requester }, { kind: "forget", token: "", now: world.clock.now() });
	const asked = { choice: "forget", person } as const;
	if (settings.approvers.length === 0 ? person.trust === "member" : mayUse(settings, ticket, asked)) return undefined;
	return refusal(settings, ticket, asked, texts);
}

/** Resolves with false if another process is working on the Thread. */
export async function forgetUnread(world: World, thread: ThreadId, why: Forgetting): Promise<boolean> {
	const lock = await world.store.lock(thread);
	if (lock === undefined) return false;
	try {
		const by = why.why === "asked" ? { by: why.by.id } : {};
		await writeAudit(world, [{ event: "forgotten", thread, why: why.why, ...by }]);
		await world.sandbox.forget(thread);
		await world.store.forget(thread);
		world.log("info", "forgotten", { thread, why: why.why });
		return true;
	} finally {
		await lock.release();
	}
}
