// Loops over the files of a folder whose body deletes or writes: itself, or in a function that it calls.

import { children, clipOf, endOf, type Node, textOf } from "../tree.ts";
import { inner } from "./notation.ts";
import { valuesOf } from "./values/evaluate.ts";
import type { Reading } from "./values/reading.ts";

export interface ManyFiles {
	readonly at: number;
	readonly what: string;
}

/** `touched`: where files are deleted or written, by the offset in the text. */
export function loopsOverFiles(reading: Reading, touched: readonly number[]): readonly ManyFiles[] {
	if (touched.length === 0) return [];
	const { program } = reading;
	const holds = ({ from, to }: Node) => touched.some((at) => at >= from && at < to);
	const busy = new Set(
		program.nodes
			.filter((node) => node.name === "FunctionDefinition" && holds(node))
			.map((node) => textOf(program.source, node.getChild("VariableName"))),
	);
	const busyAt = program.nodes
		.filter((node) => node.name === "VariableName" && busy.has(textOf(program.source, node)))
		.map(({ from }) => from);
	const calls = ({ from, to }: Node) => busyAt.some((at) => at >= from && at < to);
	const listed = (node: Node) => valuesOf(reading, node).some((value) => /^~(listed|entry)$/.test(inner(value)));
	return program.nodes.flatMap((node): readonly ManyFiles[] => {
		const over = iterated(program.source, node);
		if (!over.some(listed) || !(holds(node) || calls(node))) return [];
		return [{ at: node.from, what: clipOf(program.source, node).split("\n")[0] ?? "" }];
	});
}

function iterated(source: string, node: Node): readonly Node[] {
	if (node.name === "CallExpression") {
		const maps = /(^|\.)(i?map|starmap|submit|apply)\s*$/.test(endOf(source, node.firstChild));
		return maps ? children(node.getChild("ArgList")) : [];
	}
	if (node.name !== "ForStatement" && !node.name.endsWith("ComprehensionExpression")) return [];
	const parts = children(node);
	return parts.filter((_part, at) => parts[at - 1]?.name === "in");
}
