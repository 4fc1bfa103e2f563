// SQL in a text: whether it only reads and computes, what else it does, and which files it names.

import { isUnsure } from "../notation.ts";

const STATEMENTS =
	/^(SELECT|WITH|FROM|VALUES|TABLE|SUMMARIZE|DESCRIBE|SHOW|EXPLAIN|PIVOT|UNPIVOT|BEGIN|COMMIT|ROLLBACK|UPDATE|DELETE\s+FROM|INSERT\s+(OR\s+\w+\s+)?INTO|DROP\s+(TABLE|VIEW|INDEX)|ALTER\s+TABLE|CREATE\s+(OR\s+REPLACE\s+)?(TEMP\s+|TEMPORARY\s+)?(TABLE|VIEW|INDEX|UNIQUE\s+INDEX)|COPY\s*\([^;]*\)\s+TO\s+'|COPY\s+\w+\s+(TO|FROM)\s+')/i;
/** Functions of SQL that read what they are given, and words that load, set or evaluate. */
const REACHES =
	/\b(getenv|query|query_table|read_text|read_blob|load_extension|readfile|writefile|edit|fts\w*|pragma_\w+|duckdb_secrets|which_secret|json_execute\w*|\w+_external_resource\w*|(en|dis)able_(logging|profiling)|write_log|truncate_duckdb_logs|ATTACH|INSTALL|LOAD|EXPORT|IMPORT|PRAGMA|CALL|EXECUTE|PREPARE|VACUUM|SECRET|MACRO)\b/i;
/** Functions that read a file. */
const READERS = /\b(read_\w+|glob|sniff_csv|\w{0,40}_scan\w{0,40}|parquet_\w+)\s*\(\s*(.{0,40})/gi;
/** A function that reads or evaluates, with what it needs for that. */
const CALLS =
	/\b(read_\w+|\w{1,40}_scan\w{0,40}|parquet_\w+|sniff_csv|getenv|json_execute\w*)\s*\(|\b(glob|query|query_table)\s*\(\s*['"[]/i;
/** A query in brackets. */
const INNER = /\(\s*(SELECT|FROM|TABLE|WITH|DESCRIBE|SUMMARIZE|SHOW|PIVOT|UNPIVOT|VALUES)\b/i;
/** A longer text is not read to its end. */
const LONGEST = 20_000;
const DELETES =
	/\bDROP\s+(TABLE|VIEW|INDEX|SCHEMA|DATABASE|COLUMN|SEQUENCE|TYPE|TRIGGER|CONSTRAINT)\b|\bDELETE\s+FROM\b|\bTRUNCATE\s+["\w]/i;
const REPLACES =
	/\bCREATE\s+OR\s+REPLACE\s+(?!TEMP)|\b(INSERT\s+OR\s+REPLACE|REPLACE)\s+INTO\b|\bALTER\s+(TABLE|VIEW)\b|\bMERGE\s+INTO\b/i;
const ADDS = /\bINSERT\s+(OR\s+\w+\s+)?INTO\b|\bCREATE\s+(?!TEMP|OR\s+REPLACE\s+TEMP)|\bCOPY\s+\S+\s+FROM\b/i;

/** Comments, texts in single quotes, names in quotes of any kind, texts between dollar signs. */
const TOKEN =
	/--[^\n\r]*|\/\*[\s\S]*?\*\/|'(?<text>(?:[^']|'')*)'|"(?<name>(?:[^"]|"")*)"|`(?<tick>[^`]*)`|\$(?<tag>\w*)\$(?<dollar>[\s\S]*?)\$\k<tag>\$/g;

/** Whether a text is a statement, not a condition or a name. */
export function looksLikeSql(said: string): boolean {
	return /^\s*\(*\s*(SELECT|WITH|FROM|COPY|CREATE|INSERT|UPDATE|DELETE|ALTER|MERGE|REPLACE|SUMMARIZE|DESCRIBE|ATTACH|INSTALL|LOAD|EXPORT|IMPORT|SET|PRAGMA|CALL|DROP)\s/i.test(
		said,
	);
}

export interface Sql {
	/** Nothing in it reaches further than its files; as a statement it is one that is known. */
	readonly isPlain: boolean;
	readonly isStatement: boolean;
	/** A part of it may be a query of its own. */
	readonly holdsQuery: boolean;
	readonly paths: readonly string[];
	readonly written: readonly string[];
	/** Also if the folder's files have other names. */
	readonly empties: boolean;
	readonly installs: boolean;
	readonly deletes: boolean;
	readonly replaces: boolean;
	readonly adds: boolean;
}

interface Tokens {
	/** Without comments. */
	readonly bare: string;
	/** Also without what is in quotes. */
	readonly code: string;
	/** The same, but names in quotes that need none stand without them. */
	readonly names: string;
	readonly paths: readonly string[];
	readonly hasDollars: boolean;
}

function tokensOf(said: string): Tokens {
	const paths: string[] = [];
	let [bare, code, names, at, hasDollars] = ["", "", "", 0, false];
	const put = (one: string, inCode = one, inNames = inCode) => {
		bare += one;
		code += inCode;
		names += inNames;
	};
	for (const { 0: token, index, groups: { text, tick, name = tick, dollar } = {} } of said.matchAll(TOKEN)) {
		put(said.slice(at, index));
		at = index + token.length;
		paths.push(...[text, name, dollar].filter((one) => one !== undefined));
		if (/^(--|\/\*)/.test(token)) put(" ");
		else if (dollar !== undefined) put(token, ` ${dollar} `);
		else if (text !== undefined) put(token, "''");
		else put(token, '""', name !== undefined && /^\w+$/.test(name) ? name : '""');
		hasDollars ||= dollar !== undefined;
	}
	put(said.slice(at));
	return { bare, code, names, paths, hasDollars };
}

/** Whether dialects may disagree on where its quotes and comments end. */
function isTangled(said: string, code: string): boolean {
	const isOdd = (inside: string, quote: string) => inside.split(quote).length % 2 === 0;
	return (
		/\/\*|\*\/|['"`]/.test(code.replaceAll(/''|""/g, "")) ||
		/\r(?!\n)|\[[^\]['"]*(--|\/\*)|\b[EeUuXx]&?['"]/.test(said) ||
		[...said.matchAll(/\[[^\]]*/g)].some(([inside]) => isOdd(inside, "'") || isOdd(inside, '"'))
	);
}

export function readSql(whole: string): Sql {
	const said = whole.slice(0, LONGEST);
	const { bare, code, names, paths, hasDollars } = tokensOf(said);
	const written = [
		...bare.matchAll(/\bTO\s*(?:'([^']+)'|["`]([^"`]+)["`]|\$(\w*)\$([\s\S]*?)\$\3\$|\s([\w./-]+))/gi),
	].map(([, plain, name, , dollar, word]) => plain ?? name ?? dollar ?? word ?? "");
	const statements = code
		.split(";")
		.map((one) => one.trim())
		.filter((one) => one !== "");
	// A file's name must be written out: `read_csv('a' || 'b')` does not.
	const readsPlainly = [...names.matchAll(READERS)].every(([, , rest = ""]) =>
		/^(''|\[\s*''(\s*,\s*'')*\s*\])\s*[,)]/.test(rest),
	);
	const callsPlainly = [...names.matchAll(/\b(\w+)\s*\(/g)].every(([, name = ""]) => !REACHES.test(name));
	return {
		isPlain:
			whole.length <= LONGEST &&
			!isUnsure(said) &&
			!said.includes("$$") &&
			!hasDollars &&
			!isTangled(said, code) &&
			readsPlainly &&
			callsPlainly &&
			!REACHES.test(code),
		isStatement: statements.every((one) => STATEMENTS.test(one.replace(/^\(+\s*/, ""))),
		holdsQuery: CALLS.test(names) || (INNER.test(names) && paths.length > 0),
		paths,
		written,
		installs: /\bINSTALL\s+\w+/i.test(code),
		deletes: DELETES.test(code),
		empties: written.length > 0 && /\bOVERWRITE(_OR_IGNORE)?\b/i.test(code),
		replaces: REPLACES.test(code) || (/\bUPDATE\b/i.test(code) && /\bSET\b/i.test(code)),
		adds: ADDS.test(code),
	};
}
