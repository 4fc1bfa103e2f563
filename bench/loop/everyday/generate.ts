// Writes a folder of everyday tasks, the same for the same seed: tune on one seed, report on another.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Random, randomOf } from "../random.ts";
import { type Desk, type MakeDesk, Tie } from "./asking.ts";
import { BULK } from "./desks/bulk.ts";
import { CHINESE } from "./desks/chinese.ts";
import { EXPORTS } from "./desks/exports.ts";
import { GERMAN } from "./desks/german.ts";
import { GERMAN_FORMS } from "./desks/german-forms.ts";
import { JAPANESE } from "./desks/japanese.ts";
import { KEYS } from "./desks/keys.ts";
import { LAYOUTS } from "./desks/layouts.ts";
import { LEVELS } from "./desks/levels.ts";
import { MARKS } from "./desks/marks.ts";
import { SCALES } from "./desks/scales.ts";
import { TOTALS } from "./desks/totals.ts";
import { WORKBOOKS } from "./desks/workbooks.ts";
import { THREADS } from "./threads.ts";

const DESKS: readonly MakeDesk[] = [
	...EXPORTS,
	...GERMAN,
	...GERMAN_FORMS,
	...CHINESE,
	...JAPANESE,
	...MARKS,
	...KEYS,
	...WORKBOOKS,
	...BULK,
	...LAYOUTS,
	...TOTALS,
	...LEVELS,
	...SCALES,
];

/** Resolves with the folder, in the format of `readTasks`; each task's turns hold a program that prints their answers. */
export function writeEveryday(folder: string, seed: number): Promise<string> {
	return writeDesks(folder, seed, DESKS);
}

/** The same for threads of 8 turns. */
export function writeThreads(folder: string, seed: number): Promise<string> {
	return writeDesks(folder, seed, THREADS);
}

async function writeDesks(folder: string, seed: number, desks: readonly MakeDesk[]): Promise<string> {
	const random = randomOf(seed);
	await mkdir(join(folder, "tables"), { recursive: true });
	const tasks: string[] = [];
	for (const [index, make] of desks.entries()) {
		const { kind, files, load, questions } = madeOf(make, random);
		for (const { name, bytes } of files) await writeFile(join(folder, "tables", name), bytes);
		for (const [number, { language, turns }] of questions.entries()) {
			tasks.push(
				JSON.stringify({
					id: `${seed}-${index + 1}${String.fromCharCode(97 + number)}`,
					kind,
					language,
					files: files.map(({ name }) => name),
					turns: turns.map(({ code, ...turn }) => ({ ...turn, solution: `${load}\n${code}` })),
				}),
			);
		}
	}
	await writeFile(join(folder, "questions.jsonl"), `${tasks.join("\n")}\n`);
	return folder;
}

/** Until nothing in it is tied. */
function madeOf(make: MakeDesk, random: Random): Desk {
	for (let tries = 0; tries < 50; tries += 1) {
		try {
			return make(random);
		} catch (error) {
			if (!(error instanceof Tie)) throw error;
		}
	}
	throw new Error("every desk was tied");
}
