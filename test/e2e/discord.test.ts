// The main job on Discord, with real parts: unmodified discord.js, a look-alike we did not write, Redis, Docker, an HTTP model server.

import { afterAll, beforeAll, expect, test } from "vitest";
import { startRedis, type TestRedis } from "../fakes/redis.ts";
import {
	alice,
	bob,
	botUser,
	codeIn,
	type DiscordTwin,
	direct,
	mention,
	openDiscordTwin,
	type Said,
	token,
} from "./discord-twin.ts";
import { type Player, startPlayer } from "./model.ts";
import { type BotProcess, botProcess } from "./process.ts";
import { csv, recorded } from "./stage.ts";
import { until } from "./twin.ts";

let redis: TestRedis;
let twin: DiscordTwin;
let model: Player;
let bot: BotProcess;
beforeAll(async () => {
	[redis, twin, model] = await Promise.all([startRedis(), openDiscordTwin(), startPlayer(recorded)]);
	bot = await botProcess({
		REDIS_URL: redis.url,
		MODEL_BASE_URL: model.url,
		DISCORD_TOKEN: token,
		DISCORD_API_URL: twin.apiUrl,
		DISCORD_FILE_HOSTS: twin.url,
	});
	await bot.start();
}, 120_000);
afterAll(async () => {
	await bot?.remove();
	await Promise.all([model?.close(), twin?.stop(), redis?.stop()]);
});

async function propose(source: string): Promise<{ ts: string; card: Said }> {
	const ts = await twin.say(`${mention} say: ${source}`);
	return { ts, card: await twin.withButton(ts, "Approve") };
}
const texts = async (ts: string) => (await twin.thread(ts)).map(({ text }) => text).join("\n");

test("a CSV with a question: a thread, KeyError, a fixed version, and the parquet and the chart in the thread", async () => {
	const ts = await twin.upload(
		`${mention} read data.csv, drop the empty rows, turn the date column into datetime, save as clean_data.parquet`,
		{ "data.csv": csv },
	);
	await twin.saying(ts, "Got **data.csv**: 4 rows × 3 columns");
	const first = await twin.withButton(ts, "Approve");
	expect(codeIn(first).join("")).toContain('df["date"] = pd.to_datetime(df["date"])');
	await twin.click(first, "Approve");
	const failed = await twin.saying(ts, "KeyError: 'date'");
	expect(failed.ts).toBe(first.ts);
	const second = await twin.saying(ts, "Fix 1 of 3 to approve");
	expect(await texts(ts)).toContain("There is no column date; the closest is created\\_at.");
	await twin.click(second, "Approve");
	await twin.saying(ts, "The program says: rows: 3");
	const all = (await twin.thread(ts)).flatMap(({ user, files }) => (user === botUser ? files : []));
	// Beside the code of cards that are over.
	const files = all.filter(({ name }) => !name.startsWith("attempt-"));
	expect(files.map(({ name }) => name).toSorted()).toEqual(["amount.png", "clean_data.parquet"]);
	const png = await fetch(files.find(({ name }) => name.endsWith("png"))?.url ?? "");
	expect(new Uint8Array(await png.arrayBuffer()).slice(1, 4)).toEqual(new TextEncoder().encode("PNG"));
});

test("a follow-up without a mention keeps the variables", async () => {
	const { ts, card } = await propose("kept = 41\nprint('set')");
	await twin.click(card, "Approve");
	await twin.saying(ts, "The program says: set");
	await twin.say("say: print(kept + 1)", { thread: ts });
	await twin.click(await twin.withButton(ts, "Approve"), "Approve");
	await twin.saying(ts, "The program says: 42");
});

test("a rejection with a reason brings another version, and nothing has run", async () => {
	const { ts, card } = await propose("print('first way')");
	await twin.click(card, "Reject");
	await twin.submit(alice, "do it another way");
	await twin.find(ts, "the other version", (said) => codeIn(said).join("").includes("another way"));
	expect((await twin.thread(ts)).find((said) => said.ts === card.ts)?.text).toContain("Rejected by alice");
	expect(model.asked.at(-1)?.at(-1)?.content).toContain("do it another way");
	expect(await texts(ts)).not.toContain("It ran");
});

test("a click by somebody else is told in private and runs nothing; a double click runs once", async () => {
	const source = "open('count.txt', 'a').write('x')\nprint('times:', len(open('count.txt').read()))";
	const { ts, card } = await propose(source);
	await twin.click(card, "Approve", bob);
	const notice = await twin.saying(ts, "so nothing was changed");
	expect(notice.ephemeral_to).toBe(bob);
	expect(await texts(ts)).not.toContain("Approved by");
	await Promise.all([twin.click(card, "Approve"), twin.click(card, "Approve"), twin.click(card, "Approve")]);
	await twin.saying(ts, "The program says: times: 1");
});

test("a direct message is a thread of its own", async () => {
	const ts = await twin.say("say: print('in private')", { channel: direct });
	await twin.click(await twin.withButton(ts, "Approve", undefined, direct), "Approve");
	await twin.saying(ts, "The program says: in private", undefined, direct);
});

test("the bot dies between a post and its note: after the start the post is found, and the Turn goes on in it", async () => {
	let killed: Promise<void> | undefined;
	twin.proxy.after = async ({ method, path, json }) => {
		if (killed !== undefined || method !== "POST" || !path.endsWith("/messages")) return;
		if (!String(json.content).includes("Reading")) return;
		killed = bot.kill();
		await killed;
	};
	const ts = await twin.say(`${mention} say: print('after the crash')`);
	await until("the crash", () => killed !== undefined && bot.dead());
	twin.proxy.after = () => {};
	await bot.start();
	await twin.click(await twin.withButton(ts, "Approve"), "Approve");
	await twin.saying(ts, "The program says: after the crash");
	const posts = (await twin.thread(ts)).filter(({ user }) => user === botUser);
	expect(posts).toHaveLength(2);
});

test("what was asked while the bot was down is answered once it is back", async () => {
	await bot.stop();
	const ts = await twin.say(`${mention} say: print('while you were away')`);
	await bot.start();
	await twin.click(await twin.withButton(ts, "Approve"), "Approve");
	await twin.saying(ts, "The program says: while you were away");
});
