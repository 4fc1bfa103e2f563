// The model server of the scenarios: recorded replies, which one decided by what it is asked.

import { type Asked, startModelServer } from "../fakes/model-server.ts";

type Messages = Asked["messages"];

export interface Player {
	readonly url: string;
	/** Every request's messages, in order. */
	readonly asked: Messages[];
	/** Milliseconds between two chunks of the next replies. */
	pace: number;
	close(): Promise<void>;
}

/** `play` gets the messages and gives the reply's whole text; `at` as of the model server. */
export async function startPlayer(
	play: (messages: Messages) => string,
	at?: { readonly host: string; readonly port: number },
): Promise<Player> {
	const server = await startModelServer(at === undefined ? {} : { at, pages: { "/health": { status: "ok" } } });
	const player: Player = { url: server.url, asked: [], pace: 0, close: server.stop };
	server.answerWith(({ messages }) => {
		// The warming of the fixed part at start is not a question.
		if (!messages.some(({ role }) => role === "user")) return "ok";
		player.asked.push(messages);
		return { kind: "say", text: play(messages), size: 12, delayMs: player.pace };
	});
	return player;
}
