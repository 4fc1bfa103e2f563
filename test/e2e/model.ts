// An OpenAI-compatible server on loopback that plays recorded replies: which one is decided by what it is asked.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";

const request = z.looseObject({ messages: z.array(z.object({ role: z.string(), content: z.string() })) });
type Messages = z.infer<typeof request>["messages"];

export interface Player {
	readonly url: string;
	/** Every request's messages, in order. */
	readonly asked: Messages[];
	/** Milliseconds between two chunks of the next replies. */
	pace: number;
	close(): Promise<void>;
}

/** `play` gets the messages and gives the reply's whole text. */
export async function startPlayer(play: (messages: Messages) => string): Promise<Player> {
	const asked: Messages[] = [];
	const server = createServer((incoming, response) => {
		answer(incoming, response).catch((error: unknown) =>
			response.destroy(error instanceof Error ? error : new Error(String(error))),
		);
	});
	const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
		if (incoming.method === "GET") {
			response.setHeader("content-type", "application/json");
			response.end(
				JSON.stringify({ object: "list", data: [{ id: "recorded", object: "model", max_model_len: 32_768 }] }),
			);
			return;
		}
		let body = "";
		for await (const chunk of incoming) body += chunk;
		const { messages } = request.parse(JSON.parse(body));
		// The warming of the fixed part at start is not a question.
		if (messages.some(({ role }) => role === "user")) asked.push(messages);
		const text = messages.some(({ role }) => role === "user") ? play(messages) : "ok";
		response.writeHead(200, { "content-type": "text/event-stream" });
		const send = (data: unknown) => response.write(`data: ${JSON.stringify(data)}\n\n`);
		const head = { id: "r", object: "chat.completion.chunk", created: 0, model: "recorded" };
		for (const piece of text.match(/[\s\S]{1,12}/g) ?? []) {
			if (response.destroyed) return;
			send({ ...head, choices: [{ index: 0, delta: { content: piece }, finish_reason: null }] });
			if (player.pace > 0) await new Promise((resolve) => setTimeout(resolve, player.pace));
		}
		send({ ...head, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
		send({ ...head, choices: [], usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 } });
		response.end("data: [DONE]\n\n");
	};
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const address = server.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	const player: Player = {
		url: `http://127.0.0.1:${port}/v1`,
		asked,
		pace: 0,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return player;
}
