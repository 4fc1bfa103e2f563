import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeFaults } from "../../bench/loop/faults/generate.ts";
import { score } from "../../bench/loop/score.ts";
import { mean, share } from "../../bench/loop/statistics.ts";
import { readTasks } from "../../bench/loop/tasks.ts";

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "threadloop-faults-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("an answer is right only where every named value is there, as text or as a number", () => {
	const answers = [
		["rows", "12"],
		["mean", "0.50"],
	] as const;
	expect(score("@rows[12] and @mean[0.5]", answers).strict).toBe(true);
	expect(score("@rows[12]", answers).strict).toBe(false);
	expect(score("@rows[12] @mean[0.51]", answers)).toEqual({ strict: false, lenient: true });
	expect(score("@rows[14] @mean[0.5]", answers)).toEqual({ strict: false, lenient: false });
	expect(score("rows 12, mean 0.5", answers).lenient).toBe(false);
	expect(score("@name[Oslo]", [["name", "oslo"]])).toEqual({ strict: false, lenient: true });
});

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
	expect(new Set(tasks.map(({ fault }) => fault)).size).toBe(19);
	expect(tasks.every(({ script, answers }) => script !== undefined && answers.length > 0)).toBe(true);
});
