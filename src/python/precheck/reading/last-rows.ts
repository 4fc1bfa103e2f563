// Totals in the last row, left out by their place: a count that is one less, or a line that takes the last row off.

import type { FileProfile } from "../../../core/domain.ts";
import { children, type Node, spanOf, textOf } from "../../tree.ts";
import type { Edit } from "../edits.ts";
import type { Program } from "../program.ts";
import { type Read, totalsNote } from "../reads.ts";

/** `len(df) - 1` of a table that is what was read: without the totals nothing is taken off. */
export function countsLessOne(program: Program, target: string, profile: FileProfile): readonly Edit[] {
	const { source, nodes } = program;
	if (!endsInTotal(profile) || !isReadOnly(program, target)) return [];
	const counts = [`len(${target})`, `len(${target}.index)`, `${target}.shape[0]`];
	return nodes.flatMap((node): Edit[] => {
		const [count, sign, one, more] = node.name === "BinaryExpression" ? children(node) : [];
		if (count === undefined || one === undefined || sign === undefined || more !== undefined) return [];
		const isLess = spanOf(source, sign) === "-" && spanOf(source, one) === "1";
		if (!isLess || !counts.includes(spanOf(source, count).replaceAll(/\s/g, ""))) return [];
		return [
			{
				from: count.to,
				to: one.to,
				text: "",
				said: "Did not subtract the total row from the count: it was left out before.",
			},
		];
	});
}

/** Where the last row is gone: after `df = df.iloc[:-1]` or its like below the call, or with the call itself. Undefined where neither is so. */
export function lastRowGoneAt(
	program: Program,
	{ call }: Read,
	{ target, at }: { readonly target: string; readonly at: number },
	profile: FileProfile,
): number | undefined {
	const { source, nodes } = program;
	if (!endsInTotal(profile)) return undefined;
	if (/\bskipfooter\s*=\s*1\b/.test(spanOf(source, call))) return at;
	const [first] = nodes.filter(({ from, parent }) => from > at && parent?.name === "Script");
	if (first === undefined) return undefined;
	const line = spanOf(source, first).replaceAll(/\s/g, "");
	const gone = ["[:-1]", ".iloc[:-1]", ".iloc[:-1,:]", ".iloc[:-1].copy()", ".head(-1)", `.drop(${target}.index[-1])`];
	const ways = gone.map((way) => `${target}=${target}${way}`);
	ways.push(`${target}.drop(${target}.index[-1],inplace=True)`, `${target}.drop(${target}.tail(1).index,inplace=True)`);
	const end = source.indexOf("\n", first.to);
	return ways.includes(line) ? (end === -1 ? source.length : end) : undefined;
}

function endsInTotal(profile: FileProfile): boolean {
	return profile.totals?.length === 1 && totalsNote(profile)?.startsWith("the last row is a total") === true;
}

/** It has the rows that were read as long as the program lives. */
function isReadOnly({ source, nodes }: Program, target: string): boolean {
	const isIt = (node: Node | undefined | null) => node?.name === "VariableName" && textOf(source, node) === target;
	const given = nodes.filter(({ name, firstChild }) => /^(Assign|Update|For)Statement$/.test(name) && isIt(firstChild));
	return given.length === 1 && !/\binplace\b/.test(source);
}
