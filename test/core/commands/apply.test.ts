// Commands that change the Session: listening, the demo, what has to wait.

import { expect, test } from "vitest";
import { LOCALES } from "../../../src/core/locales.ts";
import { csv, fakeWorld, keyError, ok, script } from "../../fakes/world.ts";
import { answered, notAddressed, said } from "../threads.ts";

test("after `mention` only mentions are heard, after `thread` everything again, and each says so", async () => {
	const bot = await answered({ says: [script("print(1)"), script("print(2)")] });
	await bot.say("mention", notAddressed);
	await bot.work();
	expect(said(bot).at(-1)).toContain("only when you mention me");
	await bot.say("and the mean?", notAddressed);
	await bot.work();
	expect(bot.turn().request).toBe("how many rows?");
	await bot.say("and the mean?");
	await bot.work();
	expect(bot.turn().request).toBe("and the mean?");
	await bot.click("stop");
	await bot.work();
	await bot.say("thread");
	await bot.work();
	expect(said(bot).at(-1)).toContain("every message in this thread");
	await bot.say("and the median?", notAddressed);
	await bot.work();
	expect(bot.turn().request).toBe("and the median?");
});

test.each([
	["demo", "en", "Total amount per region"],
	["演示", "zh", "各地区总金额"],
])(
	"%s shows a program that fails for certain, and the model fixes it, each after an approval like any other",
	async (word, locale, title) => {
		const source = `import pandas as pd
import matplotlib.pyplot as plt
totals = pd.read_csv("sales.csv").groupby("region")["amount"].sum()
print(totals)
totals.plot.bar()
plt.savefig("totals.png")`;
		const bot = fakeWorld({
			says: [script(source), "It is 7."],
			does: [keyError(5), ok("7", ["totals.png"])],
		});
		await bot.say(word);
		await bot.work();
		expect(bot.put).toEqual(["sales.csv"]);
		expect(bot.turn()).toMatchObject({ state: { kind: "waiting" }, locale });
		expect(bot.requests).toEqual([]);
		expect(bot.turn().attempts[0]?.proposal).toMatchObject({ risks: [], source: expect.stringContaining(title) });
		await bot.click("approve");
		await bot.work();
		expect(bot.requests[0]?.at(-2)?.content).toContain("pd.to_datetime");
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.turn().attempts.at(-1)?.proposal.source.trim()).toBe(source);
		await bot.click("approve");
		await bot.work();
		expect(bot.end().kind).toBe("answered");
	},
);

test("the demo's request about somebody's own file goes to the model, and so does its second program after a rejection", async () => {
	const own = fakeWorld({ says: [script("print(7)")] });
	await own.say(LOCALES.en.demo.request, { files: [csv] });
	await own.work();
	expect(own.requests.length).toBeGreaterThan(0);
	const bot = fakeWorld({ says: [script("print(7)")] });
	await bot.say("demo");
	await bot.work();
	await bot.click("reject", { reason: "only East" });
	await bot.work();
	expect(bot.requests.length).toBeGreaterThan(0);
});

test("rerun and demo wait until what is open here has ended", async () => {
	const bot = fakeWorld({ says: [script("print(7)")] });
	await bot.say("go");
	await bot.work();
	await bot.say("demo", notAddressed);
	await bot.say("rerun", notAddressed);
	await bot.work();
	expect(said(bot).every((one) => one.startsWith("One thing at a time"))).toBe(true);
	expect(bot.turn().state.kind).toBe("waiting");
});
