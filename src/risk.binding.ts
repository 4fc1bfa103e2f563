// Takes in what a program calls things: imports, assignments, loops, parameters.

import { argumentsOf, children, isValue, type Node, nodesOf, split, textOf } from "./python.tree.ts";
import { elementOf, type Names, same, texts } from "./risk.names.ts";

const PASSES = 6;

/** Takes in all bindings of a program, until nothing new is learned. */
export function bind(names: Names, source: string, tree: Node): void {
	// Inner nodes first: what they stand for is kept for the outer ones.
	const nodes = nodesOf(tree).reverse();
	for (let pass = 0; pass < PASSES; pass++) {
		if (nodes.filter((node) => bindOne(names, source, node)).length === 0) return;
	}
}

function bindOne(names: Names, source: string, node: Node): boolean {
	const values = (one: Node | undefined) => (one === undefined ? [] : names.valuesOf(source, one));
	const give = (target: Node, found: readonly string[]): boolean => {
		if (target.name === "VariableName") return names.add(textOf(source, target), found);
		if (!/^(Tuple|Array|Parenthesized)/.test(target.name)) return false;
		return children(target).filter((child) => give(child, found)).length > 0;
	};
	const parts = children(node);
	switch (node.name) {
		case "ImportStatement":
			return bindImport(names, source, parts);
		case "AssignStatement": {
			const groups = split(parts, "AssignOp");
			const right = (groups.at(-1) ?? []).filter(isValue);
			const each = groups.slice(0, -1).flatMap((left) => {
				const targets = left.filter((part) => isValue(part) && part.name !== "TypeDef");
				const pairs = targets.length > 1 && targets.length === right.length;
				return targets.map((target, at) => give(target, pairs ? values(right[at]) : right.flatMap(values)));
			});
			return each.includes(true);
		}
		case "UpdateStatement": {
			const [target, , value] = parts;
			if (target === undefined) return false;
			const both = texts(values(target)).flatMap((a) => texts(values(value)).map((b) => `"${a}${b}`));
			return give(target, both.slice(0, 4));
		}
		case "NamedExpression":
			return parts[0] !== undefined && give(parts[0], values(parts[2]));
		case "WithStatement":
			return parts
				.map((part, at) => part.name === "as" && give(parts[at + 1] ?? part, values(parts[at - 1])))
				.includes(true);
		case "FunctionDefinition": {
			const name = textOf(source, node.getChild("VariableName"));
			const list = children(node.getChild("ParamList"));
			const defaults = list.map((part, at) => list[at + 1]?.name === "AssignOp" && give(part, values(list[at + 2])));
			return names.add(name, [`def ${name}`]) || defaults.includes(true);
		}
		case "ReturnStatement":
			return names.add(
				`${enclosing(source, node)}()`,
				parts.filter(isValue).flatMap((part) => values(part)),
			);
		case "CallExpression":
			return bindArguments(names, source, node);
		default:
			if (node.name !== "ForStatement" && !node.name.endsWith("ComprehensionExpression")) return false;
			return bindLoops(parts, (targets, over) => {
				const found = values(over).map(elementOf);
				return targets.filter((target) => give(target, found)).length > 0;
			});
	}
}

function bindLoops(
	parts: readonly Node[],
	each: (targets: readonly Node[], over: Node | undefined) => boolean,
): boolean {
	const starts = parts.flatMap((part, at) => (part.name === "for" ? [at] : []));
	return starts
		.map((start) => {
			const end = parts.findIndex((part, at) => at > start && part.name === "in");
			return each(parts.slice(start + 1, end).filter(isValue), parts[end + 1]);
		})
		.includes(true);
}

/** The parameters of a function of this program stand for what it is called with. */
function bindArguments(names: Names, source: string, node: Node): boolean {
	const callee = node.firstChild;
	if (callee === null) return false;
	const called = names.valuesOf(source, callee).flatMap((value) => /^def (.+)$/.exec(value)?.[1] ?? []);
	if (called.length === 0) return false;
	let root = node;
	while (root.parent !== null) root = root.parent;
	const defined = nodesOf(root).filter(
		(one) => one.name === "FunctionDefinition" && called.includes(textOf(source, one.getChild("VariableName"))),
	);
	const given = argumentsOf(source, node);
	return defined
		.flatMap((one) =>
			split(children(one.getChild("ParamList")).slice(1, -1), ",").map(([param], at) => {
				if (param?.name !== "VariableName") return false;
				const name = textOf(source, param);
				const arg = given.find(({ keyword }) => keyword === name) ?? given.filter(({ keyword }) => keyword === "")[at];
				return arg !== undefined && names.add(name, names.valuesOf(source, arg.node));
			}),
		)
		.includes(true);
}

function enclosing(source: string, node: Node): string {
	for (let up = node.parent; up !== null; up = up.parent)
		if (up.name === "FunctionDefinition") return `def ${textOf(source, up.getChild("VariableName"))}`;
	return "";
}

function bindImport(names: Names, source: string, parts: readonly Node[]): boolean {
	const at = parts.findIndex(({ name }) => /^import$/.test(name));
	const from = /^from$/.test(parts[0]?.name ?? "")
		? parts
				.slice(1, at)
				.map((part) => textOf(source, part))
				.join("")
		: undefined;
	const rest = parts.slice(at + 1).filter(({ name }) => name !== "(" && name !== ")");
	const each = split(rest, ",").map((part) => {
		const as = part.findIndex(({ name }) => name === "as");
		const path = part
			.slice(0, as === -1 ? undefined : as)
			.map((one) => textOf(source, one))
			.join("");
		const alias = as === -1 ? undefined : textOf(source, part[as + 1] ?? null);
		if (from !== undefined && path === "*") return names.addStar(from);
		if (from !== undefined) return names.add(alias ?? path, [same(`${from}.${path}`)]);
		const root = path.split(".")[0] ?? path;
		return alias === undefined ? names.add(root, [same(root)]) : names.add(alias, [same(path)]);
	});
	return each.includes(true);
}
