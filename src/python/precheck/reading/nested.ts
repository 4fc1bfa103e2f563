// Nested lists in JSON: a program that uses the keys of the objects in such a list reads the table of those objects, by the code on the card, which was run there.

import type { FileProfile } from "../../../core/domain.ts";
import type { KnownFile } from "../../../core/ports.ts";
import { argumentsOf, children, type Node, nodesOf, parsed, spanOf, textOf, unquoted } from "../../tree.ts";
import { type CheckResult, type Edit, shown } from "../edits.ts";
import { calleeOf, literalOf, onlyValueOf, type Program } from "../program.ts";

/** The program sees to the list itself, or goes through its records. */
const TREATS = /\b(json_normalize|explode|apply|lambda|iterrows|itertuples|pd\.concat)\b|\bfor\b/;

export function checkNested(program: Program, files: readonly KnownFile[]): CheckResult {
	const edits = TREATS.test(program.source)
		? []
		: program.nodes.flatMap((node) => (node.name === "AssignStatement" ? (tableIn(program, node, files) ?? []) : []));
	const lists = program.nodes.flatMap((node) => listTaken(program, node, files) ?? []);
	// More than one table would have to be joined again.
	return { edits: edits.length === 1 ? edits : lists, faults: [] };
}

/** `pd.json_normalize(df["items"])` of lists, which it refuses. */
function listTaken(program: Program, node: Node, files: readonly KnownFile[]): Edit | undefined {
	if (node.name !== "CallExpression" || calleeOf(program, node).name !== "json_normalize") return undefined;
	const [base, bracket, literal, end] = children(argumentsOf(program.source, node)[0]?.node ?? null);
	if (base?.name !== "VariableName" || bracket?.name !== "[" || end?.name !== "]") return undefined;
	const name = literalOf(program, literal);
	const value = onlyValueOf(program, textOf(program.source, base));
	const file = files.find(
		(one) => value !== undefined && one.profile !== undefined && reads(program, value, one.name, one.profile),
	);
	const column = file?.profile?.columns?.find((one) => one.name === name);
	const list =
		column === undefined || file === undefined ? undefined : listOf(column.notes ?? [], column.name, file.name);
	if (list === undefined || file === undefined) return undefined;
	const keys = list.keys.slice(0, 6).map((key) => `\`${shown(key)}\``);
	const said = `Read \`${shown(list.name)}\` of \`${shown(file.name)}\` as a table: it holds ${keys.join(", ")}.`;
	return { from: node.from, to: node.to, text: list.code, said };
}

function tableIn(program: Program, statement: Node, files: readonly KnownFile[]): Edit | undefined {
	const { source } = program;
	const [target, , value, more] = children(statement);
	if (target?.name !== "VariableName" || value === undefined || more !== undefined) return undefined;
	const file = files.find(({ name, profile }) => profile !== undefined && reads(program, value, name, profile));
	const profile = file?.profile;
	if (file === undefined || profile === undefined) return undefined;
	const used = new Set(
		program.nodes.flatMap((node) => {
			const isAttribute = node.name === "PropertyName" && node.parent?.parent?.name !== "CallExpression";
			return isAttribute ? [textOf(source, node)] : (literalOf(program, node) ?? []);
		}),
	);
	const { columns = [] } = profile;
	const lists = columns.flatMap((column) => listOf(column.notes ?? [], column.name, file.name) ?? []);
	const [only, other] = lists;
	if (only === undefined || other !== undefined || used.has(only.name)) return undefined;
	const top = columns.map(({ name }) => name);
	const inner = only.keys.filter((key) => used.has(key) && !top.includes(key));
	// A number of the record would stand beside each of its objects, and be added up as often.
	const isRepeated = columns.some(({ name, type }) => used.has(name) && /^(int|float)$/.test(type));
	if (inner.length === 0 || isRepeated) return undefined;
	const needsJson = !/\bjson\s*\./.test(source) && !/\bimport json\b/.test(source);
	const indent = /[^\n]*$/.exec(source.slice(0, statement.from))?.[0] ?? "";
	if (needsJson && indent !== "") return undefined;
	const said = `Read \`${shown(only.name)}\` of \`${shown(file.name)}\` as a table: it holds ${inner.map((key) => `\`${shown(key)}\``).join(", ")}.`;
	return needsJson
		? { from: statement.from, to: value.to, text: `import json\n${textOf(source, target)} = ${only.code}`, said }
		: { from: value.from, to: value.to, text: only.code, said };
}

/** `pd.read_json("orders.json")`, or the call that the card gives for the whole file. */
function reads(program: Program, value: Node, name: string, { format, read = "" }: FileProfile): boolean {
	if (!/^json/.test(format) || value.name !== "CallExpression") return false;
	const plain = (code: string) => code.replaceAll("'", '"').replace(/\s+/g, "");
	const card = read.slice(read.indexOf("df = ") + "df = ".length);
	if (read !== "" && plain(spanOf(program.source, value)) === plain(card)) return true;
	const [path] = argumentsOf(program.source, value);
	return calleeOf(program, value).name === "read_json" && path !== undefined && literalOf(program, path.node) === name;
}

/** From the note of the column: `lists of objects with name, qty, 129 in all: pd.json_normalize(...)`. */
function listOf(notes: readonly string[], name: string, file: string) {
	const found = /^lists of objects with (.+), [\d,]+ in all: (pd\.json_normalize\(.+\))$/u.exec(notes[0] ?? "");
	const [, keys = "", code = ""] = found ?? [];
	return found !== null && isSafe(code, file) ? { name, keys: keys.split(", "), code } : undefined;
}

const NODES =
	/^(Script|ExpressionStatement|CallExpression|MemberExpression|ArgList|PropertyName|VariableName|String|ArrayExpression|ArrayComprehensionExpression|AssignOp|[^A-Za-z]+|for|in)$/;
const NAMES = /^(pd|json_normalize|json|loads?|open|line|encoding|meta|errors)$/;

/** It comes out of the Sandbox: only the reading of this very file may become code. */
function isSafe(code: string, file: string): boolean {
	if (code.length > 400 || /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(code)) return false;
	const nodes = nodesOf(parsed(code));
	const opened = nodes.filter((node) => node.name === "CallExpression" && textOf(code, node.firstChild) === "open");
	const isOfFile = opened.every((call) => {
		const [path, ...more] = argumentsOf(code, call);
		const isNamed = path?.node.name === "String" && unquoted(spanOf(code, path.node)) === file;
		return isNamed && path.keyword === "" && more.every(({ keyword }) => keyword === "encoding");
	});
	return (
		opened.length === 1 &&
		isOfFile &&
		nodes.every(
			(node) =>
				!node.type.isError &&
				NODES.test(node.name) &&
				(!/^(VariableName|PropertyName)$/.test(node.name) || NAMES.test(textOf(code, node))),
		)
	);
}
