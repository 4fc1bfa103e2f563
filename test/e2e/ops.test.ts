// The operator's port of a real bot: what is asked, approved and run is counted, a part that fails is named, the board needs its token.

import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../scripts/services/ports.ts";
import { openStage, type Stage } from "./stage.ts";
import { until } from "./twin.ts";

const TOKEN = "a-token-of-the-operator";
let stage: Stage;
let ops: string;

beforeAll(async () => {
	const port = await freePort();
	ops = `http://127.0.0.1:${port}`;
	stage = await openStage({ OPS_PORT: String(port), OPS_TOKEN: TOKEN, SANDBOX_POOL: "1" });
});
afterAll(() => stage?.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${ops}${path}`, { headers });
const metrics = async () => await (await get("/metrics")).text();
const withPassword = (password: string) => ({ authorization: `Basic ${btoa(`anybody:${password}`)}` });

/** The value of a metric with exactly these labels; undefined if it is not there. */
function value(text: string, name: string): number | undefined {
	const line = text.split("\n").find((one) => one.startsWith(`threadloop_${name} `));
	return line === undefined ? undefined : Number(line.split(" ").at(-1));
}

test("a bot that works is alive and ready, and says so by part", async () => {
	expect(await (await get("/healthz")).text()).toBe("ok");
	const ready = await get("/readyz");
	expect([ready.status, await ready.json()]).toEqual([200, { redis: "ok", sandbox: "ok", model: "ok", slack: "ok" }]);
});

test("a question that is fixed once and answered is counted at each step, without a word of it", async () => {
	const ts = await stage.propose("print(undefined_name)\nthen: print('the answer', sum([20, 22]))");
	await until("one approval to wait", async () => value(await metrics(), "approvals_waiting") === 1);
	await stage.approve(ts);
	await stage.twin.click(await stage.twin.saying(ts, "Fix 1 of 3 to approve"), "Approve");
	await until("the end", async () => value(await metrics(), 'turns_ended_total{end="answered"}') === 1);
	const text = await metrics();
	expect({
		questions: value(text, 'questions_total{platform="slack"}'),
		first: value(text, 'programs_total{kind="first"}'),
		approved: value(text, 'verdicts_total{verdict="approved"}'),
		failed: value(text, 'runs_total{outcome="failed"}'),
		ok: value(text, 'runs_total{outcome="ok"}'),
		waiting: value(text, "approvals_waiting"),
		redis: value(text, 'up{part="redis"}'),
		limit: (value(text, 'sandboxes{what="limit"}') ?? 0) > 0,
		fixes: value(text, 'programs_total{kind="fix"}'),
		posts: (value(text, 'chat_calls_total{platform="slack",method="chat.postMessage"}') ?? 0) > 0,
	}).toEqual({
		questions: 1,
		first: 1,
		approved: 2,
		failed: 1,
		ok: 1,
		waiting: 0,
		redis: 1,
		limit: true,
		fixes: 1,
		posts: true,
	});
	expect(text).toContain('threadloop_model_first_token_seconds_count{kind="fix"} 1');
	const ours = text.split("\n").filter((line) => line.includes("threadloop_"));
	expect(ours.join("\n")).not.toMatch(/undefined_name|the answer|slack:T|U0|[0-9]{10}\.[0-9]{6}/);
});

test("the board shows nothing without the token, and the queue with it", async () => {
	expect((await get("/queue/")).status).toBe(401);
	expect((await get("/queue/", withPassword("not-the-token-at-all"))).status).toBe(401);
	expect((await get("/queue/api/queues")).status).toBe(401);
	const page = await get("/queue/", withPassword(TOKEN));
	expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("Bull")]);
	const queues = await get("/queue/api/queues", withPassword(TOKEN));
	expect(JSON.stringify(await queues.json())).toContain("threads");
});

test("a model that is away makes the bot unready, with the sentence of what to do, and alive all the same", async () => {
	await stage.model.close();
	const ready = await get("/readyz");
	expect([ready.status, await ready.json()]).toEqual([
		503,
		{ redis: "ok", sandbox: "ok", model: expect.stringContaining("does not answer"), slack: "ok" },
	]);
	expect(value(await metrics(), 'up{part="model"}')).toBe(0);
	expect((await get("/healthz")).status).toBe(200);
});
