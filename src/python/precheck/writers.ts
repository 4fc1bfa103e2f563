// Writers of tables whose file name has the ending of another format: pandas refuses it, or makes a file that does not open by its name.

import { argumentsOf, type Node, spanOf, textOf } from "../tree.ts";
import { type CheckResult, type Edit, type Fault, shown } from "./edits.ts";
import { calleeOf, literalOf, type Program, requote, within } from "./program.ts";
import { assigned } from "./reads.ts";

const FORMATS: Readonly<Record<string, string>> = {
	csv: "csv",
	tsv: "csv",
	txt: "text",
	json: "json",
	xlsx: "excel",
	xlsm: "excel",
	xls: "old excel",
	parquet: "parquet",
	html: "html",
	pdf: "pdf",
};
/** Readers of tab-separated text open it under these names. */
const ANY_TEXT = /^(csv|text|old excel)$/;
const WRITERS: Readonly<Record<string, { readonly format: string; readonly ending: string }>> = {
	to_excel: { format: "excel", ending: "xlsx" },
	ExcelWriter: { format: "excel", ending: "xlsx" },
	to_csv: { format: "csv", ending: "csv" },
	write_csv: { format: "csv", ending: "csv" },
	to_json: { format: "json", ending: "json" },
	to_parquet: { format: "parquet", ending: "parquet" },
	to_pickle: { format: "pickle", ending: "pkl" },
	to_html: { format: "html", ending: "html" },
	write_parquet: { format: "parquet", ending: "parquet" },
};
const WRITER_OF: Readonly<Record<string, string>> = {
	csv: "to_csv",
	json: "to_json",
	excel: "to_excel",
	parquet: "to_parquet",
};
const PATH = /^(excel_writer|path|path_or_buf|file|)$/;

/** `asked` is the request. */
export function checkWriters(program: Program, asked: string, names: readonly string[]): CheckResult {
	const edits: Edit[] = [];
	const faults: Fault[] = [];
	const request = names.reduce((text, name) => text.replaceAll(name, " "), asked);
	for (const node of program.nodes) {
		const written = node.name === "CallExpression" ? writtenBy(program, node) : undefined;
		if (written === undefined) continue;
		const { writer, literal, path, ending } = written;
		const right = WRITERS[writer];
		if (right === undefined) continue;
		const better = `${path.slice(0, -ending.length)}${right.ending}`;
		const text = requote(program, literal, better);
		const isMeant =
			right.format === "excel" && !isNamed(request, path, ending) && isOnlyWritten(program, node, written);
		if (isMeant && text !== undefined) {
			const said = `Wrote \`${shown(better)}\`: ${writer}() cannot write \`${shown(path)}\`.`;
			edits.push({ from: literal.from, to: literal.to, text, said });
		} else faults.push({ at: literal.from, what: wrongEnding(writer, path, right.ending, ending) });
	}
	return { edits, faults };
}

function wrongEnding(writer: string, path: string, right: string, ending: string): string {
	const other = WRITER_OF[FORMATS[ending.toLowerCase()] ?? ""];
	const or = other === undefined ? "" : `, or write it with ${other}()`;
	return `${writer}() writes another format than '${shown(path)}' says: end the name in .${right}${or}`;
}

interface Written {
	readonly writer: string;
	readonly path: string;
	/** Without the point. */
	readonly ending: string;
	readonly literal: Node;
	/** The name that stands for the path, if any. */
	readonly variable: string | undefined;
}

function writtenBy(program: Program, call: Node): Written | undefined {
	const { source } = program;
	const { on, name } = calleeOf(program, call);
	const right = Object.hasOwn(WRITERS, name) ? WRITERS[name] : undefined;
	if (right === undefined || on === undefined || within(call, (up) => up.name === "TryStatement")) return undefined;
	const args = argumentsOf(source, call);
	const first = args[0] !== undefined && PATH.test(args[0].keyword) ? args[0].node : undefined;
	const variable = first?.name === "VariableName" ? textOf(source, first) : undefined;
	const literal = variable === undefined ? first : assigned(program, variable);
	const path = literalOf(program, literal);
	if (literal === undefined || path === undefined) return undefined;
	const ending = /\.(\w{2,7})$/.exec(path)?.[1] ?? "";
	const format = FORMATS[ending.toLowerCase()];
	// An engine or a separator shows that the author knows about the format.
	const knows = spanOf(source, call).includes("**") || args.some(({ keyword }) => /^(engine|sep|mode)$/.test(keyword));
	if (format === undefined || format === right.format || knows) return undefined;
	return right.format === "csv" && ANY_TEXT.test(format)
		? undefined
		: { writer: name, path, ending, literal, variable };
}

/** The request names this file, or its format and not Excel. */
function isNamed(request: string, path: string, ending: string): boolean {
	const text = request.toLowerCase();
	const base = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
	return text.includes(base) || (text.includes(ending.toLowerCase()) && !/excel|xlsx/.test(text));
}

/** Nothing else in the program names the file, but for what is printed. */
function isOnlyWritten(program: Program, call: Node, { literal, path, variable }: Written): boolean {
	const { source, nodes } = program;
	const base = path.slice(path.lastIndexOf("/") + 1);
	if (source.split(base).length !== 2) return false;
	if (variable === undefined) return true;
	const uses = nodes.filter((node) => node.name === "VariableName" && textOf(source, node) === variable);
	return uses.every(
		(use) =>
			use.to <= literal.from ||
			(call.from <= use.from && use.to <= call.to) ||
			within(use, (up) => up.name === "CallExpression" && calleeOf(program, up).name === "print"),
	);
}
