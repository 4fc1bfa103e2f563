// Slack at its worst: limits, errors, slow answers and a crowd; the last state is written all the same, and within the limits.

import { expect, test } from "vitest";
import type { SlackAdapter } from "../../../src/adapters/slack/adapter.ts";
import { codeIn, visible } from "../../e2e/twin.ts";
import type { SlackProxy } from "../../proxies/slack.ts";
import { attempt, code } from "../turns.ts";
import { openDesk, proxied, turnIn, twin, useTwin } from "./desk.ts";

useTwin();
let proxy: SlackProxy;

async function connected(): Promise<SlackAdapter> {
	proxy = await proxied();
	return openDesk({ apiUrl: proxy.apiUrl }).slack;
}

const edits = () => proxy.requests.filter(({ method }) => method === "chat.update");

test("an edit that Slack cannot take for a while (503) is written in the end", async () => {
	const slack = await connected();
	let refused = 0;
	proxy.spoil = (method) =>
		method === "chat.update" && refused++ < 2 ? { kind: "answer", status: 503, body: "busy" } : undefined;
	const ts = await twin.say("<@U0BOT> sum");
	await slack.show(turnIn(ts, { state: { kind: "reading" } }), []);
	await slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
	expect(edits()).toHaveLength(3);
	expect((await twin.thread(ts)).flatMap(codeIn)).toEqual([code]);
});

test("while Slack asks for a pause no edit of any thread goes out, and then each thread shows its last state", async () => {
	const slack = await connected();
	let until = 0;
	const early: string[] = [];
	proxy.spoil = (method, { ts }) => {
		if (method !== "chat.update") return undefined;
		if (until === 0) {
			until = Date.now() + 2000;
			return {
				kind: "answer",
				status: 429,
				body: { ok: false, error: "ratelimited" },
				headers: { "retry-after": "2" },
			};
		}
		if (Date.now() < until - 100) early.push(String(ts));
		return undefined;
	};
	const all = await Promise.all([1, 2, 3].map(() => twin.say("<@U0BOT> sum")));
	for (const ts of all) await slack.show(turnIn(ts, { state: { kind: "reading" } }), []);
	await Promise.all(
		all.map(async (ts, index) => {
			// The first meets the limit, the others come while it lasts.
			await new Promise((resolve) => setTimeout(resolve, index * 300));
			await slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		}),
	);
	expect(early).toEqual([]);
	for (const ts of all) expect((await twin.thread(ts)).flatMap(codeIn)).toEqual([code]);
});

test("posts over Slack's one a second a channel come back one after the other, not all at once", async () => {
	const slack = await connected();
	let [last, refused] = [0, 0];
	proxy.spoil = (method) => {
		if (method !== "chat.postMessage") return undefined;
		if (Date.now() - last > 800) {
			last = Date.now();
			return undefined;
		}
		refused += 1;
		return { kind: "answer", status: 429, body: { ok: false, error: "ratelimited" }, headers: { "retry-after": "1" } };
	};
	const all = await Promise.all(Array.from({ length: 6 }, () => twin.say("<@U0BOT> sum")));
	await Promise.all(all.map((ts) => slack.show(turnIn(ts, { state: { kind: "reading" } }), [])));
	for (const ts of all) expect(await twin.thread(ts)).toHaveLength(2);
	// All at once they would be refused 5 + 4 + 3 + 2 + 1 times.
	expect(refused).toBeLessThan(9);
});

test("a slow answer holds up its own thread alone", async () => {
	const slack = await connected();
	const slow = await twin.say("<@U0BOT> slow");
	const quick = await twin.say("<@U0BOT> quick");
	const order: string[] = [];
	proxy.spoil = (method, { thread_ts }) =>
		method === "chat.postMessage" && thread_ts === slow ? { kind: "late", ms: 1500 } : undefined;
	const show = async (ts: string) => {
		await slack.show(turnIn(ts, { state: { kind: "reading" } }), []);
		order.push(ts);
	};
	await Promise.all([show(slow), show(quick)]);
	expect(order).toEqual([quick, slow]);
});

test("thirty busy threads: each shows its own code in the end, within the budget of edits and the limits", async () => {
	const slack = await connected();
	const threads = await Promise.all(Array.from({ length: 30 }, (_, index) => twin.say(`<@U0BOT> number ${index}`)));
	await Promise.all(threads.map((ts) => slack.show(turnIn(ts, { state: { kind: "writing" } }), [])));
	for (let lines = 1; lines <= 8; lines += 1) {
		for (const ts of threads)
			void slack.show(turnIn(ts, { state: { kind: "writing" } }), [], {
				phase: "writing",
				since: Date.now(),
				lines,
			});
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	await Promise.all(
		threads.map((ts, index) =>
			slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(`print(${index})`)] }), []),
		),
	);
	const shown = await Promise.all(threads.map((ts) => twin.thread(ts)));
	expect(shown.map((said) => said.flatMap(codeIn))).toEqual(threads.map((_, index) => [`print(${index})`]));
	expect(shown.every((said) => said.length === 2 && visible(said[1] ?? said[0] ?? { ts: "", text: "" }) !== "")).toBe(
		true,
	);
	expect(edits().length).toBeLessThanOrEqual(50);
	expect(proxy.problems()).toEqual([]);
});
