// Cards that fold, and what Slack does not take: the same in blocks that every workspace knows.

import { expect, test } from "vitest";
import { codeIn, until, visible } from "../../e2e/twin.ts";
import { approved, attempt, code, decidedAttempt, diagnosis, ended, fixed, keyError, run } from "../turns.ts";
import { labels, openDesk, ours, proxied, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

const failed = decidedAttempt(code, approved, { run: run(keyError), diagnosis });
const waits = { state: { kind: "waiting" }, attempts: [attempt(code)] } as const;
const writes = { state: { kind: "writing" }, attempts: [failed] } as const;
const fixWaits = { state: { kind: "waiting" }, attempts: [failed, attempt(fixed)] } as const;
const types = (said: { blocks?: readonly { type: string }[] | undefined } | undefined) =>
	(said?.blocks ?? []).map(({ type }) => type);

test("a failed card folds behind its fix, which does not wait for that", async () => {
	const sent: string[] = [];
	const proxy = await proxied((method, { blocks }) => {
		if (JSON.stringify(blocks ?? "").includes('"container"')) sent.push("fold");
		else if (JSON.stringify(blocks ?? "").includes("Fix 1 of 3")) sent.push("fix");
		void method;
		return undefined;
	});
	const { slack } = openDesk({ apiUrl: proxy.apiUrl });
	const ts = await twin.say("<@U0BOT> sum");
	await slack.show(turnIn(ts, waits), []);
	await slack.show(turnIn(ts, writes), []);
	await slack.show(turnIn(ts, fixWaits), []);
	const fold = await until("the fold", async () => (await ours(ts)).find((said) => types(said)[0] === "container"));
	expect(sent).toEqual(["fix", "fold"]);
	expect(types(fold)).toEqual(["container"]);
	expect(visible(fold)).toContain("Approved by Alice Anderson");
	expect(codeIn(fold)[0]).toBe(code);
	expect(labels((await ours(ts)).at(-1))).toContain("Approve");
});

test("a card whose buttons are still to be seen is folded at once, and keeps none", async () => {
	const { slack } = openDesk();
	const ts = await twin.say("<@U0BOT> sum");
	await slack.show(turnIn(ts, waits), []);
	await slack.show(turnIn(ts, fixWaits), []);
	const [first] = await ours(ts);
	expect(types(first)).toEqual(["container"]);
	expect(labels(first)).toEqual([]);
});

test("a workspace that takes no containers keeps the whole card, and is asked once", async () => {
	let refused = 0;
	const proxy = await proxied((_method, { blocks }) => {
		if (!JSON.stringify(blocks ?? "").includes('"container"')) return undefined;
		refused += 1;
		return { kind: "answer", status: 200, body: { ok: false, error: "invalid_blocks" } };
	});
	const { slack } = openDesk({ apiUrl: proxy.apiUrl });
	const ts = await twin.say("<@U0BOT> sum");
	await slack.show(turnIn(ts, waits), []);
	await slack.show(turnIn(ts, fixWaits), []);
	const [first] = await ours(ts);
	expect(codeIn(first!)[0]).toBe(code);
	expect(visible(first!)).toContain("Approved by Alice Anderson");
	expect(labels(first)).toEqual([]);
	const worked = decidedAttempt(fixed, approved, { run: run() });
	await slack.show(turnIn(ts, { state: { kind: "answering" }, attempts: [failed, worked] }), []);
	expect(refused).toBe(1);
});

test("once the answer stands there, it comes first: all code above it is folded", async () => {
	const { slack } = openDesk();
	const ts = await twin.say("<@U0BOT> sum");
	await slack.show(turnIn(ts, waits), []);
	const attempts = [failed, decidedAttempt(fixed, approved, { run: run() })];
	await slack.show(turnIn(ts, { ...ended({ kind: "answered", text: "It is 12.", attempt: 1 }), attempts }), []);
	const said = await until("two folds", async () => {
		const all = await ours(ts);
		return all.filter((one) => types(one)[0] === "container").length === 2 ? all : undefined;
	});
	expect(visible(said.at(-1)!)).toContain("It is 12.");
	expect(said.map(types).slice(0, 2)).toEqual([["container"], ["container"]]);
});
