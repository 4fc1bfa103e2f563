// Removed APIs: what older pandas, NumPy and scikit-learn have and today's have under another name or not at all, and changes in place that pandas 3 no longer makes.

import { type Argument, argumentsOf, children, isValue, type Node, spanOf, textOf } from "../tree.ts";
import { type CheckResult, type Edit, type Fault, shown } from "./edits.ts";
import { importFor } from "./environment.ts";
import type { Frames } from "./frames.ts";
import { boundNames, importsAt } from "./names.ts";
import { calleeOf, isTarget, literalOf, type Program, within } from "./program.ts";

/** Methods, with their names of today. */
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
/** Methods of a column that keep its number of values. */
const IN_PLACE = /^(fillna|replace|clip|where|mask|ffill|bfill|interpolate|round)$/;

/** A call, taken apart. */
interface Call {
	readonly program: Program;
	readonly node: Node;
	readonly name: string;
	readonly on: Node | undefined;
	readonly given: readonly Argument[];
	/** The name after the dot. */
	readonly property: Node | undefined;
}

/** The first rule that applies decides. */
const RULES: readonly ((call: Call) => Edit[] | undefined)[] = [
	root,
	sparse,
	inferred,
	inPlace,
	filled,
	renamed,
	firstRow,
];

export function checkRemovedApis(
	program: Program,
	{ earlier, frames }: { earlier: readonly Program[]; frames: Frames },
): CheckResult {
	const imports = new Set<string>();
	const bound = new Set([program, ...earlier].flatMap(boundNames));
	const faults: Fault[] = [];
	const edits = program.nodes.flatMap((node) => {
		if (node.name === "MemberExpression")
			return [...attribute(program, node), ...severalColumns(program, frames, node)];
		if (node.name === "AssignStatement") return chained(program, frames, node);
		if (node.name !== "CallExpression") return [];
		const call = taken(program, node);
		const units = coarse(call, frames);
		if (units !== undefined) {
			faults.push(...units.faults);
			return units.edits;
		}
		const strays = misplaced(call);
		if (strays === undefined) return RULES.map((rule) => rule(call)).find((found) => found !== undefined) ?? [];
		if (!bound.has(call.name)) imports.add(strays.line);
		return [strays.edit];
	});
	return { edits: [...edits, ...importsAt(program, [...imports])], faults };
}

function taken(program: Program, node: Node): Call {
	const { name, on } = calleeOf(program, node);
	const property = on === undefined ? undefined : (node.firstChild?.lastChild ?? undefined);
	return { program, node, name, on, given: argumentsOf(program.source, node), property };
}

function argument({ given }: Call, keyword: string): Argument | undefined {
	return given.find((one) => one.keyword === keyword);
}

function isTrue({ program }: Call, given: Argument | undefined): boolean {
	return given !== undefined && textOf(program.source, given.node) === "True";
}

function root(call: Call): Edit[] | undefined {
	const { program, node, name } = call;
	const squared = argument(call, "squared");
	if (name !== "mean_squared_error" || squared === undefined || isDefined(program, name)) return undefined;
	const isRoot = textOf(program.source, squared.node) === "False";
	if (!isRoot && !isTrue(call, squared)) return undefined;
	const edits = without(
		program.source,
		squared,
		"Left out `squared=...`, which is gone: the root is taken with `** 0.5`.",
	);
	if (!isRoot) return edits;
	const isPart = /^(Member|Call|Binary|Unary)Expression$/.test(node.parent?.name ?? "");
	const [before, after] = isPart ? ["(", " ** 0.5)"] : ["", " ** 0.5"];
	return [insert(node.from, before), ...edits, insert(node.to, after)];
}

function sparse(call: Call): Edit[] | undefined {
	const keyword = call.name === "OneHotEncoder" ? argument(call, "sparse")?.node.prevSibling?.prevSibling : undefined;
	return keyword == null ? undefined : [swap(keyword, "sparse_output", called("sparse_output", "sparse"))];
}

function inferred(call: Call): Edit[] | undefined {
	const infer = argument(call, "infer_datetime_format");
	return (
		infer && without(call.program.source, infer, "Left out `infer_datetime_format`, which is gone and not needed.")
	);
}

/** A line of its own: `table[...].method(..., inplace=True)`. */
function inPlace(call: Call): Edit[] | undefined {
	const { program, node, name, on } = call;
	const given = argument(call, "inplace");
	if (!IN_PLACE.test(name) || !isTrue(call, given) || node.parent?.name !== "ExpressionStatement") return undefined;
	if (on?.name !== "MemberExpression" || on.lastChild?.name !== "]") return undefined;
	const column = spanOf(program.source, on);
	const said = `Wrote \`${shown(column)} = ...\`: in this pandas inplace=True changes nothing on a column.`;
	const assigned = insert(node.from, `${column} = `, said);
	return [assigned, ...(filled(call) ?? without(program.source, given, ""))];
}

/** `fillna(method="ffill")`. */
function filled(call: Call): Edit[] | undefined {
	const { program, node, name, given, property } = call;
	const method = FILLS[literalOf(program, argument(call, "method")?.node) ?? ""];
	const others = given.filter(({ keyword }) => !/^(method|inplace)$/.test(keyword));
	if (name !== "fillna" || method === undefined || others.length > 0 || property === undefined) return undefined;
	const inplace = argument(call, "inplace");
	const isLine = node.parent?.name === "ExpressionStatement" && call.on?.name === "VariableName";
	const kept = inplace !== undefined && isLine ? `inplace=${textOf(program.source, inplace.node)}` : "";
	const said = `Wrote \`${method}()\`: \`fillna(method=...)\` is gone.`;
	return [{ from: property.from, to: node.to, text: `${method}(${kept})`, said }];
}

function renamed({ name, property }: Call): Edit[] | undefined {
	const today = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
	return today === undefined || property === undefined ? undefined : [swap(property, today, called(today, name))];
}

/** `duckdb.sql("...").fetchone()`: what it gives has no such method any more. */
function firstRow({ program, node, name, on, given, property }: Call): Edit[] | undefined {
	if (name !== "fetchone" || given.length > 0 || on?.name !== "CallExpression" || property === undefined)
		return undefined;
	const asked = calleeOf(program, on);
	if (!/^(sql|query)$/.test(asked.name) || textOf(program.source, asked.on ?? null) !== "duckdb") return undefined;
	const said = "Wrote `fetchall()[0]`: what `duckdb.sql()` gives no longer has `fetchone()`.";
	return [{ from: property.from, to: node.to, text: "fetchall()[0]", said }];
}

/** `pd.ttest_ind`: scipy's, looked for in another package. */
function misplaced({ program, node, name, on }: Call): { edit: Edit; line: string } | undefined {
	const owner = on?.name === "VariableName" ? textOf(program.source, on) : "";
	const line = /^(pd|np|pandas|numpy)$/.test(owner) ? importFor(name, ["()"]) : undefined;
	if (line?.startsWith("from scipy.stats ") !== true || node.firstChild === null) return undefined;
	return { edit: swap(node.firstChild, name, `Wrote \`${name}\`, which \`${owner}\` does not have.`), line };
}

function isDefined({ source, nodes }: Program, name: string): boolean {
	return nodes.some(
		(node) => node.name === "FunctionDefinition" && textOf(source, node.getChild("VariableName")) === name,
	);
}

function attribute({ source }: Program, node: Node): Edit[] {
	const [on, dot, property] = children(node);
	if (dot?.name !== "." || on?.name !== "VariableName" || !/^(np|numpy)$/.test(textOf(source, on))) return [];
	const name = textOf(source, property ?? null);
	const today = Object.hasOwn(NUMPY, name) ? NUMPY[name]?.replace("np", textOf(source, on)) : undefined;
	return today === undefined ? [] : [swap(node, today, called(today, spanOf(source, node)))];
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

/** `groupby("a")["b", "c"]` and `df["b", "c"]`: a list of columns, not a tuple. */
function severalColumns(program: Program, frames: Frames, node: Node): Edit[] {
	const { source } = program;
	const [base, open, ...rest] = children(node);
	if (base === undefined || open?.name !== "[" || rest.at(-1)?.name !== "]" || isTarget(node)) return [];
	if (within(node, (up) => up.name === "TryStatement")) return [];
	const keys = rest.slice(0, -1);
	const [tuple] = keys;
	const parts = keys.length === 1 && tuple?.name === "TupleExpression" ? children(tuple).slice(1, -1) : keys;
	const values = parts.filter(isValue);
	const [first, last] = [values[0], values.at(-1)];
	const isPlain = parts.every((part) => part.name === "," || /^(String|VariableName)$/.test(part.name));
	if (values.length < 2 || !isPlain || first === undefined || last === undefined) return [];
	const isGrouped = groups(program, base);
	const columns = isGrouped ? undefined : frames.of(program, base)?.columns;
	if (!isGrouped && !values.every((value) => columns?.includes(literalOf(program, value) ?? "\0"))) return [];
	const said = isGrouped
		? `Wrote \`[[${shown(source.slice(first.from, last.to))}]]\`: groupby() takes several columns as a list.`
		: `Wrote \`[[${shown(source.slice(first.from, last.to))}]]\`: several columns are taken with a list.`;
	if (tuple === undefined || parts === keys) return [insert(first.from, "[", said), insert(last.to, "]")];
	const begin = { from: tuple.from, to: first.from, text: "[", said };
	return [begin, { from: last.to, to: tuple.to, text: "]", said: "" }];
}

/** A call of groupby, or a name that stands for one and nothing else. */
function groups(program: Program, base: Node): boolean {
	if (base.name === "CallExpression") {
		const { on, name } = calleeOf(program, base);
		return on !== undefined && name === "groupby";
	}
	if (base.name !== "VariableName") return false;
	const { source, nodes } = program;
	const name = textOf(source, base);
	const writes = nodes.filter(
		(node) => node.name === "VariableName" && textOf(source, node) === name && isTarget(node),
	);
	const [only] = writes;
	const value = only?.parent?.name === "AssignStatement" ? only.parent.lastChild : null;
	return writes.length === 1 && value?.name === "CallExpression" && groups(program, value);
}

/** In place of `astype("datetime64[M]")`, on a column of dates. */
const COARSE: Readonly<Record<string, string>> = {
	Y: '.dt.to_period("Y").dt.to_timestamp()',
	M: '.dt.to_period("M").dt.to_timestamp()',
	W: '.dt.to_period("W").dt.start_time',
	D: ".dt.normalize()",
	h: '.dt.floor("h")',
	m: '.dt.floor("min")',
};

/** `df["a"].astype("datetime64[M]")`: pandas has no such type, NumPy has. */
function coarse({ program, node, name, on, given }: Call, frames: Frames): CheckResult | undefined {
	const type = literalOf(program, given[0]?.node) ?? "";
	const [, unit] = /^(?:datetime64|[<>=]?M8)(?:\[(\w)\])?$/.exec(type) ?? [undefined, ""];
	const instead = unit !== undefined && Object.hasOwn(COARSE, unit) ? COARSE[unit] : undefined;
	const [argument] = given;
	if (name !== "astype" || on === undefined || argument === undefined || given.length > 1) return undefined;
	const column = on.name === "CallExpression" ? datesOf(program, on) : on;
	if (!isColumn(program, frames, column) || within(node, (up) => up.name === "TryStatement")) return undefined;
	if (unit === undefined) {
		const said = `Wrote \`datetime64[ns]\`: pandas needs the unit of \`${type}\`.`;
		return { edits: [swap(argument.node, '"datetime64[ns]"', said)], faults: [] };
	}
	if (instead === undefined) return undefined;
	// What a week begins with differs between the two.
	if (unit !== "W" && (column !== on || isDates(program, on))) {
		const said = `Wrote \`${shown(instead)}\`: pandas has no type \`${type}\`.`;
		return { edits: [{ from: on.to, to: node.to, text: instead, said }], faults: [] };
	}
	const what = `astype('${type}') fails, since pandas has no such type; on a column of dates write ${instead}`;
	return { edits: [], faults: [{ at: node.from, what }] };
}

/** What `pd.to_datetime(...)` makes dates of. */
function datesOf(program: Program, call: Node): Node | undefined {
	const { on, name } = calleeOf(program, call);
	const isPandas = on !== undefined && /^(pd|pandas)$/.test(textOf(program.source, on));
	return name === "to_datetime" && isPandas ? argumentsOf(program.source, call)[0]?.node : undefined;
}

/** A column that is no number. */
function isColumn(program: Program, frames: Frames, node: Node | undefined): boolean {
	const [table, open, name, close] = children(node ?? null);
	const isOne = node?.name === "MemberExpression" && open?.name === "[" && close?.name === "]";
	const text = literalOf(program, name);
	const frame = isOne ? frames.of(program, table) : undefined;
	// A number becomes so many days or months since 1970.
	return text !== undefined && frame !== undefined && !frame.numbers.includes(text);
}

/** Whether all that is assigned to it before is made by `pd.to_datetime`. */
function isDates(program: Program, column: Node): boolean {
	const { source, nodes } = program;
	const plain = (node: Node) => spanOf(source, node).replaceAll('"', "'");
	const before = nodes.filter(
		({ name, to, firstChild }) =>
			name === "AssignStatement" && to <= column.from && firstChild !== null && plain(firstChild) === plain(column),
	);
	return (
		before.length > 0 &&
		before.every(({ lastChild }) => lastChild?.name === "CallExpression" && datesOf(program, lastChild) !== undefined)
	);
}

function called(today: string, before: string): string {
	return `Wrote \`${today}\`, as \`${before}\` is called now.`;
}

function insert(at: number, text: string, said = ""): Edit {
	return { from: at, to: at, text, said };
}

function swap({ from, to }: Node, text: string, said: string): Edit {
	return { from, to, text, said };
}

/** Removes the keyword argument, with one comma. */
function without(source: string, argument: Argument | undefined, said: string): Edit[] {
	const name = argument?.node.prevSibling?.prevSibling;
	if (argument === undefined || name == null) return [];
	const [before, after] = [name.prevSibling, argument.node.nextSibling];
	if (before?.name === ",") return [{ from: before.from, to: argument.node.to, text: "", said }];
	const to = after?.name === "," ? after.to + (/^\s*/.exec(source.slice(after.to))?.[0].length ?? 0) : argument.node.to;
	return [{ from: name.from, to, text: "", said }];
}
