// Types of text columns: pandas 3 has one of its own, so a comparison with "object", as in older programs, finds no text column.

import { children, type Node, spanOf, textOf } from "../tree.ts";
import { type CheckResult, type Edit, shown } from "./edits.ts";
import type { Frames } from "./frames.ts";
import type { Program } from "./program.ts";

const OBJECT = /^(object|np\.object_|numpy\.object_|(["'])(object|O)\2|np\.dtype\((["'])(object|O)\4\))$/;

export function checkDtypes(program: Program, frames: Frames): CheckResult {
	const edits = program.nodes.flatMap((node) =>
		node.name === "BinaryExpression" ? comparison(program, frames, node) : [],
	);
	return { edits, faults: [] };
}

function comparison(program: Program, frames: Frames, node: Node): Edit[] {
	const { source } = program;
	const [left, sign, right, more] = children(node);
	const isEqual = textOf(source, sign ?? null) === "==";
	if (left === undefined || right === undefined || more !== undefined || sign?.name !== "CompareOp") return [];
	if (!isEqual && textOf(source, sign) !== "!=") return [];
	if (!OBJECT.test(spanOf(source, right)) || left.name !== "MemberExpression") return [];
	const [on, dot, last] = children(left);
	const of = dot?.name === "." ? textOf(source, last ?? null) : "";
	const text = spanOf(source, left);
	// `df[name].dtypes` and `df.dtypes[name]` are one type; `df.dtypes` is one of each column.
	const one =
		of === "dtype" || (of === "dtypes" && on?.name === "MemberExpression") || (of === "" && isDtypes(source, on));
	if (one) return [edit(`${text} ${isEqual ? "in" : "not in"} ("object", "str")`)];
	if (of !== "dtypes" || frames.of(program, on) === undefined) return [];
	return [edit(`${isEqual ? "" : "~"}${text}.isin(["object", "str"])`)];

	function edit(to: string): Edit {
		return {
			from: node.from,
			to: node.to,
			text: to,
			said: `Wrote \`${shown(to)}\`: text columns have the type str in this pandas.`,
		};
	}
}

function isDtypes(source: string, node: Node | undefined): boolean {
	return node?.name === "MemberExpression" && textOf(source, node.lastChild) === "dtypes";
}
