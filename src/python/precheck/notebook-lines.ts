// Lines that go: statements without effect here, and what a notebook takes for a command and Python does not.

import { children } from "../tree.ts";
import { type Edit, type Fault, shown } from "./edits.ts";
import type { Magic, Program } from "./program.ts";

/** They set a notebook up and compute nothing. */
const WITHOUT_EFFECT = /^%%?(matplotlib|config|load_ext|autoreload|time|timeit|capture|precision)\b(?![^\n]*\()/;

/** Python runs as Python: a notebook's command is left out where it does nothing here, and otherwise said. */
export function notebook(program: Program, { from, text }: Magic): Edit | Fault {
	const edit = WITHOUT_EFFECT.test(text)
		? withoutLine(program, from, `Left out \`${shown(text)}\`: it is a notebook's command, and does nothing here.`)
		: undefined;
	return edit ?? { at: from, what: `\`${shown(text)}\` is a notebook's command and no Python; write it in Python` };
}

/** The edit that takes a statement away together with its line; undefined where the line holds more than this statement, or where it is a block's only one. */
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
