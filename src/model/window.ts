// Context window: what a server's refusal reports of its size, and how many tokens are left for a reply.

import type { Message } from "../core/domain.ts";

export interface Window {
	/** Tokens that a request and its reply may have together; undefined where the server does not say. */
	readonly tokens: number | undefined;
	/** Tokens of the request, where the server has counted them all. */
	readonly prompt: number | undefined;
	/** Tokens that a reply may have, where the server bounds it by itself. */
	readonly reply?: number;
}

/** A shorter reply holds no script. */
const LEAST = 256;

const EXCEEDS = /exceed|maximum|longer than|too (?:long|large|many|small)|greater than|less than|not enough|<=|only/i;
const SIZES = [
	/\d \+ \d+ > (\d+)/,
	/> (\d+) maximum/i,
	/(\d+)(?: tokens?)? maximum context/i,
	/max_(?:model|seq)_len\D{0,20}(\d+)/i,
	/inputs`? .{0,60}(?:<=|less than) (\d+)/i,
	/(?:context|sequence) (?:length|window|size|limit)\b\D{0,40}(\d+)/i,
];
const PROMPTS = [
	/(?<!at least )\b(\d+) (?:tokens? )?(?:in|from) (?:the|your) (?:\w+ )?(?:messages?|prompt|input)/i,
	/\b(\d+) \+ \d+ > \d/,
	/(?<!at least )\b(\d+) `?(?:input|prompt|inputs)`? tokens/i,
	/(?:messages resulted in|prompt (?:contains|has|length|is too long:)|input|request|given:) \(?(\d+)(?= |\)|$)(?! output)/i,
];
const TOTALS = /(?:requested|total of)(?: a total of)?(?: tokens)? \(?(\d+)/i;
const REPLIES = [/supports at most (\d+) completion tokens/i, /max_tokens`? must be less than or equal to `?(\d+)/i];

/** undefined for a refusal that is about something else. */
export function windowIn(
	message: string,
	o: {
		/** The server's name for the refusal. */
		readonly type: unknown;
		readonly prompt: number | undefined;
		readonly tokens: number | undefined;
		/** How many tokens the reply was allowed. */
		readonly asked: number;
	},
): Window | undefined {
	const text = message.slice(0, 2000).replace(/(?<=\d),(?=\d{3}(?!\d))/g, "");
	const first = (patterns: readonly RegExp[]) => {
		const found = patterns.map((pattern) => pattern.exec(text)?.[1]).find((digits) => digits !== undefined);
		return found === undefined ? undefined : Number(found);
	};
	const reply = first(REPLIES);
	if (reply !== undefined) return { tokens: undefined, prompt: undefined, reply };
	const isNamed = /^(?:exceed_context_size_error|context_length_exceeded)$/.test(String(o.type));
	const tokens = o.tokens ?? (EXCEEDS.test(text) ? first(SIZES) : undefined);
	const isMeant = /context[ _](?:length|window|size|limit)|ContextWindowExceeded/i.test(text) && /exceed/i.test(text);
	if (tokens === undefined && !isNamed && !isMeant) return undefined;
	const total = first([TOTALS]);
	const rest = total !== undefined && total > o.asked ? total - o.asked : undefined;
	return { tokens, prompt: o.prompt ?? first(PROMPTS) ?? rest };
}

/** How many tokens to ask for next, fewer than before; undefined where too few are left for a reply. */
export function leftFor(asked: number, { tokens, prompt, reply }: Window, messages: readonly Message[]) {
	const exact = reply ?? (tokens === undefined || prompt === undefined ? undefined : tokens - prompt);
	if (exact !== undefined && exact < asked) return exact >= LEAST ? exact : undefined;
	// Nobody has counted, so that the server decides what fits.
	const guess = tokens === undefined ? asked : tokens - estimated(messages);
	const next = Math.max(LEAST, guess < asked ? guess : asked >> 1);
	return next < asked ? next : undefined;
}

/** Whether the last request would fit with nothing before it. */
export function fitsAlone({ tokens, prompt }: Window, messages: readonly Message[]): boolean {
	if (tokens === undefined) return true;
	const all = estimated(messages);
	const alone = estimated(messages.filter(({ role }, at) => role === "system" || at === messages.length - 1));
	return alone * ((prompt ?? all) / Math.max(1, all)) + LEAST <= tokens;
}

/** Rather too many than too few: code has about 3 letters a token, Chinese less than 2. */
function estimated(messages: readonly Message[]): number {
	const text = messages.map(({ content }) => content).join("\n");
	const wide = text.match(/[^\0-\u024f]/g)?.length ?? 0;
	return Math.ceil((text.length - wide) / 3 + wide) + 8 * messages.length;
}
