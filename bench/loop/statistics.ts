// Intervals for shares and for differences between two loops on the same tasks.

export interface Interval {
	readonly value: number;
	readonly low: number;
	readonly high: number;
}

/** Wilson's 95 % interval of a share. */
export function share(hits: number, of: number): Interval {
	if (of === 0) return { value: Number.NaN, low: 0, high: 1 };
	const z = 1.96;
	const p = hits / of;
	const middle = (p + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
	const half = (z / (1 + z ** 2 / of)) * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2));
	return { value: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** A mean with its 95 % interval, by resampling the tasks; equal input gives equal output. */
export function mean(values: readonly number[]): Interval {
	if (values.length === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN };
	const random = seeded(7);
	const average = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
	const means = Array.from({ length: 2000 }, () =>
		average(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
	).sort((a, b) => a - b);
	return { value: average(values), low: means[50] ?? Number.NaN, high: means[1949] ?? Number.NaN };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}
