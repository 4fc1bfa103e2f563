// The step `writing`: what becomes of a reply that is not new code.

import { describe, expect, test } from "vitest";
import { BotError } from "../../../src/core/errors.ts";
import type { KnownFile, Precheck } from "../../../src/core/ports.ts";
import { precheck } from "../../../src/python/precheck.ts";
import { alice, bob, csv, fakeWorld, keyError, ok, script } from "../../fakes/world.ts";
import { broken } from "../threads.ts";

test("code that already failed is not offered again: one restart, then the loop stops", async () => {
	const bot = fakeWorld({ says: [broken, broken, broken], does: [keyError()] });
	await bot.say("go", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "gave_up" });
	expect(bot.runs).toHaveLength(1);
	expect(bot.requests[2]).toHaveLength(bot.requests[0]!.length);
	expect(bot.requests[2]?.at(-1)?.content).toContain("Avoid what did not do before");
	expect(bot.temperatures).toEqual([0.2, 0.2, 0.8]);
});

test("code that ran and gave no usable answer stays the best where the model has nothing else", async () => {
	const vague = script("print('N'[:0], 12)");
	const bot = fakeWorld({ says: [vague, vague, script("print('N: 7')")], does: [ok("12"), ok("N: 7")] });
	await bot.say("How many?\nN: <number>", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(1);
	expect(bot.end()).toMatchObject({
		kind: "gave_up",
		best: "12",
		sentence: expect.stringContaining("N: <number> is missing. One more try did not help."),
	});
});

test("what is amiss in code is told once, also where the reply before had no code", async () => {
	const faulty: Precheck = async ({ source }) => ({
		source,
		mends: [],
		faults: ["Line 1: the name 'x' is never defined."],
	});
	const bot = fakeWorld({ says: ["It is 1234.", script("print(x)"), script("print(x + 1)")], precheck: faulty });
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	expect(bot.requests.map((messages) => messages.at(-1)?.content)).toEqual([
		expect.stringContaining("how many rows?"),
		expect.stringContaining("There was no script in that reply"),
		expect.stringContaining("the name 'x' is never defined"),
	]);
	expect(bot.turn().attempts.map(({ proposal }) => proposal.source)).toEqual(["print(x + 1)\n"]);
});

test("rejected code that comes back unchanged is not shown again", async () => {
	const bot = fakeWorld({ says: [script("a = 1"), script("a = 1"), script("b = 2")] });
	await bot.say("go");
	await bot.work();
	await bot.click("reject", { reason: "no" });
	await bot.work();
	expect(bot.turn().attempts.map(({ proposal }) => proposal.source)).toEqual(["a = 1\n", "b = 2\n"]);
	expect(bot.requests[2]?.at(-1)?.content).toContain("- A person rejected it: no");
});

test("an answer without code is asked for code once; figures out of thin air are not shown", async () => {
	const bot = fakeWorld({ says: ["There are 1234 rows.", "There are 1234 rows."] });
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	expect(bot.requests).toHaveLength(2);
	const end = bot.end();
	expect(end.kind).toBe("gave_up");
	expect(JSON.stringify(end)).not.toContain("1234");
});

test("what needs no code is answered without it", async () => {
	const bot = fakeWorld({ says: ["You are welcome."] });
	await bot.say("thanks");
	await bot.work();
	expect(bot.end()).toEqual({ kind: "answered", text: "You are welcome." });
});

test("two empty replies end in a sentence and a way to try again", async () => {
	const bot = fakeWorld({ says: ["", ""] });
	await bot.say("go");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "failed", during: "writing" });
});

test("a thread too long for the model goes on with a new branch and says so", async () => {
	const bot = fakeWorld({
		says: [script("print(1)"), "1", new BotError("context_too_long", "too long"), script("print(2)")],
		does: [ok("1")],
	});
	await bot.say("go", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await bot.say("more", { addressed: false });
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.turn().notices.join()).toContain("too long for the model");
	expect(bot.requests.at(-1)).toHaveLength(2);
});

const lost: Precheck = async ({ source, files }) => ({
	source,
	mends: [],
	faults: [],
	...(files.length === 0 ? { lacksFile: true as const } : {}),
});

test("code that reads a file in a thread without one is not shown: the file is asked for, and the question goes on with it", async () => {
	const reads = script("print(len(open('data.csv').readlines()))");
	const bot = fakeWorld({ says: [reads, reads], precheck: lost });
	await bot.say("count the rows");
	await bot.work();
	expect(bot.end()).toEqual({
		kind: "answered",
		text: "There is no file in this thread yet; attach it here and I will continue.",
	});
	expect(bot.turn().attempts).toEqual([]);
	expect(bot.requests).toHaveLength(1);
	await bot.say("", { files: [csv], author: bob, addressed: false });
	await bot.work();
	expect(bot.turn()).toMatchObject({
		request: "count the rows",
		requester: { id: alice.id },
		state: { kind: "waiting" },
	});
	expect(bot.turn().speakers.map(({ by, gave }) => [by.id, gave])).toEqual([
		[alice.id, "words"],
		[bob.id, "files"],
	]);
	expect(bot.requests[1]?.slice(0, bot.requests[0]!.length)).toEqual(bot.requests[0]);
	expect(bot.requests[1]?.at(-1)?.content).toContain("sales.csv");
	expect(bot.requests[1]?.at(-1)?.content).toContain("count the rows");
});

test("code that reads a file which nothing here reads is not shown: what the file is and what to do is said instead", async () => {
	const unread =
		"old.xls is an old Excel workbook (97-2003), which cannot be read here; save it as .xlsx or CSV and send that.";
	const cannot: Precheck = async ({ source }) => ({ source, mends: [], faults: [], unread });
	const bot = fakeWorld({ says: [script("pd.read_excel('old.xls')")], precheck: cannot });
	await bot.say("add up the amounts", { files: [csv] });
	await bot.work();
	expect(bot.end()).toEqual({ kind: "answered", text: unread });
	expect(bot.turn().attempts).toEqual([]);
});

test("the file may come with other words, and those are the question", async () => {
	const bot = fakeWorld({ says: [script("1"), script("2")], precheck: lost });
	await bot.say("count the rows");
	await bot.work();
	await bot.say("here, with the header", { files: [csv] });
	await bot.work();
	expect(bot.turn()).toMatchObject({ request: "here, with the header", state: { kind: "waiting" } });
	expect(JSON.stringify(bot.requests[1])).toContain("count the rows");
});

test("no file is asked for where there is one, of the operator or refused", async () => {
	const bot = fakeWorld({ says: [script("print(1)")], precheck: lost });
	bot.world.data = [{ path: "/data/a.csv", size: 1 }];
	await bot.say("count the rows");
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	const refused = fakeWorld({ says: [script("print(1)")], precheck: lost });
	refused.world.fetchFails = new BotError("file_too_large", "It is too large.");
	await refused.say("count the rows", { files: [csv] });
	await refused.work();
	expect(refused.turn().state.kind).toBe("waiting");
});

test("a program is held beside what stands in the files that people gave", async () => {
	const seen: (readonly KnownFile[])[] = [];
	const bot = fakeWorld({
		says: [script("print(1)")],
		precheck: async ({ source, files }) => {
			seen.push(files);
			return { source, mends: [], faults: [] };
		},
	});
	await bot.say("go", { files: [csv] });
	await bot.work();
	expect(seen).toEqual([[{ name: "sales.csv", profile: bot.world.card }]]);
});

describe("a fix that is none goes back once before people see it", () => {
	const read = 'import pandas as pd\ndf = pd.read_csv("sales.csv")\n';
	const failed = `${read}print(df["date"].max())`;
	const fixed = `${read}print(df["created_at"].max())`;
	const play = async (...fixes: readonly string[]) => {
		const bot = fakeWorld({
			says: [failed, ...fixes].map((source) => script(source)),
			does: [keyError(3)],
			precheck: async (program) => precheck({ ...program, files: [] }),
		});
		await bot.say("the last date", { files: [csv] });
		await bot.work();
		await bot.click("approve");
		await bot.work();
		return bot;
	};

	test.each([
		[
			"that only catches",
			`${read}try:\n    print(df["date"].max())\nexcept KeyError as e:\n    print("Error:", e)`,
			"It only catches the error",
		],
		["that only raises", `${read}raise ValueError("no column date")`, "It ends in an error of its own"],
		[
			"that makes the same call",
			`# fixed\nimport pandas as pd\ntable = pd.read_csv("sales.csv")\nprint(table["date"].max())`,
			"It makes the same call",
		],
	])("%s", async (_what, fix, why) => {
		const bot = await play(fix, fixed);
		expect(bot.requests.at(-1)?.at(-1)?.content).toContain(why);
		expect(bot.turn().attempts.map(({ proposal }) => proposal.source.trim())).toEqual([failed, fixed]);
		expect(bot.turn().attempts[1]?.proposal.doubts).toBeUndefined();
	});

	test("and is shown with its doubt if the model has nothing better", async () => {
		const raises = `${read}raise ValueError("no column date")`;
		const bot = await play(raises, raises.replace("no column", "missing"));
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.turn().attempts[1]?.proposal.doubts).toEqual([
			"It ends in an error of its own in place of the answer. Compute the answer.",
		]);
	});
});
