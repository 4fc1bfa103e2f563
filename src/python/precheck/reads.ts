// Reads of files: the calls that read them, and the arguments without which a file would be read wrongly.

import type { FileProfile } from "../../core/domain.ts";
import { type Argument, argumentsOf, type Node, spanOf, textOf } from "../tree.ts";
import { type Edit, shown } from "./edits.ts";
import { calleeOf, literalOf, type Program } from "./program.ts";

const READERS =
	/^(read_(csv|excel|json|parquet|table|feather|fwf)|scan_(csv|parquet|ndjson)|ExcelFile|loadtxt|genfromtxt|load_workbook|open)$/;
const PATH = /^(filepath_or_buffer|path_or_buf|path|io|file|fname|source|filename)$/;

/** The program tries encodings itself. */
const TRIES = /UnicodeDecodeError|UnicodeError|\bencodings?\b/;

/** A call that reads a file whose path is a literal, in the call or in the only assignment of a name. */
export interface Read {
	readonly call: Node;
	readonly reader: string;
	/** What the reader is called on, e.g. `pd`; "" for a bare name. */
	readonly on: string;
	readonly args: readonly Argument[];
	readonly literal: Node;
	readonly path: string;
}

const known = new WeakMap<Program, readonly Read[]>();

export function readsOf(program: Program): readonly Read[] {
	const reads = known.get(program) ?? findReads(program);
	known.set(program, reads);
	return reads;
}

function findReads(program: Program): readonly Read[] {
	const { source, nodes } = program;
	const calls = nodes.filter((node) => node.name === "CallExpression" && READERS.test(calleeOf(program, node).name));
	return calls.flatMap((call): Read[] => {
		const { on, name } = calleeOf(program, call);
		if (name === "open" && (on !== undefined || !readsText(program, call))) return [];
		const args = argumentsOf(source, call);
		const given = (args.find(({ keyword }) => PATH.test(keyword)) ?? args.find(({ keyword }) => keyword === ""))?.node;
		const literal = given?.name === "VariableName" ? assigned(program, textOf(source, given)) : given;
		const path = literalOf(program, literal);
		if (literal === undefined || path === undefined || path === "") return [];
		return [{ call, reader: name, on: textOf(source, on ?? null), args, literal, path }];
	});
}

function modeOf(program: Program, call: Node): string | undefined {
	const args = argumentsOf(program.source, call);
	const mode = args.find(({ keyword }) => keyword === "mode") ?? args.filter(({ keyword }) => keyword === "")[1];
	return mode === undefined ? "r" : literalOf(program, mode.node);
}

export function readsText(program: Program, call: Node): boolean {
	return /^r[bt]*$/.test(modeOf(program, call) ?? "");
}

/** The literal that a name stands for, if it never stands for anything else. */
export function assigned({ source, nodes }: Program, name: string): Node | undefined {
	const bound = nodes.filter(
		(node) => node.name === "VariableName" && textOf(source, node) === name && node.parent?.name !== "ArgList",
	);
	const targets = bound.filter(
		({ parent, nextSibling }) =>
			(parent?.name === "AssignStatement" && nextSibling !== null) ||
			/^(ForStatement|With|Try|Update|Param|Named|Function|Import|Scope|.*Pattern|.*Comprehension)/.test(
				parent?.name ?? "",
			),
	);
	const [only, more] = targets;
	if (more !== undefined || only?.parent?.name !== "AssignStatement" || only.prevSibling !== null) return undefined;
	const value = only.nextSibling?.nextSibling;
	return only.nextSibling?.name === "AssignOp" && value?.nextSibling === null && value.name === "String"
		? value
		: undefined;
}

/** `encoding="gb18030"`, `sep=";"`, `skiprows=3`: what the profile says and the call does not. */
export function addedTo(program: Program, { call, reader, on, args }: Read, profile: FileProfile): readonly string[] {
	const { source } = program;
	const given = new Set(args.map(({ keyword }) => keyword));
	const positional = args.filter(({ keyword }) => keyword === "").length;
	const isPandas = reader === "read_csv" && !/^(pl|polars)$/.test(on);
	const isText = reader === "open" && /^rt?$/.test(modeOf(program, call) ?? "");
	if (!(isPandas || isText) || positional > 1 || spanOf(source, call).includes("**")) return [];
	const added: string[] = [];
	const { encoding = "utf-8", delimiter = ",", skip = 0 } = profile;
	// A profile comes out of the Sandbox: nothing else in it may become code.
	const isSafe = /^[\w-]{1,20}$/.test(encoding) && /^[,;|:\t ]$/.test(delimiter) && Number.isSafeInteger(skip);
	if (!isSafe) return [];
	if (!/^utf-?8(-sig)?$/i.test(encoding) && !given.has("encoding") && !TRIES.test(source))
		added.push(`encoding="${encoding}"`);
	if (!isPandas) return added;
	if (delimiter !== "," && !given.has("sep") && !given.has("delimiter") && !mentions(program, delimiter))
		added.push(`sep="${delimiter === "\t" ? "\\t" : delimiter}"`);
	if (
		skip > 0 &&
		!["skiprows", "header", "names", "comment"].some((name) => given.has(name)) &&
		wantsHeader(program, profile)
	)
		added.push(`skiprows=${skip}`);
	return added;
}

export function asProfileSays(program: Program, read: Read, name: string, profile: FileProfile): Edit[] {
	const added = addedTo(program, read, profile);
	const end = read.call.to - 1;
	if (added.length === 0 || program.source[end] !== ")") return [];
	const before = program.source.slice(read.call.from, end).trimEnd();
	const from = read.call.from + before.length;
	const text = `${before.endsWith(",") ? " " : ", "}${added.join(", ")}`;
	const said = `Added ${added.map((one) => `\`${one}\``).join(" and ")}, as \`${shown(name)}\` needs.`;
	return [{ from, to: from, text, said }];
}

/** Whether the program has this text: then it deals with the delimiter itself. */
function mentions(program: Program, text: string): boolean {
	return program.nodes.some((node) => literalOf(program, node) === text);
}

/** Whether it uses a name of the true header, and none that pandas makes up if the header is missed. */
function wantsHeader(program: Program, { columns = [] }: FileProfile): boolean {
	const names = new Set(columns.map(({ name }) => name));
	const used = program.nodes.flatMap((node) => literalOf(program, node) ?? []);
	return used.some((text) => names.has(text)) && !used.some((text) => text.startsWith("Unnamed:") && !names.has(text));
}
