// Rows left out for empty cells in columns that nobody uses: `df.dropna()` drops each row with any empty cell.

import { argumentsOf, type Node } from "../../tree.ts";
import { type CheckResult, type Fault, shown } from "../edits.ts";
import type { Frame, Frames } from "../frames.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";

/** The request wants whole rows. */
const WANTED =
	/\b(rows|records|entries|observations|lines|zeilen)\b[^.?!\n]{0,40}\b(any|missing|null|nulls|nan|empty|incomplete|leere\w*|fehlende\w*)\b|\b(empty|incomplete|missing|leere|unvollständige) (rows|records|entries|zeilen|values in (?:any|all))|\bcomplete (cases|rows|records)\b|\bdropna\b|任何空|有空值的行|缺失的行|空行/i;
const LEAST_SHARE = 0.1;

export function checkEmptyRows(program: Program, frames: Frames, request: string): CheckResult {
	if (WANTED.test(request)) return { edits: [], faults: [] };
	const faults = program.nodes.flatMap((node) => {
		if (node.name !== "CallExpression") return [];
		const { on, name } = calleeOf(program, node);
		const isPlain = argumentsOf(program.source, node).every(({ keyword }) => keyword === "inplace");
		const frame = name === "dropna" && isPlain ? frames.of(program, on) : undefined;
		return frame === undefined ? [] : (lossOf(program, node, frame) ?? []);
	});
	return { edits: [], faults };
}

/** A column that is not used is empty in many more rows than those that are. */
function lossOf(program: Program, node: Node, { rows = 0, profiles }: Frame): Fault | undefined {
	const named = new Set(program.nodes.flatMap((one) => literalOf(program, one) ?? []));
	const uses = profiles.filter(({ name }) => named.has(name));
	const worst = profiles.filter((one) => !uses.includes(one)).toSorted((a, b) => b.nulls - a.nulls)[0];
	const lost = Math.max(0, ...uses.map(({ nulls }) => nulls));
	if (worst === undefined || uses.length === 0 || worst.nulls < LEAST_SHARE * rows || worst.nulls <= 2 * lost)
		return undefined;
	const subset = uses
		.filter(({ nulls }) => nulls > 0)
		.map(({ name }) => JSON.stringify(name))
		.join(", ");
	const instead = subset === "" ? "leave it out" : `use dropna(subset=[${subset}])`;
	return {
		at: node.from,
		what: `dropna() leaves out all ${worst.nulls.toLocaleString("en-US")} rows that lack '${shown(worst.name)}', which the script does not use; ${instead}`,
	};
}
