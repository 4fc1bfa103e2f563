// The end of a Turn: what is said, and which buttons are left.

import { expect, test } from "vitest";
import { stageOf } from "../../../src/adapters/posts/turn-text.ts";
import { BotError } from "../../../src/core/errors.ts";
import { textsIn } from "../../../src/core/locales.ts";
import { csv, fakeWorld, keyError, script } from "../../fakes/world.ts";
import { answered, notAddressed } from "../threads.ts";

test("when a question follows, the buttons of the turn before are gone and closed", async () => {
	const bot = await answered({ says: [script("print(2)")] });
	const before = bot.turn();
	await bot.say("and the mean?", notAddressed);
	await bot.work();
	// The answer can still be judged.
	expect(Object.keys(bot.shown.findLast(({ id }) => id === before.id)?.tools ?? {})).toEqual(["feedback"]);
	expect(bot.tickets.has(before.tools?.rerun ?? "")).toBe(false);
	expect(bot.tickets.has(before.tools?.export ?? "")).toBe(false);
});

test.each([
	["before any output", [], [], "Nothing was run, and nothing was changed."],
	["after progress", [script("df['date']")], [keyError()], "What was run so far is shown above; nothing else was run."],
] as const)("a model that fails %s is told by stage", async (_when, says, does, sentence) => {
	const down = new BotError("model_down", "The model server does not answer; start it, then try again.");
	const bot = fakeWorld({ says: [...says, down], does: [...does] });
	await bot.say("go", { files: [csv] });
	await bot.work();
	if (says.length > 0) await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "failed" });
	expect(stageOf(bot.turn(), textsIn("en"))).toBe(sentence);
});
