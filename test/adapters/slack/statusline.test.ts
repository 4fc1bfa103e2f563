// The thread's status line: set where Slack has it, asked for once where it has not.

import { expect, test } from "vitest";
import type { Live, Turn } from "../../../src/core/domain.ts";
import { general, until } from "../../e2e/twin.ts";
import type { SlackProxy } from "../../proxies/slack.ts";
import { attempt, code } from "../turns.ts";
import { labels, openDesk, ours, proxied, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

/** Shows a Turn that reads, writes, waits and writes again; resolves with what was asked of the status line. */
async function played(spoil: SlackProxy["spoil"]): Promise<{ lines: unknown[]; logged: string[]; shown: number }> {
	const proxy = await proxied(spoil);
	const logged: string[] = [];
	let now = Date.now();
	const { slack } = openDesk({
		apiUrl: proxy.apiUrl,
		log: (_level, event) => void logged.push(event),
		now: () => now,
		steady: () => now,
	});
	const ts = await twin.say("<@U0BOT> sum");
	const show = (more: Partial<Turn>) => {
		now += 2000;
		return slack.show(turnIn(ts, more), []);
	};
	await show({ state: { kind: "reading" } });
	await show({ state: { kind: "writing" } });
	await show({ state: { kind: "writing" } });
	await show({ state: { kind: "waiting" }, attempts: [attempt(code)] });
	await show({ state: { kind: "writing" }, attempts: [attempt(code)] });
	const calls = () => proxy.requests.filter(({ method }) => method === "assistant.threads.setStatus");
	await until("the answers", () => calls().every(({ answered }) => answered !== undefined) && calls().length > 0);
	await new Promise((resolve) => setTimeout(resolve, 100));
	const lines = calls().map(({ args }) => args.status);
	const shown = (await twin.thread(ts)).length;
	return { lines, logged, shown };
}

test("where Slack has the line it says what goes on, once a step, and is taken away while people decide", async () => {
	const { lines } = await played((method) =>
		method === "assistant.threads.setStatus" ? { kind: "answer", status: 200, body: { ok: true } } : undefined,
	);
	expect(lines).toEqual(["is reading…", "is writing code…", "", "is writing code…"]);
});

test("where Slack answers unknown_method it is asked once, and the status message is there all the same", async () => {
	const { lines, logged, shown } = await played(() => undefined);
	expect(lines).toHaveLength(1);
	expect(logged.filter((event) => event === "slack_no_status_line")).toHaveLength(1);
	expect(shown).toBe(3);
});

const taken = (method: string) =>
	method === "assistant.threads.setStatus" ? ({ kind: "answer", status: 200, body: { ok: true } } as const) : undefined;

test("where Slack has the line, progress is no edit, and the code still comes into the message", async () => {
	const proxy = await proxied(taken);
	const { slack } = openDesk({ apiUrl: proxy.apiUrl });
	const ts = await twin.say("<@U0BOT> sum");
	await slack.show(turnIn(ts, { state: { kind: "reading" } }), []);
	const calls = (name: string) => proxy.requests.filter(({ method }) => method === name);
	await until("the line", () => calls("assistant.threads.setStatus").some(({ answered }) => answered !== undefined));
	await slack.show(turnIn(ts, { state: { kind: "writing" } }), []);
	const before = calls("chat.update").length;
	for (let lines = 1; lines <= 20; lines += 1) {
		await slack.show(turnIn(ts, { state: { kind: "writing" } }), [], { phase: "writing", since: Date.now(), lines });
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	await slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
	expect(calls("chat.update").length - before).toBe(1);
	expect((await ours(ts)).map(labels)).toEqual([["Approve", "Edit", "Reject", "Stop"]]);
});

test("the line says a second try, a place in the line and how long it usually takes, each in one call", async () => {
	const proxy = await proxied(taken);
	const { slack } = openDesk({ apiUrl: proxy.apiUrl });
	const ts = await twin.say("<@U0BOT> sum");
	const show = (live?: Live, more: Partial<Turn> = {}) =>
		slack.show(turnIn(ts, { state: { kind: "writing" }, ...more }), [], live);
	const since = Date.now();
	await show();
	await show({ phase: "queued", since, queue: { for: "model", position: 3 }, usual: 30_000 });
	for (const lines of [1, 2, 3]) await show({ phase: "writing", since, lines, usual: 30_000 });
	await show(undefined, { nudged: true });
	const lines = () => proxy.requests.filter(({ method }) => method === "assistant.threads.setStatus");
	await until("all lines", () => lines().length > 3);
	expect(lines().map(({ args }) => args.status)).toEqual([
		"is writing code…",
		"is waiting, number 3 in line for the model… usually 30 s here",
		"is writing code… usually 30 s here",
		"is writing code, second try…",
	]);
});

test("a post of ours takes the line away, so it is set again", async () => {
	const proxy = await proxied(taken);
	const { slack } = openDesk({ apiUrl: proxy.apiUrl });
	const ts = await twin.say("<@U0BOT> sum");
	const show = () => slack.show(turnIn(ts, { state: { kind: "writing" } }), []);
	await show();
	await show();
	await slack.say({ id: "aside", thread: turnIn(ts, {}).thread, title: "Hello", lines: [], buttons: [], files: [] });
	await show();
	const lines = () => proxy.requests.filter(({ method }) => method === "assistant.threads.setStatus");
	await until("both lines", () => lines().length > 1);
	expect(lines().map(({ args }) => args.status)).toEqual(["is writing code…", "is writing code…"]);
});

test("where one channel does not take the line, the others are still asked", async () => {
	const proxy = await proxied((method, { channel_id }) =>
		method === "assistant.threads.setStatus" && channel_id === general
			? { kind: "answer", status: 200, body: { ok: false, error: "channel_type_not_supported" } }
			: taken(method),
	);
	const { slack } = openDesk({ apiUrl: proxy.apiUrl });
	const here = await twin.say("<@U0BOT> sum");
	const there = await twin.say("sum", { channel: "D01ALICE" });
	const asked = () => proxy.requests.filter(({ method }) => method === "assistant.threads.setStatus");
	const show = async (ts: string, channel: string, kind: "reading" | "writing") => {
		await slack.show({ ...turnIn(ts, { state: { kind } }), thread: `slack:T01TEST:${channel}:${ts}` }, []);
		await until("the answers", () => asked().every(({ answered }) => answered !== undefined));
	};
	for (const kind of ["reading", "writing"] as const) {
		await show(here, general, kind);
		await show(there, "D01ALICE", kind);
	}
	await until("all lines", () => asked().length > 2);
	expect(asked().map(({ args }) => args.channel_id)).toEqual([general, "D01ALICE", "D01ALICE"]);
});

for (const [why, answer] of [
	["the feature is switched off", { status: 200, body: { ok: false, error: "feature_disabled" } }],
	["the scope is missing", { status: 200, body: { ok: false, error: "missing_scope", needed: "assistant:write" } }],
	["the method is not there at all", { status: 404, body: "not found" }],
] as const) {
	test(`where ${why} it is asked once`, async () => {
		const { lines } = await played((method) =>
			method === "assistant.threads.setStatus" ? { kind: "answer", ...answer } : undefined,
		);
		expect(lines).toHaveLength(1);
	});
}
