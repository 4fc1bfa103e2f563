// Progress inside a step, as people see it.

import { expect, test } from "vitest";
import { fakeWorld, script } from "../../fakes/world.ts";

test("while all sandboxes are in use people see their place in the line", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	bot.world.places = [2, 1];
	await bot.say("go");
	await bot.work();
	const queued = bot.lives.filter(({ phase }) => phase === "queued");
	expect(queued.map(({ queue }) => queue)).toEqual([
		{ for: "sandbox", position: 2 },
		{ for: "sandbox", position: 1 },
	]);
	expect(bot.turn().state.kind).toBe("waiting");
});
