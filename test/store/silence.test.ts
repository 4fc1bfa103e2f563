// A Redis that comes back and does not answer at once: as after a full disk, or while it reads its data.

import { createServer, type Socket } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { openStore } from "../../src/store/redis.ts";

/** Says what Redis says to a client that connects and subscribes; with `isSilent` it leaves SUBSCRIBE unanswered. */
async function played() {
	const state = { isSilent: false, subscribed: 0, sockets: new Set<Socket>() };
	const server = createServer((socket) => {
		state.sockets.add(socket);
		socket.on("error", () => {});
		socket.on("data", (bytes) => {
			// Each command is a list of strings; its name is the first.
			for (const [command] of bytes.toString().matchAll(/\*\d+\r\n(?:\$\d+\r\n[^\r]*\r\n)+/g)) {
				const [name = "", ...channels] = [...command.matchAll(/\$\d+\r\n([^\r]*)\r\n/g)].map(([, word = ""]) => word);
				if (/^info$/i.test(name)) socket.write("$9\r\nloading:0\r\n");
				else if (!/^subscribe$/i.test(name)) socket.write("+OK\r\n");
				else {
					state.subscribed += 1;
					if (state.isSilent) continue;
					for (const [at, channel] of channels.entries())
						socket.write(`*3\r\n$9\r\nsubscribe\r\n$${channel.length}\r\n${channel}\r\n:${at + 1}\r\n`);
				}
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	onTestFinished(() => {
		for (const socket of state.sockets) socket.destroy();
		server.close();
	});
	const address = server.address();
	return { state, url: `redis://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}` };
}

test("while it does not answer, the bot goes on and subscribes again until it is heard", async () => {
	const { state, url } = await played();
	const store = await openStore({ url, hostId: "h", log: () => {}, now: Date.now });
	onTestFinished(() => store.close());
	const unhandled: unknown[] = [];
	const note = (error: unknown) => void unhandled.push(error);
	const others = process.listeners("unhandledRejection");
	process.removeAllListeners("unhandledRejection").on("unhandledRejection", note);
	onTestFinished(() => {
		process.removeAllListeners("unhandledRejection");
		for (const other of others) process.on("unhandledRejection", other);
	});
	state.isSilent = true;
	for (const socket of state.sockets) socket.destroy();
	// A reply is waited for two seconds.
	await vi.waitFor(() => expect(state.subscribed).toBeGreaterThan(2), 15_000);
	state.isSilent = false;
	const before = state.subscribed;
	await vi.waitFor(() => expect(state.subscribed).toBeGreaterThan(before), 15_000);
	expect(unhandled).toEqual([]);
}, 40_000);
