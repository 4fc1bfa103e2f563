// Walk through a program in the order in which it runs, as far as its text shows: statements, and what its names stand for.

import type { DataStep, Unseen } from "../../core/domain.ts";
import type { Program } from "../precheck/program.ts";
import { children, isValue, type Node, spanOf, split, textOf } from "../tree.ts";
import { assign } from "./access.ts";
import { clip } from "./conditions.ts";
import type { Context } from "./context.ts";
import { openExpressions } from "./expressions.ts";
import { elementsOf, looseTable, tallied } from "./rows.ts";
import { type Frame, newFacts, type Source, UNKNOWN, type Value } from "./values.ts";

/** Far more than a program that people read takes. */
const MOST_NODES = 40_000;
const DEEPEST_CALL = 6;
/** A function's steps are the same at each call. */
const MOST_CALLS = 3;

type Made = Extract<Value, { is: "function" }>;

interface Reading extends Source {
	readonly file: string;
	readonly format: string;
	isSaid: boolean;
}

/** What the last of `programs` does; the others ran before it. */
export function walk(programs: readonly Program[]): {
	readonly steps: readonly DataStep[];
	readonly unseen: readonly Unseen[];
} {
	const scope = new Map<string, Value>();
	const calls = new Map<Node, number>();
	const steps: (() => DataStep)[] = [];
	const unseen: Unseen[] = [];
	const functions: Made[] = [];
	let current = 0;
	let left = MOST_NODES;
	let depth = 0;
	let loops = 0;
	let returned: Value = UNKNOWN;

	const source = () => programs[current]?.source ?? "";
	const isLast = () => current === programs.length - 1;
	const lineOf = (offset: number) => source().slice(0, offset).split("\n").length;

	const context: Context = {
		evaluate: (node) => evaluate(node),
		tables: new Map<string, Frame>(),
		variable: (name) => scope.get(name),
		source: (node) => spanOf(source(), node),
		code: (node) => spanOf(source(), node).replace(/\s+/g, " ").trim(),
		get inRows() {
			return loops > 0;
		},
		emit: (at, step, offset = 0) => {
			if (!isLast()) return;
			const line = lineOf(at.from + offset);
			steps.push(() => ({ ...step, line }) as DataStep);
		},
		unseen: (at) => {
			if (isLast()) unseen.push({ line: lineOf(at.from), what: clip(context.code(at)) });
		},
		read: (at, { path, format }, offset = 0) => {
			const reading: Reading = { file: path, format, columns: new Set(), isSaid: false };
			say(reading, at, offset);
			return newFacts([reading]);
		},
		invoke: (callee, args) => (callee.is === "function" ? invoke(callee, args) : UNKNOWN),
	};

	const evaluate = openExpressions({
		context,
		program: () => programs[current] as Program,
		index: () => current,
		goesOn: () => left-- > 0,
		lookup,
		bind,
		tested,
		iterate,
		endRows: () => {
			loops--;
		},
	});

	/** A table that an earlier program read is read where it is first used. */
	function say(reading: Reading, at: Node, offset = 0): void {
		if (!isLast() || reading.isSaid) return;
		reading.isSaid = true;
		const line = lineOf(at.from + offset);
		const { file, format, columns } = reading;
		steps.push(() => ({ kind: "reads", line, file, format, columns: [...columns] }));
	}

	/** A name that nothing defines is a module, a builtin, or a table of a program that is no longer known. */
	function lookup(name: string, node: Node): Value {
		const value = scope.get(name);
		if (value?.is === "frame") for (const one of value.facts.sources) say(one as Reading, node);
		if (value !== undefined) return value;
		return /^(df\w*|data|frame|table)$/.test(name) ? looseTable() : { is: "name", name };
	}

	function invoke({ node, program }: Made, args: readonly Value[]): Value {
		const times = calls.get(node) ?? 0;
		calls.set(node, times + 1);
		if (times >= MOST_CALLS || depth >= DEEPEST_CALL) return UNKNOWN;
		const [before, outer] = [current, returned];
		current = program;
		returned = UNKNOWN;
		depth++;
		const parameters = parametersOf(node);
		const saved = parameters.map(({ name }) => [name, scope.get(name)] as const);
		for (const [at, { name, value }] of parameters.entries()) scope.set(name, args[at] ?? evaluate(value));
		if (node.name === "LambdaExpression") returned = evaluate(node.lastChild);
		else run(node.lastChild);
		for (const [name, value] of saved) {
			if (value === undefined) scope.delete(name);
			else scope.set(name, value);
		}
		const result = returned;
		depth--;
		[current, returned] = [before, outer];
		return result;
	}

	function parametersOf(node: Node): { readonly name: string; readonly value?: Node | undefined }[] {
		return split(children(node.getChild("ParamList")), ",").flatMap((parts) => {
			const name = parts.find((part) => part.name === "VariableName");
			if (name === undefined) return [];
			return [{ name: textOf(source(), name), value: parts.find((_part, at) => parts[at - 1]?.name === "AssignOp") }];
		});
	}

	function run(node: Node | null): void {
		if (node === null || left-- < 0) return;
		const parts = children(node);
		switch (node.name) {
			case "AssignStatement":
				assignment(parts);
				return;
			case "UpdateStatement":
				if (parts[0] !== undefined) tallied(context, parts[0], evaluate(parts[2]), node);
				return;
			case "ExpressionStatement":
				shown(node, evaluate(parts[0]));
				return;
			case "ForStatement":
				loop(parts);
				return;
			case "WithStatement":
				withItems(parts);
				return;
			case "IfStatement":
			case "WhileStatement":
				for (const part of parts) {
					if (part.name === "Body") run(part);
					else if (isValue(part)) tested(part);
				}
				return;
			case "FunctionDefinition": {
				const name = node.getChild("VariableName");
				const value: Made = { is: "function", node, program: current };
				functions.push(value);
				if (name !== null) scope.set(textOf(source(), name), value);
				return;
			}
			case "ReturnStatement":
				returned = evaluate(parts[1]);
				return;
			case "ImportStatement":
				imports(parts);
				return;
			default:
				for (const part of parts) {
					if (/Statement$|^Body$|Definition$|^Match(Body|Clause)$/.test(part.name)) run(part);
					else if (isValue(part) && !part.name.endsWith("Pattern")) evaluate(part);
				}
		}
	}

	/** A notebook shows the value of its last line. */
	function shown(node: Node, value: Value): void {
		const isShown = node.parent?.name === "Script" && node.nextSibling === null && depth === 0;
		if (isShown && /^(frame|figure|groups)$/.test(value.is))
			context.emit(node, { kind: "prints", text: clip(context.code(node)) });
	}

	function tested(node: Node): void {
		const value = evaluate(node);
		if (value.is !== "frame" || value.rows === undefined || value.test === undefined) return;
		const { values, text } = value.test;
		context.emit(node, { kind: "keeps", how: "where", columns: value.columns, values, text: clip(text) });
	}

	function iterate(targets: readonly Node[], over: Node | undefined): boolean {
		const { value, isRows } = elementsOf(context, evaluate(over), over);
		bind(targets, value);
		if (isRows) loops++;
		return isRows;
	}

	function loop(parts: readonly Node[]): void {
		const [from, at] = [parts.findIndex(({ name }) => name === "for"), parts.findIndex(({ name }) => name === "in")];
		const isRows = iterate(parts.slice(from + 1, at), parts[at + 1]);
		for (const part of parts.slice(at + 2)) if (part.name === "Body") run(part);
		if (isRows) loops--;
	}

	function withItems(parts: readonly Node[]): void {
		for (const [at, part] of parts.entries()) {
			if (part.name === "Body") run(part);
			else if (isValue(part) && parts[at - 1]?.name !== "as") {
				const value = evaluate(part);
				if (parts[at + 1]?.name === "as") bind(parts.slice(at + 2, at + 3), value);
			}
		}
	}

	function imports(parts: readonly Node[]): void {
		const said = (nodes: readonly Node[]) => nodes.map((node) => textOf(source(), node)).join("");
		const at = parts.findIndex(({ name }) => /^import$/.test(name));
		const isFrom = at > 1 && /^from$/.test(parts[0]?.name ?? "");
		const from = isFrom ? `${said(parts.slice(1, at))}.` : "";
		for (const group of split(parts.slice(at + 1), ",")) {
			const as = group.findIndex(({ name }) => name === "as");
			const name = said(as === -1 ? group : group.slice(0, as));
			// `import a.b` binds `a`.
			const bound = as !== -1 ? said(group.slice(as + 1)) : from === "" ? (name.split(".")[0] ?? "") : name;
			scope.set(bound, { is: "name", name: as === -1 && from === "" ? bound : from + name });
			const [first] = group;
			if (first !== undefined && CONNECTS.test(from + name))
				context.emit(first, { kind: "connects", what: clip(`import ${from}${name}`) });
		}
	}

	function assignment(parts: readonly Node[]): void {
		const plain = parts.filter(({ name }) => name !== "TypeDef");
		const groups = split(plain, "AssignOp");
		const given = (groups.at(-1) ?? []).filter(isValue);
		if (groups.length < 2) return;
		const value: Value = given.length > 1 ? { is: "list", items: given.map(evaluate) } : evaluate(given[0]);
		for (const targets of groups.slice(0, -1)) bind(targets, value);
	}

	function bind(targets: readonly Node[], value: Value): void {
		const all = targets.filter(isValue);
		const [target] = all;
		if (all.length > 1) for (const [at, one] of all.entries()) bind([one], partOf(value, at));
		else if (target?.name === "VariableName") scope.set(textOf(source(), target), value);
		else if (target !== undefined && /^(Tuple|Array|Parenthesized)Expression$/.test(target.name))
			bind(children(target), value);
		else if (target?.name === "MemberExpression") assign(context, target, value);
	}

	for (const [at, program] of programs.entries()) {
		current = at;
		run(program.nodes[0] ?? null);
	}
	// A function that nothing here calls may be called by something that was not followed.
	for (const one of functions) if (!calls.has(one.node)) invoke(one, []);
	if (left < 0) unseen.push({ line: 1, what: "a long program" });
	return { steps: steps.map((make) => make()), unseen };
}

const CONNECTS = /^(requests|httpx|aiohttp|socket|urllib\.request|urllib3|http\.client|ftplib|smtplib)\b/;

function partOf(value: Value, at: number): Value {
	if (value.is === "list") return value.items[at] ?? UNKNOWN;
	return value.is === "canvas" || value.is === "frame" ? value : UNKNOWN;
}
