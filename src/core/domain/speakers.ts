// Speakers: who gave which part of a request. What others say is data to the model, and still has its speaker.

import type { Message, Person, Said, Session, Speaker, Turn } from "../domain.ts";

/** With those who gave something, each once a message. */
export function withSpeakers(turn: Turn, ...speakers: readonly Speaker[]): Turn {
	return { ...turn, speakers: together(turn.speakers, speakers) };
}

export function together(known: readonly Speaker[], more: readonly Speaker[]): readonly Speaker[] {
	const isNew = (one: Speaker, at: number, all: readonly Speaker[]) =>
		all.findIndex(({ by, key, gave }) => by.id === one.by.id && key === one.key && gave === one.gave) === at;
	return [...known, ...more].filter(isNew);
}

/** As the model reads it. */
export function lineOf({ by, text }: Said): string {
	return `${by.name}: ${text}`;
}

/** Who gave the files that code can read here: all of the Thread's, whenever they came. */
export function giversOf({ uploads }: Session): readonly Person[] {
	return uploads.flatMap(({ state, by }) => (state.kind === "refused" ? [] : [by]));
}

/** Everybody whose words or files are in what the model or its code reads for this Turn, each once. */
export function speaking(session: Session, { requester, speakers }: Turn): readonly Person[] {
	const all = [requester, ...speakers.map(({ by }) => by), ...(session.heard ?? []), ...giversOf(session)];
	return all.filter(({ id }, at) => all.findIndex((other) => other.id === id) === at);
}

/** The Session with the Turn's messages as its transcript, and with those who spoke in it. */
export function remembering(session: Session, turn: Turn, transcript: readonly Message[]): Session {
	return { ...session, transcript, heard: speaking(session, turn) };
}
