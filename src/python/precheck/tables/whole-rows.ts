// Figures over all columns of a table that has text among them, `df.mean()`, `df.sum(axis=1)` and `df.groupby("a").mean()["b"]`: pandas fails on the text, so the numbers alone are taken, or the columns that are wanted.

import { argumentsOf, children, type Node, spanOf } from "../../tree.ts";
import { appended, type CheckResult, type Edit, isQuotable, shown } from "../edits.ts";
import type { Frame, Frames } from "../frames.ts";
import { calleeOf, literalNodes, literalOf, type Program, within } from "../program.ts";

/** Fail on text whatever the axis. */
const FIGURES = /^(mean|median|std|var|sem|skew|kurt|quantile|corr|cov)$/;
/** Fail where a row has text and numbers. */
const ACROSS = /^(sum|prod|max|min)$/;
/** The table may have lost its text, or has it in the index. */
const OTHERWISE =
	/\b(set_index|index_col|drop|select_dtypes|usecols|numeric_only|transpose|pivot\w*|to_numeric|filter|loc)\b|\.T\b|\[\s*\[/;

export function checkWholeRows(program: Program, frames: Frames): CheckResult {
	const { source, nodes } = program;
	// Days cannot be added up.
	const hasDates = /\bto_datetime\(|\bparse_dates\b/.test(source);
	const chosen = hasDates ? nodes.flatMap((node) => choosingFirst(program, frames, node)) : [];
	if (OTHERWISE.test(source)) return { edits: chosen, faults: [] };
	const edits = nodes.flatMap((node): Edit[] => {
		if (node.name !== "CallExpression" || chosen.some(({ from }) => from === node.to)) return [];
		const { on, name } = calleeOf(program, node);
		const isAcross = argumentsOf(source, node).some(
			({ keyword, node: value }) => keyword === "axis" && /^(1|["']columns["'])$/.test(spanOf(source, value)),
		);
		if (on === undefined) return [];
		const grouped = isGrouped(program, on) ? on : undefined;
		const fails =
			FIGURES.test(name) || (isAcross && ACROSS.test(name)) || (grouped !== undefined && name === "sum" && hasDates);
		if (!fails) return [];
		const frame = frames.of(program, grouped === undefined ? on : calleeOf(program, grouped).on);
		if (frame === undefined || frame.numbers.length === 0) return [];
		const isDated = name === "sum" && grouped !== undefined && frame.numbers.length < frame.columns.length;
		if (texts(frame).length === 0 && !isDated) return [];
		const names = isAcross && !isColumn(node) ? nameOfRows(frame) : undefined;
		if (names !== undefined) {
			const text = `.set_index("${names}")`;
			const said = `Used \`${shown(names)}\` as the row labels: \`${name}(axis=1)\` cannot add text to numbers.`;
			return [{ from: on.to, to: on.to, text, said }];
		}
		const said = `Used only the columns of numbers: \`${name}()\` fails on ${texts(frame).length === 0 ? "dates" : "text"}.`;
		return appended(source, node, "numeric_only=True", said);
	});
	return { edits: [...chosen, ...edits], faults: [] };
}

/** `df.groupby("a").sum()["b"]` as `df.groupby("a")["b"].sum()`, which is the same where the first does not fail. */
function choosingFirst(program: Program, frames: Frames, node: Node): readonly Edit[] {
	const { source } = program;
	const [call, bracket, key, end] = node.name === "MemberExpression" ? children(node) : [];
	if (call?.name !== "CallExpression" || bracket?.name !== "[" || key === undefined || end?.name !== "]") return [];
	const { on, name } = calleeOf(program, call);
	if (on === undefined || !isGrouped(program, on) || !/^(?:sum|mean|median|std|var)$/.test(name)) return [];
	const isPlain = argumentsOf(source, call).length === 0 && !/\bas_index\b|\blevel\b/.test(spanOf(source, on));
	const names = literalNodes(program, key)?.map((one) => literalOf(program, one) ?? "");
	const known = frames.of(program, calleeOf(program, on).on)?.columns ?? [];
	if (!isPlain || names === undefined || !names.every((one) => known.includes(one))) return [];
	const columns = source.slice(bracket.from, end.to);
	const said = `Chose the columns before \`${name}()\`, which fails on dates.`;
	return [
		{ from: on.to, to: on.to, text: columns, said },
		{ from: bracket.from, to: end.to, text: "", said: "" },
	];
}

function isGrouped(program: Program, on: Node): boolean {
	return on.name === "CallExpression" && calleeOf(program, on).name === "groupby";
}

/** Text that is none of numbers or dates. */
function texts({ profiles }: Frame) {
	return profiles.filter(({ type, notes = [] }) => type === "text" && !notes.some((note) => note.includes(": pd.to_")));
}

/** The only column of text, if no value of it comes twice. */
function nameOfRows(frame: Frame): string | undefined {
	const [only, more] = texts(frame);
	const isAlone = more === undefined && frame.numbers.length === frame.columns.length - 1;
	if (only === undefined || !isAlone || only.distinct !== frame.rows || !isQuotable(only.name)) return undefined;
	return only.name;
}

/** `df["total"] = df.sum(axis=1)`: the rows must stay as they are numbered. */
function isColumn(node: Node): boolean {
	return within(node, (up) => up.name === "AssignStatement" && up.firstChild?.name === "MemberExpression");
}
