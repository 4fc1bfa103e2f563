// The demo's page: the look-alike's own page, patched; everything else goes through to the look-alike as it is.

import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { patchPage, type Suggestion } from "./patches.ts";

export interface PageOptions {
	/** 0 takes a free one. */
	readonly port: number;
	readonly slackPort: number;
	readonly say: (line: string) => void;
}

export interface Page {
	readonly url: string;
	close(): Promise<void>;
}

export const suggestion: Suggestion = {
	question:
		"@codebot read sales.csv, drop the empty rows, turn the date column into datetime, print the total amount per region and draw it as a bar chart",
	sample: "/sample/sales.csv",
};

const SAMPLE = join(import.meta.dirname, "../../demo/sales.csv");

export async function openPage({ port, slackPort, say }: PageOptions): Promise<Page> {
	let told = false;
	const tell = (missing: readonly string[]) => {
		if (missing.length > 0 && !told) {
			say(`The look-alike's page has changed (${missing.join(", ")}): it may show other code than what runs.`);
		}
		told ||= missing.length > 0;
	};
	const server = createServer((asked, answer) => {
		if (asked.url === suggestion.sample) return sendSample(answer);
		passOn(asked, answer, slackPort, tell);
	});
	const sockets = new Set<Socket>();
	server.on("upgrade", (asked: IncomingMessage, socket: Socket, head: Buffer) => {
		const upstream = connect(slackPort, "127.0.0.1", () => {
			const headers = asked.rawHeaders.map((part, at) => (at % 2 === 0 ? `${part}: ` : `${part}\r\n`)).join("");
			upstream.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${headers}\r\n`);
			upstream.write(head);
			upstream.pipe(socket).pipe(upstream);
		});
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
		for (const [one, other] of [
			[socket, upstream],
			[upstream, socket],
		] as const) {
			one.on("error", () => other.destroy());
			one.on("close", () => other.destroy());
		}
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", resolve);
	});
	const address = server.address();
	const at = typeof address === "object" && address !== null ? address.port : port;
	return {
		url: `http://127.0.0.1:${at}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
				for (const socket of sockets) socket.destroy();
			}),
	};
}

function sendSample(answer: ServerResponse): void {
	answer.writeHead(200, {
		"content-type": "text/csv; charset=utf-8",
		"content-disposition": 'attachment; filename="sales.csv"',
	});
	createReadStream(SAMPLE).pipe(answer);
}

function passOn(
	asked: IncomingMessage,
	answer: ServerResponse,
	slackPort: number,
	tell: (missing: readonly string[]) => void,
): void {
	const headers = { ...asked.headers, "accept-encoding": "identity" };
	const upstream = request({ host: "127.0.0.1", port: slackPort, method: asked.method, path: asked.url, headers });
	upstream.on("response", async (response) => {
		const isFile = /^\/(files|files-pri)\//.test(asked.url ?? "");
		if (isFile || !/text\/html/.test(response.headers["content-type"] ?? "")) {
			// A file that code made must not act in the page's name: it could click Approve.
			const safe = isFile ? { "content-security-policy": "sandbox" } : {};
			answer.writeHead(response.statusCode ?? 502, { ...response.headers, ...safe });
			response.pipe(answer);
			return;
		}
		const { html, missing } = patchPage(await text(response), suggestion);
		tell(missing);
		answer.writeHead(response.statusCode ?? 502, { "content-type": "text/html; charset=utf-8" });
		answer.end(html);
	});
	upstream.on("error", () => {
		if (!answer.headersSent) answer.writeHead(502, { "content-type": "text/plain; charset=utf-8" });
		answer.end("The Slack look-alike does not answer; it is started again in a moment. Reload the page then.\n");
	});
	answer.on("close", () => upstream.destroy());
	asked.pipe(upstream);
}
