// The everyday questions: each has a program that a person could have written, and what it prints is scored like any answer.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeEveryday, writeThreads } from "../../bench/loop/everyday/generate.ts";
import { writeFaults } from "../../bench/loop/faults/generate.ts";
import { type Known, scorePlain } from "../../bench/loop/score-plain.ts";
import { readTasks, type Task } from "../../bench/loop/tasks.ts";
import { openLab } from "../sandbox/abuse/lab.ts";
import { outputsOf } from "./outputs.ts";

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "threadloop-everyday-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function tasksOf(seed: number): Promise<readonly Task[]> {
	return await readTasks(await writeEveryday(join(folder, `${seed}`), seed));
}

test("a seed gives the same questions again, and another seed other answers", async () => {
	const text = async (name: string, seed: number) =>
		await readFile(join(await writeEveryday(join(folder, name), seed), "questions.jsonl"), "utf8");
	const once = await text("once", 1);
	expect(await text("again", 1)).toBe(once);
	expect(await text("other", 2)).not.toBe(once);
});

test("at least 80 questions over 25 files are asked in four languages, half of them with a follow-up", async () => {
	const tasks = await tasksOf(1);
	expect(tasks.length).toBeGreaterThanOrEqual(80);
	expect(new Set(tasks.flatMap(({ files }) => files.map(({ path }) => path))).size).toBeGreaterThanOrEqual(25);
	expect(new Set(tasks.map(({ language }) => language))).toEqual(new Set(["en", "de", "zh", "ja"]));
	expect(tasks.filter(({ turns }) => turns.length > 1).length * 2).toBeGreaterThanOrEqual(tasks.length);
	expect(tasks.filter(({ files }) => files.length > 1).length).toBeGreaterThanOrEqual(5);
	expect(tasks.every(({ turns }) => turns.every(({ answers }) => answers.length > 0))).toBe(true);
});

/** What it is not. */
function otherValue({ value, among = [] }: Known): string {
	const date = /^(\d{4}-\d\d-)(\d\d)$/.exec(value);
	if (date !== null) return `${date[1]}${date[2] === "28" ? "27" : "28"}`;
	const number = Number(value.replace("%", ""));
	if (among.length > 0 || Number.isNaN(number)) return among.find((one) => one !== value) ?? "something else";
	return `${(number * 1.03 + 1).toFixed(2)}${value.endsWith("%") ? "%" : ""}`;
}

test("twelve threads have 8 turns each", async () => {
	const tasks = await readTasks(await writeThreads(join(folder, "threads"), 1));
	expect(tasks.map(({ turns }) => turns.length)).toEqual(Array.from({ length: 12 }, () => 8));
});

describe("for a right program", () => {
	const lab = openLab({ memoryBytes: 1024 ** 3, cpus: 2, runTimeoutMs: 240_000 });

	test.each([1, 2])(
		"every answer of seed %i is what it prints, and no other answer would be",
		{ timeout: 300_000 },
		async (seed) => {
			const threads = await readTasks(await writeThreads(join(folder, `threads-${seed}`), seed));
			const tasks = [...(await tasksOf(seed)), ...threads.map((task) => ({ ...task, id: `thread ${task.id}` }))];
			const said = await outputsOf(lab, `slack:T:C:everyday-${seed}`, tasks);
			const wrong = tasks.flatMap(({ id, turns }) =>
				turns.flatMap(({ request, answers }, at) => {
					const text = said.get(`${id} ${at}`) ?? "";
					const { right, ...why } = scorePlain(text, request, answers);
					return right ? [] : [{ id, at, request, answers, text, ...why }];
				}),
			);
			expect(wrong).toEqual([]);
			const fooled = tasks.flatMap(({ id, turns }) =>
				turns.flatMap(({ request, answers }, at) => {
					const text = said.get(`${id} ${at}`) ?? "";
					return answers.flatMap((known, index) => {
						const others = answers.map((one, place) => (place === index ? { ...one, value: otherValue(known) } : one));
						return scorePlain(text, request, others).right ? [{ id, at, known, text }] : [];
					});
				}),
			);
			expect(fooled).toEqual([]);
		},
	);

	test("each fault's mended program gives the answer, in plain words", { timeout: 120_000 }, async () => {
		const at = await writeFaults(join(folder, "faults"), { seed: 2, each: 1 });
		const text = await readFile(join(at, "fixed.jsonl"), "utf8");
		const mended = new Map(
			text
				.trim()
				.split("\n")
				.map((line) => JSON.parse(line) as { id: string; script: string })
				.map(({ id, script }) => [id, script]),
		);
		const tasks = (await readTasks(at)).map((task) => ({
			...task,
			turns: task.turns.map((turn) => ({ ...turn, solution: mended.get(task.id) ?? "" })),
		}));
		const said = await outputsOf(lab, "slack:T:C:faults", tasks);
		const wrong = tasks.flatMap(({ id, turns: [turn] }) => {
			const output = said.get(`${id} 0`) ?? "";
			return turn !== undefined && scorePlain(output, turn.request, turn.answers).right ? [] : [{ id, turn, output }];
		});
		expect(wrong).toEqual([]);
	});
});
