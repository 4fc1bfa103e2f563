// Two bots on Discord, which tells both of everything: one acts on it, and when that one dies the other does within 15 s.

import { afterAll, beforeAll, expect, test } from "vitest";
import { startRedis, type TestRedis } from "../fakes/redis.ts";
import { botUser, type DiscordTwin, mention, openDiscordTwin, token } from "./discord-twin.ts";
import { type Player, startPlayer } from "./model.ts";
import { type BotProcess, botProcess } from "./process.ts";
import { recorded } from "./stage.ts";
import { until } from "./twin.ts";

let redis: TestRedis;
let twin: DiscordTwin;
let model: Player;
let leader: BotProcess;
let standby: BotProcess;
beforeAll(async () => {
	[redis, twin, model] = await Promise.all([startRedis(), openDiscordTwin(), startPlayer(recorded)]);
	const env = {
		REDIS_URL: redis.url,
		MODEL_BASE_URL: model.url,
		DISCORD_TOKEN: token,
		DISCORD_API_URL: twin.apiUrl,
		DISCORD_FILE_HOSTS: twin.url,
	};
	leader = await botProcess({ ...env, REPLICA: "a" });
	await leader.start();
	standby = await botProcess({ ...env, REPLICA: "b" }, leader.stateDir);
	await standby.start();
}, 120_000);
afterAll(async () => {
	await standby?.remove();
	await leader?.remove();
	await Promise.all([model?.close(), twin?.stop(), redis?.stop()]);
});

const heard = (bot: BotProcess) => bot.log().split('"event":"message"').length - 1;
/** Two bots and their containers are much for a small machine. */
const PATIENT = 90_000;
/** Posts of the bot in the thread, and what people alone were told. */
const posts = async (ts: string) => (await twin.thread(ts)).filter(({ user }) => user === botUser);
const ask = async (code: string) => {
	const ts = await twin.say(`${mention} say: ${code}`);
	return { ts, card: await twin.withButton(ts, "Approve", PATIENT) };
};

test("a question and a click are acted on by one of them, whoever works on the thread", async () => {
	for (let times = 1; times <= 4; times += 1) {
		const { ts, card } = await ask(`print('times', ${times})`);
		await twin.click(card, "Approve");
		await twin.saying(ts, `The program says: times ${times}`, PATIENT);
		expect((await posts(ts)).filter(({ text }) => text.includes("The program says"))).toHaveLength(1);
		expect((await posts(ts)).filter(({ ephemeral_to }) => ephemeral_to !== undefined)).toEqual([]);
	}
	expect(heard(leader)).toBe(4);
	expect(heard(standby)).toBe(0);
	for (const bot of [leader, standby]) expect(bot.log()).not.toContain("click_not_answered");
}, 300_000);

test("the one that acts is killed: the other acts within 15 s, on what was said meanwhile too, and answers nothing twice", async () => {
	const before = await ask("print('shown', 'before')");
	await leader.kill();
	const from = Date.now();
	const meanwhile = await twin.say(`${mention} say: print('said', 'meanwhile')`);
	await until("the other to lead", () => standby.log().includes('"event":"leads"'), 20_000);
	expect(Date.now() - from).toBeLessThan(15_000);
	await twin.click(before.card, "Approve");
	await twin.click(await twin.withButton(meanwhile, "Approve", PATIENT), "Approve");
	await twin.saying(before.ts, "The program says: shown before", PATIENT);
	await twin.saying(meanwhile, "The program says: said meanwhile", PATIENT);
	for (const ts of [before.ts, meanwhile])
		expect((await posts(ts)).filter(({ text }) => text.includes("The program says"))).toHaveLength(1);
	await leader.start();
	const after = await ask("print('said', 'after')");
	await twin.click(after.card, "Approve");
	await twin.saying(after.ts, "The program says: said after", PATIENT);
	expect((await posts(meanwhile)).filter(({ text }) => text.includes("The program says"))).toHaveLength(1);
}, 300_000);
