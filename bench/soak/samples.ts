// What the soak takes up, sampled every five seconds, and how fast it grows: within each life of the bot, so that a restart hides nothing.

import { readdirSync, readFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import type { Scene } from "./scene.ts";

export interface Sample {
	/** Seconds since the beginning. */
	readonly at: number;
	/** Which process of the bot. */
	readonly life: number;
	readonly memoryMb: number;
	readonly handles: number;
	readonly containers: number;
	readonly threads: number;
	readonly disks: number;
	readonly redisMb: number;
	readonly busyShare: number;
	readonly usedMb: number;
	readonly metrics: Readonly<Record<string, number>>;
}

const read = (file: string): string => {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return "";
	}
};
const kilobytes = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? Number.NaN);
const many = (folder: string) => {
	try {
		return readdirSync(folder).length;
	} catch {
		return 0;
	}
};

/** Busy and all ticks of the processors so far. */
function ticks(): readonly [number, number] {
	const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, ...rest] = (read("/proc/stat").split("\n")[0] ?? "")
		.split(/\s+/)
		.slice(1)
		.map(Number);
	const all = [user, nice, system, idle, wait, ...rest].reduce((sum, one) => sum + one, 0);
	return [all - idle - wait, all];
}

/** Names with labels as they are, of the bot's own metrics and the event loop's. */
async function metricsOf(opsUrl: string): Promise<Record<string, number>> {
	const text = await fetch(`${opsUrl}/metrics`, { signal: AbortSignal.timeout(4000) }).then(
		(answer) => answer.text(),
		() => "",
	);
	const lines = text.split("\n").filter((line) => /^(threadloop_|nodejs_eventloop_lag_p99)/.test(line));
	return Object.fromEntries(
		lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]),
	);
}

export function openSamples({ stateDir, pid, containers, opsUrl }: Scene): {
	take(at: number): Promise<void>;
	readonly all: readonly Sample[];
} {
	const all: Sample[] = [];
	let before = ticks();
	const take = async (at: number) => {
		let [bot, redis] = [0, 0];
		try {
			[bot, redis] = [pid("bot"), pid("redis")];
		} catch {
			return; // between two lives
		}
		const now = ticks();
		const busyShare = (now[0] - before[0]) / Math.max(1, now[1] - before[1]);
		before = now;
		const { blocks, bfree, bsize } = statfsSync(stateDir);
		const [running, metrics] = await Promise.all([containers().catch(() => []), metricsOf(opsUrl)]);
		all.push({
			at,
			life: bot,
			memoryMb: kilobytes(bot) / 1024,
			handles: many(`/proc/${bot}/fd`),
			containers: running.length,
			threads: many(join(stateDir, "threads")),
			disks: many(join(stateDir, "disks")),
			redisMb: kilobytes(redis) / 1024,
			busyShare,
			usedMb: ((blocks - bfree) * bsize) / 1e6,
			metrics,
		});
	};
	return { take, all };
}

const WARM_S = 60;

/** By hour: least squares with an own level for each life of the bot, the first minute of each left out; NaN with too few samples. */
export function slope(samples: readonly Sample[], value: (sample: Sample) => number): number {
	const lives = Map.groupBy(samples, ({ life }) => life);
	let [above, below] = [0, 0];
	for (const life of lives.values()) {
		const from = (life[0]?.at ?? 0) + WARM_S;
		const warm = life.filter((sample) => sample.at >= from && Number.isFinite(value(sample)));
		const mean = (of: (sample: Sample) => number) => warm.reduce((sum, one) => sum + of(one), 0) / warm.length;
		const [x, y] = [mean(({ at }) => at), mean(value)];
		for (const sample of warm) {
			above += (sample.at - x) * (value(sample) - y);
			below += (sample.at - x) ** 2;
		}
	}
	return below === 0 ? Number.NaN : (above / below) * 3600;
}

/** Sums a counter over the lives of the bot, which begins anew with each. */
export function total(samples: readonly Sample[], name: string): number {
	const lives = Map.groupBy(samples, ({ life }) => life);
	return [...lives.values()].reduce(
		(sum, life) => sum + Math.max(0, ...life.map(({ metrics }) => metrics[name] ?? 0)),
		0,
	);
}
