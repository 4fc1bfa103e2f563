// Errors a person can fix: a code for us, one sentence for them (what happened, why, what to do).

export type ErrorCode =
	| "model_down"
	| "model_loading"
	| "model_refused"
	| "context_too_long"
	| "empty_reply"
	| "file_too_large"
	| "file_refused"
	| "file_gone"
	| "disk_full"
	| "sandbox_down"
	| "sandbox_image"
	| "sandbox_busy"
	| "thread_gone"
	| "chat_refused"
	| "audit_down"
	/** Another process has this one's name. */
	| "replica_taken"
	| "stale"
	| "unheard"
	/** Stored, and damaged. */
	| "unreadable"
	/** Stored by a later version of this program. */
	| "newer"
	| "stopped";

export class BotError extends Error {
	readonly code: ErrorCode;
	readonly sentence: string;

	constructor(code: ErrorCode, sentence: string, options?: { cause?: unknown }) {
		super(`${code}: ${sentence}`, options);
		this.name = "BotError";
		this.code = code;
		this.sentence = sentence;
	}
}

/** The store does not answer: nothing is known and nothing is decided, and the step is taken again once it does. */
export class StoreAway extends Error {}

/** What is stored cannot be read, whatever the reason. */
export function isUnreadable(error: unknown): error is BotError {
	return isBotError(error, "unreadable") || isBotError(error, "newer");
}

export function isBotError(error: unknown, code?: ErrorCode): error is BotError {
	return error instanceof BotError && (code === undefined || error.code === code);
}
