// Program entry, wiring only: config -> edges -> bot -> start; SIGTERM -> stop.

import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import about from "../package.json" with { type: "json" };
import { openDiscord } from "./adapters/discord/adapter.ts";
import { openSlack } from "./adapters/slack/adapter.ts";
import { openAudit } from "./audit.ts";
import { loadPolicy, type Policies, policyDigest } from "./config/channels.ts";
import { type Config, ConfigError, readConfig, type SlackTransport } from "./config/environment.ts";
import { openBot } from "./core/bot.ts";
import { forgetUnused } from "./core/commands/forget.ts";
import type { ThreadId } from "./core/domain.ts";
import { BotError, isBotError, isUnreadable } from "./core/errors.ts";
import { softFailure } from "./core/fix/answer-check.ts";
import { plan } from "./core/fix/strategy.ts";
import { unmet } from "./core/fix/wishes.ts";
import { systemMessage } from "./core/model/prompt.ts";
import type { Adapter } from "./core/ports.ts";
import type { World } from "./core/world.ts";
import { openLog, redactor } from "./log.ts";
import { openModel } from "./model/client.ts";
import { queued } from "./model/limiter.ts";
import { openServers } from "./model/servers.ts";
import { openVision } from "./model/vision.ts";
import { openBoard } from "./ops/board.ts";
import { openMetrics } from "./ops/metrics.ts";
import { scrape } from "./ops/scrape.ts";
import { openOps } from "./ops/server.ts";
import { openAnalysis } from "./python/analysis.ts";
import { openQueue } from "./queue.ts";
import { openDriver, sharedIdOf } from "./sandbox/driver.ts";
import { needOf } from "./sandbox/tenancy/need.ts";
import { openStore } from "./store/redis.ts";

function configOrExit(): { config: Config; policies: Policies } {
	try {
		const config = readConfig(process.env);
		return { config, policies: loadPolicy(config, process.cwd()) };
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		console.error(error.message);
		process.exit(2);
	}
}

/** Identifies the state folder, whose bots share its threads' files and containers. */
async function hostIdOf(stateDir: string): Promise<string> {
	const file = join(stateDir, "host-id");
	const known = await readFile(file, "utf8").catch(() => "");
	if (known !== "") return known;
	const draft = `${file}.${randomBytes(6).toString("hex")}`;
	await writeFile(draft, randomBytes(6).toString("hex"));
	// Of several bots that start at once one is first.
	await link(draft, file).catch(() => {});
	await rm(draft);
	return await readFile(file, "utf8");
}

function secretOf(transport: SlackTransport): string {
	return transport.kind === "socket" ? transport.appToken : transport.signingSecret;
}

const HOUR_MS = 3_600_000;

/** Ends the start with the error's sentence. */
function leaveWith(event: string): (error: unknown) => never {
	return (error) => {
		if (!isBotError(error)) throw error;
		log("error", event, { error });
		console.error(error.sentence);
		process.exit(1);
	};
}

function limitsOf({ maxUploadBytes, sandbox: { memoryBytes, cpus } }: Config): readonly string[] {
	return [
		`${(memoryBytes / 1024 ** 3).toFixed(1)} GB of memory`,
		`${cpus} CPU${cpus === 1 ? "" : "s"}`,
		`files up to ${Math.round(maxUploadBytes / 1024 ** 2)} MB`,
	];
}

process.umask(0o077);
const { config, policies } = configOrExit();
const { slack, discord, redisUrl, modelBaseUrls } = config;
if ((slack === undefined && discord === undefined) || redisUrl === undefined || modelBaseUrls.length === 0) {
	console.error(
		"The bot needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN (or SLACK_SIGNING_SECRET), or DISCORD_TOKEN; and REDIS_URL and MODEL_BASE_URL. `npm start` fills in what is missing.",
	);
	process.exit(2);
}
const stateDir = resolve(config.stateDir);
await mkdir(stateDir, { recursive: true });
const hostId = config.driver === "docker" ? await hostIdOf(stateDir) : sharedIdOf(config.kubernetes);
const secrets = [
	...(slack === undefined ? [] : [slack.botToken, secretOf(slack.transport)]),
	...(discord === undefined ? [] : [discord.token]),
	config.modelApiKey ?? "",
	config.vision?.apiKey ?? "",
	config.ops?.token ?? "",
];
const now = () => Date.now();
const metrics = openMetrics(now);
const log = metrics.log(openLog({ level: config.logLevel, secrets }));
const store = await openStore({
	url: redisUrl,
	hostId,
	replica: config.replica,
	onGone: () => void queue.sweep(),
	onFreed: (thread) => void queue.ring(thread, `freed ${Date.now()}`).catch(() => {}),
	log,
	now,
});
const { joins, entered } = await store.replicas.enter().catch(leaveWith("not_entered"));
// The audit of a bot that works already is not this one's to write to.
const auditFile = await openAudit({ stateDir, replica: config.replica, redact: redactor(secrets), now });
const audit = metrics.audit(auditFile);
await audit.write({ event: "policy", host: hostId, sha256: policyDigest(config, process.cwd()) });
const { memoryBytes, idleMs, ...docker } = config.sandbox;
const sandbox = await openDriver(config.driver, {
	memoryBytes,
	idleMs,
	runTimeoutMs: config.runTimeoutMs,
	maxUploadBytes: config.maxUploadBytes,
	need: async (thread) => {
		try {
			return needOf(await store.load(thread));
		} catch (error) {
			// A Thread that cannot go on needs nothing.
			if (isUnreadable(error)) return "none";
			throw error;
		}
	},
	tell: (thread, sentence) => void bot.tell(thread, sentence),
	log,
	docker: { ...docker, stateDir, hostId, shared: { joins, alone: store.replicas.alone } },
	kubernetes: { ...config.kubernetes, alone: store.replicas.alone },
}).catch(leaveWith("sandbox_unfit"));
await entered();
const models = modelBaseUrls.map((baseUrl) =>
	openModel({
		baseUrl,
		...(config.modelName === undefined ? {} : { name: config.modelName }),
		...(config.modelApiKey === undefined ? {} : { apiKey: config.modelApiKey }),
		log,
	}),
);
const model = models.length === 1 && models[0] !== undefined ? models[0] : openServers({ models, now, log });
const shared = {
	maxUploadBytes: config.maxUploadBytes,
	maxFixes: (thread: ThreadId) => policies.settings(thread).maxFixes,
	posts: store.posts,
	bytes: sandbox.bytes,
	log,
	now,
};
const adapters = {
	slack:
		slack &&
		openSlack({
			...slack,
			...(config.slackApiUrl === undefined ? {} : { apiUrl: config.slackApiUrl }),
			fileHosts: config.slackFileHosts,
			groups: policies.approvers.filter((id) => id.startsWith("S")),
			...shared,
		}),
	discord:
		discord &&
		openDiscord({
			...discord,
			...(config.discordApiUrl === undefined ? {} : { apiUrl: config.discordApiUrl }),
			fileHosts: config.discordFileHosts,
			lead: (onLead) => store.replicas.lead("discord", onLead),
			heard: store.heard("discord"),
			whereKept: sandbox.whereKept,
			...shared,
		}),
};

function adapterOf(thread: ThreadId): Adapter {
	const adapter = thread.startsWith("discord:") ? adapters.discord : adapters.slack;
	if (adapter !== undefined) return adapter;
	throw new BotError("chat_refused", `The platform of ${thread} is not configured; set its token again.`);
}
const queue = openQueue({
	url: redisUrl,
	name: "threads",
	// Up to 200 Threads that wait for a sandbox hold a job each; those that have one must still make progress.
	concurrency: 300,
	log,
	unfinished: store.unfinished,
});
const analysis = openAnalysis();
const look = config.vision && openVision({ ...config.vision, log });
const world: World = {
	store,
	queue,
	model: queued(model, config.modelParallel * models.length),
	sandbox,
	adapter: adapterOf,
	clock: { now },
	log,
	settings: policies.settings,
	audit,
	about: {
		model: model.line,
		limits: limitsOf(config),
	},
	sample: () => createReadStream(join(import.meta.dirname, "../demo/sales.csv")),
	examine: analysis.examine,
	precheck: analysis.precheck,
	summarise: analysis.summarise,
	softFailure,
	unmet,
	plan,
	liveElsewhere: store.lives.live,
	...(look === undefined ? {} : { look }),
};
const bot = openBot(world);
store.lives.onAsked(bot.live);

const connected = (platform: string, adapter: { isConnected(): boolean }) => async () => {
	if (!adapter.isConnected()) throw new Error(`There is no connection to ${platform}; it is opened again by itself.`);
};
const checks = {
	redis: store.ping,
	sandbox: sandbox.check,
	model: model.line,
	...(adapters.slack && { slack: connected("Slack", adapters.slack) }),
	...(adapters.discord && { discord: connected("Discord", adapters.discord) }),
};
const sources = { world, checks, stateDir, ping: store.ping, jobs: queue.counts, usage: sandbox.usage };
const ops =
	config.ops &&
	(await openOps({
		...config.ops,
		checks,
		board: openBoard(queue.jobs),
		log,
		metrics: async () => {
			await scrape(metrics.gauges, sources);
			return await metrics.registry.metrics();
		},
	}).catch(leaveWith("no_ops_port")));

for (const problem of await store.problems()) log("warn", "redis", { problem });
queue.work(bot.advance);
await Promise.all([adapters.slack?.start(bot), adapters.discord?.start(bot)]).catch(leaveWith("not_connected"));
log("info", "ready", { host: hostId, replica: config.replica, joins, version: about.version });
const { retentionDays } = config;
const retain = async (days: number) =>
	forgetUnused(world, days).catch((error: unknown) => log("warn", "retention_failed", { error }));
if (retentionDays !== undefined) {
	void retain(retentionDays);
	setInterval(() => void retain(retentionDays), HOUR_MS);
}
const leaving = new AbortController();
model
	.probe(systemMessage({ system: "", runTimeoutMs: config.runTimeoutMs }), leaving.signal)
	.catch((error: unknown) => {
		if (!leaving.signal.aborted) log("warn", "model_not_probed", { error });
	});

/** Beyond a program's own limit: for its outcome, the model's words and the posts. */
const AFTER_RUN_MS = 15_000;
const hurry = new AbortController();
let stopping = false;

/** SIGTERM lets what is at work come to its end first; SIGINT, also as a second signal, does not. */
async function stop(signal: "SIGTERM" | "SIGINT"): Promise<void> {
	if (signal === "SIGINT") hurry.abort();
	if (stopping) return;
	stopping = true;
	log("info", "stopping", { signal });
	leaving.abort();
	const late = sleep(config.runTimeoutMs + AFTER_RUN_MS, "late", { signal: hurry.signal }).catch(() => "hurried");
	const left = await Promise.race([bot.drain(), late]);
	log("info", "drained", { left });
	await ops?.close();
	await Promise.all([adapters.slack?.stop(), adapters.discord?.stop()]);
	const isLast = !(await store.replicas.leave().catch(() => false));
	// With the store closed no step can save: work in progress is picked up by another bot or at the next start, as after a crash.
	await store.close();
	await Promise.all([sandbox.leave(isLast), queue.close()]);
	analysis.close();
	await auditFile.close();
	process.exit(0);
}
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
