// Files that people gave us: from where they are fetched, with which token, and when they are refused.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { isAllowed } from "../../../src/adapters/download.ts";
import { openApi } from "../../../src/adapters/slack/api.ts";
import { fetchFile } from "../../../src/adapters/slack/files.ts";
import type { FileRef } from "../../../src/core/domain.ts";
import { until } from "../../e2e/twin.ts";
import { started, twin, useTwin } from "./desk.ts";

useTwin();

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface Host {
	readonly url: string;
	/** What was asked of it: path and token. */
	readonly asked: { readonly path: string; readonly token: string | undefined }[];
}

const open: { close(): void }[] = [];
afterEach(() => {
	for (const server of open.splice(0)) server.close();
});

async function host(handler: Handler): Promise<Host> {
	const asked: { path: string; token: string | undefined }[] = [];
	const server = createServer((request, response) => {
		asked.push({ path: request.url ?? "", token: request.headers.authorization });
		request.resume();
		handler(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	open.push({ close: () => server.closeAllConnections() }, server);
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const send =
	(body: string, type = "text/csv"): Handler =>
	(_, response) =>
		response.writeHead(200, { "content-type": type }).end(body);
const go =
	(location: string): Handler =>
	(_, response) =>
		response.writeHead(302, { location }).end();

function file(url: string, more: Partial<FileRef> & { kind?: string } = {}): FileRef {
	const { kind = "held", ...rest } = more;
	return { id: "F1", name: "sales.csv", size: 4, source: JSON.stringify({ id: "F1", kind, url }), ...rest };
}

async function read(
	ref: FileRef,
	fileHosts: readonly string[],
	{ max = 1000, apiUrl = "http://127.0.0.1:9/api/" } = {},
): Promise<string> {
	const closing = new AbortController().signal;
	const api = openApi({
		botToken: "xoxb-secret",
		apiUrl,
		log: () => {},
		closing,
		onLimit: () => {},
		room: async () => {},
	});
	const options = { api, botToken: "xoxb-secret", fileHosts, maxUploadBytes: max };
	const chunks: Uint8Array[] = [];
	for await (const chunk of await fetchFile(options, ref, new AbortController().signal)) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}

test("an uploaded file can be fetched, in full", async () => {
	const desk = await started();
	await twin.upload("<@U0BOT> look", { "sales.csv": "id,amount\n1,2\n" });
	const file = await until("the file", () => desk.heard.flatMap(({ note }) => note.files)[0]);
	expect(file).toMatchObject({ name: "sales.csv", size: 14 });
	const chunks: Uint8Array[] = [];
	for await (const chunk of await desk.slack.fetch(file, new AbortController().signal)) chunks.push(chunk);
	expect(Buffer.concat(chunks).toString()).toBe("id,amount\n1,2\n");
});

describe("which hosts are asked", () => {
	test.each([
		["https://files.slack.com/files-pri/T1-F1/a.csv", true],
		["https://FILES.slack.com/a.csv", true],
		["http://files.slack.com/a.csv", false],
		["https://files.slack.com.evil.example/a.csv", false],
		["https://evil.example/files.slack.com", false],
		["https://files.slack.com:8443/a.csv", false],
		["https://me:pw@files.slack.com/a.csv", false],
		["https://slack.com/api/api.test", false],
		["file:///etc/passwd", false],
		["http://127.0.0.1:4700/a.csv", true],
		["https://127.0.0.1:4700/a.csv", false],
		["http://127.0.0.1:4701/a.csv", false],
		["not a url", false],
	])("%s: %s", (url, allowed) => {
		expect(isAllowed(url, ["files.slack.com", "http://127.0.0.1:4700"])).toBe(allowed);
	});

	test("a file on a listed host comes with the token", async () => {
		const slack = await host(send("a,b\n"));
		expect(await read(file(`${slack.url}/a.csv`), [slack.url])).toBe("a,b\n");
		expect(slack.asked).toEqual([{ path: "/a.csv", token: "Bearer xoxb-secret" }]);
	});

	test("a host that is not listed is never asked, and the person is told to upload the file", async () => {
		const evil = await host(send("x"));
		await expect(read(file(`${evil.url}/a.csv`), ["files.slack.com"])).rejects.toMatchObject({
			code: "file_refused",
			sentence: expect.stringContaining("please upload the file itself"),
		});
		expect(evil.asked).toEqual([]);
	});

	test("a redirect to another host is not followed, so the token stays home", async () => {
		const evil = await host(send("x"));
		const slack = await host(go(`${evil.url}/steal`));
		await expect(read(file(`${slack.url}/a.csv`), [slack.url])).rejects.toMatchObject({ code: "file_refused" });
		expect(evil.asked).toEqual([]);
	});

	test("a redirect within the listed hosts is followed", async () => {
		const other = await host(send("moved"));
		const slack = await host(go(`${other.url}/b.csv`));
		expect(await read(file(`${slack.url}/a.csv`), [slack.url, other.url])).toBe("moved");
	});

	test("endless redirects end", async () => {
		const slack = await host(go("/again"));
		await expect(read(file(`${slack.url}/a.csv`), [slack.url])).rejects.toMatchObject({ code: "file_refused" });
		expect(slack.asked.length).toBe(4);
	});

	test("a file that is only linked from another service is refused without asking anybody", async () => {
		const evil = await host(send("x"));
		await expect(read(file(`${evil.url}/a.csv`, { kind: "elsewhere" }), [evil.url])).rejects.toMatchObject({
			code: "file_refused",
			sentence: expect.stringContaining("only a link to another service"),
		});
		expect(evil.asked).toEqual([]);
	});
});

describe("what comes back", () => {
	test("a file that Slack says is too large is not fetched, and both sizes are named", async () => {
		const slack = await host(send("x"));
		await expect(read(file(slack.url, { size: 312_000_000 }), [slack.url], { max: 100_000_000 })).rejects.toMatchObject(
			{
				code: "file_too_large",
				sentence: "sales.csv is too large: it is 312 MB and the limit is 100 MB; please send a smaller part of it.",
			},
		);
		expect(slack.asked).toEqual([]);
	});

	test("a file that turns out larger than Slack said is cut off while it flows", async () => {
		let sent = 0;
		const slack = await host((_, response) => {
			response.writeHead(200, { "content-type": "text/csv" });
			const more = () => {
				while (!response.destroyed && sent < 500_000_000) {
					sent += 65_536;
					if (!response.write(Buffer.alloc(65_536))) return response.once("drain", more);
				}
				return response.end();
			};
			more();
		});
		await expect(read(file(slack.url), [slack.url], { max: 1_000_000 })).rejects.toMatchObject({
			code: "file_too_large",
			sentence: expect.stringContaining("more than 1.0 MB and the limit is 1.0 MB"),
		});
		expect(sent).toBeLessThan(100_000_000);
	});

	test("Slack's login page in place of a CSV names the scope that is missing", async () => {
		const slack = await host(send("<html>Sign in</html>", "text/html; charset=utf-8"));
		await expect(read(file(slack.url), [slack.url])).rejects.toMatchObject({
			code: "file_refused",
			sentence: expect.stringContaining("files:read"),
		});
		expect(await read(file(slack.url, { name: "page.html" }), [slack.url])).toContain("Sign in");
	});

	test.each([
		[404, "file_gone", "upload it again"],
		[403, "file_refused", "files:read"],
		[500, "file_gone", "(500)"],
	])("status %i is said in a sentence", async (status, code, words) => {
		const slack = await host((_, response) => response.writeHead(status).end("no"));
		await expect(read(file(slack.url), [slack.url])).rejects.toMatchObject({
			code,
			sentence: expect.stringContaining(words),
		});
	});

	test("a connection that breaks midway asks for the file again", async () => {
		const slack = await host((_, response) => {
			response.writeHead(200, { "content-type": "text/csv", "content-length": "100" });
			response.write("half");
			setTimeout(() => response.destroy(), 20);
		});
		await expect(read(file(slack.url), [slack.url])).rejects.toMatchObject({
			code: "file_gone",
			sentence: expect.stringContaining("upload it again"),
		});
	});

	test("a stub is completed by files.info, and one that is gone there is gone", async () => {
		const slack = await host((request, response) => {
			if (request.url === "/b.csv") return send("whole")(request, response);
			const answer =
				slack.asked.length > 2
					? { ok: false, error: "file_not_found" }
					: { ok: true, file: { id: "F1", name: "sales.csv", size: 5, url_private: `${slack.url}/b.csv` } };
			return send(JSON.stringify(answer), "application/json")(request, response);
		});
		const stub: FileRef = { id: "F1", name: "F1", size: 0, source: JSON.stringify({ id: "F1", kind: "ask" }) };
		expect(await read(stub, [slack.url], { apiUrl: `${slack.url}/api/` })).toBe("whole");
		await expect(read(stub, [slack.url], { apiUrl: `${slack.url}/api/` })).rejects.toMatchObject({ code: "file_gone" });
	});
});
