// Columns that a program computes with and that are text in the file: what the card says turns them into numbers or dates, which was run on their values, is added below the call that reads them.

import type { ColumnProfile, FileProfile } from "../../../core/domain.ts";
import { argumentsOf, children, type Node, nodesOf, parsed, spanOf, textOf, unquoted } from "../../tree.ts";
import { type Edit, shown } from "../edits.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";
import { type Read, totalsNote } from "../reads.ts";
import { countsLessOne, lastRowGoneAt } from "./last-rows.ts";

/** Arguments of the reader with which columns may have other names or types than the card says. */
const RETYPES =
	/^(dtype|converters|parse_dates|date_format|index_col|names|header|thousands|decimal|chunksize|iterator)$/;
/** Ways to treat columns that cannot be followed by their names. */
const WHOLESALE =
	/\.(applymap|select_dtypes|convert_dtypes|infer_objects)\b|\bdf\.replace\(|\bfor \w+ in \w+(\.columns|\.select_dtypes)\b|\bdecimal\b/;
/** The program sees to the column itself. */
const TREATS =
	/\.(str|map|apply|transform(?!\(\s*["'](?:sum|mean|median|std|max|min|rank|cumsum)["'])|extract|extractall|replace|pipe|translate|strip|split|to_timedelta)\b|\blambda\b|\bre\./;
const COMPUTES =
	/\.(sum|mean|median|std|var|max|min|quantile|cumsum|cumprod|nlargest|nsmallest|describe|diff|pct_change|rolling|expanding|corr|cov|abs|round|idxmax|idxmin|agg|aggregate|plot|hist|boxplot|scatter|bar|barh|clip|rank|pivot_table|astype|sort_values|between)\b|\.transform\(\s*["']|\bto_numeric\b|\b(plt|sns|np|px|ax)\./;
const COUNTS = new RegExp(`${COMPUTES.source}|\\b(groupby|value_counts|count|nunique|len)\\(|\\.shape\\b`);
const BY_PLACE =
	/\b(iloc|skipfooter|nrows|tail)\b|\.drop\((?!\s*(columns|labels=\[?["']|\[?["']))|\[:-\d|(?:\blen\([^()\n]*\)|\bshape\[0\]|\.count\(\))\s*-|\.sum\(\)\s*-\s*1\b(?!\.)/;
const AS_DATES = /\bto_datetime\b|\.(dt|resample|Grouper)\b/;
const DATES =
	/\bto_datetime\b|\.(dt|resample|Grouper|sort_values|diff|min|max|plot|between|asfreq|truncate)\b|\b(plt|sns|ax)\./;
/** Calls that take a column as the key of rows: as text it may be one. */
const KEYED = /^(groupby|merge|join|crosstab|set_index|drop_duplicates|duplicated|isin|pivot|value_counts|map)$/;

const ISO_DAY = /^\d{4}(-\d\d){1,2}([T ].*)?$/;
const LABELS = /^(print|title|suptitle|set_title|[xyz]?label|set_[xyz]label|legend|text|annotate)$/;

interface Cure {
	readonly code: string;
	readonly said: string;
}

/** What is added below the call, as one edit a line; and whether that leaves out the rows of totals. */
export function curesFor(
	program: Program,
	read: Read,
	name: string,
	profile: FileProfile,
): { readonly edits: readonly Edit[]; readonly leavesOut: boolean } {
	const none = { edits: [], leavesOut: false };
	const place = placeOf(program, read);
	if (place === undefined || !/^read_(csv|excel|table)$/.test(read.reader) || read.on !== "pd") return none;
	if (read.args.some(({ keyword }) => RETYPES.test(keyword)) || spanOf(program.source, read.call).includes("**"))
		return none;
	const columns = WHOLESALE.test(program.source)
		? []
		: (profile.columns ?? []).flatMap((column) => columnCure(program, column, name) ?? []);
	// A program that only counts is right as it is.
	const less = COMPUTES.test(program.source) ? countsLessOne(program, place.target, profile) : [];
	const totals = wantsTotals(without(program, less), profile, columns.length > 0)
		? totalsCure(profile, name)
		: undefined;
	const gone = totals === undefined ? lastRowGoneAt(program, read, place, profile) : undefined;
	// A cure of a column was run on its values without those of the totals.
	const isWhole = (profile.totals ?? []).length === 0 || totals !== undefined || gone !== undefined;
	const cures = [...(totals === undefined ? [] : [totals]), ...(isWhole ? columns : [])];
	const at = gone ?? place.at;
	const added = cures.map(({ code, said }) => {
		const text = `\n${place.indent}${renamed(code, place.target)}`;
		return { from: at, to: at, text, said };
	});
	return { edits: totals === undefined ? added : [...added, ...less], leavesOut: totals !== undefined };
}

/** The program as if these were no part of it, every offset as it was. */
function without(program: Program, edits: readonly Edit[]): Program {
	const source = edits.reduce(
		(text, { from, to }) => text.slice(0, from) + " ".repeat(to - from) + text.slice(to),
		program.source,
	);
	return { ...program, source };
}

/** The code with another name for the table. */
function renamed(code: string, table: string): string {
	const names = nodesOf(parsed(code)).filter((node) => node.name === "VariableName" && textOf(code, node) === "df");
	return names.reduceRight((text, { from, to }) => text.slice(0, from) + table + text.slice(to), code);
}

/** The end of the line `df = pd.read_csv(...)`; undefined where the call stands in more than that. */
function placeOf({ source }: Program, { call }: Read) {
	const statement = call.parent;
	const [target, sign, value, more] = children(statement);
	if (statement?.name !== "AssignStatement" || target?.name !== "VariableName" || sign?.name !== "AssignOp")
		return undefined;
	if (value?.from !== call.from || value.to !== call.to || more !== undefined) return undefined;
	const end = source.indexOf("\n", call.to);
	const at = end === -1 ? source.length : end;
	const indent = /[^\n]*$/.exec(source.slice(0, statement.from))?.[0] ?? "";
	if (/\S/.test(indent) || !/^\s*(#.*)?$/.test(source.slice(call.to, at))) return undefined;
	return { target: textOf(source, target), at, indent };
}

const PARTS = /\bparts? of the row above\b/;

/** The program computes, and neither looks for the totals nor counts on their place. What `converts` fails on them if they are left out later. */
function wantsTotals(program: Program, profile: FileProfile, converts: boolean): boolean {
	const { source, nodes } = program;
	const { totals = [] } = profile;
	const isParts = PARTS.test(totalsNote(profile) ?? "");
	if (totals.length === 0 || !COUNTS.test(source) || BY_PLACE.test(source)) return false;
	const labels = totals.map((label) => label.trim()).filter((label) => label !== "");
	// Whoever looks at the names, or takes some rows, may have chosen between wholes and parts.
	if (isParts && /\b(startswith|l?strip|contains|match|isspace|query|isin|drop)\b|[=!]=/.test(source)) return false;
	if (labels.length === 0) return !/\b(dropna|notna|notnull)\b/.test(source);
	const named = nodes.filter((node) => labels.some((label) => literalOf(program, node)?.includes(label) === true));
	const isLeftOut = ({ parent }: Node) =>
		parent?.name === "BinaryExpression" && children(parent).some((sign) => spanOf(source, sign) === "!=");
	if (!named.every(isLeftOut)) return false;
	const [first] = named;
	return first === undefined || converts || /\b(to_datetime|to_numeric|astype)\b/.test(source.slice(0, first.from));
}

function totalsCure(profile: FileProfile, name: string): Cure | undefined {
	const { totals = [] } = profile;
	const note = totalsNote(profile);
	const code = note?.slice(note.lastIndexOf(": df = df[") + 2);
	if (code === undefined || !isSafe(code)) return undefined;
	const label = totals.find((one) => one.trim() !== "");
	const isParts = PARTS.test(note ?? "");
	const said = `Left out the ${isParts ? "parts of other rows" : "totals"} of \`${shown(name)}\`${label === undefined ? "" : ` (${shown(label.trim())})`}, which would be counted twice.`;
	return { code, said };
}

function columnCure(program: Program, column: ColumnProfile, file: string): Cure | undefined {
	const cells = `df[${JSON.stringify(column.name)}]`;
	const code = codeOf(column, cells);
	if (code === undefined) return undefined;
	const uses = usesOf(program, column);
	const of = `\`${shown(column.name)}\` of \`${shown(file)}\``;
	if (/\.str\.decode\([^()]*\)$/.test(code))
		return uses.length === 0 || /\b(encode|decode)\(/.test(program.source)
			? undefined
			: { code: `${cells} = ${code}`, said: `Mended the letters of ${of}, which were read in a wrong encoding.` };
	if (uses.length === 0 || uses.some(({ text }) => TREATS.test(text))) return undefined;
	const isDate = code.startsWith("pd.to_datetime");
	const isStrip = code === `${cells}.str.strip()`;
	const isNamed = uses.some(({ isKey, text }) => isKey || /\.nunique\(/.test(text));
	if (isStrip)
		return isNamed
			? { code: `${cells} = ${code}`, said: `Took the spaces around the values of ${of} away.` }
			: undefined;
	if (code === `${cells}.str.normalize("NFKC").str.strip()`)
		// The other file of a join may be written as this one is.
		return isNamed && !isWide(program) && !/\b(merge|join|isin|map)\b/.test(program.source)
			? { code: `${cells} = ${code}`, said: `Made values of ${of} one that look alike.` }
			: undefined;
	// As text it may be compared with text, or group rows.
	if (uses.some(({ isKey }) => isKey)) return undefined;
	// Numbers that count days or seconds are compared with numbers, too.
	const isCounted = isDate && /\bunit="/.test(code);
	if (isCounted && uses.some(({ compares }) => compares)) return undefined;
	const computes = isCounted ? AS_DATES : isDate ? DATES : COMPUTES;
	if (!uses.some(({ text, compares }) => compares || computes.test(text))) return undefined;
	if (isDate && uses.some(({ text }) => /\bto_datetime\b/.test(text) && says(text, code))) return undefined;
	const what = isDate ? "dates" : code.startsWith("pd.to_timedelta") ? "times" : "numbers";
	return {
		code: `${cells} = ${code}`,
		said: isCounted
			? `Turned ${of} into dates: in the file they are numbers.`
			: `Turned ${of} into ${what}: in the file it is text.`,
	};
}

/** It converts dates with the arguments of the card. */
function says(text: string, code: string): boolean {
	const plain = (one: string) => one.replaceAll("'", '"').replaceAll(" ", "");
	const given = code.slice(code.indexOf("]") + 1, -1);
	return plain(text).includes(plain(given.slice(given.indexOf(",") + 1)));
}

interface Use {
	/** The expression that the column stands in. */
	readonly text: string;
	readonly isKey: boolean;
	/** With a number, or part of a sum or product. */
	readonly compares: boolean;
}

function usesOf(program: Program, { name: column, type, notes = [] }: ColumnProfile): readonly Use[] {
	const { source } = program;
	const isOtherDate = type === "date" && notes.some((note) => /format="%(?!Y-)/.test(note));
	return program.nodes.flatMap((node): Use[] => {
		const isNamed =
			literalOf(program, node) === column ||
			(node.name === "PropertyName" &&
				node.prevSibling?.name === "." &&
				node.parent?.parent?.name !== "CallExpression" &&
				textOf(source, node) === column);
		if (!isNamed || isLabel(program, node)) return [];
		const whole = expressionOf(node);
		const isDay = isOtherDate && isHeldAgainstDay(program, node);
		return [
			{
				text: spanOf(source, whole),
				isKey: !isDay && !isPartOfDate(program, node) && isKey(program, node),
				compares: isDay || isComputed(node),
			},
		];
	});
}

function isLabel(program: Program, node: Node): boolean {
	const call = node.parent?.name === "ArgList" ? node.parent.parent : null;
	return call !== null && LABELS.test(calleeOf(program, call).name);
}

/** The largest expression around it: all of the statement but its target. */
function expressionOf(node: Node): Node {
	let inner = node;
	for (let up = node.parent; up !== null && !/Statement$|^(Script|Body)$/.test(up.name); up = up.parent) inner = up;
	return inner;
}

/** A value that it names would be another one. */
function isWide(program: Program): boolean {
	return program.nodes.some((node) => {
		const text = literalOf(program, node);
		return text !== undefined && text.normalize("NFKC") !== text;
	});
}

function isKey(program: Program, node: Node): boolean {
	const { source } = program;
	for (let inner = node, up = node.parent; up !== null; inner = up, up = up.parent) {
		if (/Statement$|^(Script|Body)$/.test(up.name)) return up.name === "ForStatement";
		if (up.name.endsWith("ComprehensionExpression")) return true;
		if (up.name === "ArgList") {
			const call = up.parent;
			const name = call === null ? "" : calleeOf(program, call).name;
			const keyword = call === null ? "" : keywordOf(source, call, inner);
			if (/^pivot_table$/.test(name)) return keyword !== "values";
			return KEYED.test(name) && !/^(numeric_only|values)$/.test(keyword);
		}
		if (up.name === "CallExpression" && inner.name === "MemberExpression")
			if (
				KEYED.test(calleeOf(program, up).name) &&
				!/^(groupby|merge|join|set_index)$/.test(calleeOf(program, up).name)
			)
				return true;
		if (up.name === "BinaryExpression" && children(up).some(({ name }) => name === "CompareOp"))
			return children(up).some((side) => side.from !== inner.from && /String$/.test(side.name));
	}
	return false;
}

/** `df["day"] >= "2024-01-01"` of days that the file writes otherwise. */
function isHeldAgainstDay(program: Program, node: Node): boolean {
	for (let inner = node, up = node.parent; up !== null; inner = up, up = up.parent) {
		if (/Statement$|^(Script|Body|ArgList)$/.test(up.name)) return false;
		if (up.name !== "BinaryExpression" || !children(up).some(({ name }) => name === "CompareOp")) continue;
		return children(up).some((side) => side.from !== inner.from && ISO_DAY.test(literalOf(program, side) ?? ""));
	}
	return false;
}

/** `df["day"].dt`: text has none. */
function isPartOfDate({ source }: Program, node: Node): boolean {
	const cell = node.parent?.name === "MemberExpression" ? node.parent : null;
	const after = cell?.parent?.name === "MemberExpression" ? children(cell.parent).at(-1) : undefined;
	return after !== undefined && after.from >= (cell?.to ?? 0) && textOf(source, after) === "dt";
}

function keywordOf(source: string, call: Node, value: Node): string {
	return argumentsOf(source, call).find(({ node }) => node.from === value.from)?.keyword ?? "";
}

function isComputed(node: Node): boolean {
	for (let inner = node, up = node.parent; up !== null; inner = up, up = up.parent) {
		if (/Statement$|^(Script|Body|ArgList)$/.test(up.name)) return up.name === "UpdateStatement";
		if (up.name !== "BinaryExpression") continue;
		const parts = children(up);
		if (parts.some(({ name }) => name === "ArithOp")) return true;
		const compare = parts.find(({ name }) => name === "CompareOp");
		return (
			compare !== undefined &&
			parts.some((side) => side.from !== inner.from && /^(Number|UnaryExpression)$/.test(side.name))
		);
	}
	return false;
}

/** Code in a note of the card. It comes out of the Sandbox: only calls that turn a column's values into others may become code. */
function codeOf({ name, notes = [], type }: ColumnProfile, cells: string): string | undefined {
	for (const note of notes) {
		if (note.includes("not to be added up")) return undefined;
		const starts = [": pd.to_", `: ${cells}.str.strip()`, `: ${cells}.str.encode(`, `: ${cells}.str.normalize(`];
		const at = Math.max(...starts.map((start) => note.lastIndexOf(start)));
		const code = at === -1 ? "" : note.slice(at + 2);
		if (/^pd\.to_(numeric|datetime|timedelta)\(|\.str\.(strip|decode)\([^()]*\)$/.test(code) && isSafe(code, name))
			return code;
	}
	return type === "date" && notes.length === 0 && isSafe(`pd.to_datetime(${cells})`, name)
		? `pd.to_datetime(${cells})`
		: undefined;
}

const NODES =
	/^(Script|ExpressionStatement|AssignStatement|CallExpression|MemberExpression|ArgList|PropertyName|VariableName|String|Number|Boolean|BinaryExpression|UnaryExpression|ParenthesizedExpression|DictionaryExpression|ArrayExpression|ArithOp|BitOp|CompareOp|AssignOp|[^A-Za-z]+)$/;
const NAMES =
	/^(pd|df|str|float|regex|errors|format|utc|expand|na|unit|origin|to_numeric|to_datetime|to_timedelta|normalize|translate|maketrans|encode|decode|replace|extract|strip|removesuffix|contains|map|fillna|where|astype|notna|isin)$/;
const LONGEST = 600;

/** Of a column, everything it is taken from must be that column. */
function isSafe(code: string, column?: string): boolean {
	if (code.length > LONGEST || /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(code)) return false;
	const nodes = nodesOf(parsed(code));
	const isCell = (node: Node) => node.name === "MemberExpression" && node.firstChild?.nextSibling?.name === "[";
	const ofColumn = (node: Node) => {
		const [on, , key] = children(node);
		const isNumber = key?.name === "Number";
		if (column === undefined || isNumber) return true;
		return textOf(code, on ?? null) === "df" && key?.name === "String" && unquoted(spanOf(code, key)) === column;
	};
	return nodes.every(
		(node) =>
			!node.type.isError &&
			NODES.test(node.name) &&
			(!/^(VariableName|PropertyName)$/.test(node.name) || NAMES.test(textOf(code, node))) &&
			(!isCell(node) || ofColumn(node)),
	);
}
