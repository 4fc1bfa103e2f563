// Calls to Discord's REST API, always with the bot's token: limits waited out, passing trouble tried again, every refusal as a BotError.

import { setTimeout as sleep } from "node:timers/promises";
import { type RawFile, REST, RESTEvents, Routes } from "discord.js";
import { z } from "zod";
import type { Log } from "../../core/ports.ts";
import { type Doing, isPassing, toBotError } from "./failure.ts";
import { openFetch } from "./fetch.ts";

export interface Api {
	/** Our user id; asked once. */
	self(): Promise<string>;
	/** Resolves with the new message's id; with the same `nonce` within minutes, the id of the message that is already there. */
	post(channel: string, content: Content, options: { readonly nonce: string }): Promise<Posted>;
	/** `files` take the place of those that are there; without `files` these stay. */
	edit(channel: string, message: string, content: Content): Promise<Posted>;
	/** Takes all buttons from a message of ours. */
	strip(channel: string, message: string): Promise<void>;
	get(path: `/${string}`, doing: Doing, query?: Readonly<Record<string, string>>): Promise<unknown>;
	/** Opens a thread on a message and resolves with its id. */
	openThread(channel: string, message: string, name: string): Promise<string>;
	unarchive(thread: string): Promise<void>;
	/** The channel of direct messages with this person; the same one each time. */
	openDirect(person: string): Promise<string>;
	/** Shows that the bot is typing; tried once. */
	type(channel: string): Promise<void>;
	/** The first answer to an interaction, within three seconds. */
	respond(interaction: Interaction, body: Readonly<Record<string, unknown>>): Promise<void>;
	/** A further answer, within 15 minutes. */
	followUp(interaction: Interaction, sentence: string): Promise<void>;
	/** Fills in or changes the first answer, within 15 minutes; resolves with its id. */
	editAnswer(interaction: Interaction, content: Content): Promise<string>;
	put(path: `/${string}`, body: unknown, doing: Doing): Promise<void>;
	close(): void;
	/** Aborts once the adapter stops. */
	readonly closing: AbortSignal;
}

export interface Content {
	readonly content: string;
	readonly components: readonly unknown[];
	/** Roles that are notified when it is posted; an edit notifies nobody. */
	readonly calls?: readonly string[];
	/** Markup below the content. */
	readonly embed?: string;
	readonly files?: readonly RawFile[];
}

export interface Posted {
	readonly id: string;
	/** Whether its embed is in the thread: without the permission Embed Links Discord may leave it out in silence. */
	readonly hasEmbed: boolean;
}

const postedShape = z
	.object({ id: z.string(), embeds: z.array(z.unknown()).nullish() })
	.transform(({ id, embeds }): Posted => ({ id, hasEmbed: (embeds ?? []).length > 0 }));

export interface Interaction {
	readonly id: string;
	readonly token: string;
	readonly application: string;
}

export interface ApiOptions {
	readonly token: string;
	/** Ends in `/api`; absent for Discord's own. */
	readonly apiUrl?: string;
	readonly log: Log;
	readonly closing: AbortSignal;
}

const PAUSES = [300, 1000, 3000];
/** Long enough for the largest request with files. */
const TIMEOUT = 60_000;
/** Milliseconds that no ordinary correction of a clock reaches at once. */
const PUT_BACK = 1000;
const NO_PREVIEW = 4;
const EPHEMERAL = 64;
/** Nobody is pinged, whatever the text says. */
export const QUIET = { allowed_mentions: { parse: [] } };
const DAY_MIN = 1440;

export const WRITE = { what: "write in this thread", needs: ["Send Messages in Threads", "View Channel"] };
const DIRECT = { what: "write to somebody directly", needs: [] };
export const READ = { what: "read this thread", needs: ["View Channel", "Read Message History"] };

/** Opens no connection: each call is a request of its own. All but `type` and `respond` throw BotError `thread_gone` or `chat_refused`. */
export function openApi({ token, apiUrl, log, closing }: ApiOptions): Api {
	const rest = new REST({
		version: "10",
		timeout: TIMEOUT,
		retries: 2,
		makeRequest: openFetch(),
		...(apiUrl === undefined ? {} : { api: apiUrl }),
	});
	rest.setToken(token);
	// discord.js's queue waits as long as Discord asks it to.
	rest.on(RESTEvents.RateLimited, ({ method, route, timeToReset }) =>
		log("info", "discord_limit", { method, route, ms: timeToReset }),
	);

	rest.on(RESTEvents.Response, ({ method, route }) => log("debug", "discord_call", { method: `${method} ${route}` }));

	/** How far the wall clock is ahead of one that nobody sets. */
	const ahead = () => Date.now() - performance.now();
	let known = ahead();
	/** discord.js keeps Discord's limits by the wall clock: once that is put back, they would hold for as long as it was wrong. */
	function forgetLimitsOfAnotherTime(): void {
		const found = ahead();
		if (found < known - PUT_BACK) {
			rest.handlers.clear();
			rest.globalReset = -1;
		}
		known = found;
	}

	async function call<T>(doing: Doing, send: () => Promise<T>): Promise<T> {
		for (let failed = 0; ; failed += 1) {
			try {
				forgetLimitsOfAnotherTime();
				// One refusal (401) makes discord.js forget the token for good, and Discord's own faults look like that, too.
				rest.setToken(token);
				return await send();
			} catch (error) {
				closing.throwIfAborted();
				const pause = PAUSES[failed];
				if (!isPassing(error) || pause === undefined) throw toBotError(error, doing);
				await sleep(pause, undefined, { signal: closing });
			}
		}
	}

	const idOf = (answer: unknown) => z.object({ id: z.string() }).parse(answer).id;
	// That flag hides our own embed, too.
	const bodyOf = ({ content, components, embed }: Content) => ({
		...QUIET,
		content,
		components,
		embeds: embed === undefined ? [] : [{ description: embed }],
		flags: embed === undefined ? NO_PREVIEW : 0,
	});
	const attachmentsOf = ({ files = [] }: Content) =>
		files.length === 0 ? {} : { attachments: files.map(({ name }, id) => ({ id, filename: name })) };
	const doingOf = ({ files = [] }: Content) =>
		files.length === 0 ? WRITE : { what: "attach files", needs: ["Attach Files"] };

	let asked: Promise<string> | undefined;
	return {
		closing,
		self: () => {
			asked ??= call({ what: "log in", needs: [] }, () => rest.get("/users/@me")).then(idOf);
			asked.catch(() => {
				asked = undefined;
			});
			return asked;
		},
		post: async (channel, content, { nonce }) => {
			const files = [...(content.files ?? [])];
			const named = content.calls === undefined ? {} : { allowed_mentions: { parse: [], roles: content.calls } };
			const body = { ...bodyOf(content), ...attachmentsOf(content), ...named, nonce, enforce_nonce: true };
			const send = () => rest.post(Routes.channelMessages(channel), { body, files, signal: closing });
			return postedShape.parse(await call(doingOf(content), send));
		},
		edit: async (channel, message, content) => {
			const route = Routes.channelMessage(channel, message);
			const files = [...(content.files ?? [])];
			const body = { ...bodyOf(content), ...attachmentsOf(content) };
			return postedShape.parse(await call(doingOf(content), () => rest.patch(route, { body, files, signal: closing })));
		},
		strip: async (channel, message) => {
			const body = { ...QUIET, components: [] };
			await call(WRITE, () => rest.patch(Routes.channelMessage(channel, message), { body, signal: closing }));
		},
		get: (path, doing, query = {}) =>
			call(doing, () => rest.get(path, { query: new URLSearchParams(query), signal: closing })),
		openThread: async (channel, message, name) => {
			const doing = {
				what: "open a thread",
				needs: ["Create Public Threads", "Send Messages in Threads"],
			};
			const body = { name, auto_archive_duration: DAY_MIN };
			return idOf(await call(doing, () => rest.post(Routes.threads(channel, message), { body, signal: closing })));
		},
		unarchive: async (thread) => {
			await call(WRITE, () => rest.patch(Routes.channel(thread), { body: { archived: false }, signal: closing }));
		},
		openDirect: async (person) => {
			const body = { recipient_id: person };
			return idOf(await call(DIRECT, () => rest.post(Routes.userChannels(), { body, signal: closing })));
		},
		type: async (channel) => {
			await rest.post(Routes.channelTyping(channel), { signal: closing });
		},
		// The interaction's token is all the permission it needs; three seconds leave no time for another try.
		respond: async ({ id, token: key }, body) => {
			await rest.post(Routes.interactionCallback(id, key), { body, auth: false, signal: closing });
		},
		followUp: async ({ application, token: key }, content) => {
			const body = { ...QUIET, content, flags: EPHEMERAL | NO_PREVIEW };
			const doing = { what: "answer in private", needs: [] };
			await call(doing, () => rest.post(Routes.webhook(application, key), { body, auth: false, signal: closing }));
		},
		editAnswer: async ({ application, token: key }, content) => {
			const route = Routes.webhookMessage(application, key);
			const doing = { what: "answer in private", needs: [] };
			const send = () => rest.patch(route, { body: bodyOf(content), auth: false, signal: closing });
			return idOf(await call(doing, send));
		},
		put: async (path, body, doing) => {
			await call(doing, () => rest.put(path, { body, signal: closing }));
		},
		close: () => {
			rest.clearHashSweeper();
			rest.clearHandlerSweeper();
		},
	};
}
