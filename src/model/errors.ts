// Model errors: what a server's refusal means (retry, wait, leave a field out, or a sentence for people).

import { z } from "zod";
import { BotError } from "../core/errors.ts";
import type { ModelRequest } from "../core/ports.ts";
import { fitsAlone, type Window, windowIn } from "./window.ts";

export type Fault =
	/** The connection could not be made or broke: worth one more try. */
	| { readonly kind: "connection"; readonly reason: string }
	| { readonly kind: "loading" }
	/** Worth another try after a while; `error` is for people if it stays so. */
	| { readonly kind: "busy"; readonly afterMs?: number; readonly error: BotError }
	/** The server does not know this field of ours. */
	| { readonly kind: "field"; readonly field: string }
	/** The server does not know the model, or there is nothing under this address. */
	| { readonly kind: "unknown_model" }
	/** The request and its reply do not fit into what the model reads. */
	| { readonly kind: "window"; readonly window: Window }
	| { readonly kind: "final"; readonly error: BotError };

/** What went wrong between us and the server, told apart from what a caller's `onText` throws. */
export class Trouble extends Error {
	readonly fault: Fault;
	constructor(fault: Fault, cause: unknown) {
		super(fault.kind, { cause });
		this.fault = fault;
	}
}

/** What the server said, from an HTTP reply or from inside the stream; both wrap it in `error` or do not. */
export interface Refusal {
	readonly status: number | undefined;
	readonly body: unknown;
	readonly message: string;
	/** `Retry-After` as it came. */
	readonly after?: string | undefined;
}

/** Milliseconds: a server that asks for more is asked before then. */
const LONGEST_WAIT = 30_000;

const bodySchema = z.looseObject({
	type: z.string().nullish().catch(undefined),
	param: z.string().nullish().catch(undefined),
	code: z.union([z.number(), z.string()]).nullish().catch(undefined),
	n_prompt_tokens: z.number().optional().catch(undefined),
	n_ctx: z.number().optional().catch(undefined),
});

export function meaningOf(
	{ status, body, message, after }: Refusal,
	o: { address: string; fields: readonly string[]; maxTokens?: number },
): Fault {
	const { address, maxTokens: asked = 0 } = o;
	const known = bodySchema.safeParse(body).data;
	const code = status ?? (typeof known?.code === "number" ? known.code : undefined);
	const final = (error: BotError): Fault => ({ kind: "final", error });
	const said = `${code === undefined ? "" : `${code}: `}${oneLine(reasonIn(message))}`;

	const type = known?.type === "exceed_context_size_error" ? known.type : known?.code;
	const window = windowIn(message, { type, prompt: known?.n_prompt_tokens, tokens: known?.n_ctx, asked });
	if (window !== undefined) return { kind: "window", window };
	if (code === 503 && /load/i.test(message)) return { kind: "loading" };
	if (code === 400 || code === 422) {
		const field = o.fields.find((name) => known?.param?.includes(name) === true || message.includes(name));
		if (field !== undefined) return { kind: "field", field };
	}
	if (code === 404) return { kind: "unknown_model" };
	if (code === 401 || code === 403)
		return final(
			new BotError(
				"model_refused",
				`The model server at ${address} refused access (${said}); check MODEL_API_KEY, then try again.`,
			),
		);
	if (code === 502 || code === 504) return { kind: "connection", reason: said };
	if (code === 429 || code === 503) {
		const seconds = /^\d+(\.\d+)?$/.test(after ?? "") ? Number(after) : undefined;
		const afterMs = seconds === undefined ? {} : { afterMs: Math.min(1000 * seconds, LONGEST_WAIT) };
		const sentence = `The model server at ${address} is too busy (${said}); try again in a minute.`;
		return { kind: "busy", ...afterMs, error: new BotError("model_down", sentence) };
	}
	if (code !== undefined && code < 500)
		return final(
			new BotError(
				"model_refused",
				`The model server at ${address} rejected the request (${said}); check its log and MODEL_NAME.`,
			),
		);
	return final(
		new BotError("model_down", `The model server at ${address} failed (${said}); check its log, then try again.`),
	);
}

/** The reason of a failed connection in a few words. */
export function connectionReason(error: unknown): string {
	const codes = chain(error).map((one) => ("code" in one ? String(one.code) : ""));
	const words: Readonly<Record<string, string>> = {
		ECONNREFUSED: "connection refused",
		ENOTFOUND: "no such host",
		EAI_AGAIN: "no such host",
		ECONNRESET: "the connection broke",
		UND_ERR_SOCKET: "the connection broke",
		UND_ERR_CONNECT_TIMEOUT: "no connection in time",
	};
	if (chain(error).some(({ message }) => /wrong version number|packet length too long/i.test(message)))
		return "it speaks plain HTTP, so its address starts with http://";
	const word = codes.map((code) => words[code]).find((found) => found !== undefined);
	return word ?? oneLine(chain(error).at(-1)?.message ?? String(error));
}

export function down(address: string, reason: string): BotError {
	return new BotError(
		"model_down",
		`The model server at ${address} does not answer (${reason}); start it or correct MODEL_BASE_URL, then try again.`,
	);
}

export function silent(address: string, ms: number): BotError {
	return new BotError(
		"model_down",
		`The model server at ${address} has sent nothing for ${Math.round(ms / 1000)} s, so the request was cancelled; check its log, then try again.`,
	);
}

export function unended(address: string, ms: number): BotError {
	return new BotError(
		"model_down",
		`The model server at ${address} has not finished after ${Math.round(ms / 60_000)} minutes, so the request was cancelled; check its log, then try again.`,
	);
}

export function flooded(address: string): BotError {
	return new BotError(
		"model_refused",
		`The model server at ${address} sent far more than was asked for, with no reply in it, so the request was cancelled; check its log and MODEL_BASE_URL.`,
	);
}

export function unreadable(address: string, reason: string): BotError {
	return new BotError(
		"model_refused",
		`The model server at ${address} answers in a form that I do not understand (${reason}); check MODEL_BASE_URL, which usually ends in /v1, and that it is the address of an OpenAI-compatible server.`,
	);
}

export function stillLoading(address: string, ms: number): BotError {
	return new BotError(
		"model_loading",
		`The model server at ${address} is still loading its model after ${Math.round(ms / 60_000)} minutes; check its log, then try again.`,
	);
}

export function unknownModel(o: { address: string; name: string; has: readonly string[] }): BotError {
	const { address, name, has } = o;
	if (name === "" && has.length === 0)
		return new BotError(
			"model_refused",
			`The model server at ${address} lists no model; set MODEL_NAME, and check MODEL_BASE_URL, which usually ends in /v1.`,
		);
	const sentence =
		has.length > 0
			? `The model server at ${address} does not know the model "${name}"; set MODEL_NAME to one of these: ${has.slice(0, 20).join(", ").slice(0, 1000)}.`
			: `The model server at ${address} does not know the model "${name}" and lists none; check MODEL_NAME and MODEL_BASE_URL, which usually ends in /v1.`;
	return new BotError("model_refused", sentence);
}

/** The code `context_too_long` means that a request with nothing before it may fit. */
export function tooLong(
	window: Window,
	{ messages, maxTokens }: Pick<ModelRequest, "messages" | "maxTokens">,
): BotError {
	const { tokens, prompt } = window;
	const isFirst = messages.filter(({ role }) => role !== "system").length <= 1;
	const most = tokens === undefined ? "a limited number of tokens" : `at most ${tokens} tokens`;
	const has = prompt === undefined ? "" : ` (this one has ${prompt})`;
	if (!isFirst && fitsAlone(window, messages))
		return new BotError(
			"context_too_long",
			`The conversation is too long for the model, which reads ${most}${has}; start a new thread, or give the model server a larger context.`,
		);
	const enough = prompt === undefined ? "a larger context" : `a context of at least ${prompt + maxTokens} tokens`;
	return new BotError(
		isFirst ? "context_too_long" : "model_refused",
		`The model reads ${most}, which is too few for this request${has} and a reply; give the model server ${enough}, or ask about fewer files at once.`,
	);
}

/** The error and its causes, those of an AggregateError (several addresses of one host) included. */
function chain(error: unknown, depth = 0): Error[] {
	if (!(error instanceof Error) || depth > 5) return [];
	const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
	return [error, ...[error.cause, ...inner].flatMap((cause) => chain(cause, depth + 1))];
}

/** A page's title, or the words in the JSON of a refusal, in place of its source. */
function reasonIn(message: string): string {
	if (/^\s*<(?:!doctype|html|head|body)/i.test(message))
		return /<title>([^<]{1,200})/i.exec(message.slice(0, 4000))?.[1] ?? "it sent a web page";
	if (!/^\s*[[{]/.test(message)) return message;
	const texts = [...message.slice(0, 4000).matchAll(/"(?:detail|message|msg|error|reason)"\s*:\s*"([^"\\]{1,300})"/g)];
	return texts.length === 0 ? "it gave no reason" : texts.map(([, text]) => text).join("; ");
}

function oneLine(text: string): string {
	const line = text.replace(/\s+/g, " ").trim();
	return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}
