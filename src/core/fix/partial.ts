// Partial results: what programs printed and made although no answer came of it, as far as the thread does not show it.

import type { AsideFile } from "../domain/commands.ts";
import type { Attempt, Turn } from "../domain.ts";

/** What both platforms take in one message. */
const MOST_FILES = 8;
const MOST_BYTES = 8_000_000;
/** Of output, which the end of the Turn shows whole. */
const SHOWN_CHARS = 1500;
const SHOWN_LINES = 40;

export interface Part {
	/** Of the Attempt, from 1. */
	readonly number: number;
	readonly files: readonly AsideFile[];
}

export interface PartialResults {
	/** The newest first. */
	readonly parts: readonly Part[];
	/** Names of what is too much for one message. */
	readonly left: readonly string[];
}

export function hasPartial(turn: Pick<Turn, "attempts">): boolean {
	const { parts, left } = partialResults(turn);
	return parts.length + left.length > 0;
}

export function partialResults({ attempts }: Pick<Turn, "attempts">): PartialResults {
	const outputs = attempts.map(({ run }) => run?.output.trim() ?? "").filter((output) => output !== "");
	const isShown = outputs.length === 1 && outputs.every(isShort);
	const names = new Set<string>();
	const left: string[] = [];
	let [files, bytes] = [0, 0];
	const parts = attempts
		.map((attempt, at): Part => ({ number: at + 1, files: partsOf(attempt, at + 1, isShown) }))
		.toReversed()
		.map((part) => ({ ...part, files: part.files.filter(({ name }) => !names.has(name) && names.add(name)) }))
		.map((part) => ({
			...part,
			files: part.files.filter((file) => {
				const fits = files < MOST_FILES && bytes + sizeOf(file) <= MOST_BYTES;
				if (fits) [files, bytes] = [files + 1, bytes + sizeOf(file)];
				else left.push(file.name);
				return fits;
			}),
		}))
		.filter((part) => part.files.length > 0);
	return { parts, left };
}

/** The files of a failed program are not posted with its card. */
function partsOf({ run }: Attempt, number: number, isShown: boolean): readonly AsideFile[] {
	if (run === undefined) return [];
	const made = run.outcome === "failed" ? run.artifacts.filter(({ size }) => size > 0) : [];
	const text = run.output.trim();
	return [
		...made.map((artifact) => ({ name: artifact.name, artifact })),
		...(text === "" || isShown ? [] : [{ name: `attempt-${number}-output.txt`, text: run.output }]),
	];
}

function isShort(output: string): boolean {
	return output.length <= SHOWN_CHARS && output.split("\n").length <= SHOWN_LINES;
}

function sizeOf(file: AsideFile): number {
	return "artifact" in file ? file.artifact.size : file.text.length * 3;
}
