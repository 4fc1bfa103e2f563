// Questions about code that has run, and the same code for a new question.

import { describe, expect, test } from "vitest";
import { asksToExplain } from "../../../src/core/model/explaining.ts";
import { csv, ok, script } from "../../fakes/world.ts";
import { answered, march } from "../threads.ts";

const same = script("# adds nothing\nprint(open('sales.csv').read())\n");
const ask = async (says: string[], request: string, does = [ok("rows: 10")]) => {
	const bot = await answered({ says, does });
	await bot.say(request, { addressed: false });
	await bot.work();
	return bot;
};

describe("a request to explain the code", () => {
	test("is answered from it without a new program", async () => {
		const bot = await ask(["It reads sales.csv and counts its 10 rows."], "explain the code for my manager");
		expect(bot.end()).toEqual({ kind: "answered", text: "It reads sales.csv and counts its 10 rows." });
		expect(bot.turn().attempts).toEqual([]);
		expect(bot.requests.at(-1)?.at(-1)?.content).toContain("Explain the last script in plain words");
		expect(bot.requests.at(-1)?.slice(0, -1)).toEqual(bot.session()?.transcript.slice(0, -2));
	});

	test("asks the model once more for words if it sends code, and shows nobody the same code", async () => {
		const bot = await ask([same, "It reads the file."], "解释一下代码");
		expect(bot.requests.at(-1)?.at(-1)?.content).toContain("No new script is wanted.");
		expect(bot.end()).toMatchObject({ kind: "answered", text: "It reads the file." });
		const insisting = await ask([same, same], "was macht der Code?");
		expect(insisting.end()).toMatchObject({
			kind: "gave_up",
			sentence: expect.stringContaining("nothing new to approve"),
		});
		expect(insisting.runs).toHaveLength(1);
	});

	test("may name numbers of the code, and none that stands nowhere", async () => {
		const told = (words: string) => ask([words, words], "what does the code do?");
		expect((await told("It counts 17 rows.")).end().kind).toBe("gave_up");
		expect((await told("It counts 10 rows.")).end().kind).toBe("answered");
	});

	const session = (name: string, ran = 1) =>
		({
			uploads: [
				{ ...csv, as: csv.name, state: { kind: "stored", profile: { format: "csv", notes: [], columns: [{ name }] } } },
			],
			ran: Array.from({ length: ran }),
		}) as unknown as Parameters<typeof asksToExplain>[0];
	const turn = (request: string) =>
		({ request, uploads: [], attempts: [] }) as unknown as Parameters<typeof asksToExplain>[1];

	test.each([
		"explain the code for my manager",
		"Can you explain in plain words what the script does?".replace("what the script does", "the script"),
		"what does this code do?",
		"How did you calculate the average?",
		"walk me through the calculation",
		"解释一下代码",
		"这段代码是什么意思？",
		"这个数是怎么算出来的?",
		"Erkläre bitte den Code",
		"was macht das Programm?",
		"コードを説明してください",
		"코드를 설명해 주세요",
	])("is known in many words: %s", (request) => {
		expect(asksToExplain(session("amount"), turn(request))).toBe(true);
		expect(asksToExplain(session("amount", 0), turn(request))).toBe(false);
	});

	test.each([
		"explain why sales fell in March",
		"describe the data",
		"count the rows by country code",
		"describe the code column",
		"explain the code and add a chart",
		"what does the program cost per month?",
		"解释一下为什么三月下降",
		"按代码统计数量",
		"write code that explains the variance",
	])("is not seen in what asks for something else: %s", (request) => {
		expect(asksToExplain(session("amount"), turn(request))).toBe(false);
	});

	test("is doubtful where a column is called so", () => {
		expect(asksToExplain(session("country_code"), turn("explain the code"))).toBe(false);
	});
});

describe("the program that has just run", () => {
	test("is not asked about again for a new question: the model is told once, then people are", async () => {
		const bot = await ask([same, same], "and which city is best?");
		expect(bot.requests.at(-1)?.at(-1)?.content).toContain("This is the same script that has just run");
		expect(bot.turn().attempts).toEqual([]);
		expect(bot.end()).toMatchObject({
			kind: "gave_up",
			sentence:
				"The model proposed the program that has just run, so there is nothing new to approve; say what should be different, for example another column, period or chart.",
		});
	});

	test("gives way to a changed one, or to words", async () => {
		const bot = await ask([same, script("print(2)")], "and which city is best?");
		expect(bot.turn().state.kind).toBe("waiting");
		const inWords = await ask([same, "There are 10 rows."], "what was the number again?");
		expect(inWords.end()).toMatchObject({ kind: "answered", text: "There are 10 rows." });
	});

	test("is asked about if the question is the same, the file is new or variables were lost", async () => {
		expect((await ask([same], "How many rows?!")).turn().state.kind).toBe("waiting");
		const fresh = await answered({ says: [same] });
		await fresh.say("and this one?", { files: [march], addressed: false });
		await fresh.work();
		expect(fresh.turn().state.kind).toBe("waiting");
		const lost = await answered({ says: [same] });
		lost.world.generation = "g2";
		await lost.say("and which city?", { addressed: false });
		await lost.work();
		expect(lost.turn().state.kind).toBe("waiting");
	});
});
