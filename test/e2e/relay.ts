// Stands between the bot and the look-alike's Web API and passes everything on, so that a scenario can act between a post and its answer.

import { createServer } from "node:http";
import type { Twin } from "./twin.ts";

export interface Relay {
	/** Ends in `/api/`. */
	readonly url: string;
	/** Called with the method's name and the request once the look-alike has answered, before the bot hears of it. */
	after: (method: string, body: string) => Promise<void>;
	close(): Promise<void>;
}

export async function startRelay(twin: Twin): Promise<Relay> {
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const body = Buffer.concat(chunks);
		const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers;
		const answer = await fetch(`${twin.url}${request.url}`, {
			method: request.method ?? "POST",
			headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
			...(request.method === "GET" ? {} : { body: new Uint8Array(body) }),
		}).catch(() => undefined);
		if (answer === undefined) return void response.destroy();
		const bytes = Buffer.from(await answer.arrayBuffer());
		await relay.after(request.url?.split("/").at(-1) ?? "", body.toString());
		response
			.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "application/json" })
			.end(bytes);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const address = server.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	const relay: Relay = {
		url: `http://127.0.0.1:${port}/api/`,
		after: async () => {},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return relay;
}
