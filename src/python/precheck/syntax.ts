// Syntax errors, as far as the parser is certain of them.

import { type Fault, lineOf, shown } from "./edits.ts";
import { type Program, within } from "./program.ts";

/** Python that the parser does not know: `with (a as b):`, `as (a, b)`, `lambda a, /:`, `a[*b]`, `except* E`, `t"..."`. */
const UNKNOWN_TO_PARSER =
	/\bwith\s*\(|\bas\s*[([]|\bas\s+\w+[.[]|\blambda\b[^:]*\/|\[\s*\*|,\s*\*|\bexcept\s*\*|\b[tT][rR]?["']|\bmatch\b|\bcase\b|\btype\b|:=/;

export function checkSyntax(program: Program): Fault | undefined {
	const { source, nodes, broken } = program;
	const old = nodes.find(({ name }) => name === "PrintStatement");
	if (old !== undefined) return { at: old.from, what: "print needs brackets around what it prints" };
	const stray = nodes.find(
		(node) => node.name === "ReturnStatement" && !within(node, ({ name }) => name === "FunctionDefinition"),
	);
	if (broken === undefined)
		return stray === undefined ? undefined : { at: stray.from, what: "return stands outside of a function" };
	const line = source.split("\n")[lineOf(source, broken.from) - 1] ?? "";
	if (UNKNOWN_TO_PARSER.test(source)) return undefined;
	return { at: broken.from, what: `this is not valid Python: \`${shown(line.trim())}\`` };
}
