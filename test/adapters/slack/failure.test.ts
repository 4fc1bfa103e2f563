// Slack's refusals: waited out where Slack asks for it, otherwise a sentence that says what to do.

import { describe, expect, test } from "vitest";
import { openTwin } from "../../e2e/twin.ts";
import { attempt, code } from "../turns.ts";
import { doorOf, labels, openDesk, ours, proxied, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

describe("when Slack says no", () => {
	test("a limited edit waits as long as Slack asks, and then goes out", async () => {
		const [pause, refusals]: [number, number[]] = [1000, []];
		const proxy = await proxied((method) => {
			const over = refusals[0] !== undefined && Date.now() >= refusals[0] + pause;
			if (!method.includes("chat.update") || over) return undefined;
			refusals.push(Date.now());
			return { kind: "answer", status: 429, body: {}, headers: { "retry-after": "1" } };
		});
		const { slack } = openDesk({ apiUrl: proxy.apiUrl });
		const ts = await twin.say("<@U0BOT> sum");
		await slack.show(turnIn(ts, { state: { kind: "reading" } }), []);
		await slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		expect(refusals.length).toBe(1);
		expect((await ours(ts)).map(labels)).toEqual([["Approve", "Edit", "Reject", "Stop"]]);
	});

	test("a post whose answer was lost on the way is found and not posted twice", async () => {
		let lost = 0;
		const proxy = await proxied((method) => {
			if (!method.includes("chat.postMessage") || lost > 0) return undefined;
			lost += 1;
			return { kind: "lose" };
		});
		const { slack } = openDesk({ apiUrl: proxy.apiUrl });
		const ts = await twin.say("<@U0BOT> sum");
		await slack.show(turnIn(ts, { state: { kind: "reading" } }), []);
		expect(lost).toBe(1);
		expect((await ours(ts)).length).toBe(1);
	});

	test("a missing scope is named, with what to do", async () => {
		const proxy = await proxied((method) =>
			method.includes("chat.postMessage")
				? { kind: "answer", status: 200, body: { ok: false, error: "missing_scope", needed: "chat:write" } }
				: undefined,
		);
		const { slack } = openDesk({ apiUrl: proxy.apiUrl });
		const ts = await twin.say("<@U0BOT> sum");
		await expect(slack.show(turnIn(ts, { state: { kind: "reading" } }), [])).rejects.toMatchObject({
			code: "chat_refused",
			sentence: expect.stringMatching(/lacks the scope chat:write; add it/),
		});
	});

	test("a token that is not valid stops the start with a sentence", async () => {
		const proxy = await proxied(() => ({ kind: "answer", status: 200, body: { ok: false, error: "invalid_auth" } }));
		const desk = openDesk({ apiUrl: proxy.apiUrl });
		await expect(desk.slack.start(doorOf(desk))).rejects.toMatchObject({
			code: "chat_refused",
			sentence: expect.stringContaining("SLACK_BOT_TOKEN"),
		});
	});

	test("a thread that is gone, as after a restart of the look-alike, is told apart", async () => {
		const other = await openTwin();
		const { slack } = openDesk({ apiUrl: `${other.url}/api/` });
		const ts = await other.say("<@U0BOT> sum");
		await slack.show(turnIn(ts, { state: { kind: "reading" } }), []);
		await other.kill();
		await other.start();
		await expect(
			slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []),
		).rejects.toMatchObject({ code: "thread_gone" });
		await other.stop();
	});
});
