// An engine that our set-up started: it ends with us, but not while containers of others run in it.

import { execFile, spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { releaseEngine } from "../../scripts/services/engine.ts";
import { identify, isAlive } from "../../scripts/services/identity.ts";
import { engineSocket, image } from "../sandbox/options.ts";
import { stateFolder } from "./folder.ts";

/** A process in the engine's place, as the set-up writes it down, and a socket where it tells what runs in it. */
async function started(running: readonly unknown[]) {
	const stateDir = stateFolder();
	const child = spawn("sleep", ["60"]);
	const engine = identify(child.pid ?? 0);
	if (engine === undefined) throw new Error("no process");
	onTestFinished(() => void child.kill("SIGKILL"));
	writeFileSync(join(stateDir, "engine"), `${engine.pid} ${engine.began} ${process.pid}\n`);
	writeFileSync(join(stateDir, "host-id"), "ours");
	const socketPath = join(stateDir, "docker.sock");
	const server = createServer((_, answer) => void answer.end(JSON.stringify(running))).listen(socketPath);
	onTestFinished(() => void server.close());
	await new Promise((resolve) => server.once("listening", resolve));
	const said: string[] = [];
	const release = (at = socketPath) => releaseEngine(stateDir, { say: (line) => said.push(line), socketPath: at });
	return { stateDir, engine, said, release };
}

const mine = { Names: ["/threadloop-1"], Labels: { "threadloop.host": "ours" } };

test("it ends where only containers of our own run in it", async () => {
	const { stateDir, engine, said, release } = await started([mine]);
	expect([await release(), isAlive(engine), said, existsSync(join(stateDir, "engine"))]).toEqual([
		true,
		false,
		[],
		false,
	]);
});

test.each([
	["somebody else's", { Names: ["/database"], Labels: null }],
	["another bot's", { Names: ["/database"], Labels: { "threadloop.host": "another" } }],
])(
	"it goes on while a container runs that is %s, which is named, and the next start may end it",
	async (_whose, other) => {
		const { stateDir, engine, said, release } = await started([mine, other]);
		expect([await release(), isAlive(engine)]).toEqual([false, true]);
		expect(said).toEqual([expect.stringMatching(/goes on, since others use it \(database\); to end it: kill \d+/)]);
		expect(existsSync(join(stateDir, "engine"))).toBe(true);
	},
);

test("it goes on where nobody can say what runs in it", async () => {
	const { engine, said, release } = await started([]);
	expect([await release("/nowhere.sock"), isAlive(engine), said.length]).toEqual([false, true, 1]);
});

test("a real engine tells of a container that somebody runs in it", async () => {
	const run = promisify(execFile);
	const name = `threadloop-test-${process.pid}`;
	await run("docker", [
		"run",
		"--detach",
		"--rm",
		"--network",
		"none",
		"--name",
		name,
		"--entrypoint",
		"sleep",
		image,
		"60",
	]);
	onTestFinished(async () => void (await run("docker", ["rm", "--force", name])));
	const { engine, said, release } = await started([]);
	expect([await release(engineSocket), isAlive(engine)]).toEqual([false, true]);
	expect(said.join()).toContain(name);
});
