// Groups: by columns and by parts of a date, and what is computed in them.

import type { Node } from "../tree.ts";
import { aggregated, howOf, isByRow, listed, namesOf } from "./aggregates.ts";
import { drawn } from "./charts.ts";
import { limited } from "./conditions.ts";
import { type Call, type Context, isFalse, isTrue, looseColumn, tailOf } from "./context.ts";
import { ofFrequency } from "./periods.ts";
import {
	column,
	derived,
	type Frame,
	numberIn,
	periodsOf,
	textIn,
	texts,
	UNKNOWN,
	union,
	use,
	type Value,
} from "./values.ts";

type Groups = Extract<Value, { is: "groups" }>;

/** The groups by what is given: names of columns, columns, `pd.Grouper`. */
export function grouped(context: Context, at: Node, frame: Frame, by: readonly Value[], over?: string): Groups {
	const names = union(...by.map(texts));
	const periods = union(
		...by.map(periodsOf),
		...by.flatMap((value) => (value.is === "frame" ? [] : texts(value).map((name) => column(frame, name).periods))),
		ofFrequency(over),
	);
	for (const value of by) if (value.is === "frame") use(frame, value.columns);
	context.emit(at, { kind: "groups", columns: names, periods });
	const held = { ...frame, facts: { ...frame.facts, periods: new Map(frame.facts.periods) } };
	if (names.length === 1) held.facts.periods.set(names[0] ?? "", periods);
	return { is: "groups", frame: held, columns: names };
}

export function groupMethod(context: Context, on: Groups, name: string, call: Call): Value {
	const { frame, columns } = on;
	const { at, arg } = call;
	const result = (chosen = frame.columns) => derived(frame, columns, chosen);
	if (/^(agg|aggregate)$/.test(name)) {
		const made = listed(context, call, frame);
		return result(made.length === 1 ? made : frame.columns.length > 0 ? frame.columns : made);
	}
	if (name === "transform") {
		for (const one of namesOf(arg(0, "func")))
			if (howOf(one) !== undefined)
				context.emit(at, { kind: "computes", how: howOf(one) ?? "", columns: frame.columns });
		return looseColumn(frame.columns);
	}
	if (name === "value_counts") {
		const share = isTrue(arg("normalize"));
		context.emit(at, { kind: "computes", how: share ? "share" : "count", columns: frame.columns });
		return { ...result(), sorted: { columns: frame.columns, descending: true } };
	}
	if (/^(head|tail|nth|first|last)$/.test(name)) {
		limited(context, at, frame, {
			how: /^(tail|last)$/.test(name) ? "last" : "first",
			rows: numberIn(arg(0, "n")),
			text: tailOf(context, call),
		});
		return frame;
	}
	if (/^n(largest|smallest)$/.test(name)) {
		const how = name === "nlargest" ? "largest" : "smallest";
		const rows = numberIn(arg(0, "n"));
		const text = tailOf(context, call);
		context.emit(at, {
			kind: "keeps",
			how,
			columns: frame.columns,
			values: [],
			text,
			...(rows === undefined ? {} : { rows }),
		});
		return result();
	}
	if (/^(apply|filter|pipe|map|get_group)$/.test(name)) return result();
	const how = howOf(name);
	if (how !== undefined) {
		const value = aggregated(context, call, { ...frame, single: true }, how);
		if (how === "rolling") return on;
		return isByRow(how)
			? looseColumn(frame.columns)
			: value.is === "figure" || value.is === "frame"
				? result()
				: UNKNOWN;
	}
	if (/^(plot|line|bar|barh|hist|boxplot|box|area|pie|scatter)$/.test(name))
		return drawn(context, call, name, result());
	return on;
}

/** `pivot_table`, `crosstab`, `pivot`. */
export function pivoted(context: Context, call: Call, frame: Frame, first = 0): Frame {
	const { at, arg } = call;
	const rows = arg("index", first + 1, "rows");
	const across = arg("columns", first + 2, "on");
	const values = arg("values", first);
	const by = [rows, across].filter((value): value is Value => value !== undefined);
	const groups = grouped(context, at, frame, by);
	const names = texts(values);
	use(frame, names);
	const hows = namesOf(arg("aggfunc", "aggregate_function", first + 3));
	for (const how of hows.length === 0 ? ["mean"] : hows)
		context.emit(at, { kind: "computes", how: howOf(how) ?? how, columns: names });
	const made = derived(groups.frame, texts(rows), names);
	return { ...made, single: false };
}

export function valueCounts(context: Context, call: Call, on: Frame): Frame {
	const { at, arg } = call;
	const given = arg("subset") ?? (on.single ? undefined : arg(0));
	const by: readonly Value[] = given === undefined ? [on] : [given];
	const groups = grouped(context, at, on, by);
	const share = isTrue(arg("normalize"));
	context.emit(at, { kind: "computes", how: share ? "share" : "count", columns: groups.columns });
	const made = derived(groups.frame, groups.columns, ["count"]);
	if (isFalse(arg("sort"))) return made;
	return { ...made, sorted: { columns: ["count"], descending: !isTrue(arg("ascending")) } };
}

export function grouper(call: Call): Value {
	const key = call.arg("key", "level", 0);
	return { is: "grouper", columns: texts(key), periods: ofFrequency(textIn(call.arg("freq", 1))) };
}
