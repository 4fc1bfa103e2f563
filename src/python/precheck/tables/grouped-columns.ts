// `df["age"].groupby("class")`: a column alone has no other column to group by, so the table is grouped and the column taken then.

import { argumentsOf, children, spanOf } from "../../tree.ts";
import { type CheckResult, type Edit, shown } from "../edits.ts";
import type { Frames } from "../frames.ts";
import { calleeOf, literalNodes, literalOf, type Program } from "../program.ts";

export function checkGroupedColumns(program: Program, frames: Frames): CheckResult {
	const { source, nodes } = program;
	// The name may be that of the index.
	if (/\b(?:set_index|index_col|rename_axis|index\.name)\b/.test(source)) return { edits: [], faults: [] };
	const edits = nodes.flatMap((node): Edit[] => {
		const { on, name } = node.name === "CallExpression" ? calleeOf(program, node) : { on: undefined, name: "" };
		const [table, bracket, literal, end] = children(on ?? null);
		if (name !== "groupby" || bracket?.name !== "[" || end?.name !== "]" || table === undefined || on === undefined)
			return [];
		const column = literalOf(program, literal);
		const frame = frames.of(program, table);
		const [by, ...others] = argumentsOf(source, node);
		const keys = literalNodes(program, by?.node)?.map((key) => literalOf(program, key) ?? "") ?? [];
		const isPlain = by !== undefined && (by.keyword === "" || by.keyword === "by") && others.length === 0;
		if (column === undefined || frame === undefined || !isPlain || keys.length === 0) return [];
		if (!keys.every((key) => key !== column && frame.columns.includes(key))) return [];
		const listed = keys.map((key) => `\`${shown(key)}\``).join(", ");
		const said = `Grouped the table by ${listed}, then took \`${shown(column)}\`: a column alone has no ${listed}.`;
		return [
			{ from: table.to, to: on.to, text: "", said },
			{ from: node.to, to: node.to, text: `[${spanOf(source, literal ?? node)}]`, said: "" },
		];
	});
	return { edits, faults: [] };
}
