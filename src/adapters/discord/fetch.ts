// Fetch for discord.js: Node's own, since discord.js builds forms with Node's FormData and would send them with a library that refuses it.

import type { RESTOptions } from "discord.js";

export const nodeFetch: RESTOptions["makeRequest"] = async (url, { method, headers, body, signal }) => {
	const isOurs = body instanceof FormData || typeof body === "string" || body === undefined || body === null;
	if (!isOurs) throw new TypeError("a body that is neither text nor a form");
	return fetch(url, {
		method: method ?? "GET",
		headers: new Headers(Object.entries(headers ?? {})),
		body: body ?? null,
		signal: signal ?? null,
	});
};
