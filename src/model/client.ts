// Model client over the openai package: streams a reply from any OpenAI-compatible server and turns its errors into sentences.

import OpenAI from "openai";
import { z } from "zod";
import type { Message } from "../core/domain.ts";
import { isBotError } from "../core/errors.ts";
import type { Log, Model, ModelReply, ModelRequest } from "../core/ports.ts";
import { bounded, mostOf, Overrun, openReader, PAGE } from "./bounds.ts";
import {
	connectionReason,
	down,
	type Fault,
	flooded,
	meaningOf,
	silent,
	stillLoading,
	unended,
	unknownModel,
} from "./errors.ts";
import { type About, aboutServer, modelLine, modelsSchema } from "./server.ts";
import { type Counts, countsOf, countsSchema, openTally } from "./usage.ts";

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

interface Patience {
	/** How long a server may say that it loads its model, and how often it is asked meanwhile. */
	readonly loadingMs: number;
	readonly pollMs: number;
	/** How long the line may be silent; before the first byte, reading the prompt is allowed for on top. */
	readonly idleMs: number;
	/** How long a whole reply may take. */
	readonly longestMs: number;
	/** How often a server that is away at start is looked for. */
	readonly awayMs: number;
}

const PATIENT: Patience = { loadingMs: 300_000, pollMs: 2000, idleMs: 120_000, longestMs: 30 * 60_000, awayMs: 5000 };
/** How long a server may take to say what it is. */
const ABOUT_MS = 5000;
/** A CPU reads about 50 tokens, 150 characters, a second; fetch itself gives up after 300 s. */
const [READING_MS_PER_CHARACTER, LONGEST_SILENCE_MS] = [10, 280_000];

const RETRY_MS = 500;

/** Token counts come with every piece, so that a Reply that was ended early has them too: vLLM's by USAGE, llama.cpp's by
 * `timings_per_token`. The rest is sent always, as servers take a model's own defaults otherwise, and a repetition penalty spoils code; left out once refused. */
const FIELDS = { top_p: 0.95, repetition_penalty: 1, presence_penalty: 0, timings_per_token: true };
const USAGE = { include_usage: true, continuous_usage_stats: true };

const choiceSchema = z.object({
	delta: z.object({ content: z.string().nullish() }).nullish(),
	finish_reason: z.string().nullish(),
});
/** One choice was asked for; whatever else a server sends is not looked at. */
const chunkSchema = countsSchema.extend({
	choices: z
		.array(z.unknown())
		.default([])
		.transform(([first]) => (first === undefined ? undefined : choiceSchema.parse(first))),
});
type Chunk = z.infer<typeof chunkSchema>;

interface Said extends Pick<ModelReply, "text" | "finish"> {
	/** undefined where the server does not count. */
	readonly counts: Counts | undefined;
	readonly ms: number;
}

/** What went wrong between us and the server, told apart from what a caller's `onText` throws. */
class Trouble extends Error {
	readonly fault: Fault;
	constructor(fault: Fault, cause: unknown) {
		super(fault.kind, { cause });
		this.fault = fault;
	}
}

export function openModel({ baseUrl, name, apiKey, log, patience = {} }: ModelOptions): OpenAiModel {
	const { loadingMs, pollMs, idleMs, longestMs, awayMs } = { ...PATIENT, ...patience };
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
	const refused = new Set<string>();
	const tally = openTally();
	let found = name;

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
	const fieldsOf = () => {
		const fields = Object.entries(FIELDS).filter(([field]) => !refused.has(field));
		const usage = Object.entries(USAGE).filter(([field]) => !refused.has(field));
		return {
			...Object.fromEntries(fields),
			...(refused.has("stream_options") ? {} : { stream_options: Object.fromEntries(usage) }),
		};
	};
	const trouble = (error: unknown): unknown => {
		if (error instanceof Trouble || error instanceof Overrun) return error;
		if (error instanceof OpenAI.APIError && !(error instanceof OpenAI.APIConnectionError)) {
			const fields = [...Object.keys(USAGE), "stream_options", ...Object.keys(FIELDS)].filter(
				(field) => !refused.has(field),
			);
			const { status, error: body, message } = error;
			return new Trouble(
				meaningOf({ status, body, message: message.replace(/^\d{3} /, "") }, { address, fields }),
				error,
			);
		}
		return new Trouble({ kind: "connection", reason: connectionReason(error) }, error);
	};

	/** The chunks of one request; all that the transport throws becomes Trouble. */
	async function* chunks(request: ModelRequest, o: { signal: AbortSignal; onByte: () => void }): AsyncGenerator<Chunk> {
		try {
			const body = {
				model: await nameOf(o.signal),
				messages: request.messages.map(({ role, content }) => ({ role, content })),
				temperature: request.temperature,
				max_tokens: request.maxTokens,
				stream: true as const,
				...fieldsOf(),
			};
			const { bytes, line } = mostOf(request.maxTokens);
			const tapped = client.withOptions({
				fetch: (input, init) => fetch(input, init).then((reply) => bounded(reply, { bytes, line, onByte: o.onByte })),
			});
			for await (const chunk of await tapped.chat.completions.create(body, { signal: o.signal }))
				yield chunkSchema.parse(chunk);
		} catch (error) {
			throw trouble(error);
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
		let text = "";
		let finish: string | undefined;
		let counts: Counts | undefined;
		const began = performance.now();
		try {
			wait(Math.max(idleMs, Math.min(idleMs + reading, LONGEST_SILENCE_MS)));
			for await (const chunk of chunks(request, { signal, onByte: () => wait(idleMs) })) {
				counts = countsOf(chunk) ?? counts;
				const choice = chunk.choices;
				finish = choice?.finish_reason ?? finish;
				const more = choice?.delta?.content ?? "";
				if (more === "") continue;
				text += more;
				if (text.length > most) throw new Overrun("it said more than it was asked for");
				if (!reader.more(text, more)) continue;
				finish = "stop";
				break;
			}
			signal.throwIfAborted();
		} catch (error) {
			signal.throwIfAborted();
			if (!(error instanceof Overrun)) throw error;
			log("warn", "model_overrun", { reason: error.message });
			if (text === "") throw new Trouble({ kind: "final", error: flooded(address) }, error);
			text = text.slice(0, most).toWellFormed();
			finish = "length";
		} finally {
			clearTimeout(timer);
			clearTimeout(endless);
		}
		if (reader.end(text)) finish = "stop";
		if (finish === undefined) throw new Trouble({ kind: "connection", reason: "the connection broke" }, undefined);
		const ms = Math.round(performance.now() - began);
		return { text, finish: finish === "length" ? "length" : "stop", counts, ms };
	}

	async function ask(request: ModelRequest): Promise<Said> {
		let again = true;
		let loading: number | undefined;
		for (;;) {
			request.signal.throwIfAborted();
			try {
				return await once(request);
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
					case "field":
						log("warn", "model_field_left_out", { field: fault.field });
						refused.add(fault.field);
						break;
					case "unknown_model":
						// The server was restarted with another model.
						if (name === undefined && found !== undefined) {
							found = undefined;
							refused.clear();
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
		const { text, finish, counts, ms } = await ask(request);
		const { purpose } = request;
		if (purpose !== undefined && counts !== undefined) {
			tally.add(purpose.kind, counts);
			log("info", "model_reply", { ...purpose, ...counts, ms });
		}
		const { prompt = 0, cached = 0, completion = 0 } = counts ?? {};
		return { text, finish, promptTokens: prompt, cachedTokens: cached, completionTokens: completion };
	}

	async function about(): Promise<About> {
		const all = await models(AbortSignal.timeout(ABOUT_MS)).catch((error: unknown) => {
			const known = trouble(error);
			if (!(known instanceof Trouble)) throw error;
			const { fault } = known;
			throw fault.kind === "final"
				? fault.error
				: down(address, fault.kind === "connection" ? fault.reason : fault.kind);
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
				log("info", "model_abilities", { ...(await about()), tellsCached, leftOut: [...refused], ms });
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

function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) return reject(signal.reason);
		const stop = () => {
			clearTimeout(timer);
			reject(signal.reason);
		};
		const timer = setTimeout(() => {
			signal.removeEventListener("abort", stop);
			resolve();
		}, ms);
		signal.addEventListener("abort", stop, { once: true });
	});
}
