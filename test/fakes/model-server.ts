// An OpenAI-compatible HTTP server on loopback that plays scripted replies, failures and silences, and records what it was asked.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { freePort } from "../../scripts/services/ports.ts";

export type Played =
	/** Streams `text` in pieces of `size` characters, `delayMs` apart. */
	| (Pace & { readonly kind: "say"; readonly finish?: "stop" | "length"; readonly cachedTokens?: number })
	/** Streams `text`, then breaks the connection: `reset` destroys it, `end` ends the reply as if it were complete. */
	| (Pace & { readonly kind: "drop"; readonly how: "reset" | "end" })
	/** Streams `text`, then an error inside the stream. */
	| (Pace & { readonly kind: "error"; readonly error: unknown })
	/** Streams `text`, then nothing for ever; without `text` not even the head is sent. */
	| (Pace & { readonly kind: "hang" })
	/** Streams these chunks as they are, then `[DONE]`. */
	| { readonly kind: "chunks"; readonly chunks: readonly unknown[]; readonly done?: false }
	/** A body with status 200 as it is, in pieces of `size` bytes; `reset` breaks the connection behind it. */
	| {
			readonly kind: "body";
			readonly body: string;
			readonly type?: string;
			readonly size?: number;
			readonly how?: "reset" | "end";
	  }
	/** An HTTP reply other than 200; a text is sent as a web page. `after`: its Retry-After. */
	| { readonly kind: "fail"; readonly status: number; readonly body: unknown; readonly after?: string };

interface Pace {
	readonly text: string;
	readonly size?: number;
	readonly delayMs?: number;
}

const bodySchema = z.looseObject({
	model: z.string(),
	messages: z.array(z.object({ role: z.string(), content: z.string() })),
	max_tokens: z.number().optional(),
	temperature: z.number().optional(),
	stream_options: z.looseObject({ include_usage: z.boolean().optional() }).optional(),
	timings_per_token: z.boolean().optional(),
});
export type Asked = z.infer<typeof bodySchema>;

export interface ModelServer {
	/** Ends in `/v1`. */
	readonly url: string;
	readonly port: number;
	/** The bodies of all chat requests, in order. */
	readonly asked: readonly Asked[];
	/** The `Authorization` headers of all requests, in order. */
	readonly keys: readonly string[];
	/** What chat requests say of their Turn and Thread, in order. */
	readonly labels: readonly { readonly request: unknown; readonly thread: unknown }[];
	/** Chat requests whose client went away before the reply was complete. */
	readonly left: () => number;
	/** Plays these next, in order; a string is said whole. */
	play(...next: readonly (string | Played)[]): void;
	/** Decides what to play when nothing is queued. */
	answerWith(choose: (asked: Asked) => string | Played): void;
	/** Stops listening and breaks all connections. */
	stop(): Promise<void>;
	/** Listens again on the same port. */
	start(): Promise<void>;
}

export const loading: Played = {
	kind: "fail",
	status: 503,
	body: { error: { code: 503, message: "Loading model", type: "unavailable_error" } },
};

export const busy: Played = { kind: "fail", status: 429, body: { error: { message: "queue full" } }, after: "0.02" };

/** `models` is what `/v1/models` lists, `pages` what lies under other paths; `unknownFields` are refused with 400 as
 *  OpenAI's own server does; `tellsCached: false` leaves out how many tokens were cached. */
export async function startModelServer(
	o: {
		models?: readonly Record<string, unknown>[];
		pages?: Readonly<Record<string, unknown>>;
		unknownFields?: readonly string[];
		tellsCached?: boolean;
		/** Where it listens, if not at a free port on loopback. */
		at?: { readonly host: string; readonly port: number };
	} = {},
): Promise<ModelServer> {
	const { models = [{ id: "recorded", object: "model", max_model_len: 32_768 }], pages = {}, unknownFields = [] } = o;
	const { host, port } = o.at ?? { host: "127.0.0.1", port: await freePort() };
	const asked: Asked[] = [];
	const keys: string[] = [];
	const labels: ModelServer["labels"][number][] = [];
	const queue: (string | Played)[] = [];
	let choose: (asked: Asked) => string | Played = () => {
		throw new Error("the model server has nothing left to play");
	};
	let left = 0;

	const server = createServer((incoming, response) => {
		answer(incoming, response).catch((error: unknown) => {
			json(response, { status: 500, body: { error: { message: String(error), code: 500 } } });
		});
	});

	async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		keys.push(incoming.headers.authorization ?? "");
		if (incoming.url?.endsWith("/v1/models") === true)
			return json(response, { status: 200, body: { object: "list", data: models } });
		const page = pages[incoming.url ?? ""];
		if (page !== undefined) return json(response, { status: 200, body: page });
		if (incoming.url?.endsWith("/v1/chat/completions") !== true)
			return json(response, { status: 404, body: { error: { message: "File Not Found", code: 404 } } });
		let text = "";
		for await (const chunk of incoming) text += chunk;
		const body = bodySchema.parse(JSON.parse(text));
		asked.push(body);
		labels.push({ request: incoming.headers["x-request-id"], thread: incoming.headers["x-thread-id"] });
		const field = unknownFields.find((name) => name in body || name in (body.stream_options ?? {}));
		if (field !== undefined) {
			const message = `Unrecognized request argument supplied: ${field}`;
			return json(response, { status: 400, body: { error: { message, type: "invalid_request_error" } } });
		}
		response.on("close", () => {
			if (!response.writableFinished) left++;
		});
		const next = queue.shift() ?? choose(body);
		const heard = o.tellsCached === false ? { ...body, timings_per_token: false } : body;
		const played: Played = typeof next === "string" ? { kind: "say", text: next } : next;
		await perform(response, heard, { played, tellsCached: o.tellsCached !== false });
	}

	const self: ModelServer = {
		url: `http://127.0.0.1:${port}/v1`,
		port,
		asked,
		keys,
		labels,
		left: () => left,
		play: (...next) => void queue.push(...next),
		answerWith: (by) => {
			choose = by;
		},
		start: () =>
			new Promise((resolve, reject) => {
				server.once("error", reject);
				server.listen(port, host, () => {
					server.off("error", reject);
					resolve();
				});
			}),
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	await self.start();
	return self;
}

async function perform(
	response: ServerResponse,
	body: Asked,
	{ played, tellsCached }: { played: Played; tellsCached: boolean },
): Promise<void> {
	if (played.kind === "fail") return json(response, played);
	if (played.kind === "chunks" || played.kind === "body") return pour(response, played);
	const { text, size = 8, delayMs = 0 } = played;
	if (played.kind === "hang" && text === "") return;
	response.writeHead(200, { "content-type": "text/event-stream" });
	const send = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\n\n`);
	let said = 0;
	/** As llama.cpp counts: with every piece, where asked to. */
	const timings = () =>
		body.timings_per_token === true ? { timings: { cache_n: 5, prompt_n: 2, predicted_n: said } } : {};
	const chunk = (delta: unknown, finish: string | null) =>
		send({
			id: "c1",
			object: "chat.completion.chunk",
			created: 0,
			model: body.model,
			choices: [{ index: 0, delta, finish_reason: finish }],
			...timings(),
		});
	chunk({ role: "assistant", content: "" }, null);
	for (let at = 0; at < text.length; at += size) {
		if (response.destroyed) return;
		said += 1;
		chunk({ content: text.slice(at, at + size) }, null);
		if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
	}
	switch (played.kind) {
		case "hang":
			return;
		case "drop":
			// What was written before goes out first.
			await new Promise((resolve) => setTimeout(resolve, 50));
			if (played.how === "reset") response.destroy();
			else response.end();
			return;
		case "error":
			send({ error: played.error });
			response.end("data: [DONE]\n\n");
			return;
		case "say": {
			chunk({}, played.finish ?? "stop");
			const prompt = Math.ceil(body.messages.reduce((sum, { content }) => sum + content.length, 0) / 4);
			const completion = Math.ceil(text.length / 4);
			const usage = {
				prompt_tokens: prompt,
				completion_tokens: completion,
				total_tokens: prompt + completion,
				...(tellsCached ? { prompt_tokens_details: { cached_tokens: played.cachedTokens ?? 0 } } : {}),
			};
			if (body.stream_options?.include_usage === true) {
				send({ id: "c1", object: "chat.completion.chunk", created: 0, model: body.model, choices: [], usage });
			}
			response.end("data: [DONE]\n\n");
		}
	}
}

async function pour(
	response: ServerResponse,
	played: Extract<Played, { readonly kind: "chunks" | "body" }>,
): Promise<void> {
	const events = (chunks: readonly unknown[]) => chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`).join("");
	const body =
		played.kind === "body" ? played.body : `${events(played.chunks)}${played.done === false ? "" : "data: [DONE]\n\n"}`;
	const { type = "text/event-stream", size = body.length || 1, how = "end" } = played.kind === "body" ? played : {};
	response.writeHead(200, { "content-type": type });
	response.flushHeaders();
	const bytes = Buffer.from(body);
	for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
		response.write(bytes.subarray(at, at + size));
		await new Promise((resolve) => setImmediate(resolve));
	}
	// What was written before goes out first.
	if (how === "reset") setTimeout(() => response.destroy(), 50);
	else response.end();
}

function json(
	response: ServerResponse,
	{ status, body, after }: { readonly status: number; readonly body: unknown; readonly after?: string },
): void {
	if (response.headersSent) return void response.destroy();
	const isPage = typeof body === "string";
	if (after !== undefined) response.setHeader("retry-after", after);
	response.writeHead(status, { "content-type": isPage ? "text/html" : "application/json" });
	response.end(isPage ? body : JSON.stringify(body));
}
