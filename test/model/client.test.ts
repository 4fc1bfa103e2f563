// The model client, unmodified SDK included, against a real HTTP server: whole text or one plain sentence, never both, never twice.

import { expect, test } from "vitest";
import { freePort } from "../../scripts/services/ports.ts";
import { BotError } from "../../src/core/errors.ts";
import type { ModelRequest } from "../../src/core/ports.ts";
import { type ModelOptions, openModel } from "../../src/model/client.ts";
import { busy, loading } from "../fakes/model-server.ts";
import { serve } from "./serve.ts";

const open = (server: { url: string }, over: Partial<ModelOptions> = {}) =>
	openModel({ baseUrl: server.url, log: () => {}, ...over });

function ask(over: Partial<ModelRequest> = {}) {
	const seen: string[] = [];
	let waited = 0;
	const request: ModelRequest = {
		messages: [
			{ role: "system", content: "You write code." },
			{ role: "user", content: "Sum the column." },
		],
		temperature: 0.2,
		maxTokens: 100,
		onText: (text) => {
			seen.push(text);
			return false;
		},
		onLoading: () => {
			waited++;
		},
		signal: new AbortController().signal,
		...over,
	};
	return { request, seen, waited: () => waited };
}
const fault = (work: Promise<unknown>): Promise<BotError> =>
	work.then(
		() => {
			throw new Error("it did not fail");
		},
		(error: unknown) => {
			if (error instanceof BotError) return error;
			throw error;
		},
	);
const until = async (look: () => boolean) => {
	for (let left = 400; !look(); left--) {
		if (left === 0) throw new Error("waited in vain");
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
};

test("a reply comes whole, grows piece by piece, and tells its tokens", async () => {
	const server = await serve();
	const text = "Reads the file.\n```python\nprint('größe 日本')\n```\n";
	server.play({ kind: "say", text, size: 3, cachedTokens: 7 });
	const { request, seen } = ask();
	expect(await open(server).reply(request)).toEqual({
		text,
		finish: "stop",
		promptTokens: 8,
		cachedTokens: 7,
		completionTokens: Math.ceil(text.length / 4),
	});
	expect(seen.at(-1)).toBe(text);
	expect(seen.every((one, index) => one.startsWith(seen[index - 1] ?? ""))).toBe(true);
	expect(seen.length).toBeGreaterThan(5);
});

test("a reply that is ended early tells its tokens too", async () => {
	const server = await serve();
	server.play({ kind: "say", text: "one two three four", size: 3 });
	const { request } = ask();
	const reply = await open(server).reply({ ...request, onText: (text) => text.includes("two") });
	expect(reply).toMatchObject({ finish: "stop", promptTokens: 7, cachedTokens: 5, completionTokens: 3 });
});

test("temperature, top_p and neutral penalties go with every request, so that a server's own defaults never count", async () => {
	const server = await serve();
	server.play("ok");
	await open(server, { name: "mine", apiKey: "key-123" }).reply(ask({ temperature: 0.8, maxTokens: 321 }).request);
	expect(server.asked[0]).toMatchObject({
		model: "mine",
		stream: true,
		temperature: 0.8,
		max_tokens: 321,
		top_p: 0.95,
		repetition_penalty: 1,
		presence_penalty: 0,
		stream_options: { include_usage: true },
		messages: ask().request.messages,
	});
	expect(server.keys).toEqual(["Bearer key-123"]);
});

test("an address without /v1 works too", async () => {
	const server = await serve();
	server.play("ok");
	const { text } = await open({ url: `http://127.0.0.1:${server.port}/` }).reply(ask().request);
	expect(text).toBe("ok");
});

test("without a name the first model of the server is used, and a new one after the server changed it", async () => {
	const models = [{ id: "first" }, { id: "second" }];
	const server = await serve({ models });
	server.play(
		"ok",
		{ kind: "fail", status: 404, body: { error: { message: "The model `first` does not exist." } } },
		"ok",
	);
	const model = open(server);
	await model.reply(ask().request);
	models.shift();
	await model.reply(ask().request);
	expect(server.asked.map(({ model: name }) => name)).toEqual(["first", "first", "second"]);
});

test("fields that a server does not know are left out from then on", async () => {
	const server = await serve({ unknownFields: ["repetition_penalty", "continuous_usage_stats"] });
	server.answerWith(() => "ok");
	const model = open(server);
	expect((await model.reply(ask().request)).text).toBe("ok");
	expect((await model.reply(ask().request)).promptTokens).toBe(8);
	expect(server.asked).toHaveLength(4);
	expect(server.asked[3]).not.toHaveProperty("repetition_penalty");
	expect(server.asked[3]).toMatchObject({ presence_penalty: 0, top_p: 0.95, stream_options: { include_usage: true } });
});

test("a text that is complete ends the stream there and then, and the server is free", async () => {
	const server = await serve();
	server.play({ kind: "say", text: "one two three four five six", size: 4, delayMs: 30 });
	const { request } = ask({ onText: (text) => text.includes("three") });
	const { text, finish } = await open(server).reply(request);
	expect(text).toContain("three");
	expect(text).not.toContain("six");
	expect(finish).toBe("stop");
	await until(() => server.left() === 1);
});

test("a reply that was cut by the limit says so", async () => {
	const server = await serve();
	server.play({ kind: "say", text: "half", finish: "length" });
	expect(await open(server).reply(ask().request)).toMatchObject({ text: "half", finish: "length" });
});

test("an empty reply is an empty text", async () => {
	const server = await serve();
	server.play("");
	expect((await open(server).reply(ask().request)).text).toBe("");
});

for (const how of ["reset", "end"] as const) {
	test(`a stream that breaks off (${how}) is asked for once more from the start, and no text comes twice`, async () => {
		const server = await serve();
		server.play({ kind: "drop", text: "first half", how }, "the whole text");
		const { request, seen } = ask();
		expect((await open(server).reply(request)).text).toBe("the whole text");
		expect(seen).toContain("first half");
		expect(seen.at(-1)).toBe("the whole text");
		expect(seen.some((text) => text.includes("first half") && text.includes("whole"))).toBe(false);
		expect(server.asked).toHaveLength(2);
	});

	test(`a stream that breaks off twice (${how}) is not asked for a third time`, async () => {
		const server = await serve();
		server.play({ kind: "drop", text: "a", how }, { kind: "drop", text: "b", how }, "never");
		const error = await fault(open(server).reply(ask().request));
		expect(error.code).toBe("model_down");
		expect(error.sentence).toMatch(/does not answer \(the connection broke\)/);
		expect(server.asked).toHaveLength(2);
	});
}

test("a server that is down is named, with what to do", async () => {
	const port = await freePort();
	const error = await fault(open({ url: `http://127.0.0.1:${port}/v1` }, { name: "m" }).reply(ask().request));
	expect(error.code).toBe("model_down");
	expect(error.sentence).toBe(
		`The model server at http://127.0.0.1:${port} does not answer (connection refused); start it or correct MODEL_BASE_URL, then try again.`,
	);
});

test("a server that comes back between the two tries is not missed", async () => {
	const server = await serve();
	server.answerWith(() => "ok");
	const model = open(server, { name: "m" });
	await model.reply(ask().request);
	await server.stop();
	const reply = model.reply(ask().request);
	setTimeout(() => void server.start(), 100);
	expect((await reply).text).toBe("ok");
});

test("a server that loads its model is waited for, and people are told meanwhile", async () => {
	const server = await serve();
	server.play(loading, loading, "ok");
	const { request, waited } = ask();
	expect((await open(server, { patience: { pollMs: 20 } }).reply(request)).text).toBe("ok");
	expect(waited()).toBe(2);
});

test("a server that loads for too long is given up", async () => {
	const server = await serve();
	server.answerWith(() => loading);
	const error = await fault(open(server, { patience: { pollMs: 20, loadingMs: 200 } }).reply(ask().request));
	expect(error.code).toBe("model_loading");
	expect(error.sentence).toContain("still loading");
});

test("a server that is too busy is asked again when it says, and given up after a while", async () => {
	const server = await serve();
	server.play(busy, { kind: "fail", status: 503, body: "queue full", after: "0" }, "ok");
	const model = open(server, { patience: { pollMs: 600_000, busyMs: 100 } });
	expect((await model.reply(ask().request)).text).toBe("ok");
	server.answerWith(() => busy);
	const error = await fault(model.reply(ask().request));
	expect([error.code, error.sentence]).toEqual(["model_down", expect.stringContaining("too busy (429: queue full)")]);
	expect(server.asked.length).toBeGreaterThan(4);
});

test("Stop while the model loads ends the wait at once", async () => {
	const server = await serve();
	server.answerWith(() => loading);
	const stop = new AbortController();
	const reason = new Error("stopped");
	const { request } = ask({ signal: stop.signal, onLoading: () => stop.abort(reason) });
	await expect(open(server, { patience: { pollMs: 600_000 } }).reply(request)).rejects.toBe(reason);
});

for (const [what, body] of [
	[
		"llama.cpp",
		{
			error: {
				code: 400,
				message: "the request exceeds the available context size, try increasing it",
				type: "exceed_context_size_error",
				n_prompt_tokens: 8193,
				n_ctx: 8192,
			},
		},
	],
	[
		"vLLM",
		{
			error: {
				message:
					"This model's maximum context length is 8192 tokens. However, your prompt contains at least 8193 input tokens, ...",
				type: "BadRequestError",
				param: "input_tokens",
				code: 400,
			},
		},
	],
	[
		"a vLLM that reads less than a reply may have",
		{
			error: {
				message: "max_tokens=9000 cannot be greater than max_model_len=8192. Please request fewer output tokens.",
				type: "BadRequestError",
				param: "max_tokens",
				code: 400,
			},
		},
	],
	["an old vLLM", { object: "error", message: "This model's maximum context length is 8192 tokens.", code: 400 }],
] as const) {
	test(`a conversation that is too long for the model is told apart (${what})`, async () => {
		const server = await serve();
		server.play({ kind: "fail", status: 400, body });
		const error = await fault(open(server).reply(ask().request));
		expect(error.code).toBe("context_too_long");
		expect(error.sentence).toContain("8192 tokens");
		expect(server.asked).toHaveLength(1);
	});
}

test("an error inside the stream is no text, and its sentence says what the server said", async () => {
	const server = await serve();
	server.play({ kind: "error", text: "half a re", error: { message: "EngineCore died", type: "x", code: 500 } });
	const error = await fault(open(server).reply(ask().request));
	expect(error.code).toBe("model_down");
	expect(error.sentence).toContain("EngineCore died");
	expect(server.asked).toHaveLength(1);
});

test("an overflow that is found inside the stream is still an overflow", async () => {
	const server = await serve();
	const message = "This model's maximum context length is 4096 tokens.";
	server.play({ kind: "error", text: "", error: { message, type: "BadRequestError", code: 400 } });
	expect((await fault(open(server).reply(ask().request))).code).toBe("context_too_long");
});

test("a wrong key, a wrong model and a broken server each get their own sentence", async () => {
	const server = await serve({ models: [{ id: "a" }, { id: "b" }] });
	const model = open(server, { name: "c" });
	const say = (status: number, message: string) => server.play({ kind: "fail", status, body: { error: { message } } });
	say(401, "Invalid API key");
	const key = await fault(model.reply(ask().request));
	expect([key.code, key.sentence]).toEqual(["model_refused", expect.stringMatching(/Invalid API key.*MODEL_API_KEY/)]);
	say(404, "The model `c` does not exist.");
	const unknown = await fault(model.reply(ask().request));
	expect([unknown.code, unknown.sentence]).toEqual(["model_refused", expect.stringMatching(/"c".*a, b\.$/)]);
	say(500, "CUDA error");
	const broken = await fault(model.reply(ask().request));
	expect([broken.code, broken.sentence]).toEqual(["model_down", expect.stringContaining("500: CUDA error")]);
	expect(server.asked).toHaveLength(3);
});

for (const text of ["", "some words"]) {
	test(`Stop ends a silent stream at once, ${text === "" ? "before" : "after"} its first word, and the server sees us leave`, async () => {
		const server = await serve();
		server.play({ kind: "hang", text });
		const stop = new AbortController();
		const reason = new Error("stopped by a person");
		const { request, seen } = ask({ signal: stop.signal });
		const reply = open(server, { name: "m" }).reply(request);
		reply.catch(() => {});
		await until(() => server.asked.length === 1 && (text === "" || seen.at(-1) === text));
		expect(server.left()).toBe(0);
		stop.abort(reason);
		await expect(reply).rejects.toBe(reason);
		await until(() => server.left() === 1);
		expect(server.asked).toHaveLength(1);
	});
}

test("what was stopped before it began asks the server nothing", async () => {
	const server = await serve();
	const reason = new Error("stopped");
	await expect(open(server).reply(ask({ signal: AbortSignal.abort(reason) }).request)).rejects.toBe(reason);
	expect(server.asked).toHaveLength(0);
});

for (const text of ["", "some words"]) {
	test(`a server that falls silent ${text === "" ? "before" : "after"} its first word is given up`, async () => {
		const server = await serve();
		server.play({ kind: "hang", text });
		const error = await fault(open(server, { name: "m", patience: { idleMs: 300 } }).reply(ask().request));
		expect(error.code).toBe("model_down");
		expect(error.sentence).toContain("has sent nothing for");
		await until(() => server.left() === 1);
		expect(server.asked).toHaveLength(1);
	});
}

test("a slow stream is not a silent one", async () => {
	const server = await serve();
	server.play({ kind: "say", text: "0123456789", size: 1, delayMs: 100 });
	const { text } = await open(server, { patience: { idleMs: 500 } }).reply(ask().request);
	expect(text).toBe("0123456789");
});

test("a fault of the caller comes through as it is and is not tried again", async () => {
	const server = await serve();
	server.play("some text");
	const bug = new TypeError("a bug of ours");
	const { request } = ask({
		onText: () => {
			throw bug;
		},
	});
	await expect(open(server).reply(request)).rejects.toBe(bug);
	expect(server.asked).toHaveLength(1);
});
