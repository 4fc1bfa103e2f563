// The second line of the safety rules: each holds even where the first one has failed.

import { expect, test } from "vitest";
import { takeIn } from "../../src/core/inbox.ts";
import { rerun } from "../../src/core/steps/rerunning.ts";
import { run } from "../../src/core/steps/running.ts";
import { alice, fakeWorld, script, thread } from "../fakes/world.ts";

async function waiting() {
	const bot = fakeWorld({ says: [script("print(1)")] });
	await bot.say("go");
	await bot.work();
	const session = bot.session()!;
	return { bot, session, moment: { thread, now: 2_000_000 } };
}

test("a click with another token approves nothing", async () => {
	const { session, moment } = await waiting();
	const note = { kind: "click", token: "0".repeat(32), choice: "approve", by: alice, reason: "", at: 1 } as const;
	expect(takeIn(session, [note], moment)?.session.turn?.state.kind).toBe("waiting");
});

test("a Try-again click with another token starts nothing", async () => {
	const { session, moment } = await waiting();
	const end = { kind: "failed", sentence: "", during: "running", retry: "1".repeat(32) } as const;
	const ended = { ...session, turn: { ...session.turn!, state: { kind: "ended", end, at: 1 } as const } };
	const note = { kind: "click", token: "0".repeat(32), choice: "again", by: alice, reason: "", at: 1 } as const;
	expect(takeIn(ended, [note], moment)?.session.turn?.state.kind).toBe("ended");
});

test.each(["rejected", "expired", "superseded", undefined] as const)(
	"a Run whose verdict is %s is refused",
	async (kind) => {
		const { bot, session } = await waiting();
		const turn = session.turn!;
		const attempt = turn.attempts[0]!;
		const verdict = kind === undefined ? {} : { verdict: { kind, by: alice, at: 1, reason: "" } };
		const forged = {
			...turn,
			state: { kind: "running" },
			attempts: [{ ...attempt, approval: { ...attempt.approval, ...verdict } }],
		} as const;
		await expect(run(bot.whole, { session, turn: forged }, () => {}, new AbortController().signal)).rejects.toThrow(
			"without an approved",
		);
		expect(bot.runs).toHaveLength(0);
	},
);

test("the Sandbox is given the approved source, its hash and the kernel it was approved for", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [{ output: "1" }] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	const { proposal, approval } = bot.turn().attempts[0]!;
	expect(bot.runs[0]).toMatchObject({
		source: proposal.source,
		sha256: proposal.sha256,
		generation: approval.generation,
	});
});

async function done() {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [{ output: "1" }] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	const session = bot.session()!;
	return { bot, session, moment: { thread, now: 2_000_000 } };
}

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

test("a rerun whose stored source is not the one that ran is refused", async () => {
	const { bot, session } = await done();
	const [ran] = session.ran ?? [];
	const forged = { ...session, ran: [{ ...ran!, source: "import os; os.remove('x')" }] };
	const working = { session: forged, turn: session.turn! };
	const asked = { of: ran?.id ?? "", by: alice };
	await expect(rerun(bot.whole, working, asked, new AbortController().signal)).rejects.toThrow("not the one that ran");
});
