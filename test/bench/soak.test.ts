// What the soak plans and concludes: the same faults for the same seed, each before one comes twice, and growth that a restart does not hide.

import { expect, test } from "vitest";
import { randomOf } from "../../bench/loop/random.ts";
import { FAULTS, planOf } from "../../bench/soak/faults.ts";
import { type Sample, slope, total } from "../../bench/soak/samples.ts";

const HOUR = 3_600_000;

test("a plan is the same for the same seed, holds every fault, and leaves the beginning and the end quiet", () => {
	const plan = planOf(randomOf(7), HOUR, ["engine killed"]);
	expect(plan).toEqual(planOf(randomOf(7), HOUR, ["engine killed"]));
	expect(plan).not.toEqual(planOf(randomOf(8), HOUR, ["engine killed"]));
	const kinds = Object.keys(FAULTS).length - 1;
	expect(new Set(plan.slice(0, kinds).map(({ fault }) => fault)).size).toBe(kinds);
	expect(plan.map(({ fault }) => fault)).not.toContain("engine killed");
	expect(plan.every(({ at }) => at >= 45_000 && at < HOUR - 60_000)).toBe(true);
});

test("the short form plays nearly all of them", () => {
	expect(planOf(randomOf(1), 600_000, ["engine killed"]).length).toBeGreaterThan(15);
});

const sample = (at: number, life: number, memoryMb: number, metrics = {}): Sample => ({
	...{ at, life, memoryMb, metrics, handles: 0, containers: 0, threads: 0 },
	...{ disks: 0, redisMb: 0, busyShare: 0, usedMb: 0 },
});

test("growth is found within each life of the bot, whatever a restart takes away or brings", () => {
	const life = (number: number, from: number, base: number) =>
		Array.from({ length: 60 }, (_, at) => sample(from + at * 5, number, base + at * 0.5));
	const leaking = [...life(1, 0, 100), ...life(2, 400, 60), ...life(3, 800, 300)];
	expect(slope(leaking, ({ memoryMb }) => memoryMb)).toBeCloseTo(360, 0);
	const flat = leaking.map((one) => ({ ...one, memoryMb: one.life * 100 }));
	expect(slope(flat, ({ memoryMb }) => memoryMb)).toBeCloseTo(0, 5);
});

test("a counter that begins anew with each life is summed over all of them", () => {
	const all = [sample(1, 1, 0, { runs: 3 }), sample(2, 1, 0, { runs: 8 }), sample(3, 2, 0, { runs: 2 })];
	expect([total(all, "runs"), total(all, "other")]).toEqual([10, 0]);
});
