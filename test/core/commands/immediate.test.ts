// Commands that are answered at once.

import { expect, test } from "vitest";
import { bob, fakeWorld, script } from "../../fakes/world.ts";
import { answered, notAddressed, said } from "../threads.ts";

test("stop as a word stops a run at once, and the word does not wait for it", async () => {
	const bot = fakeWorld({
		says: [script("while True: pass")],
		does: [
			async ({ signal }) => {
				await bot.say("stop", notAddressed);
				return { outcome: signal.aborted ? "cancelled" : "ok", output: "" };
			},
		],
	});
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "stopped", by: { name: "Alice" } });
});

test.each(["stop", "reset", "forget"])("somebody who may not is told so, and %s does nothing", async (word) => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	await bot.say("go");
	await bot.work();
	await bot.say(word, { ...notAddressed, author: bob });
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(said(bot)).toEqual(["Only Alice or an approver may do that."]);
	expect(bot.world.closed).toBe(0);
	expect(bot.audited.at(-1)).toMatchObject({ event: "word_refused", by: bob.id, word });
});

test("help lists every word; said as the first message it opens nothing", async () => {
	const bot = fakeWorld();
	await bot.say("help");
	await bot.work();
	const [help] = said(bot);
	for (const word of ["stop", "停止", "status", "reset", "rerun", "重跑", "export", "导出", "demo", "forget", "忘记"]) {
		expect(help).toContain(word);
	}
	expect(bot.session()?.turn).toBeUndefined();
	expect(bot.session()?.hasWork).toBe(false);
});

test("help begins with questions for the files at hand, or with how to give one", async () => {
	const bot = await answered();
	await bot.say("help", notAddressed);
	expect(bot.asides.at(-1)?.lines.slice(0, 2)).toEqual([
		"For example:",
		"• How many rows does sales.csv have, and where are values missing?",
	]);
	const fresh = fakeWorld();
	await fresh.say("help");
	expect(fresh.asides.at(-1)?.lines[0]).toContain("Attach a CSV");
});

test("a word that is delivered twice is answered once", async () => {
	const bot = fakeWorld();
	await bot.say("status", { key: "same" });
	await bot.say("status", { key: "same" });
	expect(bot.asides).toHaveLength(1);
});
