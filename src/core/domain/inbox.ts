// Inbox notes, and the tickets behind buttons.

import type { Millis, ThreadId } from "./basics.ts";
import type { GivenFile } from "./files.ts";
import type { Person } from "./people.ts";

/** What waits in a Thread's inbox until the Turn's next step. */
export type Note =
	| {
			readonly kind: "message";
			/** The platform's identity of the message. */
			readonly key: string;
			readonly author: Person;
			readonly text: string;
			readonly files: readonly GivenFile[];
			readonly at: Millis;
			/** A mention under existing messages: the thread so far is read. */
			readonly midThread: boolean;
	  }
	| {
			readonly kind: "click";
			readonly token: string;
			readonly choice: Choice;
			readonly by: Person;
			readonly reason: string;
			/** The code in the modal of `edit`. */
			readonly code?: string;
			readonly at: Millis;
	  }
	/** Not asked for by a person: the first message was deleted, or the Thread was not used for long. */
	| { readonly kind: "forget"; readonly key: string; readonly why: "deleted" | "unused"; readonly at: Millis };

export type MessageNote = Extract<Note, { kind: "message" }>;

export type ForgetNote = Extract<Note, { kind: "forget" }>;

export type ClickNote = Extract<Note, { kind: "click" }>;

/** What somebody thinks of an answer. */
export type Judgement = "right" | "wrong";

/** What a button may ask for. */
export const CHOICES = [
	"approve",
	"approve_fixes",
	"reject",
	"edit",
	"stop",
	"again",
	"reword",
	"partial",
	"code",
	"right",
	"wrong",
	"rerun",
	"check",
	"export",
	"forget",
	"fresh",
	"choose",
] as const;

export type Choice = (typeof CHOICES)[number];

/** What can be clicked: beside the choices what changes nothing and is answered at once. */
export const PRESSED = [...CHOICES, "look"] as const;

export type Pressed = (typeof PRESSED)[number];

/** What the server holds for a button: the button itself carries only `token`. */
export interface Ticket {
	readonly token: string;
	readonly kind:
		| "approval"
		| "stop"
		| "again"
		| "reword"
		| "partial"
		| "code"
		| "feedback"
		| "rerun"
		| "check"
		| "export"
		| "forget"
		| "fresh"
		| "choose";
	readonly thread: ThreadId;
	readonly turn: string;
	/** The slot of the post that carries the button; for `stop` any post of the Turn. */
	readonly slot: string;
	readonly requester: Person;
	/** Ids of the others who gave a part of what it is about: under four eyes none of them approves. */
	readonly speakers: readonly string[];
	/** The Proposal's hash and kernel generation; "" if the button is not about a Proposal. */
	readonly sha256: string;
	readonly generation: string;
	readonly expiresAt: Millis;
}
