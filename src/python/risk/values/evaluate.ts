// Evaluation of expressions: what each may stand for, from what its parts may stand for.

import { argumentsOf, children, isValue, type Node, spanOf, textOf, unquoted } from "../../tree.ts";
import { canonical } from "../known/aliases.ts";
import { element, elementOf, isDatabase, isPath, MADE, text, texts, type Value } from "../notation.ts";
import { keyOf } from "../program.ts";
import { definedAt } from "../scope.ts";
import { attributeOf, decorator, variable } from "./attributes.ts";
import { resultOf } from "./call-results.ts";
import { formatted, joined, joinedPath, percent } from "./concatenation.ts";
import { keywordsOf } from "./keyword-arguments.ts";
import type { Call, Reading, ValuesOf } from "./reading.ts";

const DEEPEST = 60;

/** Empty if nothing is known yet, or if the code is never reached. */
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

export function callOf(reading: Reading, node: Node, of: ValuesOf = (one) => valuesOf(reading, one)): Call {
	const { source } = reading.program;
	const callee = node.firstChild;
	const member = callee?.name === "MemberExpression" && callee.lastChild?.name === "PropertyName" ? callee : undefined;
	const given = argumentsOf(source, node).map((arg) => {
		const sign = arg.keyword === "" ? arg.node.prevSibling?.name : undefined;
		return {
			arg,
			sign,
			keywords: sign === "**" ? keywordsOf(reading, arg.node, (one) => valuesOf(reading, one)) : undefined,
		};
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

function evaluate(reading: Reading, node: Node, of: ValuesOf): readonly Value[] {
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
			// An empty list adds nothing to the other branch.
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
function elements(parts: readonly Node[], of: ValuesOf): readonly Value[] {
	if (!parts.some(isValue)) return ["~data"];
	return parts.flatMap((part, at) => {
		if (!isValue(part)) return [];
		const isSpread = parts[at - 1]?.name === "*" || parts[at - 1]?.name === "**";
		return isSpread ? of(part) : of(part).map(element);
	});
}

function member(reading: Reading, parts: readonly Node[], of: ValuesOf): readonly Value[] {
	const [base, sign, property] = parts;
	const bases = of(base);
	if (sign?.name !== "[")
		return bases.flatMap((value) => attributeOf(reading, value, textOf(reading.program.source, property ?? null)));
	const keys = texts(of(property));
	const isSlice = parts.some(({ name }) => name === ":");
	return bases.flatMap((value): readonly Value[] => {
		if (isSlice) return value.startsWith('"') ? ["~made"] : [value];
		// Looked up by name: `vars(os)["remove"]`, `sys.modules["os"]`.
		if (value === "sys.modules" || value === "globals()") return keys.map(canonical);
		const holder = /^vars\((.*)\)$|^(.*)\.__dict__$/.exec(value);
		if (holder !== null) return keys.map((key) => canonical(`${holder[1] ?? holder[2]}.${key}`));
		if (value === "__builtins__") return keys.map(canonical);
		// A column of a relation.
		if (isDatabase(value) && keys.length > 0) return [value];
		return isPath(value) && value.includes(".") ? [value] : [elementOf(value)];
	});
}

function binary(source: string, parts: readonly Node[], of: ValuesOf): readonly Value[] {
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
