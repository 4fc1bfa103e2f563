// Nested JSON in programs: which columns `read_json` gives, and which `json_normalize`.

import type { FileProfile } from "../../../core/domain.ts";
import type { KnownFile } from "../../../core/ports.ts";
import { argumentsOf, type Node, nodesOf, spanOf, textOf } from "../../tree.ts";
import { calleeOf, type Program } from "../program.ts";
import { readsOf } from "../reads.ts";

/** Columns of a table as `read_json` makes it: objects stay whole; undefined where it makes another. */
export function topOf({ columns = [], flat, read }: FileProfile): readonly string[] | undefined {
	const names = columns.map(({ name }) => name);
	if (read === undefined) return names;
	if (flat === undefined) return undefined;
	return [...names.filter((name) => !flat.some((key) => name.startsWith(`${key}.`))), ...flat];
}

/** `json_normalize(data)` where data is all that the only JSON file of the program holds: that file. */
export function normalized(
	program: Program,
	call: Node,
	fileOf: (path: string) => KnownFile | undefined,
): KnownFile | undefined {
	const args = argumentsOf(program.source, call);
	const [data, more] = args;
	if (calleeOf(program, call).name !== "json_normalize" || data?.keyword !== "" || more !== undefined) return undefined;
	const value = data.node.name === "VariableName" ? boundTo(program, data.node) : data.node;
	if (value === undefined || !holdsAll(program, value)) return undefined;
	const [file, ...others] = readsOf(program).map(({ path }) => fileOf(path));
	const isOne = file !== undefined && others.every((other) => other?.name === file.name);
	const { format, flat, read } = file?.profile ?? { format: "" };
	return isOne && /^json/.test(format) && (flat !== undefined || read === undefined) ? file : undefined;
}

/** `json.load(f)`, or a list of `json.loads(line)` for each line. */
function holdsAll(program: Program, value: Node): boolean {
	if (value.name === "CallExpression") {
		const { on, name } = calleeOf(program, value);
		return /^loads?$/.test(name) && textOf(program.source, on ?? null) === "json";
	}
	if (value.name !== "ArrayComprehensionExpression") return false;
	const [made] = nodesOf(value).filter(({ name }) => name === "CallExpression");
	return (
		made?.prevSibling?.name === "[" &&
		calleeOf(program, made).name === "loads" &&
		!/\]\s*\[/.test(spanOf(program.source, value))
	);
}

/** What the name is bound to, if that happens once. */
function boundTo({ source, nodes }: Program, given: Node): Node | undefined {
	const name = textOf(source, given);
	const [only, more] = nodes.filter(
		(node) =>
			node.name === "VariableName" &&
			textOf(source, node) === name &&
			node.parent?.name !== "ArgList" &&
			node.nextSibling?.name === "AssignOp",
	);
	const value = only?.nextSibling?.nextSibling;
	return more === undefined && only?.parent?.name === "AssignStatement" && value?.nextSibling === null
		? value
		: undefined;
}
