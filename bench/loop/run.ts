// `npm run bench:loop`: plays tasks through Threadloop or a baseline, one at a time, and goes on where an earlier start stopped.

import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openModel } from "../../src/model/client.ts";
import { openSandbox } from "../../src/sandbox/docker.ts";
import { openStore } from "../../src/store/redis.ts";
import { startRedis } from "../../test/fakes/redis.ts";
import { plainLoop } from "./baselines.ts";
import { writeFaults } from "./faults/generate.ts";
import { openInterpreter } from "./interpreter.ts";
import { LEVERS } from "./levers.ts";
import { metered, type Place, type Played } from "./place.ts";
import { addRecord, type Record, readRecords } from "./record.ts";
import { report } from "./report.ts";
import { score } from "./score.ts";
import { readTasks, type Task } from "./tasks.ts";
import { threadloop } from "./turn.ts";

const USAGE = `npm run bench:loop -- [--tasks DIR | --faults SEED [--each N]] [--out FILE] [--limit N] [--seed N]
    [--baseline one-shot|plain|open-interpreter | --without card|probe|restart|precheck|checks]
    [--compare FILE] [--report] [--trace DIR]
Needs a model server: MODEL_BASE_URL, and MODEL_NAME where it has several.`;

const LOOPS = {
	threadloop: threadloop(),
	"one-shot": plainLoop(0),
	plain: plainLoop(3),
	"open-interpreter": openInterpreter,
} as const;

const { values: asked } = parseArgs({
	options: {
		tasks: { type: "string" },
		faults: { type: "string" },
		out: { type: "string" },
		each: { type: "string", default: "7" },
		limit: { type: "string", default: "100000" },
		seed: { type: "string", default: "1" },
		baseline: { type: "string", default: "threadloop" },
		without: { type: "string" },
		compare: { type: "string" },
		report: { type: "boolean", default: false },
		trace: { type: "string" },
		help: { type: "boolean", default: false },
	},
});
const lever = Object.keys(LEVERS).find((name): name is keyof typeof LEVERS => name === asked.without);
const baseline = Object.entries(LOOPS).find(([name]) => name === asked.baseline)?.[1];
const loop = lever === undefined ? baseline : threadloop(lever);
const loopName = lever === undefined ? asked.baseline : `without-${lever}`;
const baseUrl = process.env.MODEL_BASE_URL;
if (asked.help || loop === undefined || asked.without !== lever || (baseUrl === undefined && !asked.report)) {
	console.error(USAGE);
	process.exit(asked.help ? 0 : 2);
}

const stateDir = await mkdtemp(join(tmpdir(), "threadloop-bench-"));
const out = resolve(asked.out ?? `bench/results/loop-${loopName}-${asked.seed}.jsonl`);
const LIMITS = { runTimeoutMs: 30_000, maxFixes: 3 } as const;
/** A task that takes longer is an end of its own: something hangs. */
const TASK_MS = 15 * 60_000;

type Plays = (place: Place, task: Task, thread: string, signal: AbortSignal) => Promise<Played>;

async function play(loop: Plays): Promise<void> {
	const folder =
		asked.tasks ??
		(await writeFaults(join(stateDir, "faults"), { seed: Number(asked.faults ?? "1"), each: Number(asked.each) }));
	const all = (await readTasks(folder)).slice(0, Number(asked.limit));
	const done = new Set((await readRecords(out)).map(({ id }) => id));
	const left = all.filter(({ id }) => !done.has(id));
	const sandbox = await openSandbox({
		image: process.env.SANDBOX_IMAGE || "threadloop-sandbox:local",
		stateDir,
		hostId: `bench-${randomUUID().slice(0, 8)}`,
		memoryBytes: 4 * 1024 ** 3,
		cpus: 1,
		idleMs: 600_000,
		runTimeoutMs: LIMITS.runTimeoutMs,
		maxUploadBytes: 2 * 1024 ** 3,
		need: async () => "working",
		tell: () => {},
		log: () => {},
	});
	const model = openModel({
		baseUrl: baseUrl ?? "",
		...(process.env.MODEL_NAME === undefined ? {} : { name: process.env.MODEL_NAME }),
		log: () => {},
	});
	const redis = await startRedis();
	process.on(
		"SIGINT",
		() => void Promise.allSettled([sandbox.removeAll(), redis.stop()]).then(() => process.exit(130)),
	);
	const store = await openStore({ url: redis.url, hostId: "bench", log: () => {}, now: () => Date.now() });
	try {
		for (const [index, task] of left.entries()) {
			const record = await playOne(loop, { sandbox, model, store, ...LIMITS, seed: Number(asked.seed) }, task);
			await addRecord(out, record);
			bar(done.size + index + 1, all.length, record);
		}
	} finally {
		await sandbox.removeAll();
		await store.close();
		await redis.stop();
	}
}

async function playOne(loop: Plays, place: Place, task: Task): Promise<Record> {
	const began = performance.now();
	const meter = metered(place.model, (last) => (last.includes("Now answer the request") ? "answer" : "code"));
	const thread = `bench:T1:C1:${task.id}`;
	const played = await loop({ ...place, model: meter.model }, task, thread, AbortSignal.timeout(TASK_MS)).catch(
		(error: unknown): Played => {
			console.error(`\n${task.id}: ${String(error)}`);
			return { end: "failed", text: "", runs: [], approvals: 0, states: [] };
		},
	);
	await place.sandbox.forget(thread);
	if (asked.trace !== undefined) await writeTrace(asked.trace, task, [...meter.said, played.end, played.text]);
	return {
		id: task.id,
		...(task.fault === undefined ? {} : { fault: task.fault }),
		loop: loopName,
		seed: place.seed,
		end: played.end,
		...score(played.text, task.answers),
		trips: played.runs.map((run) => ({
			outcome: run.outcome,
			error: run.fault ?? run.error?.name ?? "",
			right: score(run.output, task.answers).strict,
			soft: run.soft === true,
		})),
		calls: [...meter.calls, ...(played.calls ?? [])],
		approvals: played.approvals,
		states: played.states.map(([state, ms]) => [state, ms]),
		ms: Math.round(performance.now() - began),
	};
}

/** All that was said, for a developer to read; it holds the task's text, so it belongs in no repository. */
async function writeTrace(folder: string, { id, answers }: Task, said: readonly string[]): Promise<void> {
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, `${id}.txt`), [...said, JSON.stringify(answers)].join("\n--------\n"));
}

function bar(done: number, all: number, { id, strict, end, trips }: Record): void {
	const width = 30;
	const full = Math.round((done / all) * width);
	console.log(
		`${"█".repeat(full)}${"░".repeat(width - full)} ${done}/${all}  ${id}: ${end}, ${trips.length} runs, ${strict ? "right" : "wrong"}`,
	);
}

try {
	if (!asked.report) await play(loop);
	console.log(report(await readRecords(out), asked.compare === undefined ? [] : await readRecords(asked.compare)));
} finally {
	await rm(stateDir, { recursive: true, force: true });
}
