// Refusals by Discord and what they mean: the Thread is gone, or one sentence that names what the operator must do.

import { DiscordAPIError, HTTPError } from "discord.js";
import { BotError } from "../../core/errors.ts";

const CODES = {
	unknownChannel: 10003,
	unknownGuild: 10004,
	unknownMember: 10007,
	unknownMessage: 10008,
	unknownUser: 10013,
	unknownInteraction: 10062,
	noAccess: 50001,
	noPermission: 50013,
	archived: 50083,
	threadExists: 160004,
	threadLocked: 160005,
	tooManyThreads: 160006,
	fileTooLarge: 40005,
	acknowledged: 40060,
} as const;

export type Refusal = keyof typeof CODES;

export function isRefusal(error: unknown, ...refusals: readonly Refusal[]): boolean {
	const cause = error instanceof BotError ? error.cause : error;
	return cause instanceof DiscordAPIError && refusals.some((refusal) => CODES[refusal] === cause.code);
}

/** Trouble that passes: worth another try in a moment. Whether the call took effect is not known. */
export function isPassing(error: unknown): boolean {
	if (error instanceof DiscordAPIError) return error.status >= 500;
	return error instanceof HTTPError ? error.status >= 500 : !(error instanceof BotError);
}

/** What a call does, in words, and the permissions of the bot that it needs. */
export interface Doing {
	readonly what: string;
	readonly needs: readonly string[];
}

/** As a BotError: `thread_gone` or `chat_refused`. */
export function toBotError(error: unknown, doing: Doing): BotError {
	if (error instanceof BotError) return error;
	if (isRefusal(error, "unknownChannel")) {
		return new BotError("thread_gone", "Discord no longer has this thread, so it was closed.", { cause: error });
	}
	return new BotError("chat_refused", sentence(error, doing), { cause: error });
}

function sentence(error: unknown, { what, needs }: Doing): string {
	if (!(error instanceof DiscordAPIError)) {
		return `Discord could not be reached to ${what} (${reason(error)}); check this machine's connection to Discord.`;
	}
	if (error.status === 401) return WRONG_TOKEN;
	if (isRefusal(error, "noPermission", "noAccess")) {
		const list = needs.length === 0 ? "for this channel" : needs.map((name) => `“${name}”`).join(" and ");
		return `Discord does not let me ${what}, because my role lacks the permission ${list}; a server admin can grant it.`;
	}
	if (isRefusal(error, "threadLocked", "archived")) {
		return "This thread is locked or archived, so I cannot write here; unlock it, or ask me in the channel.";
	}
	if (isRefusal(error, "tooManyThreads")) {
		return "This server has too many open threads, so I could not open another; close some of them and ask again.";
	}
	return `Discord refused to ${what} (${error.code}: ${error.message}); check the bot's settings.`;
}

export const WRONG_TOKEN =
	"Discord does not accept this token; copy the current one from the application's Bot page into DISCORD_TOKEN.";

export const NO_INTENT =
	"Discord does not let me read messages, because the Message Content Intent is off; enable it on the application's Bot page and restart me.";

function reason(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? error.cause.message : error.message;
}
