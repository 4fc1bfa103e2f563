// The step `running`: what is run, and what follows each outcome.

import { expect, test } from "vitest";
import { run } from "../../../src/core/steps/running.ts";
import { alice, csv, fakeWorld, keyError, ok, script } from "../../fakes/world.ts";
import { broken, fixed, held } from "../threads.ts";

test("a KeyError comes back with its cause and a fixed version, which is asked about again", async () => {
	const bot = fakeWorld({ says: [broken, fixed, "Done: 10 rows."], does: [keyError(), ok("rows 10")] });
	await bot.say("turn the date column into datetime", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	const turn = bot.turn();
	expect(turn.state.kind).toBe("waiting");
	expect(turn.attempts).toHaveLength(2);
	expect(turn.attempts[0]?.diagnosis?.cause).toBe("There is no column date; the closest is created_at.");
	expect(bot.requests[1]?.at(-1)?.content).toContain("KeyError: 'date'");
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test("after three fixes it gives up and says so, with the best output so far", async () => {
	const fail = (n: number) => ({ ...keyError(), output: `step ${n}` });
	const bot = fakeWorld({
		says: [1, 2, 3, 4].map((n) => script(`x = ${n}`)),
		does: [1, 2, 3, 4].map(fail),
	});
	await bot.say("go");
	for (let i = 0; i < 4; i++) {
		await bot.work();
		await bot.click("approve");
	}
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "gave_up", best: "step 4" });
	expect(bot.runs).toHaveLength(4);
});

test("a lost Run is told and never repeated by itself; people may approve it again", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [{ outcome: "lost" }, ok("1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(1);
	expect(bot.turn().passing?.at(-1)).toContain("The run was lost");
	expect(bot.turn().state.kind).toBe("waiting");
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test.each([
	["nothing", "", "it printed nothing"],
	["NaN", "mean: nan", "NaN"],
	["an error text", "reading\nError: column not found", "printed an error"],
])("a program that ends well but prints %s is fixed once, then given up", async (_name, output, cause) => {
	const bot = fakeWorld({ says: [script("a"), script("b")], does: [ok(output), ok(output)] });
	await bot.say("mean?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.turn().attempts[0]?.diagnosis?.cause.toLowerCase()).toContain(cause.toLowerCase());
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("gave_up");
});

test("a file that was asked for and not made is named", async () => {
	const bot = fakeWorld({
		says: [script("a"), script("b"), "Saved."],
		does: [ok("done"), ok("done", ["clean.parquet"])],
	});
	await bot.say("read sales.csv and save as clean.parquet", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.turn().attempts[0]?.diagnosis?.cause).toContain("clean.parquet");
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test.each(["rejected", "expired", "superseded", undefined] as const)(
	"a Run whose verdict is %s is refused",
	async (kind) => {
		const { bot, session } = await held();
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
