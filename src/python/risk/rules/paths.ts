// Paths, addresses and texts that are code (queries, SQL, formats): what each says, as far as it is known.

import { labelOfAttribute } from "../known/named.ts";
import { isAttribute, RULED } from "../known.ts";
import { DATA, HOLE, isUnsure, MADE } from "../notation.ts";

const OUTSIDE = /^(\/(?!(workspace|data|tmp)(\/|$))|~|file:|\.\.(\/|$))|\/\.\.(\/|$)/;
const ADDRESS =
	/^(https?|ftps?|s3a?|gs|gcs|az|abfss?|hdfs|hf|sftp|ssh|smb|webdav|ws|wss|postgres\w*|mysql|mongodb|redis)(\+\w+)?:\/\//i;

export function isOutside(path: string): boolean {
	return OUTSIDE.test(path) || /^\w[\w+]*::|^file:/i.test(path);
}

export function isAddress(path: string): boolean {
	return ADDRESS.test(path) || (/^\w[\w+.-]*:\/\//.test(path) && !/^file:/i.test(path));
}

/** Whether a part that was put together may lead it anywhere: `data_{x}` stays where it is, `{x}.csv` and `out/{x}` may not. */
export function mayLead(path: string): boolean {
	const at = path.indexOf(MADE);
	return at === 0 || (at > 0 && path[at - 1] === "/") || /^[./~]*$/.test(path.slice(0, Math.max(0, at)));
}

/** Its name in the workspace: `/workspace//a/../b.csv` is `b.csv`. */
function inWorkspace(path: string): string {
	const parts: string[] = [];
	for (const part of path.replace(/^\/workspace(?=\/)/, "").split("/")) {
		if (part === "..") parts.pop();
		else if (part !== "." && part !== "") parts.push(part);
	}
	return parts.join("/");
}

/** The name of a file that is there and that this may be; data may give any name and is not counted. */
export function hits(path: string, files: readonly string[]): boolean {
	const own = inWorkspace(path);
	if (!own.includes(MADE)) return files.includes(own);
	const [head = "", ...rest] = own.split(MADE);
	const tail = rest.at(-1) ?? "";
	return files.some((file) => file.length >= head.length + tail.length && file.startsWith(head) && file.endsWith(tail));
}

/** A text that pandas evaluates: columns, numbers, comparisons, `@name`, and known methods of columns. */
export function isPlainExpression(said: string): boolean {
	if (said.includes(MADE) || said.includes(DATA) || said.includes("__") || /@\s*\w+\s*[.([]/.test(said)) return false;
	if (said.trim() === HOLE) return false;
	const calls = [...said.matchAll(/([\w.@`\])]*)\s*\(/g)].map(([, name = ""]) => name.split(".").at(-1) ?? "");
	return calls.every(
		(name) =>
			name === "" ||
			/^(and|or|not|in|sin|cos|exp|log|sqrt|abs)$/.test(name) ||
			(isAttribute(name) && !RULED.has(name) && name !== "pipe"),
	);
}

/** A text that names a method: `agg("mean")`. */
export function namesPlainMethod(said: string): boolean {
	if (isUnsure(said)) return false;
	return (
		!said.startsWith("_") &&
		!RULED.has(said) &&
		labelOfAttribute(said) === undefined &&
		!/^to_|^write|^sink_/.test(said)
	);
}

/** `{0.name}` reads attributes; those that begin with a line lead everywhere. */
export function isPlainTemplate(said: string): boolean {
	return !said.includes(MADE) && !/\{[^{}]*(\._|\[_|__)/.test(said);
}

const STATEMENTS =
	/^(SELECT|WITH|FROM|VALUES|TABLE|SUMMARIZE|DESCRIBE|SHOW|EXPLAIN|PIVOT|UNPIVOT|BEGIN|COMMIT|ROLLBACK|UPDATE|DELETE\s+FROM|INSERT\s+(OR\s+\w+\s+)?INTO|DROP\s+(TABLE|VIEW|INDEX)|ALTER\s+TABLE|CREATE\s+(OR\s+REPLACE\s+)?(TEMP\s+|TEMPORARY\s+)?(TABLE|VIEW|INDEX|UNIQUE\s+INDEX)|COPY\s*\([^;]*\)\s+TO\s+'|COPY\s+\w+\s+(TO|FROM)\s+')/i;
/** Functions of SQL that read what they are told, and words that load, set or evaluate. */
const REACHES =
	/\b(getenv|query|query_table|read_text|read_blob|load_extension|readfile|writefile|edit|fts\w*|pragma_\w+|duckdb_secrets|ATTACH|INSTALL|LOAD|EXPORT|IMPORT|PRAGMA|CALL|EXECUTE|PREPARE|VACUUM|SECRET|MACRO)\b/i;

/** Whether a text is a statement, and no condition or name. */
export function looksLikeSql(said: string): boolean {
	return /^\s*\(*\s*(SELECT|WITH|FROM|COPY|CREATE|INSERT|SUMMARIZE|DESCRIBE|ATTACH|INSTALL|LOAD|EXPORT|IMPORT|SET|PRAGMA|CALL|DROP)\s/i.test(
		said,
	);
}

export interface Sql {
	readonly isPlain: boolean;
	readonly paths: readonly string[];
	readonly written: readonly string[];
	readonly installs: boolean;
}

export function readSql(said: string): Sql {
	const bare = said.replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
	const paths = [...bare.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = ""]) => text);
	const named = [...bare.matchAll(/"([^"]*)"/g)].map(([, text = ""]) => text);
	const dollars = [...said.matchAll(/\$(\w*)\$([\s\S]*?)\$\1\$/g)].map(([, , text = ""]) => text);
	const written = [...said.matchAll(/\bTO\s+(?:'([^']+)'|\$(\w*)\$([\s\S]*?)\$\2\$)/gi)].map(
		([, plain, , dollar]) => plain ?? dollar ?? "",
	);
	const unquoted = bare.replaceAll(/'(?:[^']|'')*'/g, "''");
	const statements = unquoted
		.split(";")
		.map((one) => one.trim())
		.filter((one) => one !== "");
	// A file's name must stand there in full: `read_csv('a' || 'b')` does not.
	const reads = [...unquoted.matchAll(/\b(read_\w+|glob|sniff_csv|\w*_scan\w*|parquet_\w+)\s*\(\s*(.{0,40})/gi)];
	const readsPlainly = reads.every(([, , rest = ""]) => /^(''|\[\s*''(\s*,\s*'')*\s*\])\s*[,)]/.test(rest));
	const isPlain =
		!isUnsure(said) &&
		!said.includes("$$") &&
		dollars.length === 0 &&
		!/\b[EeUuXx]&?'/.test(said) &&
		readsPlainly &&
		!REACHES.test(unquoted.replaceAll(/"[^"]*"/g, '""')) &&
		statements.every((one) => STATEMENTS.test(one.replace(/^\(+\s*/, "")));
	return { isPlain, paths: [...paths, ...named, ...dollars], written, installs: /\bINSTALL\s+\w+/i.test(said) };
}

const FAMILIES =
	/^(figure|font|axes|axes3d|lines|patch|text|legend|grid|xtick|ytick|xaxis|yaxis|image|savefig|scatter|hist|boxplot|errorbar|contour|hatch|mathtext|pcolor|path|polaraxes|date\.(autoformatter|epoch|interval_multiples)|svg\.fonttype|pdf\.fonttype|ps\.fonttype|agg|interactive|markers|errorbar)(\.|$)/;

/** Settings of matplotlib that only change how a plot looks. */
export function isPlainSetting(key: string): boolean {
	return (
		FAMILIES.test(key) &&
		!/usetex|latex|preamble|directory|backend|converter|toolbar|hooks|datapath/.test(key) &&
		key !== "savefig.format"
	);
}
