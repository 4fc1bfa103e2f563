// Lines that a fix drops although they had not failed: small models do this, and the answer is then to another question.

import { type Node, spanOf, targetsOf } from "../../tree.ts";
import { lineOf, shown } from "../edits.ts";
import type { Program } from "../program.ts";
import { normalForms } from "./statements.ts";

const MOST = 4;

/** The fault as a sentence, if the fix no longer assigns what `failed` assigned on other lines than the one that failed. */
export function checkDroppedLines(fix: Program, failed: Program, line: number): readonly string[] {
	if (fix.broken !== undefined || failed.broken !== undefined) return [];
	const kept = new Set(assigned(fix).map(({ target }) => target));
	const isAtFault = ({ from, to }: Node) => lineOf(failed.source, from) <= line && line <= lineOf(failed.source, to);
	const inFix = fix.nodes.filter(({ name }) => name === "AssignStatement");
	const forms = new Set(inFix.flatMap((statement) => normalForms(fix, [statement], "numbered")));
	// It may be there under another name.
	const isThere = (statement: Node) => normalForms(failed, [statement], "numbered").some((form) => forms.has(form));
	const lost = assigned(failed).filter(
		({ target, statement }) => !isKept(target, kept) && !isAtFault(statement) && !isThere(statement),
	);
	const texts = [...new Set(lost.map(({ statement }) => spanOf(failed.source, statement)))];
	if (texts.length === 0) return [];
	return [
		`It leaves out lines that had not failed: ${texts
			.slice(0, MOST)
			.map((text) => `\`${shown(text)}\``)
			.join(", ")}. Keep them.`,
	];
}

/** Under its own name, or under one that says more: `missing` is `missing_per_city` by now. */
function isKept(target: string, kept: ReadonlySet<string>): boolean {
	return kept.has(target) || [...kept].some((name) => name.startsWith(`${target}_`) && /^\w+$/.test(name));
}

/** Names and columns that statements outside of blocks assign, all with the same quotes. */
function assigned({ source, nodes }: Program): readonly { readonly target: string; readonly statement: Node }[] {
	return nodes
		.filter(({ name, parent }) => name === "AssignStatement" && parent?.name === "Script")
		.flatMap((statement) =>
			targetsOf(statement)
				.filter(({ name }) => /^(VariableName|MemberExpression)$/.test(name))
				.map((target) => ({ target: spanOf(source, target).replaceAll('"', "'"), statement })),
		);
}
