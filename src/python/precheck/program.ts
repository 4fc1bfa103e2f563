// Program as the checks see it: its text, its nodes, its notebook commands, and where its names are written to.

import { children, isBroken, type Node, nodesOf, parsed, spanOf, targetsOf, textOf, unquoted } from "../tree.ts";

export interface Program {
	readonly source: string;
	readonly nodes: readonly Node[];
	/** The first node that is not Python, if any. */
	readonly broken: Node | undefined;
	/** `!command` and `%magic` lines, which a notebook takes and Python does not. */
	readonly magics: readonly Magic[];
	/** What it was written for; absent: not known. */
	readonly request?: string;
}

export interface Magic {
	readonly from: number;
	readonly to: number;
	readonly text: string;
}

const MAGIC = /^([ \t]*)((?:\w[\w, ]*=[ \t]*)?)([!%][A-Za-z./~$].*|%%?\w.*)$/gm;

export function readProgram(source: string): Program {
	const nodes = nodesOf(parsed(source));
	const broken = nodes.find(isBroken);
	if (broken === undefined) return { source, nodes, broken, magics: [] };
	const magics: Magic[] = [];
	// Replaced by expressions of the same length, so that every offset stays.
	const plain = source.replace(MAGIC, (whole: string, indent: string, target: string, text: string, at: number) => {
		const from = at + indent.length + target.length;
		magics.push({ from, to: at + whole.length, text });
		return `${indent}${target}0${" ".repeat(text.length - 1)}`;
	});
	const without = magics.length === 0 ? nodes : nodesOf(parsed(plain));
	const texts = without.filter(({ name }) => /String$/.test(name));
	const isText = (at: number) => texts.some(({ from, to }) => from < at && at < to);
	return without.some(isBroken)
		? { source, nodes, broken, magics: [] }
		: { source, nodes: without, broken: undefined, magics: magics.filter(({ from }) => !isText(from)) };
}

/** The text of a plain literal; undefined for bytes, f-strings and everything else. */
export function literalOf({ source }: Program, node: Node | undefined | null): string | undefined {
	if (node?.name !== "String") return undefined;
	const span = spanOf(source, node);
	return /^[bB]|^[rR][bB]/.test(span) ? undefined : unquoted(span);
}

/** The literals of a list or tuple of them, or the one literal; undefined if it has anything else in it. */
export function literalNodes(program: Program, node: Node | undefined | null): readonly Node[] | undefined {
	if (node == null) return undefined;
	if (literalOf(program, node) !== undefined) return [node];
	if (!/^(Array|Tuple)Expression$/.test(node.name)) return undefined;
	const parts = children(node).filter(({ name }) => /^[A-Z*]/.test(name) && name !== "Comment");
	return parts.every((part) => literalOf(program, part) !== undefined) ? parts : undefined;
}

/** The literal with another text in it, in the same quotes. */
export function requote({ source }: Program, literal: Node, text: string): string | undefined {
	const found = /^[rRuU]?(["'])(?!\1\1)/.exec(spanOf(source, literal));
	const quote = found?.[1];
	if (quote === undefined || /[\\\n\r\0]/.test(text) || text.includes(quote)) return undefined;
	return `${quote}${text}${quote}`;
}

/** What a name is assigned, if that is done once, and to it alone. */
export function onlyValueOf({ source, nodes }: Program, name: string): Node | undefined {
	const [only, more] = nodes.filter(
		(node) => node.name === "AssignStatement" && targetsOf(node).some((target) => textOf(source, target) === name),
	);
	const isOne = only !== undefined && more === undefined && targetsOf(only).length === 1;
	return isOne ? (only.lastChild ?? undefined) : undefined;
}

/** `a.b.c(...)`: what the call is on, and the name; `on` is undefined for a bare name. */
export function calleeOf({ source }: Program, call: Node): { readonly on?: Node; readonly name: string } {
	const callee = call.firstChild;
	if (callee?.name === "VariableName") return { name: textOf(source, callee) };
	const [on, dot, property] = children(callee);
	if (callee?.name !== "MemberExpression" || dot?.name !== "." || on === undefined) return { name: "" };
	return { on, name: textOf(source, property ?? null) };
}

/** Whether the node is written to or deleted, not read. */
export function isTarget(node: Node): boolean {
	let inner = node;
	for (let up = node.parent; up !== null; up = up.parent) {
		switch (up.name) {
			case "TupleExpression":
			case "ArrayExpression":
			case "ParenthesizedExpression":
				inner = up;
				continue;
			case "AssignStatement":
				return hasAfter(inner, (next) => next.name === "AssignOp" || next.name === "TypeDef");
			case "UpdateStatement":
				return inner.prevSibling === null;
			case "DeleteStatement":
				return true;
			case "NamedExpression":
				return inner.prevSibling === null;
			case "ForStatement":
			case "ArgList":
				return isLoopTarget(inner) || (up.name === "ArgList" && isWalrus(inner));
			default:
				return up.name.endsWith("ComprehensionExpression") && isLoopTarget(inner);
		}
	}
	return false;
}

/** Between `for` and `in`. */
export function isLoopTarget(node: Node): boolean {
	for (let before = node.prevSibling; before !== null; before = before.prevSibling) {
		if (before.name === "in") return false;
		if (before.name === "for") return true;
	}
	return false;
}

function isWalrus(node: Node): boolean {
	const next = node.nextSibling;
	return next?.name === "AssignOp" && next.to - next.from === 2;
}

function hasAfter(node: Node, is: (next: Node) => boolean): boolean {
	for (let next = node.nextSibling; next !== null; next = next.nextSibling) if (is(next)) return true;
	return false;
}

export function within(node: Node, is: (up: Node) => boolean): boolean {
	for (let up = node.parent; up !== null; up = up.parent) if (is(up)) return true;
	return false;
}
