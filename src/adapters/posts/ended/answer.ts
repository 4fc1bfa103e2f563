// Answers as pieces: what was printed, its tables as tables, then the words.

import type { Attempt, Turn } from "../../../core/domain.ts";
import { amountIn, shownIn } from "../../../core/fix/words/tables.ts";
import { asPrinted, PRINTED_CHARS, partsOf, withoutNoise } from "../../../core/fix/words/verbatim.ts";
import { type Piece, pieces, tablePiece } from "../markdown.ts";

export function answerPieces({ attempts, state }: Turn, text: string): readonly Piece[] {
	const end = state.kind === "ended" && state.end.kind === "answered" ? state.end : undefined;
	const attempt = attempts[end?.attempt ?? -1];
	const run = attempt?.run;
	if (end === undefined || attempt === undefined || run === undefined) return pieces(text);
	const drawn = partsOf(end, run).output ? tablesOf(run) : [];
	if (drawn.length > 0) return [...drawn, ...pieces(text.slice(asPrinted(run).length))];
	return pieces(withMarks(text, attempt));
}

/** What a rerun printed, if there are tables in it; else its card shows it. */
export function rerunPieces({ attempts, state }: Turn): readonly Piece[] {
	const run = attempts.at(-1)?.run;
	const isRerun = state.kind === "ended" && state.end.kind === "reran" && run?.outcome === "ok";
	return isRerun ? tablesOf(run) : [];
}

/** Empty without tables. What is too long beside its tables is shown in part, as ever. */
function tablesOf({ output, seen }: NonNullable<Attempt["run"]>): readonly Piece[] {
	const shown = shownIn(output, seen?.tables ?? []);
	const words = shown.reduce((sum, part) => sum + (part.kind === "text" ? part.text.length : 0), 0);
	if (words > PRINTED_CHARS || shown.every(({ kind }) => kind === "text")) return [];
	return shown.map(
		(part): Piece =>
			part.kind === "table"
				? tablePiece(part.table)
				: { kind: "code", language: "", source: withoutNoise(part.text.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd()) },
	);
}

/** One amount, in the output and in the words, as a person writes it. */
function withMarks(text: string, { proposal, run }: Attempt): string {
	const amount = amountIn(withoutNoise(run?.output ?? ""), proposal.does ?? { steps: [], unseen: [] });
	if (amount === undefined) return text;
	const alone = new RegExp(`(?<![\\d.,])${RegExp.escape(amount.printed)}(?![\\d]|[.,]\\d)`, "g");
	return text.replace(alone, amount.marked);
}
