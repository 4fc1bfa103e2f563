// A model server that obeys no limit: what it sends is bounded, the bot goes on, and Stop acts while it sends.

import { afterEach, expect, test } from "vitest";
import { isBotError } from "../../src/core/errors.ts";
import { isComplete } from "../../src/core/model/reply.ts";
import type { ModelRequest } from "../../src/core/ports.ts";
import { openModel } from "../../src/model/client.ts";
import { chunk, event, type Flood, openFlood, pour } from "./flood.ts";
import { watchLoop } from "./watch.ts";

const floods: Flood[] = [];
afterEach(() => {
	for (const { close } of floods.splice(0)) close();
});

async function serve(speak: Flood["speak"]): Promise<string> {
	const flood = await openFlood(speak);
	floods.push(flood);
	return flood.url;
}

function ask(baseUrl: string, over: Partial<ModelRequest> = {}) {
	return openModel({ baseUrl, name: "mine", log: () => {} }).reply({
		messages: [{ role: "user", content: "Sum." }],
		temperature: 0,
		maxTokens: 1536,
		onText: (text) => {
			text.split("\n");
			return isComplete(text);
		},
		onLoading: () => {},
		signal: new AbortController().signal,
		...over,
	});
}

test("a server that says 20 MB of prose gets 60 kB of it heard, and the bot stands still for nobody (D13)", async () => {
	const url = await serve(async (response) => {
		response.writeHead(200, event);
		await pour(response, chunk("word and\n").repeat(500), 4500);
		response.end();
	});
	const loop = watchLoop();
	const reply = await ask(url);
	expect(reply.finish).toBe("length");
	expect(reply.text.length).toBeLessThanOrEqual(1536 * 40);
	expect(loop.longest()).toBeLessThan(100);
});

test.each([
	["in pieces of one letter", "", chunk("a").repeat(100)],
	["of line ends alone", "", chunk("\n".repeat(500))],
	["of fences that close nothing", chunk("```python\nx = '''\n"), chunk("```\n".repeat(300))],
])("a flood %s is bounded and read in little time", async (_what, first, text) => {
	const url = await serve(async (response) => {
		response.writeHead(200, event);
		response.write(first);
		await pour(response, text, 20_000);
	});
	const loop = watchLoop();
	const { text: said, finish } = await ask(url);
	expect(said.length).toBeLessThanOrEqual(1536 * 40);
	expect(finish).toBe("length");
	expect(loop.longest()).toBeLessThan(100);
});

test.each([
	["one line without an end", `data: {"choices":[{"delta":{"content":"${"a".repeat(60_000)}`, "a".repeat(60_000)],
	[
		"fields that nobody asked for",
		"",
		`data: ${JSON.stringify({ choices: [{ delta: { thoughts: "x".repeat(5000) } }] })}\n\n`,
	],
	["empty lines", "", "\n".repeat(60_000)],
	["a list of choices without an end", "", `data: {"choices":[{"delta":{}}${',{"delta":{}}'.repeat(9000)}]}\n\n`],
])("a server that sends %s is not read to the end, and people are told so", async (_what, first, more) => {
	const url = await serve(async (response) => {
		response.writeHead(200, event);
		response.write(first);
		await pour(response, more, 20_000);
	});
	const loop = watchLoop();
	const error = await ask(url).catch((thrown: unknown) => thrown);
	expect(isBotError(error, "model_refused") && error.sentence).toContain("far more than was asked for");
	expect(loop.longest()).toBeLessThan(100);
});

test("a refusal of 20 MB is told in one short sentence", async () => {
	const url = await serve(async (response) => {
		response.writeHead(400, { "content-type": "application/json" });
		await pour(response, "too bad ".repeat(8000), 350);
		response.end();
	});
	const loop = watchLoop();
	const error = await ask(url).catch((thrown: unknown) => thrown);
	expect(isBotError(error, "model_refused") && error.sentence.length).toBeLessThan(400);
	expect(loop.longest()).toBeLessThan(100);
});

test("a server that never comes to an end is given up", async () => {
	const url = await serve((response) => {
		response.writeHead(200, event);
		const timer = setInterval(() => response.write(": still here\n\n"), 20);
		response.once("close", () => clearInterval(timer));
	});
	const model = openModel({ baseUrl: url, name: "mine", log: () => {}, patience: { longestMs: 300 } });
	const request = { messages: [], temperature: 0, maxTokens: 10, onText: () => false, onLoading: () => {} };
	const error = await model
		.reply({ ...request, signal: new AbortController().signal })
		.catch((thrown: unknown) => thrown);
	expect(isBotError(error, "model_down") && error.sentence).toContain("has not finished");
});

test("Stop acts at once while a server floods", async () => {
	const url = await serve(async (response) => {
		response.writeHead(200, event);
		await pour(response, ": nothing\n\n".repeat(10), 1_000_000);
	});
	const stop = new AbortController();
	const asked = ask(url, { signal: stop.signal, maxTokens: 1_000_000 }).catch((thrown: unknown) => thrown);
	setTimeout(() => stop.abort("stopped"), 100);
	expect(await asked).toBe("stopped");
});

test("a program that is complete ends the reply there and then, however much would follow", async () => {
	const url = await serve(async (response) => {
		response.writeHead(200, event);
		response.write(chunk(`${"It sums.\n".repeat(400)}\`\`\`python\nprint(1)\n\`\`\`\n`));
		await pour(response, chunk("and on and on\n"), 1_000_000);
	});
	const { text, finish } = await ask(url);
	expect(finish).toBe("stop");
	expect(text.endsWith("print(1)\n```\n")).toBe(true);
});
