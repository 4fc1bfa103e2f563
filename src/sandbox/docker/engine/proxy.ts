// Engine proxy: a socket for the bot in front of the engine's own, which passes on what the rules allow and nothing else.

import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { text } from "node:stream/consumers";
import { createBody, execProblem, judge, type ProxyRules, sandboxIdOf } from "./proxy-rules.ts";

export interface EngineProxy {
	close(): Promise<void>;
}

export interface EngineProxyOptions {
	/** Where the bot connects; it must not be there yet. */
	readonly listenAt: string;
	/** The engine's own socket. */
	readonly engineAt: string;
	readonly rules: ProxyRules;
	readonly say: (line: string) => void;
}

interface Passed {
	readonly method: string;
	readonly path: string;
	readonly body?: string;
}

/** A seccomp profile is 20 KB, and the client repeats all of a container in the address. */
const MOST_BYTES = 1024 ** 2;

/** With a status it is the engine that refuses, and the message is its own. */
class Refused extends Error {
	readonly status: number | undefined;
	constructor(message: string, status?: number) {
		super(message);
		this.status = status;
	}
}

export async function openEngineProxy({ listenAt, engineAt, rules, say }: EngineProxyOptions): Promise<EngineProxy> {
	/** Relays that were made here and not begun yet. */
	const relays = new Set<string>();
	const sockets = new Set<Duplex>();
	const toEngine = ({ method, path, body }: Passed, headers: Readonly<Record<string, string>> = {}) => {
		const content =
			body === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
		const asked = request({
			socketPath: engineAt,
			method,
			path,
			agent: false,
			headers: { host: "engine", ...content, ...headers },
		});
		asked.end(body);
		return asked;
	};
	const answerTo = (passed: Passed) =>
		new Promise<IncomingMessage>((resolve, reject) => toEngine(passed).on("response", resolve).on("error", reject));

	/** Its full id, so that the name cannot come to mean another one. */
	async function sandboxId(container: string): Promise<string> {
		const answer = await answerTo({ method: "GET", path: `/containers/${container}/json` });
		const inspected = await text(answer);
		if (answer.statusCode !== 200) throw new Refused(inspected, answer.statusCode);
		const id = sandboxIdOf(inspected);
		if (id === undefined) throw new Refused(`the container ${container} is not a sandbox`);
		return id;
	}

	async function passedOf({ method = "", url = "" }: IncomingMessage, body: string): Promise<Passed> {
		const verdict = judge(method, url, rules);
		switch (verdict.kind) {
			case "refused":
				throw new Refused(verdict.why);
			case "pass":
				return { method, path: verdict.path };
			case "own":
				return { method, path: `/containers/${await sandboxId(verdict.container)}${verdict.rest}` };
			case "create": {
				const made = createBody(body, rules);
				if (typeof made === "string") throw new Refused(`the container is not a sandbox: ${made}`);
				const name = "name" in made ? `?name=${made.name}` : "";
				return { method, path: `/containers/create${name}`, body: JSON.stringify(made) };
			}
			case "exec": {
				const problem = execProblem(body);
				if (problem !== undefined) throw new Refused(`what is to be executed is not the relay: ${problem}`);
				return { method, path: `/containers/${await sandboxId(verdict.container)}/exec`, body };
			}
			case "start-exec":
				throw new Refused("a relay is begun by an upgrade of the connection");
		}
	}

	async function serve(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
		const passed = await passedOf(incoming, await bodyOf(incoming));
		const asked = toEngine(passed);
		answer.on("close", () => asked.destroy());
		asked.on("error", () => answer.destroy());
		asked.on("response", async (response) => {
			answer.writeHead(response.statusCode ?? 502, response.headers);
			answer.flushHeaders();
			response.on("error", () => answer.destroy());
			if (!passed.path.endsWith("/exec")) return void response.pipe(answer);
			const made = await text(response).catch(() => "");
			const [, id] = /"Id":\s*"([0-9a-f]{64})"/.exec(made) ?? [];
			if (id !== undefined) relays.add(id);
			answer.end(made);
		});
	}

	/** The client's bytes go on only once the engine has changed over: till then a second request could hide behind the first. */
	async function serveUpgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		const verdict = judge(incoming.method ?? "", incoming.url ?? "", rules);
		if (verdict.kind !== "start-exec" || !relays.delete(verdict.exec)) throw new Refused("there is no such relay");
		const length = Number(incoming.headers["content-length"] ?? 0);
		const { body, rest } = await firstBytes(socket, head, length);
		const path = `/exec/${verdict.exec}/start`;
		const asked = toEngine({ method: "POST", path, body }, { connection: "Upgrade", upgrade: "tcp" });
		socket.on("close", () => asked.destroy());
		asked.on("error", () => socket.destroy());
		asked.on("response", async (response) =>
			end(socket, response.statusCode ?? 502, await text(response).catch(() => "")),
		);
		asked.on("upgrade", ({ rawHeaders }, engine, first) => {
			const lines = rawHeaders.map((part, at) => (at % 2 === 0 ? `${part}: ` : `${part}\r\n`)).join("");
			socket.write(`HTTP/1.1 101 UPGRADED\r\n${lines}\r\n`);
			socket.write(first);
			engine.write(rest);
			engine.pipe(socket).pipe(engine);
			for (const [one, other] of [
				[engine, socket],
				[socket, engine],
			] as const) {
				one.on("error", () => other.destroy());
				one.on("close", () => other.destroy());
			}
		});
	}

	function reasonOf(error: unknown): { readonly status: number; readonly body: string } {
		const said = (status: number, message: string) => ({ status, body: JSON.stringify({ message }) });
		if (!(error instanceof Refused)) return said(502, `the engine cannot be reached (${error})`);
		if (error.status !== undefined) return { status: error.status, body: error.message };
		say(`refused: ${error.message}`);
		return said(403, `The engine proxy refused this: ${error.message}.`);
	}

	const server = createServer({ maxHeaderSize: MOST_BYTES }, (incoming, answer) => {
		serve(incoming, answer).catch((error: unknown) => {
			const { status, body } = reasonOf(error);
			if (!answer.headersSent) answer.writeHead(status, { "content-type": "application/json", connection: "close" });
			answer.end(body);
		});
	});
	server.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
		sockets.add(socket);
		socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
		serveUpgrade(incoming, socket, head).catch((error: unknown) => {
			const { status, body } = reasonOf(error);
			end(socket, status, body);
		});
	});
	// An event stream is as long as the bot lives.
	server.requestTimeout = 0;
	await new Promise<void>((resolve, reject) => server.once("error", reject).listen(listenAt, resolve));
	return {
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
				for (const socket of sockets) socket.destroy();
			}),
	};
}

function end(socket: Duplex, status: number, body: string): void {
	const lines = ["content-type: application/json", `content-length: ${Buffer.byteLength(body)}`, "connection: close"];
	socket.end([`HTTP/1.1 ${status} Refused`, ...lines, "", body].join("\r\n"));
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const part of incoming) {
		size += part.length;
		if (size > MOST_BYTES) throw new Refused("it is too long");
		parts.push(part);
	}
	return Buffer.concat(parts).toString("utf8");
}

/** As many as the request's body has; `rest` is what came after them. */
async function firstBytes(socket: Duplex, head: Buffer, length: number): Promise<{ body: string; rest: Buffer }> {
	if (!(length >= 0 && length <= MOST_BYTES)) throw new Refused("it is too long");
	let got = head;
	while (got.length < length) {
		const more: Buffer | null = socket.read();
		if (more !== null) got = Buffer.concat([got, more]);
		else
			await new Promise<void>((resolve, reject) => {
				socket.once("readable", resolve);
				socket.once("close", () => reject(new Refused("it broke off")));
			});
	}
	return { body: got.subarray(0, length).toString("utf8"), rest: got.subarray(length) };
}
