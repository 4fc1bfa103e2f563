// One figure under two names, `weekdays = df[df["Weekend"]]["Open"].mean()` and the same again for `weekends`: one of them is of the wrong rows.

import { type Node, spanOf, targetsOf, textOf } from "../../tree.ts";
import { type CheckResult, type Fault, shown } from "../edits.ts";
import { calleeOf, type Program } from "../program.ts";

const FIGURES = /^(mean|sum|median|std|var|min|max|count|nunique|corr|quantile|skew|len)$/;

export function checkSameTwice(program: Program): CheckResult {
	const { source, nodes } = program;
	const seen = new Map<string, string>();
	const faults = nodes.flatMap((node): Fault[] => {
		const named =
			node.name === "AssignStatement" && node.parent?.name === "Script" ? figureOf(program, node) : undefined;
		if (named === undefined) {
			// What was computed before may be something else by now.
			if (node.name === "AssignStatement" || node.name === "UpdateStatement") forget(seen, source, node);
			return [];
		}
		const { name, value } = named;
		const first = seen.get(value);
		seen.set(value, first ?? name);
		if (first === undefined || first === name) return [];
		return [
			{
				at: node.from,
				what: `${shown(name)} is computed just like ${shown(first)}, so both are the same: one must be of other rows`,
			},
		];
	});
	return { edits: [], faults };
}

function figureOf(program: Program, statement: Node): { readonly name: string; readonly value: string } | undefined {
	const { source } = program;
	const [target, more] = targetsOf(statement);
	const value = statement.lastChild;
	if (target?.name !== "VariableName" || more !== undefined || value?.name !== "CallExpression") return undefined;
	const text = spanOf(source, value).replace(/\s+/g, " ");
	// Without a column and rows that are chosen nothing could have been meant otherwise.
	if (
		!FIGURES.test(calleeOf(program, value).name) ||
		!/\[[^\]]*["'][^\]]*\]/.test(text) ||
		!/[=<>]|isin|~|\.loc/.test(text)
	)
		return undefined;
	return { name: textOf(source, target), value: text };
}

function forget(seen: Map<string, string>, source: string, statement: Node): void {
	const [target] = targetsOf(statement);
	const [name = ""] = /^\w+/.exec(target === undefined ? "" : spanOf(source, target)) ?? [];
	for (const value of seen.keys()) if (name === "" || new RegExp(`\\b${name}\\b`).test(value)) seen.delete(value);
}
