// Questions about a file that nobody has given: the bot asks for it before the model writes anything.

import { describe, expect, test } from "vitest";
import { localeOf, textsIn } from "../../../src/core/locales.ts";
import { speaksOfFile } from "../../../src/core/model/missing-file.ts";
import { alice, bob, csv, fakeWorld, script } from "../../fakes/world.ts";

const ABOUT = [
	"How many rows are in the attached file?",
	"Summarise this spreadsheet",
	"What is the average price in the data?",
	"plot the sales from my csv file by month",
	"Wie viele Zeilen hat die angehängte Datei?",
	"Umsatz pro Monat aus der Tabelle im Anhang",
	"Bitte diese Excel-Datei auswerten",
	"这个文件有多少行？",
	"按月统计附件中的销售额",
	"表格里哪个地区卖得最好",
	"添付ファイルの合計を出して",
	"このデータを月別に集計して",
] as const;

describe("asked before the model", () => {
	test.each(ABOUT)("%s", async (request) => {
		expect(speaksOfFile(request)).toBe(true);
		const bot = fakeWorld({ says: [script("print(1)"), script("print(1)")] });
		await bot.say(request);
		await bot.work();
		expect(bot.end()).toMatchObject({
			kind: "answered",
			text: textsIn(localeOf(request, undefined)).noAnswer.noFile,
		});
		expect(bot.requests).toEqual([]);
		await bot.say("", { files: [csv] });
		await bot.work();
		expect(bot.turn()).toMatchObject({ request, state: { kind: "waiting" } });
		expect(bot.requests[0]?.map(({ content }) => content).join("\n")).toContain("File sales.csv");
	});
});

test.each([
	"hello",
	"what can you do?",
	"How do I read the csv file with pandas?",
	"Generate a csv file with random sales",
	"create an Excel file with the numbers 1 to 10",
	"write the results to the file out.csv",
	"What is a csv?",
	"explain the data structure list",
	"what does the csv module do",
	"the average of the data 3, 4, 5, 6",
	"download the file from https://example.org/a.csv",
	"use the file /data/regions.csv",
	"print the times table of 7",
	"Erstelle eine Datei mit zufälligen Zahlen",
	"Wie kann ich die Datei in Python öffnen?",
	"生成一个销售数据的 csv 文件",
	"如何读取这个文件",
	"サンプルのファイルを作成して",
	"1 加 1 等于几",
	"draw a sine wave",
])("the model is asked for %s", (request) => {
	expect(speaksOfFile(request)).toBe(false);
});

test("no file is asked for where one may be meant: given, made, of the operator, or talked about before", async () => {
	const request = "How many rows are in the attached file?";
	const given = fakeWorld({ says: [script("print(1)")] });
	await given.say(request, { files: [csv] });
	await given.work();
	expect(given.turn().state.kind).toBe("waiting");
	const shared = fakeWorld({ says: [script("print(1)")] });
	shared.world.data = [{ path: "/data/a.csv", size: 3 }];
	await shared.say(request);
	await shared.work();
	expect(shared.turn().state.kind).toBe("waiting");
	const talked = fakeWorld({ says: ["Hello.", script("print(1)")] });
	await talked.say("thanks");
	await talked.work();
	await talked.say(request);
	await talked.work();
	expect(talked.turn().state.kind).toBe("waiting");
	const earlier = fakeWorld({ says: [script("print(1)")] });
	earlier.world.history = [
		{ kind: "message", key: "k0", author: bob, text: "here it is", files: [csv], at: 1, midThread: false },
	];
	await earlier.say(request, { midThread: true, author: alice });
	await earlier.work();
	expect(earlier.turn().state.kind).toBe("waiting");
});
