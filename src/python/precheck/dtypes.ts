// Types of text columns: pandas 3 has one of its own, so a comparison with "object", as in older programs, finds no text column; and ids with letters are no numbers.

import { argumentsOf, children, type Node, spanOf, textOf } from "../tree.ts";
import { type CheckResult, type Edit, shown } from "./edits.ts";
import type { Frames } from "./frames.ts";
import { calleeOf, literalOf, type Program } from "./program.ts";

const OBJECT = /^(object|np\.object_|numpy\.object_|(["'])(object|O)\2|np\.dtype\((["'])(object|O)\4\))$/;

export function checkDtypes(program: Program, frames: Frames): CheckResult {
	const edits = program.nodes.flatMap((node) => {
		if (node.name === "BinaryExpression") return comparison(program, frames, node);
		return node.name === "AssignStatement" ? conversion(program, frames, node) : [];
	});
	return { edits, faults: [] };
}

const NUMBER = /^(?:(?:np\.)?(?:u?int|float)\d*|(["'])(?:u?int|float|Int)\d*\1)$/;

/** `df["id"] = df["id"].astype(int)` and `pd.to_numeric(df["id"])` of ids like K300 fail for certain: they stay the text that they are. */
function conversion(program: Program, frames: Frames, statement: Node): Edit[] {
	const { source } = program;
	const [target, , value, more] = children(statement);
	if (target?.name !== "MemberExpression" || value?.name !== "CallExpression" || more !== undefined) return [];
	const { on, name } = calleeOf(program, value);
	const [arg, other] = argumentsOf(source, value);
	if (arg?.keyword !== "" || other !== undefined) return [];
	const cells = spanOf(source, target);
	const isAstype =
		name === "astype" && on !== undefined && spanOf(source, on) === cells && NUMBER.test(spanOf(source, arg.node));
	const isNumeric = name === "to_numeric" && spanOf(source, arg.node) === cells;
	if (!isAstype && !isNumeric) return [];
	const [table, , key] = children(target);
	const column = literalOf(program, key);
	const profile = frames.of(program, table)?.profiles.find((one) => one.name === column);
	if (column === undefined || profile?.type !== "text" || profile.samples.length === 0) return [];
	const isId = profile.samples.every(
		(one) => /\p{L}/u.test(one) && !/[.,%\s]/.test(one) && !/^\d+\p{L}{1,2}$/u.test(one),
	);
	if (!isId || (profile.notes ?? []).some((note) => note.includes(": pd.to_"))) return [];
	const from = source.lastIndexOf("\n", statement.from) + 1;
	const end = source.indexOf("\n", statement.to);
	const to = end === -1 ? source.length : end + 1;
	// It stands on lines of its own, and is not all that a block holds.
	const isAlone =
		source.slice(from, statement.from) === "" && /^[ \t]*(#[^\n]*)?\n?$/.test(source.slice(statement.to, to));
	if (!isAlone || statement.parent?.name !== "Script") return [];
	const said = `Left \`${shown(column)}\` as it is: \`${shown(profile.samples[0] ?? "")}\` is no number.`;
	return [{ from, to, text: "", said }];
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
