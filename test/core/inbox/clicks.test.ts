// Clicks in the inbox: a button works with its own token, for what it says.

import { expect, test } from "vitest";
import { takeIn } from "../../../src/core/inbox.ts";
import { alice, fakeWorld, script } from "../../fakes/world.ts";
import { done, held } from "../threads.ts";

test("a rejection with a reason reaches the model and is not a fix", async () => {
	const bot = fakeWorld({ says: [script("a = 1"), script("b = 2")], settings: { maxFixes: 0 } });
	await bot.say("go");
	await bot.work();
	await bot.click("reject");
	expect(bot.asksReason).toBe(1);
	expect(bot.turn().state.kind).toBe("waiting");
	await bot.click("reject", { reason: "do not use a loop" });
	await bot.work();
	expect(bot.runs).toHaveLength(0);
	expect(bot.requests[1]?.at(-1)?.content).toContain("do not use a loop");
	expect(bot.turn().attempts[0]?.approval.verdict).toMatchObject({
		kind: "rejected",
		reason: "do not use a loop",
		by: { name: "Alice" },
	});
	expect(bot.turn().state.kind).toBe("waiting");
});

test("a click with another token approves nothing", async () => {
	const { session, moment } = await held();
	const note = { kind: "click", token: "0".repeat(32), choice: "approve", by: alice, reason: "", at: 1 } as const;
	expect(takeIn(session, [note], moment)?.session.turn?.state.kind).toBe("waiting");
});

test("a Try-again click with another token starts nothing", async () => {
	const { session, moment } = await held();
	const end = { kind: "failed", sentence: "", during: "running", retry: "1".repeat(32) } as const;
	const ended = { ...session, turn: { ...session.turn!, state: { kind: "ended", end, at: 1 } as const } };
	const note = { kind: "click", token: "0".repeat(32), choice: "again", by: alice, reason: "", at: 1 } as const;
	expect(takeIn(ended, [note], moment)?.session.turn?.state.kind).toBe("ended");
});

test.each(["rerun", "export"] as const)("a click on %s with another token starts nothing", async (choice) => {
	const { session, moment } = await done();
	const note = { kind: "click", token: "0".repeat(32), choice, by: alice, reason: "", at: 1 } as const;
	const after = takeIn(session, [note], moment)?.session;
	expect(after?.turn?.id).toBe(session.turn?.id);
	expect(after?.chores ?? []).toEqual([]);
});

test("a click on Rerun while the Turn still works starts nothing", async () => {
	const { session, moment } = await done();
	const turn = { ...session.turn!, state: { kind: "running" } } as const;
	const token = turn.tools?.rerun ?? "";
	const note = { kind: "click", token, choice: "rerun", by: alice, reason: "", at: 1 } as const;
	expect(takeIn({ ...session, turn }, [note], moment)?.session.turn?.id).toBe(turn.id);
});
