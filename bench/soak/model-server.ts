// The soak's model server, a process of its own so that it can be killed: first token after 0.6 s, then 220 tokens a second shared by all who ask.
// `node model-server.ts PORT`; POST /_refuse?status=429&ms=5000 refuses all questions for a while.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { recorded } from "../../test/e2e/stage.ts";

const FIRST_TOKEN_MS = 600;
const TOKENS_A_SECOND = 220;
const CHARACTERS_A_TOKEN = 4;
const TICK_MS = 50;

const question = z.looseObject({
	model: z.string(),
	messages: z.array(z.object({ role: z.string(), content: z.string() })),
});

type Messages = z.infer<typeof question>["messages"];

/** As the scenarios have it; a program that failed without a fix of its own comes again, with one line more, as no code runs twice in a question. */
function replyTo(messages: Messages): string {
	if (!messages.some(({ role }) => role === "user")) return "ok";
	const fixes = messages.filter(({ role, content }) => role === "user" && content.includes("The script failed")).length;
	const code = messages.findLast(({ role, content }) => role === "assistant" && content.includes("```python"))?.content;
	const text = recorded(messages);
	const isFix = messages.at(-1)?.content.includes("The script failed") === true;
	if (!isFix || code === undefined || (fixes === 1 && text.startsWith("Another try"))) return text;
	return code.replace("```python\n", `\`\`\`python\ntries = ${fixes + 1}\n`);
}

interface Stream {
	readonly response: ServerResponse;
	readonly send: (delta: unknown, finish: string | null) => void;
	left: string;
	readonly done: () => void;
}

const streams: Stream[] = [];
let spare = 0;
let refusing = { status: 200, until: 0 };

/** Everybody in line gets the next token in turn. */
function tick(): void {
	spare = Math.min(spare + (TOKENS_A_SECOND * TICK_MS) / 1000, TOKENS_A_SECOND);
	while (spare >= 1 && streams.length > 0) {
		spare -= 1;
		const stream = streams.shift();
		if (stream === undefined || stream.response.destroyed) continue;
		stream.send({ content: stream.left.slice(0, CHARACTERS_A_TOKEN) }, null);
		stream.left = stream.left.slice(CHARACTERS_A_TOKEN);
		if (stream.left === "") stream.done();
		else streams.push(stream);
	}
	if (streams.length === 0) spare = 0;
}

async function answer(asked: IncomingMessage, response: ServerResponse): Promise<void> {
	const url = new URL(asked.url ?? "/", "http://model");
	const say = (status: number, body: unknown) =>
		void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
	if (url.pathname === "/_refuse") {
		refusing = {
			status: Number(url.searchParams.get("status")),
			until: Date.now() + Number(url.searchParams.get("ms")),
		};
		return say(200, {});
	}
	if (Date.now() < refusing.until)
		return say(refusing.status, { error: { message: "refused by the soak", code: refusing.status } });
	if (url.pathname === "/v1/models")
		return say(200, { object: "list", data: [{ id: "paced", object: "model", max_model_len: 32_768 }] });
	const { model, messages } = question.parse(await json(asked));
	const text = replyTo(messages);
	await sleep(FIRST_TOKEN_MS);
	response.writeHead(200, { "content-type": "text/event-stream" });
	const write = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\n\n`);
	const base = { id: "c1", object: "chat.completion.chunk", created: 0, model };
	const send = (delta: unknown, finish: string | null) =>
		write({ ...base, choices: [{ index: 0, delta, finish_reason: finish }] });
	send({ role: "assistant", content: "" }, null);
	const tokens = (length: number) => Math.ceil(length / CHARACTERS_A_TOKEN);
	const done = () => {
		send({}, "stop");
		const prompt = tokens(messages.reduce((sum, { content }) => sum + content.length, 0));
		const usage = {
			prompt_tokens: prompt,
			completion_tokens: tokens(text.length),
			total_tokens: prompt + tokens(text.length),
		};
		write({ ...base, choices: [], usage });
		response.end("data: [DONE]\n\n");
	};
	streams.push({ response, send, left: text, done });
}

createServer((asked, response) => {
	answer(asked, response).catch(() => {
		// Who asked has gone away.
		response.destroy();
	});
}).listen(Number(process.argv[2]), "127.0.0.1", () => console.log("listening"));
setInterval(tick, TICK_MS);
