// The doctor: each mistake that operators make is one sentence with its cure, what is well is said to be, and nothing is changed.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { checkDemo, checkDiscord, checkSlack, clockFinding, scopesFinding } from "../../scripts/doctor/chat.ts";
import { examine } from "../../scripts/doctor/examine.ts";
import type { Finding } from "../../scripts/doctor/finding.ts";
import { checkData, checkNode, checkSandbox, checkState } from "../../scripts/doctor/host.ts";
import { checkModel, checkRedis } from "../../scripts/doctor/services.ts";
import { checkSettings } from "../../scripts/doctor/settings.ts";
import { freePort } from "../../scripts/services/ports.ts";
import { readConfig } from "../../src/config/environment.ts";
import { type DiscordTwin, openDiscordTwin, token } from "../e2e/discord-twin.ts";
import { openTwin, tokens } from "../e2e/twin.ts";
import { startModelServer } from "../fakes/model-server.ts";
import { startRedis } from "../fakes/redis.ts";
import { openSlackProxy } from "../proxies/slack.ts";

const project = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "threadloop-doctor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
	vi.unstubAllEnvs();
	for (const name of [".env", "threadloop.yaml"]) rmSync(join(folder, name), { force: true });
});

const bad = (findings: readonly Finding[]) => findings.filter(({ state }) => state !== "good").map(({ said }) => said);
/** What is said of a `.env` with these lines. */
function saidOf(env: string, policy = ""): string {
	writeFileSync(join(folder, ".env"), env, { mode: 0o600 });
	if (policy !== "") writeFileSync(join(folder, "threadloop.yaml"), policy);
	return bad(checkSettings({ root: folder, env: {} }).findings).join("\n");
}
const config = (env: Record<string, string> = {}) => readConfig(env);

const BOT = "SLACK_BOT_TOKEN=xoxb-1-2-abc";
const APP = "SLACK_APP_TOKEN=xapp-1-A1-2-abc";
const MISTAKES: readonly [what: string, env: string, ...says: string[]][] = [
	[
		"the two tokens swapped",
		"SLACK_BOT_TOKEN=xapp-1-A1-2-abc\nSLACK_APP_TOKEN=xoxb-1-2-abc",
		"are swapped: exchange their values",
	],
	[
		"a user's token",
		`SLACK_BOT_TOKEN=xoxp-1-2\n${APP}`,
		"SLACK_BOT_TOKEN must be a bot token, which starts with xoxb-",
	],
	["the bot token alone", BOT, "SLACK_APP_TOKEN is missing", "or SLACK_SIGNING_SECRET"],
	["the app token alone", APP, "SLACK_BOT_TOKEN is missing"],
	[
		"MODEL_URL",
		"MODEL_URL=http://x",
		"MODEL_URL in .env is not a setting, so it does nothing; did you mean MODEL_BASE_URL?",
	],
	["SLACK_TOKEN", "SLACK_TOKEN=xoxb-1", "did you mean SLACK_BOT_TOKEN?"],
	["MAX_RETRIES", "MAX_RETRIES=2", "did you mean MAX_FIXES?"],
	["a key of nothing", "FOO=1", "FOO in .env is not a setting, so it does nothing; docs/settings.md lists them all."],
	["a near miss", "REDIS_ULR=redis://x", "did you mean REDIS_URL?"],
	[
		"a line without =",
		"# mine\nSLACK_BOT_TOKEN xoxb-1-2-secret",
		"Line 2 of .env has no “=”, so it does nothing; write SLACK_BOT_TOKEN=...",
	],
	["REDIS_URL without a scheme", "REDIS_URL=localhost:6379", "must start with redis://", "for example REDIS_URL="],
	["MODEL_BASE_URL without a scheme", "MODEL_BASE_URL=localhost:8000", "starts with http:// or https://"],
	[
		"words for numbers",
		"FOUR_EYES=true\nRUN_TIMEOUT_S=30s\nSANDBOX_MEMORY=4 GB",
		"FOUR_EYES must be yes or no",
		"RUN_TIMEOUT_S must be a whole number",
		"SANDBOX_MEMORY must be a size like 512m or 4g",
	],
	["names of approvers", "APPROVERS=alice", "must be ids (not names)"],
	["one port twice", "DEMO_SLACK_PORT=4710\nDEMO_PAGE_PORT=4710", "DEMO_PAGE_PORT must differ"],
	["a policy file that is not there", "THREADLOOP_POLICY=/nope.yaml", "names a file that does not exist"],
];

test.each(MISTAKES)("%s: one sentence with the cure", (_, env, ...says) => {
	const said = saidOf(env);
	for (const part of says) expect(said).toContain(part);
	expect(said).not.toMatch(/secret|\bat .*:\d+:\d+/);
});

test.each([
	["an unknown key", "defaults:\n  aprovers: [U01]\n", "did you mean approvers?"],
	["a mode that is none", "defaults:\n  mode: maybe\n", "mode"],
	["no YAML", "defaults:\n  mode: ask\n approvers\n  x: [", "is not YAML"],
])("rules with %s: one sentence with the cure", (_, policy, says) => {
	const said = saidOf("", policy);
	expect(said).toContain(says);
	expect(said).not.toMatch(/:$/m);
});

test("settings that are right, with a value over several lines, say nothing; what other programs read is no mistake", () => {
	expect(
		saidOf(
			`${BOT}\n${APP}\nexport LOG_LEVEL=info\nHTTPS_PROXY=http://p\nDOCKER_HOST=unix:///x\nTZ=UTC\nMODEL_API_KEY="one\ntwo three\n"\n`,
		),
	).toBe("");
});

test("a .env that others can read is told", () => {
	writeFileSync(join(folder, ".env"), "", { mode: 0o644 });
	expect(bad(checkSettings({ root: folder, env: {} }).findings)).toEqual([expect.stringContaining("chmod 600")]);
});

test("with wrong settings nothing else is looked at, and that is said", async () => {
	writeFileSync(join(folder, ".env"), "MAX_FIXES=many", { mode: 0o600 });
	const told: Finding[] = [];
	const all = await examine({ root: folder, env: {} }, (finding) => told.push(finding));
	expect(all).toEqual(told);
	expect(all.map(({ part, state }) => `${part} ${state}`)).toEqual([
		"Node good",
		"settings bad",
		"everything else skipped",
	]);
});

describe("the machine", () => {
	test("an old Node", async () => {
		expect(await checkNode("20.20.2")).toMatchObject({ state: "bad", said: expect.stringContaining("24 is needed") });
	});
	test("a state folder that is everybody's, or cannot be made", async () => {
		expect(bad(await checkState(tmpdir())).join()).toContain("/threadloop");
		writeFileSync(join(folder, "file"), "");
		expect(bad(await checkState(join(folder, "file", "state"))).join()).toContain("set STATE_DIR");
	});
	test("a folder of data that is not there", async () => {
		expect(bad(await checkData(config({ DATA_DIRS: "/nope" }), folder)).join()).toMatch(
			/names \/nope, which is not a folder .* for example DATA_DIRS=/,
		);
	});
	test("an engine that is not there", async () => {
		vi.stubEnv("DOCKER_HOST", "unix:///nope.sock");
		const found = await checkSandbox(config(), folder);
		expect(found.map(({ state }) => state)).toEqual(["bad", "skipped", "skipped"]);
		expect(found[0]?.said).toMatch(/engine/i);
	});
	test("a cluster that is not there, and no engine beside it", async () => {
		writeFileSync(join(folder, ".env"), "SANDBOX_DRIVER=kubernetes\nK8S_KUBECONFIG=/nope\n", { mode: 0o600 });
		const found = await examine({ root: folder, env: { PATH: "", STATE_DIR: join(folder, "state") } }, () => {});
		const said = found.find(({ part }) => part === "sandbox pool");
		expect(said).toMatchObject({ state: "bad", said: expect.stringContaining("name a file in K8S_KUBECONFIG") });
		expect(found.map(({ part }) => part)).not.toContain("Docker engine");
	});
	test("a port of the demo that is taken", async () => {
		const server = createServer().listen(0, "127.0.0.1");
		await once(server, "listening");
		const { port } = z.object({ port: z.int() }).parse(server.address());
		expect(bad(await checkDemo(config({ DEMO_PAGE_PORT: String(port) }))).join()).toContain(
			`DEMO_PAGE_PORT=${port + 100}`,
		);
		server.close();
	});
	test.each([
		[0, "good"],
		[90_000, "worry"],
		[-3_600_000, "bad"],
	])("a clock that is %d ms off is %s", (off, state) => {
		const now = Date.UTC(2025, 1, 4);
		expect(clockFinding(new Date(now).toUTCString(), now + off)).toMatchObject([{ state }]);
	});
});

describe("Redis", () => {
	test("that is down", async () => {
		const url = `redis://:hidden@127.0.0.1:${await freePort()}`;
		const said = bad(await checkRedis(config({ REDIS_URL: url }), "")).join();
		expect(said).toMatch(/does not answer; start it, or correct REDIS_URL/);
		expect(said).not.toContain("hidden");
	}, 20_000);
	test("that keeps every write, and one that may lose some", async () => {
		const kept = await startRedis();
		expect(bad(await checkRedis(config({ REDIS_URL: kept.url }), ""))).toEqual([]);
		await kept.stop();
		const lossy = await startRedis({ appendonly: "no" });
		expect(bad(await checkRedis(config({ REDIS_URL: lossy.url }), "")).join()).toContain("appendonly");
		await lossy.stop();
	}, 20_000);
	test("that is to be our own, and is not installed", async () => {
		expect(bad(await checkRedis(config(), "/nope:")).join()).toContain("apt install redis-server");
	});
});

describe("the model", () => {
	const of = (env: Record<string, string>) => checkModel(config(env));
	test("that answers, and whose cache works", async () => {
		const server = await startModelServer();
		server.answerWith(() => ({ kind: "say", text: "Hi", cachedTokens: 8 }));
		const found = await of({ MODEL_BASE_URL: server.url });
		expect(bad(found)).toEqual([]);
		expect(found.map(({ part }) => part)).toEqual(["model", "model reply", "model cache"]);
		// The /v1 may be left out.
		expect(bad(await of({ MODEL_BASE_URL: server.url.replace("/v1", "") }))).toEqual([]);
		expect(bad(await of({ MODEL_BASE_URL: server.url.replace("http:", "https:") })).join()).toContain(
			"its address starts with http://",
		);
		server.answerWith(() => ({ kind: "fail", status: 404, body: { error: { message: "no such model" } } }));
		expect(bad(await of({ MODEL_BASE_URL: server.url, MODEL_NAME: "another" })).join()).toMatch(
			/“?another”?.*MODEL_NAME/,
		);
		server.answerWith(() => ({ kind: "fail", status: 401, body: { error: { message: "no" } } }));
		expect(bad(await of({ MODEL_BASE_URL: server.url })).join()).toContain("check MODEL_API_KEY");
		await server.stop();
	}, 30_000);
	test("that is not there", async () => {
		const said = bad(await of({ MODEL_BASE_URL: `http://127.0.0.1:${await freePort()}/v1` })).join();
		expect(said).toContain("does not answer (connection refused); start it or correct MODEL_BASE_URL");
	});
	test("a file of weights that is not there", async () => {
		expect(bad(await of({ MODEL_FILE: "/nope.gguf" })).join()).toContain("npm start downloads one");
	});
});

describe("Slack and Discord", () => {
	let slack: Awaited<ReturnType<typeof openTwin>>;
	let proxy: Awaited<ReturnType<typeof openSlackProxy>>;
	let discord: DiscordTwin;
	beforeAll(async () => {
		[slack, discord] = await Promise.all([openTwin(), openDiscordTwin()]);
		proxy = await openSlackProxy(slack.url, await freePort());
	}, 60_000);
	afterAll(async () => {
		await proxy?.close();
		await Promise.all([slack?.stop(), discord?.stop()]);
	});
	const onSlack = (api: string) =>
		checkSlack(config({ SLACK_BOT_TOKEN: tokens.bot, SLACK_APP_TOKEN: tokens.app, SLACK_API_URL: api }), project);

	test("Slack's tokens, right and wrong", async () => {
		expect((await onSlack(proxy.apiUrl)).filter(({ state }) => state === "bad")).toEqual([]);
		// The look-alike knows no wrong token.
		proxy.spoil = () => ({ kind: "answer", status: 200, body: { ok: false, error: "invalid_auth" } });
		const said = bad(await onSlack(proxy.apiUrl)).join("\n");
		expect(said).toContain(
			"auth.test (invalid_auth); copy the current token from the app's settings into SLACK_BOT_TOKEN",
		);
		expect(said).toContain("into SLACK_APP_TOKEN");
		expect(proxy.sockets).toEqual([]);
	});
	test("Slack out of reach", async () => {
		const said = bad(await onSlack(`http://127.0.0.1:${await freePort()}/api/`)).join();
		expect(said).toContain("check this machine's connection");
	});
	test("scopes that the app lacks, by the manifest", () => {
		const manifest = readFileSync(join(project, "manifest.yml"), "utf8");
		const all = [...manifest.matchAll(/- (\w+:\w+)/g)].map(([, scope]) => scope).concat("commands");
		expect(all.length).toBeGreaterThan(9);
		expect(scopesFinding(all.join(","), project).state).toBe("good");
		expect(scopesFinding(all.filter((scope) => scope !== "files:read").join(","), project)).toMatchObject({
			state: "bad",
			said: "The app lacks files:read; add it under OAuth & Permissions and install the app again.",
		});
	});
	test("Discord's token, intents and permissions, right and wrong", async () => {
		const of = (one = token) => checkDiscord(config({ DISCORD_TOKEN: one, DISCORD_API_URL: discord.apiUrl }));
		const { before } = discord.proxy;
		// As Discord documents them; the look-alike has none of these.
		const answer = (flags: number, permissions: string) => {
			discord.proxy.before = ({ path }) => {
				if (path === "/applications/@me") return { status: 200, json: { id: "1", flags } };
				return path === "/users/@me/guilds"
					? { status: 200, json: [{ id: "2", name: "Acme", permissions }] }
					: undefined;
			};
		};
		answer(
			1 << 19,
			String((1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 15n) | (1n << 16n) | (1n << 35n) | (1n << 38n)),
		);
		expect(bad(await of())).toEqual([]);
		answer(0, String((1n << 10n) | (1n << 14n)));
		const said = bad(await of()).join("\n");
		expect(said).toContain("Message Content Intent is off");
		expect(said).toContain("In Acme the bot lacks Send Messages, Attach Files, Read Message History");
		discord.proxy.before = () => ({ status: 401, json: { message: "401: Unauthorized", code: 0 } });
		expect(bad(await of("wrong-token-wrong")).join()).toContain("into DISCORD_TOKEN");
		discord.proxy.before = before;
	});
});

test("npm run doctor --json ends with 1 where something is wrong, and prints nothing but JSON", async () => {
	const env = {
		PATH: process.env.PATH ?? "",
		HOME: folder,
		STATE_DIR: join(folder, "state"),
		MAX_FIXES: "many",
		FOUR_EYES: "true",
	};
	const child = spawn(process.execPath, ["--no-warnings", join(project, "scripts/doctor.ts"), "--json"], { env });
	let out = "";
	child.stdout.on("data", (chunk) => {
		out += String(chunk);
	});
	const [code] = await once(child, "close");
	const { ok, findings } = z
		.object({ ok: z.boolean(), findings: z.array(z.object({ part: z.string(), state: z.string(), said: z.string() })) })
		.parse(JSON.parse(out));
	expect([code, ok]).toEqual([1, false]);
	expect(findings.filter(({ state }) => state === "bad").map(({ said }) => said.split(" ")[0])).toEqual([
		"FOUR_EYES",
		"MAX_FIXES",
	]);
}, 30_000);
