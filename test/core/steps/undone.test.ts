// A part of the request that is left out: asked for once more, then said under the answer.

import { expect, test } from "vitest";
import { bob, csv, fakeWorld, ok, script } from "../../fakes/world.ts";

const TOTAL = 'import pandas as pd\ndf = pd.read_csv("sales.csv")\nprint(df["id"].sum())';
const MONTHLY =
	'import pandas as pd\ndf = pd.read_csv("sales.csv", parse_dates=["created_at"])\nprint(df.groupby(df["created_at"].dt.month)["id"].sum())';
const lines = (bot: ReturnType<typeof fakeWorld>) => {
	const end = bot.end();
	return end.kind === "answered" ? (end.under ?? []) : end.kind;
};

test("a program that leaves out a part of the request goes back once before anybody sees it", async () => {
	const bot = fakeWorld({ says: [script(TOTAL), script(MONTHLY), "In May 3."], does: [ok("5 3")] });
	await bot.say("the sum of id by month", { files: [csv] });
	await bot.work();
	expect(bot.requests[1]?.at(-1)?.content).toContain('The request says "by month", and the script does not do that.');
	expect(bot.turn().attempts).toHaveLength(1);
	expect(bot.turn().attempts[0]?.proposal.doubts).toBeUndefined();
	await bot.click("approve");
	await bot.work();
	expect(lines(bot)).toEqual([]);
});

test("if it is left out again, people read so on the card and under the answer, and it is not tried a third time", async () => {
	const bot = fakeWorld({ says: [script(TOTAL), script(`${TOTAL}\n# sum`), "The sum is 3."], does: [ok("3")] });
	await bot.say("the sum of id by month", { files: [csv] });
	await bot.work();
	expect(bot.turn().attempts[0]?.proposal.doubts).toEqual([
		'The request says "by month", and the script does not do that.',
	]);
	await bot.click("approve");
	await bot.work();
	expect(lines(bot)).toEqual(["Not done: by month."]);
	expect(bot.runs).toHaveLength(1);
});

test("a file of another kind than asked for is tried once more; then the answer stands, and says what is missing", async () => {
	const save = (name: string) => `${TOTAL}\ndf.to_csv("${name}")`;
	const bot = fakeWorld({
		says: [script(save("a.csv")), script(save("b.csv")), "The sum is 3."],
		does: [ok("3", ["a.csv"]), ok("3", ["b.csv"])],
	});
	await bot.say("the sum of id, and save the table as an Excel file", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.turn().attempts[0]?.diagnosis).toMatchObject({
		cause: 'It left out a part of the request: "as Excel".',
		minor: 1,
	});
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(2);
	expect(lines(bot)).toEqual(["Not done: as Excel."]);
});

test("where the model has nothing better, the first program's figures are the answer and not lost", async () => {
	const bot = fakeWorld({ says: [script(TOTAL), script(TOTAL), "The sum is 3."], does: [ok("3")] });
	await bot.say("the sum of id, and save the table as an Excel file", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: "The sum is 3.", under: ["Not done: as Excel."] });
});

test("a count that is asked for beside a file is printed in one more try", async () => {
	const save =
		'import pandas as pd\ndf = pd.read_csv("sales.csv")\ndf.drop_duplicates().to_excel("u.xlsx")\nprint("保存しました")';
	const bot = fakeWorld({
		says: [script(save), script(`${save}\nprint(len(df))`), "170"],
		does: [ok("done", ["u.xlsx"]), ok("170", ["u.xlsx"])],
	});
	await bot.say("去重后转 Excel，去掉了多少行？", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.turn().attempts[0]?.diagnosis?.text).toContain('"多少行"');
	await bot.click("approve");
	await bot.work();
	expect(lines(bot)).toEqual([]);
});

test("code that a person wrote is not blamed", async () => {
	const bot = fakeWorld({ says: [script(MONTHLY), "3"], does: [ok("3")] });
	await bot.say("the sum of id by month", { files: [csv] });
	await bot.work();
	await bot.click("edit", { code: TOTAL });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(lines(bot)).toEqual([]);
});

test("after people have asked for something else, the first request counts no more", async () => {
	const bot = fakeWorld({ says: [script(MONTHLY), script(TOTAL), "3"], does: [ok("3")] });
	await bot.say("the sum of id by month", { files: [csv] });
	await bot.work();
	await bot.click("reject", { reason: "not by month after all" });
	await bot.work();
	expect(bot.turn().attempts[1]?.proposal.doubts).toBeUndefined();
	await bot.click("approve");
	await bot.work();
	expect(lines(bot)).toEqual([]);
});

test("why something happened is in no figure, and the answer says so without another try", async () => {
	const bot = fakeWorld({ says: [script(TOTAL), "The sum is 3."], does: [ok("3")] });
	await bot.say("What is the sum of id? And why did it drop?", { files: [csv], author: bob });
	await bot.work();
	await bot.click("approve", { by: bob.id });
	await bot.work();
	expect(lines(bot)).toEqual(["The figures show what happened, not why."]);
});
