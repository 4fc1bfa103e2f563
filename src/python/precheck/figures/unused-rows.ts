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
	// `ax = rows.plot()` and `text = rows.to_csv()` show and save.
	if (SHOWS.test(spanOf(source, statement))) return undefined;
	const [target, more] = targetsOf(statement);
	const base = target?.name === "MemberExpression" ? target.firstChild : target;
	if (base?.name !== "VariableName" || more !== undefined) return undefined;
	const value = base === target ? (statement.lastChild ?? undefined) : undefined;
	return { name: textOf(source, base), of: namesIn(source, statement), value };
}

const SHOWS =
	/plot|\.(?:to_\w+|bar|barh|hist|pie|scatter|line|save\w*|write\w*|show|append|add_\w+)\(|\b(?:print|display)\(/;

/** Also of SQL and queries, whose texts name tables. */
function namesIn(source: string, node: Node): ReadonlySet<string> {
	return new Set(
		nodesOf(node).flatMap((one) => {
			if (one.name === "VariableName") return [textOf(source, one)];
			return one.name === "String" ? (spanOf(source, one).match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []) : [];
		}),
	);
}

/** `df[df["answer"] == "yes"]` with a value that the request names. */
function isAskedFor(program: Program, made: Node, request: string): boolean {
	const value = rowsIn(program, made);
	const [, sign, key] = value.name === "MemberExpression" ? children(value) : [];
	const isQuery = value.name === "CallExpression" && calleeOf(program, value).name === "query";
	const condition = isQuery ? value : sign?.name === "[" ? key : undefined;
	if (condition === undefined || !/^(?:Binary|Call|Parenthesized|Unary)Expression$/.test(condition.name)) return false;
	// What is grouped by the same column shows these rows as well.
	const keys = nodesOf(condition).flatMap(
		(node) => (node.parent?.name === "MemberExpression" ? literalOf(program, node) : []) ?? [],
	);
	if (keys.some((key) => new RegExp(`groupby\\([^)]*["']${RegExp.escape(key)}["']`).test(program.source))) return false;
	return nodesOf(condition).some((node) => {
		const text = node.name === "Number" ? spanOf(program.source, node) : literalOf(program, node);
		// A name of a column says nothing of what is chosen.
		if (text === undefined || node.parent?.name === "MemberExpression") return false;
		const others = program.source.slice(0, made.from) + program.source.slice(made.to);
		const values = isQuery ? text.matchAll(/["']([^"']+)["']|(?<![\w.])\d+(?:\.\d+)?/g) : [[text]];
		return [...values].some(
			([all = "", quoted = all]) => quoted.trim() !== "" && says(request, quoted) && !isIn(others, quoted),
		);
	});
}

/** As a value that other code compares with. */
function isIn(code: string, value: string): boolean {
	return /^\d/.test(value) ? says(code, value) : [`"${value}"`, `'${value}'`].some((quoted) => code.includes(quoted));
}

/** Without `.copy()` and the like behind them. */
function rowsIn(program: Program, value: Node): Node {
	const { on, name } = value.name === "CallExpression" ? calleeOf(program, value) : { on: undefined, name: "" };
	return on !== undefined && /^(?:copy|reset_index|sort_values)$/.test(name) ? rowsIn(program, on) : value;
}

function says(request: string, text: string): boolean {
	const [before, after] = [/^[\p{Script=Latin}\d]/u, /[\p{Script=Latin}\d]$/u].map((edge) => edge.test(text));
	const word = `${before ? "(?<![\\p{Script=Latin}\\d.])" : ""}${RegExp.escape(text)}${after ? "(?![\\p{Script=Latin}]|[\\d.]*\\d)" : ""}`;
	return new RegExp(word, "iu").test(request);
}
