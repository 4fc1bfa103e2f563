// The smallest or largest of a column of names, `df["store"].min()`: the first or last by the alphabet, and no answer to "which store sold least".

import { asksForBest } from "../../../core/fix/under/ties.ts";
import type { KnownFile } from "../../../core/ports.ts";
import { argumentsOf, children, type Node, textOf } from "../../tree.ts";
import { type CheckResult, type Fault, shown } from "../edits.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";
import { isWritten, profilesOf } from "./values.ts";

const BY_ALPHABET = /alphabet|by name|nach namen|字母|拼音|五十音|アルファベット/i;
/** Texts that are in order by their letters. */
const IN_ORDER =
	/^[^\p{L}\p{N}]*(?:\d|(?:q|h|w|kw|wk|week|fy|v|ver|version|level|phase|tier|rank|stage|day|month|year|step|round|lvl|第)[ ._-]*\d|[a-f][+-]?$)/iu;

export function checkAlphabet(
	program: Program,
	earlier: readonly Program[],
	{ files, request }: { readonly files: readonly KnownFile[]; readonly request: string },
): CheckResult {
	if (!asksForBest(request) || BY_ALPHABET.test(request)) return { edits: [], faults: [] };
	const faults = program.nodes.flatMap((node): Fault[] => {
		if (node.name !== "CallExpression") return [];
		const { on, name } = calleeOf(program, node);
		const [, sign, key] = on?.name === "MemberExpression" ? children(on) : [];
		if (!/^(?:idx)?(?:min|max)$/.test(name) || argumentsOf(program.source, node).length > 0) return [];
		const column = sign?.name === "[" ? literalOf(program, key) : textOf(program.source, key ?? null);
		const found = column === undefined ? [] : profilesOf(files, column);
		// `INV-0001` is before `INV-0002`.
		const isNames = ({ type, range, samples }: (typeof found)[number]) =>
			type === "text" &&
			range === undefined &&
			!samples.every((value) => /\d/.test(value)) &&
			!samples.some((value) => IN_ORDER.test(value));
		if (column === undefined || found.length === 0 || !found.every(isNames)) return [];
		if (isWritten([program, ...earlier], column) || isOfBest(program, on)) return [];
		const [base] = on === undefined ? [] : children(on);
		const code =
			base?.name === "VariableName" ? byNumber(program, files, textOf(program.source, base), column, name) : "";
		const what = /min$/.test(name)
			? `${name}() of '${shown(column)}' is the first by the alphabet: take the one with the least of a number${code}`
			: `${name}() of '${shown(column)}' is the last by the alphabet: take the one with the most of a number${code}`;
		return [{ at: node.from, what }];
	});
	return { edits: [], faults };
}

/** `top = df[df["sales"] == df["sales"].max()]`: the rows are chosen already. */
function isOfBest({ source }: Program, column: Node | undefined): boolean {
	const base = column?.firstChild;
	const name = base?.name === "VariableName" ? RegExp.escape(textOf(source, base)) : "";
	return name !== "" && new RegExp(`^\\s*${name}\\s*=(?!=).*(?:max|min|largest|smallest|head)\\(`, "m").test(source);
}

/** Where the program names one column of numbers, what was meant with it. */
function byNumber(
	{ source }: Program,
	files: readonly KnownFile[],
	table: string,
	column: string,
	how: string,
): string {
	const numbers = files.flatMap(({ profile }) =>
		(profile?.columns ?? []).filter(({ type }) => /^(?:int|float)$/.test(type)).map(({ name }) => name),
	);
	const [, made] = /\bvalue_name\s*=\s*["']([^"'\n]+)["']/.exec(source) ?? [];
	const read = numbers.filter((name) => [`"${name}"`, `'${name}'`].some((text) => source.includes(text)));
	const [only, more] = made === undefined ? (read.length > 0 ? read : numbers) : [made];
	if (only === undefined || more !== undefined) return "";
	const code = `${table}.groupby(${JSON.stringify(column)})[${JSON.stringify(only)}].sum().idx${/min$/.test(how) ? "min" : "max"}()`;
	return `, as in ${code}`;
}
