// What a request says about itself beside its body, for a server's log and for a router.

import { createHash } from "node:crypto";
import type { ModelRequest } from "../core/ports.ts";

/** A router keeps a thread with one server by `x-thread-id`, whose value tells nobody which thread it is. */
export function labelsOf({ purpose }: Pick<ModelRequest, "purpose">): Readonly<Record<string, string>> {
	// A Turn asks more than once.
	const request = { "x-request-id": `${purpose?.turn ?? "probe"}-${crypto.randomUUID().slice(0, 8)}` };
	if (purpose === undefined) return request;
	return { ...request, "x-thread-id": createHash("sha256").update(purpose.thread).digest("hex").slice(0, 32) };
}
