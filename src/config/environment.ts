// Environment settings: variables in, checked Config out; every problem is reported at once, with an example.

import { z } from "zod";
import { APPROVER } from "../core/approval/policy.ts";
import { closestTo } from "../core/closest.ts";
import { examples } from "./examples.ts";
import { clashes, together } from "./problems.ts";
import {
	folders,
	hosts,
	httpUrl,
	httpUrls,
	kubernetesName,
	list,
	MEMORY_UNITS,
	memory,
	minutes,
	number,
} from "./shapes.ts";

export interface Config {
	/** Absent in demo mode, and where only Discord is used. */
	readonly slack?: { readonly botToken: string; readonly transport: SlackTransport };
	/** Ends in `/`; absent for Slack's own. */
	readonly slackApiUrl?: string;
	readonly slackFileHosts: readonly string[];
	/** Absent where Discord is not used. */
	readonly discord?: { readonly token: string };
	/** Ends in `/api`; absent for Discord's own. */
	readonly discordApiUrl?: string;
	readonly discordFileHosts: readonly string[];
	/** Absent: our own Redis, with its data in the state folder. */
	readonly redisUrl?: string;
	/** None: the small model on the CPU. */
	readonly modelBaseUrls: readonly string[];
	readonly modelName?: string;
	readonly modelApiKey?: string;
	readonly modelFile?: string;
	/** Of the CPU model; absent: measured. */
	readonly modelThreads?: number;
	/** Absent: nobody looks at charts. */
	readonly vision?: { readonly baseUrl: string; readonly name: string; readonly apiKey?: string };
	/** Ids of people, Slack user groups and Discord roles; empty: the requester alone. */
	readonly approvers: readonly string[];
	readonly fourEyes: boolean;
	/** Absent: `threadloop.yaml`, where there is one. */
	readonly policyFile?: string;
	readonly approvalTtlMs: number;
	readonly approvalRemindMs: number;
	readonly maxFixes: number;
	readonly runTimeoutMs: number;
	readonly maxUploadBytes: number;
	/** What the sandboxes run on. */
	readonly driver: "docker" | "kubernetes";
	/** Read by the driver of that name alone. */
	readonly kubernetes: { readonly namespace: string; readonly pool: string; readonly kubeconfig?: string };
	readonly sandbox: {
		readonly image: string;
		readonly memoryBytes: number;
		readonly cpus: number;
		readonly idleMs: number;
		/** For one Thread's files. */
		readonly diskBytes: number;
		/** Containers kept ready for new Threads. */
		readonly spares: number;
		/** At a time; absent: as many as the memory bears. */
		readonly maxSandboxes?: number;
		/** For all containers together; absent: what is free at start. */
		readonly budgetBytes?: number;
		/** The operator's folders: `/data/<name>` in the container. */
		readonly dataDirs: readonly { readonly name: string; readonly path: string }[];
	};
	/** Requests that each model server serves at once; the others wait in line. */
	readonly modelParallel: number;
	/** Days without use after which a thread is forgotten; absent: never. */
	readonly retentionDays?: number;
	/** Absent: no port for the operator. Without a token the queue's board is closed. */
	readonly ops?: { readonly host: string; readonly port: number; readonly token?: string };
	readonly stateDir: string;
	/** This bot's own name among those that share the state folder and Redis. */
	readonly replica?: string;
	readonly logLevel: LogLevel;
	readonly demo: { readonly slackPort: number; readonly pagePort: number; readonly secret?: string };
}

/** How Slack's events come in: over sockets that we open, or as signed requests to a port of ours. */
export type SlackTransport =
	| { readonly kind: "socket"; readonly appToken: string }
	| { readonly kind: "http"; readonly signingSecret: string; readonly port: number };

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Its message lists every problem, one a line. */
export class ConfigError extends Error {
	constructor(problems: readonly string[]) {
		super(`These settings are wrong, so Threadloop does not start:\n${problems.map((line) => `- ${line}`).join("\n")}`);
		this.name = "ConfigError";
	}
}

const settings = z.object({
	SLACK_BOT_TOKEN: z
		.string()
		.regex(/^xoxb-\S+$/, "must be a bot token, which starts with xoxb-")
		.optional(),
	SLACK_APP_TOKEN: z
		.string()
		.regex(/^xapp-\S+$/, "must be an app-level token, which starts with xapp-")
		.optional(),
	SLACK_SIGNING_SECRET: z
		.string()
		.regex(/^[0-9a-zA-Z-]{16,}$/, "must be the app's signing secret, at least 16 letters and digits")
		.optional(),
	SLACK_PORT: number({ from: 1, to: 65_535 }).default(3000),
	SLACK_API_URL: httpUrl()
		.transform((url) => (url.endsWith("/") ? url : `${url}/`))
		.optional(),
	SLACK_FILE_HOSTS: hosts().default(["files.slack.com"]),
	DISCORD_TOKEN: z
		.string()
		.regex(/^[\w.-]{10,}$/, "must be the bot's token, from the page Bot of the application")
		.optional(),
	DISCORD_API_URL: httpUrl()
		.transform((url) => url.replace(/\/+$/, ""))
		.optional(),
	DISCORD_FILE_HOSTS: hosts().default(["cdn.discordapp.com", "media.discordapp.net"]),
	REDIS_URL: z
		.string()
		.regex(/^rediss?:\/\/\S+$/, "must start with redis:// or rediss://")
		.optional(),
	MODEL_BASE_URL: httpUrls().default([]),
	MODEL_NAME: z.string().optional(),
	MODEL_API_KEY: z.string().optional(),
	MODEL_FILE: z.string().optional(),
	MODEL_THREADS: number({ from: 1, to: 1024 }).optional(),
	MODEL_PARALLEL: number({ from: 1, to: 1000 }).default(32),
	VISION_BASE_URL: httpUrl().optional(),
	VISION_MODEL: z.string().optional(),
	VISION_API_KEY: z.string().optional(),
	APPROVERS: list(
		APPROVER,
		"must be ids (not names) of Slack users and user groups or Discord users and roles, separated by commas",
	).default([]),
	FOUR_EYES: z
		.enum(["yes", "no"], "must be yes or no")
		.transform((text) => text === "yes")
		.default(false),
	THREADLOOP_POLICY: z.string().optional(),
	APPROVAL_TTL_MIN: minutes().default(60),
	APPROVAL_REMIND_MIN: minutes().default(15),
	MAX_FIXES: number({ from: 0, to: 10 }).default(3),
	RUN_TIMEOUT_S: number({ from: 1, to: 3600 }).default(30),
	MAX_UPLOAD_MB: number({ from: 1, to: 1024 ** 2 }).default(2048),
	SANDBOX_DRIVER: z.enum(["docker", "kubernetes"], "must be docker or kubernetes").default("docker"),
	K8S_NAMESPACE: kubernetesName().default("threadloop-sandboxes"),
	K8S_POOL: kubernetesName().default("threadloop"),
	K8S_KUBECONFIG: z.string().optional(),
	SANDBOX_IMAGE: z.string().default("threadloop-sandbox:local"),
	SANDBOX_MEMORY: memory().default(4 * MEMORY_UNITS.g),
	SANDBOX_CPUS: z
		.string()
		.regex(/^\d+(\.\d+)?$/, "must be a number")
		.transform(Number)
		.refine((cpus) => cpus >= 0.1 && cpus <= 256, "must be from 0.1 to 256")
		.default(1),
	SANDBOX_IDLE_MIN: number({ from: 1, to: 7 * 24 * 60 }).default(30),
	SANDBOX_DISK: memory().default(8 * MEMORY_UNITS.g),
	SANDBOX_POOL: number({ from: 0, to: 100 }).default(1),
	SANDBOX_BUDGET: memory().optional(),
	MAX_SANDBOXES: number({ from: 1, to: 10_000 }).optional(),
	DATA_DIRS: folders().default([]),
	RETENTION_DAYS: number({ from: 1, to: 36_500 }).optional(),
	OPS_PORT: number({ from: 1, to: 65_535 }).optional(),
	OPS_HOST: z
		.string()
		.regex(/^[\w.:-]+$/, "must be an address of this machine, or 0.0.0.0 for all of them")
		.default("127.0.0.1"),
	OPS_TOKEN: z
		.string()
		.regex(/^\S{16,}$/, "must be at least 16 characters without spaces")
		.optional(),
	STATE_DIR: z.string().default(".threadloop"),
	REPLICA: z
		.string()
		.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be 1 to 63 small letters, digits and hyphens")
		.optional(),
	LOG_LEVEL: z.enum(["debug", "info", "warn", "error"], "must be debug, info, warn or error").default("info"),
	DEMO_SLACK_PORT: number({ from: 1, to: 65_535 }).default(4700),
	DEMO_PAGE_PORT: number({ from: 1, to: 65_535 }).default(4710),
	DEMO_SECRET: z
		.string()
		.regex(/^[\x21-\x7e]+$/, "must be letters, digits and symbols without spaces")
		.optional(),
});

type Setting = keyof z.infer<typeof settings>;

const EXAMPLES: Record<Setting, string> = examples;

export const SETTINGS: readonly string[] = Object.keys(EXAMPLES);

/** An empty or blank value counts as unset. Throws ConfigError. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
	const set = Object.fromEntries(
		SETTINGS.map((name) => [name, env[name]?.trim()]).filter(([, value]) => value !== undefined && value !== ""),
	);
	const parsed = settings.safeParse(set);
	const problems = [
		...(parsed.error?.issues.map(explain) ?? []),
		...together(set, EXAMPLES),
		...(parsed.data === undefined ? [] : clashes(parsed.data)),
	];
	if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
	return toConfig(parsed.data);
}

/** One sentence for each key of a `.env` file that is nearly the name of a setting. */
export function nearMisses(keys: readonly string[]): readonly string[] {
	return keys
		.filter((key) => !SETTINGS.includes(key))
		.flatMap((key) => {
			const best = closestTo(key.toUpperCase(), SETTINGS);
			return best === undefined ? [] : [`${key} in .env is not a setting; did you mean ${best}?`];
		});
}

function toConfig(known: z.infer<typeof settings>): Config {
	const slack = slackOf(known);
	return {
		...(slack === undefined ? {} : { slack }),
		...present("slackApiUrl", known.SLACK_API_URL),
		slackFileHosts: known.SLACK_FILE_HOSTS,
		...(known.DISCORD_TOKEN === undefined ? {} : { discord: { token: known.DISCORD_TOKEN } }),
		...present("discordApiUrl", known.DISCORD_API_URL),
		discordFileHosts: known.DISCORD_FILE_HOSTS,
		...present("redisUrl", known.REDIS_URL),
		modelBaseUrls: known.MODEL_BASE_URL,
		...present("modelName", known.MODEL_NAME),
		...present("modelApiKey", known.MODEL_API_KEY),
		...present("modelFile", known.MODEL_FILE),
		...(known.MODEL_THREADS === undefined ? {} : { modelThreads: known.MODEL_THREADS }),
		...visionOf(known),
		approvers: known.APPROVERS,
		fourEyes: known.FOUR_EYES,
		...present("policyFile", known.THREADLOOP_POLICY),
		approvalTtlMs: known.APPROVAL_TTL_MIN * 60_000,
		approvalRemindMs: known.APPROVAL_REMIND_MIN * 60_000,
		maxFixes: known.MAX_FIXES,
		runTimeoutMs: known.RUN_TIMEOUT_S * 1000,
		maxUploadBytes: known.MAX_UPLOAD_MB * 1024 ** 2,
		driver: known.SANDBOX_DRIVER,
		kubernetes: kubernetesOf(known),
		sandbox: {
			image: known.SANDBOX_IMAGE,
			memoryBytes: known.SANDBOX_MEMORY,
			cpus: known.SANDBOX_CPUS,
			idleMs: known.SANDBOX_IDLE_MIN * 60_000,
			diskBytes: known.SANDBOX_DISK,
			spares: known.SANDBOX_POOL,
			...(known.MAX_SANDBOXES === undefined ? {} : { maxSandboxes: known.MAX_SANDBOXES }),
			...(known.SANDBOX_BUDGET === undefined ? {} : { budgetBytes: known.SANDBOX_BUDGET }),
			dataDirs: known.DATA_DIRS,
		},
		modelParallel: known.MODEL_PARALLEL,
		...(known.RETENTION_DAYS === undefined ? {} : { retentionDays: known.RETENTION_DAYS }),
		...opsOf(known),
		stateDir: known.STATE_DIR,
		...present("replica", known.REPLICA),
		logLevel: known.LOG_LEVEL,
		demo: {
			slackPort: known.DEMO_SLACK_PORT,
			pagePort: known.DEMO_PAGE_PORT,
			...present("secret", known.DEMO_SECRET),
		},
	};
}

function kubernetesOf({ K8S_KUBECONFIG: kubeconfig, ...known }: z.infer<typeof settings>): Config["kubernetes"] {
	return { namespace: known.K8S_NAMESPACE, pool: known.K8S_POOL, ...present("kubeconfig", kubeconfig) };
}

function opsOf({ OPS_PORT: port, OPS_HOST: host, OPS_TOKEN: token }: z.infer<typeof settings>): Pick<Config, "ops"> {
	return port === undefined ? {} : { ops: { host, port, ...present("token", token) } };
}

function present<K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } {
	return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: string });
}

function explain(issue: z.core.$ZodIssue): string {
	const name = String(issue.path[0]);
	const example = Object.entries(EXAMPLES).find(([setting]) => setting === name)?.[1];
	return `${name} ${issue.message}; for example ${name}=${example}`;
}

function slackOf({ SLACK_BOT_TOKEN: botToken, ...known }: z.infer<typeof settings>): Config["slack"] {
	const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_PORT: port } = known;
	if (botToken === undefined) return undefined;
	if (appToken !== undefined) return { botToken, transport: { kind: "socket", appToken } };
	return signingSecret === undefined ? undefined : { botToken, transport: { kind: "http", signingSecret, port } };
}

function visionOf({ VISION_BASE_URL: baseUrl, VISION_MODEL: name, VISION_API_KEY: key }: z.infer<typeof settings>) {
	if (baseUrl === undefined || name === undefined) return {};
	return { vision: { baseUrl, name, ...present("apiKey", key) } };
}
