// Callbacks: functions and classes that other code calls, since they are passed on, implement an operator, override a library's method, or make an instance.

import { children, isValue, type Node, textOf } from "../../tree.ts";
import { element, inner, type Value } from "../notation.ts";
import { type Definition, definedAt, definitionOf, give, parametersOf, type Scope } from "../scope.ts";
import { valuesOf } from "../values/evaluate.ts";
import type { Reading } from "../values/reading.ts";

/** A function that is passed on may be called with anything; so may the constructor of a class, and the `__call__` of an instance. */
export function handOn(reading: Reading, value: Value, into: readonly Value[]): void {
	const definition = definitionOf(reading.scope, inner(value));
	if (definition === undefined || into.length === 0 || into.every((callee) => LEAVES.has(callee))) return;
	if (definition.kind !== "class") anything(reading.scope, definition);
	else for (const one of constructors(reading.scope, inner(value))) anything(reading.scope, one);
}

/** Callees that look at a function or give it back, and never call it with arguments of their own. */
const LEAVES: ReadonlySet<Value> = new Set([
	"isinstance",
	"issubclass",
	"print",
	"dataclasses.dataclass",
	"functools.total_ordering",
	"enum.unique",
	"functools.wraps",
	"functools.lru_cache",
	"functools.cache",
	"contextlib.contextmanager",
	"abc.abstractmethod",
]);

export function anything(scope: Scope, definition: Definition): void {
	for (const [at, { name, kind }] of parametersOf(definition).entries()) {
		if (at === 0 && isInClass(definition)) continue;
		give(scope, definition.program, name, [kind === "plain" ? "?" : element("?")]);
	}
}

/** Operators call `__add__`; a library calls what a subclass of its classes overrides. */
export function isCalledByOthers(reading: Reading, node: Node): boolean {
	const owner = classOf(reading, node);
	const name = textOf(reading.program.source, node.getChild("VariableName"));
	if (owner === undefined) return false;
	if (/^__(?!(init|new|call|post_init)__$)/.test(name)) return true;
	const bases = children(reading.scope.definitions[owner]?.node.getChild("ArgList") ?? null).filter(isValue);
	const values = bases.flatMap((base) => valuesOf(reading, base));
	return values.some(
		(base) => !base.startsWith("#") && !/^((abc|typing|enum)\.\w+|object|\w+(Error|Exception|Warning))$/.test(base),
	);
}

export function constructors(scope: Scope, callee: Value): readonly Definition[] {
	const made = callee.startsWith("#") ? ["__init__", "__new__"] : ["__call__"];
	const own = definitionOf(scope, callee);
	return made.flatMap((name) => {
		const all = [...(scope.attributes.get(name) ?? [])].flatMap((value) => definitionOf(scope, value) ?? []);
		const inside = all.filter((one) => own?.program === one.program && isInside(one.node, own.node));
		// What it does not define it may inherit.
		return inside.length > 0 ? inside : all;
	});
}

function isInside(node: Node, outer: Node): boolean {
	return node.from >= outer.from && node.to <= outer.to;
}

export function isInClass({ node, program }: Definition): boolean {
	const outer = node.parent?.name === "DecoratedStatement" ? node.parent : node;
	return outer.parent?.parent?.name === "ClassDefinition" && !isDecorated(program.source, node, "@staticmethod");
}

export function isDecorated(source: string, node: Node, by: string): boolean {
	const decorators = node.parent?.name === "DecoratedStatement" ? node.parent.getChildren("Decorator") : [];
	return decorators.some((one) => textOf(source, one).trim() === by);
}

/** The class whose body a definition stands in, decorators aside. */
export function classOf({ scope, program }: Reading, node: Node): number | undefined {
	const outer = node.parent?.name === "DecoratedStatement" ? node.parent : node;
	const owner = outer.parent?.name === "Body" ? outer.parent.parent : null;
	return owner?.name === "ClassDefinition" ? scope.ids.get(definedAt(program, scope, owner)) : undefined;
}
