// The step `answering`: words of the model, and figures of the program alone.

import { expect, test } from "vitest";
import { BotError } from "../../../src/core/errors.ts";
import { csv, fakeWorld, keyError, ok, script } from "../../fakes/world.ts";
import { broken, fixed } from "../threads.ts";

test("a follow-up continues the branch that worked and drops the failed one", async () => {
	const bot = fakeWorld({
		says: [broken, fixed, "10 rows.", script("print(11)"), "11."],
		does: [keyError(), ok("rows 10"), ok("11")],
	});
	await bot.say("go", { files: [csv] });
	for (let i = 0; i < 2; i++) {
		await bot.work();
		await bot.click("approve");
	}
	await bot.work();
	await bot.say("and one more?", { addressed: false });
	await bot.work();
	const contents = bot.requests.at(-1)!.map(({ content }) => content);
	expect(contents.join("\n")).not.toContain("df['date']");
	expect(contents.join("\n")).toContain("df['created_at']");
	expect(contents.at(-1)).toContain("and one more?");
});

test("a model that goes away before the answer leaves the output as the answer", async () => {
	const bot = fakeWorld({ says: [script("print(7)"), new BotError("model_down", "down")], does: [ok("total: 7")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: "```\ntotal: 7\n```" });
});

test("figures that no program printed are never the answer", async () => {
	const bot = fakeWorld({ says: [script("print(7)"), "The total is 42."], does: [ok("total: 7")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ text: "```\ntotal: 7\n```" });
});

test("words without a figure come under the figures that were printed", async () => {
	const bot = fakeWorld({ says: [script("print(7)"), "I added it all up."], does: [ok("total: 7")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ text: "```\ntotal: 7\n```\n\nI added it all up." });
});

test("a model that fails after the run costs only the words: the output is shown, and why there are no words", async () => {
	const down = new BotError("model_down", "The model server does not answer; start it, then try again.");
	const bot = fakeWorld({ says: [script("print(10)"), down], does: [ok("rows: 10")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: "```\nrows: 10\n```" });
	expect(bot.turn().notices.at(-1)).toContain("could not put its output into words");
});

async function told(printed: string, words: string, request = "go"): Promise<string> {
	const bot = fakeWorld({ says: [script("print(df)"), words], does: [ok(printed)] });
	await bot.say(request);
	await bot.work();
	await bot.click("approve");
	await bot.work();
	const end = bot.end();
	return end.kind === "answered" ? end.text : "";
}

test("a table is told as it was printed, and words only add to it", async () => {
	const table = "city   total\nRome    94.5\nOslo    63.0";
	expect(await told(table, "Rome is ahead with 94.5.")).toBe(`\`\`\`\n${table}\n\`\`\`\n\nRome is ahead with 94.5.`);
	expect(await told(table, "Rome had 63.0.")).toBe(`\`\`\`\n${table}\n\`\`\``);
});

test("one figure is told in words alone", async () => {
	expect(await told("101", "101 storms have null values.")).toBe("101 storms have null values.");
	expect(await told("rows: 10", "There are 10 rows.")).toBe("There are 10 rows.");
});

test("a count that was not printed is never the answer, though the question names it", async () => {
	const request = "how many category 3 storms have null values?";
	expect(await told("101", "3 storms have null values.", request)).toBe("```\n101\n```");
	expect(await told("101", "Three storms have null values.", request)).toBe("```\n101\n```");
});

test("a list that stops half-way is left out", async () => {
	const printed = "2023-01  54656\n2023-02  61002\n2023-03  70110";
	expect(await told(printed, "2023-01为54656元，2023-02为61002元，依此类推。", "多少")).toBe(
		`\`\`\`\n${printed}\n\`\`\``,
	);
});

test("of an output too long for an answer the first and the last lines stay whole", async () => {
	const lines = Array.from({ length: 400 }, (_, at) => `store ${at}: ${at * 7}.25`);
	const text = await told([...lines, "total: 558600"].join("\n"), "The total is 558600.");
	expect(text).toContain("store 0: 0.25\nstore 1: 7.25\n");
	expect(text).toMatch(/\n… \d+ lines left out …\nstore \d+: \d+\.25\n/);
	expect(text).toContain("\ntotal: 558600\n```\n\nThe total is 558600.");
	expect(text.length).toBeLessThan(3700);
});

test("a figure that is only written in the code is said to be that, under the answer and never in its words", async () => {
	const bot = fakeWorld({
		says: [script("print(df)"), "There are 200,000 rows. 107 rows are repeated."],
		does: [ok("rows: 200000\nempty: 3\n107 rows are repeated")],
		precheck: async ({ source }) => ({
			...{ source, mends: [], faults: [] },
			fixed: [{ line: "107 rows are repeated", isFinding: true }],
		}),
	});
	await bot.say("anything unusual?");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({
		text: expect.stringMatching(/```\n\nThere are 200,000 rows\.$/),
		under: ["Not computed, but written in the code: “107 rows are repeated”"],
	});
});

test.each([
	["the total?\nTotal: <number>", "print('Total:', df.x.sum())", ["Total"]],
	["the top 3 of them", "print(df.x.nlargest(3))", ["top 3"]],
	["how many rows?", "print('Total:', len(df))", undefined],
	["the total", "print('Total:', df.x.sum())", undefined],
	["why is it so low, top 3 only", "print(df.x.nlargest(3))", undefined],
])("what was checked is kept with the answer: %s", async (request, code, checked) => {
	const bot = fakeWorld({ says: [script(code), "It is 7."], does: [ok("Total: 7")] });
	await bot.say(request, { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	const end = bot.end();
	expect(end.kind === "answered" ? end.checked : end).toEqual(checked);
});

test("nothing is called checked of an answer that was doubted, and none at all stands after one more try", async () => {
	const none = ok("Empty DataFrame\nColumns: [x]\nIndex: []");
	const first = script("print(df.head(3).query('x < 0'))");
	const again = script("t = df.head(3)\nprint(t.query('x < 0'))");
	const bot = fakeWorld({ says: [first, again, "There are none."], does: [none, none] });
	await bot.say("which of the first 3 rows are negative?", { files: [csv] });
	await bot.work();
	for (const _ of [1, 2]) {
		await bot.click("approve");
		await bot.work();
	}
	expect(bot.end()).toMatchObject({ kind: "answered", attempt: 0 });
	expect(bot.end()).not.toHaveProperty("checked");
});

test("what became of the rows stands under every answer, last", async () => {
	const rows = [{ file: "sales.csv", read: 5137, left: [{ line: 2, rows: 9, why: "without amount" }], used: 5128 }];
	const bot = fakeWorld({
		says: [script("df = read()\ndf = df.dropna(subset=['amount'])\nprint(df)"), "The total is 7."],
		does: [{ ...ok("Total: 7"), seen: { rows } }],
	});
	await bot.say("the total", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ text: "The total is 7.", under: [expect.stringMatching(/^Rows of .*5,137 read/)] });
});
