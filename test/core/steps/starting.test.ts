// The step that starts a program: an approval counts for the kernel it was given for.

import { expect, test } from "vitest";
import { fakeWorld, ok, script } from "../../fakes/world.ts";

test("code that was shown for another kernel is shown again and not run", async () => {
	const bot = fakeWorld({ says: [script("x = 1\nprint(x)"), "1", script("print(x)"), "1"], does: [ok("1"), ok("1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await bot.say("and now?");
	await bot.work();
	bot.world.generation = "g2";
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(1);
	expect(bot.turn()).toMatchObject({ state: { kind: "waiting" }, attempts: [{ approval: { generation: "g2" } }] });
	expect(bot.turn().passing?.at(-1)).toContain("approve it again");
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test("where nothing ran yet, an approval holds in the next kernel: it has no variables to lose", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [ok("1")] });
	await bot.say("go");
	await bot.work();
	bot.world.generation = "g2";
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toMatchObject([{ generation: "g2" }]);
	expect(bot.end().kind).toBe("answered");
});
