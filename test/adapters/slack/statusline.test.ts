// The thread's status line: set where Slack has it, asked for once where it has not.

import { expect, test } from "vitest";
import type { Turn } from "../../../src/core/domain.ts";
import { until } from "../../e2e/twin.ts";
import type { SlackProxy } from "../../proxies/slack.ts";
import { attempt, code } from "../turns.ts";
import { openDesk, proxied, turnIn, twin, useTwin } from "./desk.ts";

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

for (const [why, answer] of [
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
