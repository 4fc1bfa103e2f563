// Bindings in the programs of a kernel: what their names, attributes and functions stand for, gathered again and again until nothing new is learned.

import { children, isValue, type Node, split, textOf } from "../tree.ts";
import {
	anything,
	classOf,
	constructors,
	handOn,
	isCalledByOthers,
	isDecorated,
	isInClass,
} from "./binding/callbacks.ts";
import { bindContents, putIn } from "./binding/containers.ts";
import { canonical } from "./known/aliases.ts";
import { element, elementOf, isOwn, text, texts, type Value } from "./notation.ts";
import { importsOf, type Program } from "./program.ts";
import { type Definition, definedAt, definitionOf, give, learn, parametersOf, type Scope } from "./scope.ts";
import { callOf, valuesOf } from "./values/evaluate.ts";
import type { Reading } from "./values/reading.ts";

/** Code that needs more passes, as longer chains of functions do, is not analysed to the end. */
const MOST_PASSES = 32;

/** False if there was still something to learn after the last pass. */
export function bindAll(scope: Scope): boolean {
	for (const program of scope.programs) for (const node of program.nodes) define(scope, program, node);
	for (let pass = 0; pass < MOST_PASSES; pass++) {
		const before = scope.learned;
		scope.declaring = pass === 0;
		for (const program of scope.programs) {
			const reading = { scope, program, known: new Map<string, readonly Value[]>() };
			for (const node of program.nodes) bindOne(reading, node);
		}
		if (scope.learned === before && pass > 0 && !fillGaps(scope)) return true;
	}
	return false;
}

/** Gives a value to what gets none in these programs: a parameter of a function that they do not call, a function without a result. */
function fillGaps(scope: Scope): boolean {
	const before = scope.learned;
	for (const name of scope.bound) if ((scope.names.get(name)?.size ?? 0) === 0) learn(scope, scope.names, name, ["?"]);
	for (const [id, values] of scope.returned) if (values.size === 0) learn(scope, scope.returned, id, ["~number"]);
	return scope.learned > before;
}

const KINDS: Readonly<Record<string, Definition["kind"]>> = {
	FunctionDefinition: "function",
	ClassDefinition: "class",
	LambdaExpression: "lambda",
};

function define(scope: Scope, program: Program, node: Node): void {
	const kind = Object.hasOwn(KINDS, node.name) ? KINDS[node.name] : undefined;
	if (kind === undefined) return;
	const id = scope.definitions.length;
	scope.ids.set(definedAt(program, scope, node), id);
	scope.definitions.push({ id, kind, program, node });
	scope.returned.set(id, new Set());
}

function bindOne(reading: Reading, node: Node): void {
	const { scope, program } = reading;
	const { source } = program;
	const of = (one: Node | undefined | null) => valuesOf(reading, one);
	const parts = children(node);
	switch (node.name) {
		case "ImportStatement":
			for (const { bound, stands, star } of importsOf(source, node)) {
				if (star && !scope.stars.has(stands)) scope.learned++;
				if (star) scope.stars.add(stands);
				else if (bound !== undefined) give(scope, program, bound, [canonical(stands)]);
			}
			return;
		case "AssignStatement": {
			const groups = split(parts, "AssignOp");
			// `name: str` in a class: its instances have it.
			if (groups.length === 1 && parts[1]?.name === "TypeDef" && classOf(reading, node) !== undefined)
				learn(scope, scope.attributes, textOf(source, parts[0] ?? null), ["?"]);
			const right = (groups.at(-1) ?? []).filter(isValue);
			for (const left of groups.slice(0, -1)) {
				const targets = left.filter((part) => isValue(part) && part.name !== "TypeDef");
				const values = right.length > 1 ? right.flatMap(of).map(element) : right.flatMap(of);
				for (const [at, target] of targets.entries()) {
					const paired = targets.length > 1 && targets.length === right.length && left[0]?.name !== "*";
					const found = paired ? of(right[at]) : targets.length > 1 ? values.map(elementOf) : values;
					bindTarget(reading, target, found);
				}
			}
			return;
		}
		case "UpdateStatement":
			if (parts[0] === undefined) return;
			bindTarget(reading, parts[0], updated(of(parts[0]), of(parts[2]), isInLoop(node)));
			bindContents(
				reading,
				parts[0],
				of(parts[2])
					.filter((value) => value.startsWith("["))
					.map(elementOf),
			);
			return;
		case "NamedExpression":
			if (parts[0] !== undefined) bindTarget(reading, parts[0], of(parts[2]));
			return;
		case "WithStatement":
		case "TryStatement":
			for (const [at, part] of parts.entries()) {
				const target = parts[at + 1];
				if (part.name === "as" && target !== undefined)
					bindTarget(reading, target, node.name === "WithStatement" ? entered(scope, of(parts[at - 1])) : ["~data"]);
			}
			return;
		case "FunctionDefinition":
		case "ClassDefinition":
		case "LambdaExpression":
			bindDefinition(reading, node, of);
			return;
		case "ReturnStatement":
		case "YieldStatement":
		case "YieldExpression":
			returns(reading, node, parts.filter(isValue).flatMap(of));
			return;
		case "CallExpression":
			bindCall(reading, node);
			return;
		case "CapturePattern":
		case "AsPattern":
		case "StarPattern":
			for (const part of parts) if (part.name === "VariableName") bindTarget(reading, part, ["?"]);
			return;
		default:
			if (/^(ForStatement|ArgList|\w*ComprehensionExpression)$/.test(node.name)) bindLoops(reading, parts);
	}
}

/** What `with` gives is what `__enter__` returns. */
function entered(scope: Scope, values: readonly Value[]): readonly Value[] {
	const own = values.some(isOwn) ? [...(scope.attributes.get("__enter__") ?? [])] : [];
	return [...values, ...own.flatMap((value) => [...(scope.returned.get(definitionOf(scope, value)?.id ?? -1) ?? [])])];
}

function isInLoop(node: Node): boolean {
	for (let up = node.parent; up !== null; up = up.parent) if (/^(For|While)Statement$/.test(up.name)) return true;
	return false;
}

function updated(old: readonly Value[], more: readonly Value[], again: boolean): readonly Value[] {
	const isText = [...old, ...more].some((value) => value.startsWith('"') || value === "~made");
	if (!isText) return more.map((value) => (value.startsWith("[") ? value : "~data"));
	const added = texts(more);
	if (again || added.length !== more.length) return ["~made"];
	// A text that ends with it was made by this statement in an earlier pass.
	const before = texts(old).filter((said) => !added.some((end) => said.endsWith(end)));
	return [
		...before.flatMap((said) => added.map((end) => text(said + end))),
		...(texts(old).length === old.length ? [] : ["~made"]),
	];
}

function bindTarget(reading: Reading, target: Node, values: readonly Value[]): void {
	const { scope, program } = reading;
	if (target.name === "VariableName") {
		give(scope, program, target, values);
		const isInClass = target.parent?.parent?.parent?.name === "ClassDefinition";
		if (isInClass) learn(scope, scope.attributes, textOf(program.source, target), values);
		return;
	}
	if (target.name === "MemberExpression") {
		const last = target.lastChild;
		if (last?.name === "PropertyName") learn(scope, scope.attributes, textOf(program.source, last), values);
		else bindContents(reading, target.firstChild, values);
		return;
	}
	if (!/^(Tuple|Array|Parenthesized)/.test(target.name)) return;
	for (const child of children(target)) {
		if (isValue(child))
			bindTarget(reading, child, target.name === "ParenthesizedExpression" ? values : values.map(elementOf));
	}
}

function bindLoops(reading: Reading, parts: readonly Node[]): void {
	for (const [start, part] of parts.entries()) {
		if (part.name !== "for") continue;
		const end = parts.findIndex(({ name }, at) => at > start && name === "in");
		const over = valuesOf(reading, parts[end + 1]).map(elementOf);
		const targets = parts.slice(start + 1, end).filter(isValue);
		for (const target of targets) bindTarget(reading, target, targets.length > 1 ? over.map(elementOf) : over);
	}
}

function bindDefinition(reading: Reading, node: Node, of: (node: Node | undefined | null) => readonly Value[]): void {
	const { scope, program } = reading;
	const [itself] = of(node);
	const definition = itself === undefined ? undefined : definitionOf(scope, itself);
	if (itself === undefined || definition === undefined) return;
	const name = node.getChild("VariableName");
	const owner = classOf(reading, node);
	if (definition.kind !== "lambda" && name !== null) {
		const decorators = node.parent?.name === "DecoratedStatement" ? node.parent.getChildren("Decorator") : [];
		give(scope, program, name, [itself]);
		if (owner !== undefined) learn(scope, scope.attributes, textOf(program.source, name), [itself]);
		for (const decorator of decorators) {
			// A decorator of these programs gets it as an argument, below.
			if (!of(decorator).every(isOwn)) handOn(reading, itself, of(decorator));
			// The name stands for what the decorator made of the function.
			for (const value of of(decorator)) {
				const by = definitionOf(scope, value);
				if (by === undefined || by.kind === "class") continue;
				give(scope, program, name, [...(scope.returned.get(by.id) ?? [])]);
				const [decorated] = parametersOf(by);
				if (decorated !== undefined) give(scope, by.program, decorated.name, [itself]);
			}
		}
	}
	if (definition.kind === "class") return;
	if (owner !== undefined && isCalledByOthers(reading, node)) anything(scope, definition);
	for (const [at, { name: parameter }] of parametersOf(definition).entries()) {
		const next = parameter.nextSibling?.name === "TypeDef" ? parameter.nextSibling.nextSibling : parameter.nextSibling;
		if (next?.name === "AssignOp") bindTarget(reading, parameter, of(next.nextSibling));
		if (owner !== undefined && at === 0 && !isDecorated(program.source, node, "@staticmethod"))
			give(scope, program, parameter, [isDecorated(program.source, node, "@classmethod") ? `#${owner}` : `~#${owner}`]);
		// A lambda is made to be called by others.
		else if (definition.kind === "lambda") give(scope, program, parameter, ["?"]);
		else give(scope, program, parameter, []);
	}
	if (definition.kind === "lambda" && node.lastChild !== null)
		learn(scope, scope.returned, definition.id, of(node.lastChild));
}

function returns({ scope, program }: Reading, node: Node, values: readonly Value[]): void {
	for (let up = node.parent; up !== null; up = up.parent) {
		const id = scope.ids.get(definedAt(program, scope, up));
		if (id === undefined || !Object.hasOwn(KINDS, up.name)) continue;
		learn(scope, scope.returned, id, node.name === "ReturnStatement" ? values : values.map(element));
		return;
	}
}

function bindCall(reading: Reading, node: Node): void {
	const { scope } = reading;
	bindWalrus(reading, node);
	const call = callOf(reading, node);
	for (const [holder, values] of putIn(call)) bindContents(reading, holder, values);
	for (const callee of call.callees) {
		const called = definitionOf(scope, callee);
		const functions = called?.kind === "class" ? constructors(scope, callee) : called === undefined ? [] : [called];
		if (functions.length === 0 && callee !== "")
			for (const { node: arg } of call.args) for (const value of call.valuesOf(arg)) handOn(reading, value, [callee]);
		for (const definition of functions) bindArguments(reading, definition, call, called?.kind === "class");
	}
}

function bindArguments(
	reading: Reading,
	definition: Definition,
	call: ReturnType<typeof callOf>,
	constructs: boolean,
): void {
	const { scope } = reading;
	const isMethod = constructs || (call.method !== undefined && isInClass(definition));
	const parameters = parametersOf(definition);
	const positional = call.args.filter(({ keyword }) => keyword === "");
	for (const [at, { name, kind }] of parameters.entries()) {
		const said = textOf(definition.program.source, name);
		const position = isMethod ? at - 1 : at;
		if (isMethod && at === 0) continue;
		if (kind !== "plain") {
			const rest =
				kind === "rest" ? positional.slice(Math.max(0, position)) : call.args.filter(({ keyword }) => keyword !== "");
			const values = rest.flatMap(({ node }) => valuesOf(reading, node)).map(element);
			// Empty, as far as this call goes.
			give(scope, definition.program, name, rest.length === 0 ? [element("~none")] : values);
			continue;
		}
		const named = call.args.filter(({ keyword }) => keyword === said);
		const args = named.length > 0 ? named : positional.slice(position, position + 1);
		for (const { node } of args) give(scope, definition.program, name, valuesOf(reading, node));
		if (call.spread) give(scope, definition.program, name, spreadOut(reading, call));
	}
}

/** Each parameter may get any of what is spread. */
function spreadOut(reading: Reading, call: ReturnType<typeof callOf>): readonly Value[] {
	return call.args
		.filter(({ node }) => /^\*\*?$/.test(node.prevSibling?.name ?? ""))
		.flatMap(({ node }) => valuesOf(reading, node))
		.map(elementOf)
		.filter((value) => value !== "~none");
}

/** `f(n := 1)`: the parser takes it for a keyword. */
function bindWalrus(reading: Reading, node: Node): void {
	for (const part of split(children(node.getChild("ArgList")).slice(1, -1), ",")) {
		const [target, sign, value] = part;
		if (target?.name === "VariableName" && sign !== undefined && sign.to - sign.from === 2)
			bindTarget(reading, target, valuesOf(reading, value));
	}
}
