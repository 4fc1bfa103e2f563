// Clicks in the inbox: a button works with its own token, for what it says.

import { expect, test } from "vitest";
import { takeIn } from "../../../src/core/inbox.ts";
import { defaults } from "../../fakes/settings.ts";
import { alice, csv, fakeWorld, keyError, ok, script } from "../../fakes/world.ts";
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
	const end = { kind: "failed", sentence: "", during: "running" } as const;
	const tools = { again: "1".repeat(32) };
	const ended = { ...session, turn: { ...session.turn!, tools, state: { kind: "ended", end, at: 1 } as const } };
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

test("what was given up is tried again with one click: other code for the same question, approved like any other", async () => {
	const bot = fakeWorld({
		says: [script("print(1)"), script("print(2)")],
		does: [keyError(), ok("2")],
		settings: { maxFixes: 0 },
	});
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("gave_up");
	const { id, speakers, tools } = bot.turn();
	await bot.click("again");
	await bot.work();
	const anew = bot.turn();
	expect(anew).toMatchObject({ request: "how many rows?", requester: alice, speakers, anew: true });
	expect(anew.id).not.toBe(id);
	expect(anew.state.kind).toBe("waiting");
	expect(bot.runs).toHaveLength(1);
	expect(bot.requests[1]?.at(-1)?.content).toContain("sales.csv");
	expect(bot.temperatures[1]).toBeGreaterThan(bot.temperatures[0] ?? 1);
	expect(bot.tickets.has(tools?.again ?? "")).toBe(false);
	await bot.click("again", { token: tools?.again ?? "" });
	await bot.work();
	expect(bot.turn().id).toBe(anew.id);
});

test.each(["stopped", "expired"] as const)(
	"a question that was %s is asked again with its files, and its code waits like the first",
	async (how) => {
		const bot = fakeWorld({ says: [script("print(1)"), script("print(2)")] });
		await bot.say("how many rows?", { files: [csv] });
		await bot.work();
		if (how === "stopped") await bot.click("stop");
		else bot.pass(defaults.approvalTtlMs + 1000);
		await bot.work();
		expect(bot.end().kind).toBe(how);
		expect(Object.keys(bot.turn().tools ?? {})).toEqual(["again", "reword"]);
		const { id, speakers } = bot.turn();
		await bot.click("again", { by: "U2" });
		expect(bot.told.at(-1)).toContain("may do that");
		await bot.click("again");
		await bot.work();
		expect(bot.turn()).toMatchObject({
			request: "how many rows?",
			requester: alice,
			speakers,
			state: { kind: "waiting" },
		});
		expect(bot.turn().id).not.toBe(id);
		expect(bot.runs).toEqual([]);
		// Code that somebody stopped is not to come again; of the other nobody knows.
		expect(bot.turn().anew).toBe(how === "stopped" ? true : undefined);
	},
);

test("a rerun that was stopped, and files without a question, offer no other words", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "It is 1."], does: [ok("1")] });
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await bot.say("rerun");
	await bot.work();
	await bot.click("stop");
	await bot.work();
	expect(bot.end().kind).toBe("stopped");
	expect(bot.turn().tools).toBeUndefined();
});
