// Program of a kernel: its nodes from the inside out, the names that it binds, and its imports.

import { children, type Node, nodesOf, parsed, split, textOf } from "../tree.ts";

export interface Program {
	readonly source: string;
	readonly tree: Node;
	/** Inner nodes before outer ones, in the order of the text. */
	readonly nodes: readonly Node[];
	/** Names that this program binds before it reads them: what they stood for in earlier programs is gone. */
	readonly fresh: ReadonlySet<string>;
	/** Names that only a comprehension knows, by its `keyOf`. */
	readonly locals: ReadonlyMap<string, ReadonlySet<string>>;
	/** Where each name stands. */
	readonly mentions: ReadonlyMap<string, readonly Node[]>;
	readonly lineOf: (at: number) => number;
}

/** Tells one node from another. */
export function keyOf({ from, to, type }: Node): string {
	return `${from}:${to}:${type.id}`;
}

export function readProgram(source: string): Program {
	const tree = parsed(source);
	const nodes = inwardsOut(tree);
	const mentions = Map.groupBy(
		nodes.filter(({ name }) => name === "VariableName"),
		(node) => textOf(source, node),
	);
	return {
		source,
		tree,
		nodes,
		fresh: freshNames(source, tree),
		locals: localsOf(source, nodes),
		mentions,
		lineOf: lines(source),
	};
}

function localsOf(source: string, nodes: readonly Node[]): ReadonlyMap<string, ReadonlySet<string>> {
	const all = new Map<string, ReadonlySet<string>>();
	for (const node of nodes) {
		if (node.name !== "ArgList" && !node.name.endsWith("ComprehensionExpression")) continue;
		const names = new Set<string>();
		let isBetween = false;
		for (const part of children(node)) {
			if (part.name === "for") isBetween = true;
			else if (part.name === "in") isBetween = false;
			else if (isBetween) for (const name of boundBy(source, part)) names.add(name);
		}
		if (names.size > 0) all.set(keyOf(node), names);
	}
	return all;
}

/** `for x[0] in y` binds no name. */
function boundBy(source: string, target: Node): readonly string[] {
	if (target.name === "VariableName") return [textOf(source, target)];
	return /^(Tuple|Array|Parenthesized)/.test(target.name)
		? children(target).flatMap((part) => boundBy(source, part))
		: [];
}

/** The comprehension that the name at a node is local to. */
export function localTo(program: Program, node: Node): string | undefined {
	if (program.locals.size === 0) return undefined;
	const name = textOf(program.source, node);
	for (let up = node.parent; up !== null; up = up.parent)
		if (program.locals.get(keyOf(up))?.has(name) === true) return keyOf(up);
	return undefined;
}

/** Children before their parents, without recursion: code may be nested thousands deep. */
function inwardsOut(tree: Node): Node[] {
	const all: Node[] = [];
	const waiting = [tree];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		all.push(next);
		for (let child = next.firstChild; child !== null; child = child.nextSibling) waiting.push(child);
	}
	return all.reverse();
}

function lines(source: string): (at: number) => number {
	const starts = [0];
	for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
	return (at) => {
		let [low, high] = [0, starts.length];
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if ((starts[middle] ?? 0) <= at) low = middle;
			else high = middle;
		}
		return low + 1;
	};
}

/** Names that statements outside of blocks, which surely run, bind before anything mentions them. */
function freshNames(source: string, tree: Node): ReadonlySet<string> {
	const fresh = new Set<string>();
	const mentioned = new Set<string>();
	const mention = (node: Node | undefined | null) => {
		if (node == null) return;
		for (const inner of nodesOf(node)) if (inner.name === "VariableName") mentioned.add(textOf(source, inner));
	};
	const bindName = (node: Node | undefined | null) => {
		if (node?.name !== "VariableName") return;
		const name = textOf(source, node);
		if (!mentioned.has(name)) fresh.add(name);
	};
	for (const statement of children(tree)) {
		const inside = statement.name === "DecoratedStatement" ? children(statement).at(-1) : statement;
		if (inside?.name === "AssignStatement") {
			const groups = split(children(inside), "AssignOp");
			for (const node of groups.at(-1) ?? []) mention(node);
			for (const group of groups.slice(0, -1)) for (const target of group) bindName(target);
		}
		if (inside?.name === "FunctionDefinition" || inside?.name === "ClassDefinition") {
			if (inside !== statement) for (const part of children(statement).slice(0, -1)) mention(part);
			mention(inside.getChild("ParamList") ?? inside.getChild("ArgList"));
			bindName(inside.getChild("VariableName"));
		}
		if (inside?.name === "ImportStatement") for (const { bound } of importsOf(source, inside)) bindName(bound);
		mention(statement);
	}
	return fresh;
}

export interface Imported {
	/** `os.path`, `os.path.join`; `.helper` if it is relative. */
	readonly path: string;
	/** Absent for a star. */
	readonly bound?: Node;
	/** What the name stands for: `import os.path` binds `os`. */
	readonly stands: string;
	readonly star: boolean;
}

export function importsOf(source: string, statement: Node): readonly Imported[] {
	const parts = children(statement);
	const at = parts.findIndex(({ name }) => /^import$/.test(name));
	const said = (nodes: readonly Node[]) => nodes.map((node) => textOf(source, node)).join("");
	const from = parts[0]?.name === "from" ? said(parts.slice(1, at)) : undefined;
	const rest = parts.slice(at + 1).filter(({ name }) => !/^[()]$|^Comment$/.test(name));
	return split(rest, ",").flatMap((part): Imported[] => {
		const as = part.findIndex(({ name }) => name === "as");
		const named = as === -1 ? part : part.slice(0, as);
		const alias = as === -1 ? undefined : part[as + 1];
		const path = said(named);
		if (path === "*") return [{ path: from ?? "", stands: from ?? "", star: true }];
		const whole = from === undefined ? path : `${from}${from.endsWith(".") ? "" : "."}${path}`;
		const bound = alias ?? named[0];
		if (bound === undefined) return [];
		const stands = from === undefined && alias === undefined ? (path.split(".")[0] ?? path) : whole;
		return [{ path: whole, bound, stands, star: false }];
	});
}
