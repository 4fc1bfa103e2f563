// What the bot learns of its model server at start, whichever it is, and what it tells of the prompts that were cached.

import { createServer } from "node:http";
import { expect, test } from "vitest";
import { freePort } from "../../scripts/services/ports.ts";
import { BotError } from "../../src/core/errors.ts";
import type { Log, ModelRequest } from "../../src/core/ports.ts";
import { type ModelOptions, openModel } from "../../src/model/client.ts";
import { loading } from "../fakes/model-server.ts";
import { serve } from "./serve.ts";

const stop = new AbortController();

function open(server: { url: string }, over: Partial<ModelOptions> = {}) {
	const logged: { event: string; fields: Record<string, unknown> }[] = [];
	const log: Log = (level, event, fields = {}) => {
		if (level !== "debug") logged.push({ event, fields });
	};
	const patience = { pollMs: 10, awayMs: 10 };
	return { model: openModel({ baseUrl: server.url, log, patience, ...over }), logged };
}

const system = { role: "system", content: "You write code." } as const;

function request(kind: "code" | "fix" | "answer", over: Partial<ModelRequest> = {}): ModelRequest {
	return {
		messages: [system, { role: "user", content: "Sum the secret column." }],
		temperature: 0.2,
		maxTokens: 100,
		onText: () => false,
		onLoading: () => {},
		purpose: { kind, thread: "slack:T1:C1:1", turn: "turn-1" },
		signal: stop.signal,
		...over,
	};
}

const VLLM = { id: "a", owned_by: "vllm", max_model_len: 16_384 };
const LLAMA = { id: "b", owned_by: "llamacpp", meta: { n_ctx: 8192 } };

for (const { kind, models, pages, name, line } of [
	{
		kind: "vLLM",
		models: [VLLM],
		pages: { "/version": { version: "0.32.0" } },
		line: "a on vLLM 0.32.0, reads 16384 tokens",
	},
	{ kind: "vLLM behind a proxy that hides its version", models: [VLLM], line: "a on vLLM, reads 16384 tokens" },
	{
		kind: "one that calls its model by the path of its weights",
		models: [{ ...LLAMA, id: "/srv/models/b.gguf" }],
		line: "b.gguf on llama.cpp, reads 8192 tokens",
	},
	{ kind: "llama.cpp", models: [LLAMA], line: "b on llama.cpp, reads 8192 tokens" },
	{
		kind: "an older llama.cpp",
		models: [{ id: "b" }],
		pages: { "/props": { default_generation_settings: { n_ctx: 4096 } } },
		line: "b on llama.cpp, reads 4096 tokens",
	},
	{ kind: "another server", models: [{ id: "c" }], name: "mine", line: "mine on an OpenAI-compatible server" },
	{ kind: "a server that lists nothing", models: [], name: "mine", line: "mine on an OpenAI-compatible server" },
	{
		kind: "a server with a page for every address",
		models: [{ id: "c" }],
		pages: { "/version": "<html>", "/props": { hello: 1 } },
		line: "c on an OpenAI-compatible server",
	},
]) {
	test(`people read which model serves them and how much it reads: ${kind}`, async () => {
		const server = await serve({ models, ...(pages === undefined ? {} : { pages }) });
		expect(await open(server, name === undefined ? {} : { name }).model.line()).toBe(line);
	});
}

test("the line about a server that is down says so", async () => {
	const { model } = open({ url: `http://127.0.0.1:${await freePort()}/v1` });
	await expect(model.line()).rejects.toMatchObject({ code: "model_down" });
});

test("a server that breaks one connection is not said to be down", async () => {
	let asked = 0;
	const server = createServer((incoming, response) => {
		asked += 1;
		if (asked === 1) incoming.socket.destroy();
		else response.setHeader("content-type", "application/json").end(JSON.stringify({ data: [VLLM] }));
	});
	const port = await freePort();
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	const { model } = open({ url: `http://127.0.0.1:${port}/v1` });
	expect(await model.line()).toBe("a on vLLM, reads 16384 tokens");
	server.close();
	server.closeAllConnections();
});

test("a server is told apart by its own pages, with the key, and under the path of a proxy too", async () => {
	const server = await serve({ models: [VLLM], pages: { "/gpu/version": { version: "1.2" } } });
	const { model } = open({ url: server.url.replace("/v1", "/gpu/v1") }, { apiKey: "key-123" });
	expect(await model.line()).toContain("vLLM 1.2");
	expect(server.keys).toEqual(["Bearer key-123", "Bearer key-123"]);
});

test("what a server refuses is known before the first person asks", async () => {
	const server = await serve({ models: [VLLM], unknownFields: ["top_p", "timings_per_token"] });
	server.answerWith(() => "ok");
	const { model, logged } = open(server);
	await model.probe(system, stop.signal);
	expect(server.asked.at(-1)).toMatchObject({ max_tokens: 1, messages: [system] });
	const before = server.asked.length;
	await model.reply(request("code"));
	expect(server.asked).toHaveLength(before + 1);
	expect(logged.find(({ event }) => event === "model_abilities")?.fields).toMatchObject({
		name: "a",
		server: "vLLM",
		contextTokens: 16_384,
		tellsCached: true,
		leftOut: ["top_p", "timings_per_token"],
	});
});

test("a server that does not tell what it had cached is known as such", async () => {
	const server = await serve({ tellsCached: false });
	server.answerWith(() => "ok");
	const { model, logged } = open(server);
	await model.probe(system, stop.signal);
	expect(logged.at(-1)?.fields).toMatchObject({ tellsCached: false });
	await model.reply(request("fix"));
	expect(logged.at(-1)).toMatchObject({ event: "model_reply", fields: { cached: undefined, prompt: 10 } });
	expect(await model.line()).not.toContain("%");
});

test("a server that is down, then loads, is learned about once it is there", async () => {
	const server = await serve({ models: [LLAMA] });
	await server.stop();
	server.play(loading, loading, "ok");
	const { model, logged } = open(server);
	const probed = model.probe(system, stop.signal);
	setTimeout(() => void server.start(), 1200);
	await probed;
	expect(logged.map(({ event }) => event)).toEqual(["model_abilities"]);
	expect(server.asked).toHaveLength(3);
});

test("a model whose template wants a person's words is warmed with some", async () => {
	const server = await serve();
	const message = "Conversation roles must alternate user/assistant";
	server.play({ kind: "fail", status: 400, body: { error: { message } } }, "ok");
	await open(server).model.probe(system, stop.signal);
	expect(server.asked.at(-1)?.messages.map(({ role }) => role)).toEqual(["system", "user"]);
});

test("a wrong key ends the search, for a person has to mend it", async () => {
	const server = await serve();
	server.answerWith(() => ({ kind: "fail", status: 401, body: { error: { message: "Invalid API key" } } }));
	const failed = open(server).model.probe(system, stop.signal);
	await expect(failed).rejects.toBeInstanceOf(BotError);
	await expect(failed).rejects.toMatchObject({ code: "model_refused" });
});

test("the bot's end ends the search for a server that never comes", async () => {
	const leaving = new AbortController();
	const { model } = open(
		{ url: `http://127.0.0.1:${await freePort()}/v1` },
		{ name: "m", patience: { awayMs: 600_000 } },
	);
	const probed = model.probe(system, leaving.signal);
	setTimeout(() => leaving.abort(new Error("leaving")), 1000);
	await expect(probed).rejects.toThrow("leaving");
});

test("each reply leaves one line of figures with its thread and turn, and not a word of what was said", async () => {
	const server = await serve();
	server.play({ kind: "say", text: "print('a secret')", cachedTokens: 7 });
	const { model, logged } = open(server);
	await model.reply(request("code"));
	expect(logged).toEqual([
		{
			event: "model_reply",
			fields: {
				kind: "code",
				thread: "slack:T1:C1:1",
				turn: "turn-1",
				prompt: 10,
				cached: 7,
				completion: 5,
				ms: expect.any(Number),
				firstMs: expect.any(Number),
			},
		},
	]);
	expect(JSON.stringify(logged)).not.toContain("secret");
});

test("people read how much of the fixes' prompts was cached, fixes alone", async () => {
	const server = await serve({ models: [VLLM] });
	const cachedTokens = (n: number) => server.play({ kind: "say", text: "ok", cachedTokens: n });
	const { model } = open(server);
	cachedTokens(0);
	await model.reply(request("code"));
	expect(await model.line()).toBe("a on vLLM, reads 16384 tokens");
	for (const cached of [10, 5]) {
		cachedTokens(cached);
		await model.reply(request("fix"));
	}
	cachedTokens(0);
	await model.reply(request("answer"));
	expect(await model.line()).toBe("a on vLLM, reads 16384 tokens, 75 % of the fixes' prompts came from its cache");
});

test("a server that was started anew with another model is asked for all fields again", async () => {
	const models = [{ id: "first" }];
	const unknownFields = ["repetition_penalty"];
	const server = await serve({ models, unknownFields });
	const gone = { error: { message: "The model `first` does not exist." } };
	server.play("ok", { kind: "fail", status: 404, body: gone }, "ok");
	const { model } = open(server);
	await model.reply(request("code"));
	models[0] = { id: "second" };
	unknownFields.pop();
	await model.reply(request("code"));
	expect(server.asked.map((one) => [one.model, "repetition_penalty" in one])).toEqual([
		["first", true],
		["first", false],
		["first", false],
		["second", true],
	]);
});
