// Partial results: what programs printed and made although no answer came of it, as far as the thread does not show it.

import type { AsideFile } from "../domain/commands.ts";
import type { Attempt, Turn } from "../domain.ts";

/** What both platforms take in one message. */
const MOST_FILES = 8;
const MOST_BYTES = 8_000_000;
/** Of output, which the end of the Turn shows whole. */
const SHOWN_CHARS = 1500;
const SHOWN_LINES = 40;

interface Part {
	/** Of the Attempt, from 1. */
	readonly attempt: number;
	readonly file: AsideFile;
}

interface PartialResults {
	/** The newest first; of files with one name the newest alone. */
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
	const all = attempts
		.map((attempt, at) => filesOf(attempt, at + 1, isShown).map((file): Part => ({ attempt: at + 1, file })))
		.toReversed()
		.flat();
	const parts: Part[] = [];
	const left: string[] = [];
	for (const part of all) {
		if ([...parts.map(({ file }) => file.name), ...left].includes(part.file.name)) continue;
		const bytes = [...parts, part].reduce((sum, { file }) => sum + sizeOf(file), 0);
		if (parts.length < MOST_FILES && bytes <= MOST_BYTES) parts.push(part);
		else left.push(part.file.name);
	}
	return { parts, left };
}

/** The files of a failed program are not posted with its card. */
function filesOf({ run }: Attempt, number: number, isShown: boolean): readonly AsideFile[] {
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
