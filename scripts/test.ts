// `npm test`: set up what tests need, run all checks, and end what was started for them. `live` plays a real Turn on the CPU model,
// `abuse` the slow cases of the sandbox, `vllm` the model client against a real vLLM, `cluster` the sandboxes on a real Kubernetes.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { built } from "./cluster/programs.ts";
import { closeFolder } from "./services/closing.ts";
import { run } from "./services/command.ts";
import { releaseEngine } from "./services/engine.ts";
import { type Model, openModel } from "./services/model.ts";
import { countOf, failedFiles, failuresOf, isBroken, type Outcome, outcomeOf } from "./services/outcome.ts";
import { SetupFailed, setUp } from "./services/setup.ts";
import { Stopped, stopSignal } from "./services/signals.ts";
import { sweep } from "./services/sweep.ts";
import { installVllm } from "./services/vllm.ts";

const root = join(import.meta.dirname, "..");
const stateDir = resolve(root, process.env.STATE_DIR || ".threadloop");
const resultFile = join(stateDir, "test-result.json");
/** For whoever reads the end of a log: a line with the count, then one for each test that failed. */
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
/** For CI: files that fail are played once more, alone, and what passes then is named. */
const secondTry = process.argv.includes("--second-try");
async function main(): Promise<number> {
	const signal = stopSignal();
	closeFolder(stateDir, console.log);
	mkdirSync(join(stateDir, "logs"), { recursive: true });
	for (const file of [resultFile, countFile]) rmSync(file, { force: true });
	let model: Model["running"] | undefined;
	let outcome: Outcome = new Map();
	const vitest = async (line: readonly string[], env: NodeJS.ProcessEnv) => {
		rmSync(resultFile, { force: true });
		const code = await run({ line: [...line, ...report], cwd: root, env, signal });
		return { code, outcome: outcomeOf(resultFile) };
	};
	const played = async (line: readonly string[], env: NodeJS.ProcessEnv): Promise<number> => {
		const first = await vitest(line, env);
		outcome = first.outcome;
		const failed = failedFiles(outcome);
		if (first.code === 0 || !secondTry || failed.length === 0) return first.code;
		const second = await vitest(["vitest", "run", ...failed, "--no-file-parallelism"], env);
		if (isBroken(second.outcome)) return second.code;
		const still = new Set(failuresOf(second.outcome));
		for (const one of failuresOf(outcome)) if (!still.has(one)) console.log(`failed at first, passed alone: ${one}`);
		outcome = new Map([...outcome, ...second.outcome]);
		return second.code;
	};
	try {
		if (mode === "vllm") {
			const env = { ...marked, THREADLOOP_VLLM: await installVllm(stateDir, signal) };
			return await played(["vitest", "run", "test/vllm/"], env);
		}
		await setUp(stateDir, needs[mode], signal);
		if (mode === "abuse") {
			const env = { ...marked, THREADLOOP_ABUSE: "1" };
			return await played(["vitest", "run", ".slow.test.ts"], env);
		}
		if (mode === "cluster") {
			for (const part of ["kube", "agent-sandbox"] as const) await built(part);
			// `npm run test:cluster -- short` leaves out what takes minutes.
			const slow = process.argv.includes("short") ? {} : { THREADLOOP_ABUSE: "1" };
			const env = { ...marked, ...slow, THREADLOOP_CLUSTER: "1" };
			// Each file starts a cluster of its own.
			return await played(["vitest", "run", "test/cluster/", "--no-file-parallelism"], env);
		}
		if (mode === "all") return await played(["npm", "run", "check", "--"], marked);
		const served = await openModel({ stateDir, say: console.log }, { modelFile: process.env.MODEL_FILE || undefined });
		model = served.running;
		await model.start();
		const env = { ...marked, MODEL_BASE_URL: served.url, MODEL_NAME: served.name, MODEL_API_KEY: served.key };
		return await played(["vitest", "run", "test/live/"], env);
	} catch (error) {
		if (error instanceof Stopped) return 130;
		if (!(error instanceof SetupFailed)) console.error(error);
		return 1;
	} finally {
		const { passed, failed } = countOf(outcome);
		writeFileSync(countFile, [`${passed} passed, ${failed} failed`, ...failuresOf(outcome), ""].join("\n"));
		sweep(`${MARK}=${process.pid}`);
		await model?.stop();
		await releaseEngine(stateDir, { say: console.log });
	}
}

process.exit(await main());
