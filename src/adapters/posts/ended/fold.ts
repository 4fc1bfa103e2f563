// Folded cards: an Attempt that is decided gives way to what came after it, and keeps what proves who approved which code.

import { riskLines } from "../../../core/approval/risks.ts";
import type { Attempt, Turn } from "../../../core/domain.ts";
import { perLocale } from "../../../core/locales.ts";
import { fixName, outcomeWords } from "../attempt-text.ts";
import type { Markup } from "../markup.ts";
import type { TurnView } from "../turn-view.ts";

/** Never a card that waits: one with something newer below it, or the last one once its answer stands there. */
export function isFolded({ attempts, state }: Turn, index: number): boolean {
	if (attempts[index]?.approval.verdict === undefined) return false;
	return index < attempts.length - 1 || (state.kind === "ended" && state.end.kind === "answered");
}

export interface Folded {
	/** What became of it, in one line. */
	readonly title: string;
	/** Who decided, when, and the hash of the code. */
	readonly proof: string;
}

export type FoldIn = (view: TurnView, index: number, attempt: Attempt) => Folded;

/** In the markup of one platform; each line in at most `room` characters. */
export function foldIn(markup: Markup, proofMarkup: Markup, room: number): FoldIn {
	const wordsFor = perLocale((texts) => ({
		texts,
		title: outcomeWords(markup, texts),
		proof: outcomeWords(proofMarkup, texts),
	}));
	return (view, index, attempt) => {
		const { texts, title, proof } = wordsFor(view.turn);
		const headline = title.headline(view, index);
		// Of what ran unasked this may be all that people see.
		const labels = riskLines(attempt.proposal.risks, texts).map(({ words }) => words);
		const risks = labels.length === 0 ? "" : `⚠️ ${labels.join(texts.comma)}`;
		const error = attempt.run === undefined ? "" : title.errorLine(attempt.run);
		const fix = fixName(view.turn, index, view.maxFixes, texts);
		const [decided = ""] = proof.decided(attempt).split("\n");
		const hash = `sha256 ${proofMarkup.mono(attempt.proposal.sha256.slice(0, 8))}`;
		return {
			title: firstThatFits(room, [headline, error, risks], [headline, risks], [headline]),
			proof: firstThatFits(room, [fix, decided, hash], [decided, hash], [hash]),
		};
	};
}

function firstThatFits(room: number, ...lines: readonly (readonly string[])[]): string {
	const drawn = lines.map((parts) => parts.filter((part) => part !== "").join(" · "));
	return drawn.find((line) => line.length <= room) ?? "";
}
