// The bot, Redis and the look-alike are killed and come back: every thread goes on, nothing runs twice, nothing is lost.

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openSlackProxy, type SlackProxy } from "../proxies/slack.ts";
import { csv, openStage, type Stage } from "./stage.ts";
import { codeIn, until, visible } from "./twin.ts";

let stage: Stage;
let relay: SlackProxy;
beforeAll(async () => {
	stage = await openStage({}, async (twin) => {
		relay = await openSlackProxy(twin.url);
		return relay.apiUrl;
	});
});
beforeEach(() => {
	relay.after = async () => {};
	stage.model.pace = 0;
});
afterAll(async () => {
	await stage?.close();
	await relay?.close();
});

const COUNTED = "open('count.txt', 'a').write('x')\nprint('times:', len(open('count.txt').read()))";

const again = async () => {
	await stage.bot.kill();
	await stage.bot.start();
};
/** Messages of the bot in the thread that show code. */
const cards = async (ts: string) => (await stage.twin.thread(ts)).filter((said) => codeIn(said).length > 0);

test("the bot is killed while the model writes: it goes on in the same message", async () => {
	const { twin, model } = stage;
	model.pace = 200;
	const ts = await twin.upload(`<@U0BOT> say: ${COUNTED}`, { "data.csv": csv });
	await twin.saying(ts, /Writing/i);
	await stage.bot.kill();
	model.pace = 0;
	await stage.bot.start();
	await stage.approve(ts);
	await twin.saying(ts, "The program says: times: 1");
	expect((await twin.thread(ts)).filter((said) => /Writing/i.test(visible(said)))).toEqual([]);
	expect(await cards(ts)).toHaveLength(1);
});

test("the bot is killed while code waits: the old button still works", async () => {
	const { twin } = stage;
	const ts = await stage.propose(COUNTED);
	await again();
	await stage.approve(ts);
	await twin.saying(ts, "The program says: times: 1");
	expect(await cards(ts)).toHaveLength(1);
});

test("F01 the bot is killed while a program runs: the run is picked up and not repeated", async () => {
	const { twin } = stage;
	const ts = await stage.propose(`import time\ntime.sleep(4)\n${COUNTED}`);
	await stage.approve(ts);
	await twin.saying(ts, "Running");
	await again();
	await twin.saying(ts, "The program says: times: 1");
	// The answer does not wait until the card above it says so.
	await until("the outcome on the card", async () => /It (ran|worked)/.test((await cards(ts)).map(visible).join()));
	expect(await cards(ts)).toHaveLength(1);
});

test("a program that ended while the bot was away is reported", async () => {
	const { twin } = stage;
	const ts = await stage.propose(`import time\ntime.sleep(1)\n${COUNTED}`);
	await stage.approve(ts);
	await twin.saying(ts, "Running");
	await stage.bot.kill();
	await new Promise((resolve) => setTimeout(resolve, 2000));
	await stage.bot.start();
	await twin.saying(ts, "The program says: times: 1");
});

test("the bot is killed between a post and its saving: the post is found again, not sent again", async () => {
	const { twin } = stage;
	let killed = false;
	relay.after = async (method) => {
		if (method !== "chat.postMessage" || killed) return;
		killed = true;
		await stage.bot.kill();
	};
	const ts = await twin.say(`<@U0BOT> say: ${COUNTED}`);
	await until("the kill", () => killed);
	const before = (await twin.thread(ts)).length;
	expect(before).toBe(2);
	await stage.bot.start();
	await stage.approve(ts);
	await twin.saying(ts, "The program says: times: 1");
	// The request, the card, the files of the run, the answer.
	expect((await twin.thread(ts)).map((said) => visible(said).split("\n")[0])).toHaveLength(4);
});

test("the bot is killed between a click and its run: the run happens once", async () => {
	const { twin } = stage;
	const ts = await stage.propose(COUNTED);
	const clicks = () => stage.bot.log().split('"event":"click"').length;
	const before = clicks();
	await stage.approve(ts);
	await until("the click to be stored", () => clicks() > before);
	await stage.bot.kill();
	await stage.bot.start();
	await twin.saying(ts, "The program says: times: 1");
});

test("a message that came just before the kill is answered after it", async () => {
	const { twin } = stage;
	const ts = await twin.say(`<@U0BOT> say: ${COUNTED}`);
	await until("the message to be stored", () => stage.bot.log().includes(`${ts}","receipt":"new"`));
	await again();
	await stage.approve(ts);
	await twin.saying(ts, "The program says: times: 1");
});

test("F14 Redis is killed and comes back: waiting code can still be approved, and a running program is reported", async () => {
	const { twin, redis } = stage;
	const waiting = await stage.propose(COUNTED);
	const running = await stage.propose(`import time\ntime.sleep(3)\n${COUNTED}`);
	await stage.approve(running);
	await twin.saying(running, "Running");
	await redis.kill();
	await new Promise((resolve) => setTimeout(resolve, 1000));
	// A click that cannot be stored is said to the person, and changes nothing.
	await stage.approve(waiting);
	await twin.saying(waiting, "could not be saved");
	await redis.restart();
	await until("the click to be taken", async () => {
		const card = (await twin.thread(waiting)).find((said) => codeIn(said).length > 0);
		if (card !== undefined && /Approved by/.test(visible(card))) return true;
		await stage.approve(waiting).catch(() => {});
		await new Promise((resolve) => setTimeout(resolve, 500));
		return false;
	});
	await twin.saying(waiting, "The program says: times: 1", 60_000);
	await twin.saying(running, "The program says: times: 1", 60_000);
}, 120_000);

test("the container is removed while a program runs: people are told, and may approve it again", async () => {
	const { twin } = stage;
	// The first run lasts, however long the removal takes.
	const first = [
		"import os, time",
		"if not os.path.exists('begun'):",
		"    open('begun', 'w').close()",
		"    print('now', 'under way', flush=True)",
		"    time.sleep(25)",
	];
	const ts = await stage.propose([...first, COUNTED].join("\n"));
	await stage.approve(ts);
	await twin.saying(ts, "now under way");
	await stage.bot.removeContainers();
	await twin.saying(ts, "The run was lost");
	await stage.approve(ts);
	await twin.saying(ts, "The program says: times: 1");
});
