// Parts of a table: columns, rows and places by `[...]`, and what is written to them.

import { children, isValue, type Node, split } from "../tree.ts";
import { clip, kept, limited } from "./conditions.ts";
import { type Context, looseColumn } from "./context.ts";
import { ofLength } from "./periods.ts";
import { tallied } from "./rows.ts";
import {
	column,
	type Frame,
	numberIn,
	periodsOf,
	sourceOf,
	textIn,
	texts,
	UNKNOWN,
	union,
	use,
	type Value,
} from "./values.ts";

/** `base[inside]`; `inside` are the nodes between the brackets. */
export function subscript(context: Context, node: Node, on: Value, inside: readonly Node[]): Value {
	const parts = split(inside, ",");
	const hasSlice = parts[0]?.some(({ name }) => name === ":") === true;
	switch (on.is) {
		case "list": {
			const index = hasSlice ? undefined : numberIn(context.evaluate(inside.find(isValue)));
			return index === undefined ? UNKNOWN : (on.items.at(index) ?? UNKNOWN);
		}
		case "dict": {
			const key = textIn(context.evaluate(inside.find(isValue)));
			return on.entries.find(([name]) => textIn(name) === key)?.[1] ?? UNKNOWN;
		}
		case "groups": {
			const chosen = inside.filter(isValue).flatMap((part) => texts(context.evaluate(part)));
			use(on.frame, chosen);
			return { ...on, frame: { ...on.frame, columns: chosen, single: chosen.length === 1 } };
		}
		case "place":
			return placed(context, node, on, parts);
		case "frame":
			return hasSlice ? sliced(context, node, on, parts[0] ?? []) : picked(context, node, on, parts);
		case "canvas":
			return on;
		case "unknown": {
			const key = textIn(context.evaluate(inside.find(isValue)));
			return key === undefined ? UNKNOWN : looseColumn([key]);
		}
		default:
			for (const part of inside) if (isValue(part)) context.evaluate(part);
			return UNKNOWN;
	}
}

/** `df["a"]`, `df[["a", "b"]]`, `df[df["a"] > 1]`. */
function picked(context: Context, node: Node, on: Frame, parts: readonly (readonly Node[])[]): Value {
	const keys = parts.map((part) => context.evaluate(part.find(isValue)));
	const [key] = keys;
	if (key?.is === "frame" && (key.test !== undefined || key.single)) return kept(context, node, on, key);
	if (on.single && on.rows === undefined)
		return key?.is === "list" ? on : { is: "figure", how: "value", columns: on.columns };
	if (keys.length > 1) return { ...column(on, texts(key)[0] ?? ""), columns: keys.flatMap(texts) };
	if (key?.is === "list") return chosen(on, texts(key));
	const name = textIn(key);
	if (name === undefined) return { ...on, single: on.rows !== undefined };
	return { ...column(on, name), ...(on.rows === undefined ? {} : { rows: true }) };
}

function chosen(on: Frame, names: readonly string[]): Frame {
	const periods = union(...names.map((name) => column(on, name).periods));
	return { ...on, columns: names, single: names.length === 1, periods };
}

/** `df[:5]`; of a text in a column, its first letters. */
function sliced(context: Context, node: Node, on: Frame, inside: readonly Node[]): Value {
	const at = inside.findIndex(({ name }) => name === ":");
	const number = (from: number, to: number) => numberIn(context.evaluate(inside.slice(from, to).find(isValue)));
	const isOpen = !inside.slice(0, at).some(isValue);
	const [from, to] = [number(0, at), number(at + 1, inside.length)];
	if (on.letters === true || on.rows === true) {
		const periods = to === undefined ? [] : ofLength(from ?? 0, to);
		return { ...on, periods: union(on.periods, periods) };
	}
	if (isOpen && to !== undefined && to > 0)
		return limited(context, node, on, { how: "first", rows: to, text: clip(context.code(node)) });
	if (from !== undefined && from < 0 && to === undefined)
		return limited(context, node, on, { how: "last", rows: -from, text: clip(context.code(node)) });
	return on;
}

/** `df.loc[mask, "a"]`, `df.iloc[:5]`, `df.loc["2024"]`. */
function placed(
	context: Context,
	node: Node,
	{ frame, by }: Extract<Value, { is: "place" }>,
	parts: readonly (readonly Node[])[],
): Value {
	const [rows = [], names] = parts;
	const isSlice = rows.some(({ name }) => name === ":");
	let cut: Frame = frame;
	if (isSlice && by === "iloc") {
		const found = sliced(context, node, { ...frame, single: false }, rows);
		if (found.is === "frame") cut = { ...found, single: frame.single };
	} else {
		const keys = rows.filter(isValue).map((part) => context.evaluate(part));
		const [key] = keys;
		if (key?.is === "frame") cut = kept(context, node, frame, key);
		else if (by === "loc" && keys.length > 0) {
			const values = keys.flatMap(texts);
			const text = context.code(node).slice(0, 120);
			if (values.length > 0)
				context.emit(node, { kind: "keeps", how: "where", columns: frame.facts.index, values, text });
			if (names === undefined && !isSlice) return { ...frame, columns: [], single: false };
		}
	}
	if (names === undefined || by === "iloc") return cut;
	const key = names.some(({ name }) => name === ":") ? undefined : context.evaluate(names.find(isValue));
	const name = textIn(key);
	if (name !== undefined) return { ...cut, ...column(cut, name) };
	return key?.is === "list" ? chosen(cut, texts(key)) : cut;
}

/** `df["new"] = value`, `df.loc[mask, "a"] = value`, `totals[key] = value`. */
export function assign(context: Context, target: Node, value: Value): void {
	const [base, mark, key] = children(target);
	const on = context.evaluate(base);
	if (mark?.name === ".") {
		if (on.is === "frame") assignNamed(context, key as Node, on, value);
		return;
	}
	const inside = split(children(target).slice(2, -1), ",");
	if (on.is === "tally" || on.is === "dict" || on.is === "unknown") tallied(context, target, value, target);
	const frame = on.is === "place" ? on.frame : on.is === "frame" ? on : undefined;
	if (frame === undefined) return;
	const values = inside.map((part) => context.evaluate(part.find(isValue)));
	const name = textIn(on.is === "place" ? values[1] : values[0]);
	if (name === undefined) return;
	const isNew = setColumn(frame, name, value);
	const columns =
		value.is === "frame" || value.is === "figure" ? value.columns : values[0]?.is === "frame" ? values[0].columns : [];
	if (isNew || on.is === "place" || columns.some((one) => one !== name))
		context.emit(target, { kind: "computes", how: "column", columns, as: name });
}

function assignNamed(context: Context, at: Node, on: Frame, value: Value): void {
	const name = context.code(at);
	const names = texts(value);
	if (name === "columns") {
		for (const one of names) on.facts.made.add(one);
		context.emit(at, { kind: "computes", how: "rename", columns: [] });
	} else if (name === "index") {
		on.facts.index = names;
		for (const one of names) if (periodsOf(value).length > 0) on.facts.periods.set(one, periodsOf(value));
	} else setColumn(on, name, value);
}

/** Whether the column is new. */
export function setColumn({ facts }: Frame, name: string, value: Value): boolean {
	const periods = periodsOf(value);
	if (periods.length > 0) facts.periods.set(name, periods);
	else facts.periods.delete(name);
	const isKnown = facts.made.has(name) || sourceOf(facts)?.columns.has(name) === true;
	if (!isKnown) facts.made.add(name);
	return !isKnown;
}
