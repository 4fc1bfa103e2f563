// Answer check: exit code 0 is not success; what a clean Run printed must be an answer.

import type { Attempt, Diagnosis, FixedText, Run, Upload } from "../domain.ts";
import { clip } from "../text.ts";
import { formErrors, formLines, formOf } from "./answer-form.ts";
import { chartFailure } from "./chart-check.ts";
import { emptyColumns } from "./hints.ts";
import { spoiltIn } from "./spoilt-output.ts";
import { emptiedBy } from "./under/rows-line.ts";
import { columnsOf } from "./wishes/columns.ts";
import { namesMade } from "./wishes/met.ts";
import { asksForFigures } from "./wishes/reading.ts";
import { onlyFixed } from "./words/fixed-output.ts";
import { besidesTables, mayFindNone, saysFailure, saysNone } from "./words/none-found.ts";

interface Program {
	readonly source: string;
	readonly uploads: readonly Upload[];
	readonly fixed?: readonly FixedText[];
}

/** The named failure of a Run that ended well, or undefined if its output can be answered from. */
export function softFailure(
	run: Run,
	request: string,
	{ source, uploads, fixed = [] }: Program,
): Diagnosis | undefined {
	const output = run.output.trim();
	const made = namesMade(run).length > 0;
	if (output === "" && !made)
		return soft("nothing printed", "It ended without an error, but it printed nothing and made no file.");
	const spoilt = spoiltIn(output, run.seen);
	if (spoilt !== undefined) return soft(spoilt.signature, spoilt.cause, output);
	const form = formOf(request);
	const last = output.split("\n").at(-1)?.trim() ?? "";
	if (saysFailure(last, { request, uploads }))
		return soft(
			"error text",
			`It printed an error in place of an answer: ${clip(last, { chars: 160, head: 1 })}`,
			output,
		);
	const odd = formErrors(output, form);
	if (odd.length > 0) {
		const found = soft(
			`form ${odd.length}`,
			`The answer is not in the form that was asked for: ${odd.join(" ")}`,
			output,
		);
		const why = odd.some((error) => / came out as nan/i.test(error)) ? emptyColumns(source, uploads) : [];
		return { ...found, text: [found.text, ...why, "The script must end with:", formLines(form)].join("\n") };
	}
	const [text] = onlyFixed(output, fixed);
	if (text !== undefined)
		return soft(
			"fixed text",
			`It prints “${clip(text, { chars: 120, head: 1 })}”, which stands in the code as fixed text: compute every figure from the data.`,
		);
	const emptied = emptiedBy(run.seen, source);
	const isEmpty = isNothing(output, request);
	// None at all may be the answer: if one more try does not change it, it stands, with the line that left the rows out.
	const isNone = saysNone(output, request);
	if (emptied !== undefined && hasNoFigure(output) && !(COUNTS_WRONGS.test(emptied.line) && !isEmpty)) {
		const found = soft("no row left", emptied.cause, output);
		const isZero = isNone || (!isEmpty && valuesOf(output.split("\n")).some((value) => /^0\b/.test(value)));
		if (isZero && hasNone(emptied.line, request, uploads)) return chartFailure(run, request);
		return {
			...found,
			...(isZero ? { minor: 1 } : {}),
			text: [found.text, ...valuesIn(emptied.line, uploads)].join("\n"),
		};
	}
	if (!made && isEmpty) {
		const found = soft("not a number", "The answer came out as NaN, infinite or empty.", output);
		if (isNone) return { ...found, minor: 1 };
		return { ...found, text: [found.text, ...emptyColumns(source, uploads)].join("\n") };
	}
	return chartFailure(run, request);
}

/** `df[df["stock"] == 0]` where the file's own range says that there is none. */
function hasNone(line: string, request: string, uploads: readonly Upload[]): boolean {
	const all = [...line.matchAll(/\[\s*["']([^"']+)["']\s*\]\s*(==|<=?|>=?)\s*(-?\d+(?:\.\d+)?)(?![\w.])/g)];
	const [, name, sign = "", limit = ""] = all[0] ?? [];
	const column = columnsOf(uploads).find((one) => one.name === name && /^(?:int|float)$/.test(one.type));
	const [low, high] = column?.range?.map(Number) ?? [];
	if (all.length !== 1 || /[&|~]|\bisin\b/.test(line) || low === undefined || high === undefined) return false;
	const value = Number(limit);
	// The end of the range, which nobody named, is a limit taken from the card.
	if ((value === low || value === high) && !request.includes(limit.replace(/^-/, ""))) return false;
	const isNone = {
		"==": value < low || value > high,
		"<": low >= value,
		"<=": low > value,
		">": high <= value,
		">=": high < value,
	};
	return isNone[sign as keyof typeof isNone] ?? false;
}

/** Looks for empty cells or rows that come twice: none is what people hope for. */
const COUNTS_WRONGS = /^(?!.*(?:~|== ?False)).*\b(?:isna|isnull|duplicated)\(/;

/** For the pre-check: a program without output, although the request asks for figures. */
export function printsNothing(source: string, request: string): readonly string[] {
	const last = source.trimEnd().split("\n").at(-1) ?? "";
	// A notebook shows the value of its last line.
	const shows = /\b(print|display|info)\s*\(/.test(source) || /^[\w.]+(\.(head|tail|describe)\(.*\))?$/.test(last);
	return shows || !asksForFigures(request)
		? []
		: ["It prints nothing, though figures were asked for: print() them too."];
}

/** The best output of a program that ended well, by the answer form that was asked for; the earlier of equals. Else the last output. */
export function bestOutput(attempts: readonly Attempt[], request: string): string | undefined {
	const outputs = attempts.flatMap(({ run }) => (run === undefined || run.output.trim() === "" ? [] : [run]));
	const ended = outputs.filter(({ outcome }) => outcome === "ok").map(({ output }) => output.trim());
	const form = formOf(request);
	const worth = (output: string) =>
		-formErrors(output, form).length -
		(isNothing(output, request) ? 20 : 0) -
		(saysFailure(output.split("\n").at(-1) ?? "", { request, uploads: [] }) ? 20 : 0);
	const best = ended.toSorted((a, b) => worth(b) - worth(a))[0];
	return best ?? outputs.at(-1)?.output.trim();
}

function soft(signature: string, cause: string, output = ""): Diagnosis {
	const printed = output === "" ? "" : `\nIt printed:\n${clip(output, { chars: 600, head: 0.3 })}`;
	return { signature: `soft|${signature}`, cause, text: `${cause}${printed}`, soft: true };
}

/** Nothing but zeros and what stands for no number, after the labels. */
function hasNoFigure(output: string): boolean {
	const lines = (besidesTables(output) ?? output.split("\n")).filter((line) => !FOOTER.test(line));
	return valuesOf(lines.map(withoutLabel)).every((value) => !/[1-9]/.test(value));
}

/** Below a Series that pandas prints. */
const FOOTER = /^(?:Name: .*, )?(?:Length: \d+, )?dtype: \w+$/;

/** `Agent 1    0.0`: what stands first in a row of a table names it. */
function withoutLabel(line: string): string {
	const [, ...cells] = line.trim().split(/ {2,}|\t/);
	return cells.length === 0 ? line : cells.join("  ");
}

/** What the columns hold that a filter names. */
function valuesIn(line: string, uploads: readonly Upload[]): readonly string[] {
	const named = columnsOf(uploads).filter(({ name }) => [`"${name}"`, `'${name}'`].some((text) => line.includes(text)));
	return named.slice(0, 3).flatMap(({ name, range, samples }) => {
		const values = (samples.length > 0 ? samples : (range ?? [])).slice(0, 5);
		return values.length === 0 ? [] : [`${name} in the file: ${values.map((value) => `'${value}'`).join(", ")}.`];
	});
}

/** Every value that was printed is NaN, infinite, None or an empty table; beside an empty table also 0, unless none is an answer. */
function isNothing(output: string, request: string): boolean {
	const others = besidesTables(output);
	const lines = (others ?? output.split("\n")).map((line) => (isConcludedInLine(line) ? "nan" : line));
	const values = valuesOf(lines);
	const figure = mayFindNone(request) ? /\d/ : /[1-9]/;
	if (others !== undefined) return !values.some((value) => figure.test(value));
	const found = values.filter((value) => value !== "" && !NO_VALUE.test(value));
	// What was concluded from no number, `Significant: False`, is no answer either.
	const isConcluded = values.some((value) => value !== "" && NO_VALUE.test(value));
	const isConclusion = (value: string) =>
		/^(true|false)$/i.test(value) || (!/\d/.test(value) && /^(?:\S+\s+){2,}\S*[.!]$/.test(value));
	return found.every((value) => isConcluded && isConclusion(value));
}

/** `p: nan, r: nan, relationship: nonlinear`. */
function isConcludedInLine(line: string): boolean {
	const figures = line.match(/(?<![\w.])(?:nan|[-+]?\d[\d.,]*)(?![\w.])/gi) ?? [];
	return figures.length > 1 && figures.every((one) => /^nan$/i.test(one));
}

/** What stands behind the labels. */
function valuesOf(lines: readonly string[]): readonly string[] {
	return lines.map((line) => line.replace(/^.*[:=]\s*/, "").trim());
}

const NO_VALUE = /^(nan|-?inf(inity)?|none|nat|\[\]|\{\}|<na>|)$/i;
