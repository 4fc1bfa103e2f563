// File profiles as the model reads them: what a file holds, in few words.

import type { ColumnProfile, FileProfile, SheetProfile } from "../domain.ts";
import { sheetsNamed } from "../fix/wishes/sheets.ts";
import { clip, count, oneLine } from "../text.ts";

const CHARS = 1200;

/** With more columns than this, the model is given their names only, and what is odd. */
const COLUMNS = 40;

/** Bytes; the code has to know about a file of this size. */
const LARGE = 50_000_000;

/** Of all lines about other sheets together, and how many names of columns each has. */
const SHEETS_CHARS = 360;
const SHEET_COLUMNS = 8;

/** What is left out, one after the other, until the text fits: examples, lists of values, ranges, types. */
type Detail = "examples" | "values" | "ranges" | "types" | "names";
const DETAILS: readonly Detail[] = ["examples", "values", "ranges", "types", "names"];

/** At most about 1,200 characters, one line per column; the same profile always gives the same text. */
export function profileText(name: string, size: number, profile: FileProfile): string {
	const columns = profile.columns ?? [];
	const details = columns.length > COLUMNS ? DETAILS.slice(-1) : DETAILS;
	// Code is never cut: what comes before it is.
	const calls = callLines(name, profile)
		.map((line) => `\n${line}`)
		.join("");
	const chars = Math.max(CHARS - calls.length, CHARS / 2);
	const texts = details.map((detail) => withDetail({ name, size, profile, chars }, detail));
	return (texts.find((text) => text.length <= chars) ?? clip(texts.at(-1) ?? "", { chars, head: 0.9 })) + calls;
}

interface Card {
	readonly name: string;
	readonly size: number;
	readonly profile: FileProfile;
	readonly chars: number;
}

function withDetail({ name, size, profile, chars }: Card, detail: Detail): string {
	const { columns = [], unread } = profile;
	const notes = [...(unread === undefined ? [] : [unread]), ...profile.notes];
	const advise = advice();
	const told = columns.map((column) => ({ column, odd: (column.notes ?? []).map((oddity) => advise(oddity, column)) }));
	const head = `File ${oneLine(name)} (${shapeOf(size, profile)})${columns.length > 0 ? ", columns:" : ""}`;
	const tail = notes.length > 0 ? [`  Notes: ${oneLine(notes.join("; "))}`] : [];
	if (detail !== "names") {
		const lines = told.map(({ column, odd }) =>
			[`  ${nameOf(column)}: ${valuesOf(column, detail)}`, ...odd].join("; "),
		);
		return [head, ...lines, ...tail].join("\n");
	}
	const odd = told.flatMap(({ column, odd }) => (odd.length > 0 ? [`  ${nameOf(column)}: ${odd.join("; ")}`] : []));
	const rest = clip([...odd, ...tail].join("\n"), { chars: chars / 2, head: 0.7 });
	const names = fitting(columns.map(nameOf), chars - head.length - rest.length - 30);
	return [head, ...(names === "" ? [] : [`  ${names}`]), ...(rest === "" ? [] : [rest])].join("\n");
}

/** As many names as fit into `chars`, and how many are left out. */
function fitting(names: readonly string[], chars: number): string {
	let length = 0;
	const fit = names.findIndex((name) => {
		length += name.length + 2;
		return length > chars;
	});
	return fit === -1 ? names.join(", ") : `${names.slice(0, fit).join(", ")} and ${names.length - fit} more`;
}

function shapeOf(size: number, { format, rows, sampled, sheet, sheets = [] }: FileProfile): string {
	return [
		rows === undefined || format !== "csv" ? format : "",
		sheet === undefined || sheets.length < 2 ? "" : `sheet ${quoted(sheet)} of ${sheets.length}`,
		rows === undefined ? "" : count(rows, "row"),
		size > LARGE || rows === undefined ? megabytes(size) : "",
		sampled === undefined ? "" : `what follows is from ${count(sampled, "row")}`,
	]
		.filter((part) => part !== "")
		.join(", ");
}

/** Quoted as in Python if it could be misread: spaces around or within it, signs, digits alone. */
function nameOf({ name }: Pick<ColumnProfile, "name">): string {
	return /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name) ? name : quoted(name);
}

function quoted(name: string): string {
	return JSON.stringify(name).replaceAll(/[\u0085\u2028\u2029]/g, (sign) => `\\u${hex(sign)}`);
}

function hex(sign: string): string {
	return sign.charCodeAt(0).toString(16).padStart(4, "0");
}

function valuesOf({ type, nulls, distinct, range, samples }: ColumnProfile, detail: Detail): string {
	const kind = type === "date" ? "text date" : type === "text" && range !== undefined ? "text of numbers" : type;
	const empty = nulls === 0 ? [] : [`${number(nulls)} empty${type === "int" ? " (so float)" : ""}`];
	if (distinct === 0) return nulls === 0 ? "no values" : "all empty";
	const values = samples.map(oneLine).join(" | ");
	const all = distinct !== undefined && distinct <= samples.length;
	if (all && (detail === "examples" || detail === "values")) return [`${kind} ${values}`, ...empty].join(", ");
	if (range !== undefined && detail !== "types")
		return [`${kind} ${range.map(oneLine).join("..")}`, ...empty].join(", ");
	const many =
		distinct === undefined || range !== undefined || detail === "types" ? [] : [`${number(distinct)} values`];
	const examples = samples.length > 0 && detail === "examples" ? [`e.g. ${values}`] : [];
	return [kind, ...many, ...empty, ...examples].join(", ");
}

function number(n: number): string {
	return n.toLocaleString("en-US");
}

/** What to do about an oddity is said once, for the first column that has it. */
function advice(): (oddity: string, column: ColumnProfile) => string {
	const said = new Set<string>();
	return (oddity, { name }) => {
		const [what = "", ...rest] = oddity.split(": ");
		const cure = rest.join(": ");
		const key = cure.replaceAll(JSON.stringify(name), "");
		if (cure === "" || said.has(key)) return oneLine(what);
		said.add(key);
		return oneLine(oddity);
	};
}

/** How it is read, and what its other sheets are and how they are. */
function callLines(name: string, profile: FileProfile): readonly string[] {
	const read = readCall(name, profile);
	const others = (profile.sheets ?? []).filter((sheet) => sheet.name !== profile.sheet);
	const lines: string[] = [];
	let left = SHEETS_CHARS;
	for (const line of others.map(sheetLine)) {
		left -= line.length;
		if (left < 0) break;
		lines.push(line);
	}
	const rest = others.slice(lines.length).map((sheet) => quoted(oneLine(sheet.name)));
	return [
		...(read === "" ? [] : [`  Read it with ${read}`]),
		...lines,
		...(rest.length === 0 ? [] : [`  More sheets: ${fitting(rest, SHEETS_CHARS / 3)}`]),
	];
}

/** The other sheets that the request names, which the card of a large workbook may tell of by name alone. */
export function namedSheetLines(request: string, name: string, { sheet, sheets = [] }: FileProfile): readonly string[] {
	const named = sheetsNamed(
		request,
		sheets.map((one) => one.name),
	);
	return sheets
		.filter((one) => named.includes(one.name) && one.name !== sheet)
		.map((one) => `In ${oneLine(name)}, which the request names:\n${sheetLine(one)}`);
}

function sheetLine({ name, rows, columns, more = 0, hidden, read }: SheetProfile): string {
	const names = columns.slice(0, SHEET_COLUMNS).map((column) => nameOf({ name: column }));
	const missed = columns.length - names.length + more;
	const listed = `${names.join(", ")}${missed === 0 ? "" : ` and ${missed} more`}`;
	const lines = rows === undefined ? "" : `${count(rows, "row")}: `;
	const shape = columns.length === 0 ? "no table" : `${lines}${listed}`;
	const is = hidden === true ? `hidden, ${shape}` : shape;
	return `  Sheet ${quoted(oneLine(name))} (${is})${read === undefined ? "" : `: ${oneLine(read)}`}`;
}

const READERS: readonly (readonly [format: RegExp, call: string, endings: RegExp])[] = [
	[/^xlsx$/, "read_excel", /\.(xlsx|xlsm|xls)$/i],
	[/^json/, "read_json", /\.(json|jsonl|ndjson|geojson)$/i],
	[/^parquet$/, "read_parquet", /\.(parquet|pq)$/i],
	[/^feather$/, "read_feather", /\.(feather|arrow)$/i],
	[/^(csv|tsv|text)$/, "read_csv", /\.(csv|tsv|tab|txt)$/i],
];

/** "" if the plain call that its name suggests reads the file correctly; pandas handles a byte order mark itself. */
function readCall(name: string, profile: FileProfile): string {
	const { format, encoding, delimiter, decimal, thousands, skip, arguments: more = [], columns, read } = profile;
	if (read !== undefined) return oneLine(read);
	const [, call, endings] = READERS.find(([known]) => known.test(format)) ?? [];
	if (call === undefined || endings === undefined || columns === undefined) return "";
	const options = [
		...(delimiter === undefined ? [] : [`sep=${JSON.stringify(delimiter)}`]),
		...(encoding === undefined || encoding === "utf-8-sig" ? [] : [`encoding=${JSON.stringify(encoding)}`]),
		...(skip === undefined || more.some((one) => one.startsWith("skiprows=")) ? [] : [`skiprows=${skip}`]),
		...(decimal === undefined ? [] : [`decimal=${JSON.stringify(decimal)}`]),
		...(thousands === undefined ? [] : [`thousands=${JSON.stringify(thousands)}`]),
		...more,
		...(format === "json lines" ? ["lines=True"] : []),
	];
	if (options.length === 0 && endings.test(name)) return "";
	return `pd.${call}(${[JSON.stringify(oneLine(name)), ...options].join(", ")})`;
}

function megabytes(size: number): string {
	return size < 100_000 ? `${Math.max(1, Math.round(size / 1000))} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}
