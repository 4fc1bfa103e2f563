// Tasks played through the bench's loops in a real sandbox, with a server that says what a right or a wrong model would.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { plainLoop } from "../../bench/loop/baselines.ts";
import { writeEveryday } from "../../bench/loop/everyday/generate.ts";
import { LEVERS } from "../../bench/loop/levers.ts";
import type { Played, Plays } from "../../bench/loop/place.ts";
import { playTask } from "../../bench/loop/play.ts";
import { type Record, readRecords } from "../../bench/loop/record.ts";
import { keepReplies } from "../../bench/loop/replies.ts";
import { report } from "../../bench/loop/report.ts";
import { readTasks, type Task } from "../../bench/loop/tasks.ts";
import { threadloop } from "../../bench/loop/turn.ts";
import { judge } from "../../bench/loop/verdict.ts";
import type { Model } from "../../src/core/ports.ts";
import { openModel } from "../../src/model/client.ts";
import { openStore, type RedisStore } from "../../src/store/redis.ts";
import { type ModelServer, startModelServer } from "../fakes/model-server.ts";
import { startRedis, type TestRedis } from "../fakes/redis.ts";
import { openLab } from "../sandbox/abuse/lab.ts";

let folder: string;
let server: ModelServer;
let redis: TestRedis;
let store: RedisStore;
let tasks: readonly Task[];
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "threadloop-plays-"));
	tasks = await readTasks(await writeEveryday(join(folder, "tasks"), 1));
	[server, redis] = await Promise.all([startModelServer(), startRedis()]);
	store = await openStore({ url: redis.url, hostId: "bench", log: () => {}, now: () => Date.now() });
});
afterAll(async () => {
	await store.close();
	await Promise.all([server.stop(), redis.stop()]);
	await rm(folder, { recursive: true, force: true });
});

/** The task with a follow-up that has files of this kind. */
function taskOf(kind: string): Task {
	const task = tasks.find((one) => one.kind === kind && one.turns.length > 1);
	if (task === undefined) throw new Error(kind);
	return task;
}

/** For each turn the program that the model writes. */
function writes(task: Task, program: (solution: string, turn: number) => string): void {
	server.answerWith(({ messages }) => {
		const last = messages.at(-1)?.content ?? "";
		if (last.includes("Now answer the request")) return "The figures are above.";
		const asked = messages.findLast(({ content }) => task.turns.some(({ request }) => content.includes(request)));
		const at = task.turns.findLastIndex(({ request }) => asked?.content.includes(request) === true);
		return `\`\`\`python\n${program(task.turns[at]?.solution ?? "", at)}\n\`\`\``;
	});
}

describe("a task of two turns", () => {
	const lab = openLab({ memoryBytes: 1024 ** 3, runTimeoutMs: 30_000 });
	let number = 0;
	beforeEach(() => {
		number += 1;
	});

	const opened = () => openModel({ baseUrl: server.url, log: () => {} });

	async function play(plays: Plays, task: Task, model: Model = opened()): Promise<readonly Record[]> {
		const place = { sandbox: lab.sandbox, model, store, runTimeoutMs: 30_000, maxFixes: 3, seed: 1 };
		return await playTask({ plays, name: "test" }, place, { ...task, id: `${task.id}-${number}` });
	}

	test.each([
		["Threadloop", threadloop()],
		["the plain loop", plainLoop(3)],
	])("over two files is right in both, by %s", async (_, plays) => {
		const task = taskOf("two files to join");
		writes(task, (solution) => solution);
		const records = await play(plays, task);
		expect(records.map(({ turn, verdict, trips }) => [turn, verdict, trips.length])).toEqual([
			[1, "right", 1],
			[2, "right", 1],
		]);
		expect(records.every(({ calls }) => calls.some(({ kind }) => kind === "code"))).toBe(true);
	});

	test("is wrong where the follow-up prints the first answer again, and each has what it cost", async () => {
		const task = taskOf("lakh grouping");
		writes(task, (_, at) => `${task.turns[0]?.solution}\nprint("turn", ${at})`);
		const records = await play(threadloop(), task);
		expect(records.map(({ holds }) => holds)).toEqual([true, false]);
		expect(records[1]?.verdict).not.toBe("right");
	});

	test("asks the model only what no play before it has asked", async () => {
		const task = taskOf("two files to join");
		const file = join(folder, "replies.jsonl");
		const kept = async (plays: Plays) => {
			const { model, counts } = await keepReplies(file, opened());
			const same = { ...task, id: "kept" };
			const place = { sandbox: lab.sandbox, model, store, runTimeoutMs: 30_000, maxFixes: 3, seed: 1 };
			await redis.ask("FLUSHALL");
			const records = await playTask({ plays, name: "test" }, place, same);
			return { verdicts: records.map(({ verdict }) => verdict), ...counts() };
		};
		writes(task, (solution) => solution);
		const first = await kept(threadloop());
		expect(first).toMatchObject({ verdicts: ["right", "right"], kept: 0 });
		// Another model from here on: it would be heard if it were asked.
		writes(task, () => "print(0)");
		expect(await kept(threadloop())).toEqual({ ...first, kept: first.fresh, fresh: 0 });
		const without = await kept(threadloop({ without: "card" }));
		expect(without.verdicts).not.toContain("right");
		expect(without.fresh).toBeGreaterThan(0);
	});

	test.each(Object.keys(LEVERS) as (keyof typeof LEVERS)[])("is played without %s, too", async (without) => {
		const task = taskOf("repeated rows");
		writes(task, (solution) => solution);
		const records = await play(threadloop({ without }), task);
		expect(records.map(({ holds }) => holds)).toEqual([true, true]);
		if (without === "words")
			expect(records.flatMap(({ calls }) => calls).some(({ kind }) => kind === "answer")).toBe(false);
	});
});

describe("an answer", () => {
	const ask = { request: "How many rows?", answers: [{ name: "rows", value: "12" }] };
	const played: Played = {
		end: "answered",
		answer: "There are 12 rows.",
		shown: "",
		beside: "",
		checked: true,
		files: [],
		runs: [],
		approvals: 1,
		states: [],
	};
	const verdict = (over: Partial<Played>) => judge({ ...played, ...over }, ask).verdict;

	test("is right, wrong under a green tick, wrong as run alone, or wrong with a word about it", () => {
		expect(verdict({})).toBe("right");
		expect(verdict({ answer: "There are 14 rows." })).toBe("wrong");
		expect(verdict({ answer: "There are 14 rows.", checked: false })).toBe("unchecked");
		expect(verdict({ answer: "There are 14 rows.", beside: "It ran\nNot done: by month." })).toBe("flagged");
		expect(
			verdict({ answer: "There are 14 rows.", beside: "The two programs disagree, so it is not confirmed." }),
		).toBe("flagged");
		expect(verdict({ end: "gave_up", answer: "12" })).toBe("gave_up");
		expect(verdict({ end: "asked", answer: "Which column do you mean?" })).toBe("asked");
	});

	test("of words without a figure is what the program printed", () => {
		expect(verdict({ answer: "It is printed above.", shown: "12" })).toBe("right");
		expect(verdict({ answer: "There are 14 rows.", shown: "12" })).toBe("wrong");
	});

	test("lacks a chart or a file that was asked for", () => {
		const made = (files: readonly string[]) => judge({ ...played, files }, { ...ask, makes: ["chart", "xlsx"] });
		expect(made(["figure-1.png", "clean.xlsx"])).toMatchObject({ verdict: "right", lacks: [] });
		expect(made(["clean.xlsx"])).toMatchObject({ verdict: "wrong", lacks: ["chart"] });
		expect(made(["figure-1.png", "clean.csv"])).toMatchObject({ verdict: "wrong", lacks: ["xlsx"] });
	});
});

test("a report counts what was right, what was wrong and said done, and what a second opinion doubted", async () => {
	const record = (id: string, turn: number, over: Partial<Record>): Record => ({
		id,
		turn,
		loop: "threadloop",
		seed: 1,
		end: "answered",
		verdict: "right",
		holds: true,
		flags: [],
		lacks: [],
		trips: [],
		calls: [],
		approvals: 1,
		states: [],
		ms: 1000,
		...over,
	});
	const text = report([
		record("a", 1, { kind: "x", opinion: "agrees" }),
		record("a", 2, { kind: "x", verdict: "wrong", holds: false, opinion: "differs" }),
		record("b", 1, { kind: "y", verdict: "flagged", holds: false, flags: ["not_done"], opinion: "unclear" }),
		record("b", 2, { kind: "y", verdict: "gave_up", holds: false }),
	]);
	expect(text).toContain("| tasks, answers | 2, 4 |");
	expect(text).toMatch(/\| right \| 25 % \(/);
	expect(text).toMatch(/\| wrong, but flagged \| 25 % \(/);
	expect(text).toContain("| x | 2 | 1 | 1 | 0 | 0 |");
	expect(text).toContain("| 2 | 2 | 0 | 1 | 0 | 1 |");
	expect(text).toMatch(/\| wrong answers \| 2 \| 0 \| 1 \| 1 \| 100 %/);
	expect(await readRecords(join(folder, "none.jsonl"))).toEqual([]);
});
