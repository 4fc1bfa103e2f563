// The whole bot on a real cluster: asked on Slack's look-alike, two replicas with nothing in common but Redis and the cluster.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BotProcess } from "../e2e/process.ts";
import { csv, openStage, type Stage } from "../e2e/stage.ts";
import { codeIn, visible } from "../e2e/twin.ts";
import { type Lab, NAMESPACE, openLab } from "./lab.ts";

/** Two bots, a cluster and a model are much for a small machine. */
const PATIENT = 120_000;
let lab: Lab;
let stage: Stage;
let other: BotProcess;
let folder: string;

beforeAll(async () => {
	lab = await openLab({ pool: 1 });
	folder = await mkdtemp(join(tmpdir(), "threadloop-other-"));
	stage = await openStage({
		REPLICA: "a",
		SANDBOX_DRIVER: "kubernetes",
		K8S_NAMESPACE: NAMESPACE,
		K8S_KUBECONFIG: lab.kubeconfig,
		SANDBOX_MEMORY: "512m",
	});
	other = await stage.second({ REPLICA: "b", STATE_DIR: folder });
	// Whoever clears up after a bot looks for the containers of its host.
	await writeFile(join(stage.bot.stateDir, "host-id"), "none");
}, 600_000);
afterAll(async () => {
	await stage?.close();
	await lab?.end();
	await rm(folder, { recursive: true, force: true });
});

test("a question with a file: code that fails, its fix, an answer and a file", async () => {
	const ts = await stage.twin.upload("<@U0BOT> clean this and chart it", { "data.csv": csv });
	await stage.approve(ts);
	await stage.twin.saying(ts, "The column is called created_at", PATIENT);
	await stage.approve(ts);
	await stage.twin.saying(ts, "The program says:", PATIENT);
	const said = await stage.twin.thread(ts);
	expect(said.filter((one) => codeIn(one).length > 0).length).toBe(2);
	expect(said.flatMap(({ files = [] }) => files).length).toBeGreaterThan(0);
	expect(stage.bot.log() + other.log()).toContain('"event":"sandbox.differs"');
}, 400_000);

test("the bot that works on a running program is killed: the other reports it, and it ran once", async () => {
	const counted = "open('count.txt', 'a').write('x')\nprint('times:', len(open('count.txt').read()))";
	const ts = await stage.propose(`import time\ntime.sleep(10)\n${counted}`);
	await stage.approve(ts);
	await stage.twin.saying(ts, "Running", PATIENT);
	const thread = /"thread":"(slack:[^"]+)"/.exec(
		`${stage.bot.log()}\n${other.log()}`.split("\n").find((line) => line.includes(`:${ts}"`)) ?? "",
	)?.[1];
	const owner = await stage.redis.ask(`HGET threadloop:lock:${thread} owner`);
	await (owner.includes("/b:") ? other : stage.bot).kill();
	await stage.twin.saying(ts, "The program says: times: 1", PATIENT);
	const answers = (await stage.twin.thread(ts)).filter((one) => visible(one).includes("The program says: times: 1"));
	expect(answers).toHaveLength(1);
}, 400_000);
