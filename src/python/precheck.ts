// What of a program would fail, told before anybody is asked to run it: what is certain is mended, the rest is said to the model.

import type { Precheck, Prechecked } from "../core/ports.ts";
import { checkColumns } from "./precheck/columns.ts";
import { checkDroppedLines } from "./precheck/dropped-lines.ts";
import { checkDtypes } from "./precheck/dtypes.ts";
import { apply, type CheckResult, type Fault, lineOf } from "./precheck/edits.ts";
import { checkFiles } from "./precheck/files.ts";
import { openFrames } from "./precheck/frames.ts";
import { checkNames } from "./precheck/names.ts";
import { type Program, readProgram } from "./precheck/program.ts";
import { checkRemovedApis } from "./precheck/removed-apis.ts";
import { checkStatistics } from "./precheck/statistics.ts";
import { checkSyntax } from "./precheck/syntax.ts";
import { checkUnavailable } from "./precheck/unavailable.ts";

/** Characters and nodes; far more than a person reads. */
const LONGEST = 50_000;
const MOST_NODES = 15_000;
const MOST_FAULTS = 6;
/** With more before it, some may be forgotten already, and with them the names and files that they made. */
const MOST_EARLIER = 30;
const MOST_MADE = 400;

export const precheck = ({ language, source, files, made, earlier, repairs }: Parameters<Precheck>[0]): Prechecked => {
	const asItIs: Prechecked = { source, mends: [], faults: [] };
	if (language !== "python" || source.length > LONGEST) return asItIs;
	try {
		const program = readProgram(source);
		if (program.nodes.length > MOST_NODES) return asItIs;
		const wrong = checkSyntax(program);
		if (wrong !== undefined) return { ...asItIs, faults: sentences(source, [wrong]) };
		const knowsAll =
			earlier.length <= MOST_EARLIER && made.length <= MOST_MADE && earlier.every((text) => text.length <= LONGEST);
		const found = knowsAll
			? check(program, { files, made, earlier: earlier.map(readProgram) })
			: [checkUnavailable(program, [])];
		const { source: mended, mends } = apply(
			source,
			found.flatMap(({ edits }) => edits),
		);
		return {
			source: mended,
			mends,
			faults: [
				...sentences(
					source,
					found.flatMap(({ faults }) => faults),
				),
				...(repairs === undefined ? [] : checkDroppedLines(program, readProgram(repairs.source), repairs.line)),
			],
		};
	} catch {
		// A text that trips the checks runs as it is.
		return asItIs;
	}
};

function check(
	program: Program,
	{ files, made, earlier }: Pick<Parameters<Precheck>[0], "files" | "made"> & { readonly earlier: readonly Program[] },
): readonly CheckResult[] {
	if (program.broken !== undefined) return [];
	const frames = openFrames([...earlier, program], { files, made });
	return [
		checkNames(program, earlier),
		checkUnavailable(program, earlier),
		checkFiles({ program, earlier, files, made }),
		checkColumns(program, earlier, frames),
		checkDtypes(program, frames),
		checkRemovedApis(program, { earlier, frames }),
		checkStatistics(program),
	];
}

function sentences(source: string, faults: readonly Fault[]): readonly string[] {
	const inOrder = [...faults].sort((a, b) => a.at - b.at);
	return inOrder
		.filter(({ what }, at) => inOrder.findIndex((other) => other.what === what) === at)
		.slice(0, MOST_FAULTS)
		.map(({ at, what }) => `Line ${lineOf(source, at)}: ${what}.`);
}
