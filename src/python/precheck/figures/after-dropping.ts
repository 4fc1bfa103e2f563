// Empty cells that are counted after the rows that have them were dropped: the count is 0 whatever the file holds.

import { argumentsOf, children, type Node, targetsOf, textOf, unquoted } from "../../tree.ts";
import { type CheckResult, shown } from "../edits.ts";
import { calleeOf, literalNodes, literalOf, type Program } from "../program.ts";

/** The request is about empty cells. */
const ASKED =
	/\b(?:missing|null|nulls|nan)\b|\b(?:empty|blank) (?:values?|cells?|entries|fields)\b|fehlend|缺失|空值|欠損/i;

/** Whether any are left: then they are to be counted after the rows were dropped. */
const CHECKS =
	/\b(?:left|remain\w*|check\w*|verif\w*|ensure|make sure|confirm\w*|still|afterwards?|übrig|prüf\w*|danach|noch)\b|剩|检查|确认|还有|之后|残|確認/i;
const DROPS =
	/\b(?:drop|remov|delet|exclud|discard|filter|ignor|clean|without|entfern|lösch|ohne)\w*|删|去掉|去除|剔除|排除|过滤|清洗|削除|除外/i;
const COUNTS =
	/\b(?:how many|how much|number|counts?|share|percent\w*|wie ?viele?|anzahl)\b|多少|几|数量|个数|占比|いくつ|何|件数/i;

/** The request asks how many there are in the file. */
function asksHowMany(request: string): boolean {
	return ASKED.test(request) && !CHECKS.test(request) && (!DROPS.test(request) || COUNTS.test(request));
}

export function checkAfterDropping(program: Program): CheckResult {
	const none: CheckResult = { edits: [], faults: [] };
	if (!asksHowMany(program.request ?? "")) return none;
	const counts = program.nodes.filter((node) => /^(isna|isnull)$/.test(nameOf(program, node)));
	const drops = counts.map((node) => droppedBefore(program, node));
	const [found] = drops;
	if (found === undefined || drops.some((drop) => drop === undefined)) return none;
	const what = `the rows without ${found.column === undefined ? "a value" : `'${shown(found.column)}'`} were dropped before, so that 0 empty cells are counted; count them before dropna()`;
	return { edits: [], faults: [{ at: found.at, what }] };
}

function nameOf(program: Program, node: Node): string {
	return node.name === "CallExpression" ? calleeOf(program, node).name : "";
}

interface Drop {
	readonly at: number;
	readonly column: string | undefined;
}

/** Where it is certain that the counted cells cannot be empty any more. */
function droppedBefore(program: Program, count: Node): Drop | undefined {
	const { source, nodes } = program;
	const { on } = calleeOf(program, count);
	const [table, column] = on?.name === "VariableName" ? [textOf(source, on), undefined] : columnOf(program, on);
	if (table === "") return undefined;
	const assigned = nodes.filter(
		(node) =>
			node.name === "AssignStatement" &&
			node.to <= count.from &&
			targetsOf(node).some((target) => textOf(source, target) === table),
	);
	const value = assigned.at(-1)?.lastChild;
	if (value == null || nameOf(program, value) !== "dropna") return undefined;
	const given = argumentsOf(source, value);
	if (given.length === 0) return { at: count.from, column };
	const [only, more] = given;
	if (column === undefined || only?.keyword !== "subset" || more !== undefined) return undefined;
	const names = literalNodes(program, only.node) ?? [];
	return names.some((name) => literalOf(program, name) === column) ? { at: count.from, column } : undefined;
}

/** `df["a"]`: the name and the column. */
function columnOf({ source }: Program, on: Node | undefined): readonly [string, string | undefined] {
	const [table, bracket, key] = on?.name === "MemberExpression" ? children(on) : [];
	const isPlain = table?.name === "VariableName" && bracket?.name === "[" && key?.name === "String";
	return isPlain ? [textOf(source, table), unquoted(source.slice(key.from, key.to))] : ["", undefined];
}
