// A thin proxy of ours in front of the Discord look-alike: what that server lacks (files, one message a nonce, who was mentioned), a record of every request, and faults.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { z } from "zod";
import { framesOf, textFrame } from "../proxies/frames.ts";

export interface Asked {
	readonly method: string;
	/** Without `/api/v10`. */
	readonly path: string;
	/** A list is in `list`. */
	readonly json: Readonly<Record<string, unknown>>;
	readonly files: readonly { readonly name: string; readonly size: number }[];
	readonly headers: Readonly<Record<string, string>>;
	readonly at: number;
	/** What the look-alike said, once it has. */
	answer?: unknown;
}

export interface Answer {
	readonly status: number;
	readonly json: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

interface Attachment {
	readonly id: string;
	readonly filename: string;
	readonly size: number;
	readonly content_type: string;
	readonly url: string;
	readonly proxy_url: string;
}

export interface Person {
	readonly id: string;
	readonly username: string;
	readonly bot: boolean;
}

export interface DiscordProxy {
	readonly url: string;
	/** Ends in `/api`. */
	readonly apiUrl: string;
	/** Every request of the bot to the REST API, in order. */
	readonly asked: Asked[];
	/** Who fetched files, in order. */
	readonly fetched: { readonly path: string; readonly authorization: string | undefined }[];
	/** What people of the server are called; fills `mentions`. */
	readonly people: Map<string, Person>;
	/** Who acts in direct messages, where the look-alike names nobody. */
	actor: string;
	/** Gives an answer in the look-alike's place, where it is not undefined. */
	before: (asked: Asked) => Promise<Answer | undefined> | Answer | undefined;
	/** Called once the look-alike has answered, before the bot hears of it. */
	after: (asked: Asked, json: unknown) => Promise<void> | void;
	/** The gateway closes with this code as soon as the bot identifies. */
	refuse: number | undefined;
	/** The gateway answers heartbeats and says nothing else. */
	silent: boolean;
	/** How often the bot connected to the gateway. */
	connections: number;
	/** Keeps bytes and gives their address under `/cdn/`. */
	keep(name: string, bytes: Uint8Array): Attachment;
	/** Closes the gateway's connections with this code. */
	hangUp(code: number): void;
	/** Cuts the gateway's connections. */
	cut(): void;
	close(): Promise<void>;
}

type Json = Record<string, unknown>;
const record = z.record(z.string(), z.unknown());

export async function startDiscordProxy({ port }: { readonly port: number }): Promise<DiscordProxy> {
	const upstream = `http://127.0.0.1:${port}`;
	const cdn = new Map<string, Uint8Array>();
	const attached = new Map<string, readonly unknown[]>();
	const byNonce = new Map<string, Json>();
	const threads = new Map<string, unknown>();
	const sockets = new Set<Duplex>();
	let count = 0;
	/** Of the application, as the bot registered them. */
	let commands: readonly unknown[] = [];

	const server = createServer((request, response) => {
		// Whoever asks sees a connection that broke, and waits no longer.
		handle(request, response).catch(() => response.destroy());
	});

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = request.url ?? "/";
		if (url.startsWith("/cdn/")) {
			const bytes = cdn.get(url);
			proxy.fetched.push({ path: url, authorization: request.headers.authorization });
			response.writeHead(bytes === undefined ? 404 : 200, { "content-type": "application/octet-stream" }).end(bytes);
			return;
		}
		const body = await read(request);
		const { json, files } = await parse(body, request.headers["content-type"] ?? "");
		const kept = files.map(({ name, bytes }) => proxy.keep(name, bytes));
		const asked: Asked = {
			method: request.method ?? "GET",
			path: url.replace(/^\/api\/v10/, ""),
			json,
			files: kept.map(({ filename, size }) => ({ name: filename, size })),
			headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
			at: Date.now(),
		};
		proxy.asked.push(asked);
		const instead = await proxy.before(asked);
		const answer = instead ?? (await pass(asked, kept));
		asked.answer = answer.json;
		if (instead === undefined) await proxy.after(asked, answer.json);
		if (answer.json === undefined) return void response.writeHead(answer.status, answer.headers).end();
		const type = { "content-type": "application/json" };
		response.writeHead(answer.status, { ...type, ...answer.headers }).end(JSON.stringify(answer.json));
	}

	/** As Discord does: a nonce that was seen gives the message that is there, and files are told of in the answer. */
	async function pass(asked: Asked, kept: readonly Attachment[]): Promise<Answer> {
		const { method, path, json } = asked;
		const nonce = `${path} ${String(json.nonce)}`;
		const posts = method === "POST" && /^\/channels\/\d+\/messages$/.test(path);
		const known = posts && json.enforce_nonce === true ? byNonce.get(nonce) : undefined;
		if (known !== undefined) return { status: 200, json: known };
		const isCommands = /^\/applications\/\d+\/commands/.test(path);
		if (isCommands && method === "GET") return { status: 200, json: commands };
		if (isCommands && method === "PUT") commands = z.array(z.unknown()).parse(json.list);
		const { attachments, list, ...rest } = json;
		const response = await fetch(`${upstream}/api/v10${path}`, {
			method,
			headers: {
				"content-type": "application/json",
				...(asked.headers.authorization === undefined ? {} : { authorization: asked.headers.authorization }),
			},
			...(method === "GET" ? {} : { body: JSON.stringify(list ?? rest) }),
		});
		const text = await response.text();
		const answer: unknown = text === "" ? undefined : JSON.parse(text);
		const headers = Object.fromEntries([...response.headers].filter(([name]) => name.startsWith("x-ratelimit")));
		const found = record.safeParse(answer);
		if (response.ok && found.success) {
			const opened = /^\/channels\/\d+\/messages\/(\d+)\/threads$/.exec(path)?.[1];
			if (opened !== undefined) threads.set(opened, answer);
			if (path === "/gateway/bot") found.data.url = `${proxy.url.replace("http", "ws")}/gateway`;
			const id = String(found.data.id);
			if (posts || method === "PATCH") {
				const left = z.array(z.looseObject({ id: z.unknown() })).safeParse(attachments);
				const old = attached.get(id) ?? [];
				const stay = left.success ? old.filter((one) => left.data.some((a) => a.id === (one as Attachment).id)) : old;
				if (stay.length + kept.length > 0 || attached.has(id)) attached.set(id, [...stay, ...kept]);
			}
			mend(found.data);
			if (posts && json.nonce !== undefined) byNonce.set(nonce, found.data);
			return { status: response.status, json: found.data, headers };
		}
		if (Array.isArray(answer)) for (const one of answer) mend(one);
		return { status: response.status, json: answer, headers };
	}

	/** A message as Discord would give it. */
	function mend(value: unknown): void {
		if (typeof value !== "object" || value === null) return;
		const message = value as Json;
		if (message.guild_id === "") delete message.guild_id;
		if (typeof message.content !== "string" || typeof message.author !== "object") return;
		message.components ??= [];
		message.attachments = attached.get(String(message.id)) ?? message.attachments ?? [];
		const ids = new Set([...message.content.matchAll(/<@!?(\d+)>/g)].map(([, id = ""]) => id));
		message.mentions = [...ids].flatMap((id) => proxy.people.get(id) ?? []);
		const thread = threads.get(String(message.id));
		if (thread !== undefined) message.thread = thread;
	}

	function mendEvent(text: string): string | undefined {
		const frame = record.parse(JSON.parse(text));
		if (frame.op !== 0) return text;
		if (proxy.silent) return undefined;
		const data = record.parse(frame.d);
		if (frame.t === "READY") data.resume_gateway_url = `${proxy.url.replace("http", "ws")}/gateway`;
		mend(data);
		if (frame.t === "INTERACTION_CREATE") {
			mend(data.message);
			if (data.member === undefined) data.user = proxy.people.get(proxy.actor);
		}
		return JSON.stringify({ ...frame, d: data });
	}

	server.on("upgrade", (request, client: Duplex) => {
		proxy.connections += 1;
		const twin = connect(port, "127.0.0.1");
		sockets.add(client);
		const end = () => {
			sockets.delete(client);
			client.destroy();
			twin.destroy();
		};
		for (const socket of [client, twin]) socket.on("close", end).on("error", end);
		// Without compression frames can be read.
		const headers = Object.entries(request.headers).filter(([name]) => name !== "sec-websocket-extensions");
		twin.write(`GET ${request.url} HTTP/1.1\r\n${headers.map(([k, v]) => `${k}: ${v}`).join("\r\n")}\r\n\r\n`);
		client.on("data", (chunk: Buffer) => {
			if (proxy.refuse !== undefined) client.end(closeFrame(proxy.refuse));
			else twin.write(chunk);
		});
		relayFrames(twin, client, mendEvent);
	});

	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const address = server.address();
	const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
	const proxy: DiscordProxy = {
		url,
		apiUrl: `${url}/api`,
		asked: [],
		fetched: [],
		people: new Map(),
		actor: "",
		before: () => undefined,
		after: () => {},
		refuse: undefined,
		silent: false,
		connections: 0,
		keep: (name, bytes) => {
			count += 1;
			const id = String(1_700_000_000_000_000_000n + BigInt(count));
			const path = `/cdn/attachments/${id}/${encodeURIComponent(name)}`;
			cdn.set(path, bytes);
			const at = url + path;
			const type = "application/octet-stream";
			return { id, filename: name, size: bytes.byteLength, content_type: type, url: at, proxy_url: at };
		},
		hangUp: (code) => {
			for (const socket of sockets) socket.end(closeFrame(code));
		},
		cut: () => {
			for (const socket of sockets) socket.destroy();
		},
		close: async () => {
			for (const socket of sockets) socket.destroy();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return proxy;
}

async function read(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks);
}

interface Body {
	readonly json: Json;
	readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

async function parse(body: Buffer, type: string): Promise<Body> {
	if (!type.startsWith("multipart/form-data")) {
		const whole: unknown = body.length === 0 ? {} : JSON.parse(body.toString());
		return { json: Array.isArray(whole) ? { list: whole } : record.parse(whole), files: [] };
	}
	const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
	const files: Body["files"][number][] = [];
	for (const [key, value] of form) {
		if (/^files\[\d+\]$/.test(key) && typeof value !== "string")
			files.push({ name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
	}
	return { json: record.parse(JSON.parse(String(form.get("payload_json") ?? "{}"))), files };
}

function closeFrame(code: number): Buffer {
	return Buffer.from([0x88, 2, code >> 8, code & 255]);
}

/** Passes a server's WebSocket frames on, its text as `mend` gives it; undefined leaves a frame out. */
function relayFrames(from: Socket, to: Duplex, mend: (text: string) => string | undefined): void {
	let rest: Buffer = Buffer.alloc(0);
	let opened = false;
	from.on("data", (chunk: Buffer) => {
		rest = Buffer.concat([rest, chunk]);
		if (!opened) {
			const head = rest.indexOf("\r\n\r\n");
			if (head === -1) return;
			to.write(rest.subarray(0, head + 4));
			rest = rest.subarray(head + 4);
			opened = true;
		}
		const { frames, rest: begun } = framesOf(rest);
		rest = begun;
		for (const { opcode, text, raw } of frames) {
			if (opcode !== 1) {
				to.write(raw);
				continue;
			}
			const mended = mend(text);
			if (mended !== undefined) to.write(textFrame(mended));
		}
	});
}
