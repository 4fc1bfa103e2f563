// Tasks for the loop: a folder with `questions.jsonl` and `tables/`, each task a request over one CSV with known answers.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const taskSchema = z.object({
	id: z.union([z.string(), z.number()]).transform(String),
	question: z.string(),
	constraints: z.string().default(""),
	format: z.string(),
	file_name: z.string(),
	answers: z.array(z.tuple([z.string(), z.string()])).min(1),
	/** The first script, in place of the model's: then only the fixing is measured. */
	script: z.string().exactOptional(),
	/** What was injected, to report by it. */
	fault: z.string().exactOptional(),
});

export interface Task {
	readonly id: string;
	readonly request: string;
	readonly file: string;
	readonly path: string;
	readonly answers: readonly (readonly [name: string, value: string])[];
	readonly script?: string;
	readonly fault?: string;
}

export async function readTasks(folder: string): Promise<readonly Task[]> {
	const lines = (await readFile(join(folder, "questions.jsonl"), "utf8")).split("\n").filter((line) => line !== "");
	return lines.map((line) => {
		const { id, question, constraints, format, file_name, answers, script, fault } = taskSchema.parse(JSON.parse(line));
		return {
			id,
			request: [question, constraints, `Print the answer in this form: ${format}`]
				.filter((part) => part !== "")
				.join("\n"),
			file: file_name,
			path: join(folder, "tables", file_name),
			answers,
			...(script === undefined ? {} : { script }),
			...(fault === undefined ? {} : { fault }),
		};
	});
}
