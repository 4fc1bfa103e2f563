// Names, attributes and decorators: what each stands for, from what is bound to it.

import { children, type Node, textOf } from "../../tree.ts";
import { canonical } from "../known/aliases.ts";
import { labelOfPath } from "../known/labelled-names.ts";
import { brings, isAnyBuiltin, isAttribute, PATH, usual } from "../known.ts";
import { isDatabase, isPath, text, type Value } from "../notation.ts";
import { definitionOf, nameValues, type Scope } from "../scope.ts";
import type { Reading } from "./reading.ts";

export function variable({ scope, program }: Reading, node: Node): readonly Value[] {
	const name = textOf(program.source, node);
	const bound = nameValues(scope, program, node);
	if (bound !== undefined) return isAnyBuiltin(name) ? [...bound, name] : bound;
	const starred = [...scope.stars]
		.map((module) => canonical(`${module}.${name}`))
		.filter((path) => labelOfPath(path) !== undefined || brings(path.slice(0, path.lastIndexOf(".")), name));
	const found = usual(name);
	if (starred.length > 0) return starred;
	return found === undefined ? ["?"] : [canonical(found)];
}

export function decorator(reading: Reading, parts: readonly Node[]): readonly Value[] {
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

/** What `value.name` is. */
export function attributeOf({ scope }: Reading, value: Value, name: string): readonly Value[] {
	if (isPath(value)) {
		const path = canonical(`${value}.${name}`);
		const said = TEXTS.get(path);
		return [said === undefined ? path : text(said)];
	}
	const own = [...(scope.attributes.get(name) ?? [])];
	// Its class may still get attributes.
	if (/^~?#\d+$/.test(value) && own.length === 0 && scope.declaring) return [];
	if (/^~?#\d+$/.test(value) && own.length > 0) return own.flatMap((one) => [one, ...asProperty(scope, one)]);
	if (value === "~path" || value.startsWith("~path:") || value === "~entry") return pathAttribute(value, name);
	if ((value === "~expr" || value === "~image" || isDatabase(value)) && isAttribute(name)) return [value];
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
