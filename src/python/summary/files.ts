// Files that a program reads and writes, and their formats.

import type { Node } from "../tree.ts";
import type { Call, Context } from "./context.ts";
import { type Frame, table, textIn, texts, type Value } from "./values.ts";

const FORMATS: Readonly<Record<string, string>> = {
	csv: "csv",
	tsv: "csv",
	txt: "text",
	log: "text",
	md: "text",
	xlsx: "excel",
	xls: "excel",
	xlsm: "excel",
	json: "json",
	jsonl: "json",
	ndjson: "json",
	parquet: "parquet",
	pq: "parquet",
	feather: "feather",
	arrow: "feather",
	pkl: "pickle",
	html: "html",
	xml: "xml",
	png: "png",
	jpg: "jpeg",
	jpeg: "jpeg",
	svg: "svg",
	pdf: "pdf",
	db: "sql",
	sqlite: "sql",
	zip: "zip",
};

export function formatOf(path: string, otherwise = "file"): string {
	const ending = /\.([a-z]+)(?:\.(?:gz|bz2|zip|xz|zst))?$/i.exec(path)?.[1]?.toLowerCase() ?? "";
	return FORMATS[ending] ?? otherwise;
}

/** The path that a text, a Path, an opened file or a name for one stands for; "": not known. */
export function pathIn(value: Value | undefined): string {
	const path = value?.is === "file" ? value.path : (textIn(value) ?? "");
	return path.replace(/^\.\//, "").slice(0, 200);
}

const READERS: Readonly<Record<string, string>> = {
	csv: "csv",
	table: "csv",
	fwf: "text",
	excel: "excel",
	json: "json",
	ndjson: "json",
	parquet: "parquet",
	feather: "feather",
	ipc: "feather",
	pickle: "pickle",
	html: "html",
	xml: "xml",
	orc: "orc",
	csv_auto: "csv",
	json_auto: "json",
	ndjson_auto: "json",
	xlsx: "excel",
	text: "text",
};

/** `read_csv`, `scan_parquet`, `read_csv_auto`. */
export function readerFormat(name: string): string | undefined {
	const format = /^(?:read|scan)_(\w+)$/.exec(name)?.[1] ?? "";
	return READERS[format];
}

export function readFile(context: Context, call: Call, format: string): Frame {
	const { at, arg } = call;
	const given = arg("filepath_or_buffer", "path_or_buf", "path", "io", "source", 0);
	const many = given?.is === "list" ? given.items : [given];
	const frames = many.slice(0, 20).map((one) => context.read(at, { path: pathIn(one), format }));
	const [facts = context.read(at, { path: "", format })] = frames;
	for (const name of texts(arg("usecols", "columns"))) facts.sources[0]?.columns.add(name);
	const index = texts(arg("index_col"));
	facts.index = index.filter((name) => !/^\d+$/.test(name));
	if (/^https?:/.test(pathIn(given))) context.emit(at, { kind: "connects", what: pathIn(given).slice(0, 80) });
	const rows = arg("nrows", "n_rows");
	if (rows?.is === "number")
		context.emit(at, {
			kind: "keeps",
			how: "first",
			columns: [],
			values: [],
			rows: rows.number,
			text: `nrows=${rows.number}`,
		});
	return table(facts);
}

/** `to_csv`, `write_parquet`; without a path, the text is only returned. */
export function writtenAs(name: string): string | undefined {
	const format =
		/^(?:to|write|sink)_(csv|excel|parquet|json|ndjson|feather|pickle|html|xml|markdown|latex|ipc|orc|stata)$/.exec(
			name,
		)?.[1];
	if (format === undefined) return undefined;
	return { ndjson: "json", ipc: "feather", markdown: "text", latex: "text" }[format] ?? format;
}

const TARGET = ["path_or_buf", "excel_writer", "path", "buf", "file", "workbook", "fname", "filename", 0] as const;

export function writeFile(context: Context, { at, arg, positional }: Call, format: string): void {
	const target = arg(...TARGET);
	const isShown = target === undefined || (target.is === "name" && target.name === "None");
	if (isShown && positional.length === 0) return;
	wrote(context, at, { file: pathIn(target), format });
}

export function wrote(
	context: Context,
	at: Node,
	{ file, format }: { readonly file: string; readonly format: string },
): void {
	context.emit(at, { kind: "writes", file, format: file === "" ? format : formatOf(file, format) });
}

export function saveFigure(context: Context, { at, arg }: Call): void {
	const file = pathIn(arg("fname", "filename", "file", 0));
	context.emit(at, { kind: "writes", file, format: formatOf(file, "png") });
}
