// Context of the walk: what the parts of the summary share while they read a program.

import type { DataStep } from "../../core/domain.ts";
import type { Node } from "../tree.ts";
import { type Arguments, type Facts, type Frame, newFacts, table, type Value } from "./values.ts";

/** A step before it has its line. */
export type Step = DataStep extends infer S ? (S extends DataStep ? Omit<S, "line"> : never) : never;

export interface Context {
	evaluate(node: Node | undefined | null): Value;
	emit(at: Node, step: Step, offset?: number): void;
	unseen(at: Node): void;
	/** The code of a node, on one line. */
	code(node: Node): string;
	source(node: Node): string;
	variable(name: string): Value | undefined;
	/** A table under a name that only SQL knows. */
	readonly tables: Map<string, Frame>;
	/** A file is read; the columns that are used of it are filled in later. */
	read(at: Node, file: { readonly path: string; readonly format: string }, offset?: number): Facts;
	/** What a function gives for these arguments. */
	invoke(callee: Value, args: readonly Value[]): Value;
	/** Whether the node stands in a loop over rows. */
	readonly inRows: boolean;
}

/** A call as its parts see it. */
export interface Call {
	readonly node: Node;
	/** Where its line is: the name that is called. */
	readonly at: Node;
	readonly arg: Arguments;
	readonly positional: readonly Value[];
	readonly keywords: ReadonlyMap<string, Value>;
}

/** The call without what it is called on: `head(10)`. */
export function tailOf(context: Context, { node, at }: Pick<Call, "node" | "at">): string {
	const text = context
		.source(node)
		.slice(at.from - node.from)
		.replace(/\s+/g, " ");
	return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

export function isTrue(value: Value | undefined): boolean {
	return (value?.is === "name" && value.name === "True") || (value?.is === "number" && value.number !== 0);
}

export function isFalse(value: Value | undefined): boolean {
	return (value?.is === "name" && value.name === "False") || (value?.is === "number" && value.number === 0);
}

/** Something as long as a table about which nothing is known. */
export function looseColumn(columns: readonly string[] = []): Frame {
	return { ...table(newFacts()), columns, single: true };
}
