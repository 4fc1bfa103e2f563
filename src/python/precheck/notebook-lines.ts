// Notebook lines: commands that a notebook takes and Python does not, and how to leave out a line.

import { children } from "../tree.ts";
import { type Edit, type Fault, shown } from "./edits.ts";
import type { Magic, Program } from "./program.ts";

/** Commands that set a notebook up and compute nothing. */
const WITHOUT_EFFECT = /^%%?(matplotlib|config|load_ext|autoreload|time|timeit|capture|precision)\b(?![^\n]*\()/;

/** A notebook's command is left out if it would do nothing here; any other is a fault. */
export function notebook(program: Program, { from, text }: Magic): Edit | Fault {
	const edit = WITHOUT_EFFECT.test(text)
		? withoutLine(program, from, `Left out \`${shown(text)}\`: it is a notebook's command, and does nothing here.`)
		: undefined;
	return edit ?? { at: from, what: `\`${shown(text)}\` is a notebook's command and no Python; write it in Python` };
}

/** The edit that removes a statement together with its line; undefined if there is more on the line. A block's only statement becomes `pass`. */
export function withoutLine({ source, nodes, magics }: Program, at: number, said: string): Edit | undefined {
	const innermost = nodes.findLast(
		({ name, from, to }) => /^(Expression|Import)Statement$/.test(name) && from <= at && at < to,
	);
	if (innermost === undefined || !/^(Script|Body)$/.test(innermost.parent?.name ?? "")) return undefined;
	const end = magics.find((magic) => magic.from === at)?.to ?? innermost.to;
	const from = source.lastIndexOf("\n", innermost.from - 1) + 1;
	const next = source.indexOf("\n", end);
	const to = next === -1 ? source.length : next + 1;
	const rest = source.slice(from, innermost.from) + source.slice(end, to);
	if (!/^\s*(#.*)?$/.test(rest.trim())) return undefined;
	const isOnly =
		innermost.parent?.name === "Body" &&
		children(innermost.parent).filter(({ name }) => /^[A-Z]/.test(name) && name !== "Comment").length === 1;
	return isOnly ? { from: innermost.from, to: end, text: "pass", said } : { from, to, text: "", said };
}
