// Commands and their effects: reruns, Chores, forgetting, and what the bot says beside its Turns.

import type { Language, Locale, Millis, ThreadId } from "./basics.ts";
import type { Artifact, FileRef } from "./files.ts";
import type { Pressed } from "./inbox.ts";
import type { Person, Speaker } from "./people.ts";
import type { Does } from "./program.ts";

/** A file that replaces another for one Run: code that reads `as` finds the Upload `file`, called `name`. */
export interface StandIn {
	readonly file: FileRef;
	readonly name: string;
	readonly as: string;
}

export interface Rerun {
	/** The Run that is repeated: its `id` in `Session.ran`. */
	readonly of: string;
	/** Who clicked Rerun: that click is the Approval. Absent if a message asked for it: then the code is shown for approval. */
	readonly by?: Person;
	/** The one that the clicked button named; if a message asked, chosen once the files are there. */
	readonly standIn?: StandIn;
}

/** A second program for a question that was answered, written without a look at the first. */
export interface Check {
	/** The Run that it is compared with: its `id` in `Session.ran`. */
	readonly of: string;
	/** The first program, and what it printed, shortened. */
	readonly language: Language;
	readonly source: string;
	readonly printed: string;
	/** What the first program does; without a step: not known. */
	readonly does: Does;
	/** Nobody asked for it, so nobody is asked to approve it: what may not run without a click is not run. */
	readonly unasked?: true;
}

/** Tokens of the buttons; `standIn` is the newer Upload that Rerun runs on. */
export interface Tools {
	readonly rerun?: string;
	readonly check?: string;
	readonly export?: string;
	/** On from the step that failed; or the same question once more, with other code. */
	readonly again?: string;
	/** The same question in other words. */
	readonly reword?: string;
	/** What there is of a result that did not become one. */
	readonly partial?: string;
	/** The last code, as a file. */
	readonly code?: string;
	/** Right and Wrong. */
	readonly feedback?: string;
	readonly standIn?: StandIn;
}

/** Who approved a program; without `by` the rules of the channel let it run. */
export interface Approved {
	readonly at: Millis;
	readonly by?: Person;
	/** They approved later fixes, and this is one. */
	readonly inAdvance?: true;
}

/** A Run that ended well, for rerun and export; the Sandbox keeps what it printed and made under `id`. */
export interface Ran {
	readonly id: string;
	readonly turn: string;
	/** Shortened. */
	readonly request: string;
	readonly requester: Person;
	readonly language: Language;
	readonly source: string;
	readonly sha256: string;
	readonly generation: string;
	readonly at: Millis;
	/** Ids of the Uploads that were there. */
	readonly uploads: readonly string[];
	/** Everybody who gave a part of the request. */
	readonly speakers: readonly Speaker[];
	/** Absent: a version kept it that kept no approvals. */
	readonly approved?: Approved;
	/** Markdown, shortened; absent: nothing was answered from it, or a version kept it that kept no answers. */
	readonly answer?: string;
}

/** A command that waits to be carried out; `id` is the message that gave it. */
export type Chore =
	| {
			readonly kind: "reset" | "export" | "confirm" | "fresh";
			readonly id: string;
			readonly by: Person;
			/** Of what is said about it; absent: the Turn's. */
			readonly locale?: Locale;
			/** Of `export`: the report of the Thread in place of its code; `pdf`: they asked for one. */
			readonly as?: "html" | "pdf";
			/** Of the button of `confirm`. Its ticket is open before the button is there, so that no click comes too early. */
			readonly token?: string;
	  }
	| {
			readonly kind: "say";
			readonly id: string;
			readonly title: string;
			readonly lines: readonly string[];
			readonly files?: readonly AsideFile[];
	  };

/** Why a Thread is forgotten: somebody asked for it, its first message was deleted, or nobody used it for long. */
export type Forgetting =
	| { readonly why: "asked"; readonly by: Person }
	| { readonly why: "deleted" }
	| { readonly why: "unused" };

/** Something the bot says beside its Turns: posted once by `id`, edited if it is said again. All of it is plain text. */
export interface Aside {
	/** The Thread's id, a space, and what tells it from others. */
	readonly id: string;
	readonly thread: ThreadId;
	readonly title: string;
	readonly lines: readonly string[];
	readonly buttons: readonly {
		readonly choice: Pressed;
		readonly label: string;
		readonly token: string;
		readonly style?: "primary" | "danger";
	}[];
	/** Ids of groups that are notified by it, once: nobody else is, whatever it says. */
	readonly calls?: readonly string[];
	/** Below the lines, each on its own; without `url`: nobody knows the address. */
	readonly links?: readonly AsideLink[];
	/** Posted below it, all in one message. */
	readonly files: readonly AsideFile[];
}

export type AsideFile =
	| { readonly name: string; readonly text: string }
	| { readonly name: string; readonly artifact: Artifact };

export interface AsideLink {
	readonly label: string;
	readonly url?: string;
}

/** The id of the post where `person` is told of a Turn's code, or reminded of it: a direct message, or what waits for them as a list or in such a message. */
export function toldId(
	{ thread, id }: { readonly thread: ThreadId; readonly id: string },
	person: string,
	kind: "ask" | "again" | "list" | "inbox",
): string {
	return `${thread} ${kind} ${id} ${person}`;
}

export function words(title: string, lines: readonly string[]): Omit<Aside, "id" | "thread"> {
	return { title, lines, buttons: [], files: [] };
}
