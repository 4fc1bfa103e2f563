// The changes of a message after a click: by the address that Slack gives with the click, outside of the limit of edits.

import { expect, test } from "vitest";
import { openResponses } from "../../../src/adapters/slack/responses.ts";
import { until, visible } from "../../e2e/twin.ts";
import { approved, attempt, code, decidedAttempt, run } from "../turns.ts";
import { labels, ours, proxied, started, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

const waiting = { state: { kind: "waiting" }, attempts: [attempt(code)] } as const;
const running = { state: { kind: "running" }, attempts: [decidedAttempt(code, approved)] } as const;
const answering = { state: { kind: "answering" }, attempts: [decidedAttempt(code, approved, { run: run() })] } as const;

/** A card that was clicked; with the edits that the Web API has had since. */
async function clicked(more: Parameters<typeof started>[0] = {}) {
	const proxy = await proxied();
	const desk = await started({ apiUrl: proxy.apiUrl, fileHosts: [twin.url], ...more });
	const ts = await twin.say("<@U0BOT> sum");
	await desk.slack.show(turnIn(ts, waiting), []);
	const card = (await ours(ts)).at(-1)!;
	await twin.click(card, "Approve");
	await until("the click", () => desk.clicks.length === 1);
	const edits = () => proxy.requests.filter(({ method }) => method === "chat.update").length;
	return { ts, desk, proxy, edits };
}

test("what follows a click costs no edit, four times", async () => {
	const { ts, desk, edits } = await clicked();
	await desk.slack.show(turnIn(ts, running), []);
	expect(edits()).toBe(0);
	const [card] = await ours(ts);
	expect(visible(card!)).toContain("Running");
	expect(labels(card)).toEqual(["Stop"]);
	await desk.slack.show(turnIn(ts, answering), []);
	expect(edits()).toBe(0);
	expect(visible((await ours(ts))[0]!)).toContain("It ran");
	await desk.slack.show(turnIn(ts, running), []);
	await desk.slack.show(turnIn(ts, answering), []);
	expect(edits()).toBe(0);
	await desk.slack.show(turnIn(ts, running), []);
	expect(edits()).toBe(1);
});

test("a clicked card loses its buttons at once, even while Slack takes no edit", async () => {
	const { ts, desk, proxy } = await clicked();
	proxy.spoil = (method) =>
		method === "chat.update" ? { kind: "answer", status: 429, body: {}, headers: { "retry-after": "30" } } : undefined;
	const other = await twin.say("<@U0BOT> sum");
	await desk.slack.show(turnIn(other, { state: { kind: "reading" } }), []);
	void desk.slack.show(turnIn(other, waiting), []).catch(() => {});
	await until("the limit", () => proxy.requests.some(({ method }) => method === "chat.update"));
	const began = Date.now();
	await desk.slack.show(turnIn(ts, running), []);
	expect(Date.now() - began).toBeLessThan(5000);
	expect(labels((await ours(ts))[0])).toEqual(["Stop"]);
});

test("an address that Slack refuses, or that leads elsewhere, is followed by an ordinary edit", async () => {
	const { ts, desk, edits } = await clicked({ fileHosts: [] });
	await desk.slack.show(turnIn(ts, running), []);
	expect(edits()).toBe(1);
	expect(labels((await ours(ts))[0])).toEqual(["Stop"]);
	const responses = openResponses({ origins: [twin.url], now: Date.now, log: () => {} });
	const message = { channel: "C01GEN", ts };
	const body = { type: "block_actions", channel: { id: "C01GEN" }, message: { ts } };
	responses.heard({ ...body, response_url: `${twin.url}/no/such/address` });
	expect(responses.has(message)).toBe(true);
	expect(await responses.replace(message, { text: "no", blocks: [] })).toBe("refused");
	expect(await responses.replace(message, { text: "no", blocks: [] })).toBe("none");
	responses.heard({ ...body, response_url: "http://127.0.0.1:1/actions" });
	expect(responses.has(message)).toBe(false);
});

test("an address is of no use half an hour after the click, nor for another message", () => {
	let now = 0;
	const responses = openResponses({ origins: [], now: () => now, log: () => {} });
	const response_url = "https://hooks.slack.com/actions/T1/1/x";
	responses.heard({ type: "block_actions", channel: { id: "C1" }, message: { ts: "1.1" }, response_url });
	expect(responses.has({ channel: "C1", ts: "1.1" })).toBe(true);
	expect(responses.has({ channel: "C1", ts: "1.2" })).toBe(false);
	now = 30 * 60_000;
	expect(responses.has({ channel: "C1", ts: "1.1" })).toBe(false);
});
