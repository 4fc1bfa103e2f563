// The model client, unmodified, against a real vLLM (`npm run test:vllm`): what people read is what they read in production.

import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../scripts/services/ports.ts";
import type { Running } from "../../scripts/services/process.ts";
import { serveVllm } from "../../scripts/services/vllm.ts";
import { BotError } from "../../src/core/errors.ts";
import type { ModelRequest } from "../../src/core/ports.ts";
import { type OpenAiModel, openModel } from "../../src/model/client.ts";
import { meaningOf } from "../../src/model/errors.ts";

const KEY = "key-for-tests";
let port = 0;
let server: Running;
let model: OpenAiModel;
let started: Promise<void>;
const logged: { event: string; fields: Record<string, unknown> }[] = [];

beforeAll(async () => {
	const home = process.env.THREADLOOP_VLLM ?? "";
	mkdirSync(join(home, "logs"), { recursive: true });
	port = await freePort();
	server = serveVllm(home, { port, key: KEY, model: "counting" });
	model = open();
	started = server.start();
	started.catch(() => {});
});
afterAll(() => server?.stop());

function open(over: { apiKey?: string; name?: string } = {}): OpenAiModel {
	return openModel({
		baseUrl: `http://127.0.0.1:${port}/v1`,
		apiKey: KEY,
		log: (level, event, fields = {}) => {
			if (level !== "debug") logged.push({ event, fields });
		},
		...over,
	});
}

/** The model goes on with what the prompt ends in: a letter by the rest of the alphabet, a digit by digits without end. */
function ask(words: string, over: Partial<ModelRequest> = {}): ModelRequest {
	return {
		messages: [{ role: "user", content: words }],
		temperature: 0.2,
		maxTokens: 100,
		onText: () => false,
		onLoading: () => {},
		purpose: { kind: "fix", thread: "slack:T1:C1:1", turn: "turn-1" },
		signal: new AbortController().signal,
		...over,
	};
}

async function fault(work: Promise<unknown>): Promise<BotError> {
	const error = await work.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (error instanceof BotError) return error;
	throw new Error("no BotError", { cause: error });
}

async function metric(name: string): Promise<number> {
	// A kept connection is closed by vLLM after 5 s, and may be just then.
	const headers = { connection: "close" };
	const page = await (await fetch(`http://127.0.0.1:${port}/metrics`, { headers })).text();
	const line = page.split("\n").find((one) => one.startsWith(`vllm:${name}{`));
	return Number(line?.split(" ").at(-1));
}

async function until(look: () => Promise<boolean>): Promise<void> {
	for (let left = 200; !(await look()); left--) {
		if (left === 0) throw new Error("waited in vain");
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

test("while it loads people read that it does not answer, and what it can do is learned once it is there", async () => {
	const early = await fault(model.reply(ask("say a")));
	expect(early.sentence).toContain("does not answer (connection refused)");
	await model.probe({ role: "system", content: "You write code." }, new AbortController().signal);
	expect(logged.at(-1)).toMatchObject({
		event: "model_abilities",
		fields: { name: "counting", server: "vLLM 0.32.0", contextTokens: 8192, tellsCached: true, leftOut: [] },
	});
	expect(await model.line()).toBe("counting on vLLM 0.32.0, reads 8192 tokens");
	await started;
}, 300_000);

test("a reply streams, ends by itself and tells its tokens", async () => {
	const seen: string[] = [];
	const reply = await model.reply(ask("say a", { onText: (text) => seen.push(text) < 0 }));
	expect(reply).toEqual({
		text: "bcdefghijklmnopqrstuvwxyz",
		finish: "stop",
		promptTokens: 12,
		cachedTokens: 0,
		completionTokens: 26,
	});
	expect(seen.slice(0, 3)).toEqual(["b", "bc", "bcd"]);
});

test("a reply that is cut by the limit says so", async () => {
	const reply = await model.reply(ask("say 0", { maxTokens: 12 }));
	expect(reply).toMatchObject({ text: "123456789012", finish: "length", completionTokens: 12 });
});

test("what was sent before is cached the next time, and the share is told", async () => {
	const before = await metric("prompt_tokens_cached_total");
	const prompt = "It is the same beginning. ".repeat(20);
	expect((await model.reply(ask(`${prompt}x`))).cachedTokens).toBe(0);
	const again = await model.reply(ask(`${prompt}y`));
	expect(again).toMatchObject({ text: "z", promptTokens: 528, cachedTokens: 512 });
	expect((await metric("prompt_tokens_cached_total")) - before).toBe(512);
	expect(logged.at(-1)).toMatchObject({ event: "model_reply", fields: { kind: "fix", prompt: 528, cached: 512 } });
	expect(await model.line()).toMatch(/\d+ % of the fixes' prompts came from its cache$/);
});

test("a reply that is ended early tells its tokens, frees the server, and claims nothing about the cache", async () => {
	const request = ask("say 0", { maxTokens: 8000, onText: (text) => text.includes("9012") });
	const reply = await model.reply(request);
	expect(reply).toMatchObject({ finish: "stop", promptTokens: 12 });
	expect(reply.completionTokens).toBeGreaterThanOrEqual(12);
	expect(reply.completionTokens).toBeLessThan(2000);
	expect(logged.at(-1)?.fields).toMatchObject({ cached: undefined });
	await until(async () => (await metric("num_requests_running")) === 0);
});

test("Stop ends the reply at once and frees the server", async () => {
	const stop = new AbortController();
	const reason = new Error("stopped by a person");
	const reply = model.reply(ask("say 0", { maxTokens: 8000, signal: stop.signal }));
	reply.catch(() => {});
	await until(async () => (await metric("num_requests_running")) === 1);
	stop.abort(reason);
	await expect(reply).rejects.toBe(reason);
	await until(async () => (await metric("num_requests_running")) === 0);
	expect(await metric("num_requests_waiting")).toBe(0);
});

test("a request that is too long for the model is told in one sentence, and a long reply gets what is left", async () => {
	const long = await fault(model.reply(ask("a".repeat(9000))));
	expect([long.code, long.sentence]).toEqual([
		"context_too_long",
		expect.stringMatching(
			/^The model reads at most 8192 tokens, which is too few for this request and a reply; give the/,
		),
	]);
	const { text } = await model.reply(ask("say a", { maxTokens: 9000 }));
	expect(text).toBe("bcdefghijklmnopqrstuvwxyz");
});

test("an unknown model and a wrong key are named, with what to do", async () => {
	const unknown = await fault(open({ name: "nope" }).reply(ask("say a")));
	expect(unknown.sentence).toMatch(/does not know the model "nope"; set MODEL_NAME to one of these: counting\.$/);
	const stranger = await fault(open({ apiKey: "wrong", name: "counting" }).reply(ask("say a")));
	expect([stranger.code, stranger.sentence]).toEqual(["model_refused", expect.stringContaining("MODEL_API_KEY")]);
});

test.each(["top_p", "repetition_penalty", "presence_penalty", "stream_options"])(
	"a refusal of %s names it, so that it would be left out",
	async (field) => {
		const { messages } = ask("say a");
		const response = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
			method: "POST",
			headers: { "content-type": "application/json", authorization: `Bearer ${KEY}` },
			body: JSON.stringify({ model: "counting", messages, stream: true, [field]: "nonsense" }),
		});
		const body: unknown = await response.json();
		const inner = typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
		const said = { status: response.status, body: inner, message: JSON.stringify(body) };
		const fields = ["continuous_usage_stats", "stream_options", "top_p", "repetition_penalty", "presence_penalty"];
		expect(meaningOf(said, { address: "here", fields })).toEqual({ kind: "field", field });
	},
);

test("an engine that dies in the middle of a reply is one sentence, and no half text", async () => {
	let cut = false;
	const kill = (text: string) => {
		if (!cut && text.length > 50) {
			cut = true;
			process.kill(engine(), "SIGKILL");
		}
		return false;
	};
	const dead = await fault(model.reply(ask("say 0", { maxTokens: 8000, onText: kill })));
	expect(cut).toBe(true);
	expect(dead.code).toBe("model_down");
	// It comes inside the stream, whose status is 200.
	expect(dead.sentence).toMatch(/ failed \(500: EngineCore encountered an issue.*\); check its log, then try again\.$/);
});

/** The engine of our own server: the child that calls itself so. */
function engine(): number {
	for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
		try {
			if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("VLLM::EngineCore")) continue;
			const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
			if (readFileSync(`/proc/${parent}/cmdline`, "utf8").split("\0").includes(String(port))) return Number(pid);
		} catch {
			// gone meanwhile
		}
	}
	throw new Error("there is no engine");
}
