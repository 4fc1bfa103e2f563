// A model server that says whatever it likes, as much as it likes.

import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { freePort } from "../../scripts/services/ports.ts";

export interface Flood {
	/** Ends in `/v1`. */
	readonly url: string;
	/** Answers every request. */
	speak: (response: ServerResponse, asked: string) => Promise<void> | void;
	close(): void;
}

export async function openFlood(speak: Flood["speak"]): Promise<Flood> {
	const port = await freePort();
	const server = createServer(async (incoming, response) => {
		response.setMaxListeners(0);
		let asked = "";
		for await (const part of incoming.setEncoding("utf8")) asked += part;
		await flood.speak(response, asked);
	});
	const flood: Flood = {
		url: `http://127.0.0.1:${port}/v1`,
		speak,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	return flood;
}

export const event = { "content-type": "text/event-stream" };

export const chunk = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;

/** Writes as fast as it is read, until nobody reads any more. */
export async function pour(response: ServerResponse, text: string, times: number): Promise<void> {
	for (let at = 0; at < times && !response.destroyed; at += 1) {
		if (response.write(text)) await new Promise((resolve) => setImmediate(resolve));
		else await Promise.race([once(response, "drain"), once(response, "close")]);
	}
}
