// Rules of databases: statements of SQL, parts of statements, and tables that are stored; what a file loses by them counts, what is in memory does not.

import type { Label } from "../../../core/domain.ts";
import { allTexts, inner, isDatabase, texts, type Value } from "../notation.ts";
import {
	caller,
	keyword,
	pathArgument,
	positional,
	type Rule,
	type RuleContext,
	type Ruling,
	reaches,
	reads,
} from "./call.ts";
import { hits, isAddress, isOutside } from "./paths.ts";
import { looksLikeSql, readSql, type Sql } from "./sql.ts";

/** Methods of connections and relations whose arguments are no parts of SQL. */
const TAKES_VALUES =
	/^(limit|head|offset|sample|fetch\w*|iter_rows|df|pl|arrow|to_\w+|show|preview|union|union_by_name|except_|intersect|cross|from_df|from_arrow|append|insert|values|unregister|close)$/;

/** Functions of duckdb that have a method's name, and take a table first. */
const OF_TABLES = /^(aggregate|alias|distinct|filter|limit|order|project)$/;

export const connects: Rule = (ruling) => {
	const main = pathArgument(ruling) ?? ['":memory:'];
	const isPlain = ruling.call.args.every(({ keyword }) =>
		/^(|database|read_only|timeout|isolation_level|detect_types|check_same_thread)$/.test(keyword),
	);
	return [
		...(isPlain && !ruling.call.spread ? [] : (["unparsed"] as const)),
		...reads(main.filter((value) => value !== '":memory:').concat("~number")),
	];
};

/** What the database of a call may be. */
function databasesOf(ruling: Ruling): readonly Value[] {
	const named = keyword(ruling, "con") ?? keyword(ruling, "connection");
	if (named !== undefined) return named;
	if (ruling.name.startsWith("pandas.read_")) return positional(ruling)[1] ?? [];
	return /^(duckdb|polars)\./.test(ruling.name) ? ["~sql"] : (ruling.call.method?.on ?? []);
}

function isInMemory(databases: readonly Value[], { attaches }: RuleContext): boolean {
	return databases.length > 0 && databases.every((value) => /^~(sql|expr|number)$/.test(value)) && !attaches;
}

type Change = Pick<Sql, "deletes" | "replaces" | "adds">;

/** A file that is there counts as written over if something is added to it. */
function changes(databases: readonly Value[], context: RuleContext, each: readonly Change[]): readonly Label[] {
	if (isInMemory(databases, context)) return [];
	const isThere = databases.some((value) => value.startsWith("~sql:") && hits(value.slice(5), context.files));
	return [
		...(each.some(({ deletes }) => deletes) ? (["deletes"] as const) : []),
		...(each.some(({ replaces, adds }) => replaces || (adds && isThere)) ? (["overwrites"] as const) : []),
	];
}

function leads({ context }: Ruling, each: readonly Sql[]): readonly Label[] {
	const paths = each.flatMap((one) => one.paths);
	const labels: Label[] = [];
	const isThere = ({ written, empties }: Sql) => empties || written.some((path) => hits(path, context.files));
	if (each.some(isThere)) labels.push("overwrites");
	if (paths.some(isOutside)) labels.push("outside");
	if (paths.some(isAddress)) labels.push("network");
	if (each.some(({ installs }) => installs)) labels.push("install");
	return labels;
}

export const sql: Rule = (ruling) => {
	const statement = keyword(ruling, "sql") ?? keyword(ruling, "query") ?? positional(ruling)[0] ?? [];
	const said = [...texts(statement), ...texts(positional(ruling).slice(1).flat()).filter(looksLikeSql)];
	const each = said.map(readSql);
	const labels = [...leads(ruling, each), ...changes(databasesOf(ruling), ruling.context, each)];
	const isKnown =
		!ruling.call.spread &&
		statement.length > 0 &&
		statement.every((value) => value.startsWith('"')) &&
		each.every((one) => one.isPlain && one.isStatement);
	// A text in place of a connection is the address of a database.
	const isElsewhere = /^pandas\.read_sql/.test(ruling.name) && texts(databasesOf(ruling)).length > 0;
	return !isElsewhere && (isKnown || labels.includes("install")) ? labels : [...labels, "unparsed"];
};

/** A query of its own in a text that any method is given: what it is called on may be a relation. */
export const innerQuery: Rule = (ruling) => {
	const each = ruling.call.args.flatMap(({ node }) => allTexts(ruling.call.valuesOf(node))).map(readSql);
	return each.some(({ holdsQuery }) => holdsQuery) ? [...leads(ruling, each), "unparsed"] : [];
};

/** Texts that a relation puts into its query. */
export const fragment: Rule = (ruling) => {
	const { call, name } = ruling;
	const isOwn = name.startsWith("duckdb.");
	const on = isOwn ? databasesOf(ruling) : (call.method?.on ?? []);
	if (!isOwn && !on.some(isDatabase)) return [...innerQuery(ruling), ...caller(ruling)];
	const method = name.slice(name.lastIndexOf(".") + 1);
	const isTable = (at: number) => isOwn && at === 0 && OF_TABLES.test(method);
	const given = call.args.flatMap(({ node }, at) => (isTable(at) ? [] : call.valuesOf(node).map(inner)));
	const each = texts(given).map(readSql);
	const isLost = given.some((value) => /^(~made|~data|\?.*)$/.test(value)) && !TAKES_VALUES.test(method);
	const isOpen = call.args.some(({ node }) => node.prevSibling?.name === "**");
	const isPlain = each.every((one) => one.isPlain) && !isLost && !isOpen;
	// A table's name may be that of a file.
	const names = /^(table|view)$/.test(method) ? texts(given).map((said) => said.replaceAll('"', "")) : [];
	const isAdded = /^(insert|insert_into|append|create|create_view|to_table)$/.test(method);
	return [
		...leads(ruling, each),
		...reaches(names.map((said) => `"${said}`)),
		...changes(on, ruling.context, [{ deletes: false, replaces: method === "update", adds: isAdded }]),
		...(isPlain ? [] : (["unparsed"] as const)),
	];
};

export const stores: Rule = (ruling) => {
	const plain = positional(ruling);
	const database = keyword(ruling, "con") ?? plain[ruling.name.includes(".") ? 2 : 1] ?? [];
	const how = keyword(ruling, "if_exists") ?? ['"fail'];
	const replaces = !how.every((value) => value === '"fail' || value === '"append');
	return [
		...reaches(database),
		...changes(database, ruling.context, [{ deletes: false, replaces, adds: true }]),
		...(texts(database).length > 0 || ruling.call.spread ? (["unparsed"] as const) : []),
	];
};
