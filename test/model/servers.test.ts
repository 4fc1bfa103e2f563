// Several real HTTP model servers as one: a thread stays with its server, moves when that one is away, loading or much busier, and nobody is lost.

import { expect, test } from "vitest";
import type { ThreadId } from "../../src/core/domain.ts";
import { isBotError } from "../../src/core/errors.ts";
import type { ModelRequest } from "../../src/core/ports.ts";
import { openModel } from "../../src/model/client.ts";
import { openServers } from "../../src/model/servers.ts";
import { busy, loading, type ModelServer } from "../fakes/model-server.ts";
import { serve } from "./serve.ts";

const PATIENCE = { pollMs: 20, loadingMs: 200, awayMs: 20 };

async function two() {
	const servers = [await serve(), await serve()] as const;
	for (const server of servers) server.answerWith(() => "Said.");
	let at = 0;
	const models = servers.map(({ url }) => openModel({ baseUrl: url, name: "m", log: () => {}, patience: PATIENCE }));
	const model = openServers({ models, now: () => at, log: () => {} });
	return {
		servers,
		model,
		pass: (ms: number) => {
			at += ms;
		},
	};
}

function request(thread: ThreadId, onLoading = () => {}): ModelRequest {
	return {
		messages: [{ role: "user", content: "Sum the column." }],
		temperature: 0,
		maxTokens: 50,
		onText: () => false,
		onLoading,
		purpose: { kind: "code", thread, turn: "t1" },
		signal: new AbortController().signal,
	};
}
const counts = (servers: readonly ModelServer[]) => servers.map(({ asked }) => asked.length);
const threads = Array.from({ length: 40 }, (_, at): ThreadId => `slack:T:C:${at}`);

test("a thread's requests all go to one server, and threads spread over both", async () => {
	const { servers, model } = await two();
	for (const thread of threads) await model.reply(request(thread));
	const first = counts(servers);
	expect(first.reduce((sum, count) => sum + count, 0)).toBe(40);
	for (const count of first) expect(count).toBeGreaterThan(8);
	for (const thread of threads) await model.reply(request(thread));
	expect(counts(servers)).toEqual(first.map((count) => 2 * count));
});

test("a router is told by a header which requests are of one thread, but not which thread that is", async () => {
	const server = await serve();
	server.answerWith(() => "Said.");
	const model = openModel({ baseUrl: server.url, name: "m", log: () => {}, patience: PATIENCE });
	const [one, other] = ["slack:T:C:1", "slack:T:C:2"] as const;
	for (const thread of [one, other, one]) await model.reply(request(thread));
	const [first, second, third] = server.labels.map(({ thread }) => thread);
	expect(first).toMatch(/^[0-9a-f]{32}$/);
	expect(third).toBe(first);
	expect(second).not.toBe(first);
	expect(server.labels.map((label) => label.request)).toEqual(Array(3).fill(expect.stringMatching(/^t1-[0-9a-f]{8}$/)));
});

test("after a restart of the bot a thread finds the server that has its prompts", async () => {
	const { servers, model } = await two();
	for (const thread of threads) await model.reply(request(thread));
	const models = servers.map(({ url }) => openModel({ baseUrl: url, name: "m", log: () => {} }));
	const again = openServers({ models, now: Date.now, log: () => {} });
	const first = counts(servers);
	for (const thread of threads) await again.reply(request(thread));
	expect(counts(servers)).toEqual(first.map((count) => 2 * count));
});

/** The server that a thread is at home on, and the other one. */
async function homeOf(thread: ThreadId, { servers, model }: Awaited<ReturnType<typeof two>>) {
	await model.reply(request(thread));
	const [one, other] = servers;
	return one.asked.length === 1 ? { home: one, other } : { home: other, other: one };
}

test("a server that ends has its threads answered by the other one, which keeps them", async () => {
	const stage = await two();
	const thread: ThreadId = "slack:T:C:moves";
	const { home, other } = await homeOf(thread, stage);
	await home.stop();
	for (let round = 0; round < 3; round += 1) await stage.model.reply(request(thread));
	expect(other.asked).toHaveLength(3);
	await home.start();
	stage.pass(60_000);
	await stage.model.reply(request(thread));
	expect([home.asked.length, other.asked.length]).toEqual([1, 4]);
	expect(await stage.model.line()).toContain("(2/2)");
});

test("a server that still loads is left for one that works, and waited for where there is none", async () => {
	const stage = await two();
	const thread: ThreadId = "slack:T:C:loads";
	const { home, other } = await homeOf(thread, stage);
	home.answerWith(() => loading);
	let waits = 0;
	const wait = () => {
		waits += 1;
	};
	await stage.model.reply(request(thread, wait));
	expect([other.asked.length, waits]).toEqual([1, 0]);
	other.answerWith(() => loading);
	const failed = await stage.model.reply(request(thread, wait)).catch((error: unknown) => error);
	expect(isBotError(failed, "model_loading")).toBe(true);
	expect(waits).toBeGreaterThan(0);
});

test("a server that is too busy is left for one that is not, and asked again where all are", async () => {
	const stage = await two();
	const thread: ThreadId = "slack:T:C:busy";
	const { home, other } = await homeOf(thread, stage);
	home.answerWith(() => busy);
	await stage.model.reply(request(thread));
	expect([home.asked.length, other.asked.length]).toEqual([2, 1]);
	other.answerWith(() => (other.asked.length < 4 ? busy : "Said."));
	expect((await stage.model.reply(request(thread))).text).toBe("Said.");
	expect(other.asked).toHaveLength(4);
});

test("a server with four requests more than the other loses the next thread to it", async () => {
	const stage = await two();
	const [one, other] = stage.servers;
	one.answerWith(() => ({ kind: "say", text: "Slowly.", size: 1, delayMs: 100 }));
	other.answerWith(() => "Fast.");
	const own: ThreadId[] = [];
	for (const thread of threads) {
		const before = one.asked.length;
		const reply = stage.model.reply(request(thread));
		await Promise.race([reply, new Promise((resolve) => setTimeout(resolve, 50))]);
		if (one.asked.length > before) own.push(thread);
	}
	expect(own.length).toBeGreaterThanOrEqual(4);
	expect(other.asked.length).toBeGreaterThan(one.asked.length);
});

test("where all servers are away the error of the last one is told, and each was asked once", async () => {
	const stage = await two();
	for (const server of stage.servers) await server.stop();
	const failed = await stage.model.reply(request("slack:T:C:gone")).catch((error: unknown) => error);
	expect(isBotError(failed, "model_down")).toBe(true);
	await expect(stage.model.line()).rejects.toThrow("does not answer");
});
