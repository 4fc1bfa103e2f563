// What may come in goes on to the look-alike, without the keys that it came in with.

import { type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { text } from "node:stream/consumers";

export type Behind = { readonly socketPath: string } | { readonly host: string; readonly port: number };

export interface Passage {
	readonly behind: Behind;
	readonly path: string;
}

export function passOn(
	asked: IncomingMessage,
	answer: ServerResponse,
	{ behind, path, patched }: Passage & { readonly patched: (html: string) => string },
): void {
	const headers = { ...withoutKeys(asked.headers), "accept-encoding": "identity" };
	const upstream = request({ ...behind, method: asked.method, path, headers });
	upstream.on("response", async (response) => {
		const isFile = /^\/(files|files-pri)\//.test(path);
		if (isFile || !/text\/html/.test(response.headers["content-type"] ?? "")) {
			// A file that code made must not act in the page's name: it could click Approve.
			const safe = isFile ? { "content-security-policy": "sandbox" } : {};
			answer.writeHead(response.statusCode ?? 502, { ...response.headers, ...safe });
			response.pipe(answer);
			return;
		}
		const html = await text(response).then(patched, () => undefined);
		if (html === undefined) return void answer.destroy();
		answer.writeHead(response.statusCode ?? 502, { "content-type": "text/html; charset=utf-8" });
		answer.end(html);
	});
	upstream.on("error", () => {
		if (!answer.headersSent) answer.writeHead(502, { "content-type": "text/plain; charset=utf-8" });
		answer.end("The Slack look-alike is not answering; it will be restarted in a moment. Then reload the page.\n");
	});
	answer.on("close", () => upstream.destroy());
	asked.pipe(upstream);
}

/** Bytes flow freely only once the look-alike has changed over: till then a second request could hide behind the first. */
export function passUpgrade(
	asked: IncomingMessage,
	{ socket, head }: { readonly socket: Duplex; readonly head: Buffer },
	{ behind, path }: Passage,
): void {
	const upstream = request({ ...behind, method: "GET", path, headers: withoutKeys(asked.headers) });
	upstream.on("upgrade", ({ rawHeaders }, other, first) => {
		const lines = rawHeaders.map((part, at) => (at % 2 === 0 ? `${part}: ` : `${part}\r\n`)).join("");
		socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines}\r\n`);
		socket.write(first);
		other.write(head);
		other.pipe(socket).pipe(other);
		for (const [one, end] of [
			[socket, other],
			[other, socket],
		] as const) {
			one.on("error", () => end.destroy());
			one.on("close", () => end.destroy());
		}
	});
	upstream.on("response", ({ statusCode = 502 }) => {
		socket.end(`HTTP/1.1 ${statusCode} Closed\r\nconnection: close\r\n\r\n`);
		upstream.destroy();
	});
	upstream.on("error", () => socket.destroy());
	socket.on("close", () => upstream.destroy());
	upstream.end();
}

function withoutKeys({ cookie: _, "x-demo-secret": __, referer: ___, ...headers }: IncomingHttpHeaders) {
	return headers;
}
