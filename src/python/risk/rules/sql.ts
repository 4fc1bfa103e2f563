// SQL in a text: whether its statements only read and compute, and which files they name.

import { isUnsure } from "../notation.ts";

const STATEMENTS =
	/^(SELECT|WITH|FROM|VALUES|TABLE|SUMMARIZE|DESCRIBE|SHOW|EXPLAIN|PIVOT|UNPIVOT|BEGIN|COMMIT|ROLLBACK|UPDATE|DELETE\s+FROM|INSERT\s+(OR\s+\w+\s+)?INTO|DROP\s+(TABLE|VIEW|INDEX)|ALTER\s+TABLE|CREATE\s+(OR\s+REPLACE\s+)?(TEMP\s+|TEMPORARY\s+)?(TABLE|VIEW|INDEX|UNIQUE\s+INDEX)|COPY\s*\([^;]*\)\s+TO\s+'|COPY\s+\w+\s+(TO|FROM)\s+')/i;
/** Functions of SQL that read what they are given, and words that load, set or evaluate. */
const REACHES =
	/\b(getenv|query|query_table|read_text|read_blob|load_extension|readfile|writefile|edit|fts\w*|pragma_\w+|duckdb_secrets|ATTACH|INSTALL|LOAD|EXPORT|IMPORT|PRAGMA|CALL|EXECUTE|PREPARE|VACUUM|SECRET|MACRO)\b/i;

/** Whether a text is a statement, not a condition or a name. */
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
	// A file's name must be written out: `read_csv('a' || 'b')` does not.
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
