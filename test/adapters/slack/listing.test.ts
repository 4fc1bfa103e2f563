// What waits for somebody as a direct message on Slack: with the buttons of the card, as long as they work.

import { expect, test } from "vitest";
import type { Turn } from "../../../src/core/domain.ts";
import { bob, until, visible } from "../../e2e/twin.ts";
import { nothing } from "../doors.ts";
import { attempt, code, decidedAttempt } from "../turns.ts";
import { labels, openDesk, ours, proxied, started, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

const long = Array.from({ length: 400 }, (_, at) => `total_${at} = sum(row[${at}] for row in rows)`).join("\n");
const waiting = { state: { kind: "waiting" } } as const;

test("a card counts as shown once it is in the thread with all of its code, just as it would be drawn now", async () => {
	const { slack, posts } = openDesk();
	const ts = await twin.say("<@U0BOT> sum");
	const turn = turnIn(ts, { ...waiting, attempts: [attempt(code)] });
	await slack.show(turnIn(ts, { state: { kind: "writing" } }), []);
	expect(await slack.shows(turn)).toBe(false);
	await slack.show(turn, []);
	expect(await slack.shows(turn)).toBe(true);
	expect(await slack.shows({ ...turn, attempts: [attempt(`${code}# more\n`)] })).toBe(false);
	const other = turnIn(await twin.say("<@U0BOT> sum"), { ...waiting, attempts: [attempt(long)] });
	await slack.show(other, []);
	expect(await slack.shows(other)).toBe(true);
	posts.all.delete(`${other.id} code 1`);
	expect(await slack.shows(other)).toBe(false);
});

test("a card whose code could not be attached does not count as shown", async () => {
	const proxy = await proxied((method) =>
		method === "files.getUploadURLExternal"
			? { kind: "answer", status: 200, body: { ok: false, error: "file_uploads_disabled" } }
			: undefined,
	);
	const { slack } = openDesk({ apiUrl: proxy.apiUrl });
	const ts = await twin.say("<@U0BOT> sum");
	const turn = turnIn(ts, { ...waiting, attempts: [attempt(long)] });
	await expect(slack.show(turn, [])).rejects.toThrow();
	expect((await ours(ts)).map(visible)).toEqual([expect.stringContaining("Code to approve")]);
	expect(await slack.shows(turn)).toBe(false);
});

test("the list comes as a direct message, loses its buttons with the decision, and an older one loses them at once", async () => {
	const desk = await started();
	const place = await desk.slack.direct(bob);
	const channel = place.split(":")[2] ?? "";
	const ts = await twin.say("<@U0BOT> sum");
	const told = [{ person: bob, place }];
	const open = turnIn(ts, { ...waiting, attempts: [attempt(code)], told });
	const url = "https://acme.slack.com/p1";
	const listed = (turn: Turn) => ({ turn, label: "Alice: “sum” <!channel>", url });
	desk.door.waiting = async () => ({
		...nothing,
		title: "Waiting for you: 1",
		forMe: [{ ...listed(open), decidable: true }],
	});
	await desk.slack.list({ thread: place, person: bob }, "k1");
	const lists = async () => (await twin.channel(channel)).filter((said) => visible(said).includes("Alice: “sum”"));
	expect((await lists()).map(labels)).toEqual([["Approve", "Reject"]]);
	expect(visible((await lists())[0] ?? { ts: "", text: "" })).toContain(`<${url}|Alice: “sum” &lt;!channel&gt;>`);
	await desk.slack.list({ thread: place, person: bob }, "k1");
	expect(await lists()).toHaveLength(1);
	await desk.slack.list({ thread: place, person: bob }, "k2");
	expect((await lists()).map(labels)).toEqual([[], ["Approve", "Reject"]]);
	const verdict = { kind: "approved", by: { id: bob, name: "Bob", trust: "member" }, at: 1 } as const;
	const now = { ...open, state: { kind: "running" as const }, attempts: [decidedAttempt(code, verdict)] };
	desk.door.waiting = async () => ({ ...nothing, decided: [listed(now)] });
	await desk.slack.show(now, []);
	await until("the buttons to go", async () => (await lists()).every((said) => labels(said).length === 0));
	expect((await lists()).map(visible).at(-1)).toContain("Approved by Bob");
});
