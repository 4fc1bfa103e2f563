// Tables in a program: which names stand for the table of a listed file, and its columns. A name that may stand for anything else stands for none.

import type { ColumnProfile, FileProfile } from "../../core/domain.ts";
import type { KnownFile } from "../../core/ports.ts";
import { argumentsOf, children, isValue, type Node, spanOf, textOf } from "../tree.ts";
import { fileOf } from "./files.ts";
import { calleeOf, isLoopTarget, literalNodes, literalOf, type Program, within } from "./program.ts";
import { addedBy, sheetOf } from "./reading/books.ts";
import { normalized, topOf } from "./reading/objects.ts";
import { readsTwoRows } from "./reading/two-rows.ts";
import { type Read, readsOf } from "./reads.ts";

export interface Frame {
	/** The file it was read from. */
	readonly file: string;
	/** Of the file; absent: not counted. */
	readonly rows?: number;
	readonly columns: readonly string[];
	/** Those that hold numbers in the file. */
	readonly numbers: readonly string[];
	readonly profiles: readonly ColumnProfile[];
	/** Keys inside its objects, as `json_normalize` would name them. */
	readonly inner?: readonly string[];
	/** Its names are of two rows, joined as the card says. */
	readonly isOfTwo?: true;
}

/** What an expression stands for. */
export interface Frames {
	of(program: Program, node: Node | undefined | null): Frame | undefined;
	/** Of a row, whose labels are the columns. */
	ofRow(program: Program, node: Node | undefined | null): Frame | undefined;
}

/** Methods that give a table with the same columns, or fewer. */
const KEEPS =
	/^(copy|dropna|fillna|drop_duplicates|sort_values|sort_index|head|tail|sample|query|astype|replace|drop|nlargest|nsmallest|convert_dtypes|infer_objects|ffill|bfill|interpolate|set_index|assign|where|mask|rename|round|clip|filter|truncate)$/;
const READS = /^(read_(csv|excel|json|parquet|feather)|json_normalize)$/;
/** Arguments of a reader that leave the names of the columns as they are. */
const HARMLESS =
	/^(|filepath_or_buffer|path_or_buf|io|path|sep|delimiter|encoding|encoding_errors|parse_dates|dayfirst|dtype|na_values|keep_default_na|low_memory|engine|usecols|index_col|thousands|decimal|nrows|on_bad_lines|skipinitialspace|skip_blank_lines|date_format|converters|quotechar|quoting|escapechar|na_filter|memory_map|columns|dtype_backend|skiprows|comment|lines|sheet_name|skipfooter)$/;

/** Far more than a program that people read takes. */
const MOST_STEPS = 20_000;

interface Binding {
	readonly program: Program;
	/** How what is bound comes from `value`. */
	readonly kind: "is" | "row" | "group" | "other";
	readonly value: Node | undefined;
	/** Where the statement ends that binds it, if that statement is run once and in its place. */
	readonly since?: number;
}

/** Where a name is read, if that is run once and in its place: what is bound below it does not count. */
interface Place {
	readonly program: Program;
	readonly at: number;
}

export function openFrames(
	programs: readonly Program[],
	given: { readonly files: readonly KnownFile[]; readonly made: readonly string[] },
): Frames {
	const bindings = new Map<string, Binding[]>();
	for (const program of programs)
		for (const [name, binding] of bindingsOf(program)) bindings.set(name, [...(bindings.get(name) ?? []), binding]);
	const reads = new Map(
		programs.map((program, at) => {
			const earlier = programs.slice(0, at);
			const found = readsOf(program).map(
				(read) => [read.call.from, frameOf(program, read, { ...given, program, earlier })] as const,
			);
			const flat = program.nodes.flatMap((node) => {
				const file =
					node.name === "CallExpression" &&
					normalized(program, node, (path) => fileOf({ ...given, program, earlier }, path));
				return file === undefined || file === false ? [] : [[node.from, tableIn(file)] as const];
			});
			return [program, new Map([...found, ...flat])] as const;
		}),
	);
	const names = new Map<string, Frame | undefined>();
	const rows = new Map<string, Frame | undefined>();
	const pending = new Set<string>();
	let left = MOST_STEPS;

	/** What a name may be bound to: of bindings in a row the last before `place`, and all that may be run at any time. */
	function boundBefore(name: string, place: Place | undefined): readonly Binding[] {
		const all = bindings.get(name) ?? [];
		if (place === undefined) return all;
		const order = (program: Program) => programs.indexOf(program);
		const isBefore = ({ program, since = 0 }: Binding) =>
			program === place.program ? since <= place.at : order(program) < order(place.program);
		const last = all.findLast((one) => one.since !== undefined && isBefore(one));
		return all.filter((one) => one === last || one.since === undefined);
	}

	function ofName(name: string, wanted: "is" | "row", place?: Place): Frame | undefined {
		const known = wanted === "is" ? names : rows;
		const bound = boundBefore(name, place);
		const key = `${wanted} ${name} ${bound.map(({ program, since }) => `${programs.indexOf(program)}:${since}`).join()}`;
		if (known.has(key)) return known.get(key);
		// A name that is bound to something made from itself, `df = df.dropna()`: the other bindings decide.
		if (pending.has(key)) return ITSELF;
		pending.add(key);
		const found = bound.map(({ program, kind, value }) => {
			if (wanted === "row") return kind === "row" ? of(program, value) : undefined;
			if (kind === "is") return of(program, value);
			return kind === "group" ? ofGroups(program, value) : undefined;
		});
		pending.delete(key);
		const frame = found.includes(undefined) ? undefined : join(found);
		if (pending.size === 0) known.set(key, frame);
		return frame;
	}

	function of(program: Program, node: Node | undefined | null): Frame | undefined {
		if (node == null || left-- < 0) return undefined;
		const parts = children(node);
		switch (node.name) {
			case "VariableName":
				return ofName(textOf(program.source, node), "is", runsOnce(node) ? { program, at: node.from } : undefined);
			case "ParenthesizedExpression":
				return of(program, parts[1]);
			case "CallExpression":
				return ofCall(program, node);
			case "MemberExpression":
				return parts[1]?.name === "[" ? ofSubscript(program, parts) : undefined;
			default:
				return undefined;
		}
	}

	function ofCall(program: Program, node: Node): Frame | undefined {
		const read = reads.get(program)?.get(node.from);
		const { on, name } = calleeOf(program, node);
		if (read !== undefined || READS.test(name)) return READS.test(name) ? read : undefined;
		if (on === undefined) return undefined;
		const args = argumentsOf(program.source, node);
		if (name === "reset_index" && args.some(({ keyword }) => keyword === "drop")) return of(program, on);
		return KEEPS.test(name) && spanOf(program.source, node).includes("inplace") === false ? of(program, on) : undefined;
	}

	/** `df[df["a"] > 1]` and `df[["a", "b"]]` are tables, `df["a"]` is not. */
	function ofSubscript(program: Program, [base, , key, end]: readonly Node[]): Frame | undefined {
		if (key === undefined || end?.name !== "]") return undefined;
		const isList = key.name === "ArrayExpression" && literalNodes(program, key) !== undefined;
		const isFilter =
			/^(BinaryExpression|UnaryExpression)$/.test(key.name) ||
			(key.name === "ParenthesizedExpression" && !spanOf(program.source, key).includes(":="));
		const isCall =
			key.name === "CallExpression" &&
			/^(isin|notna|isna|notnull|isnull|between|contains|startswith|endswith|duplicated|eq|ne|gt|ge|lt|le)$/.test(
				calleeOf(program, key).name,
			);
		return isList || isFilter || isCall ? of(program, base) : undefined;
	}

	function ofGroups(program: Program, value: Node | undefined): Frame | undefined {
		if (value?.name !== "CallExpression") return undefined;
		const { on, name } = calleeOf(program, value);
		return name === "groupby" ? of(program, on) : undefined;
	}

	return {
		of: (program, node) => real(of(program, node)),
		ofRow: (program, node) =>
			node?.name === "VariableName" ? real(ofName(textOf(program.source, node), "row")) : undefined,
	};
}

/** Stands for a name inside its own binding. */
const ITSELF: Frame = { file: "", columns: [], numbers: [], profiles: [] };

function real(frame: Frame | undefined): Frame | undefined {
	return frame === ITSELF ? undefined : frame;
}

/** The table that all of them are; undefined if they are of several files. */
function join(found: readonly (Frame | undefined)[]): Frame | undefined {
	const frames = found.filter((frame): frame is Frame => frame !== undefined && frame !== ITSELF);
	const [first] = frames;
	if (first === undefined) return found.length === 0 ? undefined : ITSELF;
	const isSame = ({ file, columns }: Frame) =>
		file === first.file && (columns === first.columns || columns.join("\n") === first.columns.join("\n"));
	return frames.every(isSame) ? first : undefined;
}

function frameOf(program: Program, read: Read, context: Parameters<typeof fileOf>[0]): Frame | undefined {
	const file = fileOf(context, read.path);
	const profile = file?.profile;
	const { columns } = profile ?? {};
	if (file === undefined || profile === undefined || columns === undefined || /^(pl|polars)$/.test(read.on))
		return undefined;
	if (readsTwoRows(program, read, profile)) {
		const joined = tableIn(file);
		return joined && { ...joined, numbers: [], isOfTwo: true };
	}
	const sheet = read.reader === "read_excel" ? sheetOf(program, read, profile) : undefined;
	const given = givenColumns(read, sheet, profile);
	const known = given === undefined ? undefined : tableIn(file, given);
	if (known === undefined) return undefined;
	// What is known of columns is of one sheet alone.
	const table = sheet === undefined || sheet.name === (profile.sheet ?? "") ? known : { ...known, numbers: [] };
	const isPlain =
		read.args.every(
			({ keyword, node }) => HARMLESS.test(keyword) || (keyword === "header" && spanOf(program.source, node) === "0"),
		) && read.args.filter(({ keyword }) => keyword === "").length < 2;
	const added = addedBy(program, read, profile);
	const has = (key: string) => added.some((one) => one.startsWith(`${key}=`));
	const mark = read.args.find(({ keyword }) => keyword === "sep" || keyword === "delimiter");
	const parts = mark === undefined ? (has("sep") ? profile.delimiter : ",") : literalOf(program, mark.node);
	const skips = has("skiprows") || read.args.some(({ keyword }) => keyword === "skiprows");
	const wantsSkip = (profile.skip ?? 0) > 0;
	const takesUnits = profile.arguments?.some((one) => one.startsWith("skiprows=")) === true;
	const isTable = /^read_csv$/.test(read.reader);
	if (!isPlain || spanOf(program.source, read.call).includes("**")) return undefined;
	if (isTable && (parts !== (profile.delimiter ?? ",") || (skips !== wantsSkip && !takesUnits))) return undefined;
	return read.reader === "read_excel" && skips !== (sheet?.skip ?? 0) > 0 ? undefined : table;
}

/** The columns that a call without more to it gives; undefined if they are not known. */
function givenColumns(
	{ reader }: Read,
	sheet: ReturnType<typeof sheetOf>,
	profile: FileProfile,
): readonly string[] | undefined {
	if (reader === "read_json") return topOf(profile);
	if (reader !== "read_excel") return profile.columns?.map(({ name }) => name);
	return sheet?.header === undefined && (sheet?.more ?? 0) === 0 ? sheet?.columns : undefined;
}

/** Without columns all are meant. */
function tableIn({ name: file, profile }: KnownFile, given?: readonly string[]): Frame | undefined {
	const { columns = [] } = profile ?? {};
	const all = columns.map(({ name }) => name);
	const names = given ?? all;
	// A name that the profile had to shorten is not the name of a column.
	if (names.length === 0 || names.some((name) => name.endsWith("…") || name.length >= 80) || names.length >= 200)
		return undefined;
	const numbers = columns.filter(({ name, type }) => /^(int|float)$/.test(type) && names.includes(name));
	const inner = profile?.flat === undefined ? [] : all.filter((name) => !names.includes(name));
	return {
		file,
		...(profile?.rows === undefined ? {} : { rows: profile.rows }),
		columns: names,
		numbers: numbers.map(({ name }) => name),
		profiles: columns.filter(({ name }) => names.includes(name)),
		...(inner.length === 0 ? {} : { inner }),
	};
}

/** It stands in no loop, branch or function. */
function runsOnce(node: Node): boolean {
	return !within(node, ({ name }) => /^(Body|LambdaExpression)$/.test(name));
}

/** What each name of a program is bound to, in whatever scope. */
function bindingsOf(program: Program): [string, Binding][] {
	const { source, nodes } = program;
	return nodes.flatMap((node): [string, Binding][] => {
		if (node.name !== "VariableName") return [];
		const { parent } = node;
		const since = parent?.name === "AssignStatement" && runsOnce(node) ? { since: parent.to } : {};
		const bind = (kind: Binding["kind"], value?: Node): [string, Binding][] => [
			[textOf(source, node), { program, kind, value, ...since }],
		];
		switch (parent?.name) {
			case "AssignStatement": {
				const parts = children(parent);
				const isSimple = parts.length === 3 && parts[1]?.name === "AssignOp";
				if (isSimple) return node.prevSibling === null ? bind("is", parts[2]) : [];
				return node.nextSibling === null ? [] : bind("other");
			}
			case "ForStatement":
				return loopBinding(program, node, parent, bind);
			case "ParamList":
				return node.prevSibling?.name === "AssignOp" ? [] : lambdaBinding(program, parent, bind);
			case "TupleExpression":
			case "ArrayExpression":
			case "ParenthesizedExpression":
			case "NamedExpression":
			case "WithStatement":
			case "ImportStatement":
			case "FunctionDefinition":
			case "ClassDefinition":
			case "CapturePattern":
			case "UpdateStatement":
				return isRead(node) ? [] : bind("other");
			default:
				return /Comprehension/.test(parent?.name ?? "") && isLoopTarget(node) ? bind("other") : [];
		}
	});
}

/** A tuple that is read binds nothing; one before `=`, or in a loop's head, does. */
function isRead(node: Node): boolean {
	let inner = node;
	for (let up = node.parent; up !== null; up = up.parent) {
		if (up.name === "AssignStatement") {
			for (let next = inner.nextSibling; next !== null; next = next.nextSibling)
				if (next.name === "AssignOp") return false;
			return true;
		}
		if (up.name === "ForStatement" || up.name.includes("Comprehension")) return !isLoopTarget(inner);
		if (up.name === "WithStatement") return inner.prevSibling?.name !== "as";
		if (up.name === "UpdateStatement" || up.name === "NamedExpression") return inner.prevSibling !== null;
		if (!/^(Tuple|Array|Parenthesized)Expression$/.test(up.name))
			return !/^(Import|Function|Class|Capture)/.test(up.name);
		inner = up;
	}
	return true;
}

type Bind = (kind: Binding["kind"], value?: Node) => [string, Binding][];

/** `for _, row in df.iterrows()` and `for key, part in df.groupby("a")`. */
function loopBinding(program: Program, node: Node, loop: Node, bind: Bind): [string, Binding][] {
	if (!isLoopTarget(node)) return [];
	const parts = children(loop);
	const over = parts[parts.findIndex(({ name }) => name === "in") + 1];
	const isSecond = node.prevSibling?.name === "," && parts[1]?.from === node.prevSibling.prevSibling?.from;
	const { on, name } = over?.name === "CallExpression" ? calleeOf(program, over) : { on: undefined, name: "" };
	if (isSecond && name === "iterrows") return bind("row", on);
	return isSecond && name === "groupby" ? bind("group", over) : bind("other");
}

/** `df.apply(lambda row: ..., axis=1)`. */
function lambdaBinding(program: Program, list: Node, bind: Bind): [string, Binding][] {
	const lambda = list.parent;
	const call = lambda?.parent?.name === "ArgList" ? lambda.parent.parent : undefined;
	if (lambda?.name !== "LambdaExpression" || call == null) return bind("other");
	const { on, name } = calleeOf(program, call);
	const axis = argumentsOf(program.source, call).find(({ keyword }) => keyword === "axis");
	const isByRow = axis !== undefined && /^(1|["']columns["'])$/.test(spanOf(program.source, axis.node));
	const isAlone = children(list).filter(isValue).length === 1;
	return name === "apply" && isByRow && isAlone ? bind("row", on) : bind("other");
}
