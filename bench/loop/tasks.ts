// Tasks for the loop: a folder with `questions.jsonl` and `tables/`, each task one thread of requests over its files, with known answers.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Known } from "./score-plain.ts";

const knownSchema = z.union([
	z.tuple([z.string(), z.string()]).transform(([name, value]): Known => ({ name, value })),
	z.object({
		name: z.string(),
		value: z.string(),
		labels: z.array(z.string()).exactOptional(),
		key: z.boolean().exactOptional(),
		among: z.array(z.string()).exactOptional(),
	}),
]);

const askSchema = z.object({
	request: z.string(),
	answers: z.array(knownSchema),
	/** `chart`, or endings of files that are to be made. */
	makes: z.array(z.string()).exactOptional(),
	/** Python that prints the answers: proof that it can be done. */
	solution: z.string().exactOptional(),
});

/** One question over one file, as other benchmarks have it; the form in which they want the answer is not asked for. */
const questionSchema = z
	.object({
		id: z.union([z.string(), z.number()]).transform(String),
		question: z.string(),
		constraints: z.string().default(""),
		file_name: z.string(),
		answers: z.array(knownSchema).min(1),
		script: z.string().exactOptional(),
		fault: z.string().exactOptional(),
	})
	.transform(({ id, question, constraints, file_name, answers, script, fault }) => ({
		id,
		files: [file_name],
		turns: [{ request: [question, constraints].filter((part) => part !== "").join("\n"), answers }],
		...(script === undefined ? {} : { script }),
		...(fault === undefined ? {} : { kind: fault }),
	}));

const threadSchema = z.object({
	id: z.string(),
	files: z.array(z.string()).min(1),
	turns: z.array(askSchema).min(1),
	kind: z.string().exactOptional(),
	language: z.string().exactOptional(),
});

/** What is asked in one message, and what is right. */
export type Ask = z.infer<typeof askSchema>;

export interface Task {
	readonly id: string;
	readonly files: readonly { readonly file: string; readonly path: string }[];
	readonly turns: readonly Ask[];
	/** The first script, in place of the model's: then only the fixing is measured. */
	readonly script?: string;
	/** What was injected, or what is odd about the files, to report by it. */
	readonly kind?: string;
	readonly language?: string;
}

export async function readTasks(folder: string): Promise<readonly Task[]> {
	const lines = (await readFile(join(folder, "questions.jsonl"), "utf8")).split("\n").filter((line) => line !== "");
	return lines.map((line) => {
		const { files, ...task } = z.union([threadSchema, questionSchema]).parse(JSON.parse(line));
		return { ...task, files: files.map((file) => ({ file, path: join(folder, "tables", file) })) };
	});
}
