// What waits for somebody as a direct message on Discord: a row of buttons for each question, as long as they work.

import { expect, test } from "vitest";
import type { Turn } from "../../../src/core/domain.ts";
import { bob, otherDirect } from "../../e2e/discord-twin.ts";
import { until } from "../../e2e/twin.ts";
import { problemsOf } from "../../proxies/discord-limits.ts";
import { nothing } from "../doors.ts";
import { attempt, code, decidedAttempt } from "../turns.ts";
import { asked, labels, started, turnIn, twin, useTwin, waiting } from "./desk.ts";

useTwin();

const long = Array.from({ length: 900 }, (_, at) => `total_${at} = sum(row[${at}] for row in rows)`).join("\n");

test("a card counts as shown once it is in the thread with all of its code, just as it would be drawn now", async () => {
	const desk = await started();
	const { inside } = await asked(desk);
	const turn = turnIn(inside, waiting);
	await desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), []);
	expect(await desk.discord.shows(turn)).toBe(false);
	await desk.discord.show(turn, []);
	expect(await desk.discord.shows(turn)).toBe(true);
	expect(await desk.discord.shows({ ...turn, attempts: [attempt(`${code}# more\n`)] })).toBe(false);
	const other = turnIn((await asked(desk)).inside, { ...waiting, attempts: [attempt(long)] });
	await desk.discord.show(other, []);
	expect(await desk.discord.shows(other)).toBe(true);
	desk.posts.all.delete(`${other.id} code 1`);
	expect(await desk.discord.shows(other)).toBe(false);
});

test("the list comes as a direct message, loses its buttons with the decision, and an older one loses them at once", async () => {
	const desk = await started();
	const { inside } = await asked(desk);
	const place = `discord:@me:${otherDirect}:${otherDirect}`;
	const told = [{ person: bob, place }];
	const open = turnIn(inside, { ...waiting, told });
	const other: Turn = {
		...open,
		id: "another",
		attempts: [attempt(code, { approval: { token: "tok-2", generation: "g", expiresAt: 1 } })],
	};
	const listed = (turn: Turn) => ({ turn, label: "Alice: “sum”", decidable: true as const });
	desk.door.waiting = async () => ({ ...nothing, title: "Waiting for you: 2", forMe: [listed(open), listed(other)] });
	await desk.discord.list({ thread: place, person: bob }, "k1");
	const lists = async () => (await twin.inChannel(otherDirect)).filter(({ text }) => text.includes("Alice: “sum”"));
	const both = ["1 · Approve", "1 · Reject", "2 · Approve", "2 · Reject"];
	expect((await lists()).map(labels)).toEqual([both]);
	await desk.discord.list({ thread: place, person: bob }, "k2");
	expect((await lists()).map(labels)).toEqual([[], both]);
	const verdict = { kind: "approved", by: { id: bob, name: "Bob", trust: "member" }, at: 1 } as const;
	const now = { ...open, state: { kind: "running" as const }, attempts: [decidedAttempt(code, verdict)] };
	desk.door.waiting = async () => ({ ...nothing, forMe: [listed(other)], decided: [listed(now)] });
	await desk.discord.show(now, []);
	await until("the buttons to go", async () =>
		(await lists()).some((said) => labels(said).join() === "1 · Approve,1 · Reject"),
	);
	expect((await lists()).at(-1)?.text).toContain("Approved by Bob");
	expect(twin.proxy.asked.flatMap(problemsOf)).toEqual([]);
});
