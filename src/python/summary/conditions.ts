// Conditions and arithmetic on columns: what a mask holds, and what a new column is made of.

import { children, type Node, textOf } from "../tree.ts";
import type { Context } from "./context.ts";
import { constants, type Frame, periodsOf, type Test, texts, UNKNOWN, union, type Value } from "./values.ts";

export function binary(context: Context, node: Node, left: Value, right: Value): Value {
	const operator = children(node)
		.slice(1, -1)
		.map((part) => context.code(part))
		.join(" ");
	if (left.is === "number" && right.is === "number") return calculated(operator, left.number, right.number);
	if (operator === "+" && left.is === "text" && right.is === "text")
		return { is: "text", text: left.text + right.text };
	if (operator === "+" && left.is === "list" && right.is === "list")
		return { is: "list", items: [...left.items, ...right.items] };
	if (operator === "/" && left.is === "file") return { is: "file", path: `${left.path}/${texts(right)[0] ?? ""}` };
	if (/^[/]$/.test(operator) && right.is === "figure" && /^(sum|count)$/.test(right.how)) share(context, node, left);
	const base = left.is === "frame" ? left : right.is === "frame" ? right : undefined;
	if (base === undefined) return left.is === "figure" ? left : right.is === "figure" ? right : UNKNOWN;
	const columns = union(texts(left.is === "frame" ? left : undefined), texts(right.is === "frame" ? right : undefined));
	const periods = union(periodsOf(left), periodsOf(right));
	const { test: _, sorted: __, letters: ___, ...rest } = base;
	const made: Frame = { ...rest, columns, periods, single: true };
	const text = context.code(node);
	if (/^(&|\||\^|and|or)$/.test(operator)) return { ...made, test: both(testOf(left), testOf(right), text) };
	if (/^(==|!=|<>|<|>|<=|>=|in|not in|is|is not)$/.test(operator)) {
		const values = union(constants(left), constants(right));
		return { ...made, test: { how: "where", values, text } };
	}
	return made;
}

function share(context: Context, node: Node, part: Value): void {
	const columns = part.is === "frame" || part.is === "figure" ? part.columns : [];
	if (part.is === "frame" || part.is === "figure") context.emit(node, { kind: "computes", how: "share", columns });
}

function testOf(value: Value): Test | undefined {
	return value.is === "frame" ? value.test : undefined;
}

function both(one: Test | undefined, other: Test | undefined, text: string): Test {
	const values = union(one?.values ?? [], other?.values ?? []);
	const same = one !== undefined && one.how === other?.how ? one.how : "where";
	return { how: same, values, text };
}

export function negated(context: Context, node: Node, value: Value): Value {
	const sign = textOf(context.code(node), null) || context.code(children(node)[0] as Node);
	if (value.is === "number" && sign === "-") return { is: "number", number: -value.number };
	if (value.is !== "frame" || !/^(~|not)$/.test(sign)) return value;
	const { test } = value;
	const text = context.code(node);
	const values = test?.values ?? [];
	return { ...value, test: { how: OPPOSITE[test?.how ?? "where"], values, text } };
}

/** Of rows that repeat others `duplicated` is the test, so that its opposite keeps one of each. */
const OPPOSITE: Readonly<Record<Test["how"], Test["how"]>> = {
	where: "where",
	filled: "empty",
	empty: "filled",
	distinct: "distinct",
};

function calculated(operator: string, left: number, right: number): Value {
	switch (operator) {
		case "+":
			return { is: "number", number: left + right };
		case "-":
			return { is: "number", number: left - right };
		case "*":
			return { is: "number", number: left * right };
		case "/":
			return { is: "number", number: left / right };
		case "**":
			return { is: "number", number: left ** right };
		default:
			return UNKNOWN;
	}
}

/** Rows that meet the condition go on. */
export function kept(context: Context, at: Node, frame: Frame, mask: Frame): Frame {
	const { test, columns } = mask;
	const text = clip(test?.text ?? (columns[0] === undefined ? context.code(at) : `${columns[0]} is true`));
	const how = test === undefined || test.how === "empty" ? "where" : test.how;
	const values = test?.how === "empty" ? ["empty"] : (test?.values ?? []);
	context.emit(at, { kind: "keeps", how, columns, values: values.slice(0, 12).map(clip), text });
	const { sorted } = frame;
	return { ...frame, ...(sorted === undefined ? {} : { sorted }) };
}

export function clip(text: string): string {
	return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

/** The first rows, which after a sort are the largest or the smallest. */
export function limited(
	context: Context,
	at: Node,
	frame: Frame,
	{ how, rows, text }: { readonly how: "first" | "last"; readonly rows: number | undefined; readonly text: string },
): Frame {
	const { sorted } = frame;
	const isTop = sorted !== undefined && sorted.descending === (how === "first");
	const kind = sorted === undefined ? how : isTop ? "largest" : "smallest";
	const columns = sorted?.columns ?? [];
	context.emit(at, { kind: "keeps", how: kind, columns, values: [], text, ...(rows === undefined ? {} : { rows }) });
	return frame;
}
