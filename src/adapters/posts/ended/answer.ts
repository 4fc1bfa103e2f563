// Answers as pieces: what was printed, its tables as tables, then the words.

import type { Turn } from "../../../core/domain.ts";
import { shownIn } from "../../../core/fix/words/tables.ts";
import { asPrinted, PRINTED_CHARS, partsOf, withoutNoise } from "../../../core/fix/words/verbatim.ts";
import { type Piece, pieces, tablePiece } from "../markdown.ts";

export function answerPieces({ attempts, state }: Turn, text: string): readonly Piece[] {
	const end = state.kind === "ended" && state.end.kind === "answered" ? state.end : undefined;
	const run = attempts[end?.attempt ?? -1]?.run;
	if (end === undefined || run === undefined || !partsOf(end, run).output) return pieces(text);
	const shown = shownIn(run.output, run.seen?.tables ?? []);
	const words = shown.reduce((sum, part) => sum + (part.kind === "text" ? part.text.length : 0), 0);
	// What is too long beside its tables is shown in part, as ever.
	if (words > PRINTED_CHARS || shown.every(({ kind }) => kind === "text")) return pieces(text);
	const drawn = shown.map(
		(part): Piece =>
			part.kind === "table"
				? tablePiece(part.table)
				: { kind: "code", language: "", source: withoutNoise(part.text.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd()) },
	);
	return [...drawn, ...pieces(text.slice(asPrinted(run).length))];
}
