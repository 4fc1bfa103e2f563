// Files that stand in for older ones in a rerun.

import { expect, test } from "vitest";
import { rerunSentence } from "../../../src/core/steps/remembered-runs.ts";
import { run, turn } from "../../adapters/turns.ts";
import { ok } from "../../fakes/world.ts";
import { answered, march, notAddressed } from "../threads.ts";

test("a new file of the same shape stands in for the old one, on the card and in the outcome", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	await bot.say("", { ...notAddressed, files: [march] });
	await bot.work();
	expect(bot.end().kind).toBe("received");
	expect(bot.turn().tools).toMatchObject({ standIn: { name: "march.csv" } });
	await bot.click("rerun");
	await bot.work();
	expect(bot.runs[1]?.standIns).toEqual([{ file: march, name: "march.csv", as: "sales.csv" }]);
	expect(bot.runs[1]?.source).toBe(bot.runs[0]?.source);
	expect(bot.turn().attempts[0]?.proposal.why).toBe("The same code again, on march.csv instead of sales.csv.");
	expect(bot.end()).toMatchObject({
		sentence: "in 0.0 s, on march.csv (10 rows) instead of sales.csv, without the model.",
	});
});

test("rerun said with a file runs on that file, once approved", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	await bot.say("rerun", { ...notAddressed, files: [march] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.runs[1]?.standIns).toEqual([{ file: march, name: "march.csv", as: "sales.csv" }]);
});

test("a file that Slack delivers after the word is still taken into account", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	await bot.say("rerun", { ...notAddressed, key: "late" });
	await bot.work();
	expect(bot.turn().rerun?.standIn).toBeUndefined();
	await bot.say("rerun", { ...notAddressed, key: "late", files: [march] });
	await bot.work();
	expect(bot.turn().attempts).toHaveLength(1);
	await bot.click("approve");
	await bot.work();
	expect(bot.runs[1]?.standIns?.[0]?.name).toBe("march.csv");
});

test("a rerun that fails is told in the language of its thread", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	await bot.say("", { ...notAddressed, files: [march] });
	await bot.work();
	await bot.click("rerun");
	await bot.work();
	const session = bot.session();
	const { rerun } = bot.turn();
	if (session === undefined) throw new Error("no Session");
	const error = { name: "FileNotFoundError", message: "There is no file x.csv.", trace: "" };
	const failed = run({ outcome: "failed", error, durationMs: 2000 });
	expect(rerunSentence(session, turn({ locale: "zh", ...(rerun === undefined ? {} : { rerun }) }), failed)).toBe(
		"2.0 秒后失败，数据为 march.csv（10 行，代替 sales.csv）：FileNotFoundError: 没有文件 x.csv。请在这里告诉我需要改什么。",
	);
});
