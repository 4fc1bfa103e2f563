// Statements of a program in a form in which two programs can be compared: without comments and blanks, names by their place.

import { children, type Node, nodesOf, textOf } from "../../tree.ts";
import { boundNames } from "../names.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";

/** What runs one after the other. What only catches, or only asks whether a column is there before it complains, is looked through. */
export function flatStatements(program: Program): readonly Node[] {
	return flat(program, children(program.nodes[0] ?? null));
}

function flat(program: Program, statements: readonly Node[]): readonly Node[] {
	return statements.flatMap((statement): readonly Node[] => {
		if (statement.name === "Comment" || statement.name === "AssertStatement") return [];
		if (statement.name === "ScriptStatement") return flat(program, children(statement));
		if (statement.name === "TryStatement") {
			const [body, ...handlers] = bodiesOf(statement);
			return body !== undefined && handlers.length > 0 && handlers.every((one) => complains(program, one))
				? flat(program, statementsIn(body))
				: [statement];
		}
		if (statement.name === "IfStatement") {
			const [body, ...others] = bodiesOf(statement);
			const [other] = others;
			if (body === undefined || others.length > 1 || !LOOKS.test(headOf(program, statement))) return [statement];
			if (complains(program, body)) return other === undefined ? [] : flat(program, statementsIn(other));
			return other !== undefined && complains(program, other) ? flat(program, statementsIn(body)) : [statement];
		}
		return [statement];
	});
}

/** Asks whether a name, a column or a file is there. */
const LOOKS =
	/\b(not )?in\b.*(\.columns|\.keys|\.index|locals|globals|\bdf\w*|names|cols)\b|\b(exists|isfile|hasattr)\(/;

function headOf({ source }: Program, statement: Node): string {
	const body = statement.getChild("Body");
	return body === null ? "" : source.slice(statement.from, body.from);
}

function bodiesOf(statement: Node): readonly Node[] {
	return children(statement).filter(({ name }) => name === "Body");
}

function statementsIn(body: Node): readonly Node[] {
	return children(body).filter(({ name }) => name !== ":");
}

/** It says something or raises, and does nothing else. */
function complains(program: Program, body: Node): boolean {
	const does = statementsIn(body).filter(({ name }) => name !== "Comment");
	return does.length > 0 && does.some((one) => speaks(program, one)) && does.every((one) => isIdle(program, one));
}

function speaks(program: Program, node: Node): boolean {
	return isPrint(program, node) || node.name === "RaiseStatement" || isExit(program, node);
}

function isIdle(program: Program, node: Node): boolean {
	return speaks(program, node) || /^(Pass|Return)Statement$/.test(node.name);
}

export function isPrint(program: Program, node: Node): boolean {
	const call = node.name === "ExpressionStatement" ? node.firstChild : null;
	return call?.name === "CallExpression" && calleeOf(program, call).name === "print";
}

export function isExit({ source }: Program, node: Node): boolean {
	const call = node.name === "ExpressionStatement" ? node.firstChild : null;
	return call?.name === "CallExpression" && /^(sys\.exit|exit|quit|os\._exit)$/.test(textOf(source, call.firstChild));
}

/** Each with its names as they are, and with the names that the program binds numbered in their order. */
export function normalForms(
	program: Program,
	statements: readonly Node[],
	names: "as they are" | "numbered",
): readonly string[] {
	const own =
		names === "numbered" ? new Set(boundNames(program).filter((name) => !isImported(program, name))) : new Set();
	const places = new Map<string, number>();
	return statements.map((statement) => {
		const leaves = nodesOf(statement).filter((node) => isLeaf(node) && !isLeaf(node.parent));
		const parts = leaves.flatMap((node, at) => {
			if (node.name === "Comment" || node.type.isError) return [];
			// A comma before a closing bracket says nothing.
			if (node.name === "," && /^[)\]}]$/.test(leaves[at + 1]?.name ?? "")) return [];
			const text = literalOf(program, node);
			if (text !== undefined) return [JSON.stringify(text)];
			const name = textOf(program.source, node);
			// Its names follow as leaves of their own.
			if (node.name === "FormatString")
				return [name.replace(/[\p{L}_][\p{L}\p{N}_]*/gu, (word) => (own.has(word) ? "$" : word))];
			if (node.name !== "VariableName" || !own.has(name) || isKeyword(node)) return [name];
			places.set(name, places.get(name) ?? places.size);
			return [`$${places.get(name)}`];
		});
		return parts.join(" ");
	});
}

/** A text is one piece, whatever stands in it. */
function isLeaf(node: Node | null): boolean {
	return node !== null && (node.firstChild === null || /^(Format)?String$/.test(node.name));
}

function isKeyword(node: Node): boolean {
	return node.parent?.name === "ArgList" && node.nextSibling?.name === "AssignOp";
}

function isImported({ source, nodes }: Program, name: string): boolean {
	return nodes.some(
		(node) => node.name === "VariableName" && node.parent?.name === "ImportStatement" && textOf(source, node) === name,
	);
}
