// A Docker socket of our own in front of the engine's, that can hang, cut its connections, or answer with a fault.

import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { engineSocket } from "../options.ts";

export interface Fault {
	readonly status: number;
	readonly message: string;
}

export interface EngineProxy {
	readonly socketPath: string;
	/** Requests as `GET /containers/json`, without their queries, since the start. */
	readonly requests: string[];
	/** From now on nothing is answered and nothing flows, not even on connections that are open. */
	hang(): void;
	resume(): void;
	/** How many connections are open for requests it matches. */
	connections(only: RegExp): number;
	/** Ends all connections, as a restarting engine does. With `only`, those of requests it matches. */
	cut(only?: RegExp): void;
	/** As an engine that is not there: connections end and none is taken until `up`. */
	down(): Promise<void>;
	up(): Promise<void>;
	/** True: the engine tells no events of before it was asked, as one that was restarted. */
	forgetful: boolean;
	/** Answers what it is given a fault for, in place of the engine; undefined for none. */
	fault: (what: string) => Fault | undefined;
	close(): Promise<void>;
}

export async function startProxy(socketPath: string): Promise<EngineProxy> {
	const requests: string[] = [];
	const open = new Map<Duplex, string>();
	let hanging = Promise.withResolvers<void>();
	hanging.resolve();
	let hung = false;
	const server = createServer((incoming, answer) => void forward(incoming, answer));

	const whatOf = ({ method, url = "" }: IncomingMessage) => `${method} ${url.split("?")[0]}`;

	function hold(socket: Duplex, what: string): void {
		const isKnown = open.has(socket);
		open.set(socket, what);
		if (isKnown) return;
		socket.on("close", () => open.delete(socket));
		socket.on("error", () => {});
		if (hung) socket.pause();
	}

	async function forward(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
		const what = whatOf(incoming);
		requests.push(what);
		hold(incoming.socket, what);
		await hanging.promise;
		// Whoever asked has given up meanwhile.
		if (incoming.socket.destroyed || answer.destroyed) return;
		const fault = proxy.fault(what);
		if (fault !== undefined) {
			answer.writeHead(fault.status, { "content-type": "application/json" });
			answer.end(JSON.stringify({ message: fault.message }));
			return;
		}
		const { method, url = "", headers } = incoming;
		const path = proxy.forgetful ? url.replace(/([?&])since=[^&]*/, "$1") : url;
		const outgoing = request({ socketPath: engineSocket, method, path, headers, agent: false }, (result) => {
			answer.writeHead(result.statusCode ?? 500, result.headers);
			answer.flushHeaders();
			// Not piped by pipeline: what is cut must not raise an error here.
			result.pipe(answer);
			result.on("error", () => answer.destroy());
			result.on("aborted", () => answer.destroy());
		});
		outgoing.on("error", () => answer.destroy());
		outgoing.on("socket", (socket) => hold(socket, what));
		answer.on("close", () => outgoing.destroy());
		incoming.pipe(outgoing);
	}

	server.on("upgrade", async (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
		const what = whatOf(incoming);
		requests.push(what);
		hold(socket, what);
		await hanging.promise;
		if (socket.destroyed) return;
		const fault = proxy.fault(what);
		if (fault !== undefined) {
			const body = JSON.stringify({ message: fault.message });
			const lines = ["content-type: application/json", `content-length: ${body.length}`];
			// The connection stays open until the other side ends it, as the engine's own does.
			socket.on("end", () => socket.destroy()).resume();
			socket.write([`HTTP/1.1 ${fault.status} Refused`, ...lines, "", body].join("\r\n"));
			return;
		}
		const engine = connect(engineSocket);
		hold(engine, what);
		const lines = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${value}\r\n`);
		engine.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join("")}\r\n`);
		engine.write(head);
		engine.pipe(socket);
		socket.pipe(engine);
		for (const [one, other] of [
			[engine, socket],
			[socket, engine],
		] as const) {
			one.on("close", () => other.destroy());
		}
	});

	const proxy: EngineProxy = {
		socketPath,
		requests,
		forgetful: false,
		fault: () => undefined,
		hang() {
			hung = true;
			hanging = Promise.withResolvers();
			for (const socket of open.keys()) socket.pause();
		},
		resume() {
			hung = false;
			hanging.resolve();
			for (const socket of open.keys()) socket.resume();
		},
		connections: (only) => [...open.values()].filter((what) => only.test(what)).length,
		cut(only = /^/) {
			for (const [socket, what] of open) if (only.test(what)) socket.destroy();
		},
		async down() {
			const closed = new Promise((resolve) => server.close(resolve));
			proxy.cut();
			server.closeAllConnections();
			await closed;
		},
		up: () => new Promise((resolve) => server.listen(socketPath, () => resolve())),
		async close() {
			proxy.resume();
			await proxy.down();
		},
	};
	await proxy.up();
	return proxy;
}
