// Front door of the bot, as adapters see it: messages and clicks, each with its private answer, and what people ask for themselves alone.

import type { Aside, Locale, MessageNote, Pressed, Proposal, ThreadId, Turn } from "../domain.ts";

/** A click's private answer, valid for seconds. */
export interface ClickReply {
	/** With `box` below it: code, of which the end stays if it is too long. */
	privately(sentence: string, box?: string, locale?: Locale): Promise<void>;
	/** Asks for words, `text` to begin with; its submission comes back as the same click with the words as its `reason`. */
	askReason(locale: Locale, text?: string): Promise<void>;
	/** Opens the code in a modal; its submission comes back as a click with the same token and `code`. False if the code is too long: then nothing was opened. */
	askCode(proposal: Proposal, locale: Locale): Promise<boolean>;
}

export interface Click {
	readonly token: string;
	readonly choice: Pressed;
	/** Present if it comes from the modal for words. */
	readonly reason?: string;
	/** Present if it comes from the modal of `edit`: the whole code. */
	readonly code?: string;
	readonly thread: ThreadId;
	readonly person: string;
	/** The platform's id of the message whose button was clicked. */
	readonly ref: string;
}

/** The front door, as adapters see it. */
export interface FrontDoor {
	/** Resolves once the message is stored (or is not for the bot); rejects if it could not be: then do not acknowledge it. */
	message(inbound: Inbound): Promise<void>;
	click(click: Click, reply: ClickReply): Promise<void>;
	/** The Thread's first message was deleted. Resolves once that is stored. */
	deleted(thread: ThreadId): Promise<void>;
	/** What waits for this person, and how far what they asked is. */
	waiting(asking: Asking): Promise<Listing>;
	/** The language of a form about `text` there. Never rejects. */
	locale(asking: Asking, text: string): Promise<Locale>;
	/** A command that is no message, answered to this person alone. */
	command(word: "status" | "help", asking: Asking): Promise<Omit<Aside, "id" | "thread">>;
}

export interface Asking {
	/** Where they ask; of a channel without threads the last part is empty. */
	readonly thread: ThreadId;
	readonly person: string;
	/** The language of their client, if the platform tells. */
	readonly locale?: Locale | undefined;
}

/** What is open for one person in all Threads of a platform, the oldest first. For their eyes alone. */
export interface Listing {
	readonly locale: Locale;
	readonly title: string;
	readonly forMe: readonly Listed[];
	/** What they asked and somebody else decides, or nobody now. */
	readonly asked: readonly Listed[];
	/** What they were told of in a direct message, and is decided but not over. */
	readonly decided: readonly Listed[];
	/** How many are left out; "" for none. */
	readonly more: string;
}

export interface Listed {
	readonly turn: Turn;
	/** Who asks what, and where it is. */
	readonly label: string;
	/** Of its card, if the platform tells. */
	readonly url?: string;
	/** They may decide, and the card with all of the code is in its thread. */
	readonly decidable?: true;
}

export interface Inbound {
	readonly thread: ThreadId;
	readonly note: MessageNote;
	/** It mentions the bot, or is a direct message. */
	readonly addressed: boolean;
	/** It came from a form, so that nobody else in the Thread reads it unless the bot says it. */
	readonly unseen?: true;
}
