// Code that nobody approves in time.

import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";
import { until, visible } from "./twin.ts";

let stage: Stage;
beforeAll(async () => {
	stage = await openStage({ APPROVAL_TTL_MIN: "0.05", RUN_TIMEOUT_S: "2", MAX_FIXES: "1" });
});
afterAll(() => stage?.close());

test("code that nobody approves in time expires, its buttons go, and the next question starts afresh", async () => {
	const { twin } = stage;
	const ts = await twin.say("<@U0BOT> say: print('late')");
	const card = await twin.withButton(ts, "Approve");
	await twin.saying(ts, /expired/i);
	await twin.click(card, "Approve");
	await twin.saying(ts, "This button no longer works");
	expect((await twin.thread(ts)).map(visible).join()).not.toContain("It ran");
	await twin.say("say: print('in time')", { thread: ts });
	await twin.click(await twin.withButton(ts, "Approve"), "Approve");
	await twin.saying(ts, "The program says: in time");
});

test("a program that runs too long is ended, explained, and given up after the last fix", async () => {
	const { twin } = stage;
	const ts = await twin.say("<@U0BOT> say: x = 1\nwhile True: pass");
	await twin.click(await twin.withButton(ts, "Approve"), "Approve");
	await twin.saying(ts, "It did not finish within 2 seconds.");
	await twin.click(await twin.withButton(ts, "Approve"), "Approve");
	await twin.saying(ts, "It still fails after 1 fix");
});

test("a look-alike that lost its messages closes its sessions quietly", async () => {
	const { twin } = stage;
	const ts = await twin.say("<@U0BOT> say: print('gone')");
	await twin.withButton(ts, "Approve");
	await twin.kill();
	await twin.start();
	await until(
		"the session to be closed",
		async () => stage.bot.log().includes(`"thread":"slack:T01TEST:C01GEN:${ts}","event":"thread_gone"`),
		60_000,
	);
	const fresh = await until("the bot to hear again", async () => {
		const said = await twin.say("<@U0BOT> say: print('new')");
		return twin.withButton(said, "Approve", 12_000).then(
			() => said,
			() => undefined,
		);
	});
	await twin.click(await twin.withButton(fresh, "Approve"), "Approve");
	await twin.saying(fresh, "The program says: new");
}, 120_000);
