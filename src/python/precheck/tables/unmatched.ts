// Rows without a match that a join has left out: `orders.merge(customers, how="left")` has no row without an order.

import { argumentsOf, type Node, textOf } from "../../tree.ts";
import { type CheckResult, type Fault, shown } from "../edits.ts";
import { isWritten } from "../figures/values.ts";
import type { Frame, Frames } from "../frames.ts";
import { calleeOf, literalOf, onlyValueOf, type Program } from "../program.ts";

/** Those that have none are asked for. */
const NONE =
	/\b(?:no|not|never|without|missing|unmatched|lack\w*|didn't|haven't|kein\w*|nie|niemals|ohne|nicht|fehl\w*)\b|没|未|无|从不|缺|ない|なし/i;

export function checkUnmatched(program: Program, frames: Frames, request: string): CheckResult {
	const { source, nodes } = program;
	if (!NONE.test(request)) return { edits: [], faults: [] };
	const faults = nodes.flatMap((node): Fault[] => {
		const { on, name } = node.name === "CallExpression" ? calleeOf(program, node) : { on: undefined, name: "" };
		if (!/^(?:isna|isnull)$/.test(name) || on?.name !== "MemberExpression") return [];
		const column = literalOf(program, on.firstChild?.nextSibling?.nextSibling);
		if (column === undefined || node.parent?.name === "UnaryExpression" || isWritten([program], column)) return [];
		const join =
			on.firstChild?.name === "VariableName" ? onlyValueOf(program, textOf(source, on.firstChild)) : undefined;
		const wanted = join === undefined ? undefined : keeping(program, frames, join, column);
		if (wanted === undefined) return [];
		const what = `no row lacks '${shown(column)}' after the join: to find rows without a match, write ${wanted}`;
		return [{ at: node.from, what }];
	});
	return { edits: [], faults };
}

/** The join that keeps the rows which lack the column, if this one leaves them out for certain. */
function keeping(program: Program, frames: Frames, join: Node, column: string): string | undefined {
	const { source } = program;
	const { on, name } = join.name === "CallExpression" ? calleeOf(program, join) : { on: undefined, name: "" };
	const args = argumentsOf(source, join);
	const given = args.find(({ keyword }) => keyword === "how")?.node;
	const how = given === undefined ? "inner" : literalOf(program, given);
	if (name !== "merge" || args.filter(({ keyword }) => keyword === "").length !== 1) return undefined;
	const [left, right] = [frames.of(program, on), frames.of(program, args[0]?.node)];
	if (left === undefined || right === undefined) return undefined;
	const isFull = (frame: Frame) => frame.profiles.find((one) => one.name === column)?.nulls === 0;
	const isOf = (frame: Frame, other: Frame) => isFull(frame) && !other.columns.includes(column);
	const wanted = isOf(left, right) ? "right" : isOf(right, left) ? "left" : undefined;
	if (wanted === undefined || (how !== "inner" && how !== (wanted === "right" ? "left" : "right"))) return undefined;
	const before = source.slice(join.from, given?.from ?? join.to - 1);
	const after = source.slice(given?.to ?? join.to - 1, join.to);
	const code = given === undefined ? `${before}, how="${wanted}"${after}` : `${before}"${wanted}"${after}`;
	return code.length > 200 ? undefined : code.replaceAll(/\s+/g, " ");
}
