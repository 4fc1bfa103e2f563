// Whether the words that people read hold the known answers, and nothing that contradicts them.

import { judgeDate, judgeText } from "./plain/answers.ts";
import { type Judged, type Known, numberOf, partsOf, type Scene, sceneOf } from "./plain/known.ts";
import { asked, judgeNumber } from "./plain/numbers.ts";
import { spoken } from "./plain/words.ts";

export type { Known } from "./plain/known.ts";

export interface PlainScore {
	readonly right: boolean;
	/** Places in the list of what is known. */
	readonly missing: readonly number[];
	readonly contradicted: readonly number[];
}

export function scorePlain(text: string, request: string, answers: readonly Known[]): PlainScore {
	const all = answers.flatMap((known, at) => partsOf(known).map((one) => ({ one, at })));
	const scene = sceneOf(
		text,
		request,
		all.map(({ one }) => one),
	);
	const judged = all.map(({ one, at }) => ({ at, ...judge(scene, one) }));
	const which = (wrong: (one: Judged) => boolean) => [...new Set(judged.filter(wrong).map(({ at }) => at))];
	const missing = which(({ there }) => !there);
	const contradicted = which(({ against }) => against);
	return { right: missing.length + contradicted.length === 0, missing, contradicted };
}

/** Whether a text answers at all, rightly or wrongly: else the output beside it is what people read. */
export function claimsAny(text: string, request: string, answers: readonly Known[]): boolean {
	const scene = sceneOf(text, request, answers);
	const isWord = ({ value }: Known) => numberOf(value) === undefined;
	if (answers.every(isWord)) return text.trim() !== "";
	const stated = answers.some((known) => isWord(known) && judgeText(scene, known).there);
	const others = answers.some(({ among }) => among?.some((one) => spoken(text, one)) === true);
	return stated || others || scene.reading.claims.some((claim) => !claim.aside && !asked(scene, claim));
}

function judge(scene: Scene, known: Known): Judged {
	if (numberOf(known.value) !== undefined) return judgeNumber(scene, known);
	if (/^(?:19|20)\d\d-/.test(known.value)) return judgeDate(scene, known);
	return judgeText(scene, known);
}
