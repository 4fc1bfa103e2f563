// Methods of tables and columns, of pandas and polars: which rows they keep, what they join, sort and compute.

import { setColumn } from "./access.ts";
import { aggregated, howOf, listed } from "./aggregates.ts";
import { chartOf, drawn } from "./charts.ts";
import { clip } from "./conditions.ts";
import { type Call, type Context, looseColumn } from "./context.ts";
import { pathIn, saveFigure, writeFile, writtenAs, wrote } from "./files.ts";
import { groupMethod } from "./groups.ts";
import { looseTable } from "./rows.ts";
import { conditions, dates, groups, keeps } from "./selection.ts";
import { isSql, runSql } from "./sql/query.ts";
import { CANVAS, column, type Frame, table, textIn, texts, UNKNOWN, use, type Value } from "./values.ts";

/** Methods that only tables have: what they are called on is one, whatever it is called. */
const TABLES =
	/^(groupby|group_by|resample|sort_values|value_counts|drop_duplicates|dropna|query|pivot_table|merge|nlargest|nsmallest|to_csv|to_excel|to_parquet|iterrows|itertuples|set_index|reset_index|plot)$/;

export function callMethod(context: Context, on: Value, name: string, call: Call): Value {
	switch (on.is) {
		case "groups":
			return groupMethod(context, on, name, call);
		case "frame":
			return frameMethod(context, on, name, call);
		case "canvas":
			return canvasMethod(context, name, call);
		case "file":
			return fileMethod(context, on.path, name, call);
		case "figure":
			return on;
		case "text":
			return /^(format|strip|lower|upper|replace)$/.test(name) ? on : UNKNOWN;
		case "place":
			return UNKNOWN;
		default: {
			const text = textIn(call.arg(0, "query", "sql"));
			if (/^(sql|query|execute|executemany|read_sql)$/.test(name) && text !== undefined && isSql(text))
				return runSql(context, call, text);
			if (name === "register") {
				const [key, frame] = call.positional;
				if (frame?.is === "frame") context.tables.set(textIn(key) ?? "", frame);
				return UNKNOWN;
			}
			if (name === "savefig") return canvasMethod(context, name, call);
			if (/^(fetch|fetchdf|fetchall|fetchone|df|pl|arrow)$/.test(name)) return on;
			return TABLES.test(name) ? frameMethod(context, looseTable(), name, call) : UNKNOWN;
		}
	}
}

function frameMethod(context: Context, on: Frame, name: string, call: Call): Value {
	return (
		keeps(context, on, name, call) ??
		groups(context, on, name, call) ??
		conditions(context, on, name, call) ??
		dates(on, name, call) ??
		columns(context, on, name, call) ??
		outputs(context, on, name, call) ??
		computes(context, on, name, call) ??
		on
	);
}

function columns(context: Context, on: Frame, name: string, call: Call): Value | undefined {
	const { at, arg, positional, keywords } = call;
	switch (name) {
		case "copy":
		case "lazy":
		case "collect":
		case "clone":
		case "df":
		case "to_frame":
		case "reset_index":
		case "to_pandas":
		case "to_df":
		case "fetchdf":
		case "pl":
			return name === "reset_index" || name === "to_frame" ? { ...on, single: name === "to_frame" && on.single } : on;
		case "set_index": {
			const names = texts(arg("keys", 0));
			use(on, names);
			return { ...on, facts: { ...on.facts, index: names } };
		}
		case "rename": {
			const given = arg("columns", "mapper", 0);
			for (const [from, to] of given?.is === "dict" ? given.entries : []) {
				const [[before = ""], [after = ""]] = [texts(from), texts(to)];
				setColumn(on, after, column(on, before));
				context.emit(at, { kind: "computes", how: "rename", columns: [before], as: after });
			}
			return on;
		}
		case "alias":
			return { ...on, facts: { ...on.facts, periods: new Map([[textIn(arg(0)) ?? "", on.periods]]) } };
		case "assign":
		case "with_columns":
		case "select": {
			for (const value of positional.flatMap((one) => (one.is === "list" ? one.items : [one]))) {
				if (value.is !== "frame") continue;
				use(on, value.columns);
				for (const [key, periods] of value.facts.periods) setColumn(on, key, { ...value, periods });
			}
			for (const [key, value] of keywords) {
				const held = value.is === "function" ? context.invoke(value, [on]) : value;
				setColumn(on, key, held);
				context.emit(at, { kind: "computes", how: "column", columns: texts(held), as: key });
			}
			return on;
		}
		case "agg":
		case "aggregate": {
			listed(context, call, on);
			return on.single ? { is: "figure", how: "value", columns: on.columns } : table(on.facts);
		}
		case "map": {
			const given = arg("arg", 0);
			if (given?.is !== "frame") return given?.is === "dict" ? looseColumn(on.columns) : on;
			context.emit(at, { kind: "joins", how: "left", keys: on.columns, otherKeys: given.facts.index });
			return looseColumn(given.columns);
		}
		case "apply":
		case "transform":
		case "map_elements": {
			const [given] = positional;
			return given?.is === "frame" && given.periods.length > 0
				? { ...on, periods: given.periods }
				: { ...on, single: true };
		}
		case "pipe":
			return positional[0] ?? on;
		case "melt":
		case "unpivot":
		case "stack":
		case "unstack":
		case "explode":
			for (const one of texts(arg("var_name"))) on.facts.made.add(one);
			for (const one of texts(arg("value_name"))) on.facts.made.add(one);
			return { ...on, columns: name === "explode" ? on.columns : [], single: false };
	}
	return undefined;
}

function outputs(context: Context, on: Frame, name: string, call: Call): Value | undefined {
	const format = writtenAs(name);
	if (format !== undefined) {
		writeFile(context, call, format);
		return UNKNOWN;
	}
	if (name === "to_sql") {
		context.tables.set(textIn(call.arg("name", 0)) ?? "", on);
		return UNKNOWN;
	}
	if (
		/^(iterrows|to_dict|iter_rows|rows|to_dicts|itertuples|tolist|to_list|to_numpy|to_records|fetchall|fetchone|items|itertuples)$/.test(
			name,
		)
	) {
		const row: Frame = { ...on, rows: true };
		return name === "iterrows" ? { is: "list", items: [{ is: "list", items: [UNKNOWN, row] }] } : row;
	}
	if (name === "info") {
		context.emit(call.at, { kind: "prints", text: clip(context.code(call.node)) });
		return UNKNOWN;
	}
	if (/^(show|display)$/.test(name)) {
		context.emit(call.at, { kind: "prints", text: clip(context.code(call.node)) });
		return on;
	}
	if (chartOf(name) !== undefined && !/^(step|line_count)$/.test(name) && (name !== "density" || !on.single))
		return drawn(context, call, name, on);
	if (name === "extract" && on.letters === true) return { ...on, single: false };
	return undefined;
}

function computes(context: Context, on: Frame, name: string, call: Call): Value | undefined {
	if (on.letters === true) return name === "count" || name === "len" ? { ...on } : undefined;
	if (on.rows === true) return undefined;
	const how = howOf(name);
	if (how === undefined || name === "list") return undefined;
	if (name === "quantile" || name === "unique") {
		context.emit(call.at, { kind: "computes", how, columns: on.columns });
		return name === "unique" ? on : { is: "figure", how, columns: on.columns };
	}
	return aggregated(context, call, on, how);
}

function canvasMethod(context: Context, name: string, call: Call): Value {
	if (/^(savefig|write_image|write_html|save)$/.test(name)) saveFigure(context, call);
	else if (/^(add_subplot|gca|twinx|twiny|subplots|add_axes|get_figure|figure|flatten|ravel|flat)$/.test(name))
		return CANVAS;
	else if (chartOf(name) !== undefined) drawn(context, call, name);
	return CANVAS;
}

function fileMethod(context: Context, path: string, name: string, call: Call): Value {
	const { at, arg } = call;
	if (/^(read_text|read_bytes|read|readlines|readline)$/.test(name)) {
		return { is: "file", path };
	}
	if (/^(write_text|write_bytes)$/.test(name)) wrote(context, at, { file: path, format: "text" });
	if (name === "joinpath") return { is: "file", path: `${path}/${pathIn(arg(0))}` };
	if (name === "open") return { is: "file", path };
	if (name === "parse") return table(context.read(at, { path, format: "excel" }));
	if (name === "glob" || name === "rglob") return { is: "list", items: [{ is: "file", path: textIn(arg(0)) ?? "" }] };
	return /^(split|splitlines|strip|with_suffix|resolve|absolute)$/.test(name) ? { is: "file", path } : UNKNOWN;
}
