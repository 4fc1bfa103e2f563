// Commands that take effect outside the Session: reset, and answers that cannot be posted.

import { expect, test } from "vitest";
import { carryOut } from "../../../src/core/commands/effects.ts";
import { BotError } from "../../../src/core/errors.ts";
import { script } from "../../fakes/world.ts";
import { answered, notAddressed, said } from "../threads.ts";

test("reset ends the turn in good order, closes the container, starts a new transcript, keeps the files, and says so", async () => {
	const bot = await answered({ says: [script("print(2)"), script("print(3)")] });
	await bot.say("and the mean?", notAddressed);
	await bot.work();
	await bot.say("reset", notAddressed);
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "stopped" });
	expect(bot.world.closed).toBe(1);
	expect(said(bot)).toEqual([
		"Started over\nI have forgotten the variables and the conversation; your files are still here.",
	]);
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(1);
	await bot.say("and now?", notAddressed);
	await bot.work();
	const request = bot.requests.at(-1)!;
	expect(request).toHaveLength(2);
	expect(request[1]?.content).toContain("File sales.csv");
	expect(request[1]?.content).not.toContain("how many rows?");
});

test("after reset nothing is left to run again or to export", async () => {
	const bot = await answered();
	const { tools } = bot.turn();
	await bot.say("reset", notAddressed);
	await bot.work();
	expect(Object.keys(bot.turn().tools ?? {})).toEqual(["feedback"]);
	expect(bot.tickets.has(tools?.rerun ?? "")).toBe(false);
	await bot.say("rerun", notAddressed);
	await bot.say("export", notAddressed);
	await bot.work();
	expect(
		said(bot)
			.slice(1)
			.map((one) => one.split("\n")[0]),
	).toEqual(["Nothing to rerun yet", "Nothing to export yet"]);
});

test("a question whether to forget that has no button says how to go on", async () => {
	const bot = await answered();
	const session = bot.session()!;
	const by = bot.turn().requester;
	const chore = { kind: "confirm", id: "k9", by } as const;
	await carryOut(bot.whole, { ...session, chores: [chore] }, chore, new AbortController().signal);
	expect(said(bot)).toEqual(["Forget this thread? Then please say “forget” once more; nothing was deleted."]);
});

test("a word whose answer cannot be posted does not hold up the thread", async () => {
	const bot = await answered({ says: [script("print(2)")] });
	bot.world.sayFails = new BotError("chat_refused", "Slack is out of order.");
	await bot.say("mention", notAddressed);
	await bot.work();
	expect(bot.session()).toMatchObject({ listens: "mention", chores: [], hasWork: false });
});
