// `npm run bench:loop`: plays tasks through Threadloop or a baseline, one at a time, and goes on where an earlier start stopped.

import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openModel } from "../../src/model/client.ts";
import { openSandbox } from "../../src/sandbox/docker.ts";
import { openStore } from "../../src/store/redis.ts";
import { startRedis } from "../../test/fakes/redis.ts";
import { plainLoop } from "./baselines.ts";
import { writeEveryday, writeThreads } from "./everyday/generate.ts";
import { writeFaults } from "./faults/generate.ts";
import { openInterpreter } from "./interpreter.ts";
import { LEVERS, type Lever } from "./levers.ts";
import { type Playing, playTask } from "./play.ts";
import { addRecords, type Record, readRecords } from "./record.ts";
import { keepReplies } from "./replies.ts";
import { report } from "./report.ts";
import { readTasks } from "./tasks.ts";
import { threadloop } from "./turn.ts";

const USAGE = `npm run bench:loop -- [--tasks DIR | --faults SEED [--each N] | --everyday SEED | --threads SEED] [--out FILE] [--limit N] [--skip N] [--only ID,ID] [--seed N]
    [--baseline one-shot|plain|open-interpreter | --without ${Object.keys(LEVERS).join("|")}] [--second-opinion]
    [--replies FILE] [--compare FILE] [--report] [--trace DIR]
Questions are asked in plain words, as people ask them, and the text that people read is scored (--plain-words may be said and changes nothing).
--tasks      a folder with questions.jsonl and tables/
--faults     first scripts and files with one fault each
--only       these tasks alone, by their ids
--everyday   files as people have them, asked about in four languages, half with a follow-up
--threads    threads of 8 turns: filters, a definition, and a way back
--second-opinion  each answer is checked by a second program
--replies    what was asked of the model in an earlier play is not asked again, so that loops differ by their steps alone
Needs a model server: MODEL_BASE_URL, MODEL_API_KEY if it has one, and MODEL_NAME where it has several.`;

const LOOPS = {
	"one-shot": plainLoop(0),
	plain: plainLoop(3),
	"open-interpreter": openInterpreter,
} as const;

const { values: asked } = parseArgs({
	options: {
		tasks: { type: "string" },
		faults: { type: "string" },
		everyday: { type: "string" },
		threads: { type: "string" },
		"plain-words": { type: "boolean", default: true },
		"second-opinion": { type: "boolean", default: false },
		skip: { type: "string", default: "0" },
		only: { type: "string" },
		out: { type: "string" },
		each: { type: "string", default: "7" },
		limit: { type: "string", default: "100000" },
		seed: { type: "string", default: "1" },
		baseline: { type: "string", default: "threadloop" },
		without: { type: "string" },
		compare: { type: "string" },
		report: { type: "boolean", default: false },
		trace: { type: "string" },
		replies: { type: "string" },
		help: { type: "boolean", default: false },
	},
});
const lever = Object.keys(LEVERS).find((name): name is Lever => name === asked.without);
const second = asked["second-opinion"];
const baseline = Object.entries(LOOPS).find(([name]) => name === asked.baseline)?.[1];
const ours = threadloop({ second, ...(lever === undefined ? {} : { without: lever }) });
const loop = asked.baseline === "threadloop" ? ours : baseline;
const loopName = lever !== undefined ? `without-${lever}` : second ? `${asked.baseline}-second` : asked.baseline;
const baseUrl = process.env.MODEL_BASE_URL;
if (asked.help || loop === undefined || asked.without !== lever || (baseUrl === undefined && !asked.report)) {
	console.error(USAGE);
	process.exit(asked.help ? 0 : 2);
}

const stateDir = await mkdtemp(join(tmpdir(), "threadloop-bench-"));
const out = resolve(asked.out ?? `bench/results/loop-${setName()}-${loopName}-${asked.seed}.jsonl`);
const LIMITS = { runTimeoutMs: 30_000, maxFixes: 3 } as const;

/** What is played, for the name of the file with the records. */
function setName(): string {
	if (asked.tasks !== undefined) return basename(resolve(asked.tasks));
	if (asked.everyday !== undefined) return `everyday${asked.everyday}`;
	if (asked.threads !== undefined) return `threads${asked.threads}`;
	return `faults${asked.faults ?? "1"}`;
}

async function tasksFolder(): Promise<string> {
	const folder = join(stateDir, "tasks");
	if (asked.tasks !== undefined) return asked.tasks;
	if (asked.everyday !== undefined) return await writeEveryday(folder, Number(asked.everyday));
	if (asked.threads !== undefined) return await writeThreads(folder, Number(asked.threads));
	return await writeFaults(folder, { seed: Number(asked.faults ?? "1"), each: Number(asked.each) });
}

async function play(playing: Playing): Promise<void> {
	const [skip, limit] = [Number(asked.skip), Number(asked.limit)];
	const only = asked.only?.split(",");
	const chosen = (await readTasks(await tasksFolder())).filter(({ id }) => only?.includes(id) ?? true);
	const all = chosen.slice(skip, skip + limit);
	const played = Map.groupBy(await readRecords(out), ({ id }) => id);
	// What failed outside the loop, e.g. with no model there, is played again.
	const done = new Set([...played].filter(([, some]) => some.every(({ end }) => end !== "failed")).map(([id]) => id));
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
		...(process.env.MODEL_API_KEY === undefined ? {} : { apiKey: process.env.MODEL_API_KEY }),
		log: () => {},
	});
	const kept = asked.replies === undefined ? undefined : await keepReplies(asked.replies, model);
	const redis = await startRedis();
	process.on(
		"SIGINT",
		() => void Promise.allSettled([sandbox.removeAll(), redis.stop()]).then(() => process.exit(130)),
	);
	const store = await openStore({ url: redis.url, hostId: "bench", log: () => {}, now: () => Date.now() });
	try {
		for (const [index, task] of left.entries()) {
			const place = { sandbox, model: kept?.model ?? model, store, ...LIMITS, seed: Number(asked.seed) };
			const records = await playTask(playing, place, task);
			await addRecords(out, records);
			bar(all.length - left.length + index + 1, all.length, records);
		}
		if (kept !== undefined) console.log(`replies that were kept: ${kept.counts().kept}, new: ${kept.counts().fresh}`);
	} finally {
		await sandbox.removeAll();
		await store.close();
		await redis.stop();
	}
}

function bar(done: number, all: number, records: readonly Record[]): void {
	const width = 30;
	const full = Math.round((done / all) * width);
	const told = records.map(({ verdict, trips }) => `${verdict.replace("_", " ")} after ${trips.length}`).join(", ");
	console.log(`${"█".repeat(full)}${"░".repeat(width - full)} ${done}/${all}  ${records[0]?.id}: ${told}`);
}

try {
	if (!asked.report)
		await play({ plays: loop, name: loopName, ...(asked.trace === undefined ? {} : { trace: asked.trace }) });
	console.log(report(await readRecords(out), asked.compare === undefined ? [] : await readRecords(asked.compare)));
} finally {
	await rm(stateDir, { recursive: true, force: true });
}
