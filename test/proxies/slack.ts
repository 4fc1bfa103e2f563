// Ours, and no part of the look-alike: stands between Bolt and it, records and checks every request, and does what Slack does and the look-alike cannot.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { signed } from "../adapters/slack/requests.ts";
import { framesOf, textFrame } from "./frames.ts";
import { paceProblems, postProblems, problemsOf } from "./slack-limits.ts";

export type Args = Readonly<Record<string, unknown>>;

export interface Recorded {
	readonly at: number;
	/** `chat.update`; of an upload of bytes its path. */
	readonly method: string;
	readonly args: Args;
	/** What the bot was told, and when; absent while it waits. */
	answered?: { readonly at: number; readonly status: number };
}

/** What becomes of one request in place of an undisturbed answer. */
export type Fault =
	| {
			readonly kind: "answer";
			readonly status: number;
			readonly body: unknown;
			readonly headers?: Record<string, string>;
	  }
	/** The look-alike does it, and the bot never hears of it. */
	| { readonly kind: "lose" }
	| { readonly kind: "late"; readonly ms: number };

export interface BotSocket {
	/** Tells the bot that this socket goes away, as Slack does. */
	disconnect(reason: "refresh_requested" | "warning" | "too_many_websockets"): void;
	/** Breaks the connection without a word. */
	cut(): void;
}

export interface Delivery {
	readonly id: string;
	readonly sentAt: number;
	/** Over HTTP its status; over a socket 200 once acknowledged. */
	answered?: { readonly at: number; readonly status: number };
}

export interface SlackProxy {
	/** Ends in `/api/`. */
	readonly apiUrl: string;
	readonly requests: readonly Recorded[];
	/** What was delivered to the bot, in order. */
	readonly deliveries: readonly Delivery[];
	/** Sockets of the bot that are open, the oldest first. */
	readonly sockets: readonly BotSocket[];
	spoil: (method: string, args: Args) => Fault | undefined;
	/** Called once the look-alike has answered, before the bot hears of it. */
	after: (method: string, body: string) => Promise<void>;
	/** `one`: each envelope goes to one socket, as Slack does it; the look-alike sends it to all. */
	share: "all" | "one";
	/** How often each delivery is sent. */
	copies: number;
	/** A delivery over a socket that is not acknowledged for so long is sent again. */
	patience: number;
	/** Right behind the next envelope its socket is told to go. */
	disconnectBehind: boolean;
	/** Where the look-alike's HTTP events go on to. */
	botUrl: string;
	/** For the look-alike's `requestUrl`. */
	readonly eventsUrl: string;
	/** Delivers what the look-alike cannot send: over one socket of the bot, or signed to `botUrl`. Resolves once it is acknowledged. */
	inject(payload: Args): Promise<void>;
	/** Triggers that a delivery of ours carries: for these Slack opens a form, and the look-alike would not. */
	readonly forms: readonly Args[];
	/** Every request outside the documented limits, and every edit that came too soon. */
	problems(): readonly string[];
	close(): Promise<void>;
}

/** `wanted`: the port to listen on, where it must be known before. */
export async function openSlackProxy(twinUrl: string, wanted = 0): Promise<SlackProxy> {
	const requests: Recorded[] = [];
	const found: string[] = [];
	const forms: Args[] = [];
	const triggers = new Set<string>();
	const lines = openLines(() => proxy);
	const server = createServer((request, response) => {
		handle(request, response).catch(() => response.destroy());
	});
	server.on("upgrade", (request, socket: Socket) => lines.join(request, socket, twinUrl));
	await new Promise<void>((resolve) => server.listen(wanted, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	const here = `127.0.0.1:${port}`;
	const there = new URL(twinUrl).host;

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const body = await whole(request);
		if (request.url === "/slack/events") return deliver(request, response, body);
		const path = new URL(request.url ?? "/", twinUrl).pathname;
		const isCall = path.startsWith("/api/");
		const method = isCall ? path.slice("/api/".length) : path;
		const args = isCall ? argsOf(body, request.headers["content-type"] ?? "") : {};
		const recorded: Recorded = { at: Date.now(), method, args };
		requests.push(recorded);
		found.push(...problemsOf(method, args));
		const fault = proxy.spoil(method, args) ?? formOf(method, args);
		if (fault?.kind === "answer") return end(response, recorded, fault);
		if (fault?.kind === "late") await sleep(fault.ms);
		const answer = await pass(twinUrl, request, body);
		const bytes = Buffer.from(await answer.arrayBuffer());
		await proxy.after(method, body.toString());
		if (fault?.kind === "lose") return void response.destroy();
		const type = answer.headers.get("content-type") ?? "application/octet-stream";
		const moved = /^(apps\.connections\.open|files\.getUploadURLExternal)$/.test(method);
		recorded.answered = { at: Date.now(), status: answer.status };
		response
			.writeHead(answer.status, { "content-type": type })
			.end(moved ? bytes.toString().replaceAll(there, here) : bytes);
	}

	function formOf(method: string, { trigger_id, view }: Args): Fault | undefined {
		if (method !== "views.open" || !triggers.delete(String(trigger_id))) return undefined;
		forms.push(z.record(z.string(), z.unknown()).parse(view));
		return { kind: "answer", status: 200, body: { ok: true } };
	}

	async function inject(payload: Args): Promise<void> {
		const trigger = `ours.${triggers.size}.${Date.now()}.${Math.random()}`;
		triggers.add(trigger);
		const body = { trigger_id: trigger, ...payload };
		if (lines.sockets.length > 0) return lines.inject(body);
		const form = new URLSearchParams({ payload: JSON.stringify(body) }).toString();
		const at = String(Math.floor(Date.now() / 1000));
		const answer = await fetch(`${proxy.botUrl}/slack/events`, {
			method: "POST",
			headers: {
				"content-type": "application/x-www-form-urlencoded",
				"x-slack-request-timestamp": at,
				"x-slack-signature": signed(form, at),
			},
			body: form,
		});
		if (!answer.ok) throw new Error(`the bot answered ${answer.status}`);
	}

	async function deliver(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
		const id = deliveryId(request.headers["content-type"] === "application/json" ? body.toString() : formPayload(body));
		const send = async () => {
			const delivery: Delivery = { id, sentAt: Date.now() };
			lines.deliveries.push(delivery);
			const answer = await pass(proxy.botUrl, request, body);
			delivery.answered = { at: Date.now(), status: answer.status };
			return { status: answer.status, text: await answer.text() };
		};
		const [first] = await Promise.all(Array.from({ length: proxy.copies }, send));
		response.writeHead(first?.status ?? 500, { "content-type": "application/json" }).end(first?.text);
	}

	const proxy: SlackProxy = {
		apiUrl: `http://${here}/api/`,
		eventsUrl: `http://${here}/slack/events`,
		requests,
		deliveries: lines.deliveries,
		sockets: lines.sockets,
		spoil: () => undefined,
		after: async () => {},
		share: "all",
		copies: 1,
		patience: Number.POSITIVE_INFINITY,
		disconnectBehind: false,
		botUrl: "",
		inject,
		forms,
		problems: () => {
			const edits = requests.filter(({ method }) => method === "chat.update");
			const posts = requests.filter(
				({ method }) => method === "chat.postMessage" || method === "files.completeUploadExternal",
			);
			return [
				...found,
				...paceProblems(edits.map(({ at, args }) => ({ at, message: String(args.ts) }))),
				...postProblems(posts.map(({ at, args }) => ({ at, channel: String(args.channel ?? args.channel_id) }))),
			];
		},
		close: async () => {
			for (const socket of [...lines.sockets]) socket.cut();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return proxy;
}

async function whole(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks);
}

function pass(to: string, request: IncomingMessage, body: Buffer): Promise<Response> {
	const { host: _, connection: __, "content-length": ___, "transfer-encoding": ____, ...headers } = request.headers;
	const method = request.method ?? "POST";
	return fetch(new URL(request.url ?? "/", to), {
		method,
		headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
		...(method === "GET" ? {} : { body: new Uint8Array(body) }),
	});
}

function end(response: ServerResponse, recorded: Recorded, fault: Extract<Fault, { kind: "answer" }>): void {
	recorded.answered = { at: Date.now(), status: fault.status };
	response
		.writeHead(fault.status, { "content-type": "application/json", ...fault.headers })
		.end(JSON.stringify(fault.body));
}

function argsOf(body: Buffer, type: string): Args {
	if (type.startsWith("application/json")) return z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString()));
	return Object.fromEntries(
		[...new URLSearchParams(body.toString())].map(([name, value]) => [
			name,
			/^[[{]/.test(value) ? parsed(value) : value,
		]),
	);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function formPayload(body: Buffer): string {
	return new URLSearchParams(body.toString()).get("payload") ?? "{}";
}

function deliveryId(text: string): string {
	const shape = z.object({ event_id: z.string().optional(), trigger_id: z.string().optional() });
	const body = shape.safeParse(parsed(text)).data;
	return body?.event_id ?? body?.trigger_id ?? "";
}

const envelopeShape = z.object({ envelope_id: z.string(), payload: z.unknown() });
const ackShape = z.object({ envelope_id: z.string() });

/** The sockets between the bot and the look-alike. */
function openLines(proxyOf: () => SlackProxy) {
	const sockets: (BotSocket & { readonly send: (text: string) => void })[] = [];
	const deliveries: Delivery[] = [];
	const owners = new Map<string, BotSocket>();
	const waiting = new Map<string, Delivery[]>();
	const injected = new Map<string, () => void>();
	let turn = 0;

	function forward(own: (typeof sockets)[number], text: string): void {
		const proxy = proxyOf();
		const envelope = envelopeShape.safeParse(parsed(text));
		if (!envelope.success) {
			own.send(text);
			return;
		}
		const { envelope_id, payload } = envelope.data;
		const id = deliveryId(JSON.stringify(payload)) || envelope_id;
		if (proxy.share === "one") {
			const owner = owners.get(id) ?? sockets[turn++ % Math.max(1, sockets.length)];
			if (owner !== undefined) owners.set(id, owner);
			if (owner !== own) return;
		}
		const send = (to: (typeof sockets)[number]) => {
			const delivery: Delivery = { id, sentAt: Date.now() };
			deliveries.push(delivery);
			waiting.set(envelope_id, [...(waiting.get(envelope_id) ?? []), delivery]);
			to.send(text);
			if (!proxy.disconnectBehind) return;
			proxy.disconnectBehind = false;
			to.disconnect("warning");
		};
		for (let copy = 0; copy < proxy.copies; copy += 1) send(own);
		if (proxy.patience === Number.POSITIVE_INFINITY) return;
		const again = () => {
			const last = sockets.at(-1);
			if (!waiting.has(envelope_id) || last === undefined) return;
			send(last);
		};
		setTimeout(again, proxy.patience).unref();
	}

	/** As Slack: to one socket, and done once the bot has acknowledged it. */
	function inject(payload: Args): Promise<void> {
		const [own] = sockets;
		const envelope_id = `ours-${injected.size}-${Date.now()}`;
		own?.send(JSON.stringify({ envelope_id, type: "interactive", accepts_response_payload: true, payload }));
		return new Promise((resolve) => injected.set(envelope_id, resolve));
	}

	function join(request: IncomingMessage, client: Socket, twinUrl: string): void {
		const upstream = connect(Number(new URL(twinUrl).port), "127.0.0.1");
		const own = {
			send: (text: string) => void client.write(textFrame(text)),
			disconnect: (reason: string) =>
				own.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "proxy" } })),
			cut: () => {
				client.destroy();
				upstream.destroy();
			},
		};
		const leave = () => {
			const at = sockets.indexOf(own);
			if (at !== -1) sockets.splice(at, 1);
			own.cut();
		};
		for (const one of [client, upstream]) one.on("error", leave).on("close", leave);
		const headers = Object.entries(request.headers).filter(([name]) => name !== "sec-websocket-extensions");
		upstream.write(
			`GET ${request.url} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${String(value)}`).join("\r\n")}\r\n\r\n`,
		);
		let head: Buffer = Buffer.alloc(0);
		let isOpen = false;
		let down: Buffer = Buffer.alloc(0);
		let up: Buffer = Buffer.alloc(0);
		upstream.on("data", (chunk: Buffer) => {
			if (!isOpen) {
				head = Buffer.concat([head, chunk]);
				const end = head.indexOf("\r\n\r\n");
				if (end === -1) return;
				isOpen = true;
				sockets.push(own);
				client.write(head.subarray(0, end + 4));
				chunk = head.subarray(end + 4);
			}
			const { frames, rest } = framesOf(Buffer.concat([down, chunk]));
			down = rest;
			for (const { opcode, text, raw } of frames) opcode === 1 ? forward(own, text) : client.write(raw);
		});
		client.on("data", (chunk: Buffer) => {
			const { frames, rest } = framesOf(Buffer.concat([up, chunk]));
			up = rest;
			for (const { opcode, text, raw } of frames) {
				const ack = opcode === 1 ? ackShape.safeParse(parsed(text)).data : undefined;
				for (const delivery of waiting.get(ack?.envelope_id ?? "") ?? [])
					delivery.answered ??= { at: Date.now(), status: 200 };
				if (ack !== undefined) waiting.delete(ack.envelope_id);
				const done = injected.get(ack?.envelope_id ?? "");
				if (done !== undefined) {
					done();
					continue;
				}
				upstream.write(raw);
			}
		});
	}

	return { sockets, deliveries, join, inject };
}
