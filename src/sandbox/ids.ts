// Identifiers that the whole sandbox shares: a Thread on this host, and the users in its container.

import { createHash } from "node:crypto";

/** Thread ids hold colons and dots; folders use this instead. */
export function hashOf(thread: string): string {
	return createHash("sha256").update(thread).digest("hex").slice(0, 32);
}
/** Code runs as this user, without any right. */
export const SANDBOX_USER = "10001:10001";
/** The agent and its relay, so that code can neither end them, look into them nor speak in their name. */
export const AGENT_USER = "10002:10002";
