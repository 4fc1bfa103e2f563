// What is measured, and how it is written down: one entry a part, so that a run can go on where another stopped.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";

const spreadSchema = z.object({ p50: z.number(), p95: z.number(), n: z.number() });
/** Milliseconds unless the name says otherwise. */
export type Spread = z.infer<typeof spreadSchema>;
const valueSchema = z.union([spreadSchema, z.number(), z.string()]);
export type Measured = Record<string, z.infer<typeof valueSchema>>;

const resultsSchema = z.record(z.string(), z.object({ at: z.string(), measured: z.record(z.string(), valueSchema) }));
export type Results = z.infer<typeof resultsSchema>;

export const RESULTS = join(import.meta.dirname, "../results");
const FILE = join(RESULTS, "sandbox.json");

export function spread(values: readonly number[]): Spread {
	const sorted = values.toSorted((a, b) => a - b);
	const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
	const round = (value: number) => Math.round(value * 10) / 10;
	return { p50: round(at(0.5)), p95: round(at(0.95)), n: sorted.length };
}

export async function timed(step: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await step();
	return performance.now() - start;
}

/** Does the step `n` times, one after the other. */
export async function times(n: number, step: (number: number) => Promise<number>): Promise<Spread> {
	const values: number[] = [];
	for (let number = 0; number < n; number += 1) values.push(await step(number));
	return spread(values);
}

export async function readResults(): Promise<Results> {
	const text = await readFile(FILE, "utf8").catch(() => "{}");
	return resultsSchema.parse(JSON.parse(text));
}

export async function keep(part: string, measured: Measured): Promise<Results> {
	const results = { ...(await readResults()), [part]: { at: new Date().toISOString(), measured } };
	await mkdir(dirname(FILE), { recursive: true });
	await writeFile(FILE, `${JSON.stringify(results, null, "\t")}\n`);
	return results;
}

export function parseMeasured(line: string): Measured {
	return z.record(z.string(), valueSchema).parse(JSON.parse(line));
}
