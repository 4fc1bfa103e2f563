// All that the bot needs, started together: Redis, the model, and in demo mode the Slack look-alike with its page; then the bot.

import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import type { Config } from "../../src/config/environment.ts";
import { openBot } from "./bot.ts";
import { putAwayDemoThreads } from "./demo-threads.ts";
import { keysOf } from "./door.ts";
import { greet } from "./greeting.ts";
import { type Model, openModel } from "./model.ts";
import { type Pace, paceOf } from "./pace.ts";
import { addressOf, openPage, type Page, suggestion } from "./page.ts";
import type { Running, Surroundings } from "./process.ts";
import { openRedis } from "./redis.ts";
import { openLookAlike, socketFolder, socketIn, workspace } from "./slack.ts";

export interface Fleet {
	/** Resolves once the bot is connected. */
	start(): Promise<void>;
	/** Ends the bot first, which finishes what is at work. */
	stop(): Promise<void>;
	/** Does not wait for what is at work. */
	hurry(): void;
	/** Where the demo's page is, with its secret; undefined with a real workspace. */
	readonly pageAddress: string | undefined;
	/** Of our own model, once it has started. */
	pace(): Pace | undefined;
}

/** `pageHost`: where the demo's page listens, if not on loopback. */
export function openFleet(config: Config, around: Surroundings, { pageHost }: { pageHost?: string } = {}): Fleet {
	const isDemo = config.slack === undefined && config.discord === undefined;
	const keys = keysOf(config.demo.secret ?? randomBytes(24).toString("base64url"));
	const pageAddress = isDemo ? addressOf(config.demo.pagePort, keys) : undefined;
	const started: Pick<Running, "start" | "stop">[] = [];
	const doors: Page[] = [];
	const folders: string[] = [];
	let bot: Running | undefined;
	let pace: Pace | undefined;

	const launch = async (running: Pick<Running, "start" | "stop">) => {
		started.push(running);
		await running.start();
	};
	const startRedis = async () => {
		const redis = config.redisUrl === undefined ? await openRedis(around) : undefined;
		if (redis !== undefined) await launch(redis.running);
		const url = redis?.url ?? config.redisUrl;
		const said = isDemo && url !== undefined ? await putAwayDemoThreads(around.stateDir, url) : undefined;
		if (said !== undefined) around.say(said);
		return redis === undefined ? {} : { REDIS_URL: redis.url };
	};
	const startModel = async (model: Model | undefined) => {
		if (model === undefined) return {};
		await launch(model.running);
		return {
			MODEL_BASE_URL: model.url,
			MODEL_NAME: model.name,
			MODEL_API_KEY: model.key,
			MODEL_PARALLEL: process.env.MODEL_PARALLEL || "4",
		};
	};
	const startDemo = async () => {
		if (!isDemo) return {};
		const folder = socketFolder();
		folders.push(folder);
		const open = async (port: number, host?: string) => {
			const door = await openPage({ port, host, keys, behind: { socketPath: socketIn(folder) }, say: around.say });
			doors.push(door);
			return door;
		};
		const [page, door] = await Promise.all([open(config.demo.pagePort, pageHost), open(config.demo.slackPort)]);
		const { general: channel, bob: user } = workspace;
		const welcome = () => greet({ pageUrl: page.url, secret: keys.secret, channel, user, suggestion, pace });
		await launch(openLookAlike(around, { folder, botUrl: door.botUrl, welcome }));
		return {
			SLACK_BOT_TOKEN: workspace.botToken,
			SLACK_APP_TOKEN: workspace.appToken,
			SLACK_API_URL: `${door.botUrl}/api/`,
			SLACK_FILE_HOSTS: door.url,
		};
	};

	return {
		pageAddress,
		pace: () => pace,
		async start() {
			// First: it is measured while nothing else runs here, and the greeting says the result.
			const { modelFile, modelThreads: threads } = config;
			const model = config.modelBaseUrls.length > 0 ? undefined : await openModel(around, { modelFile, threads });
			pace = model && paceOf(model.speed);
			const parts = await Promise.all([startRedis(), startModel(model), startDemo()]);
			bot = openBot(around, {
				env: Object.assign({}, ...parts),
				logLevel: config.logLevel,
				// What is at work in a demo is gone with the look-alike's messages.
				...(isDemo ? {} : { runTimeoutMs: config.runTimeoutMs }),
			});
			await bot.start();
		},
		hurry: () => bot?.hurry(),
		async stop() {
			await bot?.stop();
			await Promise.all([...doors, ...started].map((one) => one.stop()));
			for (const folder of folders) rmSync(folder, { recursive: true, force: true });
		},
	};
}
