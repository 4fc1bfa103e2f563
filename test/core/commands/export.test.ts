// The export command.

import { expect, test } from "vitest";
import { answered } from "../threads.ts";

test("Export posts a notebook and a script, and can be clicked again", async () => {
	const bot = await answered();
	await bot.click("export");
	await bot.work();
	await bot.click("export");
	await bot.work();
	expect(bot.asides.map(({ files }) => files.map(({ name }) => name))).toEqual([
		["thread.ipynb", "thread.py"],
		["thread.ipynb", "thread.py"],
	]);
	expect(bot.asides[0]?.files[0]).toMatchObject({ text: expect.stringContaining("sha of F1") });
	expect(bot.asides[0]?.files[0]).toMatchObject({ text: expect.stringContaining("rows: 10") });
});
