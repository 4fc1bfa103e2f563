// The smallest or largest of a column of names, `df["store"].min()`: the first or last by the alphabet, and no answer to "which store sold least".

import { asksForBest } from "../../../core/fix/under/ties.ts";
import type { KnownFile } from "../../../core/ports.ts";
import { argumentsOf, children, textOf } from "../../tree.ts";
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
		if (!/^(?:min|max)$/.test(name) || argumentsOf(program.source, node).length > 0) return [];
		const column = sign?.name === "[" ? literalOf(program, key) : textOf(program.source, key ?? null);
		const found = column === undefined ? [] : profilesOf(files, column);
		// `INV-0001` is before `INV-0002`.
		const isNames = ({ type, range, samples }: (typeof found)[number]) =>
			type === "text" &&
			range === undefined &&
			!samples.every((value) => /\d/.test(value)) &&
			!samples.some((value) => IN_ORDER.test(value));
		if (column === undefined || found.length === 0 || !found.every(isNames)) return [];
		if (isWritten([program, ...earlier], column)) return [];
		const what =
			name === "min"
				? `min() of '${shown(column)}' is the first by the alphabet: take the one with the least by idxmin() or nsmallest() of a number`
				: `max() of '${shown(column)}' is the last by the alphabet: take the one with the most by idxmax() or nlargest() of a number`;
		return [{ at: node.from, what }];
	});
	return { edits: [], faults };
}
