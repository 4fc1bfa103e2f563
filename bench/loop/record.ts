// What is written down of a task: one JSON line each, without a word of the task itself; a run that is started again goes on after the last.

import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";

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
	id: z.string(),
	fault: z.string().exactOptional(),
	loop: z.string(),
	seed: z.number(),
	/** How it ended: answered, gave_up, ... */
	end: z.string(),
	strict: z.boolean(),
	lenient: z.boolean(),
	trips: z.array(tripSchema),
	calls: z.array(callSchema),
	approvals: z.number(),
	/** Every state it went through, with milliseconds since its start. */
	states: z.array(z.tuple([z.string(), z.number()])),
	ms: z.number(),
});

export type Call = z.infer<typeof callSchema>;
export type Record = z.infer<typeof recordSchema>;

export async function readRecords(file: string): Promise<readonly Record[]> {
	const text = await readFile(file, "utf8").catch(() => "");
	// A last line that was cut short by a kill is played again.
	return text.split("\n").flatMap((line) => {
		try {
			return [recordSchema.parse(JSON.parse(line))];
		} catch {
			return [];
		}
	});
}

export async function addRecord(file: string, record: Record): Promise<void> {
	await mkdir(dirname(file), { recursive: true });
	await appendFile(file, `${JSON.stringify(record)}\n`);
}
