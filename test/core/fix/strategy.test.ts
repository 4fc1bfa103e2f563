// What follows a program that gave no answer.

import { expect, test } from "vitest";
import type { Diagnosis, Turn } from "../../../src/core/domain.ts";
import { plan } from "../../../src/core/fix/strategy.ts";
import { csv, fakeWorld, keyError, ok, script } from "../../fakes/world.ts";

const found = (signature: string, soft = false): Diagnosis => ({ signature, cause: `${signature}.`, text: "", soft });

/** A Turn whose earlier Attempts failed in these ways. */
async function after(...earlier: readonly Diagnosis[]): Promise<Turn> {
	const bot = fakeWorld({ says: [script("print(1)")] });
	await bot.say("go");
	await bot.work();
	const turn = bot.turn();
	const [attempt] = turn.attempts;
	if (attempt === undefined) throw new Error("no attempt");
	return { ...turn, attempts: [...earlier.map((diagnosis) => ({ ...attempt, diagnosis })), attempt] };
}

test("repair, repair, then a fresh start, then the end", async () => {
	const [a, b, c, d] = [found("a"), found("b"), found("c"), found("d")];
	expect(plan(await after(), a, 3)).toEqual({ kind: "repair", number: 1, stuck: false });
	expect(plan(await after(a), b, 3)).toEqual({ kind: "repair", number: 2, stuck: false });
	expect(plan(await after(a, b), c, 3)).toEqual({ kind: "restart" });
	expect(plan(await after(a, b, c), d, 3)).toEqual({ kind: "give_up", sentence: "It still fails after 3 fixes: d." });
});

test("where fixes are switched off, the first failure is the end, and that is said", async () => {
	expect(plan(await after(), found("a"), 0)).toEqual({
		kind: "give_up",
		sentence: "It failed, and fixes are switched off here: a.",
	});
});

test("the same failure again is answered by a fresh start, once", async () => {
	const a = found("a");
	expect(plan(await after(a), a, 3)).toEqual({ kind: "restart" });
	expect(plan({ ...(await after(a, a)), restarted: true }, a, 3)).toEqual({ kind: "repair", number: 3, stuck: true });
});

test("a program that ran to its end is repaired once and never thrown away for a new one", async () => {
	expect(plan(await after(found("a"), found("b")), found("form", true), 3)).toMatchObject({ kind: "repair" });
	expect(plan(await after(found("form", true)), found("other", true), 3)).toEqual({
		kind: "give_up",
		sentence: "other. One more try did not help.",
	});
});

test("one fix is a repair, and none is none", async () => {
	expect(plan(await after(), found("a"), 1)).toMatchObject({ kind: "repair" });
	expect(plan(await after(found("a")), found("b"), 1)).toMatchObject({ sentence: "It still fails after 1 fix: b." });
	expect(plan(await after(), found("a"), 0)).toMatchObject({ kind: "give_up" });
});

test("a fresh start has the same beginning, names what to keep away from, and is warmer", async () => {
	const broken = [script("df['a']"), script("df['b']"), script("df['c']"), script("print(3)")];
	const bot = fakeWorld({
		says: [...broken, "It is 3."],
		does: [keyError(), keyError(), ok("3")],
		settings: { maxFixes: 2 },
	});
	await bot.say("go", { files: [csv] });
	for (let approvals = 0; approvals < 3; approvals += 1) {
		await bot.work();
		const startsOver = "The fixes did not help, so the model starts over from the request.";
		expect(bot.turn().passing ?? []).toEqual(approvals === 2 ? [startsOver] : []);
		await bot.click("approve");
	}
	await bot.work();
	expect(bot.temperatures.slice(0, 3)).toEqual([0.2, 0.2, 0.8]);
	expect(bot.requests[2]).toHaveLength(bot.requests[0]?.length ?? 0);
	expect(bot.requests[2]?.at(-1)?.content).toContain("Avoid what did not do before:");
	expect(bot.turn().passing).toBeUndefined();
});

test("what can be mended is mended, shown as mended, approved and run as mended", async () => {
	const bot = fakeWorld({
		says: [script("print(np.pi)"), "It is 3.14."],
		does: [ok("3.14")],
		precheck: async ({ source }) => ({
			source: `import numpy as np\n${source}`,
			mends: ["Added `numpy`."],
			faults: [],
		}),
	});
	await bot.say("go");
	await bot.work();
	expect(bot.turn().attempts[0]?.proposal).toMatchObject({
		source: "import numpy as np\nprint(np.pi)\n",
		mends: ["Added `numpy`."],
	});
	await bot.click("approve");
	await bot.work();
	expect(bot.runs.map(({ source }) => source)).toEqual(["import numpy as np\nprint(np.pi)\n"]);
});

test("what would not work goes back to the model once, unseen by people, and never a second time; what is left of it they see", async () => {
	const bot = fakeWorld({
		says: [script("print(df['Pclas'])"), script("print(df['pclas'])")],
		precheck: async ({ source }) => ({ source, mends: [], faults: ["Line 1: there is no column 'Pclas'."] }),
	});
	await bot.say("go", { files: [csv] });
	await bot.work();
	expect(bot.turn().attempts.map(({ proposal }) => proposal.source)).toEqual(["print(df['pclas'])\n"]);
	expect(bot.turn().attempts[0]?.proposal.doubts).toEqual(["Line 1: there is no column 'Pclas'."]);
	expect(bot.requests).toHaveLength(2);
	expect(bot.requests[1]?.at(-1)?.content).toContain("- Line 1: there is no column 'Pclas'.");
	expect(bot.requests[1]?.slice(0, bot.requests[0]?.length)).toEqual(bot.requests[0]);
	// Asked again as coolly, a small model sends the same program.
	expect(bot.temperatures).toEqual([0.2, 0.7]);
});

test("a fix is held beside the program that it mends, a first program beside none", async () => {
	const seen: unknown[] = [];
	const bot = fakeWorld({
		says: [script("print(1)"), script("print(2)")],
		does: [keyError()],
		precheck: async ({ source, repairs }) => {
			seen.push(repairs);
			return { source, mends: [], faults: [] };
		},
	});
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(seen).toEqual([undefined, { source: "print(1)\n", line: 1 }]);
});

test("a form that the program cannot print is asked for before anybody is", async () => {
	const bot = fakeWorld({
		says: [script("print(mean)"), script('print(f"Mean: {mean}")')],
		does: [ok("Mean: 4.5")],
	});
	await bot.say("The mean?\nMean: <number>");
	await bot.work();
	expect(bot.turn().attempts).toHaveLength(1);
	expect(bot.requests[1]?.at(-1)?.content).toContain("It does not print Mean: <number>.");
	await bot.click("approve");
	await bot.work();
	// As it was printed, without another request to the model.
	expect(bot.end()).toMatchObject({ kind: "answered", text: "```\nMean: 4.5\n```" });
	expect(bot.requests).toHaveLength(2);
});

test("of two outputs that miss the form the better one is kept", async () => {
	const two = "Low: <number>\nHigh: <number>";
	const says = [script('print("Low" "High", 1)'), script('print("Low" "High", 2)')];
	const bot = fakeWorld({ says, does: [ok("Low: 1"), ok("neither")] });
	await bot.say(two);
	for (let approvals = 0; approvals < 2; approvals += 1) {
		await bot.work();
		await bot.click("approve");
	}
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "gave_up", best: "Low: 1" });
});
