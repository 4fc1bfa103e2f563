// Selection of pandas and polars: which rows go on, in which groups and order, by which conditions and parts of dates.

import { clip, kept, limited } from "./conditions.ts";
import { type Call, type Context, isFalse, isTrue, tailOf } from "./context.ts";
import { grouped, pivoted, valueCounts } from "./groups.ts";
import { joins } from "./joins.ts";
import { ofFormat, ofFrequency, ofLength, PARTS } from "./periods.ts";
import { constants, type Frame, numberIn, textIn, texts, union, use, type Value } from "./values.ts";

export function keeps(context: Context, on: Frame, name: string, call: Call): Value | undefined {
	const { at, arg, positional } = call;
	const text = tailOf(context, call);
	switch (name) {
		case "head":
		case "limit":
			return limited(context, at, on, { how: "first", rows: numberIn(arg(0, "n")) ?? 5, text });
		case "tail":
			return limited(context, at, on, { how: "last", rows: numberIn(arg(0, "n")) ?? 5, text });
		case "sample": {
			const rows = numberIn(arg(0, "n"));
			if (isTrue({ is: "number", number: numberIn(arg("frac")) === 1 ? 1 : 0 })) return on;
			context.emit(at, {
				kind: "keeps",
				how: "sample",
				columns: [],
				values: [],
				text,
				...(rows === undefined ? {} : { rows }),
			});
			return on;
		}
		case "nlargest":
		case "nsmallest":
		case "top_k":
		case "bottom_k": {
			const how = /^(nlargest|top_k)$/.test(name) ? "largest" : "smallest";
			const by = texts(arg("columns", "by", 1));
			const rows = numberIn(arg(0, "n", "k")) ?? 5;
			use(on, by);
			const names = by.length > 0 ? by : on.columns;
			context.emit(at, { kind: "keeps", how, columns: names, values: [], rows, text });
			return { ...on, sorted: { columns: names, descending: how === "largest" } };
		}
		case "dropna":
		case "drop_nulls":
		case "drop_nans": {
			const names = texts(arg("subset", ...(name === "dropna" ? [] : [0])));
			use(on, names);
			if (textIn(arg("axis")) === "columns" || numberIn(arg("axis")) === 1) return on;
			// Rows that lack every value, of all columns: none of them is named.
			const isWhole = textIn(arg("how")) === "all";
			const columns = names.length > 0 || isWhole ? names : on.columns;
			context.emit(at, { kind: "keeps", how: isWhole ? "some" : "filled", columns, values: [], text });
			return on;
		}
		case "unique":
			if (on.single) return undefined;
			return distinct(context, call, on, texts(arg("subset", 0)));
		case "drop_duplicates":
			return distinct(context, call, on, texts(arg("subset", 0)));
		case "query":
			return queried(context, call, on);
		case "filter": {
			const masks = positional.filter(
				(value): value is Frame => value.is === "frame" && (value.test !== undefined || value.single),
			);
			for (const mask of masks) {
				use(on, mask.columns);
				kept(context, at, on, mask);
			}
			return on;
		}
		case "drop": {
			const rows = arg("index", 0);
			if (rows?.is === "frame" && rows.facts.sources === on.facts.sources) context.unseen(call.node);
			return on;
		}
		case "sort_values":
		case "sort": {
			const by = arg("by", 0);
			const names = by === undefined || on.single ? on.columns : union(texts(by), ...positional.slice(1).map(texts));
			use(on, names);
			const order = arg("ascending", "descending", "reverse");
			const isFirst = order?.is === "list" ? order.items[0] : order;
			const descending = arg("ascending") === undefined ? isTrue(isFirst) : isFalse(isFirst);
			context.emit(at, { kind: "sorts", columns: names, descending });
			return { ...on, sorted: { columns: names, descending } };
		}
		case "sort_index": {
			const { sorted: _, ...rest } = on;
			return rest;
		}
	}
	return undefined;
}

function distinct(context: Context, call: Call, on: Frame, names: readonly string[]): Frame {
	use(on, names);
	const text = tailOf(context, call);
	context.emit(call.at, {
		kind: "keeps",
		how: "distinct",
		columns: names.length > 0 ? names : on.columns,
		values: [],
		text,
	});
	return on;
}

/** `df.query("year == 2024 and city in @cities")`. */
function queried(context: Context, { at, arg }: Call, on: Frame): Frame {
	const text = textIn(arg("expr", 0)) ?? "";
	const strings = [...text.matchAll(/(["'])(.*?)\1/g)].map(([, , one = ""]) => one);
	const bare = text.replace(/(["']).*?\1/g, "''");
	const numbers = [...bare.matchAll(/(?<![\w.@])\d+(?:\.\d+)?\b/g)].map(([one]) => one);
	const named = [...bare.matchAll(/@(\w+)/g)].flatMap(([, one = ""]) => constants(context.variable(one)));
	const quoted = [...bare.matchAll(/`([^`]+)`/g)].map(([, one = ""]) => one);
	const words = [...bare.replace(/`[^`]+`|@\w+|\.\w+/g, " ").matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)].map(([one]) => one);
	const names = union(
		quoted,
		words.filter((word) => !/^(and|or|not|in|True|False|None)$/.test(word)),
	);
	use(on, names);
	const isFilled = /^[\s`\p{L}\p{N}_.]+\.notn(a|ull)\(\)\s*$/u.test(text);
	const how = isFilled ? "filled" : "where";
	context.emit(at, {
		kind: "keeps",
		how,
		columns: names,
		values: [...strings, ...named, ...numbers].slice(0, 12),
		text: clip(text),
	});
	return on;
}

export function groups(context: Context, on: Frame, name: string, call: Call): Value | undefined {
	const { at, arg, positional, keywords } = call;
	switch (name) {
		case "groupby":
		case "group_by": {
			const level = arg("level");
			const by = level === undefined ? (name === "groupby" ? [arg("by", 0)] : positional) : [indexValue(on)];
			const named = name === "group_by" ? [...keywords.values()].filter(({ is }) => is === "frame") : [];
			return grouped(
				context,
				at,
				on,
				[...by, ...named].filter((value): value is Value => value !== undefined),
			);
		}
		case "group_by_dynamic":
			return grouped(
				context,
				at,
				on,
				[arg("index_column", 0)].flatMap((value) => value ?? []),
				textIn(arg("every")),
			);
		case "resample": {
			const key = arg("on");
			return grouped(context, at, on, [key ?? indexValue(on)], textIn(arg("rule", 0)));
		}
		case "pivot_table":
		case "pivot":
			return pivoted(context, call, on);
		case "value_counts":
			return valueCounts(context, call, on);
		case "merge":
		case "join":
		case "merge_asof":
		case "join_asof":
			return joins(context, call, on, name);
		case "append":
		case "vstack":
		case "concat":
			return positional[0]?.is === "frame" ? joins(context, call, on, "concat") : undefined;
	}
	return undefined;
}

function indexValue(on: Frame): Value {
	return { is: "list", items: on.facts.index.map((text) => ({ is: "text", text })) };
}

const TESTS =
	/^(isin|is_in|between|is_between|eq|ne|gt|ge|lt|le|contains|startswith|starts_with|endswith|ends_with|match|fullmatch|is_null|is_not_null|notna|notnull|isna|isnull|duplicated|is_duplicated)$/;

export function conditions(
	context: Context,
	on: Frame,
	name: string,
	{ node, positional, keywords }: Call,
): Value | undefined {
	if (!TESTS.test(name) || (name === "contains" && on.test !== undefined)) return undefined;
	const text = context.code(node);
	const how = /^(notna|notnull|is_not_null)$/.test(name)
		? "filled"
		: /^(isna|isnull|is_null)$/.test(name)
			? "empty"
			: /duplicated/.test(name)
				? "distinct"
				: "where";
	const values = how === "where" ? union(...positional.map(constants)) : [];
	const named = how === "distinct" ? texts(keywords.get("subset")) : [];
	const columns = named.length > 0 ? named : on.columns;
	// `df.isna()` is a table of tests.
	const single = on.single || how !== "empty";
	return { ...on, columns, single, test: { how, values, text } };
}

export function dates(on: Frame, name: string, { arg }: Call): Value | undefined {
	const part = PARTS[name];
	const add = (periods: Frame["periods"]): Frame => ({ ...on, periods: union(on.periods, periods) });
	if (part !== undefined && (on.single || on.columns.length > 0)) return add([part]);
	switch (name) {
		case "to_period":
		case "floor":
		case "ceil":
		case "round":
		case "truncate": {
			const periods = ofFrequency(textIn(arg("freq", "every", 0)));
			return name === "round" && periods.length === 0 ? on : add(periods);
		}
		case "strftime":
		case "to_string":
			return arg("format", "date_format", 0) === undefined
				? undefined
				: add(ofFormat(textIn(arg("format", "date_format", 0))));
		case "isocalendar":
			return on;
		case "slice":
			return add(ofLength(numberIn(arg(0, "start", "offset")) ?? 0, numberIn(arg(1, "stop", "length")) ?? 0));
		case "astype": {
			const unit = /^(?:period|datetime64)\[(\w+)\]$/.exec(textIn(arg("dtype", 0)) ?? "")?.[1];
			return unit === undefined || unit === "ns" ? on : add(ofFrequency(unit));
		}
	}
	return undefined;
}
