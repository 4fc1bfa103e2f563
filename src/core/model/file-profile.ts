// File profiles as the model reads them: what a file holds, in few words.

import type { ColumnProfile, FileProfile } from "../domain.ts";
import { clip, count, oneLine } from "../text.ts";

const CHARS = 1200;

/** With more columns than this, the model is given their names only, and what is odd. */
const COLUMNS = 40;

/** Bytes; the code has to know about a file of this size. */
const LARGE = 50_000_000;

/** What is left out, one after the other, until the text fits: examples, lists of values, ranges, types. */
type Detail = "examples" | "values" | "ranges" | "types" | "names";
const DETAILS: readonly Detail[] = ["examples", "values", "ranges", "types", "names"];

/** At most about 1,200 characters, one line per column; the same profile always gives the same text. */
export function profileText(name: string, size: number, profile: FileProfile): string {
	const columns = profile.columns ?? [];
	const details = columns.length > COLUMNS ? DETAILS.slice(-1) : DETAILS;
	const texts = details.map((detail) => withDetail(name, size, profile, detail));
	return texts.find((text) => text.length <= CHARS) ?? clip(texts.at(-1) ?? "", { chars: CHARS, head: 0.9 });
}

function withDetail(name: string, size: number, profile: FileProfile, detail: Detail): string {
	const { columns = [], notes } = profile;
	const advise = advice();
	const told = columns.map((column) => ({ column, odd: (column.notes ?? []).map((oddity) => advise(oddity, column)) }));
	const head = `File ${oneLine(name)} (${shapeOf(size, profile)})${columns.length > 0 ? ", columns:" : ""}`;
	const read = readCall(name, profile);
	const tail = [
		...(notes.length > 0 ? [`  Notes: ${oneLine(notes.join("; "))}`] : []),
		...(read === "" ? [] : [`  Read it with ${read}`]),
	];
	if (detail !== "names") {
		const lines = told.map(({ column, odd }) =>
			[`  ${nameOf(column)}: ${valuesOf(column, detail)}`, ...odd].join("; "),
		);
		return [head, ...lines, ...tail].join("\n");
	}
	const odd = told.flatMap(({ column, odd }) => (odd.length > 0 ? [`  ${nameOf(column)}: ${odd.join("; ")}`] : []));
	const rest = clip([...odd, ...tail].join("\n"), { chars: CHARS / 2, head: 0.7 });
	const names = fitting(columns.map(nameOf), CHARS - head.length - rest.length - 30);
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

function shapeOf(size: number, { format, rows, sampled }: FileProfile): string {
	return [
		rows === undefined || format !== "csv" ? format : "",
		rows === undefined ? "" : count(rows, "row"),
		size > LARGE || rows === undefined ? megabytes(size) : "",
		sampled === undefined ? "" : `what follows is from ${count(sampled, "row")}`,
	]
		.filter((part) => part !== "")
		.join(", ");
}

/** Quoted as in Python if it could be misread: spaces around or within it, signs, digits alone. */
function nameOf({ name }: ColumnProfile): string {
	if (/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name)) return name;
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

/** "" if a plain call reads the file correctly; pandas handles a byte order mark itself. */
function readCall(name: string, { format, encoding, delimiter, decimal, thousands, skip }: FileProfile): string {
	const options = [
		...(delimiter === undefined ? [] : [`sep=${JSON.stringify(delimiter)}`]),
		...(encoding === undefined || encoding === "utf-8-sig" ? [] : [`encoding=${JSON.stringify(encoding)}`]),
		...(skip === undefined ? [] : [`skiprows=${skip}`]),
		...(decimal === undefined ? [] : [`decimal=${JSON.stringify(decimal)}`]),
		...(thousands === undefined ? [] : [`thousands=${JSON.stringify(thousands)}`]),
		...(format === "json lines" ? ["lines=True"] : []),
	];
	if (options.length === 0) return "";
	const call = format === "xlsx" ? "read_excel" : format.startsWith("json") ? "read_json" : "read_csv";
	return `pd.${call}(${[JSON.stringify(oneLine(name)), ...options].join(", ")})`;
}

function megabytes(size: number): string {
	return size < 100_000 ? `${Math.max(1, Math.round(size / 1000))} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}
