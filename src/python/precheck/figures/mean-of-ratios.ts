// The mean of each row's ratio, `(df["orders"] / df["visits"]).mean()`, where the request asks about the whole: small rows weigh as much as large ones.

import { children, type Node, spanOf, targetsOf, textOf } from "../../tree.ts";
import { type CheckResult, type Fault, shown } from "../edits.ts";
import { calleeOf, type Program } from "../program.ts";

const WHOLE =
	/\bof all\b|\boverall\b|\bin total\b|\baltogether\b|\bas a whole\b|insgesamt|\baller\b|全部|所有|总体|整体|全体/i;
const AVERAGE = /\baverage\b|\bavg\b|\bmean\b|durchschnitt|im schnitt|平均/i;

export function checkMeanOfRatios(program: Program, request: string): CheckResult {
	const { source, nodes } = program;
	if (!WHOLE.test(request) || AVERAGE.test(request)) return { edits: [], faults: [] };
	const faults = nodes.flatMap((node): Fault[] => {
		const { on, name } = node.name === "CallExpression" ? calleeOf(program, node) : { on: undefined, name: "" };
		const ratio = name === "mean" && on !== undefined ? ratioIn(program, on) : undefined;
		// `r > r.mean()`: a yardstick.
		const sign = node.parent?.name === "BinaryExpression" ? children(node.parent)[1] : undefined;
		if (ratio === undefined || (sign !== undefined && textOf(source, sign) !== "*")) return [];
		const [part, whole] = ratio.map((side) => shown(spanOf(source, side)));
		const what = `\`${shown(spanOf(source, node))}\` counts all rows alike, and the request asks about the whole: divide the sums, ${part}.sum() / ${whole}.sum()`;
		return [{ at: node.from, what }];
	});
	return { edits: [], faults };
}

/** The two columns of one table that it divides, itself or where it was made. */
function ratioIn(program: Program, node: Node): readonly [Node, Node] | undefined {
	const inner = node.name === "ParenthesizedExpression" ? children(node)[1] : node;
	if (inner?.name === "BinaryExpression") return dividedIn(program, inner);
	if (inner === undefined || !/^(?:MemberExpression|VariableName)$/.test(inner.name)) return undefined;
	const made = program.nodes.filter(
		(one) =>
			one.name === "AssignStatement" &&
			targetsOf(one).some((target) => spanOf(program.source, target) === spanOf(program.source, inner)),
	);
	const value = made.length === 1 ? made[0]?.lastChild : null;
	return value?.name === "BinaryExpression" ? dividedIn(program, value) : undefined;
}

function dividedIn(program: Program, node: Node): readonly [Node, Node] | undefined {
	const [one, sign, other] = children(node);
	const sides = [one, other].filter(
		(side) => side?.name === "MemberExpression" && side.firstChild?.name === "VariableName",
	);
	const [part, whole] = sides;
	if (textOf(program.source, sign ?? null) !== "/" || part === undefined || whole === undefined) return undefined;
	const [a, b] = [part, whole].map((side) => textOf(program.source, side.firstChild));
	return a === b ? [part, whole] : undefined;
}
