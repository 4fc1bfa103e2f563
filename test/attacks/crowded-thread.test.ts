// Attacks with much text, on the real bot: a thread of a thousand messages, a message of 400 kB, and words that must stay in the chat.

import { afterAll, beforeAll, expect, test } from "vitest";
import { csv, openStage, type Stage } from "../e2e/stage.ts";
import { codeIn } from "../e2e/twin.ts";

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(() => stage?.close());

/** Characters of the newest request to the model. */
const asked = () => (stage.model.asked.at(-1) ?? []).map(({ content }) => content).join("\n");

test("a mention under a thousand messages is answered from the newest of them, with a prompt of bounded length (L03)", async () => {
	const { twin } = stage;
	const ts = await twin.say("the first of many");
	for (let sent = 0; sent < 1000; sent += 50) {
		const some = Array.from({ length: 50 }, (_, at) =>
			twin.say(`${"word ".repeat(60)}number ${sent + at}.`, { thread: ts }),
		);
		await Promise.all(some);
	}
	await twin.say("<@U0BOT> say: print('heard')", { thread: ts });
	await twin.find(ts, "the code", (said) => codeIn(said).join().includes("heard"));
	expect(asked().length).toBeLessThan(8000);
	expect(asked()).toMatch(/number 9\d\d\./);
	expect(asked()).not.toContain("number 1.");
});

test("a message of 400 kB is answered, and another thread's question meanwhile, too (L04)", async () => {
	const { twin } = stage;
	const long = await twin.say(`<@U0BOT> ${"many words ".repeat(36_000)}\nsay: print('long')`);
	const short = await twin.say("<@U0BOT> say: print('short')");
	await twin.find(short, "the code", (said) => codeIn(said).join().includes("short"));
	await twin.find(long, "the code", (said) => codeIn(said).join().includes("long"));
});

test("what people say, upload and run stays out of the bot's log, at its most talkative (R06)", async () => {
	const { twin, bot } = stage;
	const from = bot.log().length;
	const code = "print(open('private-name.csv').read() + 'word-in-the-code')\nprint(1 / 0)  # word-in-a-comment";
	const ts = await stage.propose(code, { "private-name.csv": `${csv}4,2024-01-01,word-in-the-file\n` });
	await stage.approve(ts);
	await twin.saying(ts, "word-in-the-file");
	await twin.saying(ts, "ZeroDivisionError");
	await twin.say("word-in-a-message", { thread: ts });
	await twin.find(ts, "the next version", (said) => codeIn(said).join().includes("with the addition"));
	const log = bot.log().slice(from);
	// The log tells of it all the same.
	for (const event of ["message", "click"]) expect(log).toContain(`"event":"${event}"`);
	expect(log.match(/word-in-\S{1,20}|private-name|say: print|ZeroDivision\S*/g) ?? []).toEqual([]);
});
