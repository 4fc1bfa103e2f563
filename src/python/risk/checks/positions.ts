// Positions of a name in the syntax: called, only read, passed on, or bound.

import type { Node } from "../../tree.ts";

export function isCallee(node: Node): boolean {
	const { parent } = node;
	return parent?.name === "CallExpression" && parent.firstChild?.from === node.from && parent.firstChild.to === node.to;
}

/** Only read, not passed on: `df.open > 3`, `df.open.mean()`. */
export function staysHere(node: Node): boolean {
	const next = node.nextSibling?.name;
	return (
		next === "." ||
		next === "[" ||
		node.parent?.name === "FormatReplacement" ||
		(node.parent?.name === "BinaryExpression" && !/^(or|and)$/.test(node.parent.firstChild?.nextSibling?.name ?? "")) ||
		node.parent?.name === "UnaryExpression"
	);
}

/** Where only the class itself counts: `-> Path`. */
export function isAnnotation(node: Node): boolean {
	for (let up = node.parent; up !== null; up = up.parent) if (up.name === "TypeDef") return !isField(up);
	return false;
}

/** `x: int` in a class, as far as a look at the statement tells: its class keeps the annotation. */
export function isField(annotation: Node): boolean {
	return annotation.parent?.name === "AssignStatement";
}

/** Assigned to or deleted. */
export function isTarget(node: Node): boolean {
	const { parent } = node;
	if (parent?.name === "AssignStatement")
		for (let next = node.nextSibling; next !== null; next = next.nextSibling)
			if (next.name === "AssignOp") return node.prevSibling?.name !== "AssignOp";
	return parent?.name === "DeleteStatement" || (parent?.name === "UpdateStatement" && node.prevSibling === null);
}
