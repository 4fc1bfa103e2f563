// People as the platform asserts them, and what each of them gave to a request.

import type { ThreadId } from "./basics.ts";

/** Somebody as the chat platform asserts them, never as a message claims. */
export interface Person {
	readonly id: string;
	readonly name: string;
	readonly trust: "member" | "guest" | "external" | "bot";
	/** Ids of their Slack user groups or Discord roles, if they matter and whois has just asked; absent: none known. */
	readonly groups?: readonly string[];
}

/** Who gave a part of what a Turn asks for: words, files, an edit, a reason. `key` is the platform's identity of the message, or "" for a modal. */
export interface Speaker {
	readonly by: Person;
	readonly key: string;
	readonly gave: "words" | "files" | "edit" | "reason" | "earlier";
}

/** What somebody said while a Turn was at work. */
export interface Said {
	readonly by: Person;
	readonly key: string;
	readonly text: string;
}

/** Somebody who was told in a direct message that code waits; `place` is where, as the id of a Thread. */
export interface Told {
	readonly person: string;
	readonly place: ThreadId;
}
