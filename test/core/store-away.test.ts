// Redis is away for a moment in the middle of a step: nothing is decided, and the step is taken again.

import { expect, test } from "vitest";
import { StoreAway } from "../../src/core/errors.ts";
import { fakeWorld, ok, script } from "../fakes/world.ts";

test("a question is not ended because the store did not answer once; it goes on when it does", async () => {
	const bot = fakeWorld({ says: [script("print(10)"), "There are 10."], does: [ok("10")] });
	await bot.say("how many rows?");
	await bot.work();
	await bot.click("approve");
	const { posts } = bot.whole.store;
	const { find } = posts;
	const away = async () => {
		throw new StoreAway("Redis does not answer.");
	};
	Object.assign(posts, { find: away });
	await expect(bot.work()).rejects.toThrow(StoreAway);
	expect([bot.turn().state.kind, bot.runs]).toEqual(["running", []]);
	Object.assign(posts, { find });
	await bot.work();
	expect([bot.end().kind, bot.runs.length]).toEqual(["answered", 1]);
});
