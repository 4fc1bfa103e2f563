// Front door of the bot, as adapters see it: messages and clicks, each with its private answer.

import type { Locale, MessageNote, Pressed, Proposal, ThreadId } from "../domain.ts";

/** A click's private answer, valid for seconds. */
export interface ClickReply {
	/** With `box` below it: code, of which the end stays if it is too long. */
	privately(sentence: string, box?: string): Promise<void>;
	/** Asks for a reason; its submission comes back as a click with the same token. */
	askReason(locale: Locale): Promise<void>;
	/** Opens the code in a modal; its submission comes back as a click with the same token and `code`. False if the code is too long: then nothing was opened. */
	askCode(proposal: Proposal, locale: Locale): Promise<boolean>;
}

export interface Click {
	readonly token: string;
	readonly choice: Pressed;
	/** Present if it comes from the modal for a reason. */
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
}

export interface Inbound {
	readonly thread: ThreadId;
	readonly note: MessageNote;
	/** It mentions the bot, or is a direct message. */
	readonly addressed: boolean;
}
