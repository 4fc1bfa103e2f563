// Columns that another sheet of the workbook, or another file, has: the model is told where, and a figure over the whole column is taken from there.

import type { KnownFile } from "../../../core/ports.ts";
import { type Node, spanOf, textOf } from "../../tree.ts";
import { type Edit, isQuotable, shown } from "../edits.ts";
import type { Frame } from "../frames.ts";
import { calleeOf, literalOf, onlyValueOf, type Program } from "../program.ts";
import { readsOf } from "../reads.ts";

interface Elsewhere {
	/** What is said to the model. */
	readonly hint: string;
	/** The sheet, and what reads it; absent: not of the same workbook. */
	readonly from?: { readonly sheet: string; readonly read: string };
}

/** Undefined where no table, or more than one, has a column of that name; `near`: the table has one that is called nearly so. */
export function elsewhere(
	program: Program,
	name: string,
	{ frame, files, near }: { readonly frame: Frame; readonly files: readonly KnownFile[]; readonly near: boolean },
): Elsewhere | undefined {
	const reads = (text: string) => program.nodes.some((node) => literalOf(program, node) === text);
	const found = files.flatMap((file): readonly Elsewhere[] => {
		const { columns = [], sheet, sheets = [] } = file.profile ?? {};
		const names = columns.map((column) => column.name);
		if (file.name !== frame.file)
			return names.includes(name) && !near
				? [{ hint: `it is in ${shown(file.name)}${taken(frame, names, reads(file.name) ? undefined : "")}` }]
				: [];
		return sheets.flatMap((one): readonly Elsewhere[] => {
			const own = one.name === sheet ? names : one.columns;
			if (!own.includes(name) || own.join("\n") === frame.columns.join("\n")) return [];
			const read = `pd.read_excel("${file.name}", sheet_name="${one.name}")`;
			const isPlain = [file.name, one.name].every(isQuotable) && (one.skip ?? 0) === 0 && (one.header ?? 1) === 1;
			const how = taken(frame, own, reads(one.name) ? undefined : isPlain ? read : "");
			const hint = `it is in the sheet '${shown(one.name)}'${how}`;
			return [{ hint, ...(isPlain ? { from: { sheet: one.name, read } } : {}) }];
		});
	});
	return found.length === 1 ? found[0] : undefined;
}

/** How the program comes by it: `read` is the code, "" if it is not known, undefined if it reads that table already. */
function taken({ columns }: Frame, others: readonly string[], read: string | undefined): string {
	const key = columns.find((column) => others.includes(column));
	const parts = [
		...(read === undefined ? [] : [`read that too${read === "" ? "" : `, ${read},`}`]),
		...(key === undefined ? [] : [`merge on '${shown(key)}', after adding up where it comes several times`]),
	];
	return parts.length === 0 ? "" : `: ${parts.join(" and ").replace(/,$/, "")}`;
}

const FIGURES = /^(sum|mean|median|std|var|min|max|count|nunique)$/;

/** `actual["Budget"].sum()` of a table that was just read: the same figure of the sheet that has it. */
export function readElsewhere(program: Program, literal: Node, name: string, { from }: Elsewhere): Edit | undefined {
	const { source } = program;
	const subscript = literal.parent;
	const call = subscript?.parent?.parent;
	const table = subscript?.firstChild;
	if (subscript?.name !== "MemberExpression" || table?.name !== "VariableName" || from === undefined) return undefined;
	if (call?.name !== "CallExpression" || !FIGURES.test(calleeOf(program, call).name)) return undefined;
	if (calleeOf(program, call).on?.from !== subscript.from || !/\bimport pandas as pd\b/.test(source)) return undefined;
	const value = onlyValueOf(program, textOf(source, table));
	const isRead = readsOf(program).some((read) => read.call.from === value?.from);
	if (!isRead) return undefined;
	const said = `Read \`${shown(name)}\` from the sheet \`${shown(from.sheet)}\`, which has it.`;
	return { from: subscript.from, to: subscript.to, text: `${from.read}[${spanOf(source, literal)}]`, said };
}
