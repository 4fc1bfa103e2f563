// The same program again: what has just run answers no new question, so nobody is asked to approve it.

import type { Message, Proposal, Session, Turn } from "../domain.ts";
import { bare } from "../fix/diagnosis.ts";

/** Whether it is the program that ran last, for another request and on the same files; it may be repeated where variables were lost. */
export function hasJustRun(
	{ ran = [], generation }: Session,
	turn: Turn,
	{ language, source }: Pick<Proposal, "language" | "source">,
): boolean {
	const last = ran.at(-1);
	if (last === undefined || last.turn === turn.id || last.generation !== generation) return false;
	if (turn.attempts.length + turn.uploads.length > 0 || words(last.request) === words(turn.request)) return false;
	return last.language === language && bare(last.source) === bare(source);
}

export const SAME_PROGRAM: Message = {
	role: "user",
	content:
		"This is the same script that has just run, but the request is a new one. Change the script to do what the new request asks, or answer in words from what was printed.",
};

function words(text: string): string {
	return text
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, " ")
		.trim();
}
