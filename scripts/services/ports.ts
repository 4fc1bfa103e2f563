// Ports on loopback: a free one, or whether a wanted one is taken.

import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { threadId } from "node:worker_threads";

/** Below those that the system gives to outgoing connections: one of them could take the port before whoever asked for it listens there. */
const FROM = 20_000;
const TO = 32_000;
/** Each process and thread looks among ports of its own: what one has found free another would take before it listens there. */
const SHARES = 64;
const given = new Set<number>();

/** The port where it is free, any other free one where it is not (or is 0). */
export async function freePort(wanted = 0): Promise<number> {
	const asked = wanted === 0 ? undefined : await tryPort(wanted);
	if (asked !== undefined) return asked;
	for (let tries = 0; tries < 100; tries++) {
		const port = FROM + SHARES * randomInt(Math.floor((TO - FROM) / SHARES)) + ((process.pid + threadId) % SHARES);
		if (given.has(port) || (await tryPort(port)) === undefined) continue;
		given.add(port);
		return port;
	}
	return (await tryPort(0)) ?? 0;
}

export async function isFree(port: number): Promise<boolean> {
	return (await tryPort(port)) !== undefined;
}

function tryPort(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(undefined));
		server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
			const address = server.address();
			const found = typeof address === "object" && address !== null ? address.port : undefined;
			server.close(() => resolve(found));
		});
	});
}
