// Writes a folder of fault tasks, the same for the same seed: tune on one seed, report on another.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomOf } from "../random.ts";
import { KINDS } from "./kinds.ts";

/** A Run that is cut off costs half a minute. */
const FEW: Readonly<Record<string, number>> = { "slow loop": 2 };

/** `each` tasks of every kind. Resolves with the folder, in the format of `readTasks`; `fixed.jsonl` beside it holds a right script for each task. */
export async function writeFaults(folder: string, { seed, each }: { seed: number; each: number }): Promise<string> {
	const random = randomOf(seed);
	await mkdir(join(folder, "tables"), { recursive: true });
	const tasks: string[] = [];
	const fixed: string[] = [];
	for (const [kind, make] of Object.entries(KINDS)) {
		for (let number = 1; number <= Math.min(each, FEW[kind] ?? each); number += 1) {
			const fault = make(random);
			const id = `${seed}-${kind.replaceAll(" ", "-")}-${number}`;
			const file = fault.table.file.replace(".csv", `_${tasks.length + 1}.csv`);
			const inPlace = (code: string) => code.replaceAll(fault.table.file.replace(".csv", ""), file.replace(".csv", ""));
			await writeFile(join(folder, "tables", file), fault.bytes);
			tasks.push(
				JSON.stringify({
					id,
					fault: kind,
					question: fault.question.text,
					constraints: fault.hint ?? "",
					file_name: file,
					answers: fault.question.answers,
					script: inPlace(fault.script),
				}),
			);
			fixed.push(JSON.stringify({ id, script: inPlace(fault.fixed) }));
		}
	}
	await writeFile(join(folder, "questions.jsonl"), `${tasks.join("\n")}\n`);
	await writeFile(join(folder, "fixed.jsonl"), `${fixed.join("\n")}\n`);
	return folder;
}
