// A fix mends the line that failed; a small model drops others on the way, and the answer is to another question.

import { type Node, spanOf, targetsOf } from "../tree.ts";
import { lineOf, shown } from "./edits.ts";
import type { Program } from "./program.ts";

const MOST = 4;

/** A sentence where the fix no longer assigns what `failed` assigned in lines of its own, the line that failed aside. */
export function checkDroppedLines(fix: Program, failed: Program, line: number): readonly string[] {
	if (fix.broken !== undefined || failed.broken !== undefined) return [];
	const kept = new Set(assigned(fix).map(({ target }) => target));
	const isAtFault = ({ from, to }: Node) => lineOf(failed.source, from) <= line && line <= lineOf(failed.source, to);
	const lost = assigned(failed).filter(({ target, statement }) => !kept.has(target) && !isAtFault(statement));
	const texts = [...new Set(lost.map(({ statement }) => spanOf(failed.source, statement)))];
	if (texts.length === 0) return [];
	return [
		`It leaves out lines that had not failed: ${texts
			.slice(0, MOST)
			.map((text) => `\`${shown(text)}\``)
			.join(", ")}. Keep them.`,
	];
}

/** Names and columns that statements outside of blocks assign, quotes made alike. */
function assigned({ source, nodes }: Program): readonly { readonly target: string; readonly statement: Node }[] {
	return nodes
		.filter(({ name, parent }) => name === "AssignStatement" && parent?.name === "Script")
		.flatMap((statement) =>
			targetsOf(statement)
				.filter(({ name }) => /^(VariableName|MemberExpression)$/.test(name))
				.map((target) => ({ target: spanOf(source, target).replaceAll('"', "'"), statement })),
		);
}
