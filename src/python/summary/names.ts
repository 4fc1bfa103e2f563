// Functions of modules and builtins: readers, joins, drawing, and what is computed without a table's method.

import { aggregated, howOf } from "./aggregates.ts";
import { chartOf, drawn } from "./charts.ts";
import { clip } from "./conditions.ts";
import { type Call, type Context, looseColumn } from "./context.ts";
import { formatOf, pathIn, readerFormat, readFile, saveFigure, wrote } from "./files.ts";
import { grouped, grouper, pivoted } from "./groups.ts";
import { merged, stacked } from "./joins.ts";
import { callMethod } from "./methods.ts";
import { ofFrequency, PARTS } from "./periods.ts";
import { looseTable } from "./rows.ts";
import { runSql } from "./sql/query.ts";
import {
	CANVAS,
	constants,
	type Frame,
	periodsOf,
	table,
	textIn,
	texts,
	UNKNOWN,
	union,
	type Value,
} from "./values.ts";

/** What the usual short names stand for where an earlier program imported them. */
const ALIASES: Readonly<Record<string, string>> = {
	pd: "pandas",
	np: "numpy",
	pl: "polars",
	plt: "matplotlib.pyplot",
	sns: "seaborn",
	px: "plotly.express",
};

export function callName(context: Context, called: string, call: Call): Value {
	const [root = "", ...rest] = called.split(".");
	const name = [ALIASES[root] ?? root, ...rest].join(".");
	const last = rest.at(-1) ?? "";
	switch (ALIASES[root] ?? root) {
		case "pandas":
			return ofPandas(context, last, call);
		case "polars":
			return ofPolars(context, last, call);
		case "numpy":
		case "scipy":
		case "statistics":
		case "math":
			return ofNumbers(context, last, call);
		case "duckdb":
		case "sqlite3":
		case "sqlalchemy":
		case "pandasql":
			return ofDatabase(context, last, call);
		case "matplotlib":
		case "seaborn":
		case "plotly":
			return ofPictures(context, last, call);
		case "csv":
		case "json":
		case "openpyxl":
			return ofText(context, name, call);
		case "requests":
		case "httpx":
			context.emit(call.at, { kind: "connects", what: name.slice(0, 80) });
			return UNKNOWN;
		case "subprocess":
		case "importlib":
			context.unseen(call.node);
			return UNKNOWN;
	}
	if (/^os\.(system|popen|exec)/.test(name)) context.unseen(call.node);
	if (/^(pathlib\.)?Path$/.test(name)) return { is: "file", path: pathIn(call.arg(0)) };
	if (/^os\.path\.join$/.test(name)) return { is: "text", text: call.positional.map(pathIn).join("/") };
	if (/^urllib\.request\./.test(name)) context.emit(call.at, { kind: "connects", what: name.slice(0, 80) });
	if (/(^|\.)(Counter|defaultdict|OrderedDict)$/.test(name)) return counted(context, name, call);
	if (/^glob\.i?glob$/.test(name)) return { is: "list", items: [{ is: "file", path: textIn(call.arg(0)) ?? "" }] };
	return rest.length === 0 ? builtin(context, name, call) : onNamed(context, called, call);
}

/** A method of a name that nothing here defines: it may be a table of a program that is no longer known. */
function onNamed(context: Context, called: string, call: Call): Value {
	return callMethod(context, UNKNOWN, called.split(".").at(-1) ?? "", call);
}

function ofPandas(context: Context, name: string, call: Call): Value {
	const { at, arg, positional } = call;
	if (/^read_sql(_query|_table)?$/.test(name)) {
		const text = textIn(arg("sql", 0));
		return text === undefined ? readFile(context, call, "sql") : runSql(context, call, text);
	}
	const format = readerFormat(name);
	if (format !== undefined) return readFile(context, call, format);
	const [first] = positional;
	switch (name) {
		case "ExcelFile":
			return { is: "file", path: pathIn(arg("path_or_buffer", 0)) };
		case "ExcelWriter":
			wrote(context, at, { file: pathIn(arg("path", 0)), format: "excel" });
			return UNKNOWN;
		case "merge":
		case "merge_asof": {
			const frames = [arg("left", 0), arg("right", 1)].filter((one): one is Frame => one?.is === "frame");
			return merged(context, call, frames, name);
		}
		case "concat":
			return stacked(context, call);
		case "pivot_table":
			return pivoted(context, call, frameOf(arg("data", 0)), 1);
		case "crosstab": {
			const by = [arg("index", 0), arg("columns", 1)].filter((one): one is Value => one !== undefined);
			const base = by.find((one): one is Frame => one.is === "frame") ?? looseTable();
			grouped(context, at, base, by);
			context.emit(at, { kind: "computes", how: arg("normalize") === undefined ? "count" : "share", columns: [] });
			return looseTable();
		}
		case "Grouper":
			return grouper(call);
		case "to_datetime":
		case "to_numeric": {
			const columns = texts(arg("arg", 0));
			const how = name === "to_numeric" ? "number" : "date";
			context.emit(at, { kind: "computes", how, columns });
			if (textIn(arg("errors")) === "coerce")
				context.emit(at, { kind: "keeps", how: "readable", columns, values: [], text: clip(context.code(call.node)) });
			return first ?? UNKNOWN;
		}
		case "PeriodIndex": {
			const given = first?.is === "frame" ? first : looseColumn();
			return { ...given, periods: union(given.periods, ofFrequency(textIn(arg("freq")))) };
		}
		case "DatetimeIndex":
		case "Index":
			return first ?? UNKNOWN;
		case "cut":
		case "qcut":
			context.emit(at, { kind: "computes", how: "bins", columns: texts(arg("x", 0)) });
			return first ?? UNKNOWN;
		case "json_normalize":
			return first?.is === "frame" ? { ...first, rows: undefined as never } : frameFrom(first);
		case "melt":
			return frameOf(arg("frame", 0));
		case "DataFrame":
		case "Series": {
			const given = arg("data", 0);
			if (given?.is === "frame") return withoutRows(given);
			if (given?.is === "list" && given.items.length > 0 && constants(given).length > 0)
				return table(context.read(at, { path: "", format: "literal" }));
			if (given?.is === "dict" && given.entries.some(([, value]) => constants(value).length > 0))
				return table(context.read(at, { path: "", format: "literal" }));
			return looseTable();
		}
		case "Timestamp":
		case "Period":
		case "to_timedelta":
			return first?.is === "text" ? first : UNKNOWN;
		case "NamedAgg":
			return { is: "list", items: [arg("column", 0) ?? UNKNOWN, arg("aggfunc", 1) ?? UNKNOWN] };
		case "isna":
		case "notna":
			return first === undefined ? UNKNOWN : callMethod(context, first, name, { ...call, positional: [] });
		case "scatter_matrix":
			return drawn(context, call, name);
	}
	return UNKNOWN;
}

function withoutRows({ rows: _, ...frame }: Frame): Frame {
	return { ...frame, single: false };
}

function frameOf(value: Value | undefined): Frame {
	return value?.is === "frame" ? value : looseTable();
}

function frameFrom(value: Value | undefined): Frame {
	return value?.is === "frame" ? withoutRows(value) : looseTable();
}

function ofPolars(context: Context, name: string, call: Call): Value {
	const { at, arg, positional } = call;
	const format = readerFormat(name);
	if (format !== undefined) return readFile(context, call, format);
	switch (name) {
		case "col":
			return looseColumn(positional.flatMap(texts));
		case "len":
		case "count":
			context.emit(at, { kind: "computes", how: "count", columns: [] });
			return { is: "figure", how: "count", columns: [] };
		case "concat":
			return stacked(context, call);
		case "lit":
			return arg(0) ?? UNKNOWN;
		case "sql":
			return runSql(context, call, textIn(arg(0)) ?? "");
		case "DataFrame":
			return looseTable();
	}
	const how = howOf(name);
	return how === undefined ? UNKNOWN : aggregated(context, call, looseColumn(positional.flatMap(texts)), how);
}

/** `np.mean(df["a"])`, `statistics.median(values)`. */
function ofNumbers(context: Context, name: string, call: Call): Value {
	const [first] = call.positional;
	const how = howOf(name);
	if (how !== undefined && first?.is === "frame") return aggregated(context, call, withoutList(first), how);
	if (name === "where" || name === "select") {
		const frame = call.positional.find((one): one is Frame => one.is === "frame");
		const { test: _, ...rest } = frame ?? looseColumn();
		return rest;
	}
	return first?.is === "frame" ? first : UNKNOWN;
}

function withoutList({ rows: _, ...frame }: Frame): Frame {
	return frame;
}

function ofDatabase(context: Context, name: string, call: Call): Value {
	const { arg } = call;
	if (/^(sql|query|execute|sqldf|run)$/.test(name)) {
		const text = textIn(arg("query", "sql", 0));
		if (text !== undefined) return runSql(context, call, text);
		context.unseen(call.node);
		return looseTable();
	}
	const format = readerFormat(name);
	if (format !== undefined) return readFile(context, call, format);
	return UNKNOWN;
}

function ofPictures(context: Context, name: string, call: Call): Value {
	if (name === "subplots") return { is: "list", items: [CANVAS, CANVAS] };
	if (name === "savefig") {
		saveFigure(context, call);
		return CANVAS;
	}
	if (chartOf(name) !== undefined) return drawn(context, call, name);
	return CANVAS;
}

function ofText(context: Context, name: string, call: Call): Value {
	const { at, arg } = call;
	const path = pathIn(arg(0, "fp", "filename"));
	switch (name) {
		case "csv.reader":
		case "csv.DictReader":
			return { ...table(context.read(at, { path, format: "csv" })), rows: true };
		case "json.load":
			return { ...table(context.read(at, { path, format: "json" })), rows: true };
		case "json.loads": {
			const [given] = call.positional;
			if (given?.is === "frame") return given;
			if (given?.is !== "file") return UNKNOWN;
			return { ...table(context.read(at, { path, format: "json" })), rows: true };
		}
		case "openpyxl.load_workbook":
			return { ...table(context.read(at, { path, format: "excel" })), rows: true };
	}
	return UNKNOWN;
}

/** `Counter(row["city"] for row in rows)`. */
function counted(context: Context, name: string, { at, positional }: Call): Value {
	const [first] = positional;
	if (!/Counter$/.test(name) || first?.is !== "frame") return { is: "tally" };
	context.emit(at, { kind: "groups", columns: first.columns, periods: periodsOf(first) });
	context.emit(at, { kind: "computes", how: "count", columns: first.columns });
	return { ...withoutList(first), single: true, sorted: { columns: ["count"], descending: true } };
}

function builtin(context: Context, name: string, call: Call): Value {
	const { at, node, arg, positional } = call;
	const [first] = positional;
	switch (name) {
		case "print":
		case "display":
			context.emit(at, { kind: "prints", text: clip(context.code(node).replace(/^\w+\((.*)\)$/s, "$1")) });
			return UNKNOWN;
		case "open": {
			const mode = textIn(arg("mode", 1)) ?? "r";
			const path = pathIn(arg("file", 0));
			if (/[wax+]/.test(mode)) wrote(context, at, { file: path, format: formatOf(path, "text") });
			return /[wax]/.test(mode) ? UNKNOWN : { is: "file", path };
		}
		case "exec":
		case "eval":
		case "compile":
		case "__import__":
			context.unseen(node);
			return UNKNOWN;
		case "len":
			if (first?.is !== "frame") return UNKNOWN;
			context.emit(at, { kind: "computes", how: "count", columns: [] });
			return { is: "figure", how: "count", columns: [] };
		case "sum":
		case "min":
		case "max":
			if (first?.is !== "frame") return UNKNOWN;
			return aggregated(context, call, { ...withoutList(first), single: true }, name);
		case "sorted": {
			if (first?.is !== "frame") return first ?? UNKNOWN;
			const isDown = arg("reverse") !== undefined;
			context.emit(at, { kind: "sorts", columns: first.columns, descending: isDown });
			return { ...first, sorted: { columns: first.columns, descending: isDown } };
		}
		case "round":
		case "abs":
		case "list":
		case "enumerate":
		case "reversed":
		case "set":
		case "tuple":
		case "iter":
		case "float":
		case "int":
		case "str":
		case "zip":
			return first ?? UNKNOWN;
		case "dict":
			return positional.length === 0 ? { is: "tally" } : (first ?? UNKNOWN);
		case "map":
		case "filter":
			return positional[1] ?? UNKNOWN;
	}
	return PARTS[name] !== undefined && first?.is === "frame" ? first : UNKNOWN;
}
