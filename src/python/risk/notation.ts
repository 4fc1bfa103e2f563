// Notation of values: what an expression may stand for is a short text, so that sets of them are cheap:
//   os.remove        a module, or something in one
//   "sales.csv       a text; HOLE, DATA and MADE stand in it for parts that are unknown, that come from data, that the program puts together
//   [v               an element of a list, a tuple, a dict or a set is v
//   @3  #3  ~#3      a function, a class, an instance of a class of these programs
//   ~path ~path:x    a path of pathlib, with its text where it is known; ~entry one that was listed, ~listed the name of such a file
//   ~number ~made ~data ~file    a number; a text put together; what a known call gave; an open file
//   ~none            what an empty list holds
//   ~sql ~sql:x      a connection, a cursor or a relation of a database: in memory, of the file x
//   ?  ?attr         anything; an attribute that no table knows

export type Value = string;

export const HOLE = "\0";
export const MADE = "\u0001";
export const DATA = "\u0002";
/** Deeper lists of lists say nothing more. */
const DEEPEST = "[[[[[";

export function text(content: string): Value {
	return `"${content}`;
}

export function texts(values: readonly Value[]): string[] {
	return values.flatMap((value) => (value.startsWith('"') ? [value.slice(1)] : []));
}

/** Also those in lists, and of paths. */
export function allTexts(values: readonly Value[]): string[] {
	return texts(values.map((value) => value.replace(/^\[+/, "").replace(/^~path:/, '"')));
}

export function element(value: Value): Value {
	return value.startsWith(DEEPEST) ? value : `[${value}`;
}

/** What iterating or subscribing gives. */
export function elementOf(value: Value): Value {
	if (value.startsWith("[")) return value.slice(1);
	if (value.startsWith('"')) return "~made";
	if (isDatabase(value)) return "~data";
	return isPath(value) || isOwn(value) ? "?" : value;
}

/** A function, a class or an instance of a class of these programs. */
export function isOwn(value: Value): boolean {
	return /^~?[@#]\d+$/.test(value);
}

export function isDatabase(value: Value): boolean {
	return value.startsWith("~sql");
}

/** A module or something in one. */
export function isPath(value: Value): boolean {
	return /^[A-Za-z_]/.test(value) || /^[^\x20-\x7f]/.test(value);
}

/** The value inside all lists. */
export function inner(value: Value): Value {
	return value.replace(/^\[+/, "");
}

/** As a part of a text. */
export function asPart(values: readonly Value[]): string {
	const [only, ...more] = values;
	if (only === undefined || more.length > 0)
		return values.every((value) => value.startsWith('"')) ? MADE : part(values);
	return only.startsWith('"') ? only.slice(1) : part(values);
}

function part(values: readonly Value[]): string {
	if (values.length === 0) return HOLE;
	if (values.every((value) => value === "~number")) return "0";
	if (values.some((value) => value.startsWith('"') || value === "~made" || isOwn(value))) return MADE;
	return values.every((value) => value === "?") ? HOLE : DATA;
}

/** All of it is unknown. */
export function isHole(said: string): boolean {
	return said !== "" && [...said].every(isUnsure);
}

/** A part of it is unknown. */
export function isUnsure(said: string): boolean {
	return said.includes(HOLE) || said.includes(DATA) || said.includes(MADE);
}
