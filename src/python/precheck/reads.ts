// Reads of files: the calls that read them, and the arguments without which a file would be read wrongly.

import type { FileProfile } from "../../core/domain.ts";
import { type Argument, argumentsOf, type Node, spanOf, textOf } from "../tree.ts";
import { appended, type Edit, isQuotable, shown } from "./edits.ts";
import { calleeOf, literalOf, type Program } from "./program.ts";

const READERS =
	/^(read_(csv|excel|json|parquet|table|feather|fwf|html|xml)|scan_(csv|parquet|ndjson)|ExcelFile|loadtxt|genfromtxt|load_workbook|open)$/;
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
	const { encoding = "utf-8", delimiter = ",", skip = 0, arguments: more = [] } = profile;
	// A profile comes out of the Sandbox: nothing else in it may become code.
	const isSafe = /^[\w-]{1,20}$/.test(encoding) && /^[^\w"'\\\r\n]$/.test(delimiter) && Number.isSafeInteger(skip);
	if (!isSafe) return [];
	if (!/^utf-?8(-sig)?$/i.test(encoding) && !given.has("encoding") && !TRIES.test(source))
		added.push(`encoding="${encoding}"`);
	if (!isPandas) return added;
	if (delimiter !== "," && !given.has("sep") && !given.has("delimiter") && !mentions(program, delimiter))
		added.push(`sep="${delimiter === "\t" ? "\\t" : delimiter}"`);
	const skips = more.find((one) => one.startsWith("skiprows=")) ?? (skip > 0 ? `skiprows=${skip}` : "");
	const skipsMore = skips !== "" && skips !== `skiprows=${skip}`;
	if (
		skips !== "" &&
		!["skiprows", "header", "names", "comment"].some((name) => given.has(name)) &&
		(skip === 0 ||
			wantsHeader(
				program,
				(profile.columns ?? []).map(({ name }) => name),
			)) &&
		!(skipsMore && (given.has("nrows") || DROPS.test(source)))
	)
		added.push(skips);
	const marks = [profile.decimal === "," ? ['decimal=","'] : [], THOUSANDS.get(profile.thousands ?? "") ?? []].flat();
	for (const { argument, unless, sees } of OTHERS) {
		const found = [...more, ...marks].filter((one) => argument.test(one));
		if (!unless.some((name) => given.has(name)) && sees?.test(source) !== true) added.push(...found);
	}
	if (!given.has("dtype") && !given.has("converters")) added.push(...idsIn(program, profile));
	return added;
}

const LONGEST_ID = 80;

/** Long ids that the program names are read as text: as numbers some would be rounded. */
function idsIn(program: Program, { columns = [] }: FileProfile): readonly string[] {
	// It compares them with numbers.
	if (program.nodes.some((node) => node.name === "Number" && node.to - node.from > 15)) return [];
	const ids = columns.filter(({ notes = [] }) =>
		notes.some((note) => /^ids of \d+ digits, to be kept as text/.test(note)),
	);
	const named = new Set(program.nodes.flatMap((node) => literalOf(program, node) ?? []));
	const used = ids
		.map(({ name }) => name)
		.filter((name) => named.has(name) && name.length <= LONGEST_ID && isQuotable(name));
	return used.length === 0 ? [] : [`dtype={${used.map((name) => `"${name}": str`).join(", ")}}`];
}

/** The program takes rows away itself, perhaps those below the header. */
const DROPS = /\b(iloc|tail|skiprows)\b|\bheader\s*=|\.drop\((?!\s*columns)|\[\d+:/;

/** Arguments that change nothing for a program that needs none of them: `unless` it gives one of these, or `sees` to it itself. */
const OTHERS: readonly { readonly argument: RegExp; readonly unless: readonly string[]; readonly sees?: RegExp }[] = [
	{ argument: /^(quoting|escapechar)=/, unless: ["quoting", "quotechar", "escapechar", "on_bad_lines"] },
	{
		argument: /^(index_col|usecols)=/,
		unless: ["index_col", "usecols", "names", "header", "on_bad_lines"],
		sees: /\bread_csv\([^\n]*\)\s*\.reset_index\b|\.columns\s*=|\bset_axis\b/,
	},
	{
		argument: /^(keep_default_na|na_values)=/,
		unless: ["keep_default_na", "na_values", "na_filter", "converters"],
		sees: /\b((is|not)(na|null)|fillna|dropna)\b/,
	},
	{ argument: /^(engine=|on_bad_lines=lambda )/, unless: ["engine", "on_bad_lines", "names", "header", "low_memory"] },
	{ argument: /^nrows=/, unless: ["nrows", "skiprows", "skipfooter", "chunksize", "iterator", "header", "names"] },
	{ argument: /^encoding_errors=/, unless: ["encoding_errors"], sees: TRIES },
	{
		argument: /^(decimal|thousands)=/,
		unless: ["decimal", "thousands", "dtype", "converters"],
		sees: /\.(str|replace|apply|map|transform)\b|\blambda\b/,
	},
];

/** A profile comes out of the Sandbox: nothing else in it may become code. */
const THOUSANDS = new Map([",", ".", " ", "'"].map((mark) => [mark, `thousands="${mark}"`]));

/** What the profile says of rows of totals, or of parts of the row above, with the line that leaves them out. */
export function totalsNote({ notes }: FileProfile): string | undefined {
	return notes.find((one) => /\btotals?\b|\bparts? of the row above\b/.test(one) && one.includes(": df = df["));
}

/** The totals of the file would be counted with what they add up: what the profile says of them, unless the program seems to leave them out. */
export function totalsIn({ source, nodes }: Program, { reader }: Read, profile: FileProfile): string | undefined {
	const { totals } = profile;
	const note = totalsNote(profile);
	if (totals === undefined || note === undefined || !/^read_(csv|excel|table)$/.test(reader)) return undefined;
	// In a comment it is only spoken of.
	const texts = nodes.flatMap((node) => (node.name === "String" ? [spanOf(source, node)] : []));
	const names = (label: string) => label.trim() !== "" && texts.some((text) => text.includes(label.trim()));
	const sees = totals.some(names) || LEAVES_OUT.test(source);
	return sees || !COMPUTES.test(source) ? undefined : note;
}

const LEAVES_OUT = /\b(notna|notnull|dropna|skipfooter|nrows|iloc|isin|contains|startswith|query)\b|\.drop\(|\[:-\d/;
const COMPUTES =
	/\.(sum|mean|median|std|max|min|agg|aggregate|groupby|pivot_table|nlargest|nsmallest|describe|resample|plot|sort_values|value_counts|cumsum|corr|hist)\b/;

/** `added` are the arguments that the call lacks. */
export function asProfileSays(
	program: Program,
	read: Read,
	name: string,
	profile: FileProfile,
	added: readonly string[],
): Edit[] {
	if (added.length === 0) return [];
	const { encoding, orEncoding } = profile;
	const likes = orEncoding !== undefined && added[0]?.startsWith("encoding=");
	const why = likes ? `; its encoding looks like ${encoding} or ${orEncoding}` : "";
	const said = `Added ${listed(added.map((one) => `\`${one}\``))}, as \`${shown(name)}\` needs${why}.`;
	return appended(program.source, read.call, added.join(", "), said);
}

function listed(parts: readonly string[]): string {
	return parts.length < 3 ? parts.join(" and ") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** Whether the program has this text: then it deals with the delimiter itself. */
function mentions(program: Program, text: string): boolean {
	return program.nodes.some((node) => literalOf(program, node) === text);
}

/** Whether it uses a name of the true header, and none that pandas makes up if the header is missed. */
export function wantsHeader(program: Program, columns: readonly string[]): boolean {
	const names = new Set(columns);
	const used = program.nodes.flatMap((node) => literalOf(program, node) ?? []);
	return used.some((text) => names.has(text)) && !used.some((text) => text.startsWith("Unnamed:") && !names.has(text));
}
