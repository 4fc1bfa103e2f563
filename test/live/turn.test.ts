// One real Turn: the CPU model writes, the sandbox runs, and the thread ends with an answer or an honest end.

import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "../e2e/stage.ts";
import { visible } from "../e2e/twin.ts";
import { approveAll } from "./approving.ts";

let stage: Stage;
beforeAll(async () => {
	const { MODEL_BASE_URL = "", MODEL_NAME = "", MODEL_API_KEY = "" } = process.env;
	stage = await openStage({ MODEL_BASE_URL, MODEL_NAME, MODEL_API_KEY });
});
afterAll(() => stage?.close());

test("the model's server answers nobody who does not know its key", async () => {
	const { MODEL_BASE_URL, MODEL_API_KEY } = process.env;
	const ask = (key: string) =>
		fetch(`${MODEL_BASE_URL}/chat/completions`, {
			method: "POST",
			headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
			body: JSON.stringify({ messages: [{ role: "user", content: "Say yes." }], max_tokens: 1 }),
		});
	expect((await ask("wrong")).status).toBe(401);
	expect((await ask(MODEL_API_KEY ?? "")).status).toBe(200);
});

test("the real model answers a question about a CSV, with code that people approve", async () => {
	const { twin } = stage;
	const csv = "city,amount\nLyon,10\nOslo,20\nLyon,5\n";
	const ts = await twin.upload("<@U0BOT> what is the total amount per city?", { "orders.csv": csv });
	const { approvals, last } = await approveAll(twin, ts, 240_000);
	expect(approvals).toBeGreaterThan(0);
	expect(visible(last)).toMatch(/15[\s\S]*20|20[\s\S]*15|I gave up/);
}, 300_000);
