// Redis and the model server, asked as the bot asks them.

import { existsSync } from "node:fs";
import type { Config } from "../../src/config/environment.ts";
import { systemMessage } from "../../src/core/model/prompt.ts";
import { openModel } from "../../src/model/client.ts";
import { openStore } from "../../src/store/redis.ts";
import { type Finding, findingOf } from "./finding.ts";
import { isInstalled } from "./host.ts";

const log = () => {};
const REPLY_MS = 60_000;

export async function checkRedis({ redisUrl }: Config, path: string): Promise<readonly Finding[]> {
	const part = "Redis";
	if (redisUrl === undefined) {
		const finding = await findingOf(part, () => {
			if (isInstalled("redis-server", path))
				return "our own, which npm start starts and which writes everything to disk";
			throw new Error(
				"redis-server is not installed; install it (apt install redis-server), or set REDIS_URL to one that runs.",
			);
		});
		return [finding];
	}
	const problems: string[] = [];
	const finding = await findingOf(part, async () => {
		const store = await openStore({ url: redisUrl, hostId: "doctor", log, now: Date.now });
		try {
			problems.push(...(await store.problems()));
		} finally {
			await store.close();
		}
		return `${redisUrl.replace(/\/\/[^@/]*@/, "//")} answers${problems.length === 0 ? ", and keeps every write" : ""}`;
	});
	return [finding, ...problems.map((said): Finding => ({ part, state: "worry", said }))];
}

/** What it says of itself; with `reply` also two replies of one token: by the second, the shared beginning of all prompts should come from its cache. */
export async function checkModel(config: Config, how: "line" | "reply" = "reply"): Promise<readonly Finding[]> {
	const { modelBaseUrls, modelFile } = config;
	const part = "model";
	if (modelBaseUrls.length === 0) {
		if (modelFile !== undefined && !existsSync(modelFile))
			return [
				{
					part,
					state: "bad",
					said: `MODEL_FILE names a file that does not exist: ${modelFile}; correct it, or leave it out and npm start downloads one.`,
				},
			];
		return [
			{
				part,
				state: "worry",
				said: "a small one on this machine's CPU, which npm start starts; for real work set MODEL_BASE_URL to a server with a better one (docs/model-server.md).",
			},
		];
	}
	const found = await Promise.all(modelBaseUrls.map((baseUrl) => checkServer(baseUrl, config, how)));
	return found.flat();
}

async function checkServer(
	baseUrl: string,
	{ modelName, modelApiKey, runTimeoutMs }: Config,
	how: "line" | "reply",
): Promise<readonly Finding[]> {
	const model = openModel({
		baseUrl,
		...(modelName === undefined ? {} : { name: modelName }),
		...(modelApiKey === undefined ? {} : { apiKey: modelApiKey }),
		log,
		patience: { loadingMs: 5000 },
	});
	const findings: Finding[] = [await findingOf("model", () => model.line())];
	if (findings[0]?.state !== "good" || how === "line") return findings;
	let share: number | undefined;
	const reply = await findingOf("model reply", async () => {
		const signal = AbortSignal.timeout(REPLY_MS);
		const messages = [systemMessage({ system: "", runTimeoutMs }), { role: "user", content: "Hello." } as const];
		const ask = () =>
			model.reply({ messages, temperature: 0, maxTokens: 1, onText: () => false, onLoading: () => {}, signal });
		const began = performance.now();
		await ask();
		const first = performance.now() - began;
		const { promptTokens, cachedTokens } = await ask();
		if (promptTokens > 0) share = cachedTokens / promptTokens;
		return `it replies; the first token came after ${(first / 1000).toFixed(1)} s`;
	});
	findings.push(reply);
	if (share !== undefined)
		findings.push(
			share > 0
				? {
						part: "model cache",
						state: "good",
						said: `${Math.round(share * 100)} % of the prompt was cached the second time`,
					}
				: {
						part: "model cache",
						state: "worry",
						said: "Nothing of the prompt was cached, or the server does not say; with vLLM use --enable-prefix-caching and --enable-prompt-tokens-details, or every fix starts later than it could.",
					},
		);
	return findings;
}
