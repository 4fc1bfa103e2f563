// `npm test`: set up what tests need, run all checks, and end what was started for them. `live` plays a real Turn on the CPU model,
// `abuse` the slow cases of the sandbox, `vllm` the model client against a real vLLM, `cluster` the sandboxes on a real Kubernetes.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { built } from "./cluster/programs.ts";
import { closeFolder } from "./services/closing.ts";
import { run } from "./services/command.ts";
import { releaseEngine } from "./services/engine.ts";
import { type Model, openModel } from "./services/model.ts";
import { SetupFailed, setUp } from "./services/setup.ts";
import { Stopped, stopSignal } from "./services/signals.ts";
import { sweep } from "./services/sweep.ts";
import { installVllm } from "./services/vllm.ts";

const root = join(import.meta.dirname, "..");
const stateDir = resolve(root, process.env.STATE_DIR || ".threadloop");
const resultFile = join(stateDir, "test-result.json");
/** One line, for whoever reads the end of a log. */
const countFile = join(stateDir, "test-count.txt");
/** Tests start servers in groups of their own; what an interrupted test leaves is known by this. */
const MARK = "THREADLOOP_TEST_RUN";
const marked = { ...process.env, [MARK]: String(process.pid) };
const mode = z.enum(["all", "live", "abuse", "vllm", "cluster"]).parse(process.argv[2] ?? "all");

const needs = {
	all: ["redis", "chromium", "compose"],
	live: ["redis", "model", "chromium", "compose"],
	abuse: ["redis"],
	cluster: ["redis", "compose"],
} as const;
const report = ["--reporter=default", "--reporter=json", `--outputFile.json=${resultFile}`];

async function main(): Promise<number> {
	const signal = stopSignal();
	closeFolder(stateDir, console.log);
	mkdirSync(join(stateDir, "logs"), { recursive: true });
	for (const file of [resultFile, countFile]) rmSync(file, { force: true });
	let model: Model["running"] | undefined;
	try {
		if (mode === "vllm") {
			const env = { ...marked, THREADLOOP_VLLM: await installVllm(stateDir, signal) };
			return await run({ line: ["vitest", "run", "test/vllm/", ...report], cwd: root, env, signal });
		}
		await setUp(stateDir, needs[mode], signal);
		if (mode === "abuse") {
			const env = { ...marked, THREADLOOP_ABUSE: "1" };
			return await run({ line: ["vitest", "run", ".slow.test.ts", ...report], cwd: root, env, signal });
		}
		if (mode === "cluster") {
			for (const part of ["kube", "agent-sandbox"] as const) await built(part);
			// `npm run test:cluster -- short` leaves out what takes minutes.
			const slow = process.argv[3] === "short" ? {} : { THREADLOOP_ABUSE: "1" };
			const env = { ...marked, ...slow, THREADLOOP_CLUSTER: "1" };
			// Each file starts a cluster of its own.
			const line = ["vitest", "run", "test/cluster/", "--no-file-parallelism", ...report];
			return await run({ line, cwd: root, env, signal });
		}
		if (mode === "all") {
			return await run({ line: ["npm", "run", "check", "--", ...report], cwd: root, env: marked, signal });
		}
		const served = await openModel({ stateDir, say: console.log }, { modelFile: process.env.MODEL_FILE || undefined });
		model = served.running;
		await model.start();
		const env = { ...marked, MODEL_BASE_URL: served.url, MODEL_NAME: served.name, MODEL_API_KEY: served.key };
		return await run({ line: ["vitest", "run", "test/live/", ...report], cwd: root, env, signal });
	} catch (error) {
		if (error instanceof Stopped) return 130;
		if (!(error instanceof SetupFailed)) console.error(error);
		return 1;
	} finally {
		writeFileSync(countFile, `${countOf(resultFile)}\n`);
		sweep(`${MARK}=${process.pid}`);
		await model?.stop();
		await releaseEngine(stateDir, { say: console.log });
	}
}

const result = z.object({ success: z.boolean(), numPassedTests: z.int(), numFailedTests: z.int() });

/** A run that broke before its first test, or beside its tests, counts as one failure. */
function countOf(file: string): string {
	try {
		const { success, numPassedTests, numFailedTests } = result.parse(JSON.parse(readFileSync(file, "utf8")));
		return `${numPassedTests} passed, ${success ? numFailedTests : Math.max(1, numFailedTests)} failed`;
	} catch {
		return "0 passed, 1 failed";
	}
}

process.exit(await main());
