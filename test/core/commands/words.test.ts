// Command words: which messages are commands.

import { expect, test } from "vitest";
import { fakeWorld, script } from "../../fakes/world.ts";
import { notAddressed } from "../threads.ts";

test("a command in a longer message is a question", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), script("print(2)")] });
	await bot.say("go");
	await bot.work();
	await bot.say("stop words in the text: count them", notAddressed);
	await bot.work();
	expect(bot.turn().attempts).toHaveLength(2);
	expect(bot.requests.at(-1)?.at(-1)?.content).toContain("stop words in the text");
});
