// The first rows by a figure that each group has in all its rows, `df["total"] = df.groupby("rep")["sales"].transform("sum")`: they may all be of one group.

import { asksForBest } from "../../../core/fix/under/ties.ts";
import { argumentsOf, children, type Node, spanOf, targetsOf, textOf } from "../../tree.ts";
import { type CheckResult, shown } from "../edits.ts";
import { calleeOf, literalNodes, literalOf, type Program } from "../program.ts";

const ONE_OF_EACH =
	/\b(?:drop_duplicates|unique|nunique|duplicated|first|cumcount|ngroup)\(|\bset\(|\bdict\.fromkeys\(/;
/** What gives all rows of a group the same; of counts one may want the rows. */
const ONE_FIGURE = /^(?:sum|mean|median|max|min)$/;

export function checkRepeatedGroups(program: Program, request: string): CheckResult {
	const none: CheckResult = { edits: [], faults: [] };
	const { source, nodes } = program;
	const isGroupedAgain = source.split(".groupby(").length > 2;
	if (ONE_OF_EACH.test(source) || isGroupedAgain || !asksForBest(request)) return none;
	const sums = new Map(nodes.flatMap((node) => repeatedIn(program, node) ?? []));
	for (const node of nodes) {
		const column = sums.size === 0 ? undefined : sortedBy(program, node);
		const group = column === undefined ? undefined : sums.get(column);
		if (column === undefined || group === undefined) continue;
		const code = `${shown(spanOf(source, calleeOf(program, node).on ?? node))}.drop_duplicates(${JSON.stringify(shown(group))})${shown(source.slice(calleeOf(program, node).on?.to ?? node.to, node.to))}`;
		const what = `'${shown(column)}' is the same in all rows of each '${shown(group)}', so that the first rows by it may all be of one: take one row of each before, as in ${code}`;
		return { edits: [], faults: [{ at: node.from, what }] };
	}
	return none;
}

/** The column that is written, and that of its groups. */
function repeatedIn(program: Program, node: Node): readonly [string, string][] | undefined {
	const value = node.name === "AssignStatement" ? node.lastChild : null;
	const transform = value?.name === "CallExpression" ? calleeOf(program, value) : undefined;
	if (value == null || transform?.name !== "transform") return undefined;
	const [how] = argumentsOf(program.source, value);
	const grouped = transform.on?.name === "MemberExpression" ? children(transform.on)[0] : transform.on;
	const { name } = grouped?.name === "CallExpression" ? calleeOf(program, grouped) : { name: "" };
	const [by] = name === "groupby" && grouped !== undefined ? argumentsOf(program.source, grouped) : [];
	const [target] = targetsOf(node);
	const column = target?.name === "MemberExpression" ? literalOf(program, children(target)[2]) : undefined;
	const [group, more] = literalNodes(program, by?.node) ?? [];
	const named = literalOf(program, group);
	if (column === undefined || named === undefined || more !== undefined) return undefined;
	return ONE_FIGURE.test(literalOf(program, how?.node) ?? "") ? [[column, named]] : undefined;
}

/** The column that a call sorts rows by, of which the first several are taken. */
function sortedBy(program: Program, node: Node): string | undefined {
	const { name } = node.name === "CallExpression" ? calleeOf(program, node) : { name: "" };
	const args = argumentsOf(program.source, node);
	const given = (keyword: string, at: number) =>
		(args.find((one) => one.keyword === keyword) ?? args.filter((one) => one.keyword === "")[at])?.node;
	const first = (of: Node | undefined) => literalOf(program, (literalNodes(program, of) ?? [])[0]);
	if (name === "sort_values" && takesSeveral(program, node)) return first(given("by", 0));
	const count = given("n", 0);
	const isOne = count !== undefined && spanOf(program.source, count) === "1";
	return /^n(?:largest|smallest)$/.test(name) && !isOne ? first(given("columns", 1)) : undefined;
}

/** `sort_values("a").head(3)` and `[:3]`, at once or of the name that it is given. */
function takesSeveral({ source }: Program, sorted: Node): boolean {
	const taken = /^\s*(?:\.(?:head|tail)\(\s*(?!1\s*\))|\[\s*:\s*(?!1\s*\])\d+\s*\])/;
	if (taken.test(source.slice(sorted.to))) return true;
	const statement = sorted.parent;
	const target = statement?.name === "AssignStatement" ? statement.firstChild : null;
	if (target?.name !== "VariableName" || statement?.lastChild?.from !== sorted.from) return false;
	const name = RegExp.escape(textOf(source, target));
	const uses = source.slice(sorted.to).matchAll(new RegExp(`(?<![\\p{L}\\p{N}_.])${name}(?![\\p{L}\\p{N}_])`, "gu"));
	return [...uses].some(({ index, 0: use }) => taken.test(source.slice(sorted.to + index + use.length)));
}
