// A server with a model that sees, on loopback: it plays scripted replies to pictures and records what it was asked.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { z } from "zod";

const askedSchema = z.looseObject({
	model: z.string(),
	messages: z.tuple([
		z.object({
			role: z.literal("user"),
			content: z.tuple([
				z.object({ type: z.literal("text"), text: z.string() }),
				z.object({ type: z.literal("image_url"), image_url: z.object({ url: z.string() }) }),
			]),
		}),
	]),
});

/** A text is what the model says; a number is a refusal with that status; undefined is silence. */
type Played = string | number | undefined;

export interface VisionServer {
	/** Without the `/v1` at its end. */
	readonly url: string;
	readonly asked: readonly z.infer<typeof askedSchema>[];
	readonly keys: readonly string[];
	/** The bytes of the picture in the request `at`. */
	picture(at: number): Buffer;
	play(...next: readonly Played[]): void;
}

/** Ends with the test. `structured: false` refuses `response_format`, as servers that do not know it do. */
export async function startVisionServer(o: { readonly structured?: boolean } = {}): Promise<VisionServer> {
	const asked: z.infer<typeof askedSchema>[] = [];
	const keys: string[] = [];
	const queue: Played[] = [];
	const server = createServer(async (incoming, response) => {
		const body = askedSchema.parse(JSON.parse((await buffer(incoming)).toString()));
		const send = (status: number, said: unknown) =>
			response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
		if (incoming.url !== "/v1/chat/completions") return send(404, {});
		asked.push(body);
		keys.push(incoming.headers.authorization ?? "");
		if (o.structured === false && "response_format" in body)
			return send(400, { error: { message: "response_format: extra fields not permitted" } });
		const next = queue.shift();
		if (next === undefined) return undefined;
		if (typeof next === "number") return send(next, { error: { message: "no" } });
		return send(200, { choices: [{ index: 0, message: { role: "assistant", content: next }, finish_reason: "stop" }] });
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		server.close();
		server.closeAllConnections();
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		keys,
		picture: (at) => Buffer.from(asked[at]?.messages[0].content[1].image_url.url.split(",")[1] ?? "", "base64"),
		play: (...next) => void queue.push(...next),
	};
}
