// Rows that were chosen as the request says, and that nothing which is printed or saved is made of.

import { children, type Node, nodesOf, parsed, spanOf, targetsOf, textOf } from "../../tree.ts";
import { type CheckResult, shown } from "../edits.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";

interface Made {
	readonly name: string;
	readonly of: ReadonlySet<string>;
	readonly value: Node | undefined;
}

export function checkUnusedRows(program: Program, request: string): CheckResult {
	const { source } = program;
	const made: Made[] = [];
	const used = new Set<string>();
	for (const statement of children(parsed(source))) {
		const one = madeBy(source, statement);
		if (one !== undefined) made.push(one);
		else for (const name of namesIn(source, statement)) used.add(name);
	}
	for (let before = -1; before < used.size; ) {
		before = used.size;
		for (const { name, of } of made) if (used.has(name)) for (const other of of) used.add(other);
	}
	const unused = made.find(
		({ name, value }) => !used.has(name) && value !== undefined && isAskedFor(program, value, request),
	);
	if (unused?.value === undefined) return { edits: [], faults: [] };
	const what = `nothing that is printed or saved is made of '${shown(unused.name)}', the rows that the request asks for: go on from it`;
	return { edits: [], faults: [{ at: unused.value.from, what }] };
}

/** `rows = ...` and `rows["a"] = ...`; everything else may be what people see. */
function madeBy(source: string, statement: Node): Made | undefined {
	if (statement.name !== "AssignStatement") return undefined;
	const [target, more] = targetsOf(statement);
	const base = target?.name === "MemberExpression" ? target.firstChild : target;
	if (base?.name !== "VariableName" || more !== undefined) return undefined;
	const value = base === target ? (statement.lastChild ?? undefined) : undefined;
	return { name: textOf(source, base), of: namesIn(source, statement), value };
}

function namesIn(source: string, node: Node): ReadonlySet<string> {
	return new Set(nodesOf(node).flatMap((one) => (one.name === "VariableName" ? [textOf(source, one)] : [])));
}

/** `df[df["answer"] == "yes"]` with a value that the request names. */
function isAskedFor(program: Program, value: Node, request: string): boolean {
	const [, sign, key] = value.name === "MemberExpression" ? children(value) : [];
	const isQuery = value.name === "CallExpression" && calleeOf(program, value).name === "query";
	const condition = isQuery ? value : sign?.name === "[" ? key : undefined;
	if (condition === undefined || !/^(?:Binary|Call|Parenthesized|Unary)Expression$/.test(condition.name)) return false;
	return nodesOf(condition).some((node) => {
		const text = node.name === "Number" ? spanOf(program.source, node) : literalOf(program, node);
		// A name of a column says nothing of what is chosen.
		if (text === undefined || node.parent?.name === "MemberExpression") return false;
		const values = isQuery ? text.matchAll(/["']([^"']+)["']|(?<![\w.])\d+(?:\.\d+)?/g) : [[text]];
		return [...values].some(([all = "", quoted = all]) => quoted.trim() !== "" && says(request, quoted));
	});
}

function says(request: string, text: string): boolean {
	const [before, after] = [/^[\p{Script=Latin}\d]/u, /[\p{Script=Latin}\d]$/u].map((edge) => edge.test(text));
	const word = `${before ? "(?<![\\p{Script=Latin}\\d.])" : ""}${RegExp.escape(text)}${after ? "(?![\\p{Script=Latin}]|[\\d.]*\\d)" : ""}`;
	return new RegExp(word, "iu").test(request);
}
