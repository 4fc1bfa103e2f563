// What cards say of a column by its name, whatever table of the program it is in.

import type { ColumnProfile } from "../../../core/domain.ts";
import type { KnownFile } from "../../../core/ports.ts";
import { children, nodesOf, targetsOf } from "../../tree.ts";
import { literalOf, type Program } from "../program.ts";

/** Of each file that has a column of that name. */
export function profilesOf(files: readonly KnownFile[], column: string): readonly ColumnProfile[] {
	return files.flatMap(({ profile }) => profile?.columns?.filter(({ name }) => name === column) ?? []);
}

/** The program makes a column of that name itself, or makes other values of it. */
export function isWritten(program: Program, column: string): boolean {
	return program.nodes.some(
		(node) =>
			(node.name === "AssignStatement" &&
				targetsOf(node).some((target) => nodesOf(target).some((one) => literalOf(program, one) === column))) ||
			(node.name === "DictionaryExpression" && children(node).some((one) => literalOf(program, one) === column)),
	);
}
