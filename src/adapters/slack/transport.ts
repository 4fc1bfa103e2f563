// Transport of Slack's events: two sockets that are held open, or signed requests over HTTP; either way a receiver of Bolt's.

import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { HTTPReceiver, type Receiver, SocketModeReceiver } from "@slack/bolt";
import { BotError } from "../../core/errors.ts";
import type { Log } from "../../core/ports.ts";
import { toBotError } from "./failure.ts";
import { slackLogger } from "./logger.ts";

export type Transport =
	/** `xapp-...` */
	| { readonly kind: "socket"; readonly appToken: string }
	| { readonly kind: "http"; readonly signingSecret: string; readonly port: number };

export interface TransportOptions {
	readonly transport: Transport;
	readonly apiUrl?: string | undefined;
	readonly log: Log;
}

interface Connected extends Receiver {
	/** Whether events can come in now. */
	isOpen(): boolean;
}

/** Its `start` throws BotError `chat_refused` if Slack does not know the app token, or the port is taken. */
export function openTransport({ transport, apiUrl, log }: TransportOptions): Connected {
	switch (transport.kind) {
		case "socket":
			return sockets(transport.appToken, { apiUrl, log });
		case "http":
			return requests(transport, log);
	}
}

/** Slack closes each socket now and then, and a click that finds none open is lost, so two are held. */
const SOCKETS = 2;
const LONGEST_PAUSE = 10_000;

function sockets(appToken: string, { apiUrl, log }: Omit<TransportOptions, "transport">): Connected {
	const closing = new AbortController();
	const clientOptions = {
		...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
		retryConfig: { retries: 0 },
	};
	const all = Array.from(
		{ length: SOCKETS },
		() =>
			new SocketModeReceiver({
				appToken,
				logger: slackLogger(log),
				// The SDK waits five seconds and more before it reopens a socket; `hold` does not.
				autoReconnectEnabled: false,
				installerOptions: { clientOptions },
			}),
	);
	return {
		init: (app) => {
			for (const one of all) one.init(app);
		},
		start: async () => {
			for (const { client } of all) {
				const lost = ended(client);
				await client.start().catch((error: unknown) => {
					throw toBotError(error, "apps.connections.open");
				});
				void hold(client, { lost, closing: closing.signal, log });
			}
		},
		stop: async () => {
			closing.abort();
			for (const one of all) await one.stop();
		},
		isOpen: () => all.some(({ client }) => client.websocket?.isActive() === true),
	};
}

type Client = SocketModeReceiver["client"];

function ended(client: Client): Promise<void> {
	return new Promise((resolve) => client.once("disconnected", () => resolve()));
}

interface Hold {
	readonly lost: Promise<void>;
	readonly closing: AbortSignal;
	readonly log: Log;
}

/** Opens the socket again whenever it is lost, until `closing`. */
async function hold(client: Client, { lost, closing, log }: Hold): Promise<void> {
	for (let failed = 0, gone = lost; ; ) {
		await gone;
		gone = ended(client);
		if (closing.aborted) return;
		log("info", "slack_socket_lost", { failed });
		await sleep(Math.min(LONGEST_PAUSE, 100 * 2 ** failed), undefined, { signal: closing }).catch(() => {});
		try {
			if (!closing.aborted) await client.start();
			failed = 0;
		} catch (error) {
			failed += 1;
			log("warn", "slack_socket_not_open", { error: String(error) });
			gone = Promise.resolve();
		}
		if (closing.aborted) return void client.disconnect();
	}
}

/** Seconds. Bolt refuses only old requests: a signed one with a time in the future could be replayed until then. */
const AHEAD_S = 300;

function isFromTheFuture({ headers }: IncomingMessage): boolean {
	return Number(headers["x-slack-request-timestamp"]) > Date.now() / 1000 + AHEAD_S;
}

function requests({ signingSecret, port }: Extract<Transport, { kind: "http" }>, log: Log): Connected {
	const receiver = new HTTPReceiver({ signingSecret, endpoints: "/slack/events", logger: slackLogger(log) });
	const { requestListener } = receiver;
	receiver.requestListener = (request, response) => {
		if (isFromTheFuture(request)) response.writeHead(401).end();
		else requestListener(request, response);
	};
	let isOpen = false;
	return {
		init: (app) => receiver.init(app),
		start: async () => {
			try {
				await receiver.start(port);
				isOpen = true;
			} catch (error) {
				const why = error instanceof Error ? error.message : String(error);
				const sentence = `Slack's requests cannot be received on port ${port} (${why}); set SLACK_PORT to a free port.`;
				throw new BotError("chat_refused", sentence, { cause: error });
			}
		},
		stop: async () => {
			if (isOpen) await receiver.stop();
		},
		isOpen: () => isOpen,
	};
}
