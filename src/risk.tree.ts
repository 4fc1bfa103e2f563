// Small ways about a parsed program: nodes, their text, and which of them refer to something.

import type { parser } from "@lezer/python";

export type Node = ReturnType<typeof parser.parse>["topNode"];

export function children(node: Node | null): Node[] {
	const all: Node[] = [];
	for (let child = node?.firstChild ?? null; child !== null; child = child.nextSibling) all.push(child);
	return all;
}

/** The node and all below it, in the order of the text. */
export function nodesOf(node: Node): Node[] {
	const all: Node[] = [];
	const waiting = [node];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		all.push(next);
		waiting.push(...children(next).reverse());
	}
	return all;
}

export function spanOf(source: string, { from, to }: Node): string {
	return source.slice(from, to);
}

/** Python reads `ｏｓ` as `os`. */
export function textOf(source: string, node: Node | null): string {
	return node === null ? "" : spanOf(source, node).normalize("NFKC");
}

/** A name or a dotted name that is read, not written to, imported or given as a keyword. */
export function isName(node: Node): boolean {
	if (node.name !== "VariableName" && node.name !== "MemberExpression") return false;
	const { parent, nextSibling: next } = node;
	if (parent === null) return false;
	switch (parent.name) {
		case "ImportStatement":
		case "ParamList":
		case "TypeParam":
			return node.prevSibling?.name === "AssignOp";
		case "ArgList":
			return next?.name !== "AssignOp";
		case "AssignStatement":
			return node.prevSibling?.name === "AssignOp" || (next?.name !== "AssignOp" && isAfterAssign(node));
		case "MemberExpression":
			// The longest chain speaks for its parts.
			return next?.name !== ".";
		default:
			return true;
	}
}

function isAfterAssign(node: Node): boolean {
	for (let before = node.prevSibling; before !== null; before = before.prevSibling)
		if (before.name === "AssignOp") {
			for (let after = node.nextSibling; after !== null; after = after.nextSibling)
				if (after.name === "AssignOp") return false;
			return true;
		}
	return false;
}
