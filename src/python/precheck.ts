// Pre-check of a program: what would fail is found before anyone is asked to run it. A mend corrects what is certain, a fault reports the rest to the model.

import type { Precheck, Prechecked } from "../core/ports.ts";
import { checkColumns } from "./precheck/columns.ts";
import { checkDtypes } from "./precheck/dtypes.ts";
import { apply, type CheckResult, type Fault, lineOf } from "./precheck/edits.ts";
import { checkAbsentValues } from "./precheck/figures/absent-values.ts";
import { checkAfterDropping } from "./precheck/figures/after-dropping.ts";
import { checkAlphabet } from "./precheck/figures/alphabet.ts";
import { checkAverages, checkPopulation } from "./precheck/figures/averages.ts";
import { checkExtremes } from "./precheck/figures/extremes.ts";
import { checkMeanOfRatios } from "./precheck/figures/mean-of-ratios.ts";
import { checkOuterSums } from "./precheck/figures/outer-sums.ts";
import { checkRepeatedGroups } from "./precheck/figures/repeated-groups.ts";
import { checkRowNumbers } from "./precheck/figures/row-numbers.ts";
import { checkSameTwice } from "./precheck/figures/same-twice.ts";
import { checkSilent } from "./precheck/figures/silent.ts";
import { checkStatistics } from "./precheck/figures/statistics.ts";
import { checkUnusedRows } from "./precheck/figures/unused-rows.ts";
import { checkVerdicts } from "./precheck/figures/verdicts.ts";
import { checkFiles, lacksFile, unreadIn } from "./precheck/files.ts";
import { checkFix } from "./precheck/fixes/check.ts";
import { openFrames } from "./precheck/frames.ts";
import { checkNames } from "./precheck/names.ts";
import { type Program, readProgram } from "./precheck/program.ts";
import { checkDateTexts } from "./precheck/reading/date-texts.ts";
import { checkNested } from "./precheck/reading/nested.ts";
import { checkRemovedApis } from "./precheck/removed-apis.ts";
import { checkSyntax } from "./precheck/syntax.ts";
import { checkEmptyRows } from "./precheck/tables/empty-rows.ts";
import { checkGroupedColumns } from "./precheck/tables/grouped-columns.ts";
import { checkMelted, meltedReads } from "./precheck/tables/melted.ts";
import { checkOverwritten } from "./precheck/tables/overwritten.ts";
import { checkPeriods } from "./precheck/tables/periods.ts";
import { checkUnmatched } from "./precheck/tables/unmatched.ts";
import { checkWholeRows } from "./precheck/tables/whole-rows.ts";
import { checkWrittenOver } from "./precheck/tables/written-over.ts";
import { checkUnavailable } from "./precheck/unavailable.ts";
import { checkWriters } from "./precheck/writers.ts";

/** In characters and in nodes: far more than a person reads. */
const LONGEST = 50_000;
const MOST_NODES = 15_000;
const MOST_FAULTS = 6;
/** With more earlier programs or files than this, the oldest may be missing here, and a name or file that nothing here defines may still exist. */
const MOST_EARLIER = 30;
const MOST_MADE = 400;

export const precheck = ({
	language,
	source,
	files,
	made,
	earlier,
	repairs,
	request = "",
}: Parameters<Precheck>[0]): Prechecked => {
	const asItIs: Prechecked = { source, mends: [], faults: [] };
	if (language !== "python" || source.length > LONGEST) return asItIs;
	try {
		const given = { ...readProgram(source), request };
		if (given.nodes.length > MOST_NODES) return asItIs;
		const wrong = checkSyntax(given);
		if (wrong !== undefined) return { ...asItIs, faults: sentences(source, [wrong]) };
		const knowsAll =
			earlier.length <= MOST_EARLIER && made.length <= MOST_MADE && earlier.every((text) => text.length <= LONGEST);
		const before = knowsAll ? earlier.map(readProgram) : [];
		// What tables there are decides what else is found.
		const tables = apply(source, knowsAll ? meltedReads(given, files) : []);
		const program = tables.mends.length === 0 ? given : { ...readProgram(tables.source), request };
		const found = knowsAll
			? check(program, { files, made, request, earlier: before })
			: [checkUnavailable(program, [])];
		const lacks = knowsAll && program.broken === undefined && lacksFile({ program, earlier: before, files, made });
		const unread = program.broken === undefined ? unreadIn({ program, earlier: before, files, made }) : undefined;
		const { source: mended, mends } = apply(
			program.source,
			found.flatMap(({ edits }) => edits),
		);
		return {
			source: mended,
			mends: [...tables.mends, ...mends],
			faults: [
				...sentences(
					program.source,
					found.flatMap(({ faults }) => faults),
				),
				...(repairs === undefined
					? []
					: checkFix(mended === program.source ? program : readProgram(mended), readProgram(repairs.source), {
							line: repairs.line,
							request,
						})),
			],
			...(lacks ? { lacksFile: true } : {}),
			...(unread === undefined ? {} : { unread }),
		};
	} catch {
		// A text that makes the checks fail stays as it is.
		return asItIs;
	}
};

function check(
	program: Program,
	{
		files,
		made,
		earlier,
		request,
	}: Pick<Parameters<Precheck>[0], "files" | "made"> & {
		readonly earlier: readonly Program[];
		readonly request: string;
	},
): readonly CheckResult[] {
	if (program.broken !== undefined) return [];
	const frames = openFrames([...earlier, program], { files, made });
	return [
		checkNames(program, earlier),
		checkUnavailable(program, earlier),
		checkFiles({ program, earlier, files, made }),
		checkColumns(program, earlier, frames, files),
		checkDtypes(program, frames),
		checkDateTexts(program, frames),
		checkWholeRows(program, frames),
		checkPeriods(program),
		checkMelted(program, frames),
		checkGroupedColumns(program, frames),
		checkOverwritten(program),
		checkWrittenOver(program, frames, request),
		checkUnmatched(program, frames, request),
		checkEmptyRows(program, frames, request),
		checkNested(program, files),
		checkRemovedApis(program, { earlier, frames }),
		checkStatistics(program),
		checkVerdicts(program),
		checkSameTwice(program),
		checkSilent(program),
		checkExtremes(program, frames, request),
		checkAlphabet(program, earlier, { files, request }),
		checkAbsentValues(program, earlier, { files, frames, request }),
		checkOuterSums(program, files),
		checkMeanOfRatios(program, request),
		checkRepeatedGroups(program, request),
		checkUnusedRows(program, request),
		checkAfterDropping(program),
		checkRowNumbers(program, frames, request),
		checkAverages(program, earlier, request),
		checkPopulation(program, request),
		checkWriters(
			program,
			request,
			files.map(({ name }) => name),
		),
	];
}

function sentences(source: string, faults: readonly Fault[]): readonly string[] {
	const inOrder = [...faults].sort((a, b) => a.at - b.at);
	return inOrder
		.filter(({ what }, at) => inOrder.findIndex((other) => other.what === what) === at)
		.slice(0, MOST_FAULTS)
		.map(({ at, what }) => `Line ${lineOf(source, at)}: ${what}.`);
}
