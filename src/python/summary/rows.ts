// Rows in the program's own loops: what is looped over, and what is counted or summed up in a collection.

import { children, isValue, type Node } from "../tree.ts";
import { type Context, looseColumn } from "./context.ts";
import { PARTS } from "./periods.ts";
import { column, type Frame, newFacts, table, UNKNOWN, union, use, type Value } from "./values.ts";

/** Attributes of pandas' tables that are no columns. */
const OWN =
	/^(T|at|attrs|axes|columns|dtype|dtypes|empty|flags|iat|iloc|index|loc|name|ndim|shape|size|style|values|array|str|dt|cat|plot|sparse|hist|boxplot|null_count|height|width|schema)$/;

/** `on.name` without a call. */
export function attribute(on: Value, name: string): Value {
	switch (on.is) {
		case "name":
			return { is: "name", name: `${on.name}.${name}` };
		case "frame":
			return ofFrame(on, name);
		case "groups": {
			if (name === "dt" || name === "plot") return on;
			const isColumn = !/^(groups|ngroups|indices)$/.test(name);
			if (isColumn) use(on.frame, [name]);
			return isColumn ? { ...on, frame: { ...on.frame, columns: [name], single: true } } : UNKNOWN;
		}
		case "canvas":
		case "file":
			return on;
		default:
			return name === "plot" ? looseTable() : UNKNOWN;
	}
}

function ofFrame(on: Frame, name: string): Value {
	const part = PARTS[name];
	if (/^i?(loc|at)$/.test(name)) return { is: "place", frame: on, by: name };
	if (name === "str") return { ...on, letters: true };
	if (/^(dt|cat|values|array|plot|T|style)$/.test(name)) return on;
	if (name === "index") return indexOf(on);
	if (name === "shape" || name === "height")
		return { is: "list", items: [{ is: "figure", how: "count", columns: [] }] };
	if (name === "size") return { is: "figure", how: "count", columns: on.columns };
	if (part !== undefined && (on.single || on.columns.length > 0)) return { ...on, periods: union(on.periods, [part]) };
	if (OWN.test(name)) return UNKNOWN;
	return on.single ? UNKNOWN : { ...column(on, name), ...(on.rows === undefined ? {} : { rows: true }) };
}

export function indexOf(on: Frame): Frame {
	const { index, periods } = on.facts;
	const held = union(...index.map((name) => periods.get(name) ?? []));
	return { ...on, columns: index, single: true, periods: held };
}

/** What a loop over the value binds, and whether it goes by rows. */
export function elementsOf(
	context: Context,
	over: Value,
	at: Node | undefined,
): { readonly value: Value; readonly isRows: boolean } {
	if (over.is === "file" && at !== undefined) {
		const facts = context.read(at, { path: over.path, format: "text" });
		return { value: { ...table(facts), rows: true }, isRows: true };
	}
	if (over.is === "frame" && (over.rows === true || over.single))
		return { value: { ...over, rows: true }, isRows: true };
	// In pieces: `read_csv(..., chunksize=...)`.
	if (over.is === "frame") return { value: over, isRows: false };
	if (over.is === "groups")
		return { value: { is: "list", items: [looseColumn(over.columns), over.frame] }, isRows: false };
	if (over.is === "canvas") return { value: over, isRows: false };
	if (over.is === "list") {
		const [first = UNKNOWN, more] = over.items;
		const value = more === undefined || first.is === "canvas" ? first : UNKNOWN;
		const parts = value.is === "list" ? value.items : [value];
		return { value, isRows: parts.some((one) => one.is === "frame" && one.rows === true) };
	}
	return { value: UNKNOWN, isRows: false };
}

/** `totals[row["city"]] += row["sales"]`, `totals[key] = totals.get(key, 0) + 1`, `n += 1`. */
export function tallied(context: Context, target: Node, value: Value, at: Node): void {
	const given = value.is === "frame" && value.rows === true ? value : undefined;
	const parts = children(target);
	const isPlace = target.name === "MemberExpression" && parts[1]?.name === "[";
	const key = isPlace ? context.evaluate(parts.slice(2, -1).find(isValue)) : UNKNOWN;
	if (key.is === "frame" && key.rows === true) {
		context.emit(at, { kind: "groups", columns: key.columns, periods: key.periods });
		if (value.is !== "figure") sum(context, at, given);
	} else if (!isPlace && context.inRows) sum(context, at, given);
	if (context.inRows) context.unseen(at);
}

function sum(context: Context, at: Node, given: Frame | undefined): void {
	context.emit(at, {
		kind: "computes",
		how: given === undefined ? "count" : "sum",
		columns: given?.columns ?? [],
	});
}

export function looseTable(): Frame {
	return table(newFacts());
}
