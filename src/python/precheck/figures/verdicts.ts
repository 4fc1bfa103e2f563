// A verdict without the figure that it rests on: `print("positively skewed")` after `if skewness > 0`. The figure is printed too.

import { argumentsOf, children, isValue, type Node, spanOf, targetsOf, textOf } from "../../tree.ts";
import { below, type CheckResult } from "../edits.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";

/** Give one number for a column, or a statistic with its p-value. */
const FIGURES =
	/^(skew|kurt|kurtosis|corr|mean|median|std|var|sum|nunique|len|autocorr|shapiro|normaltest|jarque_bera|kstest|anderson|(pearson|spearman)r|kendalltau|ttest_(ind|rel|1samp)|mannwhitneyu|wilcoxon|levene|bartlett|f_oneway|kruskal|chi2_contingency)$/;

export function checkVerdicts(program: Program): CheckResult {
	const { source, nodes } = program;
	const none = { edits: [], faults: [] };
	const prints = nodes.filter((node) => node.name === "CallExpression" && calleeOf(program, node).name === "print");
	if (
		prints.length === 0 ||
		!prints.every((call) => argumentsOf(source, call).every(({ node }) => isFixed(program, node)))
	)
		return none;
	const tested = [...new Set(nodes.flatMap((node) => testedIn(program, node)))].filter((name) =>
		isFigure(program, name),
	);
	if (tested.length === 0) return none;
	const lines = tested.map((name) => `print("${name}:", ${name})`);
	const names = tested.map((name) => `\`${name}\``).join(", ");
	const said = `Printed ${names} too: what is printed rests on it.`;
	return { edits: [below(source, lines, said)], faults: [] };
}

/** Text that stands in the program, by itself, under a name, or chosen between two. */
function isFixed(program: Program, node: Node | undefined): boolean {
	const { source, nodes } = program;
	if (node === undefined) return false;
	if (literalOf(program, node) !== undefined) return true;
	if (node.name === "FormatString")
		return children(node)
			.filter(({ name }) => name === "FormatReplacement")
			.every((part) => isFixed(program, children(part).find(isValue)));
	if (node.name === "ConditionalExpression") {
		const [one, , , , other] = children(node);
		return isFixed(program, one) && isFixed(program, other);
	}
	if (node.name !== "VariableName") return false;
	const name = textOf(source, node);
	const values = nodes.flatMap((statement) => {
		if (statement.name !== "AssignStatement") return [];
		const [target, second] = targetsOf(statement);
		return second === undefined && target !== undefined && textOf(source, target) === name ? [statement.lastChild] : [];
	});
	const isNew = (value: Node | null) => value !== null && value.name !== "VariableName" && isFixed(program, value);
	return values.length > 0 && values.every(isNew);
}

/** Names that a condition compares. */
function testedIn({ source }: Program, node: Node): readonly string[] {
	const parts = children(node);
	const tests =
		node.name === "IfStatement"
			? parts.filter((_, at) => /^(if|elif)$/.test(parts[at - 1]?.name ?? ""))
			: node.name === "ConditionalExpression"
				? parts.slice(2, 3)
				: [];
	return tests.flatMap((test) =>
		test.name === "BinaryExpression" && children(test).some(({ name }) => name === "CompareOp")
			? children(test).flatMap((one) => (one.name === "VariableName" ? [textOf(source, one)] : []))
			: [],
	);
}

/** Assigned once, outside of any block, from a call that gives a figure. */
function isFigure(program: Program, name: string): boolean {
	const { source, nodes } = program;
	const bound = nodes.filter(
		(node) =>
			node.name === "AssignStatement" &&
			targetsOf(node).some((target) => spanOf(source, target) === name) &&
			node.lastChild !== null,
	);
	const [only, more] = bound;
	const value = only?.lastChild;
	if (more !== undefined || only?.parent?.name !== "Script" || value == null) return false;
	return value.name === "CallExpression" && FIGURES.test(calleeOf(program, value).name);
}
