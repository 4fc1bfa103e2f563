// Rules of functions that take code or names as text: queries, SQL, formats, methods by name, settings.

import { textOf } from "../../tree.ts";
import { isAttribute, PATH, POWERS } from "../known.ts";
import { allTexts, inner, isDatabase, MADE, texts } from "../notation.ts";
import type { Call } from "../values/reading.ts";
import { caller, keyword, positional, type Rule, type Ruling } from "./call.ts";
import { sql } from "./databases.ts";
import { isPlainExpression, isPlainSetting, isPlainTemplate, namesPlainMethod } from "./plain-texts.ts";
import { looksLikeSql } from "./sql.ts";

export const expression: Rule = (ruling) => {
	const main = keyword(ruling, "expr") ?? positional(ruling)[0] ?? [];
	// A search in a tree of points; the query of a table has no such keyword.
	if (ruling.call.args.some((arg) => arg.keyword === "k" && arg.node.parent?.parent?.to === ruling.call.node.to))
		return [];
	const isSql =
		ruling.name.startsWith("duckdb.") ||
		ruling.call.method?.on.some(isDatabase) === true ||
		allTexts(positional(ruling).flat()).some(looksLikeSql);
	if (isSql) return sql(ruling);
	const all = positional(ruling).flat();
	const isPlain =
		!ruling.call.spread &&
		main.length > 0 &&
		main.every((value) => value.startsWith('"')) &&
		allTexts(all).every(isPlainExpression);
	return isPlain ? [] : ["unparsed"];
};

/** Reads attributes by their names. What it finds may be passed on, so methods that do more than compute are not plain. */
export const fields: Rule = (ruling) => {
	const said = positional(ruling).flat();
	const isPlain = texts(said)
		.flatMap((one) => one.split("."))
		.every(
			(one) =>
				namesPlainMethod(one) &&
				!POWERS.test(one) &&
				!PATH.has(one) &&
				(isAttribute(one) || ruling.reading.scope.attributes.has(one)),
		);
	return isPlain && texts(said).length === said.length && !ruling.call.spread ? [] : ["unparsed"];
};

export const named: Rule = (ruling) => {
	if (fits(ruling)) return [];
	const named = ruling.call.args.filter(({ node }) => !isTextMethod(ruling, node));
	const lost = named
		.filter(
			({ keyword, node }, at) => keyword === "func" || (keyword === "" && named[at] === ruling.call.args[0] && node),
		)
		.flatMap(({ node }) => ruling.call.valuesOf(node))
		.map(inner);
	const said = named
		.filter(({ keyword }) => !/^(axis|args|result_type|raw|engine)$/.test(keyword))
		.flatMap(({ node }) => allTexts(ruling.call.valuesOf(node)));
	const isPlain =
		said.every(namesPlainMethod) &&
		!lost.some((value) => /^(~made|\?attr|~data|\?)$/.test(value)) &&
		!ruling.call.spread;
	return isPlain ? caller(ruling) : ["unparsed"];
};

/** A model's `transform(X)` of a table; on a table, data could only name a method that is then called without arguments. */
function fits({ name, call }: Ruling): boolean {
	const [table, ...more] = call.args;
	return (
		name === "transform" &&
		table?.keyword === "" &&
		more.length === 0 &&
		!call.spread &&
		call.valuesOf(table.node).every((value) => value === "~data")
	);
}

/** `", ".join` is a function, whatever text it belongs to. */
function isTextMethod({ call }: Ruling, node: Call["node"]): boolean {
	const on = node.name === "MemberExpression" && node.lastChild?.name === "PropertyName" ? node.firstChild : null;
	const values = call.valuesOf(on);
	return values.length > 0 && values.every((value) => value.startsWith('"') || value === "~made");
}

export const pivot: Rule = (ruling) => {
	const said = [...(keyword(ruling, "aggfunc") ?? []), ...positional(ruling).slice(3).flat()];
	return allTexts(said).every(namesPlainMethod) &&
		!said.map(inner).some((value) => value === "~made" || value === "?attr")
		? []
		: ["unparsed"];
};

export const template: Rule = (ruling) => {
	const on = ruling.call.method?.on ?? [];
	const said = [...on, ...(ruling.name === "str.format" ? positional(ruling).flat() : [])];
	return texts(said).every(isPlainTemplate) && !on.includes("~made") ? [] : ["unparsed"];
};

export const shows: Rule = (ruling) => {
	const on = ruling.call.method?.on ?? [];
	if (on.includes("~image")) return ["subprocess"];
	return ruling.context.images && (on.length === 0 || on.some((value) => value.startsWith("?"))) ? ["unparsed"] : [];
};

export const backend: Rule = (ruling) => {
	const said = positional(ruling)[0] ?? [];
	return said.length > 0 &&
		said.every((value) => /^"((tk|qt5?|gtk[34]|wx)?agg|svg|pdf|ps|cairo|macosx|template)$/i.test(value))
		? []
		: ["unparsed"];
};

export const style: Rule = (ruling) => {
	const said = positional(ruling).flat();
	return said.length > 0 && said.every((value) => /^\[?"[\w-]+$/.test(value)) ? [] : ["unparsed"];
};

export const settings: Rule = (ruling) => {
	const keys = ruling.call.args.flatMap(({ keyword, node }) => {
		if (keyword !== "" && keyword !== "rc") return [];
		return node.name === "DictionaryExpression" ? keysOf(ruling, node) : texts(ruling.call.valuesOf(node));
	});
	const isTold = ruling.call.args.every(
		({ keyword, node }) =>
			(keyword !== "" && keyword !== "rc") ||
			/^(Dictionary|String)/.test(node.name) ||
			ruling.call.valuesOf(node).every((value) => value === "~number"),
	);
	const isSeaborn = ruling.name.startsWith("seaborn.");
	const isPlain = isSeaborn
		? ruling.call.args
				.filter(({ keyword }) => keyword === "rc")
				.every(({ node }) => node.name === "DictionaryExpression" && keysOf(ruling, node).every(isPlainSetting))
		: isTold && keys.every(isPlainSetting);
	return isPlain && !ruling.call.spread && keyword(ruling, "fname") === undefined ? [] : ["unparsed"];
};

function keysOf({ call }: Ruling, node: Call["node"]): readonly string[] {
	const keys: string[] = [];
	for (let part = node.firstChild; part !== null; part = part.nextSibling) {
		if (part.nextSibling?.name === ":") keys.push(texts(call.valuesOf(part))[0] ?? MADE);
		if (part.name === "**") keys.push(MADE);
	}
	return keys;
}

export const option: Rule = (ruling) => {
	const keys = positional(ruling)
		.filter((_values, at) => at % 2 === 0)
		.flat();
	return keys.every((value) => /^"(display|mode)\.|^"(precision|max_\w+|width|chop_threshold)$/.test(value)) &&
		!ruling.call.spread
		? []
		: ["unparsed"];
};

export const makesClass: Rule = (ruling) => (ruling.call.args.length === 1 && !ruling.call.spread ? [] : ["unparsed"]);

/** `"df" in globals()` only looks; any other use gives access to names. */
export const scopes: Rule = ({ call, reading }) => {
	const { parent } = call.node;
	const asks = parent?.name === "BinaryExpression" && textOf(reading.program.source, call.node.prevSibling) === "in";
	return asks && call.args.length === 0 ? [] : ["unparsed"];
};

/** Registers a table under a name for queries; a function could be registered for anything. */
export const registers: Rule = (ruling) => {
	const [name = [], table = [], ...more] = positional(ruling);
	const isTable =
		ruling.call.args.length === 2 &&
		more.length === 0 &&
		name.length > 0 &&
		name.every((value) => value.startsWith('"')) &&
		table.length > 0 &&
		table.every((value) => inner(value) === "~data" || isDatabase(value));
	return isTable && !ruling.call.spread ? [] : ["unparsed"];
};

/** Harmless with a text alone; with a file's name or an address it reads that. */
export const quotes: Rule = ({ call }) =>
	call.args.every(({ keyword }) => keyword === "" || keyword === "data") ? [] : ["unparsed"];
