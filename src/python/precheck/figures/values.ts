// What cards say of a column by its name, whatever table of the program it is in.

import type { ColumnProfile } from "../../../core/domain.ts";
import type { KnownFile } from "../../../core/ports.ts";
import { children, nodesOf, targetsOf } from "../../tree.ts";
import { literalOf, type Program } from "../program.ts";

/** Of each file that has a column of that name. */
export function profilesOf(files: readonly KnownFile[], column: string): readonly ColumnProfile[] {
	return files.flatMap(({ profile }) => profile?.columns?.filter(({ name }) => name === column) ?? []);
}

/** Values of columns that are named nowhere may be made otherwise, `df[name] = ...`, `df.map(str.lower)`. */
const WHOLESALE =
	/\[\s*\w+\s*\]\s*=(?!=)|\.(?:map|applymap|apply|transform|pipe|assign|with_columns|replace|select_dtypes|convert_dtypes|fillna|fill_null|where|mask)\(|\bparse_dates\b/;

/** The programs make a column of that name themselves, or may make other values of it. */
export function isWritten(programs: readonly Program[], column: string): boolean {
	return programs.some(
		(program) =>
			WHOLESALE.test(program.source) ||
			program.nodes.some(
				(node) =>
					(node.name === "AssignStatement" &&
						targetsOf(node).some((target) => nodesOf(target).some((one) => literalOf(program, one) === column))) ||
					(node.name === "DictionaryExpression" && children(node).some((one) => literalOf(program, one) === column)),
			),
	);
}
