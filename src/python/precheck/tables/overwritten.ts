// Tables that are written over each other: twice to the same workbook, or twice to the same sheet of one.

import { argumentsOf, type Node, textOf } from "../../tree.ts";
import { type CheckResult, type Fault, shown } from "../edits.ts";
import { calleeOf, literalOf, type Program, within } from "../program.ts";

/** What pandas calls a sheet that has no name. */
const NAMELESS = "Sheet1";

export function checkOverwritten(program: Program): CheckResult {
	const seen = new Map<string, string>();
	const faults: Fault[] = [];
	for (const node of program.nodes) {
		const written = node.name === "CallExpression" ? writtenBy(program, node) : undefined;
		if (written === undefined) continue;
		const { key, what } = written;
		if (seen.has(key)) faults.push({ at: node.from, what });
		seen.set(key, what);
	}
	return { edits: [], faults };
}

/** Only what happens once and for certain: not in a branch, a loop or a function. */
function writtenBy(program: Program, call: Node): { readonly key: string; readonly what: string } | undefined {
	const { source } = program;
	if (calleeOf(program, call).name !== "to_excel") return undefined;
	if (
		within(call, ({ name }) =>
			/^(If|For|While|Try|Match)Statement$|^(FunctionDefinition|LambdaExpression)$|Comprehension/.test(name),
		)
	)
		return undefined;
	const args = argumentsOf(source, call);
	const of = (keyword: string, at: number) =>
		(args.find((one) => one.keyword === keyword) ?? args.filter((one) => one.keyword === "")[at])?.node;
	const target = of("excel_writer", 0);
	const path = literalOf(program, target);
	if (path !== undefined)
		return {
			key: `path ${path}`,
			what: `this writes over the table that is in ${shown(path)} already: write both in one with pd.ExcelWriter("${shown(path)}"), each with a sheet_name of its own`,
		};
	if (target?.name !== "VariableName" || args.some(({ keyword }) => /^start(row|col)$/.test(keyword))) return undefined;
	// The same name may stand for another workbook in the next block.
	const block = blockOf(call);
	if (block === undefined) return undefined;
	const given = of("sheet_name", 1);
	const sheet = given === undefined ? NAMELESS : literalOf(program, given);
	if (sheet === undefined) return undefined;
	return {
		key: `sheet ${block.from} ${textOf(source, target)} ${sheet}`,
		what: `this writes over the table that is in the sheet '${shown(sheet)}' already: give each table a sheet_name of its own`,
	};
}

function blockOf(call: Node): Node | undefined {
	for (let up = call.parent; up !== null; up = up.parent) if (up.name === "WithStatement") return up;
	return undefined;
}
