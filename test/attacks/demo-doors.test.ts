// The demo's ports against web pages and programs that do not know the secret.

import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { type Browser, chromium, type Page as Tab } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { keysOf } from "../../scripts/services/door.ts";
import { until } from "../e2e/twin.ts";
import { type Demo, startDemo } from "./demo.ts";

const BROWSER = "/usr/bin/chromium";
const FLAGS =
	"--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

let demo: Demo;
beforeAll(async () => {
	demo = await startDemo();
}, 240_000);
afterAll(() => demo?.stop());

/** The answer's first line and all behind it, to a request as it stands. */
function raw(url: string, request: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(Number(new URL(url).port), "127.0.0.1");
		let said = "";
		socket.setTimeout(3000, () => socket.destroy());
		socket.on("data", (chunk) => {
			said += chunk.toString();
			// Such a socket stays open.
			if (said.startsWith("HTTP/1.1 101")) socket.destroy();
		});
		socket.on("error", reject);
		socket.on("close", () => resolve(said));
		socket.write(request);
	});
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

interface Wish {
	readonly path: string;
	readonly host?: string;
	readonly headers?: Readonly<Record<string, string>>;
}

/** A GET with headers that `fetch` does not let us set. */
async function get(url: string, { path, host = new URL(url).host, headers = {} }: Wish): Promise<number> {
	const lines = Object.entries({ host, connection: "close", ...headers }).map(
		([name, value]) => `${name}: ${value}\r\n`,
	);
	return statusOf(await raw(url, `GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`));
}

const UPGRADE = {
	connection: "Upgrade",
	upgrade: "websocket",
	"sec-websocket-version": "13",
	"sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};
const SURFACES = [
	"/",
	"/_control/state",
	"/_control/messages/C01GEN",
	"/api/auth.test",
	"/files/U0BOT/F1/x.html",
	"/files-pri/T01ACME-F1/x.html",
	"/sample/sales.csv",
	"/socket/conn1",
	"/response/1",
	"/upload/v1/1",
	"/favicon.ico",
];

test("a program that does not know the secret is told nothing and can do nothing, at either port (D7)", async () => {
	for (const url of [demo.url, demo.botUrl]) {
		for (const path of SURFACES) {
			const token = { authorization: "Bearer xoxb-demo-token" };
			expect([path, await get(url, { path, headers: token })]).toEqual([path, 401]);
			expect([path, await get(url, { path, headers: { "x-demo-secret": "wrong" } })]).toEqual([path, 401]);
			expect([path, await get(url, { path: `${path}?secret=wrong` })]).toEqual([path, 401]);
		}
		expect(await get(url, { path: "/ui", headers: UPGRADE })).toBe(401);
		const refused = await fetch(url);
		expect(await refused.text()).toMatch(/^[^\n]*open the whole address that `npm start` printed last\.\n$/);
	}
});

test("the secret opens everything: in the header for programs, in the printed address for people", async () => {
	const headers = { "x-demo-secret": demo.secret };
	for (const url of [demo.url, demo.botUrl]) {
		expect(await get(url, { path: "/_control/state", headers })).toBe(200);
		expect(await get(url, { path: "/ui", headers: { ...headers, ...UPGRADE } })).toBe(101);
	}
	const page = await fetch(demo.address);
	expect(page.status).toBe(200);
	expect(page.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Strict/);
	expect(page.headers.get("set-cookie")).not.toContain(demo.secret);
	expect(page.headers.get("x-frame-options")).toBe("DENY");
});

test("a name that was bound to this machine (DNS rebinding) and a page of another origin get nothing, even with the secret (D7)", async () => {
	const headers = { "x-demo-secret": demo.secret };
	const { port, host } = new URL(demo.url);
	for (const other of [`evil.example:${port}`, "evil.example", `127.0.0.1.evil.example:${port}`, `evil@${host}`, ""]) {
		expect([other, await get(demo.url, { path: "/_control/state", host: other, headers })]).not.toContain(200);
	}
	for (const origin of ["http://evil.example", "http://127.0.0.1:1", "https://127.0.0.1", "null"]) {
		expect(await get(demo.url, { path: "/_control/state", headers: { ...headers, origin } })).toBe(403);
		expect(await get(demo.url, { path: "/ui", headers: { ...headers, ...UPGRADE, origin } })).toBe(403);
	}
	const image = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" };
	expect(await get(demo.url, { path: "/_control/state", headers: { ...headers, ...image } })).toBe(403);
});

test("the bot's key opens the bot's side alone, whatever the path is made to look like", async () => {
	const { bot, page } = keysOf(demo.secret);
	expect(await get(demo.url, { path: `/${bot}/api/auth.test` })).toBe(200);
	const inner = [
		..."_control/state ui  api/../_control/state files/%2e%2e/_control/state api\\..\\_control/state".split(" "),
		..."/_control/state api//../../_control/state files/..%5c_control/state".split(" "),
	];
	const { host } = new URL(demo.url);
	for (const path of inner) {
		const answer = await raw(demo.url, `GET /${bot}/${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
		expect([path, answer]).toEqual([path, expect.not.stringContaining("T01ACME")]);
	}
	expect(await get(demo.url, { path: `/${bot}/ui`, headers: UPGRADE })).toBe(401);
	// A second request that hides behind an upgrade which is none.
	const hidden = `GET /_control/state HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`;
	const upgrade = Object.entries({ host, ...UPGRADE }).map(([name, value]) => `${name}: ${value}\r\n`);
	const answers = await raw(demo.url, `GET /${bot}/api/auth.test HTTP/1.1\r\n${upgrade.join("")}\r\n${hidden}`);
	expect(answers).not.toContain("T01ACME");
	// Cookies know no ports: another server of this machine that the browser visits is sent the page's.
	const headers = { cookie: `threadloop_demo=${page}` };
	expect(await get(demo.url, { path: "/", headers })).toBe(200);
	for (const path of ["/_control/state", "/api/auth.test", "/files/U0BOT/F1/x.html"]) {
		expect(await get(demo.url, { path, headers })).toBe(401);
	}
	expect(await get(demo.url, { path: "/ui", headers: { ...headers, ...UPGRADE } })).toBe(401);
});

/** What a foreign page does to the demo, and what it got of it. */
const EVIL = (
	url: string,
) => `<title>evil</title><iframe src="${url}/"></iframe><img src="${url}/sample/sales.csv"><script>
window.got = [];
const tell = (what) => window.got.push(what);
const socket = new WebSocket("${url.replace("http", "ws")}/ui");
socket.onopen = () => tell("socket");
socket.onmessage = () => tell("message");
const post = fetch("${url}/_control/message", { method: "POST", mode: "no-cors", credentials: "include",
	headers: { "content-type": "text/plain" }, body: JSON.stringify({ channel: "C01GEN", user: "U01ALICE", text: "<@U0BOT> evil words" }) });
const read = fetch("${url}/_control/state", { credentials: "include" }).then(() => tell("read"));
Promise.allSettled([post, read, new Promise((done) => { socket.onclose = done; setTimeout(done, 2000); })]).then(() => { window.done = true; });
</script>`;

async function evilServer(): Promise<number> {
	const server = createServer((_, answer) => {
		answer.writeHead(200, { "content-type": "text/html" }).end(EVIL(demo.url));
	}).listen(0, "127.0.0.1");
	onTestFinished(() => void server.close());
	await new Promise((resolve) => server.once("listening", resolve));
	return (server.address() as AddressInfo).port;
}

async function openBrowser(): Promise<Browser> {
	const rebound = "--host-resolver-rules=MAP evil.example 127.0.0.1";
	const browser = await chromium.launch({ executablePath: BROWSER, args: [...FLAGS.split(" "), rebound] });
	onTestFinished(() => browser.close());
	return browser;
}

const words = async () => JSON.stringify(await demo.control("messages/C01GEN"));

test.skipIf(!existsSync(BROWSER))(
	"a foreign page in the operator's browser asks nothing, reads nothing and hears of no button, while the demo's own page works (D7)",
	async () => {
		const browser = await openBrowser();
		const context = await browser.newContext();
		const own = await context.newPage();
		await own.goto(demo.address);
		await own.getByText("Welcome to Threadloop").waitFor();
		expect(own.url()).toBe(`${demo.url}/`);
		const port = await evilServer();
		for (const address of [`http://evil.example:${port}/`, `http://127.0.0.1:${port}/`, `http://localhost:${port}/`]) {
			const tab = await context.newPage();
			await tab.goto(address);
			await until("the foreign page to have tried all", () => tab.evaluate("window.done === true"));
			expect(await tab.evaluate("window.got")).toEqual([]);
			await tab.close();
		}
		// A rebound name makes the demo's own port the foreign page's origin.
		const tab = await context.newPage();
		const answer = await tab.goto(`http://evil.example:${new URL(demo.url).port}/`);
		expect(answer?.status()).toBe(403);
		expect(await words()).not.toContain("evil words");
		await worksFor(own);
	},
	120_000,
);

/** Asks, reads the code, approves and reads the answer, after a reload that no longer shows the secret. */
async function worksFor(tab: Tab): Promise<void> {
	await tab.reload();
	await tab.locator("[data-try]").first().click();
	await tab.locator(".composer-attachment", { hasText: "sales.csv" }).waitFor();
	await tab.locator(".composer-send").first().click();
	await tab
		.getByRole("button", { name: /repl(y|ies)/ })
		.last()
		.click();
	await tab.getByRole("button", { name: "Approve", exact: true }).last().click();
	const chart = tab.locator("img[src*='regions.png']").last();
	await chart.waitFor();
	expect(await chart.evaluate((image: { naturalWidth?: number }) => image.naturalWidth ?? 0)).toBeGreaterThan(100);
}
