// Readers that do not fit their file: what a file is, by its first bytes, decides which call reads it, and not its name.

import type { FileProfile } from "../../../core/domain.ts";
import { children, type Node, spanOf } from "../../tree.ts";
import { appended, type CheckResult, type Edit, shown } from "../edits.ts";
import type { Program } from "../program.ts";
import { asProfileSays, type Read } from "../reads.ts";
import { addedBy } from "./books.ts";
import { asPage } from "./pages.ts";

interface Kind {
	readonly format: RegExp;
	/** What people are told that it is. */
	readonly what: string;
	readonly reader: string;
	/** Arguments that this reader takes, and that mean the same in the others. */
	readonly takes: RegExp;
}

const SHARED = "header|names|usecols|skiprows|nrows|dtype|index_col|na_values|parse_dates|thousands|decimal|skipfooter";
const TABLE = new RegExp(`^(${SHARED})$`);
const BARE = /^columns$/;
const KINDS: readonly Kind[] = [
	{ format: /^xlsx$/, what: "a workbook", reader: "read_excel", takes: TABLE },
	{ format: /^(csv|tsv|text)$/, what: "text", reader: "read_csv", takes: TABLE },
	{ format: /^json/, what: "JSON", reader: "read_json", takes: /^$/ },
	{ format: /^parquet$/, what: "a Parquet file", reader: "read_parquet", takes: BARE },
	{ format: /^feather$/, what: "a Feather file", reader: "read_feather", takes: BARE },
];
/** Arguments about how another kind of file is written, of no use to the right reader. */
const OF_FORMAT =
	/^(sep|delimiter|encoding|encoding_errors|engine|sheet_name|on_bad_lines|low_memory|quoting|quotechar|lines|orient|delim_whitespace|compression)$/;
const TABLES = /^read_(csv|table|excel|json|parquet|feather|html|xml|fwf)$/;

/** `pd.read_csv("x.csv")` of what is a workbook becomes `pd.read_excel("x.csv")`, if nothing else in the call speaks of text. */
export function checkReader(program: Program, read: Read, name: string, profile: FileProfile): CheckResult {
	const { on, reader, call } = read;
	if (profile.columns === undefined || !TABLES.test(reader) || /^(pl|polars|duckdb)$/.test(on)) return NOTHING;
	const kind = KINDS.find(({ format }) => format.test(profile.format));
	if (kind === undefined) {
		const edits = asPage(program, read, name, profile);
		return edits === undefined ? unlike(read, name, profile) : { edits, faults: [] };
	}
	if (profile.read !== undefined && kind.reader === "read_csv") return NOTHING;
	if (reader === kind.reader) return reader === "read_json" ? asLines(program, read, name, profile) : NOTHING;
	// Whether text has one of these is the profile's guess alone.
	if (/^read_(table|fwf|csv)$/.test(reader) && kind.reader === "read_csv") return NOTHING;
	const positional = read.args.filter(({ keyword }) => keyword === "").length;
	const others = read.args.filter(({ keyword }) => keyword !== "" && !OF_FORMAT.test(keyword));
	const isCertain =
		positional === 1 &&
		others.every(({ keyword }) => kind.takes.test(keyword)) &&
		!spanOf(program.source, call).includes("**") &&
		profile.flat === undefined &&
		reader !== "read_html";
	const wrong = `\`${shown(name)}\` is ${kind.what}, whatever its name says`;
	if (!isCertain)
		return {
			edits: [],
			faults: [{ at: call.from, what: `${shown(name)} is ${kind.what}: read it as its card says, not with ${reader}` }],
		};
	const callee = calleeNode(call);
	if (callee === undefined) return NOTHING;
	const said = `${wrong}: it is read with \`${kind.reader}\`.`;
	const edits: Edit[] = [{ from: callee.from, to: callee.to, text: kind.reader, said }];
	for (const { keyword, node } of read.args) if (OF_FORMAT.test(keyword)) edits.push(...without(program, node));
	const right = { ...read, reader: kind.reader, args: read.args.filter(({ keyword }) => !OF_FORMAT.test(keyword)) };
	const lines: Edit[] = profile.format === "json lines" ? appended(program.source, call, "lines=True", "") : [];
	return {
		edits: [...edits, ...asProfileSays(program, right, name, profile, addedBy(program, right, profile)), ...lines],
		faults: [],
	};
}

const NOTHING: CheckResult = { edits: [], faults: [] };

/** No reader of pandas reads an HTML page or a database here. */
function unlike({ reader, call }: Read, name: string, { format, read }: FileProfile): CheckResult {
	const what = format === "html" ? "an HTML page" : format === "sqlite" ? "a SQLite database" : undefined;
	if (what === undefined || read === undefined) return NOTHING;
	return {
		edits: [],
		faults: [{ at: call.from, what: `${reader} cannot read ${shown(name)}, which is ${what}; read it with ${read}` }],
	};
}

/** One object a line is read with `lines=True` alone, and a list of objects only without it. */
function asLines(program: Program, { args, call }: Read, name: string, { format }: FileProfile): CheckResult {
	const given = args.find(({ keyword }) => keyword === "lines");
	if (
		args.some(({ keyword }) => /^(orient|typ|chunksize|nrows|engine)$/.test(keyword)) ||
		spanOf(program.source, call).includes("**")
	)
		return NOTHING;
	if (format === "json lines" && given === undefined) {
		const said = `Added \`lines=True\`: \`${shown(name)}\` holds one object a line.`;
		return { edits: appended(program.source, call, "lines=True", said), faults: [] };
	}
	if (format !== "json" || given === undefined || spanOf(program.source, given.node) !== "True") return NOTHING;
	const [edit] = without(program, given.node);
	const said = `Left out \`lines=True\`: \`${shown(name)}\` is one list, not one object a line.`;
	return { edits: edit === undefined ? [] : [{ ...edit, said }], faults: [] };
}

/** A keyword argument and the comma before it. */
function without({ source }: Program, value: Node): Edit[] {
	const sign = value.prevSibling;
	const keyword = sign?.prevSibling;
	const comma = keyword?.prevSibling;
	if (sign?.name !== "AssignOp" || keyword?.name !== "VariableName" || comma == null || source[comma.from] !== ",")
		return [];
	return [{ from: comma.from, to: value.to, text: "", said: "" }];
}

function calleeNode(call: Node): Node | undefined {
	const callee = call.firstChild;
	return callee?.name === "MemberExpression" ? children(callee).at(-1) : undefined;
}
