// Scope of one kernel: what the names, attributes and functions of its programs stand for. It only ever grows, until nothing new is learned.

import { type Node, textOf } from "../tree.ts";
import { element, type Value } from "./notation.ts";
import { localTo, type Program } from "./program.ts";

/** More values than this count as anything. */
const MOST = 24;

export interface Definition {
	readonly id: number;
	readonly kind: "function" | "class" | "lambda";
	readonly program: Program;
	readonly node: Node;
	/** The class whose body it stands in. */
	readonly within?: number;
}

export interface Scope {
	readonly programs: readonly Program[];
	readonly definitions: Definition[];
	/** By where it stands: `definedAt(node)`. */
	readonly ids: Map<string, number>;
	/** By name and version. */
	readonly names: Map<string, Set<Value>>;
	readonly bound: Set<string>;
	/** Names that stand for something else than an import or a class, anywhere. */
	readonly assigned: Set<string>;
	readonly attributes: Map<string, Set<Value>>;
	readonly returned: Map<number, Set<Value>>;
	readonly stars: Set<string>;
	/** For each program, the version of each name: how many programs up to this one bound it before they read it. */
	readonly versions: readonly ReadonlyMap<string, number>[];
	/** True in the first pass: a name without a binding may still get one. */
	declaring: boolean;
	/** Counts what was learned. */
	learned: number;
}

export function openScope(programs: readonly Program[]): Scope {
	const running = new Map<string, number>();
	const versions = programs.map(({ fresh }) => {
		for (const name of fresh) running.set(name, (running.get(name) ?? 0) + 1);
		return new Map(running);
	});
	return {
		programs,
		definitions: [],
		ids: new Map(),
		names: new Map(),
		bound: new Set(),
		assigned: new Set(),
		attributes: new Map(),
		returned: new Map(),
		stars: new Set(),
		versions,
		declaring: true,
		learned: 0,
	};
}

export function versionOf(scope: Scope, program: Program, name: string): number {
	return scope.versions[scope.programs.indexOf(program)]?.get(name) ?? 0;
}

export function nameValues(scope: Scope, program: Program, node: Node): readonly Value[] | undefined {
	const name = textOf(program.source, node);
	const key = localKey(scope, program, node) ?? `${name} ${versionOf(scope, program, name)}`;
	if (!scope.bound.has(key)) return scope.declaring ? [] : undefined;
	return [...(scope.names.get(key) ?? [])];
}

/** A comprehension keeps its names to itself. */
function localKey(scope: Scope, program: Program, node: Node): string | undefined {
	const at = localTo(program, node);
	return at === undefined
		? undefined
		: `${textOf(program.source, node)} in ${scope.programs.indexOf(program)} at ${at}`;
}

/** Functions of earlier programs see what a later one binds, not the other way round. */
export function give(scope: Scope, program: Program, target: Node, values: readonly Value[]): void {
	const name = textOf(program.source, target);
	if (!/^(Import|Class)/.test(target.parent?.name ?? "")) scope.assigned.add(name);
	const local = localKey(scope, program, target);
	const all = Array.from({ length: versionOf(scope, program, name) + 1 }, (_one, version) => `${name} ${version}`);
	for (const key of local === undefined ? all : [local]) {
		if (!scope.bound.has(key)) scope.learned++;
		scope.bound.add(key);
		learn(scope, scope.names, key, values);
	}
}

export function learn<Key>(scope: Scope, map: Map<Key, Set<Value>>, key: Key, values: readonly Value[]): void {
	const known = map.get(key) ?? new Set();
	const before = known.size;
	for (const value of values) {
		if (known.size < MOST) known.add(value);
		else if (!known.has(value)) known.add("?").add("~made").add(element("~made"));
	}
	map.set(key, known);
	if (known.size > before) scope.learned++;
}

export function definitionOf(scope: Scope, value: Value): Definition | undefined {
	const id = /^~?[@#](\d+)$/.exec(value)?.[1];
	return id === undefined ? undefined : scope.definitions[Number(id)];
}

export function definedAt(program: Program, scope: Scope, node: Node): string {
	return `${scope.programs.indexOf(program)} ${node.from}`;
}

export interface Parameter {
	readonly name: Node;
	readonly kind: "plain" | "rest" | "keywords";
}

export function parametersOf(definition: Definition): readonly Parameter[] {
	const list = definition.node.getChild("ParamList");
	const found: Parameter[] = [];
	for (let part = list?.firstChild ?? null; part !== null; part = part.nextSibling) {
		if (part.name !== "VariableName" || part.prevSibling?.name === "AssignOp") continue;
		const sign = part.prevSibling?.name;
		found.push({ name: part, kind: sign === "*" ? "rest" : sign === "**" ? "keywords" : "plain" });
	}
	return found;
}
