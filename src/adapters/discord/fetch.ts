// Fetch for discord.js: Node's own, since discord.js builds forms with Node's FormData and would send them with a library that refuses it.

import type { RESTOptions } from "discord.js";

/** What carries no files is answered within a second, or not at all; and discord.js asks one thing of a kind after the other. */
const PLAIN_MS = 20_000;

export function openFetch(plainMs = PLAIN_MS): RESTOptions["makeRequest"] {
	return async (url, { method, headers, body, signal }) => {
		const isOurs = body instanceof FormData || typeof body === "string" || body === undefined || body === null;
		if (!isOurs) throw new TypeError("a body that is neither text nor a form");
		const sent = new Headers(Object.entries(headers ?? {}));
		// A form that is aborted while Node still reads it ends the process: nodejs/undici leaves that error to nobody.
		const form = body instanceof FormData ? new Response(body) : undefined;
		const type = form?.headers.get("content-type");
		if (type) sent.set("content-type", type);
		const bytes = await form?.arrayBuffer();
		signal?.throwIfAborted();
		const ends = [...(signal ? [signal] : []), ...(form === undefined ? [AbortSignal.timeout(plainMs)] : [])];
		return fetch(url, {
			method: method ?? "GET",
			headers: sent,
			body: bytes ?? (typeof body === "string" ? body : null),
			signal: AbortSignal.any(ends),
		});
	};
}
