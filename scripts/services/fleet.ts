// All that the bot needs, started together: Redis, the model, and in demo mode the Slack look-alike with its page; then the bot.

import type { Config } from "../../src/config.ts";
import { openBot } from "./bot.ts";
import { greet } from "./greeting.ts";
import { openModel } from "./model.ts";
import { openPage, type Page, suggestion } from "./page.ts";
import type { Running, Surroundings } from "./process.ts";
import { openRedis } from "./redis.ts";
import { openLookAlike, workspace } from "./slack.ts";

export interface Fleet {
	/** Resolves once the bot is connected. */
	start(): Promise<void>;
	/** Ends the bot first, so that it can say goodbye to the others. */
	stop(): Promise<void>;
	/** Where the demo's page is; undefined with a real workspace. */
	readonly pageUrl: string | undefined;
}

export function openFleet(config: Config, around: Surroundings): Fleet {
	const isDemo = config.slack === undefined && config.discord === undefined;
	const { slackPort, pagePort } = config.demo;
	const pageUrl = isDemo ? `http://127.0.0.1:${pagePort}` : undefined;
	const started: Running[] = [];
	let page: Page | undefined;
	let bot: Running | undefined;

	const launch = async (running: Running) => {
		started.push(running);
		await running.start();
	};
	const startRedis = async () => {
		if (config.redisUrl !== undefined) return {};
		const redis = await openRedis(around);
		await launch(redis.running);
		return { REDIS_URL: redis.url };
	};
	const startModel = async () => {
		if (config.modelBaseUrl !== undefined) return {};
		const model = await openModel(around, config.modelFile);
		await launch(model.running);
		return { MODEL_BASE_URL: model.url, MODEL_NAME: model.name, MODEL_PARALLEL: process.env.MODEL_PARALLEL || "4" };
	};
	const startDemo = async () => {
		if (pageUrl === undefined) return {};
		const welcome = () => greet({ slackPort, pageUrl, channel: workspace.general, user: workspace.bob, suggestion });
		await launch(openLookAlike(around, { port: slackPort, welcome }));
		page = await openPage({ port: pagePort, slackPort, say: around.say });
		return {
			SLACK_BOT_TOKEN: workspace.botToken,
			SLACK_APP_TOKEN: workspace.appToken,
			SLACK_API_URL: `http://127.0.0.1:${slackPort}/api/`,
			SLACK_FILE_HOSTS: `http://127.0.0.1:${slackPort}`,
		};
	};

	return {
		pageUrl,
		async start() {
			const parts = await Promise.all([startRedis(), startModel(), startDemo()]);
			bot = openBot(around, { env: Object.assign({}, ...parts), logLevel: config.logLevel });
			await bot.start();
		},
		async stop() {
			await bot?.stop();
			await Promise.all([page?.close(), ...started.map((running) => running.stop())]);
		},
	};
}
