// The sum of one factor, `df["qty"] * df["price"].sum()`, where the sum of the products is meant: a method binds closer than a sign.

import type { KnownFile } from "../../../core/ports.ts";
import { children, type Node, spanOf, textOf } from "../../tree.ts";
import { type CheckResult, type Fault, shown } from "../edits.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";
import { profilesOf } from "./values.ts";

/** Of these a part of the sum is taken. */
const SHARE =
	/share|ratio|percent|pct|%|rate|weight|prob|frac|anteil|quote|gewicht|prozent|占比|比例|比重|权重|率|割合/i;

export function checkOuterSums(program: Program, files: readonly KnownFile[]): CheckResult {
	const { source } = program;
	const faults = program.nodes.flatMap((node): Fault[] => {
		const [one, sign, other] = node.name === "BinaryExpression" ? children(node) : [];
		if (textOf(source, sign ?? null) !== "*") return [];
		const sums = [one, other].flatMap((side) => summedIn(program, side) ?? []);
		const [plain, more] = [one, other].flatMap((side) => columnIn(program, side) ?? []);
		const [sum] = sums;
		if (sum === undefined || plain === undefined || more !== undefined || sum.table !== plain.table) return [];
		const isShare = [sum, plain].some(
			({ column }) =>
				SHARE.test(column) ||
				profilesOf(files, column).some(({ range }) => range !== undefined && Number(range[1]) <= 1),
		);
		// `cost * qty / qty.sum()` shares it out.
		if (sum.column === plain.column || isShare || node.parent?.name === "BinaryExpression") return [];
		const what = `\`${shown(spanOf(source, node))}\` multiplies '${shown(plain.column)}' of each row by the sum of all '${shown(sum.column)}': the sum of the products is (${plain.code} * ${sum.code}).sum()`;
		return [{ at: node.from, what }];
	});
	return { edits: [], faults };
}

interface Column {
	readonly table: string;
	readonly column: string;
	readonly code: string;
}

/** `df["price"].sum()` */
function summedIn(program: Program, node: Node | undefined): Column | undefined {
	const { on, name } = node?.name === "CallExpression" ? calleeOf(program, node) : { on: undefined, name: "" };
	return name === "sum" ? columnIn(program, on) : undefined;
}

/** `df["price"]`, `df.price` */
function columnIn(program: Program, node: Node | undefined): Column | undefined {
	const [base, sign, key] = node?.name === "MemberExpression" ? children(node) : [];
	if (base?.name !== "VariableName" || sign === undefined || key === undefined) return undefined;
	const column = sign.name === "[" ? literalOf(program, key) : textOf(program.source, key);
	const code = shown(node === undefined ? "" : spanOf(program.source, node));
	return column === undefined ? undefined : { table: textOf(program.source, base), column, code };
}
