// A guarded port in front of the look-alike: its page comes patched, everything else goes through as it is.

import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { cookieFor, judge, type Keys, type Verdict } from "./door.ts";
import { type Behind, passOn, passUpgrade } from "./passing.ts";
import { patchPage, type Suggestion } from "./patches.ts";

export interface PageOptions {
	/** 0 takes a free one. */
	readonly port: number;
	/** Where it listens, if not on loopback: in a container of its own. */
	readonly host?: string | undefined;
	readonly keys: Keys;
	/** Where the look-alike listens. */
	readonly behind: Behind;
	readonly say: (line: string) => void;
}

export interface Page {
	/** Opens nothing without a key. */
	readonly url: string;
	/** To be opened in a browser: it holds the secret. */
	readonly address: string;
	/** What the bot and the look-alike put in place of `url`: it holds the bot's key. */
	readonly botUrl: string;
	stop(): Promise<void>;
}

export const suggestion: Suggestion = {
	question:
		"@threadloop read sales.csv, drop the empty rows, turn the date column into datetime, print the total amount per region and draw it as a bar chart",
	demos: { en: "@threadloop demo", zh: "@threadloop 演示" },
	sample: "/sample/sales.csv",
};

const SAMPLE = join(import.meta.dirname, "../../demo/sales.csv");

/** No other page may frame this one and have its buttons clicked, and the address is told to nobody. */
const SAFE = {
	"x-frame-options": "DENY",
	"referrer-policy": "no-referrer",
	"x-content-type-options": "nosniff",
	"cross-origin-resource-policy": "same-origin",
	"cache-control": "no-store",
};

export async function openPage({ port, host = "127.0.0.1", keys, behind, say }: PageOptions): Promise<Page> {
	let told = false;
	const patched = (original: string) => {
		const { html, missing } = patchPage(original, suggestion);
		if (missing.length > 0 && !told) {
			say(`The look-alike's page has changed (${missing.join(", ")}): it may show other code than what runs.`);
		}
		told ||= missing.length > 0;
		return html;
	};
	const judged = ({ method = "GET", url = "", headers }: IncomingMessage) => judge({ method, url, headers }, keys);
	const server = createServer((asked, answer) => {
		for (const [name, value] of Object.entries(SAFE)) answer.setHeader(name, value);
		const verdict = judged(asked);
		if (verdict.kind === "out") return refuse(answer, verdict);
		if (verdict.entered) answer.setHeader("set-cookie", cookieFor(keys));
		if (verdict.path === suggestion.sample) return sendSample(answer);
		passOn(asked, answer, { behind, path: verdict.path, patched });
	});
	const sockets = new Set<Duplex>();
	server.on("upgrade", (asked: IncomingMessage, socket: Duplex, head: Buffer) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
		socket.on("error", () => socket.destroy());
		const verdict = judged(asked);
		if (verdict.kind === "out") socket.end(`HTTP/1.1 ${verdict.status} Closed\r\nconnection: close\r\n\r\n`);
		else passUpgrade(asked, { socket, head }, { behind, path: verdict.path });
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, resolve);
	});
	const address = server.address();
	const at = typeof address === "object" && address !== null ? address.port : port;
	const url = urlOf(at);
	return {
		url,
		address: addressOf(at, keys),
		botUrl: `${url}/${keys.bot}`,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
				for (const socket of sockets) socket.destroy();
			}),
	};
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

export function addressOf(port: number, { secret }: Keys): string {
	return `${urlOf(port)}/?secret=${encodeURIComponent(secret)}`;
}

function refuse(answer: ServerResponse, { status, why }: Extract<Verdict, { kind: "out" }>): void {
	answer.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
	answer.end(`${why}\n`);
}

function sendSample(answer: ServerResponse): void {
	answer.writeHead(200, {
		"content-type": "text/csv; charset=utf-8",
		"content-disposition": 'attachment; filename="sales.csv"',
	});
	createReadStream(SAMPLE).pipe(answer);
}
