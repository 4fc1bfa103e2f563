// `npm start` before it starts anything: settings, a second start, ports that are taken.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkModel } from "../../scripts/doctor/services.ts";
import { readEnvironment } from "../../scripts/services/environment.ts";
import { openFleet } from "../../scripts/services/fleet.ts";
import { identify, isAlive } from "../../scripts/services/identity.ts";
import { freePort } from "../../scripts/services/ports.ts";
import { awaitLeaving, beginLeaving, leaveStateDir, takeStateDir } from "../../scripts/services/records.ts";
import { demoInvitation, readyLine } from "../../scripts/services/welcome.ts";
import { readConfig } from "../../src/config/environment.ts";
import { stateFolder } from "./folder.ts";

const script = join(import.meta.dirname, "../../scripts/start.ts");

function start(env: Readonly<Record<string, string>>) {
	const { npm_lifecycle_event: _, ...inherited } = process.env;
	const clean = { SLACK_BOT_TOKEN: "", SLACK_APP_TOKEN: "", DISCORD_TOKEN: "" };
	return spawnSync(process.execPath, [script], { encoding: "utf8", env: { ...inherited, ...clean, ...env } });
}

test("where the demo's look-alike cannot run, that is said before anything is fetched, with the way that works", () => {
	const bin = stateFolder();
	const fakes = { uname: "case $1 in -s) echo Darwin ;; *) echo arm64 ;; esac", npm: "touch $0.called; exit 1" };
	for (const [name, body] of Object.entries(fakes))
		writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
	const tokens = { SLACK_BOT_TOKEN: "", DISCORD_TOKEN: "" };
	const env = { ...process.env, ...tokens, PATH: `${bin}:${process.env.PATH}` };
	const { status, stderr } = spawnSync("sh", [join(script, "../start.sh")], { encoding: "utf8", env });
	expect(stderr).toContain("runs on Linux x64 only, and this is Darwin arm64");
	expect(stderr).toContain("docker compose --profile demo up");
	expect(status).toBe(1);
	expect(existsSync(join(bin, "npm.called"))).toBe(false);
});

test("starting twice says so, and names the process that runs", () => {
	const stateDir = stateFolder();
	expect(takeStateDir(stateDir)).toBeUndefined();
	const { stdout, status } = start({ STATE_DIR: stateDir });
	expect(stdout).toContain(`Threadloop is already running (process ${process.pid}`);
	expect(stdout).toContain(`kill ${process.pid}`);
	expect(status).toBe(1);
	expect(existsSync(join(stateDir, "start.lock"))).toBe(true);
	leaveStateDir(stateDir);
});

test("a start right after a stop waits until the one before has ended", async () => {
	const stateDir = stateFolder();
	const before = spawn("sleep", ["3"]);
	const { pid = 0 } = before;
	writeFileSync(join(stateDir, "start.lock"), JSON.stringify({ ...identify(pid), stopping: true }));
	const said: string[] = [];
	await awaitLeaving(stateDir, (line) => said.push(line));
	expect(said).toEqual([`process ${pid} is still stopping; waiting for it ...`]);
	expect(takeStateDir(stateDir)).toBeUndefined();
	beginLeaving(stateDir);
	const lock: unknown = JSON.parse(readFileSync(join(stateDir, "start.lock"), "utf8"));
	expect(lock).toMatchObject({ pid: process.pid, stopping: true });
	leaveStateDir(stateDir);
});

test("a lock left by a killed start does not keep the next one out", () => {
	const stateDir = stateFolder();
	// Our own number, as if it had belonged to a process that began at another time.
	writeFileSync(join(stateDir, "start.lock"), JSON.stringify({ pid: process.pid, began: "1" }));
	expect(takeStateDir(stateDir)).toBeUndefined();
	const lock: unknown = JSON.parse(readFileSync(join(stateDir, "start.lock"), "utf8"));
	expect(lock).toMatchObject({ pid: process.pid });
	expect(isAlive({ pid: process.pid, began: "1" })).toBe(false);
});

test("a port that is taken is named, with the setting that changes it", async () => {
	const stateDir = stateFolder();
	const server = createServer().listen(0, "127.0.0.1");
	onTestFinished(() => void server.close());
	await new Promise((resolve) => server.once("listening", resolve));
	const address = server.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	const { stderr, status } = start({ STATE_DIR: stateDir, DEMO_SLACK_PORT: String(port) });
	expect(stderr).toContain(`Port ${port} is taken by another program; set DEMO_SLACK_PORT`);
	expect(status).toBe(1);
	expect(existsSync(join(stateDir, "start.lock"))).toBe(false);
});

test("only without Slack and without Discord is there a look-alike", () => {
	const around = { stateDir: stateFolder(), say: () => {} };
	const discord = { DISCORD_TOKEN: "MTIzNDU2.GabcDE.f0123456789" };
	const slack = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" };
	const page = (env: Record<string, string>) => openFleet(readConfig(env), around).pageAddress;
	expect(page({})).toMatch(/^http:\/\/127\.0\.0\.1:/);
	expect([page(discord), page(slack), page({ ...discord, ...slack })]).toEqual([undefined, undefined, undefined]);
});

test("wrong settings are all told before anything is done", () => {
	const { stderr, status } = start({ STATE_DIR: stateFolder(), MAX_FIXES: "many", DEMO_PAGE_PORT: "0" });
	expect(stderr).toContain("MAX_FIXES");
	expect(stderr).toContain("DEMO_PAGE_PORT");
	expect(status).toBe(1);
});

test("a mistake in threadloop.yaml stops the start, too", () => {
	const stateDir = stateFolder();
	const file = join(stateDir, "rules.yaml");
	writeFileSync(file, "defaults: {mode: always}");
	const { stderr, status } = start({ STATE_DIR: stateDir, THREADLOOP_POLICY: file });
	expect(stderr).toContain("defaults.mode must be ask, fixes or auto");
	expect(status).toBe(1);
	expect(existsSync(join(stateDir, "start.lock"))).toBe(false);
});

test("it is not called ready while the model does not answer, nor is another server called this machine's CPU", async () => {
	const config = readConfig({ MODEL_BASE_URL: `http://127.0.0.1:${await freePort()}/v1` });
	const model = await checkModel(config, "line");
	expect(readyLine("3 s", model)).toMatch(/^connected in 3 s, but nothing .* start it or correct MODEL_BASE_URL/);
	expect(readyLine("3 s", [])).toBe("ready in 3 s");
	expect(demoInvitation("http://a", undefined)).not.toContain("CPU");
});

test("a key of .env that is nearly a setting is pointed out, and the others count", () => {
	const root = stateFolder();
	writeFileSync(join(root, ".env"), "MAX_FIX=2\nSTATE_DIR=here\nSOMETHING_ELSE=1\n");
	const before = { ...process.env };
	onTestFinished(() => {
		process.env = before;
	});
	delete process.env.STATE_DIR;
	const said: string[] = [];
	const { stateDir } = readEnvironment(root, (line) => said.push(line));
	expect(said).toEqual([
		expect.stringContaining("did you mean MAX_FIXES?"),
		expect.stringContaining("SOMETHING_ELSE in .env is not a setting"),
	]);
	expect(stateDir).toBe(join(root, "here"));
	expect(existsSync(join(stateDir, "logs"))).toBe(true);
});
