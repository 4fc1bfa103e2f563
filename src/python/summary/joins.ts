// Joins: two tables by their keys, or rows below rows.

import type { Call, Context } from "./context.ts";
import { type Frame, joined, textIn, texts, use, type Value } from "./values.ts";

export function joins(context: Context, call: Call, on: Frame, name: string): Frame {
	const { at, arg, positional } = call;
	const [given] = positional;
	const other = arg("right", "other") ?? given;
	const others = other?.is === "list" ? other.items : [other];
	const frames = others.filter((value): value is Frame => value?.is === "frame");
	if (name === "concat") {
		context.emit(at, { kind: "joins", how: "concat", keys: [], otherKeys: [] });
		return joined([on, ...frames]);
	}
	return merged(context, call, [on, ...frames], name);
}

/** `left` and `right` are already known. */
export function merged(context: Context, { at, arg }: Call, frames: readonly Frame[], name: string): Frame {
	const both = arg("on") ?? (name === "join" ? arg("on", 1) : undefined);
	const [left, right] = [texts(arg("left_on", "left_by") ?? both), texts(arg("right_on", "right_by") ?? both)];
	const [first, second] = frames;
	if (first !== undefined) use(first, left);
	if (second !== undefined) use(second, right);
	const how = textIn(arg("how")) ?? (name === "join" && both === undefined ? "left" : "inner");
	const otherKeys = right.join("\n") === left.join("\n") ? [] : right;
	context.emit(at, { kind: "joins", how, keys: left, otherKeys });
	return joined(frames);
}

/** `pd.concat([a, b])`. */
export function stacked(context: Context, { at, arg }: Call): Value {
	const given = arg("objs", "items", 0);
	const frames = (given?.is === "list" ? given.items : [given]).filter((one): one is Frame => one?.is === "frame");
	const axis = arg("axis");
	const isAcross =
		axis?.is === "number" ? axis.number === 1 : textIn(axis) === "columns" || textIn(arg("how")) === "horizontal";
	context.emit(at, { kind: "joins", how: isAcross ? "columns" : "concat", keys: [], otherKeys: [] });
	return joined(frames);
}
