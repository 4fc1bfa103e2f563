// "Which store sold least?" answered with `df["sales"].idxmin()`, the number of a row: who stands in that row is what was asked for.

import { children, type Node, spanOf, targetsOf, textOf } from "../../tree.ts";
import { type CheckResult, type Fault, shown } from "../edits.ts";
import type { Frames } from "../frames.ts";
import { calleeOf, type Program } from "../program.ts";

/** A name is asked for, and not the place where it stands. */
const WHICH = /\b(?:which|who|whose|what|where|when)\b|\bwelche\w*|\bwer\b|\bwann\b|\bwo\b|哪|谁|什么|何|どの|どれ|誰/i;
const NUMBERED = /\b(?:row|line|index|position)s?\b|\bzeilen?\b|\bindex\b|行号|第几行|行番号|索引/i;
/** The index is something else than the row's number. */
const INDEXED = /set_index|index_col|\.index\s*=|\bindex=/;

export function checkRowNumbers(program: Program, frames: Frames, request: string): CheckResult {
	const { source, nodes } = program;
	if (!WHICH.test(request) || NUMBERED.test(request) || INDEXED.test(source)) return { edits: [], faults: [] };
	const faults = nodes.flatMap((node): Fault[] => {
		const { on, name } = node.name === "CallExpression" ? calleeOf(program, node) : { name: "" };
		if (!/^idx(?:max|min)$/.test(name) || on?.name !== "MemberExpression") return [];
		const [table, bracket] = children(on);
		const isColumn = bracket?.name === "[" && frames.of(program, on) === undefined;
		if (!isColumn || frames.of(program, table) === undefined || isLookedUp(program, node)) return [];
		const said = shown(spanOf(source, node));
		const code = `${shown(spanOf(source, table as Node))}.loc[${said}]`;
		return [{ at: node.from, what: `\`${said}\` is the number of a row: print what was asked for from \`${code}\`` }];
	});
	return { edits: [], faults };
}

/** It stands in brackets, or the name that it is given does. */
function isLookedUp({ source, nodes }: Program, node: Node): boolean {
	for (let up: Node | null = node; up !== null; up = up.parent) {
		if (up.parent?.name === "MemberExpression" && up.prevSibling !== null) return true;
		if (
			up.parent?.name === "ArgList" &&
			/\.(?:xs|take|get|iloc|loc)\b/.test(source.slice(up.parent.parent?.from, up.from))
		)
			return true;
		if (up.name !== "AssignStatement") continue;
		const names = targetsOf(up).map((target) => textOf(source, target));
		return nodes.some(
			(one) =>
				one.name === "VariableName" && one.from > node.to && names.includes(textOf(source, one)) && isInBrackets(one),
		);
	}
	return false;
}

function isInBrackets(node: Node): boolean {
	for (let up: Node = node; up.parent !== null && /Expression$|^ArgList$/.test(up.parent.name); up = up.parent)
		if (up.parent.name === "MemberExpression" && up.prevSibling !== null) return true;
	return false;
}
