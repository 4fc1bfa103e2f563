import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeFaults } from "../../bench/loop/faults/generate.ts";
import { mean, share } from "../../bench/loop/statistics.ts";
import { readTasks } from "../../bench/loop/tasks.ts";

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "threadloop-faults-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("intervals hold the value, and are the same every time", () => {
	const { value, low, high } = share(6, 20);
	expect([value, low, high].map((one) => one.toFixed(2))).toEqual(["0.30", "0.15", "0.52"]);
	expect(mean([1, 0, 0, 1, 1, 0])).toEqual(mean([1, 0, 0, 1, 1, 0]));
	expect(mean([1, 1, 1])).toEqual({ value: 1, low: 1, high: 1 });
});

test("a seed gives the same 128 faults again, and another seed others", async () => {
	const [once, again, other] = await Promise.all(
		[1, 1, 2].map((seed, index) => writeFaults(join(folder, `${index}`), { seed, each: 7 })),
	);
	const text = (from = "") => readFile(join(from, "questions.jsonl"), "utf8");
	expect(await text(again)).toBe(await text(once));
	expect(await text(other)).not.toBe(await text(once));
	const tasks = await readTasks(once ?? "");
	expect(tasks.length).toBeGreaterThanOrEqual(120);
	expect(new Set(tasks.map(({ kind }) => kind)).size).toBe(19);
	expect(
		tasks.every(({ script, turns }) => script !== undefined && turns.every(({ answers }) => answers.length > 0)),
	).toBe(true);
});
