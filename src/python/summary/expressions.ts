// Expressions: what each stands for. Every one is evaluated once, so that each step is said once.

import { literalOf, type Program } from "../precheck/program.ts";
import { argumentsOf, children, isValue, type Node, split, textOf } from "../tree.ts";
import { subscript } from "./access.ts";
import { binary, negated } from "./conditions.ts";
import type { Call, Context } from "./context.ts";
import { callMethod } from "./methods.ts";
import { callName } from "./names.ts";
import { attribute } from "./rows.ts";
import { CANVAS, type Frame, UNKNOWN, type Value } from "./values.ts";

/** What expressions need of the walk. */
export interface Walk {
	readonly context: Context;
	program(): Program;
	/** Where the program stands among those that are walked through. */
	index(): number;
	/** False once the program is too long. */
	goesOn(): boolean;
	lookup(name: string, node: Node): Value;
	bind(targets: readonly Node[], value: Value): void;
	/** A condition in a loop over rows leaves rows out. */
	tested(node: Node): void;
	/** Binds the targets of `for ... in over`; whether it goes by rows. */
	iterate(targets: readonly Node[], over: Node | undefined): boolean;
	endRows(): void;
}

export function openExpressions(walk: Walk): (node: Node | undefined | null) => Value {
	const { context } = walk;
	const text = (node: Node | null | undefined) => textOf(walk.program().source, node ?? null);

	function evaluate(node: Node | undefined | null): Value {
		if (node == null || !walk.goesOn()) return UNKNOWN;
		const parts = children(node);
		switch (node.name) {
			case "VariableName":
				return walk.lookup(text(node), node);
			case "String": {
				const said = literalOf(walk.program(), node);
				return said === undefined ? UNKNOWN : { is: "text", text: said };
			}
			case "FormatString":
				return formatted(node, parts);
			case "ContinuedString": {
				const all = parts.map(evaluate).map((one) => (one.is === "text" ? one.text : undefined));
				return all.includes(undefined) ? UNKNOWN : { is: "text", text: all.join("") };
			}
			case "Number":
				return { is: "number", number: Number(text(node).replaceAll("_", "")) };
			case "Boolean":
			case "None":
				return { is: "name", name: text(node) };
			case "ParenthesizedExpression":
			case "AwaitExpression":
				return evaluate(parts.find(isValue));
			case "ArrayExpression":
			case "TupleExpression":
			case "SetExpression":
				return { is: "list", items: parts.filter(isValue).map(evaluate) };
			case "DictionaryExpression":
				return dictionary(parts);
			case "LambdaExpression":
				return { is: "function", node, program: walk.index() };
			case "ConditionalExpression": {
				const [one, , other] = parts.filter(isValue).map(evaluate);
				return one?.is === "unknown" ? (other ?? UNKNOWN) : (one ?? UNKNOWN);
			}
			case "BinaryExpression":
				return binary(context, node, evaluate(parts[0]), evaluate(parts.at(-1)));
			case "UnaryExpression":
				return negated(context, node, evaluate(parts.at(-1)));
			case "NamedExpression": {
				const value = evaluate(parts.at(-1));
				walk.bind(parts.slice(0, 1), value);
				return value;
			}
			case "MemberExpression": {
				const on = evaluate(parts[0]);
				if (parts[1]?.name === ".") return attribute(on, text(parts[2]));
				return subscript(context, node, on, parts.slice(2, -1));
			}
			case "CallExpression":
				return call(node, parts);
			default:
				if (node.name.endsWith("ComprehensionExpression")) return comprehension(parts);
				for (const part of parts) if (isValue(part)) evaluate(part);
				return UNKNOWN;
		}
	}

	function formatted(node: Node, parts: readonly Node[]): Value {
		const { source } = walk.program();
		let [said, at] = ["", node.from];
		for (const part of parts) {
			const [value] = children(part).filter(isValue).map(evaluate);
			const shown = value?.is === "text" ? value.text : value?.is === "number" ? String(value.number) : "…";
			said += `${source.slice(at, part.from)}${shown}`;
			at = part.to;
		}
		const whole = said + source.slice(at, node.to);
		return { is: "text", text: whole.replace(/^[a-z]*("""|'''|"|')([\s\S]*)\1$/i, "$2") };
	}

	function dictionary(parts: readonly Node[]): Value {
		const entries = split(parts.slice(1, -1), ",").flatMap((entry): [Value, Value][] => {
			const [key, , value] = entry;
			return entry[1]?.name === ":" ? [[evaluate(key), evaluate(value)]] : [];
		});
		return entries.length === 0 ? { is: "tally" } : { is: "dict", entries };
	}

	function comprehension(parts: readonly Node[]): Value {
		let rows = 0;
		for (const [index, { name }] of parts.entries()) {
			if (name === "for") {
				const end = parts.findIndex((part, at) => at > index && part.name === "in");
				if (walk.iterate(parts.slice(index + 1, end), parts[end + 1])) rows++;
			} else if (name === "if") walk.tested(parts[index + 1] as Node);
		}
		const first = parts.findIndex(({ name }) => name === "for");
		const found = parts.slice(0, first).filter(isValue).map(evaluate);
		for (; rows > 0; rows--) walk.endRows();
		const canvas = found[0]?.is === "canvas" ? CANVAS : UNKNOWN;
		return found.find((one) => one.is === "frame") ?? canvas;
	}

	function call(node: Node, [callee, list]: readonly Node[]): Value {
		const isMember = callee?.name === "MemberExpression" && children(callee)[1]?.name === ".";
		if (callee === undefined || !isMember) return plain(evaluate(callee), callOf(node, node, list));
		const [base, , name] = children(callee);
		const on = evaluate(base);
		const full = on.is === "name" ? attribute(on, text(name)) : on;
		if (full.is === "name") return plain(full, callOf(node, name ?? node, list));
		return callMethod(context, on, text(name), callOf(node, name ?? node, list, on));
	}

	function plain(callee: Value, made: Call): Value {
		if (callee.is === "function") return context.invoke(callee, made.positional);
		return callee.is === "name" ? callName(context, callee.name, made) : UNKNOWN;
	}

	function callOf(node: Node, at: Node, list: Node | undefined, on?: Value): Call {
		const isComprehension = list?.getChild("for") != null;
		const all = isComprehension
			? [{ keyword: "", value: comprehension(children(list).slice(1, -1)) }]
			: argumentsOf(walk.program().source, node).map(({ keyword, node: one }) => ({
					keyword,
					value: applied(evaluate(one), on),
				}));
		const positional = all.filter(({ keyword }) => keyword === "").map(({ value }) => value);
		const keywords = new Map(all.filter(({ keyword }) => keyword !== "").map((one) => [one.keyword, one.value]));
		const arg: Call["arg"] = (...keys) => {
			for (const key of keys) {
				const value = typeof key === "number" ? positional[key] : keywords.get(key);
				if (value !== undefined) return value;
			}
			return undefined;
		};
		return { node, at, arg, positional, keywords };
	}

	/** A function that is given to a method of a table is called with that table, its column or its row. */
	function applied(value: Value, on: Value | undefined): Value {
		if (value.is !== "function" || on === undefined) return value;
		const given: Value | Frame = on.is === "groups" ? on.frame : on;
		return context.invoke(value, [given]);
	}

	return evaluate;
}
