// Names that a program uses and nothing ever defines: a well-known import is added or put right, every other name is a fault.

import { closestTo } from "../../core/closest.ts";
import { children, type Node, spanOf, textOf } from "../tree.ts";
import { type CheckResult, type Edit, type Fault, shown } from "./edits.ts";
import { aliasOf, BUILTINS, importFor } from "./environment.ts";
import { isTarget, type Program, within } from "./program.ts";

const NOTHING: CheckResult = { edits: [], faults: [] };
/** Ways to define names that cannot be seen. */
const UNSEEN = /\b(exec|globals|locals|vars|get_ipython|NameError|builtins|__builtins__)\b/;
/** Commands of a notebook that define no name. */
const HARMLESS = /^(![^=]|%(pip|conda|matplotlib|config|time|cd|ls|pwd)\b(?![^"']*=))/;

/** Most faults: finding the closest name takes time. */
const MOST = 8;

type Role = "binds" | "uses" | "neither";

/** A name that is defined anywhere is known: on a later line, in another function, in an earlier program. */
export function checkNames(program: Program, earlier: readonly Program[]): CheckResult {
	const mended = program.nodes.flatMap((node) => aliasImport(program, node));
	const imported = mended.flatMap(({ text }) =>
		[...text.matchAll(/^\s*import [\w.]+ as (\w+)$/gm)].map(([, name = ""]) => name),
	);
	const { edits, faults } = undefinedNames(program, earlier, imported);
	return { edits: [...mended, ...edits], faults };
}

function undefinedNames(program: Program, earlier: readonly Program[], imported: readonly string[]): CheckResult {
	if ([program, ...earlier].some(definesUnseen)) return NOTHING;
	const known = new Set([...imported, ...[program, ...earlier].flatMap(boundNames)]);
	const missing = new Map<string, Node[]>();
	for (const node of program.nodes) {
		if (node.name !== "VariableName" || roleOf(program, node) !== "uses") continue;
		const name = textOf(program.source, node);
		if (name.startsWith("_") || BUILTINS.has(name) || known.has(name) || isNeverRead(program, node)) continue;
		missing.set(name, [...(missing.get(name) ?? []), node]);
	}
	const imports: string[] = [];
	const faults: Fault[] = [];
	for (const [name, nodes] of missing) {
		const line = importFor(
			name,
			nodes.map((node) => useOf(program, node)),
		);
		if (line !== undefined) imports.push(line);
		else if (faults.length < MOST) faults.push({ at: nodes[0]?.from ?? 0, what: undefinedName(name, [...known]) });
	}
	return { edits: importsAt(program, imports), faults };
}

/** `from pandas import pd, DataFrame` becomes `import pandas as pd` and the rest; `import pandas.pd` and `import pd` as well. */
function aliasImport({ source }: Program, node: Node): Edit[] {
	if (node.name !== "ImportStatement" || within(node, ({ name }) => name === "TryStatement")) return [];
	const text = spanOf(source, node);
	const [, from, list = ""] = /^(?:from\s+([\w.]+)\s+)?import\s+([\w\s,.]+)$/.exec(text) ?? [];
	const names = list.split(",").map((part) => /^\s*(?:([\w.]+)\.)?(\w+)(?:\s+as\s+(\w+))?\s*$/.exec(part));
	const moduleOf = ([, inside, name = ""]: RegExpExecArray) =>
		from !== undefined && inside !== undefined ? undefined : aliasOf(from ?? inside ?? "", name);
	const lines = names.flatMap((found) => {
		const module = found === null ? undefined : moduleOf(found);
		const as = found?.[3] ?? found?.[2];
		return module === undefined ? [] : [module === as ? `import ${module}` : `import ${module} as ${as}`];
	});
	if (lines.length === 0) return [];
	const kept = names.flatMap((found) =>
		found === null || moduleOf(found) === undefined ? [found?.[0].trim() ?? ""] : [],
	);
	const begin = `${from === undefined ? "" : `from ${from} `}import`;
	const line = source.lastIndexOf("\n", node.from - 1) + 1;
	const indent = source.slice(line, node.from);
	const all = [...lines, ...(kept.length === 0 ? [] : [`${begin} ${kept.join(", ")}`])];
	if (all.length > 1 && indent.trim() !== "") return [];
	const said = `Wrote \`${lines.join("; ")}\`: \`${shown(text)}\` fails.`;
	return [{ from: node.from, to: node.to, text: all.join(`\n${indent}`), said }];
}

/** Annotations are texts with `from __future__ import annotations`. */
function isNeverRead({ source }: Program, node: Node): boolean {
	return /__future__\s+import\s+annotations/.test(source) && within(node, ({ name }) => name === "TypeDef");
}

function undefinedName(name: string, known: readonly string[]): string {
	const near = closestTo(
		name,
		known.filter((one) => one.length > 2),
	);
	return `the name '${shown(name)}' is never defined${near === undefined ? "" : `; the closest is '${shown(near)}'`}`;
}

function definesUnseen({ source, nodes, magics, broken }: Program): boolean {
	return (
		broken !== undefined ||
		UNSEEN.test(source) ||
		magics.some(({ text }) => !HARMLESS.test(text)) ||
		nodes.some((node) => node.name === "ImportStatement" && node.lastChild?.name === "*")
	);
}

/** All names that a program binds, in whatever scope. */
export function boundNames(program: Program): readonly string[] {
	return program.nodes
		.filter((node) => node.name === "VariableName" && roleOf(program, node) === "binds")
		.map((node) => textOf(program.source, node));
}

export function roleOf({ source }: Program, node: Node): Role {
	const { parent, prevSibling: before, nextSibling: after } = node;
	switch (parent?.name) {
		case "ImportStatement":
			return importRole(node);
		case "FunctionDefinition":
		case "ClassDefinition":
		case "TypeParam":
		case "ScopeStatement":
		case "CapturePattern":
		case "MappingPattern":
			return "binds";
		case "TypeDefinition":
			return before?.name === "type" ? "binds" : "uses";
		case "ParamList":
			return before?.name === "AssignOp" ? "uses" : "binds";
		case "AsPattern":
		case "WithStatement":
		case "TryStatement":
			return before?.name === "as" ? "binds" : "uses";
		case "KeywordPattern":
			return "neither";
		case "Decorator":
			return before?.name === "." ? "neither" : "uses";
		case "UpdateStatement":
		case "DeleteStatement":
			return "uses";
		case "ArgList":
			if (after?.name === "AssignOp" && spanOf(source, after) === "=") return "neither";
	}
	return isTarget(node) && !within(node, ({ name }) => name === "DeleteStatement") ? "binds" : "uses";
}

/** Of `import a.b as c` only `c` is bound, of `import a.b` only `a`. */
function importRole({ prevSibling: before, nextSibling: after, parent }: Node): Role {
	if (before?.name === "as") return "binds";
	if (before?.name === "." || before?.name === "from" || after?.name === "as") return "neither";
	if (after?.name === "." && hasAlias(after)) return "neither";
	return parent?.firstChild?.name === "from" && /^import$/.test(after?.name ?? "") ? "neither" : "binds";
}

function hasAlias(dot: Node): boolean {
	for (let next: Node | null = dot; next !== null && next.name !== ","; next = next.nextSibling)
		if (next.name === "as") return true;
	return false;
}

/** What follows the name's dot, `()` where it is called, "" where it is used in another way. */
function useOf({ source }: Program, { parent, prevSibling, nextSibling: dot }: Node): string {
	if (parent?.name === "CallExpression" && prevSibling === null) return "()";
	if (parent?.name === "Decorator" && dot?.name !== ".") return "()";
	const isBase = parent?.name === "MemberExpression" || parent?.name === "Decorator";
	return isBase && dot?.name === "." ? textOf(source, dot.nextSibling) : "";
}

/** Imports stand before the first statement, but after a docstring and imports from `__future__`. */
export function importsAt({ source, nodes }: Program, lines: readonly string[]): Edit[] {
	const statements = children(nodes[0] ?? null).filter(({ name }) => name !== "Comment");
	const first = statements.find((statement, at) => {
		const isDocstring =
			at === 0 && /^ExpressionStatement$/.test(statement.name) && statement.firstChild?.name === "String";
		return !isDocstring && !/^from\s+__future__\b/.test(spanOf(source, statement));
	});
	if (first === undefined || lines.length === 0) return [];
	const end = source.includes("\r\n") ? "\r\n" : "\n";
	const at = source.lastIndexOf("\n", first.from - 1) + 1;
	return [...new Set(lines)].map((line) => ({ from: at, to: at, text: line + end, said: `Added \`${line}\`.` }));
}
