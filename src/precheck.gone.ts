// What older pandas, NumPy and scikit-learn had and these have under another name, and what pandas 3 no longer does to a column in place.

import { type Edit, type Findings, shown } from "./precheck.edit.ts";
import type { Frames } from "./precheck.frames.ts";
import { boundNames, importsAt } from "./precheck.names.ts";
import { calleeOf, literalOf, type Program } from "./precheck.program.ts";
import { importFor } from "./precheck.tables.ts";
import { type Argument, argumentsOf, children, type Node, spanOf, textOf } from "./python.tree.ts";

/** Methods by their name of today. */
const METHODS: Readonly<Record<string, string>> = { iteritems: "items", applymap: "map", as_matrix: "to_numpy" };
const NUMPY: Readonly<Record<string, string>> = {
	NaN: "np.nan",
	NAN: "np.nan",
	Inf: "np.inf",
	infty: "np.inf",
	product: "np.prod",
	cumproduct: "np.cumprod",
	alltrue: "np.all",
	sometrue: "np.any",
	in1d: "np.isin",
	float_: "np.float64",
	float: "float",
	int: "int",
	bool: "bool",
	object: "object",
	str: "str",
	complex: "complex",
};
const FILLS: Readonly<Record<string, string>> = { ffill: "ffill", pad: "ffill", bfill: "bfill", backfill: "bfill" };
/** Of a column, with as many values as before. */
const IN_PLACE = /^(fillna|replace|clip|where|mask|ffill|bfill|interpolate|round)$/;

export function checkGone(
	program: Program,
	{ earlier, frames }: { earlier: readonly Program[]; frames: Frames },
): Findings {
	const imports = new Set<string>();
	const edits = program.nodes.flatMap((node) => {
		if (node.name === "CallExpression") return call(program, node, earlier, imports);
		if (node.name === "MemberExpression") return attribute(program, node);
		return node.name === "AssignStatement" ? chained(program, frames, node) : [];
	});
	return { edits: [...edits, ...importsAt(program, [...imports])], faults: [] };
}

function call(program: Program, node: Node, earlier: readonly Program[], imports: Set<string>): Edit[] {
	const { source } = program;
	const { name, on } = calleeOf(program, node);
	const given = argumentsOf(source, node);
	const named = (keyword: string) => given.find((argument) => argument.keyword === keyword);
	const isSaid = (argument: Argument | undefined, text: string) =>
		argument !== undefined && textOf(source, argument.node) === text;
	const squared = named("squared");
	if (name === "mean_squared_error" && (isSaid(squared, "False") || isSaid(squared, "True"))) {
		const said = "Left out `squared=...`, which is gone: the root is taken with `** 0.5`.";
		const within = node.parent?.name ?? "";
		const isPart = /^(Member|Call|Binary|Unary)Expression$/.test(within);
		const [before, after] = isPart ? ["(", " ** 0.5)"] : ["", " ** 0.5"];
		const root = [
			{ from: node.from, to: node.from, text: before, said: "" },
			{ from: node.to, to: node.to, text: after, said: "" },
		];
		return [...without(source, squared, said), ...(isSaid(squared, "False") ? root : [])];
	}
	const sparse = name === "OneHotEncoder" ? named("sparse")?.node.prevSibling?.prevSibling : undefined;
	if (sparse != null) return [swap(sparse, "sparse_output", "Wrote `sparse_output`, as `sparse` is called now.")];
	const infer = named("infer_datetime_format");
	if (infer !== undefined)
		return without(source, infer, "Left out `infer_datetime_format`, which is gone and not needed.");
	const method = FILLS[literalOf(program, named("method")?.node) ?? ""];
	if (name === "fillna" && method !== undefined && given.length === 1 && node.lastChild !== null) {
		const property = node.firstChild?.lastChild;
		if (property == null) return [];
		const said = `Wrote \`${method}()\`: \`fillna(method=...)\` is gone.`;
		return [{ from: property.from, to: node.to, text: `${method}()`, said }];
	}
	if (on === undefined) return [];
	if (IN_PLACE.test(name) && isSaid(named("inplace"), "True") && isColumnsOwn(node, on)) {
		const column = spanOf(source, on);
		const said = `Wrote \`${shown(column)} = ...\`: in this pandas inplace=True changes nothing on a column.`;
		return [{ from: node.from, to: node.from, text: `${column} = `, said }, ...without(source, named("inplace"), "")];
	}
	if (on.name === "VariableName" && /^(pd|np|pandas|numpy)$/.test(textOf(source, on))) {
		const line = importFor(name, ["()"]);
		if (line?.startsWith("from scipy.stats ") !== true) return [];
		if (![program, ...earlier].flatMap(boundNames).includes(name)) imports.add(line);
		return [swap(node.firstChild as Node, name, `Wrote \`${name}\`, which \`${textOf(source, on)}\` does not have.`)];
	}
	const today = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
	const property = node.firstChild?.lastChild;
	return today === undefined || property == null
		? []
		: [swap(property, today, `Wrote \`${today}\`, as \`${name}\` is called now.`)];
}

/** A line of its own: `table[...].method(..., inplace=True)`. */
function isColumnsOwn({ parent }: Node, on: Node): boolean {
	return parent?.name === "ExpressionStatement" && on.name === "MemberExpression" && on.lastChild?.name === "]";
}

function attribute({ source }: Program, node: Node): Edit[] {
	const [on, dot, property] = children(node);
	if (dot?.name !== "." || on?.name !== "VariableName" || !/^(np|numpy)$/.test(textOf(source, on))) return [];
	const name = textOf(source, property ?? null);
	const today = Object.hasOwn(NUMPY, name) ? NUMPY[name]?.replace("np", textOf(source, on)) : undefined;
	return today === undefined
		? []
		: [swap(node, today, `Wrote \`${today}\`, as \`${spanOf(source, node)}\` is called now.`)];
}

/** `df["a"][rows] = 1` and `df[df["b"] > 1]["a"] = 1` change a copy. */
function chained(program: Program, frames: Frames, { firstChild: target }: Node): Edit[] {
	const { source } = program;
	const [inner, open, last, close] = children(target);
	if (target === null || inner?.name !== "MemberExpression" || open?.name !== "[" || close?.name !== "]") return [];
	const [table, bracket, first, end] = children(inner);
	if (bracket?.name !== "[" || end?.name !== "]" || last === undefined || first === undefined) return [];
	if (table?.name !== "VariableName" || frames.of(program, table) === undefined) return [];
	const isColumn = (node: Node) => literalOf(program, node) !== undefined;
	const isRows = (node: Node) => /^(Binary|Unary)Expression$/.test(node.name);
	const isFirst = isColumn(first) && (isRows(last) || /^(VariableName|Number)$/.test(last.name));
	if (!isFirst && !(isRows(first) && isColumn(last))) return [];
	const [rows, column] = isFirst ? [last, first] : [first, last];
	const text = `${spanOf(source, table)}.loc[${spanOf(source, rows)}, ${spanOf(source, column)}]`;
	return [swap(target, text, `Wrote \`${shown(text)}\`: in this pandas two pairs of brackets change a copy.`)];
}

function swap({ from, to }: Node, text: string, said: string): Edit {
	return { from, to, text, said };
}

/** The keyword argument is taken away, with one comma. */
function without(source: string, argument: Argument | undefined, said: string): Edit[] {
	const name = argument?.node.prevSibling?.prevSibling;
	if (argument === undefined || name == null) return [];
	const [before, after] = [name.prevSibling, argument.node.nextSibling];
	if (before?.name === ",") return [{ from: before.from, to: argument.node.to, text: "", said }];
	const to = after?.name === "," ? after.to + (/^\s*/.exec(source.slice(after.to))?.[0].length ?? 0) : argument.node.to;
	return [{ from: name.from, to, text: "", said }];
}
