// Verdict on one answer: right, wrong and said to be done, wrong with a word about it, given up, or asked back.

import type { Played } from "./place.ts";
import { claimsAny, scorePlain } from "./score-plain.ts";
import type { Ask } from "./tasks.ts";

export const VERDICTS = ["right", "wrong", "unchecked", "flagged", "gave_up", "asked"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What warns people beside an answer, by the words that they read. */
const FLAGS = {
	not_done: /^\W*not done:/im,
	not_confirmed: /not confirmed|\bdisagree\b/i,
	assumed: /^\W*assumed[:,]/im,
	chart: /^\W*chart:/im,
	unusable: /\bno usable answer\b/i,
	passed_over:
		/; these figures (?:add|take|keep|leave)|; its mean counts each row|of them have (?:this|the) same value/i,
} as const;

export type Flag = keyof typeof FLAGS | "unchecked";

export interface Judged {
	readonly verdict: Verdict;
	/** The text holds what is right, whatever it says of itself. */
	readonly holds: boolean;
	readonly flags: readonly Flag[];
	/** What was to be made and was not: `chart`, or an ending. */
	readonly lacks: readonly string[];
}

export function judge(played: Played, { request, answers, makes = [] }: Ask): Judged {
	const { answer, shown, beside, end, files } = played;
	const read = claimsAny(answer, request, answers) ? answer : `${answer}\n${shown}`;
	const lacks = makes.filter((kind) => !files.some((name) => isOf(name, kind)));
	const holds = (answers.length === 0 || scorePlain(read, request, answers).right) && lacks.length === 0;
	const flags: Flag[] = Object.entries(FLAGS).flatMap(([name, words]) =>
		words.test(beside) ? [name as keyof typeof FLAGS] : [],
	);
	if (played.checked === false) flags.push("unchecked");
	return { verdict: verdictOf(end, holds, flags), holds, flags, lacks };
}

function verdictOf(end: string, holds: boolean, flags: readonly Flag[]): Verdict {
	if (end === "asked") return "asked";
	if (end !== "answered") return "gave_up";
	if (holds) return "right";
	// That a chart is hard to read says nothing of its figures.
	if (flags.some((flag) => flag !== "unchecked" && flag !== "chart")) return "flagged";
	return flags.includes("unchecked") ? "unchecked" : "wrong";
}

function isOf(name: string, kind: string): boolean {
	const ending = name.toLowerCase().split(".").at(-1) ?? "";
	if (kind === "chart") return /^(?:png|jpe?g|svg|pdf|html)$/.test(ending);
	return ending === kind;
}
