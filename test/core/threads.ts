// Threads that have come to a state, for the tests of core.

import { expect } from "vitest";
import type { Person } from "../../src/core/domain.ts";
import { csv, fakeWorld, ok, script, thread } from "../fakes/world.ts";

type Options = Parameters<typeof fakeWorld>[0];

export const carol: Person = { id: "U3", name: "Carol", trust: "member", groups: ["S1"] };
export const march = { ...csv, id: "F2", name: "march.csv" };
export const broken = script("df['date']");
export const fixed = script("# the column is created_at\nprint(df['created_at'])");
export const notAddressed = { addressed: false };

/** What the bot said beside its Turns. */
export const said = (bot: ReturnType<typeof fakeWorld>) =>
	bot.asides.map(({ title, lines }) => [title, ...lines].join("\n"));

/** A bot whose code waits for a click. */
export async function waiting(options: Options = {}, text = "go") {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [ok("1")], ...options });
	bot.people.set(carol.id, carol);
	await bot.say(text, { files: [csv] });
	await bot.work();
	return bot;
}

/** One question answered after one approval. */
export async function answered(options: Options = {}) {
	const bot = fakeWorld({
		says: [script("print(open('sales.csv').read())"), "There are 10 rows.", ...(options.says ?? [])],
		does: [ok("rows: 10"), ...(options.does ?? [])],
		...(options.settings === undefined ? {} : { settings: options.settings }),
	});
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
	return bot;
}

/** The stored Session of a Thread whose code waits, to be changed by hand. */
export async function held() {
	const bot = fakeWorld({ says: [script("print(1)")] });
	await bot.say("go");
	await bot.work();
	const session = bot.session()!;
	return { bot, session, moment: { thread, now: 2_000_000 } };
}

/** The stored Session of a Thread whose question is answered, to be changed by hand. */
export async function done() {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [{ output: "1" }] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	const session = bot.session()!;
	return { bot, session, moment: { thread, now: 2_000_000 } };
}
