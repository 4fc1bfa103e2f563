// Fetch for discord.js: Node's own, since discord.js builds forms with Node's FormData and would send them with a library that refuses it.

import type { RESTOptions } from "discord.js";

export const nodeFetch: RESTOptions["makeRequest"] = async (url, { method, headers, body, signal }) => {
	const isOurs = body instanceof FormData || typeof body === "string" || body === undefined || body === null;
	if (!isOurs) throw new TypeError("a body that is neither text nor a form");
	const sent = new Headers(Object.entries(headers ?? {}));
	// A form that is aborted while Node still reads it ends the process: nodejs/undici leaves that error to nobody.
	const form = body instanceof FormData ? new Response(body) : undefined;
	const type = form?.headers.get("content-type");
	if (type) sent.set("content-type", type);
	const bytes = await form?.arrayBuffer();
	signal?.throwIfAborted();
	return fetch(url, {
		method: method ?? "GET",
		headers: sent,
		body: bytes ?? (typeof body === "string" ? body : null),
		signal: signal ?? null,
	});
};
