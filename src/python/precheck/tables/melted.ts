// Tables of months as columns: `melt()` makes rows of them, whose month is text. It is no date of the file, and does not add up.

import type { KnownFile } from "../../../core/ports.ts";
import { argumentsOf, type Node, spanOf, textOf } from "../../tree.ts";
import { appended, type CheckResult, type Edit, shown } from "../edits.ts";
import type { Frames } from "../frames.ts";
import { calleeOf, isTarget, literalNodes, literalOf, onlyValueOf, type Program } from "../program.ts";
import { readsOf } from "../reads.ts";

const FIGURES = /^(sum|mean|median|std|var|prod)$/;

export function checkMelted(program: Program, frames: Frames): CheckResult {
	const edits = [...undated(program, frames), ...program.nodes.flatMap((node) => numbersOnly(program, frames, node))];
	return { edits, faults: [] };
}

/** How the card of such a table says it: which rows stay, what the columns are called as rows. */
const CARD = /df\.(melt\(id_vars=\[.*\], var_name="(\w+)", value_name="value"\))/;

/** The read of such a table, by a program that takes its months for rows: a row of each is made as it is read, and not again below. */
export function meltedReads(program: Program, files: readonly KnownFile[]): readonly Edit[] {
	const { source, nodes } = program;
	if (/\b(?:stack|wide_to_long|filter|transpose|pd\.melt)\(|\.T\b/.test(source)) return [];
	const [melt, ...more] = nodes.filter(
		(node) => node.name === "CallExpression" && calleeOf(program, node).name === "melt",
	);
	const texts = nodes.filter(({ name }) => name === "String");
	const named = new Set(texts.filter(isSubscript).map((node) => literalOf(program, node) ?? ""));
	return readsOf(program).flatMap(({ call, path, args }): Edit[] => {
		const { columns = [], notes = [] } = files.find(({ name }) => name === path)?.profile ?? {};
		const [, card, period = ""] = notes.map((note) => CARD.exec(note)).find((found) => found !== null) ?? [];
		const isWide = card !== undefined && !columns.some(({ name }) => name === period);
		const asRows = texts.filter((node) => literalOf(program, node) === period && isColumn(node));
		const isMade = asRows.some(({ parent }) => parent !== null && isTarget(parent) && !readsItself(source, parent));
		const usesColumns = columns.some(({ name, type }) => type !== "text" && named.has(name));
		const isEarly =
			melt === undefined || asRows.some((node) => isSubscript(node) && call.to < node.from && node.to < melt.from);
		if (!isWide || asRows.length === 0 || isMade || usesColumns || args.length > 1 || !isEarly || more.length > 0)
			return [];
		const moved = melt === undefined ? undefined : moving(program, melt, period);
		if (melt !== undefined && moved === undefined) return [];
		const said = `Made a row of each ${period}: in \`${shown(path)}\` the ${period}s are columns.`;
		return [
			{ from: call.to, to: call.to, text: moved?.text ?? `.${card}`, said },
			...(moved === undefined ? [] : [moved.gone]),
		];
	});
}

/** `.melt(...)` of a name, with the months under the name that the program reads them by. */
function moving(
	program: Program,
	melt: Node,
	period: string,
): { readonly text: string; readonly gone: Edit } | undefined {
	const { source } = program;
	const { on } = calleeOf(program, melt);
	const name = argumentsOf(source, melt).find(({ keyword }) => keyword === "var_name");
	if (on?.name !== "VariableName" || literalOf(program, name?.node) !== period) return undefined;
	return { text: source.slice(on.to, melt.to), gone: { from: on.to, to: melt.to, text: "", said: "" } };
}

/** `df["month"] = df["month"].astype(str)`. */
function readsItself(source: string, target: Node): boolean {
	const value = target.parent?.lastChild;
	return value != null && value.from !== target.from && spanOf(source, value).startsWith(spanOf(source, target));
}

/** `df["month"]`, `df[["Store", "month"]]`. */
function isSubscript({ parent }: Node): boolean {
	return (parent?.name === "ArrayExpression" ? parent.parent : parent)?.name === "MemberExpression";
}

/** Also `groupby("month")`. */
function isColumn(node: Node): boolean {
	const up = node.parent?.name === "ArrayExpression" ? node.parent.parent : node.parent;
	return isSubscript(node) || (up?.name === "ArgList" && up.parent?.name === "CallExpression");
}

/** `parse_dates=["month"]` of a file without such a column, which pandas refuses. */
function undated(program: Program, frames: Frames): readonly Edit[] {
	const { source } = program;
	return readsOf(program).flatMap(({ call, args }): Edit[] => {
		const at = args.findIndex(({ keyword }) => keyword === "parse_dates");
		const [given, frame] = [args[at]?.node, frames.of(program, call)];
		const names = given?.name === "ArrayExpression" ? literalNodes(program, given) : undefined;
		if (given === undefined || names === undefined || frame === undefined || at === 0) return [];
		const wrong = names.map((name) => literalOf(program, name) ?? "").filter((name) => !hasColumn(frame.columns, name));
		const before = args[at - 1]?.node;
		if (wrong.length === 0 || wrong.length < names.length || before === undefined) return [];
		const listed = wrong.map((name) => `\`${shown(name)}\``).join(", ");
		const said = `Left out \`parse_dates\`: \`${shown(frame.file)}\` has no column ${listed}.`;
		return source.slice(before.to, given.from).includes("\n")
			? []
			: [{ from: before.to, to: given.to, text: "", said }];
	});
}

/** As it is, or but for case and spaces, which another check corrects. */
function hasColumn(columns: readonly string[], name: string): boolean {
	const plain = (text: string) => text.toLowerCase().replace(/[\s_.-]+/g, "");
	return columns.some((column) => plain(column) === plain(name));
}

/** `df.melt(...).groupby("Store").sum()` would join the months, and `mean()` fail on them. */
function numbersOnly(program: Program, frames: Frames, node: Node): readonly Edit[] {
	if (node.name !== "CallExpression") return [];
	const { on: groups, name } = calleeOf(program, node);
	if (!FIGURES.test(name) || groups?.name !== "CallExpression" || argumentsOf(program.source, node).length > 0)
		return [];
	const { on, name: grouping } = calleeOf(program, groups);
	const melt = grouping === "groupby" && on !== undefined ? meltOf(program, on) : undefined;
	const frame = melt === undefined ? undefined : frames.of(program, calleeOf(program, melt).on);
	const kept =
		melt === undefined ? undefined : argumentsOf(program.source, melt).find(({ keyword }) => keyword === "id_vars");
	const names = literalNodes(program, kept?.node)?.map((one) => literalOf(program, one) ?? "");
	if (frame === undefined || names === undefined) return [];
	const values = frame.columns.filter((column) => !names.includes(column));
	if (values.length === 0 || !values.every((column) => frame.numbers.includes(column))) return [];
	const said = `Used only the columns of numbers: \`${name}()\` ${name === "sum" || name === "prod" ? "joins" : "fails on"} text.`;
	return appended(program.source, node, "numeric_only=True", said);
}

/** The melt that a name stands for, if it stands for nothing else. */
function meltOf(program: Program, node: Node): Node | undefined {
	if (node.name === "CallExpression") return calleeOf(program, node).name === "melt" ? node : undefined;
	if (node.name !== "VariableName") return undefined;
	const value = onlyValueOf(program, textOf(program.source, node));
	return value?.name === "CallExpression" ? meltOf(program, value) : undefined;
}
