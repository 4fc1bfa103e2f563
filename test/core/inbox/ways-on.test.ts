// Ways on from a question that was given up: in other words, with what there is, or with the code in one's own hands.

import { describe, expect, test } from "vitest";
import { view } from "../../../src/adapters/slack/view.ts";
import type { Run } from "../../../src/core/domain.ts";
import { bob, csv, fakeWorld, keyError, script } from "../../fakes/world.ts";

const CODE = "print('never')\n";
const chart = (id: string, name = "chart.png", size = 9) => ({ id, name, size, sha256: "c" });
const halfDone: Partial<Run> = { ...keyError(), output: "rows: 10\n", artifacts: [chart("a1")] };

/** A question that was given up, after Runs with these outcomes. */
async function givenUp(...does: readonly Partial<Run>[]) {
	const says = does.map((_, at) => script(at === does.length - 1 ? CODE : `print(${at})`));
	const bot = fakeWorld({ says, does: [...does], settings: { maxFixes: does.length - 1 } });
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	for (const _ of does) {
		await bot.click("approve");
		await bot.work();
	}
	expect(bot.end().kind).toBe("gave_up");
	return bot;
}

describe("Say it differently", () => {
	test("begins with the words of the question, and asks it anew in those that are sent", async () => {
		const bot = await givenUp(keyError());
		await bot.click("reword");
		expect(bot.forms).toEqual(["how many rows?"]);
		expect(bot.turn().tools?.reword).toBeDefined();
		const { id } = bot.turn();
		bot.whole.model.reply = async (request) => {
			bot.requests.push(request.messages);
			return { text: script("print(2)"), finish: "stop", promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
		};
		await bot.click("reword", { reason: "count the lines" });
		await bot.work();
		expect(bot.turn()).toMatchObject({ request: "count the lines", requester: { id: "U1" } });
		expect(bot.turn().id).not.toBe(id);
		expect(bot.turn().notices).toContain("Alice asks: “count the lines”");
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.requests.at(-1)?.at(-1)?.content).toContain("count the lines");
		expect(bot.runs).toHaveLength(1);
	});

	test("who asked before still counts as somebody who gave a part of it", async () => {
		const bot = await givenUp(keyError());
		bot.people.set("U2", bob);
		await bot.click("reword", { reason: "count the lines" });
		await bot.work().catch(() => {});
		expect(bot.turn().speakers).toContainEqual({
			by: expect.objectContaining({ id: "U1" }),
			key: "k1",
			gave: "earlier",
		});
	});

	test("gives the words back where somebody was faster", async () => {
		const bot = await givenUp(keyError());
		const token = bot.turn().tools?.reword ?? "";
		await bot.click("reword", { reason: "count the lines", token });
		await bot.work().catch(() => {});
		await bot.click("reword", { reason: "only 2024", token });
		expect(bot.told.at(-1)).toContain("write it in the thread instead: “only 2024”");
	});

	test("is for whoever asked and for approvers", async () => {
		const bot = await givenUp(keyError());
		await bot.click("reword", { by: "U2" });
		expect(bot.told.at(-1)).toContain("Only Alice or an approver");
		expect(bot.forms).toEqual([]);
	});
});

describe("Show what there is", () => {
	test("posts output and files of the attempts, the newest first, called partial", async () => {
		const bot = await givenUp(halfDone, {
			...keyError(),
			output: "rows: 9\n",
			artifacts: [chart("a2"), chart("a3", "b.csv")],
		});
		await bot.click("partial");
		await bot.work();
		const aside = bot.asides.at(-1);
		expect(aside?.title).toBe("Partial results");
		expect(aside?.lines).toEqual([
			expect.stringContaining("None of this is an answer"),
			"From attempt 2: chart.png, b.csv, attempt-2-output.txt",
			"From attempt 1: attempt-1-output.txt",
		]);
		expect(aside?.files).toEqual([
			{ name: "chart.png", artifact: chart("a2") },
			{ name: "b.csv", artifact: chart("a3", "b.csv") },
			{ name: "attempt-2-output.txt", text: "rows: 9\n" },
			{ name: "attempt-1-output.txt", text: "rows: 10\n" },
		]);
		expect(bot.turn().tools?.partial).toBeUndefined();
		expect(bot.runs).toHaveLength(2);
	});

	test("what is too much for one message is named", async () => {
		const files = Array.from({ length: 10 }, (_, at) => chart(`a${at}`, `${at}.png`));
		const bot = await givenUp({ ...keyError(), artifacts: [chart("big", "big.csv", 9_000_000), ...files] });
		await bot.click("partial");
		await bot.work();
		expect(bot.asides.at(-1)?.files).toHaveLength(8);
		expect(bot.asides.at(-1)?.lines.at(-1)).toBe("Too much for one message, so not posted: big.csv, 8.png, 9.png");
	});

	test("is not offered where the thread shows all of it", async () => {
		expect((await givenUp(keyError())).turn().tools?.partial).toBeUndefined();
		expect((await givenUp({ ...keyError(), output: "rows: 10" })).turn().tools?.partial).toBeUndefined();
		expect((await givenUp(halfDone)).turn().tools?.partial).toBeDefined();
		expect((await givenUp({ ...keyError(), output: "row\n".repeat(50) })).turn().tools?.partial).toBeDefined();
	});

	test("nothing of a question that was given up has a green tick", async () => {
		const bot = await givenUp(halfDone);
		const drafts = view({ turn: bot.turn(), uploads: [], now: 0, attached: new Set() });
		expect(JSON.stringify(drafts)).not.toContain("✅");
		expect(JSON.stringify(drafts)).toContain("Partial output, not checked");
	});
});

describe("Give me the code", () => {
	test("hands out the last code as it was, with its hash and how to run it, and runs nothing", async () => {
		const bot = await givenUp(keyError(), keyError());
		const { sha256 } = bot.turn().attempts[1]!.proposal;
		await bot.click("code");
		await bot.work();
		expect(bot.asides.at(-1)).toMatchObject({
			title: "The last code, as a file",
			lines: [
				expect.stringContaining("python attempt-2.py"),
				`sha256 ${sha256}`,
				expect.stringContaining("not run it again"),
			],
			files: [{ name: "attempt-2.py", text: CODE }],
		});
		expect(bot.runs).toHaveLength(2);
		expect(bot.turn().state.kind).toBe("ended");
	});

	test("comes although somebody asks something else in the same breath", async () => {
		const bot = await givenUp(keyError());
		await bot.click("code");
		await bot.say("stop");
		await bot.say("something else");
		await bot.work().catch(() => {});
		expect(bot.asides.some(({ title }) => title === "The last code, as a file")).toBe(true);
	});

	test("is taken once", async () => {
		const bot = await givenUp(keyError());
		const token = bot.turn().tools?.code ?? "";
		await bot.click("code", { token });
		await bot.work();
		await bot.click("code", { token });
		expect(bot.told.at(-1)).toContain("no longer works");
	});
});

test("a step that failed and a question that was given up have the same button to go on", async () => {
	const bot = await givenUp(keyError());
	expect(bot.turn().tools?.again).toBeDefined();
	const failing = fakeWorld({ says: [new Error("a fault of ours")] });
	await failing.say("go");
	await failing.work();
	expect(failing.end()).toMatchObject({ kind: "failed", during: "writing" });
	expect(Object.keys(failing.turn().tools ?? {})).toEqual(["again"]);
});
