// Reading of one program: the values of the expressions that are read so far; and a call, taken apart.

import type { Argument, Node } from "../../tree.ts";
import type { Value } from "../notation.ts";
import type { Program } from "../program.ts";
import type { Scope } from "../scope.ts";

export interface Reading {
	readonly scope: Scope;
	readonly program: Program;
	/** What was found for nodes that are read already. */
	readonly known: Map<string, readonly Value[]>;
}

export type ValuesOf = (node: Node | undefined | null) => readonly Value[];

export interface Call {
	readonly node: Node;
	readonly callees: readonly Value[];
	readonly args: readonly Argument[];
	readonly valuesOf: ValuesOf;
	/** The method's name and what it is called on, where it is one. */
	readonly method?: { readonly name: string; readonly on: readonly Value[] };
	/** With `*args`, or with `**options` that is not known: it may be given more than `args` says. */
	readonly spread: boolean;
}
