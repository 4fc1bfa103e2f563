// Right and Wrong on Slack: an element of its own, and ordinary buttons where a workspace does not take that.

import { expect, test } from "vitest";
import { readClick } from "../../../src/adapters/slack/events.ts";
import { buttonsOf, until } from "../../e2e/twin.ts";
import { approved, code, decidedAttempt, ended, run } from "../turns.ts";
import { doorOf, labels, openDesk, ours, proxied, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

const token = "f".repeat(32);
const attempts = [decidedAttempt(code, approved, { run: run() })];
const answer = { ...ended({ kind: "answered", text: "It is 12.", attempt: 0 }), attempts, tools: { feedback: token } };
const types = (said: { blocks?: readonly { type: string }[] | undefined } | undefined) =>
	(said?.blocks ?? []).map(({ type }) => type);

test("an answer asks whether it is right, and a click says which of the two it was, with nothing but the token", async () => {
	const desk = openDesk();
	await desk.slack.start(doorOf(desk));
	const ts = await twin.say("<@U0BOT> sum");
	await desk.slack.show(turnIn(ts, answer), []);
	const said = (await ours(ts)).at(-1)!;
	expect(types(said).at(-1)).toBe("context_actions");
	expect(labels(said)).toEqual(["Right", "Wrong"]);
	expect(buttonsOf(said).map(({ value }) => value)).toEqual([`right ${token}`, `wrong ${token}`]);
	for (const label of ["Right", "Wrong"]) await twin.click(said, label);
	const clicks = await until("two clicks", () => (desk.clicks.length === 2 ? desk.clicks : undefined));
	expect(clicks.map(({ click }) => [click.choice, click.token, click.person, click.ref])).toEqual([
		["right", token, "U01ALICE", said.ts],
		["wrong", token, "U01ALICE", said.ts],
	]);
});

test("a workspace that does not take the element gets ordinary buttons, and is asked once", async () => {
	let refused = 0;
	const proxy = await proxied((_method, { blocks }) => {
		if (!JSON.stringify(blocks ?? "").includes("context_actions")) return undefined;
		refused += 1;
		return { kind: "answer", status: 200, body: { ok: false, error: "invalid_blocks" } };
	});
	const desk = openDesk({ apiUrl: proxy.apiUrl });
	await desk.slack.start(doorOf(desk));
	for (const place of ["a new post", "an edit"]) {
		const ts = await twin.say("<@U0BOT> sum");
		if (place === "an edit") await desk.slack.show(turnIn(ts, { state: { kind: "answering" }, attempts }), []);
		await desk.slack.show(turnIn(ts, answer), []);
		const said = (await ours(ts)).at(-1)!;
		expect(types(said).at(-1)).toBe("actions");
		expect(labels(said)).toEqual(["Right", "Wrong"]);
		await twin.click(said, "Wrong");
	}
	const clicks = await until("two clicks", () => (desk.clicks.length === 2 ? desk.clicks : undefined));
	expect(clicks.map(({ click }) => [click.choice, click.token])).toEqual([
		["wrong", token],
		["wrong", token],
	]);
	expect(refused).toBe(1);
});

test("an edit that Slack refuses is made once more with ordinary buttons, and another refusal is passed on", async () => {
	const sent: string[] = [];
	let error = "invalid_blocks_format";
	const proxy = await proxied((method, { blocks }) => {
		const json = JSON.stringify(blocks ?? "");
		if (method !== "chat.update" || !json.includes("It is 12.")) return undefined;
		sent.push(json.includes("context_actions") ? "own" : "ordinary");
		return json.includes("context_actions") ? { kind: "answer", status: 200, body: { ok: false, error } } : undefined;
	});
	const show = async () => {
		const { slack } = openDesk({ apiUrl: proxy.apiUrl });
		const ts = await twin.say("<@U0BOT> sum");
		await slack.show(turnIn(ts, { state: { kind: "answering" }, attempts }), []);
		await slack.show(turnIn(ts, answer), []);
	};
	await show();
	expect(sent).toEqual(["own", "ordinary"]);
	error = "msg_too_long";
	await expect(show()).rejects.toMatchObject({ code: "chat_refused" });
	expect(sent).toEqual(["own", "ordinary", "own"]);
});

test("a value that names no choice of ours is no click", () => {
	const body = (value: string) => ({
		type: "block_actions",
		user: { id: "U01ALICE" },
		channel: { id: "C01GEN" },
		message: { ts: "1.2", thread_ts: "1.1" },
		actions: [{ type: "feedback_buttons", action_id: "feedback", value }],
	});
	const self = { team: "T01TEST", botUser: "U0BOT" };
	expect(readClick(body(`right ${token}`), self)).toMatchObject({ choice: "right", token });
	for (const value of ["", token, `maybe ${token}`]) expect(readClick(body(value), self)).toBeUndefined();
});
