// Which keywords `**options` gives, where everything that could change them is in sight: a name that is only ever bound and spread.

import { type Argument, argumentsOf, children, isValue, type Node, split, textOf, unquoted } from "../../tree.ts";
import type { Program } from "../program.ts";
import { definedAt, parametersOf } from "../scope.ts";
import { type Reading, valuesOf } from "./evaluate.ts";

/** Names that are mentioned more often are not followed. */
const MOST_MENTIONS = 100;

/** All that it may give, the same keyword more than once where it has choices; undefined where nobody can tell. */
export function keywordsOf(reading: Reading, node: Node, following: readonly string[] = []): Keywords {
	const { source } = reading.program;
	const parts = children(node);
	switch (node.name) {
		case "ParenthesizedExpression":
			return together(parts.filter(isValue), (part) => keywordsOf(reading, part, following));
		case "ConditionalExpression":
			return together([parts[0], parts[4]], (part) => keywordsOf(reading, part, following));
		case "DictionaryExpression":
			return together(split(parts.slice(1, -1), ","), ([first, sign, value]) => {
				if (first?.name === "**") return sign === undefined ? undefined : keywordsOf(reading, sign, following);
				return sign?.name === ":" ? entry(source, first, value) : undefined;
			});
		case "CallExpression":
			return valuesOf(reading, node.firstChild).every((value) => value === "dict")
				? given(reading, node, following)
				: undefined;
		case "VariableName":
			return named(reading, node, following);
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
function given(reading: Reading, call: Node, following: readonly string[]): Keywords {
	return together(argumentsOf(reading.program.source, call), (arg) => {
		if (arg.keyword !== "") return [arg];
		return arg.node.prevSibling?.name === "**" ? keywordsOf(reading, arg.node, following) : undefined;
	});
}

interface Mention {
	readonly program: Program;
	readonly node: Node;
}

function mentions({ scope }: Reading, name: string): readonly Mention[] {
	return scope.programs.flatMap((program) =>
		(program.mentions.get(name) ?? []).map((node): Mention => ({ program, node })),
	);
}

function isCalled({ node: { parent, nextSibling } }: Mention): boolean {
	return parent?.name === "CallExpression" && nextSibling?.name === "ArgList";
}

function named(reading: Reading, node: Node, following: readonly string[]): Keywords {
	const name = textOf(reading.program.source, node);
	// What it is made of is being gathered already.
	if (following.includes(name)) return [];
	const all = mentions(reading, name);
	if (all.length > MOST_MENTIONS) return undefined;
	return together(all, (mention) => mentioned(reading, mention, [...following, name]));
}

/** What a mention adds to the name, or undefined where it may do anything else with it. */
function mentioned(reading: Reading, { program, node }: Mention, following: readonly string[]): Keywords {
	const { parent, prevSibling: before, nextSibling: next } = node;
	// Nodes are read beside their own text only.
	if (program !== reading.program) return undefined;
	if (before?.name === "**" && /^(ArgList|DictionaryExpression)$/.test(parent?.name ?? "")) return [];
	if (before?.name === "**" && parent?.name === "ParamList") return fromCallers(reading, parent, following);
	const statement = parent?.name === "MemberExpression" && before === null ? parent : node;
	if (statement.parent?.name !== "AssignStatement" || statement.prevSibling !== null) return undefined;
	const [, ...rest] = children(statement.parent).filter((part) => part.name !== "TypeDef");
	const [sign, value, ...more] = rest;
	if (sign?.name !== "AssignOp" || value === undefined || more.length > 0) return undefined;
	if (statement === node) return keywordsOf(reading, value, following);
	return next?.name === "[" ? entry(program.source, next.nextSibling ?? undefined, value) : undefined;
}

/** `def load(path, **kwargs)`: what all calls give that the other parameters do not take. */
function fromCallers(reading: Reading, list: Node, following: readonly string[]): Keywords {
	const { parent } = list;
	const name = parent?.name === "FunctionDefinition" ? parent.getChild("VariableName") : null;
	if (parent === null || name === null || parent.parent?.name === "DecoratedStatement") return undefined;
	if (parent.parent?.parent?.name === "ClassDefinition") return undefined;
	const { scope, program } = reading;
	// `/`, which is no node: what is taken by position only may be given by name, too.
	if (children(list).some(({ to, nextSibling }) => program.source.slice(to, nextSibling?.from ?? to).includes("/")))
		return undefined;
	const definition = scope.definitions[scope.ids.get(definedAt(program, scope, parent)) ?? -1];
	if (definition === undefined) return undefined;
	const own = parametersOf(definition)
		.filter(({ kind }) => kind === "plain")
		.map((one) => textOf(program.source, one.name));
	const calls = mentions(reading, textOf(program.source, name)).filter(({ node }) => node.from !== name.from);
	if (calls.length === 0 || calls.length > MOST_MENTIONS) return undefined;
	return together(calls, (mention) => {
		const call = mention.node.parent;
		if (call === null || !isCalled(mention)) return undefined;
		const plain = argumentsOf(mention.program.source, call).filter(
			(arg) => !own.includes(arg.keyword) && !(arg.keyword === "" && arg.node.prevSibling?.name !== "**"),
		);
		if (mention.program !== program) return plain.length === 0 ? [] : undefined;
		return together(plain, (arg) => (arg.keyword === "" ? keywordsOf(reading, arg.node, following) : [arg]));
	});
}
