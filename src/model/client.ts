// Model client over the openai package: streams a reply from any OpenAI-compatible server and turns its errors into sentences.

import OpenAI from "openai";
import type { Message } from "../core/domain.ts";
import { isBotError } from "../core/errors.ts";
import { thoughtEnd, thoughtStart } from "../core/model/thoughts.ts";
import type { Log, Model, ModelReply, ModelRequest } from "../core/ports.ts";
import { bounded, mostOf, Overrun, openReader, PAGE } from "./bounds.ts";
import {
	connectionReason,
	down,
	flooded,
	meaningOf,
	type Refusal,
	silent,
	stillLoading,
	Trouble,
	tooLong,
	unended,
	unknownModel,
	unreadable,
} from "./errors.ts";
import { openFields } from "./fields.ts";
import { labelsOf } from "./labels.ts";
import { PATIENT, type Patience, pause } from "./patience.ts";
import { type About, aboutServer, modelLine, modelsSchema } from "./server.ts";
import { BrokenOff, type Piece, piecesOf, Refused, Unreadable } from "./stream.ts";
import { type Counts, openTally } from "./usage.ts";
import { leftFor } from "./window.ts";

export interface OpenAiModel extends Model {
	/** Waits until the server is there, learns what it can do, and lets it read the part that all prompts share, so that the
	 *  first person's request meets no refused field and starts sooner. Rejects like `reply`, but not for a server that is away. */
	probe(system: Message, signal: AbortSignal): Promise<void>;
	/** A line for people: the model, its server, what it reads and had cached. BotError where the server does not answer. */
	line(): Promise<string>;
}

export interface ModelOptions {
	/** With or without the `/v1` at its end. */
	readonly baseUrl: string;
	/** Unset: the first that the server lists. */
	readonly name?: string;
	readonly apiKey?: string;
	readonly log: Log;
	readonly patience?: Partial<Patience>;
}

/** How long a server may take to say what it is. */
const ABOUT_MS = 5000;
/** A CPU reads about 50 tokens, 150 characters, a second; fetch itself gives up after 300 s. */
const [READING_MS_PER_CHARACTER, LONGEST_SILENCE_MS] = [10, 280_000];

const RETRY_MS = 500;

interface Said extends Pick<ModelReply, "text" | "finish" | "thought"> {
	/** undefined where the server does not count. */
	readonly counts: Counts | undefined;
	readonly ms: number;
	readonly firstMs: number | undefined;
}

export function openModel({ baseUrl, name, apiKey, log, patience = {} }: ModelOptions): OpenAiModel {
	const { loadingMs, pollMs, busyMs, idleMs, longestMs, awayMs } = { ...PATIENT, ...patience };
	const base = new URL(baseUrl);
	const address = base.origin;
	if (base.pathname === "/") base.pathname = "/v1";
	const page: typeof fetch = (input, init) => fetch(input, init).then((reply) => bounded(reply, { bytes: PAGE }));
	const client = new OpenAI({
		fetch: page,
		baseURL: base.href.replace(/\/$/, ""),
		apiKey: apiKey ?? "none",
		organization: null,
		project: null,
		maxRetries: 0,
		timeout: 30 * 60_000,
		logLevel: "off",
	});
	const fields = openFields();
	const tally = openTally();
	let found = name;
	/** The server's template holds the tag that opens a thought, so that a reply begins within one. */
	let beginsInThought = false;

	// Once more, since a server may close a kept connection at the very moment that it is used.
	const models = async (signal?: AbortSignal) =>
		modelsSchema.parse((await client.models.list({ signal: signal ?? null, maxRetries: 1 })).data);
	const nameOf = async (signal: AbortSignal): Promise<string> => {
		if (found !== undefined) return found;
		const [first] = await models(signal);
		if (first === undefined) throw new Trouble({ kind: "unknown_model" }, undefined);
		found = first.id;
		return found;
	};
	const trouble = (error: unknown, maxTokens: number): unknown => {
		if (error instanceof Trouble || error instanceof Overrun) return error;
		const refusal = (one: Refusal) =>
			new Trouble(meaningOf(one, { address, fields: fields.names(), maxTokens }), error);
		if (error instanceof Refused) return refusal({ status: undefined, body: error.body, message: error.message });
		if (error instanceof OpenAI.APIError && !(error instanceof OpenAI.APIConnectionError)) {
			const { status, error: body, message, headers } = error;
			const after = headers?.get("retry-after") ?? undefined;
			return refusal({ status, body, message: message.replace(/^\d{3} /, ""), after });
		}
		if (error instanceof Unreadable || error instanceof SyntaxError) {
			const reason = error instanceof Unreadable ? error.message : "it is not JSON";
			return new Trouble({ kind: "final", error: unreadable(address, reason) }, error);
		}
		const reason = error instanceof BrokenOff ? error.message : connectionReason(error);
		return new Trouble({ kind: "connection", reason }, error);
	};

	/** The pieces of one reply; all that the transport throws becomes Trouble. */
	async function* pieces(request: ModelRequest, o: { signal: AbortSignal; onByte: () => void }): AsyncGenerator<Piece> {
		const { signal, onByte } = o;
		try {
			const body = {
				model: await nameOf(signal),
				messages: request.messages.map(({ role, content }) => ({ role, content })),
				temperature: request.temperature,
				max_tokens: request.maxTokens,
				stream: true as const,
				...fields.sent(),
			};
			const { bytes, line } = mostOf(request.maxTokens);
			const tapped = client.withOptions({
				fetch: (input, init) =>
					fetch(input, { ...init, signal }).then((reply) => bounded(reply, { bytes, line, onByte })),
			});
			const reply = await tapped.chat.completions.create(body, { signal, headers: labelsOf(request) }).asResponse();
			yield* piecesOf(reply.body ?? ReadableStream.from([]));
		} catch (error) {
			throw trouble(error, request.maxTokens);
		}
	}

	async function once(request: ModelRequest): Promise<Said> {
		const idle = new AbortController();
		const signal = AbortSignal.any([request.signal, idle.signal]);
		const reading = request.messages.reduce((sum, { content }) => sum + content.length, 0) * READING_MS_PER_CHARACTER;
		let timer: NodeJS.Timeout | undefined;
		const wait = (ms: number) => {
			clearTimeout(timer);
			timer = setTimeout(() => idle.abort(silent(address, ms)), ms);
		};
		const endless = setTimeout(() => idle.abort(unended(address, longestMs)), longestMs);
		const most = mostOf(request.maxTokens).characters;
		const reader = openReader(request.onText);
		/** A draft within a thought ends nothing. */
		const mayEnd = () => !beginsInThought || thoughtEnd(text) > 0;
		let text = "";
		let thought = 0;
		let finish: string | undefined;
		let counts: Counts | undefined;
		const began = performance.now();
		let firstMs: number | undefined;
		try {
			wait(Math.max(idleMs, Math.min(idleMs + reading, LONGEST_SILENCE_MS)));
			for await (const piece of pieces(request, { signal, onByte: () => wait(idleMs) })) {
				counts = piece.counts ?? counts;
				finish = piece.finish ?? finish;
				thought += piece.thought;
				text += piece.text;
				if (text.length + thought > 0) firstMs ??= Math.round(performance.now() - began);
				if (text.length + thought > most) throw new Overrun("it said more than it was asked for");
				if (piece.text === "" || !reader.more(text, piece.text) || !mayEnd()) continue;
				finish = "stop";
				break;
			}
			signal.throwIfAborted();
		} catch (error) {
			signal.throwIfAborted();
			const isBroken = error instanceof Trouble && error.fault.kind === "connection";
			// What is complete needs nothing more.
			if (isBroken && reader.end(text) && mayEnd()) finish = "stop";
			else if (!(error instanceof Overrun)) throw error;
			else {
				log("warn", "model_overrun", { reason: error.message });
				if (text === "" && thought === 0) throw new Trouble({ kind: "final", error: flooded(address) }, error);
				text = text.slice(0, most).toWellFormed();
				finish = "length";
			}
		} finally {
			clearTimeout(timer);
			clearTimeout(endless);
		}
		if (reader.end(text) && mayEnd()) finish = "stop";
		const ms = Math.round(performance.now() - began);
		const isCut = /length|max_tokens/i.test(finish ?? "");
		const end = thoughtEnd(text);
		const isThought = isCut && !mayEnd();
		if (end > 0) beginsInThought ||= (thoughtStart(text) ?? end) >= end;
		else if (!isCut && text !== "") beginsInThought = false;
		return {
			text: isThought ? "" : text,
			finish: isCut ? "length" : "stop",
			thought: isThought || thought > 0 || (counts?.thought ?? 0) > 0,
			counts,
			ms,
			firstMs,
		};
	}

	async function ask(whole: ModelRequest): Promise<Said & { readonly limit: number }> {
		let request = whole;
		let again = true;
		let loading: number | undefined;
		let busy: number | undefined;
		for (;;) {
			request.signal.throwIfAborted();
			try {
				return { ...(await once(request)), limit: request.maxTokens };
			} catch (error) {
				if (!(error instanceof Trouble)) throw error;
				const { fault } = error;
				log("debug", "model_trouble", { ...fault, error });
				switch (fault.kind) {
					case "connection":
						if (!again) throw down(address, fault.reason);
						again = false;
						await pause(RETRY_MS, request.signal);
						break;
					case "loading":
						loading ??= performance.now();
						if (performance.now() - loading >= loadingMs) throw stillLoading(address, loadingMs);
						request.onLoading();
						await pause(pollMs, request.signal);
						break;
					case "busy":
						busy ??= performance.now();
						if (performance.now() - busy >= busyMs) throw fault.error;
						request.onBusy?.();
						await pause(fault.afterMs ?? pollMs, request.signal);
						break;
					case "field":
						log("warn", "model_field_left_out", { field: fault.field });
						fields.leaveOut(fault.field);
						break;
					case "window": {
						const { messages, maxTokens } = request;
						const left = leftFor(maxTokens, fault.window, messages);
						if (left === undefined) throw tooLong(fault.window, whole);
						log("warn", "model_window_small", { tokens: fault.window.tokens, left });
						request = { ...request, maxTokens: left };
						break;
					}
					case "unknown_model":
						// The server was restarted with another model.
						if (name === undefined && found !== undefined) {
							found = undefined;
							fields.reset();
							beginsInThought = false;
							break;
						}
						throw unknownModel({
							address,
							name: found ?? "",
							has: (await models(request.signal).catch(() => [])).map(({ id }) => id),
						});
					case "final":
						throw fault.error;
				}
			}
		}
	}

	async function reply(request: ModelRequest): Promise<ModelReply> {
		const { text, finish, thought, counts, ms, firstMs, limit } = await ask(request);
		const { purpose } = request;
		if (purpose !== undefined && counts !== undefined) {
			tally.add(purpose.kind, counts);
			log("info", "model_reply", { ...purpose, ...counts, ms, firstMs });
		}
		const { prompt = 0, cached = 0, completion = 0 } = counts ?? {};
		// Where nobody counts, a reply that was cut has used all that it may have.
		const completionTokens = completion || (finish === "length" ? limit : 0);
		const isThought = thought === true ? { thought } : {};
		return { text, finish, ...isThought, promptTokens: prompt, cachedTokens: cached, completionTokens };
	}

	async function about(): Promise<About> {
		const all = await models(AbortSignal.timeout(ABOUT_MS)).catch((error: unknown) => {
			const known = trouble(error, 0);
			if (!(known instanceof Trouble)) throw error;
			const { fault } = known;
			throw "error" in fault ? fault.error : down(address, fault.kind === "connection" ? fault.reason : fault.kind);
		});
		return aboutServer(all.find(({ id }) => id === name) ?? all[0], {
			base,
			name,
			get: async (url) => {
				const headers: Record<string, string> = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
				const got = await page(url, { headers, signal: AbortSignal.timeout(ABOUT_MS) });
				if (got.ok) return await got.json();
				await got.body?.cancel();
				throw new Error(`${url.pathname}: ${got.status}`);
			},
		});
	}

	/** One token on top of the shared part; a template that wants a person's words gets some. */
	async function warm(system: Message, signal: AbortSignal): Promise<Said> {
		const shape = { temperature: 0, maxTokens: 1, onText: () => false, onLoading: () => {}, signal };
		return ask({ messages: [system], ...shape }).catch((error: unknown) => {
			if (!isBotError(error, "model_refused")) throw error;
			return ask({ messages: [system, { role: "user", content: "Hello." }], ...shape });
		});
	}

	async function probe(system: Message, signal: AbortSignal): Promise<void> {
		for (;;) {
			try {
				const { counts, ms } = await warm(system, signal);
				const tellsCached = counts?.cached !== undefined;
				log("info", "model_abilities", { ...(await about()), tellsCached, leftOut: fields.leftOut(), ms });
				return;
			} catch (error) {
				if (!isBotError(error, "model_down") && !isBotError(error, "model_loading")) throw error;
				log("debug", "model_away", { error });
				await pause(awayMs, signal);
			}
		}
	}

	return { reply, probe, line: async () => modelLine(await about(), tally.share("fix")) };
}
