// Ports on loopback: a free one, or whether a wanted one is taken.

import { createServer } from "node:net";

/** The port where it is free, any other free one where it is not (or is 0). */
export async function freePort(wanted = 0): Promise<number> {
	return (await tryPort(wanted)) ?? (await tryPort(0)) ?? 0;
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
