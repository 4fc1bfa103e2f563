// The step `writing`: what becomes of a reply that is not new code.

import { expect, test } from "vitest";
import { BotError } from "../../../src/core/errors.ts";
import type { KnownFile, Precheck } from "../../../src/core/ports.ts";
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
	const vague = script("print('@n['[:0], 12)");
	const bot = fakeWorld({ says: [vague, vague, script("print('@n[7]')")], does: [ok("12"), ok("@n[7]")] });
	await bot.say("How many? Print the answer in this form: @n[n]", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(1);
	expect(bot.end()).toMatchObject({
		kind: "gave_up",
		best: "12",
		sentence: expect.stringContaining("@n[...] is missing. One more try did not help."),
	});
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

test("a greeting is answered without code", async () => {
	const bot = fakeWorld({ says: ["Hello! What would you like to know?"] });
	await bot.say("hi");
	await bot.work();
	expect(bot.end()).toEqual({ kind: "answered", text: "Hello! What would you like to know?" });
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

test("the file may come with other words, and those are the question", async () => {
	const bot = fakeWorld({ says: [script("1"), script("2")], precheck: lost });
	await bot.say("count the rows");
	await bot.work();
	await bot.say("here, by month", { files: [csv] });
	await bot.work();
	expect(bot.turn()).toMatchObject({ request: "here, by month", state: { kind: "waiting" } });
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
