// Vision model on an OpenAI-compatible server: is shown the picture of a chart and answers a closed list of questions by yes or no.

import { buffer } from "node:stream/consumers";
import { z } from "zod";
import { QUESTIONS } from "../core/fix/chart-check.ts";
import type { Log, Look } from "../core/ports.ts";
import { bounded } from "./bounds.ts";

export interface VisionOptions {
	/** With or without the `/v1` at its end. */
	readonly baseUrl: string;
	readonly name: string;
	readonly apiKey?: string;
	readonly log: Log;
	readonly limitMs?: number;
}

const LIMIT_MS = 60_000;
const REPLY_BYTES = 256 * 1024;
/** Enough for the object, and for a model that thinks a little first. */
const MAX_TOKENS = 1024;
/** A model that says yes to more than these says yes to everything. */
const MOST_FOUND = 3;

const codes = Object.keys(QUESTIONS);
const FORMAT = {
	type: "json_schema",
	json_schema: {
		name: "chart",
		strict: true,
		schema: {
			type: "object",
			properties: Object.fromEntries(codes.map((code) => [code, { type: "boolean" }])),
			required: codes,
			additionalProperties: false,
		},
	},
};
const ASKED = `This picture is a chart for a report. Answer each question with true or false; true only if you are sure.
${Object.entries(QUESTIONS)
	.map(([code, { asks }]) => `${code}: ${asks}`)
	.join("\n")}
Reply with one JSON object and nothing else: {${codes.map((code) => `"${code}": false`).join(", ")}}`;

const yes = z.union([
	z.boolean(),
	z.stringFormat("yes", /^(yes|no|true|false)$/i).transform((said) => /^[yt]/i.test(said)),
]);
const repliesSchema = z.object(Object.fromEntries(codes.map((code) => [code, yes])));
const bodySchema = z.object({
	choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]).rest(z.unknown()),
});

export function openVision({ baseUrl, name, apiKey, log, limitMs = LIMIT_MS }: VisionOptions): Look {
	const base = new URL(baseUrl);
	const path = base.pathname === "/" ? "/v1" : base.pathname.replace(/\/$/, "");
	const address = new URL(`${path}/chat/completions`, base);
	const key: Record<string, string> = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
	/** Until a server answers without it what it refused with it. */
	let isStructured = true;

	async function ask(url: string, signal: AbortSignal, inForm: boolean): Promise<Response> {
		const content = [
			{ type: "text", text: ASKED },
			{ type: "image_url", image_url: { url } },
		];
		const body = {
			model: name,
			messages: [{ role: "user", content }],
			temperature: 0,
			max_tokens: MAX_TOKENS,
			...(inForm ? { response_format: FORMAT } : {}),
		};
		const sent = {
			method: "POST",
			headers: { "content-type": "application/json", ...key },
			body: JSON.stringify(body),
		};
		return bounded(await fetch(address, { ...sent, signal }), { bytes: REPLY_BYTES });
	}

	return async ({ bytes, type, thread, turn, signal: stopped }) => {
		const signal = AbortSignal.any([stopped, AbortSignal.timeout(limitMs)]);
		try {
			const url = `data:${type};base64,${(await buffer(bytes)).toString("base64")}`;
			let reply = await ask(url, signal, isStructured);
			if (isStructured && [400, 422].includes(reply.status)) {
				await reply.body?.cancel();
				reply = await ask(url, signal, false);
				isStructured = !reply.ok;
			}
			if (!reply.ok) throw new Error(`${reply.status}: ${(await reply.text()).slice(0, 300)}`);
			const found = foundIn(await reply.json());
			log("info", "chart_looked_at", { thread, turn, found });
			return found;
		} catch (error) {
			log("warn", "chart_not_looked_at", { thread, turn, error });
			return undefined;
		}
	};
}

/** Throws for a reply of another shape. */
function foundIn(reply: unknown): readonly string[] {
	const { content } = bodySchema.parse(reply).choices[0].message;
	// The last one: a thought may hold a draft.
	const said = content.match(/\{[^{}]*\}/g)?.at(-1) ?? "";
	const replies = repliesSchema.parse(JSON.parse(said));
	const found = codes.filter((code) => replies[code]);
	if (found.length > MOST_FOUND) throw new Error("it says yes to everything");
	return found;
}
