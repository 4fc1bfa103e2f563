// One process on both platforms: each thread is answered where it was asked, and a wrong token is told in a sentence.

import { afterAll, beforeAll, expect, test } from "vitest";
import { startRedis, type TestRedis } from "../fakes/redis.ts";
import { type DiscordTwin, mention, openDiscordTwin, token } from "./discord-twin.ts";
import { type Player, startPlayer } from "./model.ts";
import { type BotProcess, botProcess } from "./process.ts";
import { recorded } from "./stage.ts";
import { openTwin, type Twin, tokens } from "./twin.ts";

let redis: TestRedis;
let slack: Twin;
let discord: DiscordTwin;
let model: Player;
const bots: BotProcess[] = [];
beforeAll(async () => {
	[redis, slack, discord, model] = await Promise.all([
		startRedis(),
		openTwin(),
		openDiscordTwin(),
		startPlayer(recorded),
	]);
}, 60_000);
afterAll(async () => {
	for (const bot of bots) await bot.remove();
	await Promise.all([model?.close(), slack?.stop(), discord?.stop(), redis?.stop()]);
});

async function open(env: Record<string, string>): Promise<BotProcess> {
	const bot = await botProcess({
		REDIS_URL: redis.url,
		MODEL_BASE_URL: model.url,
		DISCORD_TOKEN: token,
		DISCORD_API_URL: discord.apiUrl,
		DISCORD_FILE_HOSTS: discord.url,
		...env,
	});
	bots.push(bot);
	return bot;
}

test("Slack and Discord are answered by one process, each in its own thread", async () => {
	const bot = await open({
		SLACK_BOT_TOKEN: tokens.bot,
		SLACK_APP_TOKEN: tokens.app,
		SLACK_API_URL: `${slack.url}/api/`,
		SLACK_FILE_HOSTS: slack.url,
	});
	await bot.start();
	const [there, here] = await Promise.all([
		slack.say("<@U0BOT> say: print('on Slack')"),
		discord.say(`${mention} say: print('on Discord')`),
	]);
	await slack.click(await slack.withButton(there, "Approve"), "Approve");
	await discord.click(await discord.withButton(here, "Approve"), "Approve");
	await slack.saying(there, "The program says: on Slack");
	await discord.saying(here, "The program says: on Discord");
	expect(await bot.stop()).toBe(0);
});

test("a token that Discord does not know ends the start with a sentence, and the token is in no log", async () => {
	const bot = await open({ DISCORD_TOKEN: "a.wrong.token.of.ours" });
	discord.proxy.before = () => ({ status: 401, json: { code: 0, message: "401: Unauthorized" } });
	await expect(bot.start()).rejects.toThrow();
	discord.proxy.before = () => undefined;
	expect(bot.log()).toContain("copy the current one from the application's Bot page into DISCORD_TOKEN");
	expect(bot.log()).not.toContain("a.wrong.token.of.ours");
});
