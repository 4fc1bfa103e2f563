// The bench of a model server under threads: what it asks, and the figures that it makes of the replies, against a real HTTP server.

import { afterAll, beforeAll, expect, test } from "vitest";
import { gpuReport } from "../../bench/gpu/report.ts";
import { type Measured, playThreads } from "../../bench/gpu/threads.ts";
import { openModel } from "../../src/model/client.ts";
import { type ModelServer, startModelServer } from "../fakes/model-server.ts";

let server: ModelServer;
let measured: Measured;
beforeAll(async () => {
	server = await startModelServer();
	server.answerWith(() => ({ kind: "say", text: "print('a reply of some length')\n".repeat(4), size: 16, delayMs: 4 }));
	const model = openModel({ baseUrl: server.url, log: () => {} });
	measured = await playThreads(model, 3, "test");
});
afterAll(() => server?.stop());

test("each thread asks four times, and each time goes on from what it asked before", () => {
	expect(measured).toMatchObject({ threads: 3, failed: 0 });
	expect(measured.calls.map(({ step }) => step).sort()).toEqual([
		...Array.from({ length: 3 }, () => "code"),
		...Array.from({ length: 6 }, () => "fix"),
		...Array.from({ length: 3 }, () => "words"),
	]);
	const said = server.asked.map(({ messages }) => messages.map(({ content }) => content));
	const cards = new Set(said.flatMap(([, card]) => card ?? []));
	expect(cards.size).toBe(3);
	for (const card of cards) {
		const own = said.filter((one) => one[1] === card).toSorted((a, b) => a.length - b.length);
		expect(own.map(({ length }) => length)).toEqual([2, 4, 6, 8]);
		for (const [at, one] of own.entries()) expect(own.at(-1)?.slice(0, one.length), `request ${at}`).toEqual(one);
	}
});

test("the page holds what was measured", () => {
	for (const { firstMs, ms, written, prompt } of measured.calls) {
		expect(firstMs).toBeLessThan(ms);
		expect(written).toBeGreaterThan(10);
		expect(prompt).toBeGreaterThan(500);
	}
	const call = { firstMs: 500, ms: 2500, prompt: 1000, cached: 900, written: 201 } as const;
	const calls = (["code", "fix", "fix", "words"] as const).map((step) => ({ ...call, step }));
	const page = gpuReport({
		model: "A model",
		machine: "A machine",
		measured: [{ threads: 1, calls, seconds: 4, failed: 1 }],
	});
	expect(page).toContain("| 1 | 201 | 100 | 0.50 | 0.50 / 0.50 | 90 % | 1 |");
});
