// Rows left out for empty cells in columns that nobody uses: `df.dropna()` drops each row with any empty cell.

import type { ColumnProfile } from "../../../core/domain.ts";
import { argumentsOf, type Node } from "../../tree.ts";
import { appended, type CheckResult, isQuotable, shown } from "../edits.ts";
import type { Frame, Frames } from "../frames.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";

/** The request wants whole rows. */
const WANTED =
	/\b(rows|records|entries|observations|lines|zeilen)\b[^.?!\n]{0,40}\b(any|missing|null|nulls|nan|empty|incomplete|leere\w*|fehlende\w*)\b|\b(empty|incomplete|missing|leere|unvollständige) (rows|records|entries|zeilen|values in (?:any|all))|\bcomplete (cases|rows|records)\b|\bdropna\b|任何空|有空值的行|缺失的行|空行/i;
const LEAST_SHARE = 0.1;

export function checkEmptyRows(program: Program, frames: Frames, request: string): CheckResult {
	const isWanted = WANTED.test(request);
	const found = program.nodes.map((node): CheckResult => {
		if (node.name !== "CallExpression") return NOTHING;
		const { on, name } = calleeOf(program, node);
		const isPlain = argumentsOf(program.source, node).every(({ keyword }) => keyword === "inplace");
		const frame = name === "dropna" && isPlain ? frames.of(program, on) : undefined;
		return frame === undefined ? NOTHING : lossOf(program, node, frame, isWanted);
	});
	return { edits: found.flatMap(({ edits }) => edits), faults: found.flatMap(({ faults }) => faults) };
}

const NOTHING: CheckResult = { edits: [], faults: [] };

/** A column that is not used is empty in many more rows than those that are; where it is empty in all of them, no row would be left. */
function lossOf(program: Program, node: Node, { rows = 0, profiles }: Frame, isWanted: boolean): CheckResult {
	const named = new Set(program.nodes.flatMap((one) => literalOf(program, one)?.trim() ?? []));
	const uses = profiles.filter(({ name }) => named.has(name.trim()));
	const worst = profiles.filter((one) => !uses.includes(one)).toSorted((a, b) => b.nulls - a.nulls)[0];
	const lost = Math.max(0, ...uses.map(({ nulls }) => nulls));
	if (worst === undefined || uses.length === 0 || worst.nulls < LEAST_SHARE * rows || worst.nulls <= 2 * lost)
		return NOTHING;
	const subset = subsetOf(uses);
	if (worst.nulls === rows && rows > 0) {
		const kept = subset === "" ? 'how="all"' : subset;
		const said = `Wrote \`dropna(${kept})\`: \`${shown(worst.name)}\` is empty in every row, so that \`dropna()\` leaves none.`;
		return { edits: appended(program.source, node, kept, said), faults: [] };
	}
	if (isWanted) return NOTHING;
	const instead = subset === "" ? "leave it out" : `use dropna(${subset})`;
	const what = `dropna() leaves out all ${worst.nulls.toLocaleString("en-US")} rows that lack '${shown(worst.name)}', which the script does not use; ${instead}`;
	return { edits: [], faults: [{ at: node.from, what }] };
}

/** Those that have empty cells; "" where there is none. */
function subsetOf(uses: readonly ColumnProfile[]): string {
	const names = uses.filter(({ name, nulls }) => nulls > 0 && isQuotable(name)).map(({ name }) => JSON.stringify(name));
	return names.length === 0 ? "" : `subset=[${names.join(", ")}]`;
}
