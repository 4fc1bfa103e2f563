// Keyword arguments that `**options` gives, if everything that could change them is in sight: a name that is only ever bound and spread.

import { type Argument, argumentsOf, children, isValue, type Node, split, textOf, unquoted } from "../../tree.ts";
import type { Program } from "../program.ts";
import { definedAt, parametersOf } from "../scope.ts";
import type { Reading, ValuesOf } from "./reading.ts";

/** Names that are mentioned more often are not followed. */
const MOST_MENTIONS = 100;

interface Search extends Reading {
	readonly valuesOf: ValuesOf;
	/** Names whose bindings are being gathered. */
	readonly following: readonly string[];
}

/** All that `node` may give, the same keyword more than once if it has choices; undefined if that is not certain. */
export function keywordsOf(reading: Reading, node: Node, valuesOf: ValuesOf): Keywords {
	return gather({ ...reading, valuesOf, following: [] }, node);
}

function gather(search: Search, node: Node): Keywords {
	const { source } = search.program;
	const parts = children(node);
	switch (node.name) {
		case "ParenthesizedExpression":
			return together(parts.filter(isValue), (part) => gather(search, part));
		case "ConditionalExpression":
			return together([parts[0], parts[4]], (part) => gather(search, part));
		case "DictionaryExpression":
			return together(split(parts.slice(1, -1), ","), ([first, sign, value]) => {
				if (first?.name === "**") return sign === undefined ? undefined : gather(search, sign);
				return sign?.name === ":" ? entry(source, first, value) : undefined;
			});
		case "CallExpression":
			return search.valuesOf(node.firstChild).every((value) => value === "dict") ? given(search, node) : undefined;
		case "VariableName":
			return named(search, node);
		default:
			return undefined;
	}
}

type Keywords = readonly Argument[] | undefined;

function together<Part>(parts: readonly (Part | undefined)[], of: (part: Part) => Keywords): Keywords {
	const all: Argument[] = [];
	for (const part of parts) {
		const found = part === undefined ? undefined : of(part);
		if (found === undefined) return undefined;
		all.push(...found);
	}
	return all;
}

function entry(source: string, key: Node | undefined, value: Node | undefined): Keywords {
	const said = key?.name === "String" ? unquoted(source.slice(key.from, key.to)) : undefined;
	return said === undefined || value === undefined ? undefined : [{ keyword: said.normalize("NFKC"), node: value }];
}

/** The keywords of a call, those that are spread included. */
function given(search: Search, call: Node): Keywords {
	return together(argumentsOf(search.program.source, call), (arg) => {
		if (arg.keyword !== "") return [arg];
		return arg.node.prevSibling?.name === "**" ? gather(search, arg.node) : undefined;
	});
}

interface Mention {
	readonly program: Program;
	readonly node: Node;
}

function mentions({ scope }: Search, name: string): readonly Mention[] {
	return scope.programs.flatMap((program) =>
		(program.mentions.get(name) ?? []).map((node): Mention => ({ program, node })),
	);
}

function isCalled({ node: { parent, nextSibling } }: Mention): boolean {
	return parent?.name === "CallExpression" && nextSibling?.name === "ArgList";
}

function named(search: Search, node: Node): Keywords {
	const name = textOf(search.program.source, node);
	// What it is made of is being gathered already.
	if (search.following.includes(name)) return [];
	const all = mentions(search, name);
	if (all.length > MOST_MENTIONS) return undefined;
	return together(all, (mention) => mentioned({ ...search, following: [...search.following, name] }, mention));
}

/** What a mention adds to the name, or undefined if it may do anything else with it. */
function mentioned(search: Search, { program, node }: Mention): Keywords {
	const { parent, prevSibling: before, nextSibling: next } = node;
	// A node can only be read with the text of its own program.
	if (program !== search.program) return undefined;
	if (before?.name === "**" && /^(ArgList|DictionaryExpression)$/.test(parent?.name ?? "")) return [];
	if (before?.name === "**" && parent?.name === "ParamList") return fromCallers(search, parent);
	const statement = parent?.name === "MemberExpression" && before === null ? parent : node;
	if (statement.parent?.name !== "AssignStatement" || statement.prevSibling !== null) return undefined;
	const [, ...rest] = children(statement.parent).filter((part) => part.name !== "TypeDef");
	const [sign, value, ...more] = rest;
	if (sign?.name !== "AssignOp" || value === undefined || more.length > 0) return undefined;
	if (statement === node) return gather(search, value);
	return next?.name === "[" ? entry(program.source, next.nextSibling ?? undefined, value) : undefined;
}

/** `def load(path, **kwargs)`: what all calls give that the other parameters do not take. */
function fromCallers(search: Search, list: Node): Keywords {
	const { parent } = list;
	const name = parent?.name === "FunctionDefinition" ? parent.getChild("VariableName") : null;
	if (parent === null || name === null || parent.parent?.name === "DecoratedStatement") return undefined;
	if (parent.parent?.parent?.name === "ClassDefinition") return undefined;
	const { scope, program } = search;
	// `/`, which is not a node: a keyword may have the name of a parameter that is taken by position only.
	if (children(list).some(({ to, nextSibling }) => program.source.slice(to, nextSibling?.from ?? to).includes("/")))
		return undefined;
	const definition = scope.definitions[scope.ids.get(definedAt(program, scope, parent)) ?? -1];
	if (definition === undefined) return undefined;
	const own = parametersOf(definition)
		.filter(({ kind }) => kind === "plain")
		.map((one) => textOf(program.source, one.name));
	const calls = mentions(search, textOf(program.source, name)).filter(({ node }) => node.from !== name.from);
	if (calls.length === 0 || calls.length > MOST_MENTIONS) return undefined;
	return together(calls, (mention) => {
		const call = mention.node.parent;
		if (call === null || !isCalled(mention)) return undefined;
		const plain = argumentsOf(mention.program.source, call).filter(
			(arg) => !own.includes(arg.keyword) && !(arg.keyword === "" && arg.node.prevSibling?.name !== "**"),
		);
		if (mention.program !== program) return plain.length === 0 ? [] : undefined;
		return together(plain, (arg) => (arg.keyword === "" ? gather(search, arg.node) : [arg]));
	});
}
