// Fixes that repair nothing: an error raised or an excuse printed in place of the answer, or the failed call once more.

import { children, type Node, nodesOf } from "../../tree.ts";
import { lineOf } from "../edits.ts";
import type { Program } from "../program.ts";
import { flatStatements, isExit, isPrint, normalForms } from "./statements.ts";

/** The fault as a sentence. `line` is the one that failed. */
export function checkNoRepair(fix: Program, failed: Program, line: number): readonly string[] {
	const statements = children(fix.nodes[0] ?? null).filter(({ name }) => name !== "Comment");
	const last = statements.at(-1);
	if (last === undefined) return [];
	if (endsInError(fix, last) && !children(failed.nodes[0] ?? null).some((one) => endsInError(failed, one)))
		return ["It ends in an error of its own in place of the answer. Compute the answer."];
	if (statements.every((one) => one.name === "ImportStatement" || saysWhatItHas(fix, one)))
		return ["It computes nothing and only prints a text. Compute the answer."];
	if (!repeats(fix, failed, line)) return [];
	const catches = fix.nodes.some(({ name }) => name === "TryStatement") && !failed.source.includes("try:");
	return [
		catches
			? "It only catches the error, and the failed call is the same as before. Change that call, or what it is given."
			: "It makes the same call on the same data again, which will fail again. Change that call, or what it is given.",
	];
}

function endsInError(program: Program, statement: Node): boolean {
	return statement.name === "RaiseStatement" || isExit(program, statement);
}

/** Prints nothing but what stands in the program. */
function saysWhatItHas(program: Program, statement: Node): boolean {
	return isPrint(program, statement) && nodesOf(statement).filter(({ name }) => name === "VariableName").length === 1;
}

/** Whether all up to the failed statement is as it was: from its beginning, or from a line whose names the kernel still holds. */
function repeats(fix: Program, failed: Program, line: number): boolean {
	const all = flatStatements(failed);
	const culprit = all.findLast(({ from }) => lineOf(failed.source, from) <= line);
	if (culprit === undefined || lineOf(failed.source, culprit.to) < line) return false;
	const [form] = normalForms(failed, [culprit], "numbered");
	// What is printed on the way changes nothing.
	const counts = (program: Program) => (one: Node) =>
		!isPrint(program, one) || normalForms(program, [one], "numbered")[0] === form;
	const before = all.filter(counts(failed));
	const after = flatStatements(fix).filter(counts(fix));
	// Where a function is called is not known.
	const isWhole = /Definition$/.test(culprit.name);
	const until = isWhole ? before.length : before.indexOf(culprit) + 1;
	const forms = (names: "as they are" | "numbered") => ({
		was: normalForms(failed, before, names).slice(0, until),
		is: normalForms(fix, after, names),
	});
	const numbered = forms("numbered");
	if (isSame(numbered.was, numbered.is.slice(0, until))) return true;
	// The same lines again, and the kernel has what came before them.
	const { was, is } = forms("as they are");
	return !isWhole && was.some((_, at) => at > 0 && isSame(was.slice(at), is.slice(0, until - at)));
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
	return some.join("\n") === others.join("\n");
}
