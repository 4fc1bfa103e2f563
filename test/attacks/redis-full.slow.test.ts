// Attacks on the room that Redis has, on the real bot: what cannot be stored is not acknowledged, and all goes on once there is room.

import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "../e2e/stage.ts";
import { codeIn, until } from "../e2e/twin.ts";
import { openSlackProxy, type SlackProxy } from "../proxies/slack.ts";

const COUNTED = "open('count.txt', 'a').write('x')\nprint('times:', len(open('count.txt').read()))";

let stage: Stage;
let slack: SlackProxy;
beforeAll(async () => {
	stage = await openStage({}, async (twin) => {
		slack = await openSlackProxy(twin.url);
		slack.share = "one";
		return slack.apiUrl;
	});
});
afterAll(async () => {
	await stage?.close();
	await slack?.close();
});

const full = () => stage.redis.ask("CONFIG SET maxmemory 1");
const room = () => stage.redis.ask("CONFIG SET maxmemory 0");

test("a message that Redis has no room for is not acknowledged; Slack sends it again, and it is answered once (R03)", async () => {
	const before = slack.deliveries.length;
	const deliveries = () => slack.deliveries.slice(before);
	slack.patience = 3000;
	await full();
	const saying = stage.twin.say(`<@U0BOT> say: ${COUNTED}`);
	await until("the refusal in the log", () => stage.bot.log().includes("OOM"));
	expect(deliveries().map(({ answered }) => answered)).toEqual([undefined]);
	await room();
	const ts = await saying;
	await stage.approve(ts);
	await stage.twin.saying(ts, "The program says: times: 1");
	const [first] = deliveries();
	const copies = deliveries().filter(({ id }) => id === first?.id);
	expect(copies.map(({ answered }) => answered?.status)).toEqual([200, 200]);
	expect((await stage.twin.thread(ts)).filter((said) => codeIn(said).length > 0)).toHaveLength(1);
	slack.patience = Number.POSITIVE_INFINITY;
});

test("a click while Redis has no room is taken once there is some, and the code runs once (R03)", async () => {
	const ts = await stage.propose(COUNTED);
	const card = await stage.twin.withButton(ts, "Approve");
	await full();
	await stage.twin.click(card, "Approve").catch(() => {});
	await until("the refusal in the log", () => stage.bot.log().split("OOM").length > 3);
	await room();
	await stage.twin.click(card, "Approve");
	await stage.twin.saying(ts, "The program says: times: 1", 50_000);
	expect(stage.bot.dead()).toBe(false);
});
