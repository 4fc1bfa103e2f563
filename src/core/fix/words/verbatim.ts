// Output as an answer shows it: whole lines as they were printed, before any words of the model.

import type { End, Run } from "../../domain.ts";
import { clip, count } from "../../text.ts";
import { figuresIn } from "./figures.ts";

/** Characters of output. */
export const PRINTED_CHARS = 3500;
/** Share that goes to the first lines; totals stand in the last ones. */
const HEAD = 0.7;

/** A fence with what was printed, or a sentence on the files if nothing was. */
export function asPrinted({ output, changed }: Pick<Run, "output" | "changed">): string {
	// A table's first line begins with blanks.
	const text = withoutNoise(output.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd());
	if (text.trim() !== "") return `\`\`\`\n${wholeLines(text).replaceAll("```", "'''")}\n\`\`\``;
	return `Done. Files made: ${changed.join(", ") || "the chart above"}.`;
}

/** The output before the words, unless it is one figure that the words have. */
export function withOutput(words: string, run: Pick<Run, "output" | "changed">): string {
	return run.output.trim() === "" || saysAll(words, withoutNoise(run.output.trim()))
		? words
		: `${asPrinted(run)}\n\n${words}`;
}

/** Digits: to what is rounded, how many a float is written with, and how many must be saved by it. */
const [EXACT, LEAST, MOST, SAVED] = [13, 15, 17, 5] as const;

/** `20707.850000000002` as `20707.85`: what the binary form of a number adds to it is no part of it. A figure that needs its digits keeps them. */
export function withoutNoise(text: string): string {
	return text.replace(/(?<![\w.])-?\d+\.\d{7,}(?![\w.])/g, (figure) => {
		const short = String(Number(Number(figure).toPrecision(EXACT)));
		const [had, has] = [significant(figure), significant(short)];
		return had >= LEAST && had <= MOST && has <= had - SAVED && !short.includes("e") ? short : figure;
	});
}

/** Digits but for the zeros before them. */
function significant(figure: string): number {
	return figure.replace(/^-?0*\.?0*/, "").replace(".", "").length;
}

/** What an answer holds, so that no post says it twice or claims more. */
export function partsOf({ text }: Extract<End, { kind: "answered" }>, run: Run): { output: boolean; words: boolean } {
	const printed = asPrinted(run);
	return { output: run.output.trim() !== "" && text.startsWith(printed), words: text !== printed };
}

function saysAll(words: string, output: string): boolean {
	const [figure, ...more] = output.includes("\n") ? [] : figuresIn(output);
	if (figure === undefined || more.length > 0) return false;
	const digits = output.slice(figure.from, figure.to);
	return figuresIn(words).some(({ from, to }) => words.slice(from, to) === digits);
}

function wholeLines(text: string): string {
	if (text.length <= PRINTED_CHARS) return text;
	const lines = text.split("\n");
	const [head, tail] = [
		fitting(lines, PRINTED_CHARS * HEAD),
		fitting(lines.toReversed(), PRINTED_CHARS * (1 - HEAD)).toReversed(),
	];
	const left = lines.length - head.length - tail.length;
	// One line alone may be too long.
	if (head.length === 0) return clip(text, { chars: PRINTED_CHARS, head: HEAD });
	return [...head, `… ${count(left, "line")} left out …`, ...tail].join("\n");
}

function fitting(lines: readonly string[], chars: number): readonly string[] {
	let room = chars;
	let end = 0;
	for (const line of lines) {
		room -= line.length + 1;
		if (room < 0) break;
		end += 1;
	}
	return lines.slice(0, end);
}
