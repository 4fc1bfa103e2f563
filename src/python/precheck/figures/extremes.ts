// The smallest or largest value on a file's card taken for a limit, `df["temp"] < -3.9`: nothing lies beyond it, and everything on this side.

import { children, spanOf, textOf } from "../../tree.ts";
import { type CheckResult, type Fault, shown } from "../edits.ts";
import type { Frames } from "../frames.ts";
import { literalOf, type Program } from "../program.ts";

/** The end of the range that the comparison is of. */
const ENDS: Readonly<Record<string, 0 | 1>> = { "<": 0, ">=": 0, ">": 1, "<=": 1 };

export function checkExtremes(program: Program, frames: Frames, request: string): CheckResult {
	const { source, nodes } = program;
	const faults = nodes.flatMap((node): Fault[] => {
		const [column, sign, limit] = node.name === "BinaryExpression" ? children(node) : [];
		const end = ENDS[textOf(source, sign ?? null)];
		if (end === undefined || limit === undefined || column === undefined) return [];
		const [base, bracket, key] = children(column);
		const name = column.name === "MemberExpression" && bracket?.name === "[" ? literalOf(program, key) : undefined;
		const profile = frames.of(program, base)?.profiles.find((one) => one.name === name);
		const value = spanOf(source, limit).replace(/\s+/g, "");
		const isNumber = /^-?\d+(?:\.\d+)?$/.test(value) && /^(?:int|float)$/.test(profile?.type ?? "");
		if (name === undefined || !isNumber || Number(profile?.range?.[end]) !== Number(value)) return [];
		// Round numbers are limits that people think of.
		if (request.includes(value.replace(/^-/, "")) || Number(value) % 10 === 0) return [];
		const tells = `\`${shown(spanOf(source, node))}\` tells no rows apart: take the limit that the request means`;
		const what =
			end === 0
				? `${value} is the smallest value of ${shown(name)}, so that ${tells}`
				: `${value} is the largest value of ${shown(name)}, so that ${tells}`;
		return [{ at: node.from, what }];
	});
	return { edits: [], faults };
}
