// Several model servers as one: a thread stays where its prompts are cached, until that server is away or much busier than another.

import { createHash } from "node:crypto";
import type { ThreadId } from "../core/domain.ts";
import { BotError, isBotError } from "../core/errors.ts";
import type { Log, Model, ModelRequest } from "../core/ports.ts";
import type { OpenAiModel } from "./client.ts";

interface Server {
	readonly model: OpenAiModel;
	readonly number: number;
	served: number;
	/** Not asked before then (ms), unless no other server works. */
	awayUntil: number;
}

export interface ServersOptions {
	/** At least one. */
	readonly models: readonly OpenAiModel[];
	readonly now: () => number;
	readonly log: Log;
}

const AWAY_MS = 15_000;
/** A thread that moves has its prompt read again, which costs more than a short wait beside a few others. */
const MUCH_BUSIER = 4;
const REMEMBERED = 10_000;

/** Another server is asked, so nobody reads it. */
const LOADING = new BotError("model_loading", "The model server is loading its model.");
const BUSY = new BotError("model_down", "The model server is busy.");

export function openServers({ models, now, log }: ServersOptions): OpenAiModel {
	const servers = models.map((model, at): Server => ({ model, number: at + 1, served: 0, awayUntil: 0 }));
	/** Threads that had to move; all others are at home where their hash puts them, after a restart of the bot too. */
	const moved = new Map<ThreadId, Server>();

	const move = (thread: ThreadId, from: Server, to: Server) => {
		log("info", "model_moved", { thread, from: from.number, to: to.number });
		moved.delete(thread);
		moved.set(thread, to);
		const [oldest] = moved.keys();
		if (moved.size > REMEMBERED && oldest !== undefined) moved.delete(oldest);
	};

	/** The one to ask, of those not `tried`; undefined where all were. */
	const choose = (thread: ThreadId | undefined, tried: ReadonlySet<Server>): Server | undefined => {
		const left = servers.filter((one) => !tried.has(one));
		const works = left.filter(({ awayUntil }) => awayUntil <= now());
		const among = works.length > 0 ? works : left;
		const [least] = among.toSorted((a, b) => a.served - b.served);
		if (least === undefined || thread === undefined) return least;
		const home = moved.get(thread) ?? homeOf(thread, servers);
		if (among.includes(home) && home.served < least.served + MUCH_BUSIER) return home;
		move(thread, home, least);
		return least;
	};

	const ask = async (server: Server, request: ModelRequest, tried: ReadonlySet<Server>) => {
		const leaving = new AbortController();
		const hasOther = () => servers.some((one) => !tried.has(one) && one.awayUntil <= now());
		const onLoading = () => {
			if (hasOther()) leaving.abort(LOADING);
			else request.onLoading();
		};
		const onBusy = () => {
			if (hasOther()) leaving.abort(BUSY);
		};
		server.served += 1;
		try {
			const signal = AbortSignal.any([request.signal, leaving.signal]);
			const reply = await server.model.reply({ ...request, signal, onLoading, onBusy });
			server.awayUntil = 0;
			return reply;
		} catch (error) {
			if (isAway(error)) server.awayUntil = now() + AWAY_MS;
			throw error;
		} finally {
			server.served -= 1;
		}
	};

	const reply: Model["reply"] = async (request) => {
		const tried = new Set<Server>();
		for (;;) {
			const server = choose(request.purpose?.thread, tried);
			if (server === undefined) throw new Error("there is no model server");
			tried.add(server);
			try {
				return await ask(server, request, tried);
			} catch (error) {
				if (!isAway(error) || tried.size === servers.length || request.signal.aborted) throw error;
				log("warn", "model_server_away", { number: server.number, error: error.sentence });
			}
		}
	};

	return {
		reply,
		probe: async (system, signal) => void (await Promise.all(servers.map(({ model }) => model.probe(system, signal)))),
		line: async () => {
			const lines = await Promise.allSettled(servers.map(({ model }) => model.line()));
			const said = lines.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
			if (said.length === 0) for (const one of lines) if (one.status === "rejected") throw one.reason;
			return `${[...new Set(said)].join("; ")} (${said.length}/${lines.length})`;
		},
	};
}

function isAway(error: unknown): error is BotError {
	return isBotError(error, "model_down") || isBotError(error, "model_loading");
}

/** By rendezvous hashing: another server more or less moves few threads. */
function homeOf(thread: ThreadId, servers: readonly Server[]): Server {
	const weight = ({ number }: Server) => createHash("sha256").update(`${number} ${thread}`).digest().readUInt32BE();
	return servers.reduce((best, one) => (weight(one) > weight(best) ? one : best));
}
