// Columns that a program reads and the file does not have: a name that differs only in case, spaces, underscores or dots is corrected.

import { distance } from "../../core/closest.ts";
import type { KnownFile } from "../../core/ports.ts";
import { argumentsOf, children, type Node, nodesOf, spanOf, textOf } from "../tree.ts";
import { type CheckResult, type Edit, type Fault, shown } from "./edits.ts";
import type { Frame, Frames } from "./frames.ts";
import { calleeOf, isTarget, literalNodes, literalOf, onlyValueOf, type Program, requote, within } from "./program.ts";
import { joinsNames } from "./reading/two-rows.ts";
import { elsewhere, readElsewhere } from "./tables/elsewhere.ts";
import { type ColumnRead, instead, mergeKeys, nearest, renamedKey, unknownKey } from "./tables/joins.ts";

/** Ways to make or rename columns that cannot be followed, whatever they are used on. */
const UNSEEN = /\b(exec|eval|globals|locals|vars|setattr|set_axis|swapaxes|add_prefix|add_suffix)\b/;
/** Calls whose texts only label something. */
const LABELS = /^(print|title|suptitle|set_title|[xyz]?label|set_[xyz]label|legend|text|annotate|figtext|format)$/;
const NAMING = /^(agg|aggregate|assign|DataFrame|dict|with_columns|rename)$/;
/** Names that pandas gives to columns. */
const GIVEN = /^(index|level_\d+|variable|value|count|size|key_\d+|Unnamed: .*|\d+|)$/;

/** Most faults: finding the closest name takes time. */
const MOST = 8;

/** Arguments that name columns of the table that the method is called on, by position or keyword. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
	groupby: ["0", "by"],
	sort_values: ["0", "by"],
	drop_duplicates: ["0", "subset"],
	dropna: ["subset"],
	nlargest: ["1", "columns"],
	nsmallest: ["1", "columns"],
	set_index: ["0", "keys"],
	pivot_table: ["index", "columns", "values"],
	pivot: ["index", "columns", "values"],
	melt: ["id_vars", "value_vars"],
	explode: ["0", "column"],
	hist: ["column", "by"],
	boxplot: ["column", "by"],
	plot: ["x", "y"],
	scatter: ["x", "y"],
	bar: ["x", "y"],
	barh: ["x", "y"],
	line: ["x", "y"],
};
const CHARTS = ["x", "y", "hue", "col", "row", "size", "style"];
const READS = ["usecols", "parse_dates"];

function columnReadsOf(program: Program, frames: Frames): ColumnRead[] {
	const { source, nodes } = program;
	const all = (frame: Frame | undefined, node: Node | undefined): ColumnRead[] =>
		frame === undefined ? [] : (literalNodes(program, node) ?? []).map((one) => ({ program, node: one, frame }));
	return nodes.flatMap((node): ColumnRead[] => {
		const parts = children(node);
		if (node.name === "MemberExpression" && parts[1]?.name === "[") {
			if (isTarget(node) && !readsItself(source, node)) return [];
			const [base, , key, end] = parts;
			if (end?.name === "]") return all(tableOf(program, frames, base) ?? frames.ofRow(program, base), key);
			if (base?.name === "CallExpression" && calleeOf(program, base).name === "groupby")
				return parts.slice(2).flatMap((one) => (one.name === "String" ? all(tableOf(program, frames, base), one) : []));
			// `df.loc[rows, "a"]`
			const [on, , property] = children(base ?? null);
			const isLoc = base?.name === "MemberExpression" && /^(loc|at)$/.test(textOf(source, property ?? null));
			const isPair = parts.length === 6 && parts[3]?.name === ",";
			const isAll = parts.length === 6 && parts[2]?.name === ":" && parts[3]?.name === ",";
			return isLoc && (isPair || isAll) ? all(frames.of(program, on), parts[4]) : [];
		}
		if (node.name !== "CallExpression") return [];
		const { on, name } = calleeOf(program, node);
		const args = argumentsOf(source, node);
		const named = (wanted: readonly string[]) =>
			args.filter(({ keyword }, at) => wanted.includes(keyword === "" ? String(at) : keyword)).map((arg) => arg.node);
		const own = frames.of(program, node);
		if (/^read_(csv|excel)$/.test(name) && own !== undefined) return named(READS).flatMap((arg) => all(own, arg));
		if (name === "merge") return mergeKeys(program, { node, on, frames, all });
		const data = args.find(({ keyword }) => keyword === "data")?.node;
		if (data !== undefined) return named(CHARTS).flatMap((arg) => all(frames.of(program, data), arg));
		const owner = on?.name === "MemberExpression" && /\.\s*plot$/.test(spanOf(source, on)) ? on.firstChild : on;
		const columns = Object.hasOwn(ARGUMENTS, name) ? (ARGUMENTS[name] ?? []) : [];
		const found = named(columns).flatMap((arg) => all(frames.of(program, owner), arg));
		return /^agg(regate)?$/.test(name)
			? [...found, ...aggregated(program, node, tableOf(program, frames, on), all)]
			: found;
	});
}

/** `df["a"] = df["a"].abs()` and `df["a"] += 1` need the column that they write. */
function readsItself(source: string, node: Node): boolean {
	const statement = node.parent;
	if (statement?.name === "UpdateStatement") return true;
	if (statement?.name !== "AssignStatement" || statement.firstChild?.from !== node.from) return false;
	const [, , value, ...more] = children(statement);
	const same = spanOf(source, node);
	return (
		value !== undefined &&
		more.length === 0 &&
		nodesOf(value).some((part) => part.name === "MemberExpression" && spanOf(source, part) === same)
	);
}

/** The table, or the one that it groups, `groups = df.groupby("a")`. */
function tableOf(program: Program, frames: Frames, node: Node | undefined | null): Frame | undefined {
	const value = node?.name === "VariableName" ? onlyValueOf(program, textOf(program.source, node)) : node;
	if (value?.name === "CallExpression") {
		const { on, name } = calleeOf(program, value);
		if (name === "groupby") return frames.of(program, on);
	}
	return frames.of(program, node);
}

/** `agg({"a": "sum"})` and `agg(total=("a", "sum"))`. */
function aggregated(
	program: Program,
	node: Node,
	frame: Frame | undefined,
	all: (frame: Frame | undefined, node: Node | undefined) => ColumnRead[],
): ColumnRead[] {
	return argumentsOf(program.source, node).flatMap(({ keyword, node: arg }) => {
		if (keyword !== "" && arg.name === "TupleExpression") return all(frame, children(arg)[1]);
		if (arg.name !== "DictionaryExpression") return [];
		return children(arg)
			.filter(({ nextSibling }) => nextSibling?.name === ":")
			.flatMap((key) => all(frame, key));
	});
}

export function checkColumns(
	program: Program,
	earlier: readonly Program[],
	frames: Frames,
	files: readonly KnownFile[],
): CheckResult {
	const programs = [program, ...earlier];
	if (programs.some(makesUnseen)) return { edits: [], faults: [] };
	const reads = programs.map((one) => columnReadsOf(one, frames));
	const reading = new Set(reads.flatMap((some) => some.map(({ program: { source }, node }) => key(source, node))));
	const mentioned = new Set(programs.flatMap((one) => mentionsOf(one, reading)));
	const edits: Edit[] = [];
	const faults: Fault[] = [];
	const isOneFile = new Set(reads.flat().map(({ frame }) => frame.file)).size === 1;
	const found = (name: string, frame: Frame) =>
		elsewhere(program, name, { frame, files, near: nearest(name, frame) !== undefined });
	const unknown = (name: string, frame: Frame, other = found(name, frame)) =>
		`${isOneFile ? "there is" : `${shown(frame.file)} has`} no column '${shown(name)}'; ${other?.hint ?? instead(name, frame)}`;
	for (const { node, frame, both } of reads[0] ?? []) {
		const name = literalOf(program, node) ?? "";
		if (
			frame.columns.includes(name) ||
			GIVEN.test(name) ||
			mentioned.has(name) ||
			isCaught(program, node, /\bKeyError\b/)
		)
			continue;
		const alike = frame.columns.filter((column) => fold(column) === fold(name));
		// A key inside an object, by its own name alone.
		const inner = frame.columns.filter((column) => column.endsWith(`.${name}`));
		// `Summer` of `Sales Summer`, where the names are of two rows.
		const below = frame.isOfTwo === true ? frame.columns.filter((column) => column.endsWith(` ${name}`)) : [];
		const same = [alike, inner, below, misspelt(name, frame.columns)].find((some) => some.length > 0) ?? [];
		const [only] = same;
		// A key of two tables that only one of them calls otherwise cannot be renamed.
		const isOne = same.length === 1 && (both === undefined || both.other?.columns.includes(only ?? "") === true);
		const text = isOne && only !== undefined ? requote(program, node, only) : undefined;
		if (text !== undefined && fold(name) !== "") {
			edits.push({
				from: node.from,
				to: node.to,
				text,
				said: `${marked(name)} is called ${marked(only ?? "")} in \`${shown(frame.file)}\`.`,
			});
		} else if (faults.length < MOST && !isCaught(program, node, /\bException\b|except\s*:/)) {
			const other = both === undefined ? found(name, frame) : undefined;
			const joined =
				both === undefined
					? other && readElsewhere(program, node, name, other)
					: renamedKey(program, { name, frame, both });
			if (joined !== undefined) edits.push(joined);
			else
				faults.push({
					at: node.from,
					what: both === undefined ? unknown(name, frame) : unknownKey(name, frame, both),
				});
		}
	}
	return { edits, faults };
}

/** With quotes if it begins or ends with spaces. */
function marked(name: string): string {
	return name === name.trim() ? `\`${shown(name)}\`` : `\`"${shown(name)}"\``;
}

function key(source: string, { from }: Node): string {
	return `${from} ${source}`;
}

/** Alike but for case, spaces, underscores, dots, the width of letters and what cannot be seen. */
export function fold(name: string): string {
	return name
		.normalize("NFKC")
		.toLowerCase()
		.replaceAll(/[\s_.\p{Cf}]/gu, "");
}

/** One letter of a longer word is missing, too many or wrong; another number or ending may be another column. */
function misspelt(name: string, columns: readonly string[]): readonly string[] {
	const word = fold(name);
	if (!/^\p{Script=Latin}{6,}$/u.test(word)) return [];
	return columns.filter((column) => {
		const other = fold(column);
		return (
			other.slice(-2) === word.slice(-2) && other[0] === word[0] && distance(word, other) === 1 && !/\d/.test(other)
		);
	});
}

/** In a `try` that expects it to fail. */
function isCaught({ source }: Program, node: Node, error: RegExp): boolean {
	return within(node, (up) => {
		if (up.name !== "TryStatement") return false;
		const body = children(up).find(({ name }) => name === "Body");
		return body !== undefined && node.from < body.to && error.test(source.slice(body.to, up.to));
	});
}

/** Whether it may make columns whose names are not literals. */
function makesUnseen(program: Program): boolean {
	const { source, nodes, magics } = program;
	if (UNSEEN.test(source) || magics.some(({ text }) => /^%/.test(text) && !/^%(pip|matplotlib)/.test(text)))
		return true;
	return nodes.some((node) => {
		if (node.name === "CallExpression") return renamesUnseen(program, node);
		if (node.name !== "MemberExpression" || !isTarget(node) || joinsNames(program, node.parent)) return false;
		// `df.columns = ...`, `df.columns.values[0] = ...`
		if (/\.\s*columns\b/.test(spanOf(source, node))) return true;
		const [base, bracket, ...keys] = children(node);
		if (bracket?.name !== "[") return false;
		const last = keys.findLast(({ name }) => name !== "]");
		const isRows =
			base?.name === "MemberExpression" && /\.\s*(loc|iloc|iat)$/.test(spanOf(source, base)) && keys.length === 2;
		return !isRows && literalNodes(program, last) === undefined && !isNumber(last) && !isDictionary(program, base);
	});
}

function isNumber(node: Node | undefined): boolean {
	return node?.name === "Number" || node?.name === "UnaryExpression";
}

/** A name that only ever stands for a dictionary or list made in this program. */
function isDictionary({ source, nodes }: Program, base: Node | undefined): boolean {
	if (base?.name !== "VariableName") return false;
	const name = textOf(source, base);
	const values = nodes.filter(
		({ name: kind, firstChild }) =>
			kind === "AssignStatement" && firstChild?.name === "VariableName" && textOf(source, firstChild) === name,
	);
	return (
		values.length > 0 &&
		values.every(
			({ lastChild }) =>
				lastChild !== null &&
				/^(\{|\[|dict\(|list\(|defaultdict\(|Counter\(|OrderedDict\(|np\.)/.test(spanOf(source, lastChild)),
		)
	);
}

/** `rename(columns=str.lower)`, `insert(0, name, ...)`. */
function renamesUnseen(program: Program, node: Node): boolean {
	const { on, name } = calleeOf(program, node);
	if (on === undefined) return false;
	const args = argumentsOf(program.source, node);
	if (name === "insert") return args.length > 2 && literalOf(program, args[1]?.node) === undefined;
	if (name !== "rename") return false;
	return args.some(
		({ keyword, node: arg }) =>
			/^(columns|mapper|axis|)$/.test(keyword) && !/^(DictionaryExpression|String)$/.test(arg.name),
	);
}

/** Texts and argument names that may name a column that the program makes. */
function mentionsOf(program: Program, reading: ReadonlySet<string>): string[] {
	const { source, nodes } = program;
	return nodes.flatMap((node): string[] => {
		if (node.name === "VariableName" && node.parent?.name === "ArgList" && node.nextSibling?.name === "AssignOp") {
			const call = node.parent.parent;
			return call !== null && NAMING.test(calleeOf(program, call).name) ? [textOf(source, node)] : [];
		}
		const text = literalOf(program, node);
		if (text === undefined || reading.has(key(source, node)) || isLabel(program, node) || isLookedUp(node)) return [];
		return [text];
	});
}

/** `joined["a"]` makes no column, whatever table it is of. */
function isLookedUp(node: Node): boolean {
	const of = node.parent;
	return (
		of?.name === "MemberExpression" && children(of)[2]?.from === node.from && children(of).length === 4 && !isTarget(of)
	);
}

function isLabel(program: Program, node: Node): boolean {
	const list = node.parent;
	return list?.name === "ArgList" && list.parent !== null && LABELS.test(calleeOf(program, list.parent).name);
}
