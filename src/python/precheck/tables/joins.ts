// Keys of joins: a key that one of two tables calls otherwise is taken by that name where names and values leave no doubt, else it is said which table lacks it.

import { closest } from "../../../core/closest.ts";
import type { ColumnProfile } from "../../../core/domain.ts";
import { argumentsOf, type Node, textOf } from "../../tree.ts";
import { type Edit, shown } from "../edits.ts";
import type { Frame, Frames } from "../frames.ts";
import { literalOf, type Program } from "../program.ts";

/** A column that is read by a literal, of a table whose columns are known. */
export interface ColumnRead {
	readonly program: Program;
	readonly node: Node;
	readonly frame: Frame;
	/** Read of both tables of a merge: what stands for this one, and the other one, if its columns are known. */
	readonly both?: {
		readonly table: Node | undefined;
		readonly other: Frame | undefined;
		/** Which table of the two lacks it where it is missing, the argument that names the key, and the kind of join. */
		readonly side: "left" | "right";
		readonly key: Node | undefined;
		readonly how: Node | undefined;
	};
}

/** `a.merge(b, on="key")`, `pd.merge(a, b, left_on="x", right_on="y")`: a key of both tables, or of one. */
export function mergeKeys(
	program: Program,
	given: {
		readonly node: Node;
		readonly on: Node | undefined;
		readonly frames: Frames;
		readonly all: (frame: Frame | undefined, node: Node | undefined) => ColumnRead[];
	},
): ColumnRead[] {
	const { node, on, frames, all } = given;
	const args = argumentsOf(program.source, node);
	const positional = args.filter(({ keyword }) => keyword === "").map((arg) => arg.node);
	const named = (keyword: string) => args.find((arg) => arg.keyword === keyword)?.node;
	const isPandas = on?.name === "VariableName" && /^(pd|pandas)$/.test(textOf(program.source, on));
	const places = isPandas ? positional : [on, ...positional];
	const [leftTable, rightTable] = [named("left") ?? places[0], named("right") ?? places[1]];
	const [left, right] = [frames.of(program, leftTable), frames.of(program, rightTable)];
	const key = named("on") ?? places[3];
	const more = { key, how: named("how") ?? places[2] };
	return [
		...all(left, key).map((read) => ({
			...read,
			both: { table: leftTable, other: right, side: "left" as const, ...more },
		})),
		...all(right, key).map((read) => ({
			...read,
			both: { table: rightTable, other: left, side: "right" as const, ...more },
		})),
		...all(left, named("left_on")),
		...all(right, named("right_on")),
	];
}

/** `b.rename(columns={"CustomerID": "cust_id"})` in place of `b`: the result has the columns that the program expects. Where it expects the other name as
 *  well, `left_on="cust_id", right_on="CustomerID"` in place of `on="cust_id"` keeps both. */
export function renamedKey(
	program: Program,
	{
		name,
		frame,
		both,
	}: { readonly name: string; readonly frame: Frame; readonly both: NonNullable<ColumnRead["both"]> },
): Edit | undefined {
	const { table, other } = both;
	const wanted = other?.profiles.find((column) => column.name === name);
	const meant = wanted === undefined ? [] : frame.profiles.filter((column) => isSameThing(name, column.name));
	const [only] = meant;
	if (table === undefined || wanted === undefined || only === undefined || meant.length > 1) return undefined;
	if (other?.columns.includes(only.name) || !holdTheSame(wanted, only)) return undefined;
	// It is used by its own name as well, and would be gone.
	const isUsed = program.nodes.some(
		(node) =>
			literalOf(program, node) === only.name ||
			(node.name === "PropertyName" && textOf(program.source, node) === only.name),
	);
	const isPlain = [name, only.name].every((text) => !/["'\\\p{Cc}]/u.test(text));
	if (!isPlain || !/^(VariableName|CallExpression)$/.test(table.name)) return undefined;
	const said = `\`${shown(frame.file)}\` calls \`${shown(name)}\` \`${shown(only.name)}\`, so it is joined by that.`;
	if (isUsed) return apart(program, both, { here: only.name, there: name, said });
	const text = `.rename(columns={"${only.name}": "${name}"})`;
	return { from: table.to, to: table.to, text, said };
}

/** In a join that keeps all rows of the second table, the first table's key would be empty in some. */
function apart(
	program: Program,
	{ side, key, how }: NonNullable<ColumnRead["both"]>,
	{ here, there, said }: { readonly here: string; readonly there: string; readonly said: string },
): Edit | undefined {
	const keyword = key?.prevSibling?.name === "AssignOp" ? key.prevSibling.prevSibling : null;
	const kind = how === undefined ? "inner" : literalOf(program, how);
	if (key?.name !== "String" || keyword === null || (kind !== "inner" && kind !== "left")) return undefined;
	const [left, right] = side === "left" ? [here, there] : [there, here];
	return { from: keyword.from, to: key.to, text: `left_on="${left}", right_on="${right}"`, said };
}

/** Columns of two tables that are the same thing by name and by values, and what was to be joined on, or a key of one of them. */
function pairsOf(wanted: string, one: Frame, other: Frame): readonly (readonly [string, string])[] {
	const isKey = ({ distinct }: ColumnProfile, { rows }: Frame) => rows !== undefined && distinct === rows;
	return one.profiles.flatMap((a) =>
		other.profiles
			.filter((b) => isSameThing(a.name, b.name) && holdTheSame(a, b))
			.filter((b) => [a.name, b.name].some((name) => isSameThing(wanted, name)) || isKey(a, one) || isKey(b, other))
			.map((b) => [a.name, b.name] as const),
	);
}

const GENERAL = /^(ids?|no|nr|num|number|code|key|ref)$/;
const GENERAL_END = /(ids?|编号|号码|代码|号|番号|コード|nummer|nr)$/;

/** `cust_id` and `CustomerID`, `product` and `prod_no`; not `customer_name`. */
function isSameThing(one: string, other: string): boolean {
	const [a, b] = [core(one), core(other)];
	const isNear = (word: string, at: number) => {
		const [short = "", long = ""] = [word, b[at] ?? ""].toSorted((x, y) => x.length - y.length);
		return short === long || (short.length >= 3 && long.startsWith(short));
	};
	return a.length > 0 && a.length === b.length && a.every(isNear);
}

/** The words of a name, without those that only say that it is a key. */
function core(name: string): readonly string[] {
	const words = name
		.normalize("NFKC")
		.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== "" && !GENERAL.test(word));
	return words.map((word) => (word.length > 3 ? word.replace(GENERAL_END, "") : word)).filter((word) => word !== "");
}

/** By their profiles: numbers in the same range, or texts of which some are equal or all are built alike. */
function holdTheSame(one: ColumnProfile, other: ColumnProfile): boolean {
	if (one.type !== other.type) return false;
	if (one.type === "int") {
		const [a, b] = [rangeOf(one), rangeOf(other)];
		const shared = Math.min(a.high, b.high) - Math.max(a.low, b.low);
		return shared > 0 && shared >= 0.5 * Math.min(a.high - a.low, b.high - b.low);
	}
	if (one.type !== "text") return false;
	if (one.samples.some((value) => other.samples.includes(value))) return true;
	const shapes = new Set([...one.samples, ...other.samples].map(shapeOf));
	return one.samples.length > 0 && other.samples.length > 0 && shapes.size === 1 && /\d/.test([...shapes].join());
}

function rangeOf({ range = ["", ""] }: ColumnProfile): { readonly low: number; readonly high: number } {
	return { low: Number(range[0] || Number.NaN), high: Number(range[1] || Number.NaN) };
}

/** `C0017` and `C0230` are A9999. */
function shapeOf(value: string): string {
	return value.replace(/\p{L}/gu, "A").replace(/\p{N}/gu, "9");
}

/** `both`: that table and the one it is joined with, as they stand in the join. */
export function unknownKey(name: string, frame: Frame, { other, side }: NonNullable<ColumnRead["both"]>): string {
	const key = shown(name);
	const near = nearest(name, frame);
	const lacks = `${shown(frame.file)} has no column '${key}' to merge on; ${instead(name, frame)}`;
	const [pair, more] = other === undefined ? [] : pairsOf(name, other, frame);
	if (pair !== undefined && more === undefined) {
		const [left, right] = side === "left" ? pair.toReversed() : pair;
		return `${shown(frame.file)} has no column '${key}' to merge on; use left_on='${shown(left ?? "")}', right_on='${shown(right ?? "")}'`;
	}
	if (near === undefined || other?.columns.includes(name) !== true) return lacks;
	return `${lacks}: use left_on and right_on, '${key}' for ${shown(other.file)} and '${shown(near)}' for ${shown(frame.file)}`;
}

/** What the model may use in place of a column that is not there. */
export function instead(name: string, frame: Frame): string {
	const inner = frame.inner?.find((key) => key === name || key.endsWith(`.${name}`));
	if (inner !== undefined)
		return `it is a key inside objects: read ${shown(frame.file)} with pd.json_normalize as its card says, which makes the column '${shown(inner)}'`;
	const ending = frame.columns.filter((column) => column.endsWith(` ${name}`)).slice(0, 4);
	if (ending.length > 1) return `it may be ${ending.map((column) => `'${shown(column)}'`).join(" or ")}`;
	const near = nearest(name, frame);
	if (near !== undefined) return `the closest is '${shown(near)}'`;
	const all = frame.columns.slice(0, 15).map((column) => `'${shown(column)}'`);
	return `the columns of ${shown(frame.file)} are ${all.join(", ")}${frame.columns.length > all.length ? ", ..." : ""}`;
}

export function nearest(name: string, { columns }: Frame): string | undefined {
	return closest(
		name,
		columns.map((column) => ({ name: column, type: "" })),
	);
}
