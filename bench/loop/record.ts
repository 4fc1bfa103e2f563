// What is written down of a task: one JSON line each, without a word of the task itself; a run that is started again goes on after the last.

import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { VERDICTS } from "./verdict.ts";

/** One trip round a loop. */
const tripSchema = z.object({
	/** ok, failed, timed_out, ...; `none` where the model gave no program. */
	outcome: z.string(),
	/** What failed, without text of the task: the exception's class, or the name of a check. */
	error: z.string().default(""),
	/** Whether its output alone holds the right answer. */
	right: z.boolean(),
	soft: z.boolean().default(false),
});

const callSchema = z.object({
	kind: z.enum(["code", "answer"]),
	prompt: z.number(),
	cached: z.number(),
	completion: z.number(),
	ms: z.number(),
	/** The first of a branch: there is nothing that could be cached but the system text. */
	fresh: z.boolean(),
});

const recordSchema = z.object({
	/** Of the task. */
	id: z.string(),
	/** Of its turns, from 1. */
	turn: z.number(),
	kind: z.string().exactOptional(),
	language: z.string().exactOptional(),
	loop: z.string(),
	seed: z.number(),
	/** How it ended: answered, gave_up, ... */
	end: z.string(),
	verdict: z.enum(VERDICTS),
	/** The text holds what is right, whatever it says of itself. */
	holds: z.boolean(),
	/** What warned people beside the answer. */
	flags: z.array(z.string()),
	/** Kinds of files that were to be made and were not. */
	lacks: z.array(z.string()),
	/** What a second program said of it. */
	opinion: z.string().exactOptional(),
	trips: z.array(tripSchema),
	calls: z.array(callSchema),
	approvals: z.number(),
	/** Every state it went through, with milliseconds since its start. */
	states: z.array(z.tuple([z.string(), z.number()])),
	ms: z.number(),
});

export type Call = z.infer<typeof callSchema>;
export type Record = z.infer<typeof recordSchema>;

/** Of a turn that was played again the last record. */
export async function readRecords(file: string): Promise<readonly Record[]> {
	const text = await readFile(file, "utf8").catch(() => "");
	const records = new Map<string, Record>();
	for (const line of text.split("\n")) {
		try {
			const record = recordSchema.parse(JSON.parse(line));
			records.set([record.id, record.turn, record.loop, record.seed].join(" "), record);
		} catch {
			// A last line that was cut short by a kill is played again.
		}
	}
	return [...records.values()];
}

/** All turns of a task at once: a task is played whole or again. */
export async function addRecords(file: string, records: readonly Record[]): Promise<void> {
	await mkdir(dirname(file), { recursive: true });
	await appendFile(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""));
}
