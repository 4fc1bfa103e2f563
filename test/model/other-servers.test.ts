// Replies of other servers, odd but whole: each is read, only a body that breaks off is a broken connection, and what nobody could read is one sentence.

import { afterEach, describe, expect, test } from "vitest";
import { BotError } from "../../src/core/errors.ts";
import { isComplete } from "../../src/core/model/reply.ts";
import type { ModelRequest } from "../../src/core/ports.ts";
import { openModel } from "../../src/model/client.ts";
import { type ModelServer, type Played, startModelServer } from "../fakes/model-server.ts";

const running: ModelServer[] = [];
afterEach(async () => {
	await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function serve(o: Parameters<typeof startModelServer>[0] = {}) {
	const server = await startModelServer(o);
	running.push(server);
	return server;
}

const request: ModelRequest = {
	messages: [{ role: "user", content: "Hello?" }],
	temperature: 0,
	maxTokens: 1536,
	onText: isComplete,
	onLoading: () => {},
	signal: new AbortController().signal,
};

/** What the client makes of what is played. */
async function hear(...played: Played[]) {
	const server = await serve();
	server.play(...played);
	const model = openModel({ baseUrl: server.url, name: "mine", log: () => {} });
	const reply = await model.reply(request).catch((error: unknown) => {
		if (!(error instanceof BotError)) throw error;
		return error;
	});
	return { reply, asked: server.asked.length };
}

const HELLO = "Hello! Send me a file and a question.";
const delta = (content: unknown, more: object = {}) => ({ choices: [{ index: 0, delta: { content }, ...more }] });
const usage = { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10 };
const whole = (message: object, more: object = {}) => ({
	object: "chat.completion",
	choices: [{ index: 0, message: { role: "assistant", ...message }, ...more }],
	usage,
});
const chunks = (...all: unknown[]): Played => ({ kind: "chunks", chunks: all });
const body = (text: string, over: Partial<Extract<Played, { kind: "body" }>> = {}): Played => ({
	kind: "body",
	body: text,
	...over,
});
const JSON_TYPE = { type: "application/json" };

describe("what is odd but whole is read, and asked for once", () => {
	test.each<[string, Played]>([
		["no word of how it ended (R19)", chunks(delta(HELLO), { choices: [], usage })],
		["no word of how it ended, and no counts", chunks(delta(HELLO))],
		[
			"counts at the end and no [DONE]",
			{ kind: "chunks", chunks: [delta(HELLO), { choices: [], usage }], done: false },
		],
		[
			"an empty word of how it ended until the end",
			chunks(delta("Hello! ", { finish_reason: "" }), delta(HELLO.slice(7))),
		],
		[
			"the word null of how it ended until the end",
			chunks(delta("Hello! ", { finish_reason: "null" }), delta(HELLO.slice(7))),
		],
		["choices that are null", chunks({ choices: null }, delta(HELLO), { choices: null, usage })],
		["no choices beside the counts", chunks(delta(HELLO), { usage })],
		["choices without a delta", chunks({ choices: [{ index: 0, delta: null }] }, delta(HELLO), { choices: [{}] })],
		["choices in no list", chunks({ choices: { delta: { content: HELLO } } })],
		[
			"content in parts",
			chunks(
				delta([{ type: "text", text: "Hello! " }]),
				delta([{ type: "text", text: HELLO.slice(7) }, { type: "image_url" }]),
			),
		],
		["content in parts that are texts", chunks(delta(["Hello! ", HELLO.slice(7)]))],
		["text in place of a delta", chunks({ choices: [{ text: HELLO, finish_reason: "stop" }] })],
		["messages in place of deltas", chunks(whole({ content: "Hello! " }), whole({ content: HELLO.slice(7) }))],
		["all that was said so far in each event", chunks(whole({ content: "Hello! " }), whole({ content: HELLO }))],
		[
			"all that was said once more at the end",
			chunks(delta("Hello! "), delta(HELLO.slice(7)), whole({ content: HELLO.trim() })),
		],
		["counts of another shape", chunks({ ...delta(HELLO), usage: { prompt_tokens: null, prompt_tokens_details: 7 } })],
		["an error that is null", chunks({ ...delta(HELLO, { finish_reason: "stop" }), error: null })],
		["one JSON body, as if no stream was asked for", body(JSON.stringify(whole({ content: HELLO })), JSON_TYPE)],
		[
			"a JSON body that is written over many lines",
			body(JSON.stringify(whole({ content: HELLO }), null, 2), JSON_TYPE),
		],
		["a JSON body that is called a stream", body(JSON.stringify(whole({ content: [{ type: "text", text: HELLO }] })))],
		["a stream that is called JSON", body(`data: ${JSON.stringify(delta(HELLO))}\n\ndata: [DONE]\n\n`, JSON_TYPE)],
		[
			"a line of JSON for each piece",
			body(
				[delta("Hello! "), delta(HELLO.slice(7), { finish_reason: "stop" })]
					.map((one) => JSON.stringify(one))
					.join("\n"),
			),
		],
		[
			"Windows line ends",
			body(`: hi\r\nevent: message\r\nid: 1\r\ndata:${JSON.stringify(delta(HELLO))}\r\n\r\ndata:[DONE]\r\n\r\n`, {
				size: 1,
			}),
		],
		[
			"no empty lines",
			body(
				`data: ping\ndata: ${JSON.stringify(delta("Hello! "))}\ndata: ${JSON.stringify(delta(HELLO.slice(7)))}\ndata: [DONE]\n`,
			),
		],
		[
			"one event over many lines",
			body(`${JSON.stringify(delta(HELLO), null, 1).replace(/^/gm, "data: ")}\n\ndata: [DONE]\n\n`),
		],
		["no line end behind the end", body(`data: ${JSON.stringify(delta(HELLO, { finish_reason: "stop" }))}`)],
		["nothing but null in an event", body(`data: null\n\ndata: ${JSON.stringify(delta(HELLO))}\n\ndata: [DONE]\n\n`)],
	])("%s", async (_what, played) => {
		const { reply, asked } = await hear(played);
		expect(reply).toMatchObject({ text: HELLO, finish: "stop" });
		expect(asked).toBe(1);
	});

	test("a program in one JSON body is complete, and what stands behind it goes no further than to us", async () => {
		const text = "Adds.\n```python\nprint('größe 日本 😀')\n```\nThat is all.";
		const { reply } = await hear(body(JSON.stringify(whole({ content: text })), { ...JSON_TYPE, size: 3 }));
		expect(reply).toMatchObject({ text, finish: "stop", promptTokens: 5, completionTokens: 5 });
	});

	test.each(["length", "max_tokens", "MAX_TOKENS", "model_length"])(
		"cut at a limit, which is called %s",
		async (word) => {
			const { reply } = await hear(chunks(delta("half", { finish_reason: word })));
			expect(reply).toMatchObject({ text: "half", finish: "length" });
		},
	);

	test("an empty reply is empty and no fault of the connection", async () => {
		const { reply, asked } = await hear(chunks({ choices: [], usage }));
		expect([reply, asked]).toMatchObject([{ text: "" }, 1]);
	});
});

describe("what breaks off is asked for once more, however odd it is", () => {
	const half = JSON.stringify(whole({ content: HELLO })).slice(0, 60);
	test.each<[string, Played]>([
		["without an end", { kind: "chunks", chunks: [delta("Hello")], done: false }],
		["within an event", body(`data: ${JSON.stringify(delta("Hello"))}\n\ndata: {"choices":[{"del`)],
		["within a JSON body", body(half, JSON_TYPE)],
		["within a JSON body, and the line is cut", body(half, { ...JSON_TYPE, how: "reset" })],
		["within a line of JSON", body(`${JSON.stringify(delta("Hello"))}\n{"choi`)],
		[
			"with counts of the start alone",
			{ kind: "chunks", chunks: [{ choices: [], usage }, delta("Hello")], done: false },
		],
	])("%s", async (_what, played) => {
		const twice = await hear(played, chunks(delta(HELLO)));
		expect([twice.reply, twice.asked]).toMatchObject([{ text: HELLO }, 2]);
		const never = await hear(played, played);
		expect(never.reply).toMatchObject({
			code: "model_down",
			sentence: expect.stringContaining("(the connection broke)"),
		});
	});

	test("nothing at all is said to be nothing", async () => {
		const { reply, asked } = await hear(body(""), body(""));
		expect(reply).toMatchObject({
			code: "model_down",
			sentence: expect.stringContaining("does not answer (it sent nothing)"),
		});
		expect(asked).toBe(2);
	});

	test("a program that has come whole needs nothing more", async () => {
		const code = "Adds.\n```python\nprint(1)\n```\n";
		const { reply, asked } = await hear({ kind: "chunks", chunks: [delta(code)], done: false });
		expect([reply, asked]).toMatchObject([{ text: code, finish: "stop" }, 1]);
	});
});

describe("what nobody could read is said in one sentence, without a parser's words, and not asked for again", () => {
	test.each<[string, Played, string]>([
		["a web page", body("<!DOCTYPE html><title>Welcome</title>\n<p>hi", { type: "text/html" }), "it is a web page"],
		["plain text", body("Ollama is running", { type: "text/plain" }), "it is not JSON"],
		[
			"a faulty event",
			body('data: {"choices":[{"delta":{"content":"a"}}]}\n\ndata: {"choices":[}\n\ndata: [DONE]\n\n'),
			"its JSON is faulty",
		],
		["a faulty JSON body", body('{"choices": oops}', JSON_TYPE), "its JSON is faulty"],
		["JSON of another kind", body('{"status":"ok"}', JSON_TYPE), "there is no reply in it"],
		["a JSON text", body('"hello"', JSON_TYPE), "it is JSON without a reply"],
		[
			"events of another API",
			chunks({ type: "response.output_text.delta", delta: "Hello" }),
			"there is no reply in it",
		],
	])("%s", async (_what, played, reason) => {
		const { reply, asked } = await hear(played);
		expect(reply).toMatchObject({
			code: "model_refused",
			sentence: expect.stringMatching(
				`^The model server at http://127\\.0\\.0\\.1:\\d+ answers in a form that I do not understand \\(${reason}\\); check MODEL_BASE_URL, `,
			),
		});
		expect(asked).toBe(1);
	});

	test.each([
		["a web page", "<html><head><title>502 Bad Gateway</title></head></html>", "502 Bad Gateway"],
		["JSON of another shape", { detail: [{ loc: ["body"], msg: "field required" }] }, "field required"],
	])("a refusal that is %s is told by its words alone", async (_what, refusal, words) => {
		const { reply } = await hear({ kind: "fail", status: 405, body: refusal });
		expect(reply).toMatchObject({ sentence: expect.stringContaining(words) });
		expect(String(reply)).not.toMatch(/[<{[]/);
	});

	test.each([
		["an error beside the stream", chunks({ object: "error", message: "EngineCore died", code: 500 })],
		["an error that is a text", chunks(delta("half"), { error: "EngineCore died" })],
		["an event called error", body('event: error\ndata: {"message":"EngineCore died"}\n\n')],
		["an error in a JSON body", body('{"error":{"message":"EngineCore died"}}', JSON_TYPE)],
	] as const)("%s is told as the server's own", async (_what, played) => {
		const { reply, asked } = await hear(played);
		expect(reply).toMatchObject({ code: "model_down", sentence: expect.stringContaining("EngineCore died") });
		expect(asked).toBe(1);
	});

	test.each([
		[
			"lists its models in another shape",
			[{ name: "a" }, { id: "b", max_model_len: "4096", meta: 7, owned_by: null }],
			"b",
		],
		["lists none that has an id", [{ name: "a" }], undefined],
	])("a server that %s", async (_what, models, used) => {
		const server = await serve({ models });
		server.play(chunks(delta(HELLO)));
		const reply = await openModel({ baseUrl: server.url, log: () => {} })
			.reply(request)
			.catch((error: unknown) => error);
		if (used !== undefined) expect(server.asked.map(({ model }) => model)).toEqual([used]);
		else
			expect(reply).toMatchObject({
				code: "model_refused",
				sentence: expect.stringContaining("lists no model; set MODEL_NAME"),
			});
	});
});
