// Syntax tree of a Python program: nodes, their text, and the arguments of calls.

import { parser } from "@lezer/python";

export type Node = ReturnType<typeof parser.parse>["topNode"];

export function parsed(source: string): Node {
	return parser.parse(source).topNode;
}

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

/** The beginning of its text, as much as people are shown: a chain may be as long as the program. */
export function clipOf(source: string, { from, to }: Node): string {
	return source.slice(from, Math.min(to, from + SHOWN));
}

/** The end of its text, with the name that is called: `.to_csv` after a chain of any length. */
export function endOf(source: string, node: Node | null): string {
	return node === null ? "" : source.slice(Math.max(node.from, node.to - SHOWN), node.to).normalize("NFKC");
}

const SHOWN = 80;

/** Python reads `ｏｓ` as `os`. */
export function textOf(source: string, node: Node | null): string {
	return node === null ? "" : spanOf(source, node).normalize("NFKC");
}

/** What an assignment writes to; `x: int` alone writes to nothing and reads nothing. */
export function targetsOf(assignment: Node): Node[] {
	const parts = children(assignment);
	const value = parts.findLastIndex(({ name }) => name === "AssignOp");
	return value === -1 ? parts : parts.slice(0, value);
}

export interface Argument {
	readonly keyword: string;
	readonly node: Node;
}

export function argumentsOf(source: string, call: Node): Argument[] {
	return split(children(call.getChild("ArgList")).slice(1, -1), ",").flatMap((part) => {
		// `f(x := 1)` gives no keyword.
		const isWalrus = part[1]?.name === "AssignOp" && part[1].to - part[1].from === 2;
		const named = part[1]?.name === "AssignOp" && !isWalrus;
		const node = named || isWalrus ? part[2] : part.find(isValue);
		return node === undefined ? [] : [{ keyword: named ? textOf(source, part[0] ?? null) : "", node }];
	});
}

export function split(nodes: readonly Node[], sign: string): Node[][] {
	const groups: Node[][] = [[]];
	for (const node of nodes) {
		if (node.name === sign) groups.push([]);
		else groups.at(-1)?.push(node);
	}
	return groups.filter((group) => group.length > 0);
}

export function isValue({ name }: Node): boolean {
	return /^[A-Z]/.test(name) && name !== "AssignOp" && name !== "Comment";
}

const ESCAPES: Readonly<Record<string, string>> = {
	n: "\n",
	t: "\t",
	r: "\r",
	"0": "\0",
	a: "\x07",
	b: "\b",
	f: "\f",
	v: "\v",
	"\n": "",
};

/** The text that a literal stands for, without prefix and quotes, escapes resolved; undefined if it is not a literal. */
export function unquoted(literal: string): string | undefined {
	const found = /^([A-Za-z]*)('''|"""|'|")([\s\S]*?)\2?$/.exec(literal);
	if (found === null) return undefined;
	const [, prefix = "", , text = ""] = found;
	if (/r/i.test(prefix)) return text;
	return text.replaceAll(
		/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{1,3})|N\{[^}]*\}|([\s\S]))/gi,
		(all, x?: string, u?: string, long?: string, octal?: string, other?: string) => {
			const hex = x ?? u ?? long;
			if (hex !== undefined) return String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(hex, 16)));
			if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
			return other === undefined ? "\0" : (ESCAPES[other] ?? (/[\\'"]/.test(other) ? other : all));
		},
	);
}

/** A syntax error, except for those that only the parser sees: after a bare `yield`, after `1.` and in `case str():`. */
export function isBroken({ type, from, to, parent }: Node): boolean {
	if (!type.isError) return false;
	const isWhole =
		parent?.name.startsWith("Yield") === true ||
		parent?.firstChild?.name === "Number" ||
		(parent?.name === "LiteralPattern" && parent.parent?.name === "PatternArgList");
	return !(from === to && isWhole);
}
