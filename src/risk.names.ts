// What names stand for: imports, aliases, strings put together, whatever order they come in. A value is a dotted path (`os.remove`,
// `pathlib.Path()`) or a text, written with a leading quote (`"sales.csv`); UNKNOWN stands for what cannot be told.

import { argumentsOf, children, isValue, type Node, spanOf, textOf, unquoted } from "./python.tree.ts";
import { BORROWED, KNOWN, SAME, TEXTS } from "./risk.tables.ts";

/** A part of a text that cannot be told. */
export const UNKNOWN = "\0";
const MOST = 24;
const DEEPEST = 40;

export interface Names {
	/** At most MOST; none where nothing is known. */
	valuesOf(source: string, node: Node): readonly string[];
	add(name: string, values: readonly string[]): boolean;
	addStar(module: string): boolean;
}

export function openNames(): Names {
	const known = new Map<string, Set<string>>();
	const stars = new Set<string>();
	const cache = new Map<string, readonly string[]>();
	let cachedFor = "";
	const names: Names = {
		valuesOf: (source, node) => {
			if (source !== cachedFor) cache.clear();
			cachedFor = source;
			const key = keyOf(node);
			const values = cache.get(key) ?? [...new Set(evaluate({ source, known, stars, cache }, node, 0))].slice(0, MOST);
			cache.set(key, values);
			return values;
		},
		add: (name, values) => {
			const set = known.get(name) ?? new Set();
			const before = set.size;
			const isNew = !known.has(name);
			for (const value of values.slice(0, MOST)) if (set.size < MOST) set.add(value);
			known.set(name, set);
			if (isNew || set.size > before) cache.clear();
			return isNew || set.size > before;
		},
		addStar: (module) => {
			const isNew = !stars.has(module);
			stars.add(module);
			if (isNew) cache.clear();
			return isNew;
		},
	};
	return names;
}

export function keyOf({ name, from, to }: Node): string {
	return `${name} ${from} ${to}`;
}

interface Scope {
	readonly source: string;
	/** What was found for inner nodes, so that deep code is read once; see `keyOf`. */
	readonly cache: ReadonlyMap<string, readonly string[]>;
	readonly known: ReadonlyMap<string, ReadonlySet<string>>;
	readonly stars: ReadonlySet<string>;
}

function evaluate(scope: Scope, node: Node, depth: number): string[] {
	const cached = scope.cache.get(keyOf(node));
	if (cached !== undefined) return [...cached];
	if (depth > DEEPEST) return [];
	const { source } = scope;
	const of = (one: Node | undefined | null) => (one == null ? [] : evaluate(scope, one, depth + 1));
	const parts = children(node);
	switch (node.name) {
		case "VariableName":
			return variable(scope, textOf(source, node));
		case "MemberExpression":
			return member(scope, parts, of);
		case "CallExpression":
			return call(scope, node, of);
		case "Decorator": {
			const [first, ...rest] = parts.filter(({ name }) => name === "VariableName").map((part) => textOf(source, part));
			return variable(scope, first ?? "").map((base) => same([base, ...rest].join(".")));
		}
		case "String":
			return [`"${unquoted(spanOf(source, node)) ?? UNKNOWN}`];
		case "ContinuedString":
			return [`"${parts.map((part) => joined(of(part))).join("")}`];
		case "FormatString":
			return [`"${formatted(scope, node, of)}`];
		case "BinaryExpression":
			return binary(source, parts, of);
		case "ConditionalExpression":
			return [...of(parts[0]), ...of(parts[4])];
		case "NamedExpression":
			return of(parts[2]);
		case "ParenthesizedExpression":
		case "AwaitExpression":
		case "ArrayExpression":
		case "TupleExpression":
		case "SetExpression":
		case "DictionaryExpression":
			return parts.filter(isValue).flatMap(of);
		case "ArrayComprehensionExpression":
		case "ComprehensionExpression":
		case "SetComprehensionExpression":
			return of(parts[1]);
		default:
			return [];
	}
}

function variable({ known, stars }: Scope, name: string): string[] {
	const found = known.get(name);
	if (found !== undefined) return [...found];
	return [...[...stars].map((module) => same(`${module}.${name}`)), ...(KNOWN.has(name) ? [same(name)] : [])];
}

function member(scope: Scope, parts: readonly Node[], of: (node: Node | undefined) => string[]): string[] {
	const [base, sign, property] = parts;
	const bases = of(base);
	// A slice of a text may be anything.
	if (sign?.name === "[" && parts.some(({ name }) => name === ":")) return [...bases, `"${UNKNOWN}`];
	if (sign?.name === "[") {
		const keys = texts(of(property));
		return bases.flatMap((value) => {
			if (value === "sys.modules") return keys.map(same);
			const holder = /^(?:vars\((.*)\)|globals\(\)|locals\(\)|__builtins__|(.*)\.__dict__)$/.exec(value);
			if (holder === null) return [elementOf(value)];
			const inside = holder[1] ?? holder[2] ?? "";
			return keys.map((key) => same(inside === "" ? key : `${inside}.${key}`));
		});
	}
	const name = textOf(scope.source, property ?? null);
	const paths = bases.filter((value) => !value.startsWith('"')).map((value) => step(value, name));
	const kept = KEEPS_PATH.has(name) ? bases : [];
	return paths.length === 0 ? [same(`?.${name}`), ...kept] : [...paths, ...kept];
}

const KEEPS_PATH: ReadonlySet<string> = new Set(["parent"]);
/** Calls that give what they are given, as far as names go. */
const GIVES_ARGUMENT =
	/^(sorted|list|tuple|set|reversed|enumerate|iter|next|filter|str|os\.fspath|os\.path\.(abspath|realpath|normpath)|tqdm(\.tqdm)?|functools\.partial|itertools\.chain)$/;
const PATH_METHODS =
	/^(pathlib\.Path\(\))\.(with_suffix|with_name|with_stem|resolve|absolute|joinpath|expanduser)\(\)$/;

function step(base: string, name: string): string {
	if (base === "pathlib.Path()" && name === "parent") return base;
	const path = same(`${base}.${name}`);
	const text = Object.hasOwn(TEXTS, path) ? TEXTS[path] : undefined;
	return text === undefined ? path : `"${text}`;
}

function call(scope: Scope, node: Node, of: (node: Node | undefined | null) => string[]): string[] {
	const args = argumentsOf(scope.source, node);
	const first = of(args[0]?.node);
	return of(node.firstChild).flatMap((callee) => {
		if (callee === "getattr")
			return texts(of(args[1]?.node)).flatMap((name) =>
				first.length === 0 ? [`?.${name}`] : first.map((base) => same(`${base}.${name}`)),
			);
		if (callee === "__import__" || callee === "importlib.import_module" || callee === "builtins.__import__")
			return texts(first).map((name) => same(callee === "__import__" ? (name.split(".")[0] ?? name) : name));
		if (callee === "vars") return first.map((base) => `vars(${base})`);
		if (callee.startsWith("def ")) return variable(scope, `${callee}()`);
		if (GIVES_ARGUMENT.test(callee)) return callee === "itertools.chain" ? args.flatMap((arg) => of(arg.node)) : first;
		if (callee === "pathlib.Path") return ["pathlib.Path()", ...joinPath(args.map((arg) => of(arg.node)))];
		if (callee === "os.path.join") {
			const listed = args.flatMap((arg) => of(arg.node)).filter((value) => !value.startsWith('"'));
			return [...joinPath(args.map((arg) => of(arg.node))), ...listed];
		}
		if (callee === "?.format") {
			const holes = args.map((arg) => joined(of(arg.node)));
			return texts(of(node.firstChild?.firstChild)).map(
				(text) => `"${text.replaceAll(/\{[^{}]*\}/g, () => holes.shift() ?? UNKNOWN)}`,
			);
		}
		if (callee === "?.join") return joinText(of(node.firstChild?.firstChild), args[0]?.node, of);
		const path = `${callee}()`;
		return [PATH_METHODS.test(path) ? "pathlib.Path()" : path];
	});
}

function joinPath(all: readonly (readonly string[])[]): string[] {
	const parts = all.map(texts).filter((found) => found.length > 0);
	if (parts.length === 0) return [];
	// Python starts again at an absolute part.
	const whole = parts.map(([one = UNKNOWN]) => one).reduce((a, b) => (b.startsWith("/") ? b : `${a}/${b}`));
	const more = all.length === 1 ? (parts[0] ?? []) : [whole];
	return more.map((text) => `"${text}`);
}

function joinText(glue: readonly string[], list: Node | undefined, of: (node: Node | undefined) => string[]): string[] {
	if (list === undefined || !/^(Array|Tuple)Expression$/.test(list.name)) return [`"${UNKNOWN}`];
	return [
		`"${children(list)
			.filter(isValue)
			.map((part) => joined(of(part)))
			.join(joined(glue))}`,
	];
}

function binary(source: string, parts: readonly Node[], of: (node: Node | undefined) => string[]): string[] {
	const [left, sign, right] = parts;
	const op = textOf(source, sign ?? null);
	const [a, b] = [of(left), of(right)];
	if (op === "or" || op === "and") return [...a, ...b];
	if (op === "+" && (texts(a).length > 0 || texts(b).length > 0)) return [`"${joined(a)}${joined(b)}`];
	if (op === "+") return [...a, ...b];
	if (op === "%" && texts(a).length > 0) return texts(a).map((text) => `"${text.replaceAll(/%\w/g, () => joined(b))}`);
	// How often does not matter: `"../" * 3`.
	if (op === "*") return texts(a).map((text) => `"${text}`);
	if (op === "/" && a.includes("pathlib.Path()")) return ["pathlib.Path()", ...joinPath([a, b])];
	return [];
}

function formatted({ source }: Scope, node: Node, of: (node: Node | undefined) => string[]): string {
	const whole = children(node)
		.filter(({ name }) => name === "FormatReplacement")
		.reduceRight(
			(all, hole) => {
				const value = joined(of(children(hole).find(isValue)));
				return all.slice(0, hole.from - node.from) + value + all.slice(hole.to - node.from);
			},
			spanOf(source, node),
		);
	const text = unquoted(whole) ?? UNKNOWN;
	return text.replaceAll("{{", "{").replaceAll("}}", "}");
}

/** The text where there is one alone. */
function joined(values: readonly string[]): string {
	const found = texts(values);
	return found.length === 1 ? (found[0] ?? UNKNOWN) : UNKNOWN;
}

export function texts(values: readonly string[]): string[] {
	return values.filter((value) => value.startsWith('"')).map((value) => value.slice(1));
}

export function elementOf(value: string): string {
	return value.startsWith('"') || value.endsWith("[]") || /^(def |vars\()/.test(value) ? value : `${value}[]`;
}

export function same(path: string): string {
	const own = path.replace(BORROWED, "$1");
	const root = Object.keys(SAME).find((name) => own === name || own.startsWith(`${name}.`));
	return root === undefined ? own : `${SAME[root]}${own.slice(root.length)}`;
}
