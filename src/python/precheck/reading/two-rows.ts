// Names of two rows of a workbook, joined into one as its card says.

import type { FileProfile } from "../../../core/domain.ts";
import { type Node, spanOf } from "../../tree.ts";
import type { Program } from "../program.ts";
import type { Read } from "../reads.ts";

const JOINED =
	/^\[" "\.join\(str\(part\) for part in name if not str\(part\)\.startswith\("Unnamed: "\)\) for name in \w+\.columns\]$/;

/** `df.columns = [...]`, as the card has it. */
export function joinsNames({ source }: Program, assignment: Node | null | undefined): boolean {
	const value = assignment?.name === "AssignStatement" ? assignment.lastChild : null;
	return value !== null && JOINED.test(spanOf(source, value));
}

/** The call of the card, with the line that joins the names. */
export function readsTwoRows(program: Program, { call }: Read, { header, read = "" }: FileProfile): boolean {
	const isCards = header === 2 && read.startsWith(`df = ${spanOf(program.source, call)};`);
	return isCards && program.nodes.some((node) => joinsNames(program, node));
}
