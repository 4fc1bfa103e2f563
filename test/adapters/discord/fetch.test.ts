// What discord.js sends: a form arrives whole, and one that is broken off, before it begins or on its way, ends no process.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openFetch } from "../../../src/adapters/discord/fetch.ts";

const plainMs = 1000;
const nodeFetch = openFetch(plainMs);
type Sent = Parameters<typeof nodeFetch>[1];
/** Milliseconds until the server answers. */
let late = 200;

let server: Server;
let url: string;
const bodies: Promise<FormData>[] = [];
const unheard: unknown[] = [];
const note = (error: unknown) => void unheard.push(error);

beforeAll(async () => {
	server = createServer(async (request, response) => {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part);
		const headers = { "content-type": request.headers["content-type"] ?? "" };
		if (parts.length > 0) bodies.push(new Response(Buffer.concat(parts), { headers }).formData());
		setTimeout(() => response.end("{}"), late);
	}).listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	process.on("unhandledRejection", note);
});
afterAll(() => {
	process.off("unhandledRejection", note);
	server.closeAllConnections();
	server.close();
});

function form(bytes: number): FormData {
	const made = new FormData();
	made.set("payload_json", JSON.stringify({ content: "说明" }));
	made.set("files[0]", new File([Buffer.alloc(bytes, 7)], "图.png"));
	return made;
}
const send = (body: FormData, signal?: AbortSignal) =>
	nodeFetch(url, { method: "POST", headers: {}, body, ...(signal === undefined ? {} : { signal }) } as unknown as Sent);

it("a form arrives with its fields and files", async () => {
	expect((await send(form(300_000))).status).toBe(200);
	const sent = await bodies.at(-1);
	expect(JSON.parse(String(sent?.get("payload_json")))).toEqual({ content: "说明" });
	const file = sent?.get("files[0]");
	expect(file).toMatchObject({ name: "图.png", size: 300_000 });
});

it("what carries no files is not waited for as long as what does", async () => {
	late = 2 * plainMs;
	const ask = nodeFetch(url, { method: "GET", headers: {} } as unknown as Sent);
	await expect(ask).rejects.toMatchObject({ name: "TimeoutError" });
	expect((await send(form(3000))).status).toBe(200);
	late = 200;
});

it("one that is broken off is refused with the reason, and nothing is left to nobody", async () => {
	const reason = new Error("stopped");
	await expect(send(form(3000), AbortSignal.abort(reason))).rejects.toBe(reason);
	for (let ticks = 0; ticks < 20; ticks += 1) {
		const stop = new AbortController();
		const sending = send(form(100_000), stop.signal).catch((error: unknown) => error);
		for (let left = ticks; left > 0; left -= 1) await null;
		stop.abort(reason);
		expect(await sending).toBe(reason);
	}
	await sleep(200);
	expect(unheard).toEqual([]);
});
