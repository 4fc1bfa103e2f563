// A program that draws its result and prints nothing, though figures are asked for: what it draws is printed, too.

import { asksForFigures } from "../../../core/fix/wishes/reading.ts";
import { targetsOf, textOf } from "../../tree.ts";
import { below, type CheckResult } from "../edits.ts";
import type { Program } from "../program.ts";

const SHOWS = /\b(?:print|display|info|to_csv|to_excel|to_parquet|to_json|write)\s*\(/;
/** Makes a result of rows. */
const RESULT =
	/\.(?:groupby|resample|value_counts|pivot_table|nlargest|nsmallest|agg|aggregate)\(|\.(?:sum|mean|median|count|nunique|size|max|min)\(/;

export function checkSilent(program: Program): CheckResult {
	const { source, nodes, request = "" } = program;
	const none: CheckResult = { edits: [], faults: [] };
	const last = source.trimEnd().split("\n").at(-1) ?? "";
	if (SHOWS.test(source) || !/\bplt\.|\.plot\b|\bsns\./.test(source) || !/[()=]/.test(last) || !asksForFigures(request))
		return none;
	const results = nodes.filter((node) => {
		const [target, more] = targetsOf(node);
		if (node.name !== "AssignStatement" || node.parent?.name !== "Script" || more !== undefined) return false;
		return target?.name === "VariableName" && RESULT.test(source.slice(node.from, node.to));
	});
	const name = textOf(source, results.at(-1)?.firstChild ?? null);
	const after = source.slice(results.at(-1)?.to ?? source.length);
	if (name === "" || !new RegExp(`\\b${name}\\b`).test(after)) return none;
	const said = `Printed \`${name}\` too: figures are asked for.`;
	return { edits: [below(source, [`print(${name})`], said)], faults: [] };
}
