// What vitest's report of a run says: for each file how many tests passed, and which did not.

import { readFileSync } from "node:fs";
import { z } from "zod";

const report = z.object({
	success: z.boolean(),
	testResults: z.array(
		z.object({
			name: z.string(),
			status: z.string(),
			message: z.string().optional(),
			assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
		}),
	),
});

/** What became of a file's tests. */
export interface FileOutcome {
	readonly passed: number;
	/** Full names of the tests, or what happened to their file. */
	readonly failed: readonly string[];
}

/** By the path of the test file. */
export type Outcome = ReadonlyMap<string, FileOutcome>;

/** Stands for a file where a run broke before its first test, or beside its tests: it counts as one failure. */
const THE_RUN = "(the run itself)";

export function outcomeOf(reportFile: string): Outcome {
	let read: z.infer<typeof report>;
	try {
		read = report.parse(JSON.parse(readFileSync(reportFile, "utf8")));
	} catch {
		return new Map([[THE_RUN, { passed: 0, failed: ["it ended before its first test"] }]]);
	}
	const outcome = new Map<string, FileOutcome>();
	for (const { name, status, message, assertionResults } of read.testResults) {
		const named = (wanted: string) =>
			assertionResults.filter((test) => test.status === wanted).map((test) => test.fullName);
		const failed = named("failed");
		const unplayed = status === "failed" && failed.length === 0;
		outcome.set(name, {
			passed: named("passed").length,
			failed: unplayed ? [message || "it could not be set up"] : failed,
		});
	}
	const told = [...outcome.values()].some(({ failed }) => failed.length > 0);
	if (!read.success && !told) outcome.set(THE_RUN, { passed: 0, failed: ["an error beside its tests"] });
	return outcome;
}

export const isBroken = (outcome: Outcome) => outcome.has(THE_RUN);

/** The files whose tests can be played again; none where the run itself broke. */
export function failedFiles(outcome: Outcome): string[] {
	if (isBroken(outcome)) return [];
	return [...outcome].filter(([, { failed }]) => failed.length > 0).map(([file]) => file);
}

export const countOf = (outcome: Outcome) => {
	const all = [...outcome.values()];
	const sum = (of: (file: FileOutcome) => number) => all.reduce((total, file) => total + of(file), 0);
	return { passed: sum(({ passed }) => passed), failed: sum(({ failed }) => failed.length) };
};

/** A line for each test that failed. */
export const failuresOf = (outcome: Outcome): string[] =>
	[...outcome].flatMap(([file, { failed }]) => failed.map((name) => `${file}: ${name}`));
