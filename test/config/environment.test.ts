// The settings as an operator meets them: all problems at once, each with its cure, and the pages name the same settings.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError, nearMisses, readConfig, SETTINGS } from "../../src/config/environment.ts";

const root = join(import.meta.dirname, "../..");

function problems(env: Record<string, string>): string[] {
	try {
		readConfig(env);
	} catch (error) {
		if (error instanceof ConfigError) return error.message.split("\n").slice(1);
		throw error;
	}
	throw new Error("it was accepted");
}

test("with nothing set the bot runs in demo mode with its defaults", () => {
	expect(readConfig({ PATH: "/bin" })).toEqual({
		slackFileHosts: ["files.slack.com"],
		discordFileHosts: ["cdn.discordapp.com", "media.discordapp.net"],
		approvers: [],
		fourEyes: false,
		approvalTtlMs: 3_600_000,
		approvalRemindMs: 900_000,
		maxFixes: 3,
		runTimeoutMs: 30_000,
		maxUploadBytes: 2_147_483_648,
		driver: "docker",
		kubernetes: { namespace: "threadloop-sandboxes", pool: "threadloop" },
		sandbox: {
			image: "threadloop-sandbox:local",
			memoryBytes: 4_294_967_296,
			cpus: 1,
			idleMs: 1_800_000,
			diskBytes: 8_589_934_592,
			spares: 1,
			dataDirs: [],
		},
		modelBaseUrls: [],
		modelParallel: 32,
		stateDir: ".threadloop",
		logLevel: "info",
		demo: { slackPort: 4700, pagePort: 4710 },
	});
});

test("every setting arrives where it belongs", () => {
	const config = readConfig({
		SLACK_BOT_TOKEN: " xoxb-1 ",
		SLACK_APP_TOKEN: "xapp-1",
		SLACK_API_URL: "http://127.0.0.1:4700/api",
		SLACK_FILE_HOSTS: "files.slack.com, http://127.0.0.1:4700",
		DISCORD_TOKEN: "MTIzNDU2.GabcDE.f0123456789",
		DISCORD_API_URL: "http://127.0.0.1:4800/api/",
		DISCORD_FILE_HOSTS: "http://127.0.0.1:4800",
		REDIS_URL: "rediss://user:pw@redis:6380/2",
		MODEL_BASE_URL: "http://127.0.0.1:8000/v1",
		MODEL_NAME: "Qwen/Qwen3",
		MODEL_API_KEY: "k",
		MODEL_FILE: "/m.gguf",
		MODEL_THREADS: "3",
		VISION_BASE_URL: "http://127.0.0.1:8001/v1",
		VISION_MODEL: "sees",
		VISION_API_KEY: "v",
		MODEL_PARALLEL: "4",
		RETENTION_DAYS: "90",
		APPROVERS: "U01ALICE, S02GROUP,123456789012345678",
		FOUR_EYES: "yes",
		THREADLOOP_POLICY: "/etc/threadloop.yaml",
		APPROVAL_TTL_MIN: "0.5",
		APPROVAL_REMIND_MIN: "0.1",
		MAX_FIXES: "0",
		RUN_TIMEOUT_S: "60",
		MAX_UPLOAD_MB: "10",
		SANDBOX_DRIVER: "kubernetes",
		K8S_NAMESPACE: "boxes",
		K8S_POOL: "warm",
		K8S_KUBECONFIG: "/etc/kube.conf",
		SANDBOX_IMAGE: "own:1",
		SANDBOX_MEMORY: "1.5G",
		SANDBOX_CPUS: "0.5",
		SANDBOX_IDLE_MIN: "5",
		SANDBOX_DISK: "2g",
		SANDBOX_POOL: "0",
		SANDBOX_BUDGET: "512m",
		MAX_SANDBOXES: "7",
		DATA_DIRS: "sales=/srv/x/2024, /srv/weather/",
		OPS_HOST: "0.0.0.0",
		OPS_PORT: "9464",
		OPS_TOKEN: "0123456789abcdef",
		STATE_DIR: "/var/lib/threadloop",
		LOG_LEVEL: "debug",
		DEMO_SLACK_PORT: "5000",
		DEMO_PAGE_PORT: "5001",
	});
	expect(config).toEqual({
		slack: { botToken: "xoxb-1", transport: { kind: "socket", appToken: "xapp-1" } },
		slackApiUrl: "http://127.0.0.1:4700/api/",
		slackFileHosts: ["files.slack.com", "http://127.0.0.1:4700"],
		discord: { token: "MTIzNDU2.GabcDE.f0123456789" },
		discordApiUrl: "http://127.0.0.1:4800/api",
		discordFileHosts: ["http://127.0.0.1:4800"],
		redisUrl: "rediss://user:pw@redis:6380/2",
		modelBaseUrls: ["http://127.0.0.1:8000/v1"],
		modelName: "Qwen/Qwen3",
		modelApiKey: "k",
		modelFile: "/m.gguf",
		modelThreads: 3,
		vision: { baseUrl: "http://127.0.0.1:8001/v1", name: "sees", apiKey: "v" },
		modelParallel: 4,
		retentionDays: 90,
		approvers: ["U01ALICE", "S02GROUP", "123456789012345678"],
		fourEyes: true,
		policyFile: "/etc/threadloop.yaml",
		approvalTtlMs: 30_000,
		approvalRemindMs: 6000,
		maxFixes: 0,
		runTimeoutMs: 60_000,
		maxUploadBytes: 10_485_760,
		driver: "kubernetes",
		kubernetes: { namespace: "boxes", pool: "warm", kubeconfig: "/etc/kube.conf" },
		sandbox: {
			image: "own:1",
			memoryBytes: 1_610_612_736,
			cpus: 0.5,
			idleMs: 300_000,
			diskBytes: 2_147_483_648,
			spares: 0,
			maxSandboxes: 7,
			budgetBytes: 536_870_912,
			dataDirs: [
				{ name: "sales", path: "/srv/x/2024" },
				{ name: "weather", path: "/srv/weather/" },
			],
		},
		ops: { host: "0.0.0.0", port: 9464, token: "0123456789abcdef" },
		stateDir: "/var/lib/threadloop",
		logLevel: "debug",
		demo: { slackPort: 5000, pagePort: 5001 },
	});
});

test("an empty value counts as unset", () => {
	const empty = Object.fromEntries(SETTINGS.map((name) => [name, " "]));
	expect(readConfig(empty)).toEqual(readConfig({}));
});

test("all problems are told at once, each with the variable, what is wrong and an example", () => {
	const told = problems({
		SLACK_BOT_TOKEN: "xoxp-1",
		SLACK_APP_TOKEN: "xapp-1",
		REDIS_URL: "localhost:6379",
		MODEL_BASE_URL: "localhost:8000",
		MAX_FIXES: "11",
		SANDBOX_MEMORY: "4",
		LOG_LEVEL: "loud",
		DEMO_SLACK_PORT: "70000",
	});
	expect(told.map((line) => line.split(" ")[1])).toEqual([
		"SLACK_BOT_TOKEN",
		"REDIS_URL",
		"MODEL_BASE_URL",
		"MAX_FIXES",
		"SANDBOX_MEMORY",
		"LOG_LEVEL",
		"DEMO_SLACK_PORT",
	]);
	expect(told[3]).toBe("- MAX_FIXES must be a whole number from 0 to 10; for example MAX_FIXES=3");
	expect(told.every((line) => /; for example [A-Z0-9_]+=\S+$/.test(line))).toBe(true);
});

for (const value of ["srv/sales", "sales=srv", "=/srv", "/", "a b=/srv", "/srv/..", "/a/x,/b/x", "/a,", "../x=/srv"]) {
	test(`DATA_DIRS=${value} refuses to start`, () => {
		expect(problems({ DATA_DIRS: value })[0]).toMatch(/^- DATA_DIRS must .*; for example DATA_DIRS=/);
	});
}

for (const value of ["alice", "U01ALICE,bob", "U01ALICE,", ",", "@U01ALICE", "U01ALICE U02BOB", "u01alice"]) {
	test(`a malformed list of approvers refuses to start: "${value}"`, () => {
		expect(problems({ APPROVERS: value })).toEqual([expect.stringMatching(/^- APPROVERS must be ids \(not names\)/)]);
	});
}

for (const [name, value] of [
	["SLACK_BOT_TOKEN", "xoxb-1"],
	["SLACK_APP_TOKEN", "xapp-1"],
	["SLACK_SIGNING_SECRET", "0123456789abcdef"],
] as const) {
	test(`${name} alone is not enough, and the missing one is named`, () => {
		const missing = name === "SLACK_BOT_TOKEN" ? "SLACK_APP_TOKEN" : "SLACK_BOT_TOKEN";
		expect(problems({ [name]: value })).toEqual([expect.stringContaining(`${missing} is missing`)]);
	});
}

test("with a signing secret in place of the app token Slack's requests come in over HTTP; both at once are refused", () => {
	const http = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: "0123456789abcdef", SLACK_PORT: "3001" };
	expect(readConfig(http).slack).toEqual({
		botToken: "xoxb-1",
		transport: { kind: "http", signingSecret: "0123456789abcdef", port: 3001 },
	});
	expect(problems({ ...http, SLACK_APP_TOKEN: "xapp-1" })).toEqual([
		expect.stringMatching(/^- SLACK_SIGNING_SECRET and SLACK_APP_TOKEN are both set: keep/),
	]);
});

for (const [name, value] of [
	["RUN_TIMEOUT_S", "0"],
	["RUN_TIMEOUT_S", "1e3"],
	["MAX_FIXES", "-1"],
	["MAX_FIXES", "2.5"],
	["SANDBOX_DRIVER", "podman"],
	["K8S_NAMESPACE", "Sand boxes"],
	["K8S_POOL", "-warm"],
	["SANDBOX_MEMORY", "16m"],
	["SANDBOX_CPUS", "0"],
	["SANDBOX_CPUS", "Infinity"],
	["SANDBOX_DISK", "1g"],
	["SANDBOX_POOL", "-1"],
	["SANDBOX_BUDGET", "lots"],
	["MAX_SANDBOXES", "0"],
	["APPROVAL_TTL_MIN", "NaN"],
	["SLACK_FILE_HOSTS", "files.slack.com,*"],
	["SLACK_API_URL", "ftp://slack"],
	["DISCORD_TOKEN", "Bot abc"],
	["DISCORD_FILE_HOSTS", "cdn.discordapp.com/attachments"],
	["DEMO_PAGE_PORT", "4700"],
] as const) {
	test(`${name}=${value} is refused`, () => {
		expect(problems({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^- ${name} must `))]);
	});
}

test("a disk must hold the largest upload and a changed copy of it", () => {
	expect(readConfig({ SANDBOX_DISK: "2g", MAX_UPLOAD_MB: "1024" }).sandbox.diskBytes).toBe(2 * 1024 ** 3);
	expect(problems({ SANDBOX_DISK: "2g", MAX_UPLOAD_MB: "1025" })).toEqual([
		expect.stringMatching(/^- SANDBOX_DISK must be at least twice MAX_UPLOAD_MB.*SANDBOX_DISK=3g$/),
	]);
});

test("a problem does not repeat the value, which may be a secret", () => {
	const names = ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "REDIS_URL", "MODEL_BASE_URL"];
	const told = problems(Object.fromEntries(names.map((name) => [name, "hunter2"])));
	expect(told).toHaveLength(4);
	expect(told.join()).not.toContain("hunter2");
});

test("a key of .env that is nearly a setting is pointed out, and what is far from all is not", () => {
	expect(nearMisses(["SLACK_BOT_TOKN"])).toEqual([
		"SLACK_BOT_TOKN in .env is not a setting; did you mean SLACK_BOT_TOKEN?",
	]);
	const hints = nearMisses(["redis_url", "MAX_FIX", "APPROVER", "MODEL_BASEURL", "RUN_TIMEOUT"]);
	expect(hints.map((hint) => /mean (\w+)\?$/.exec(hint)?.[1])).toEqual([
		"REDIS_URL",
		"MAX_FIXES",
		"APPROVERS",
		"MODEL_BASE_URL",
		"RUN_TIMEOUT_S",
	]);
	expect(nearMisses([...SETTINGS, "PATH", "HOME", "HTTP_PROXY", "DATABASE_URL"])).toEqual([]);
});

test(".env.example has every setting, commented out, with a line about it and its default", () => {
	const lines = readFileSync(join(root, ".env.example"), "utf8").split("\n");
	const settings = lines.flatMap((line, index) => {
		const [, name, value] = /^#? ?([A-Z0-9_]+)=(.*)$/.exec(line) ?? [];
		return name === undefined || name === "COMPOSE_PROFILES"
			? []
			: [{ name, value: value ?? "", line, before: lines[index - 1] ?? "" }];
	});
	expect(settings.map(({ name }) => name).sort()).toEqual([...SETTINGS].sort());
	expect(settings.filter(({ line }) => !line.startsWith("# "))).toEqual([]);
	expect(settings.filter(({ before }) => !/^# .*\.$/.test(before))).toEqual([]);
	const shown = Object.fromEntries(settings.map(({ name, value }) => [name, value]));
	expect(readConfig(shown)).toEqual(readConfig({}));
	const unset = settings.filter(({ value }) => value === "").map(({ name }) => name);
	expect(unset.sort()).toEqual([
		"APPROVERS",
		"DATA_DIRS",
		"DEMO_SECRET",
		"DISCORD_API_URL",
		"DISCORD_TOKEN",
		"K8S_KUBECONFIG",
		"MAX_SANDBOXES",
		"MODEL_API_KEY",
		"MODEL_BASE_URL",
		"MODEL_FILE",
		"MODEL_NAME",
		"MODEL_THREADS",
		"OPS_PORT",
		"OPS_TOKEN",
		"REDIS_URL",
		"REPLICA",
		"RETENTION_DAYS",
		"SANDBOX_BUDGET",
		"SLACK_API_URL",
		"SLACK_APP_TOKEN",
		"SLACK_BOT_TOKEN",
		"SLACK_SIGNING_SECRET",
		"THREADLOOP_POLICY",
		"VISION_API_KEY",
		"VISION_BASE_URL",
		"VISION_MODEL",
	]);
});

test("the table of settings in docs/settings.md has every setting once", () => {
	const rows = [...readFileSync(join(root, "docs/settings.md"), "utf8").matchAll(/^\|\s*`([A-Z][A-Z0-9_]+)`/gm)];
	expect(rows.map(([, name]) => name).sort()).toEqual([...SETTINGS].sort());
});

test.each([
	["VISION_BASE_URL", "http://127.0.0.1:8001/v1", "VISION_MODEL is missing"],
	["VISION_MODEL", "sees", "VISION_BASE_URL is missing"],
])("of a server that looks at charts %s alone is not enough", (name, value, problem) => {
	expect(() => readConfig({ [name]: value })).toThrow(problem);
	expect(readConfig({ VISION_API_KEY: "k" })).not.toHaveProperty("vision");
});
