// Periods that are drawn: matplotlib takes no `2024-01` of `.dt.to_period("M")`, so they become text, which is in the same order.

import type { CheckResult, Edit } from "../edits.ts";
import { calleeOf, type Program } from "../program.ts";

const DRAWS =
	/\b(?:plt|ax\d?|axs|axes(?:\[[^\]\n]*\])?)\.(?:plot|bar|barh|scatter|step|fill_between|stem)\(|\bsns\.(?:line|bar|scatter|point)plot\(/;
/** pandas draws periods itself; or more is done with them. */
const OTHERWISE =
	/\.plot\b(?!\()|[\w\])]\.plot\((?=[^\n]*\bkind\b)|to_timestamp|PeriodIndex|\.astype\(\s*(?:str|["']str)|\bstrftime\b|\.(?:month|year|quarter|start_time|end_time|asfreq|resample)\b/;

export function checkPeriods(program: Program): CheckResult {
	const { source, nodes } = program;
	if (!DRAWS.test(source) || OTHERWISE.test(source)) return { edits: [], faults: [] };
	const edits = nodes.flatMap((node): Edit[] => {
		if (node.name !== "CallExpression" || calleeOf(program, node).name !== "to_period") return [];
		if (source.slice(node.from, node.to).includes("\n")) return [];
		const said = "Turned the periods into text: `matplotlib` cannot draw periods.";
		return [{ from: node.to, to: node.to, text: ".astype(str)", said }];
	});
	return { edits, faults: [] };
}
