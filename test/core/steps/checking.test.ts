// Second opinion: another program, written without a look at the first, and whether both agree.

import { expect, test } from "vitest";
import { openCheck } from "../../../src/core/steps/checking.ts";
import { alice, bob, csv, fakeWorld, keyError, ok, script } from "../../fakes/world.ts";

type Options = NonNullable<Parameters<typeof fakeWorld>[0]>;

const first = script("import pandas as pd\nprint('Total:', pd.read_csv('sales.csv')['amount'].sum())");
const second = script("import duckdb\nprint(duckdb.sql(\"SELECT sum(amount) FROM 'sales.csv'\").fetchone()[0])");

/** A question about a file, answered with `Total: 101`. */
async function answered({ says = [], does = [], ...more }: Partial<Options> = {}) {
	const bot = fakeWorld({
		says: [first, "The total is 101.", ...says],
		does: [ok("Total: 101"), ...does],
		...more,
	});
	await bot.say("what is the total?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	return bot;
}

test("Check shows a second program for approval, and two equal figures agree", async () => {
	const bot = await answered({ says: [second], does: [ok("101")] });
	await bot.click("check");
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.runs).toHaveLength(1);
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: "✅ Two programs agree: 1 figure came out the same." });
	expect(bot.audited).toContainEqual(expect.objectContaining({ event: "asked", checks: bot.runs[0]?.id }));
});

test("two programs that disagree are both shown, and the answer is said not to be confirmed", async () => {
	const bot = await answered({ says: [second], does: [ok("99")] });
	await bot.click("check");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	const { text } = bot.end() as { text: string };
	expect(text).toContain("The two programs disagree, so the answer above is not confirmed.");
	expect(text).toContain("Total: 101");
	expect(text).toContain("99");
});

test("where two programs disagree, it is said what the one does and the other does not", async () => {
	const kept = script(
		"import duckdb\nprint(duckdb.sql(\"SELECT sum(amount) FROM 'sales.csv' WHERE city = 'Oslo'\").fetchall()[0][0])",
	);
	const bot = await answered({ says: [kept], does: [ok("99")] });
	await bot.click("check");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect((bot.end() as { text: string }).text).toMatch(/Where the programs differ:\n- .*second.*city/);
});

test("the second program is written without a look at the first, in another way", async () => {
	const bot = await answered({ says: [second], does: [ok("101")] });
	await bot.click("check");
	await bot.work();
	const said = bot.requests
		.at(-1)!
		.map(({ content }) => content)
		.join("\n");
	expect(said).toContain("what is the total?");
	expect(said).toContain("File sales.csv");
	expect(said).toContain("duckdb.sql");
	expect(said).not.toContain("['amount'].sum()");
	expect(said).not.toContain("101");
});

test("a first program in SQL is checked with pandas", async () => {
	const bot = fakeWorld({ says: [second, "The total is 101.", first], does: [ok("Total: 101"), ok("101")] });
	await bot.say("what is the total?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await bot.click("check");
	await bot.work();
	expect(bot.requests.at(-1)!.at(-1)!.content).toContain("Compute with pandas, without SQL");
});

test("what SQL does not have is checked step by step", async () => {
	const skewed = script('import pandas as pd\nprint(pd.read_csv("sales.csv")["id"].skew())');
	const bot = fakeWorld({ says: [skewed, "The skewness is 0.5.", first], does: [ok("0.5"), ok("0.5")] });
	await bot.say("what is the skewness?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await bot.click("check");
	await bot.work();
	expect(bot.requests.at(-1)!.at(-1)!.content).toContain("Compute it again step by step");
	expect(bot.temperatures[0]).toBe(0.2);
	expect(bot.temperatures.at(-1)).toBe(0.7);
});

test("a follow-up is checked with the questions before it", async () => {
	const bot = await answered({
		says: [first.replace("Total", "Sum"), "It is 7.", second],
		does: [ok("Sum: 7"), ok("7")],
	});
	await bot.say("only Oslo", { addressed: false });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await bot.click("check");
	await bot.work();
	const asked = bot.requests.at(-1)!.at(-1)!.content;
	expect(asked).toContain("Alice: what is the total?");
	expect(asked).toContain("Request: only Oslo");
	expect(asked).not.toContain(".sum()");
});

test("the thread goes on as if nothing had been checked", async () => {
	const bot = await answered({ says: [second, script("print(1)"), "1."], does: [ok("101"), ok("1")] });
	const { transcript, ran } = bot.session()!;
	await bot.click("check");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.session()!.transcript).toEqual(transcript);
	expect(bot.session()!.ran).toEqual(ran);
	await bot.say("and the count?", { addressed: false });
	await bot.work();
	expect(
		bot.requests
			.at(-1)!
			.map(({ content }) => content)
			.join("\n"),
	).not.toContain("duckdb.sql");
});

test("the same program again is not asked about, and confirms nothing", async () => {
	const bot = await answered({ says: [first, first] });
	await bot.click("check");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "gave_up", sentence: expect.stringContaining("not confirmed") });
	expect(bot.runs).toHaveLength(1);
});

test("a second program in words only confirms nothing", async () => {
	const bot = await answered({ says: ["It is right.", "It is right."] });
	await bot.click("check");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "gave_up", sentence: expect.stringContaining("not confirmed") });
});

test("a second program that fails is fixed within the same bounds", async () => {
	const bot = await answered({ says: [second, second.replace("sum(", "SUM(")], does: [keyError(), ok("101")] });
	await bot.click("check");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: expect.stringContaining("Two programs agree") });
});

test("where later fixes were approved, the second program runs without a click", async () => {
	const bot = fakeWorld({ says: [first, "The total is 101.", second], does: [ok("Total: 101"), ok("101")] });
	await bot.say("what is the total?", { files: [csv] });
	await bot.work();
	await bot.click("approve_fixes");
	await bot.work();
	await bot.click("check");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: expect.stringContaining("Two programs agree") });
	expect(bot.turn().attempts[0]?.approval.verdict).toMatchObject({ kind: "allowed", because: { kind: "advance" } });
});

test("a second program that does something new is asked about in spite of that", async () => {
	const deletes = script("import os\nos.remove('sales.csv')\nprint(101)");
	const bot = fakeWorld({
		says: [first, "The total is 101.", deletes],
		does: [ok("Total: 101")],
	});
	await bot.say("what is the total?", { files: [csv] });
	await bot.work();
	await bot.click("approve_fixes");
	await bot.work();
	await bot.click("check");
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.runs).toHaveLength(1);
});

test("with check: always every answer is checked once, without a click on Check", async () => {
	const bot = await answered({ says: [second], does: [ok("101")], settings: { check: "always" } });
	expect(bot.turn()).toMatchObject({ state: { kind: "waiting" }, check: { printed: "Total: 101" } });
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: expect.stringContaining("Two programs agree") });
	await bot.work();
	expect(bot.runs).toHaveLength(2);
});

/** A question that was answered after `Approve + fixes`, in a channel with `check: auto`. */
async function granted({ says = [], does = [], ...more }: Partial<Options> = {}) {
	const bot = fakeWorld({
		says: [first, "The total is 101.", ...says],
		does: [ok("Total: 101"), ...does],
		settings: { check: "auto" },
		...more,
	});
	await bot.say("what is the total?", { files: [csv] });
	await bot.work();
	await bot.click("approve_fixes");
	await bot.work();
	return bot;
}

test("with check: auto the second program comes by itself where it needs no click", async () => {
	const bot = await granted({ says: [second], does: [ok("101")] });
	expect(bot.end()).toMatchObject({ kind: "answered", text: expect.stringContaining("Two programs agree") });
	expect(bot.turn().attempts[0]?.approval.verdict).toMatchObject({ kind: "allowed", because: { kind: "advance" } });
	await bot.work();
	expect(bot.runs).toHaveLength(2);
	const inAuto = fakeWorld({
		says: [first, "The total is 101.", second],
		does: [ok("Total: 101"), ok("99")],
		settings: { check: "auto", mode: "auto" },
	});
	await inAuto.say("what is the total?", { files: [csv] });
	await inAuto.work();
	expect(inAuto.end()).toMatchObject({ kind: "answered", text: expect.stringContaining("disagree") });
});

test("with check: auto nothing is written where the second program would need a click", async () => {
	const bot = await answered({ settings: { check: "auto" } });
	expect(bot.turn().check).toBeUndefined();
	expect(bot.end()).toMatchObject({ kind: "answered" });
	await bot.click("check");
	await bot.work();
	expect(bot.turn().check).toMatchObject({ printed: "Total: 101" });
	expect(bot.turn().check).not.toHaveProperty("unasked");
});

const deleting = script("import os\nos.remove('sales.csv')\nprint(101)");

const notRun = "A second program would have needed somebody's click, so it was not run.";
const lost = "The sandbox ended while the second program was running.";

test.each<[string, string, Partial<Options>]>([
	["does something new", notRun, { says: [deleting] }],
	["loses its container", lost, { says: [second], does: [{ outcome: "lost", variablesKept: false }] }],
	["fails, and its fix does something new", notRun, { says: [second, deleting], does: [keyError()] }],
])("a second program that nobody asked for and that %s asks nobody", async (_, why, options) => {
	const bot = await granted(options);
	expect(bot.turn().check).toMatchObject({ unasked: true });
	expect(bot.turn().attempts.every(({ approval }) => approval.verdict !== undefined)).toBe(true);
	expect(bot.end()).toMatchObject({
		kind: "gave_up",
		sentence: `${why} The answer above is not confirmed.`,
	});
});

test("a new question sets a waiting check aside", async () => {
	const bot = await answered({ says: [second, script("print(7)"), "7."], does: [ok("7")] });
	await bot.click("check");
	await bot.work();
	await bot.say("and the count?", { addressed: false });
	await bot.work();
	expect(bot.turn()).toMatchObject({ request: "and the count?", state: { kind: "waiting" } });
	expect(bot.turn().check).toBeUndefined();
});

test("check as a word does the same, and says so where there is nothing to check", async () => {
	const bot = await answered({ says: [second], does: [ok("101")] });
	await bot.say("check", { addressed: false });
	await bot.work();
	expect(bot.turn().check).toMatchObject({ of: bot.runs[0]?.id });
	const idle = fakeWorld({ says: ["Hello."] });
	await idle.say("hello");
	await idle.work();
	await idle.say("check", { addressed: false });
	await idle.work();
	expect(idle.asides.at(-1)?.title).toBe("Nothing to check");
});

test("Check is for the one who asked and for approvers", async () => {
	const bot = await answered({ says: [second] });
	await bot.click("check", { by: bob.id });
	await bot.work();
	expect(bot.told).toEqual([`Only ${alice.name} or an approver may do that.`]);
	expect(bot.turn().check).toBeUndefined();
});

test("a check goes over the program that the answer rests on, which need not be the last", async () => {
	const bot = await answered();
	const session = await bot.session();
	const turn = session?.turn;
	const [attempt] = turn?.attempts ?? [];
	if (session === undefined || turn === undefined || attempt?.run === undefined)
		throw new Error("nothing was answered");
	const later = { ...attempt, run: { ...attempt.run, output: "Total: 7" } };
	const step = openCheck({ ...session, turn: { ...turn, attempts: [attempt, later] } }, "k", { thread: "t", now: 1 });
	expect(JSON.stringify(step)).toContain("Total: 101");
	expect(JSON.stringify(step?.session.turn?.check)).not.toContain("Total: 7");
});
