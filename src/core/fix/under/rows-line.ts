// Rows of the files on their way to the answer, in one line for people: read, left out by which line, used.

import type { Seen, SeenLoss, SeenRows } from "../../domain/seen.ts";
import { type Texts, textsIn } from "../../locales.ts";
import { oneLine } from "../../text.ts";

const MOST_FILES = 3;
const MOST_LOSSES = 4;
const LONGEST_LINE = 60;

/** `source` is the program that ran. Undefined where nothing is certain, or there is nothing to say. */
export function rowsLine(seen: Seen | undefined, source: string, { under }: Texts): string | undefined {
	const lines = source.split("\n");
	const parts = (seen?.rows ?? []).flatMap((rows) => partOf(rows, lines, under)).slice(0, MOST_FILES);
	return parts.length === 0 ? undefined : under.rows(parts);
}

/** Why nothing came out, if no row was left, and the line of the program that left none. */
export function emptiedBy(
	seen: Seen | undefined,
	source: string,
): { readonly cause: string; readonly line: string } | undefined {
	const lines = source.split("\n");
	for (const { file, read, left } of seen?.rows ?? []) {
		const rest = left.reduce((rows, loss) => rows - loss.rows, read);
		const last = left.at(-1);
		if (rest !== 0 || last === undefined || read === 0) continue;
		const why = causeOf(last, lines, textsIn("en").under);
		const cause = `No row of ${oneLine(file)} was left, so there is no figure: of ${number(read)} rows, ${number(last.rows)} were left out: ${why}.`;
		return { cause, line: lines[(last.line ?? 0) - 1] ?? "" };
	}
	return undefined;
}

type Under = Texts["under"];

function partOf({ file, read, left: all, used }: SeenRows, lines: readonly string[], under: Under): readonly string[] {
	const name = oneLine(file);
	const losses = all.filter(({ rows }) => rows !== 0);
	if (losses.length === 0) return used === undefined || read === 0 ? [] : [under.allUsed(name, number(read))];
	const left = losses
		.filter(({ rows }) => rows > 0)
		.map((loss) => under.rowsBy(number(loss.rows), causeOf(loss, lines, under)));
	const added = losses
		.filter(({ rows }) => rows < 0)
		.map((loss) => under.added(number(-loss.rows), whereOf(loss, under)));
	const parts = [
		under.read(number(read)),
		...(left.length === 0 ? [] : [under.leftOut(listed(left, under))]),
		...listed(added, under),
		...(used === undefined ? [] : [under.used(number(used))]),
	];
	return [under.fileRows(name, parts)];
}

function causeOf(loss: SeenLoss, lines: readonly string[], under: Under): string {
	if (loss.why !== "") return `${under.why(loss.why)}${whereOf(loss, under)}`;
	if (loss.line === undefined) return under.byEarlier;
	const code = oneLine(lines[loss.line - 1] ?? "").replaceAll("`", "'");
	if (code === "") return under.byLine(loss.line);
	const short = code.length > LONGEST_LINE ? `${code.slice(0, LONGEST_LINE - 1)}…` : code;
	return `${under.byCode(short)}${whereOf(loss, under)}`;
}

function whereOf({ line }: SeenLoss, under: Under): string {
	return line === undefined ? "" : under.onLine(line);
}

function listed(all: readonly string[], under: Under): readonly string[] {
	const rest = all.length - MOST_LOSSES;
	return rest > 0 ? [...all.slice(0, MOST_LOSSES), under.otherSteps(rest)] : all;
}

function number(n: number): string {
	return n.toLocaleString("en-US");
}
