// Attacks by a model server: one line of the stream that is longer than any reply.

import { createServer, type ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../../scripts/services/ports.ts";
import { openModel } from "../../src/model/client.ts";

const chunk = (delta: { readonly content?: string }, finish: "stop" | null) => {
	const choices = [{ index: 0, delta, finish_reason: finish }];
	return `data: ${JSON.stringify({ id: "c1", object: "chat.completion.chunk", created: 0, model: "m", choices })}\n\n`;
};

test("a line of ten megabytes in a reply's stream holds up nobody else's reply (L02)", async () => {
	const port = await freePort();
	const released = Promise.withResolvers<void>();
	const answer = async (response: ServerResponse, isLong: boolean) => {
		response.writeHead(200, { "content-type": "text/event-stream" });
		const line = chunk({ content: isLong ? "word ".repeat(2_000_000) : "at once" }, null);
		for (let at = 0; at < line.length - 10; at += 100_000)
			response.write(line.slice(at, Math.min(at + 100_000, line.length - 10)));
		if (isLong) await released.promise;
		response.end(`${line.slice(-10)}${chunk({}, "stop")}data: [DONE]\n\n`);
	};
	const server = createServer((request, response) => {
		if (request.url?.endsWith("/models") === true) {
			response.writeHead(200, { "content-type": "application/json" });
			return response.end(JSON.stringify({ object: "list", data: [{ id: "m", object: "model" }] }));
		}
		let text = "";
		request.on("data", (chunk: Buffer) => {
			text += chunk.toString();
		});
		return request.on("end", () => answer(response, text.includes("the long one")));
	});
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const model = openModel({ baseUrl: `http://127.0.0.1:${port}/v1`, log: () => {} });
	const ask = (content: string) =>
		model.reply({
			messages: [{ role: "user", content }],
			temperature: 0.2,
			maxTokens: 100,
			onText: () => false,
			onLoading: () => {},
			signal: new AbortController().signal,
		});
	const long = ask("the long one").then(
		() => "done",
		() => "refused",
	);
	// Its line is on its way and has no end yet.
	const others = await Promise.all([1, 2, 3].map(() => ask("a short one")));
	expect(others.map(({ text }) => text)).toEqual(["at once", "at once", "at once"]);
	released.resolve();
	expect(["done", "refused"]).toContain(await long);
	expect((await ask("after it")).text).toBe("at once");
});
