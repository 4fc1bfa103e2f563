// Taint from earlier programs of the kernel: what they bound or replaced with something that has findings passes these on to later programs that mention it.

import type { Label } from "../../core/domain.ts";
import { children, type Node, split, textOf } from "../tree.ts";
import type { Finding } from "./findings.ts";
import { isBuiltin } from "./known.ts";
import { importsOf, type Program } from "./program.ts";
import { definitionOf, type Scope, versionOf } from "./scope.ts";

interface Binding {
	readonly name: string;
	/** `attribute`: a method of a class; `patch`: an attribute that is assigned to, of whatever object or module. */
	readonly kind: "name" | "attribute" | "patch";
}

interface Taint extends Binding {
	/** Which binding of the name it is, see `Scope.versions`. */
	readonly version: number;
	readonly label: Label;
}

export function carriedOn(
	scope: Scope,
	before: readonly { readonly program: Program; readonly findings: readonly Finding[] }[],
	program: Program,
): readonly Finding[] {
	const all = new Map<string, Taint>();
	const add = (taints: readonly Taint[]) => {
		for (const taint of taints) all.set(`${taint.kind} ${taint.name} ${taint.version} ${taint.label}`, taint);
	};
	for (const one of before) add(taintsOf(scope, one.program, one.findings));
	// What is bound to something tainted is tainted, too.
	for (let known = -1; known !== all.size; ) {
		known = all.size;
		for (const one of before) add(taintsOf(scope, one.program, mentioned(scope, one.program, [...all.values()])));
	}
	return [...mentioned(scope, program, [...all.values()]), ...replaced(scope, program)];
}

function taintsOf(scope: Scope, program: Program, findings: readonly Finding[]): readonly Taint[] {
	if (findings.length === 0) return [];
	const inOrder = findings.toSorted((a, b) => a.at - b.at);
	return program.nodes.flatMap((node) => {
		const names = bindings(program, node);
		if (names.length === 0) return [];
		const labels = new Set<Label>();
		for (let at = firstFrom(inOrder, node.from); at < inOrder.length; at++) {
			const one = inOrder[at];
			if (one === undefined || one.at >= node.to) break;
			labels.add(one.label);
		}
		return names.flatMap((binding) =>
			[...labels].map((label) => ({ ...binding, label, version: versionOf(scope, program, binding.name) })),
		);
	});
}

function firstFrom(findings: readonly Finding[], from: number): number {
	let [low, high] = [0, findings.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((findings[middle]?.at ?? 0) < from) low = middle + 1;
		else high = middle;
	}
	return low;
}

function bindings(program: Program, node: Node): readonly Binding[] {
	const { source } = program;
	switch (node.name) {
		case "FunctionDefinition":
		case "ClassDefinition":
			return bound(source, node.getChild("VariableName")).flatMap((one) =>
				isInClass(node) ? [one, { ...one, kind: "attribute" as const }] : [one],
			);
		case "DecoratedStatement":
			return node.lastChild === null ? [] : bindings(program, node.lastChild);
		case "ImportStatement":
			return importsOf(source, node).flatMap((one) => bound(source, one.bound));
		case "AssignStatement":
			return split(children(node), "AssignOp")
				.slice(0, -1)
				.flat()
				.flatMap((target) => bound(source, target));
		case "UpdateStatement":
		case "NamedExpression":
			return bound(source, node.firstChild);
		default:
			return [];
	}
}

function isInClass(node: Node): boolean {
	const outer = node.parent?.name === "DecoratedStatement" ? node.parent : node;
	return outer.parent?.parent?.name === "ClassDefinition";
}

function bound(source: string, target: Node | null | undefined): readonly Binding[] {
	if (target == null) return [];
	if (target.name === "VariableName") return [{ name: textOf(source, target), kind: "name" }];
	if (target.name === "MemberExpression" && target.lastChild?.name === "PropertyName")
		return [{ name: textOf(source, target.lastChild), kind: "patch" }];
	if (target.name === "MemberExpression") return bound(source, target.firstChild);
	return /^(Tuple|Array|Parenthesized)/.test(target.name)
		? children(target).flatMap((part) => bound(source, part))
		: [];
}

function mentioned(scope: Scope, program: Program, taints: readonly Taint[]): readonly Finding[] {
	if (taints.length === 0) return [];
	const byName = Map.groupBy(taints, ({ name }) => name);
	return program.nodes.flatMap((node) => {
		const isName = node.name === "VariableName" && node.parent?.name !== "ImportStatement";
		if (!isName && node.name !== "PropertyName") return [];
		const name = textOf(program.source, node);
		const meant = ({ kind, version }: Taint) => {
			if (!isName) return kind !== "name";
			// `builtins.print = ...` is what `print` is from then on.
			return kind === "name"
				? version === versionOf(scope, program, name)
				: kind === "patch" && isBuiltin(name) && !program.fresh.has(name);
		};
		return (byName.get(name) ?? [])
			.filter(meant)
			.map(({ label }): Finding => ({ label, at: node.from, what: `${name} (defined earlier)` }));
	});
}

/** Calls of a builtin that an earlier program replaced by a function. */
function replaced(scope: Scope, program: Program): readonly Finding[] {
	return program.nodes.flatMap((node) => {
		if (node.name !== "CallExpression" || node.firstChild?.name !== "VariableName") return [];
		const name = textOf(program.source, node.firstChild);
		if (!isBuiltin(name) || program.fresh.has(name)) return [];
		const values = [...(scope.names.get(`${name} ${versionOf(scope, program, name)}`) ?? [])];
		const byEarlier = values.some((value) => {
			const definition = definitionOf(scope, value);
			return definition !== undefined && definition.program !== program;
		});
		return byEarlier ? [{ label: "unparsed" as const, at: node.from, what: `${name} (replaced earlier)` }] : [];
	});
}
