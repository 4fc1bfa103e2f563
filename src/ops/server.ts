// The operator's port: health, readiness, metrics, and the queue's board behind a token. Nothing of it is for the people in a thread.

import { createHash, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type ErrorRequestHandler, type RequestHandler } from "express";
import { BotError } from "../core/errors.ts";
import type { Log } from "../core/ports.ts";
import { type Check, healthOf, OK } from "./health.ts";

export interface OpsOptions {
	readonly host: string;
	readonly port: number;
	/** The board's password; absent: there is no board. */
	readonly token?: string;
	readonly checks: Readonly<Record<string, Check>>;
	/** The text of all metrics, in Prometheus' form. */
	readonly metrics: () => Promise<string>;
	/** Serves the board below this path. */
	readonly board: (path: string) => RequestHandler;
	readonly log: Log;
}

export interface Ops {
	readonly port: number;
	close(): Promise<void>;
}

const BOARD = "/queue";

/** BotError `chat_refused` if the port is taken. */
export async function openOps({ host, port, token, checks, metrics, board, log }: OpsOptions): Promise<Ops> {
	const app = express().disable("x-powered-by");
	app.get("/healthz", (_request, response) => void response.type("text").send(OK));
	app.get("/readyz", async (_request, response) => {
		const health = await healthOf(checks);
		const isReady = Object.values(health).every((said) => said === OK);
		response.status(isReady ? 200 : 503).json(health);
	});
	app.get(
		"/metrics",
		async (_request, response) => void response.type("text/plain; version=0.0.4").send(await metrics()),
	);
	if (token !== undefined) app.use(BOARD, guard(token), board(BOARD));
	app.use(failed(log));
	const server = app.listen(port, host);
	try {
		await once(server, "listening");
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new BotError(
			"chat_refused",
			`The operator's port ${port} cannot be opened (${why}); set OPS_PORT to a free port.`,
		);
	}
	return {
		port: (server.address() as AddressInfo).port,
		close: async () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

/** HTTP Basic, since browsers ask for it by themselves: any name, and the token as the password. */
function guard(token: string): RequestHandler {
	const wanted = digest(token);
	return (request, response, next) => {
		const [, encoded = ""] = /^Basic (.+)$/i.exec(request.headers.authorization ?? "") ?? [];
		const password = Buffer.from(encoded, "base64")
			.toString("latin1")
			.replace(/^[^:]*:/, "");
		if (timingSafeEqual(digest(password), wanted)) return next();
		response.set("WWW-Authenticate", 'Basic realm="Threadloop"').status(401).type("text");
		response.send("The board needs OPS_TOKEN as the password; the name does not matter.");
	};
}

/** In place of Express's own, which shows whoever asks the whole stack unless NODE_ENV is `production`. */
function failed(log: Log): ErrorRequestHandler {
	return (error: unknown, { method, path }, response, _next) => {
		const said = error instanceof Error && "status" in error ? Number(error.status) : 500;
		const isTheirs = said >= 400 && said < 500;
		if (!isTheirs) log("error", "ops_request_failed", { method, path, error });
		if (response.headersSent) return void response.destroy();
		response.status(isTheirs ? said : 500).type("text");
		response.send(isTheirs ? (STATUS_CODES[said] ?? "Refused") : "This failed; the bot's log says why.");
	};
}

function digest(text: string): Buffer {
	return createHash("sha256").update(text).digest();
}
