// What an expression may stand for, from what its parts may stand for.

import { type Argument, argumentsOf, children, isValue, type Node, spanOf, textOf, unquoted } from "../../tree.ts";
import { labelOfPath, same } from "../known/named.ts";
import { brings, isAnyBuiltin, isAttribute, isBuiltin, isModule, PATH, usual } from "../known.ts";
import { keyOf, type Program } from "../program.ts";
import { definedAt, definitionOf, nameValues, type Scope } from "../scope.ts";
import { resultOf } from "./results.ts";
import { keywordsOf } from "./spread.ts";
import { asPart, element, elementOf, HOLE, isPath, isUnsure, MADE, text, texts, type Value } from "./value.ts";

const MOST_TEXTS = 24;
/** Parts of a text that nobody can tell. */
const MOST_MARKS = 4;
const DEEPEST = 60;

export interface Reading {
	readonly scope: Scope;
	readonly program: Program;
	/** What was found for nodes that are read already. */
	readonly known: Map<string, readonly Value[]>;
}

export interface Call {
	readonly node: Node;
	readonly callees: readonly Value[];
	readonly args: readonly Argument[];
	readonly valuesOf: (node: Node | undefined | null) => readonly Value[];
	/** The method's name and what it is called on, where it is one. */
	readonly method?: { readonly name: string; readonly on: readonly Value[] };
	/** With `*args`, or with `**options` that nobody can tell: not all that is given is known. */
	readonly spread: boolean;
}

/** None where nothing is known yet, or where the code is never reached. */
export function valuesOf(reading: Reading, node: Node | undefined | null, depth = 0): readonly Value[] {
	if (node == null) return [];
	const key = keyOf(node);
	const known = reading.known.get(key);
	if (known !== undefined) return known;
	if (depth > DEEPEST) return ["?"];
	const found = [...new Set(evaluate(reading, node, (inner) => valuesOf(reading, inner, depth + 1)))];
	reading.known.set(key, found);
	return found;
}

export function callOf(reading: Reading, node: Node, of: Call["valuesOf"] = (one) => valuesOf(reading, one)): Call {
	const { source } = reading.program;
	const callee = node.firstChild;
	const member = callee?.name === "MemberExpression" && callee.lastChild?.name === "PropertyName" ? callee : undefined;
	const given = argumentsOf(source, node).map((arg) => {
		const sign = arg.keyword === "" ? arg.node.prevSibling?.name : undefined;
		return { arg, sign, keywords: sign === "**" ? keywordsOf(reading, arg.node) : undefined };
	});
	return {
		node,
		callees: of(callee),
		args: given.flatMap(({ arg, keywords }) => keywords ?? [arg]),
		valuesOf: of,
		spread: given.some(({ sign, keywords }) => sign === "*" || (sign === "**" && keywords === undefined)),
		...(member === undefined ? {} : { method: { name: textOf(source, member.lastChild), on: of(member.firstChild) } }),
	};
}

function evaluate(reading: Reading, node: Node, of: Call["valuesOf"]): readonly Value[] {
	const { source } = reading.program;
	const parts = children(node);
	switch (node.name) {
		case "VariableName":
			return variable(reading, node);
		case "MemberExpression":
			return member(reading, parts, of);
		case "CallExpression": {
			const call = callOf(reading, node, of);
			return call.callees.flatMap((callee) => resultOf(reading, callee, call));
		}
		case "Decorator":
			return decorator(reading, parts);
		case "Number":
		case "Boolean":
		case "None":
		case "Ellipsis":
			return ["~number"];
		case "String":
			return [text(unquoted(spanOf(source, node)) ?? MADE)];
		case "ContinuedString":
			return joined(parts.filter(isValue).map(of));
		case "FormatString":
			return formatted(source, node, of);
		case "BinaryExpression":
			return binary(source, parts, of);
		case "UnaryExpression":
			return parts[0]?.name === "not" || of(parts[1]).every((value) => value === "~number") ? ["~number"] : ["~data"];
		case "ConditionalExpression":
			// An empty list holds nothing that the other one does not.
			return [parts[0], parts[4]].filter((part) => part !== undefined && !isEmpty(part)).flatMap(of);
		case "NamedExpression":
			return of(parts[2]);
		case "ParenthesizedExpression":
		case "AwaitExpression":
			return parts.filter(isValue).flatMap(of);
		case "ArrayExpression":
		case "TupleExpression":
		case "SetExpression":
		case "DictionaryExpression":
			return elements(parts, of);
		case "ArrayComprehensionExpression":
		case "ComprehensionExpression":
		case "SetComprehensionExpression":
		case "DictionaryComprehensionExpression":
			return parts
				.slice(
					0,
					Math.max(
						0,
						parts.findIndex(({ name }) => name === "for" || name === "async"),
					),
				)
				.filter(isValue)
				.flatMap(of)
				.map(element);
		case "LambdaExpression":
		case "FunctionDefinition":
		case "ClassDefinition": {
			const id = reading.scope.ids.get(definedAt(reading.program, reading.scope, node));
			return id === undefined ? [] : [`${node.name === "ClassDefinition" ? "#" : "@"}${id}`];
		}
		case "YieldExpression":
			return ["?"];
		default:
			return [];
	}
}

function isEmpty(node: Node): boolean {
	return /^(Array|Tuple|Dictionary)Expression$/.test(node.name) && !children(node).some(isValue);
}

/** An element, a key or a value; what is spread is taken apart. */
function elements(parts: readonly Node[], of: Call["valuesOf"]): readonly Value[] {
	if (!parts.some(isValue)) return ["~data"];
	return parts.flatMap((part, at) => {
		if (!isValue(part)) return [];
		const isSpread = parts[at - 1]?.name === "*" || parts[at - 1]?.name === "**";
		return isSpread ? of(part) : of(part).map(element);
	});
}

function variable({ scope, program }: Reading, node: Node): readonly Value[] {
	const name = textOf(program.source, node);
	const bound = nameValues(scope, program, node);
	if (bound !== undefined) return isAnyBuiltin(name) ? [...bound, name] : bound;
	const starred = [...scope.stars]
		.map((module) => same(`${module}.${name}`))
		.filter((path) => labelOfPath(path) !== undefined || brings(path.slice(0, path.lastIndexOf(".")), name));
	const found = usual(name);
	if (starred.length > 0) return starred;
	return found === undefined ? ["?"] : [same(found)];
}

function decorator(reading: Reading, parts: readonly Node[]): readonly Value[] {
	const [first, ...rest] = parts.filter(({ name }) => name === "VariableName");
	if (first === undefined) return ["?"];
	const { source } = reading.program;
	const found = rest.reduce(
		(bases, part) => bases.flatMap((base) => attributeOf(reading, base, textOf(source, part))),
		variable(reading, first),
	);
	if (!parts.some(({ name }) => name === "ArgList")) return found;
	// `@retry(3)`: what decorates is what the call returns.
	return found.flatMap((value) => {
		const definition = definitionOf(reading.scope, value);
		return definition === undefined ? [value] : [...(reading.scope.returned.get(definition.id) ?? [])];
	});
}

function member(reading: Reading, parts: readonly Node[], of: Call["valuesOf"]): readonly Value[] {
	const [base, sign, property] = parts;
	const bases = of(base);
	if (sign?.name !== "[")
		return bases.flatMap((value) => attributeOf(reading, value, textOf(reading.program.source, property ?? null)));
	const keys = texts(of(property));
	const isSlice = parts.some(({ name }) => name === ":");
	return bases.flatMap((value): readonly Value[] => {
		if (isSlice) return value.startsWith('"') ? ["~made"] : [value];
		// Looked up by name: `vars(os)["remove"]`, `sys.modules["os"]`.
		if (value === "sys.modules" || value === "globals()") return keys.map(same);
		const holder = /^vars\((.*)\)$|^(.*)\.__dict__$/.exec(value);
		if (holder !== null) return keys.map((key) => same(`${holder[1] ?? holder[2]}.${key}`));
		if (value === "__builtins__") return keys.map(same);
		return isPath(value) && value.includes(".") ? [value] : [elementOf(value)];
	});
}

/** What `value.name` is. */
export function attributeOf({ scope }: Reading, value: Value, name: string): readonly Value[] {
	if (isPath(value)) {
		const path = same(`${value}.${name}`);
		const said = TEXTS.get(path);
		return [said === undefined ? path : text(said)];
	}
	const own = [...(scope.attributes.get(name) ?? [])];
	// Its class may still be read.
	if (/^~?#\d+$/.test(value) && own.length === 0 && scope.declaring) return [];
	if (/^~?#\d+$/.test(value) && own.length > 0) return own.flatMap((one) => [one, ...asProperty(scope, one)]);
	if (value === "~path" || value.startsWith("~path:") || value === "~entry") return pathAttribute(value, name);
	if ((value === "~expr" || value === "~image") && isAttribute(name)) return [value];
	const isData = isAttribute(name) || value === "~number";
	if (isData) return [...(value === "?" ? own : []), value.startsWith('"') || value === "~made" ? "~made" : "~data"];
	if (value === "?" && own.length > 0) return own.flatMap((one) => [one, ...asProperty(scope, one)]);
	return ["?attr"];
}

const STAYS_CALLABLE: ReadonlySet<Value> = new Set([
	"abc.abstractmethod",
	"staticmethod",
	"classmethod",
	"functools.cache",
	"functools.lru_cache",
]);

/** A property gives what its function returns. */
function asProperty(scope: Scope, value: Value): readonly Value[] {
	const definition = definitionOf(scope, value);
	const statement = definition?.node.parent;
	if (definition === undefined || statement?.name !== "DecoratedStatement") return [];
	const reading: Reading = { scope, program: definition.program, known: new Map() };
	const decorators = statement.getChildren("Decorator").flatMap((one) => decorator(reading, children(one)));
	return decorators.every((one) => STAYS_CALLABLE.has(one)) ? [] : [...(scope.returned.get(definition.id) ?? [])];
}

function pathAttribute(value: Value, name: string): readonly Value[] {
	if (name === "parent" && value.startsWith("~path:")) return [`~path:${parentOf(value.slice(6))}`];
	if (name === "parent" || name === "parents") return ["~path"];
	if (name === "name" && value === "~entry") return ["~listed"];
	if (/^(name|stem|suffix)$/.test(name)) return value === "~path" ? ["?"] : ["~made"];
	return PATH.has(name) || isAttribute(name) ? ["~data"] : ["?attr"];
}

function parentOf(path: string): string {
	if (/^(\.\.\/)*\.\.$/.test(path)) return `${path}/..`;
	if (path === "." || path === "") return "..";
	return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : ".";
}

const TEXTS: ReadonlyMap<string, string> = new Map([
	["os.sep", "/"],
	["os.path.sep", "/"],
	["os.pardir", ".."],
	["os.path.pardir", ".."],
	["os.curdir", "."],
]);

/** All ways to put one choice after another, or one text that may be anything. */
export function joined(choices: readonly (readonly Value[])[]): readonly Value[] {
	// Not known yet: the next pass will tell.
	if (choices.some(({ length }) => length === 0)) return [];
	const said = choices.map((values) => {
		const plain = texts(values);
		const others = values.filter((value) => !value.startsWith('"'));
		return others.length > 0 || plain.length === 0 ? [...plain, asPart(others)] : plain;
	});
	const count = said.reduce((all, { length }) => all * length, 1);
	if (count > MOST_TEXTS) return ["~made"];
	return said.reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => head + tail)), [""]).map(settled);
}

/** A function that calls itself with a longer text would make ever new ones. */
function settled(said: string): Value {
	const marks = [...said].map((sign) => (isUnsure(sign) ? sign : ""));
	return marks.filter((sign) => sign !== "").length > MOST_MARKS ? "~made" : text(said);
}

function formatted(source: string, node: Node, of: Call["valuesOf"]): readonly Value[] {
	const holes = children(node).filter(({ name }) => name === "FormatReplacement");
	const pieces: (readonly Value[])[] = [];
	const opening = /^[A-Za-z]*('''|"""|'|")/.exec(spanOf(source, node));
	const isRaw = /^[A-Za-z]*[rR]/.test(opening?.[0] ?? "");
	let at = node.from + (opening?.[0].length ?? 0);
	const literal = (to: number) => {
		const said = source.slice(at, to).replaceAll("{{", "{").replaceAll("}}", "}");
		pieces.push([text(unquoted(`${isRaw ? "r" : ""}'''${said}'''`) ?? MADE)]);
	};
	for (const hole of holes) {
		literal(hole.from);
		const isNumber = /:[^:{}]*[dfFeEgGn%]\}$/.test(spanOf(source, hole));
		pieces.push(isNumber ? ["~number"] : of(children(hole).find(isValue)));
		at = hole.to;
	}
	literal(Math.max(at, node.to - (opening?.[1]?.length ?? 0)));
	return joined(pieces);
}

function binary(source: string, parts: readonly Node[], of: Call["valuesOf"]): readonly Value[] {
	const [left, sign, right] = parts;
	const op = textOf(source, sign ?? null);
	const [a, b] = [of(left), of(right)];
	const all = [...a, ...b];
	if (op === "or" || op === "and") return all;
	if (/^(==|!=|<=?|>=?|in|is|not)$/.test(op)) return ["~number"];
	const isText = all.some((value) => value.startsWith('"') || value === "~made");
	if (op === "+" && isText) return joined([a, b]);
	if (op === "%" && a.some((value) => value.startsWith('"'))) return percent(texts(a), b);
	// How often does not matter: `"../" * 3`.
	if (op === "*" && isText) return [...texts(all).map(text), ...(texts(all).length === 0 ? ["~made"] : [])];
	if (op === "/" && all.some((value) => value.startsWith("~path") || value === "~entry")) return joinedPath([a, b]);
	const lists = all.filter((value) => value.startsWith("["));
	if (lists.length > 0) return lists;
	if (all.length > 0 && all.every((value) => value === "~number")) return ["~number"];
	if (all.includes("~expr")) return ["~expr"];
	return all.some((value) => value.startsWith("?") || value.startsWith("~#")) ? ["?"] : ["~data"];
}

function percent(templates: readonly string[], values: readonly Value[]): readonly Value[] {
	const filled = asPart(values.map((value) => (value.startsWith("[") ? value.slice(1) : value)));
	return templates.map((template) =>
		text(template.replaceAll(/%[-+ #0-9.]*([a-zA-Z])/g, (_all, kind: string) => (/[dfeg]/i.test(kind) ? "0" : filled))),
	);
}

/** Python starts again at an absolute part. */
export function joinedPath(parts: readonly (readonly Value[])[]): readonly Value[] {
	if (parts.some(({ length }) => length === 0)) return [];
	const each = parts.map((values) => {
		const said = values.flatMap((value) => {
			if (value.startsWith("~path:")) return [value.slice(6)];
			return value.startsWith('"') ? [value.slice(1)] : [];
		});
		return said.length > 0
			? said
			: [values.includes("~listed") || values.includes("~entry") ? "LISTED" : asPart(values)];
	});
	if (each.reduce((all, { length }) => all * length, 1) > MOST_TEXTS) return ["~path"];
	return each
		.reduce((heads, tails) =>
			heads.flatMap((head) =>
				tails.map((tail) => (tail.startsWith("/") ? tail : head === "" ? tail : `${head}/${tail}`)),
			),
		)
		.map((path) => (path.includes("LISTED") ? "~entry" : path === HOLE ? "~path" : `~path:${path}`));
}

/** Whether a path is a module, so that its mere mention is one of everything in it. */
export function isWholeModule(value: Value): boolean {
	return isPath(value) && isModule(value) && !isBuiltin(value);
}
