// Gateway connection over unmodified discord.js: opened, watched, and opened again once it goes silent.

import { setTimeout as sleep } from "node:timers/promises";
import { Client, Events, GatewayCloseCodes, GatewayIntentBits, Options, Partials } from "discord.js";
import { z } from "zod";
import { BotError } from "../../core/errors.ts";
import type { Log } from "../../core/ports.ts";
import { NO_INTENT, WRONG_TOKEN } from "./failure.ts";

export interface GatewayOptions {
	readonly token: string;
	readonly apiUrl?: string;
	readonly log: Log;
	readonly closing: AbortSignal;
	/** A dispatch as it came: its name and its data. */
	readonly onEvent: (name: string, data: unknown) => void;
	/** A session began, and what was said since `since` (milliseconds) may not have reached us; `guilds` are those the bot is in. */
	readonly onFresh: (guilds: readonly string[], since: number) => void;
	/** Milliseconds within which a new connection must be confirmed. */
	readonly confirmMs: number;
}

export interface Gateway {
	/** Resolves once a session began. BotError `chat_refused` if Discord does not know the token or the intents are off. */
	start(): Promise<void>;
	/** Ends the session and begins another. */
	restart(why: string): void;
	/** When anything was last heard, in milliseconds. */
	heardAt(): number;
	/** Whether there is a session now. */
	isReady(): boolean;
	stop(): Promise<void>;
}

const INTENTS = [
	GatewayIntentBits.Guilds,
	GatewayIntentBits.GuildMessages,
	GatewayIntentBits.DirectMessages,
	GatewayIntentBits.MessageContent,
];
const START_MS = 30_000;
const GOODBYE_MS = 2000;
/** Discord allows 1,000 sessions a day, and revokes the token of a bot that begins more. */
const PAUSES = [1000, 5000, 15_000, 60_000, 120_000];

const frameShape = z.object({ t: z.string(), d: z.unknown() });
const readyShape = z.object({ guilds: z.array(z.object({ id: z.string() })) });

/** One session at a time; after `start` it reconnects on its own until `closing` aborts. */
export function openGateway({ token, apiUrl, log, closing, onEvent, onFresh, confirmMs }: GatewayOptions): Gateway {
	let client: Client | undefined;
	let isRestarting = false;
	let heard = Date.now();

	/** Resolves once READY came; rejects if it cannot come. */
	async function connect(): Promise<void> {
		const made = new Client({
			intents: INTENTS,
			partials: [Partials.Channel],
			allowedMentions: { parse: [] },
			rest: { version: "10", ...(apiUrl === undefined ? {} : { api: apiUrl }) },
			// Payloads are read as they come, so nothing is kept of them.
			makeCache: Options.cacheWithLimits({
				MessageManager: 0,
				ReactionManager: 0,
				UserManager: 10,
				GuildMemberManager: 10,
			}),
		});
		client = made;
		let unconfirmed: NodeJS.Timeout | undefined;
		const confirm = () => {
			clearTimeout(unconfirmed);
			unconfirmed = setTimeout(() => restart("the session was not confirmed"), confirmMs).unref();
		};
		made.on("raw", (frame: unknown) => {
			const parsed = frameShape.safeParse(frame);
			if (!parsed.success || client !== made) return;
			const since = heard;
			heard = Date.now();
			const { t, d } = parsed.data;
			if (t === "READY" || t === "RESUMED") clearTimeout(unconfirmed);
			if (t === "READY") {
				onFresh(
					readyShape.parse(d).guilds.map(({ id }) => id),
					since,
				);
				made.emit("fresh");
			}
			onEvent(t, d);
		});
		made.on(Events.ShardReconnecting, () => {
			log("info", "discord_reconnecting");
			// discord.js assumes that a session was resumed; only RESUMED proves it.
			if (client === made) confirm();
		});
		made.on(Events.Error, (error) => log("warn", "discord_error", { error: String(error) }));
		made.on(Events.ShardError, (error) => log("warn", "discord_error", { error: String(error) }));
		made.on(Events.Warn, (said) => log("info", "discord_sdk", { said }));
		await ready(made);
	}

	async function ready(made: Client): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			const late = setTimeout(
				() =>
					reject(
						new BotError("chat_refused", "Discord did not start a session within 30 seconds; check its status page."),
					),
				START_MS,
			);
			const settle = (end: () => void) => {
				clearTimeout(late);
				end();
			};
			made.once("fresh", () => settle(resolve));
			made.on(Events.ShardDisconnect, ({ code }) => {
				const error = closed(code);
				settle(() => reject(error));
				if (client === made) restart(error.sentence);
			});
			made.login(token).catch((error: unknown) => settle(() => reject(refused(error))));
		});
	}

	function restart(why: string): void {
		if (isRestarting) return;
		isRestarting = true;
		void again(why).finally(() => {
			isRestarting = false;
		});
	}

	async function again(why: string): Promise<void> {
		for (let failed = 0; !closing.aborted; failed += 1) {
			log("warn", "discord_reconnect", { why });
			try {
				await end();
				await connect();
				return;
			} catch (error) {
				log("error", "discord_not_connected", { error: String(error) });
				await sleep(PAUSES[Math.min(failed, PAUSES.length - 1)], undefined, { signal: closing }).catch(() => {});
			}
		}
	}

	async function end(): Promise<void> {
		const last = client;
		client = undefined;
		// While discord.js waits for a session this may never resolve; what the old client receives later is ignored.
		await Promise.race([last?.destroy(), sleep(GOODBYE_MS, undefined, { ref: false })]);
	}

	return {
		start: async () => {
			try {
				await connect();
			} catch (error) {
				await end();
				throw error;
			}
		},
		restart,
		heardAt: () => heard,
		isReady: () => client?.isReady() === true,
		stop: end,
	};
}

function refused(error: unknown): BotError {
	if (error instanceof BotError) return error;
	const text = String(error);
	if (/invalid token|401|Authentication failed/i.test(text)) {
		return new BotError("chat_refused", WRONG_TOKEN, { cause: error });
	}
	if (/disallowed intents/i.test(text)) return new BotError("chat_refused", NO_INTENT, { cause: error });
	return new BotError(
		"chat_refused",
		`Discord could not be reached (${text}); check this machine's connection to it.`,
		{
			cause: error,
		},
	);
}

function closed(code: number): BotError {
	if (code === GatewayCloseCodes.DisallowedIntents) return new BotError("chat_refused", NO_INTENT);
	if (code === GatewayCloseCodes.AuthenticationFailed) return new BotError("chat_refused", WRONG_TOKEN);
	return new BotError(
		"chat_refused",
		`Discord ended the connection for good (${code}); look the code up in its documentation.`,
	);
}
