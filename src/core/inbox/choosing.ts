// Answers to the bot's question about a request: a click on a reading, its name in words, or words about something else.

import { withSpeakers } from "../domain/speakers.ts";
import { openReadings } from "../domain/turns.ts";
import type { ClickNote, Person, Said, Session, Turn } from "../domain.ts";
import { readingIn } from "../model/readings.ts";
import type { Step } from "../world.ts";

/** A click on a Reading. */
export function chosen(session: Session, turn: Turn, { token, by }: ClickNote): Step | undefined {
	const taken = openReadings(turn).findIndex((reading) => reading.token === token);
	if (taken === -1) return undefined;
	return goOn(session, withSpeakers(turn, { by, key: "", gave: "words" }), { taken, by });
}

/** Words name a Reading, or else the likeliest is assumed; in both cases the model reads them. */
export function answered(session: Session, turn: Turn, said: Said): Step {
	const named = readingIn(said.text, openReadings(turn));
	const heard = { ...turn, added: [...turn.added, said] };
	return goOn(session, heard, named === undefined ? { taken: 0 } : { taken: named, by: said.by });
}

function goOn(session: Session, turn: Turn, answer: { readonly taken: number; readonly by?: Person }): Step {
	const { question } = turn;
	if (question === undefined) return { session };
	return {
		session: { ...session, turn: { ...turn, question: { ...question, ...answer }, state: { kind: "reading" } } },
		close: question.readings.map(({ token }) => token),
	};
}
