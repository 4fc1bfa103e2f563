// A fix that the look at the failure gives whole is proposed like any other, and no model is asked for it.

import { expect, test } from "vitest";
import type { Run, RunError } from "../../../src/core/domain.ts";
import { csv, fakeWorld, keyError, ok, script } from "../../fakes/world.ts";

const PROGRAM = "scores = z(df)\nprint(scores.abs().max())";
const FIXED = "scores = z(df)\nprint(abs(scores).max())";
const mend = { line: 2, at: 6, old: "scores.abs()", text: "abs(scores)" };

function failed(over: Partial<RunError> = {}): Partial<Run> & { readonly error: RunError } {
	const { name: _, ...error } = keyError().error!;
	return { ...keyError(), error: { ...error, name: "AttributeError", line: 2, mend, ...over } };
}

async function asked(says: readonly string[], does: readonly Partial<Run>[]) {
	const bot = fakeWorld({ says: [script(PROGRAM), ...says], does: [...does] });
	await bot.say("the highest score?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	return bot;
}

test("it waits for an approval of its own, says what it is, and runs as it was shown", async () => {
	const bot = await asked(["The highest score is 3."], [failed(), ok("3")]);
	expect(bot.requests).toHaveLength(1);
	const { proposal } = bot.turn().attempts[1]!;
	expect(proposal.source).toBe(`${FIXED}\n`);
	expect(proposal.why).toBe("Wrote `abs(scores)` in place of `scores.abs()`.");
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.runs).toHaveLength(1);
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered" });
	expect(bot.requests[1]?.map(({ content }) => content).join("\n")).toContain(FIXED);
});

test("where it fails too, the model is asked", async () => {
	const bot = await asked(
		[script("print(7)")],
		[failed(), failed({ mend: { ...mend, old: "abs(scores)", text: "scores.abs()" } })],
	);
	await bot.click("approve");
	await bot.work();
	expect(bot.requests).toHaveLength(2);
	expect(bot.turn().attempts.at(-1)?.proposal.source).toBe("print(7)\n");
});

test.each([
	["another text stands there", { mend: { ...mend, at: 5 } }],
	["the line is not there", { mend: { ...mend, line: 9 } }],
	["nothing was found", { mend: undefined }],
])("the model is asked where %s", async (_, { mend: found }) => {
	const { mend: _mend, ...error } = failed().error!;
	const bot = await asked(
		[script("print(7)")],
		[{ ...failed(), error: found === undefined ? error : { ...error, mend: found } }],
	);
	expect(bot.requests).toHaveLength(2);
	expect(bot.turn().attempts[1]?.proposal.source).toBe("print(7)\n");
});

test("what people say meanwhile goes to the model with the failure", async () => {
	const bot = fakeWorld({
		says: [script(PROGRAM), script("print(7)")],
		does: [
			async () => {
				await bot.say("only for 2024");
				return failed();
			},
		],
	});
	await bot.say("the highest score?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.requests).toHaveLength(2);
});
