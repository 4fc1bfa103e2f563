// Adapter port: one chat platform, as core needs it.

import type { Aside, FileRef, Live, MessageNote, Person, Session, ThreadId, Told, Turn } from "../domain.ts";
import type { Asking } from "./front-door.ts";

/** One chat platform's edge. */
export interface Adapter {
	/** Draws the Turn as it stands, a post a slot, editing what is there. Resolves once this or a later state is visible.
	 *  With `live` it may be skipped in favour of a later state. BotError `thread_gone` if the Thread no longer exists. */
	show(turn: Turn, uploads: Session["uploads"], live?: Live): Promise<void>;
	/** Posts something beside the Turns; BotError as of `show`. */
	say(aside: Aside): Promise<void>;
	/** BotError `file_gone`, `file_refused`, `file_too_large` for what a person can fix. */
	fetch(file: FileRef, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
	/** Asks the platform each time. */
	whois(thread: ThreadId, person: string): Promise<Person>;
	/** The people meant by one of the policy's `approvers`: a person, or the members of a group; undefined for a group of which the platform does not tell. */
	members(thread: ThreadId, approver: string): Promise<readonly string[] | undefined>;
	/** Where a direct message to this person goes, as the id of a Thread. */
	direct(person: string): Promise<ThreadId>;
	/** Says in a direct message how a Turn's code waits, or what became of it: posted once, edited if it changes. `url`: of its card. BotErrors as of `show`. */
	tell(turn: Turn, told: Told, url: string | undefined): Promise<void>;
	/** Whether the card that asks about the Turn's newest code is in the thread as it is to be now: with all of the code, and its buttons. */
	shows(turn: Turn): Promise<boolean>;
	/** Writes to this person directly what waits for them, with buttons; `thread` is where: once for each `key`.
	 *  Its buttons go with what they are about, and those of an earlier one at once. BotErrors as of `show`. */
	list(asking: Asking, key: string): Promise<void>;
	/** The address of the Turn's newest post; undefined if the platform does not tell. */
	link(turn: Turn): Promise<string | undefined>;
	/** Takes the buttons from our messages in this Thread that carry one of these tokens; what cannot be changed is left. BotErrors as of `show`. */
	strip(thread: ThreadId, tokens: readonly string[]): Promise<void>;
	/** The thread before message `key`, oldest first, without our own posts. */
	read(thread: ThreadId, key: string): Promise<readonly MessageNote[]>;
}
