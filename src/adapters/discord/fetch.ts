// Node's own fetch for discord.js, which makes forms of Node's own kind and would send them by a library that refuses those.

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
