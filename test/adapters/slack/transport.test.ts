// How Slack's deliveries reach the bot: two sockets of which one may go at any time, or signed requests over HTTP.

import { afterEach, describe, expect, test } from "vitest";
import { freePort } from "../../../scripts/services/ports.ts";
import type { Transport } from "../../../src/adapters/slack/transport.ts";
import type { Click, ClickReply, Inbound } from "../../../src/core/ports.ts";
import { general, openTwin, type Twin, tokens, until } from "../../e2e/twin.ts";
import { openSlackProxy, type SlackProxy } from "../../proxies/slack.ts";
import { quiet } from "../doors.ts";
import { attempt, code } from "../turns.ts";
import { slackAt, turnIn } from "./desk.ts";
import { mention, signed } from "./requests.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of open.splice(0).reverse()) await close();
});

interface Desk {
	readonly twin: Twin;
	readonly proxy: SlackProxy;
	readonly port: number;
	readonly heard: Inbound[];
	readonly clicks: Click[];
	/** What the store says to a message. */
	store: (inbound: Inbound) => Promise<void>;
	reply: (click: Click, reply: ClickReply) => Promise<void>;
	/** A card with buttons; resolves with its thread. */
	card(): Promise<string>;
}

async function desk(kind: Transport["kind"]): Promise<Desk> {
	const port = await freePort();
	// In events mode the look-alike wants the address of the proxy, which wants that of the look-alike.
	const front = kind === "http" ? await freePort() : 0;
	const twin = await openTwin(kind === "http" ? `http://127.0.0.1:${front}/slack/events` : undefined);
	const proxy = await openSlackProxy(twin.url, front);
	proxy.botUrl = `http://127.0.0.1:${port}`;
	const transport: Transport =
		kind === "http" ? { kind, signingSecret: tokens.secret, port } : { kind, appToken: tokens.app };
	const slack = slackAt(proxy.apiUrl, { transport });
	const self: Desk = {
		twin,
		proxy,
		port,
		heard: [],
		clicks: [],
		store: async () => {},
		reply: async () => {},
		card: async () => {
			const ts = await twin.say("<@U0BOT> sum");
			await slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
			return ts;
		},
	};
	open.push(twin.stop.bind(twin), proxy.close, slack.stop);
	await slack.start({
		...quiet,
		message: async (inbound) => {
			await self.store(inbound);
			self.heard.push(inbound);
		},
		click: async (click, reply) => {
			self.clicks.push(click);
			await self.reply(click, reply);
		},
		deleted: async () => {},
	});
	return self;
}

const keys = ({ heard }: Desk) => heard.map(({ note }) => note.key);
const ofText = ({ heard }: Desk, text: string) => heard.filter(({ note }) => note.text === text);
/** Lets copies that are still on their way arrive. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 200));

describe("two sockets", () => {
	test("what both sockets bring counts once: two copies of a mention, one click, one notice", async () => {
		const it = await desk("socket");
		expect(it.proxy.sockets).toHaveLength(2);
		it.proxy.copies = 2;
		it.reply = (_click, reply) => reply.privately("Only Alice may decide.");
		const ts = await it.card();
		await it.twin.click(await it.twin.withButton(ts, "Approve"), "Approve");
		await it.twin.saying(ts, "Only Alice may decide.");
		await settle();
		// `message` and `app_mention` are two deliveries of one message, which the store tells apart.
		expect(keys(it)).toEqual(Array.from({ length: 2 }, () => `slack:T01TEST:${general}:${ts}`));
		expect(it.clicks).toHaveLength(1);
		expect((await it.twin.thread(ts)).filter((said) => said.ephemeral_to !== undefined)).toHaveLength(1);
		expect(it.proxy.deliveries).toHaveLength(12);
		expect(it.proxy.deliveries.filter(({ answered }) => answered === undefined)).toEqual([]);
		expect(it.proxy.problems()).toEqual([]);
	});

	for (const reason of ["refresh_requested", "warning"] as const) {
		test(`while a socket goes away (${reason}), a click comes over the other one, and the first comes back`, async () => {
			const it = await desk("socket");
			it.proxy.share = "one";
			const ts = await it.card();
			const card = await it.twin.withButton(ts, "Approve");
			it.proxy.sockets[0]?.disconnect(reason);
			await until("the socket to be gone", () => it.proxy.sockets.length === 1);
			await it.twin.click(card, "Approve");
			await until("the click", () => it.clicks.length === 1);
			await it.twin.say("<@U0BOT> meanwhile");
			await until("the message", () => ofText(it, "meanwhile").length === 2);
			await until("two sockets again", () => it.proxy.sockets.length === 2);
			it.proxy.sockets[0]?.cut();
			await until("the other to be gone", () => it.proxy.sockets.length === 1);
			await it.twin.click(card, "Stop");
			await until("the click on Stop", () => it.clicks.length === 2);
		});
	}

	test("a click whose acknowledgement finds its socket closed still counts", async () => {
		const it = await desk("socket");
		it.proxy.share = "one";
		const ts = await it.card();
		const card = await it.twin.withButton(ts, "Approve");
		it.proxy.disconnectBehind = true;
		await it.twin.click(card, "Approve").catch(() => {});
		await until("the click", () => it.clicks.length === 1);
	});

	test("Slack does not answer for a while: the sockets come back by themselves", async () => {
		const it = await desk("socket");
		let refused = 0;
		it.proxy.spoil = (method) => {
			if (method !== "apps.connections.open" || refused >= 3) return undefined;
			refused += 1;
			return { kind: "answer", status: 503, body: "busy" };
		};
		for (const socket of [...it.proxy.sockets]) socket.cut();
		await until("no socket", () => it.proxy.sockets.length === 0);
		await until("two sockets again", () => it.proxy.sockets.length === 2);
		expect(refused).toBe(3);
		await it.twin.say("<@U0BOT> still there?");
		await until("the message", () => ofText(it, "still there?").length === 2);
	});

	test("a slow store acknowledges late, Slack sends it again, and one copy of the delivery counts", async () => {
		const it = await desk("socket");
		it.proxy.share = "one";
		it.proxy.patience = 200;
		it.store = () => new Promise((resolve) => setTimeout(resolve, 500));
		await it.twin.say("<@U0BOT> slow");
		await until("both kinds of copies", () => ofText(it, "slow").length === 2);
		await settle();
		expect(ofText(it, "slow")).toHaveLength(2);
		expect(it.proxy.deliveries.length).toBeGreaterThan(2);
	});

	test("what the store refused is not remembered as taken: the next copy of it is stored", async () => {
		const it = await desk("socket");
		it.proxy.share = "one";
		it.proxy.patience = 200;
		let refused = 0;
		it.store = async () => {
			if (refused++ === 0) throw new Error("redis is down");
		};
		await it.twin.say("<@U0BOT> first try").catch(() => {});
		await until("the message", () => ofText(it, "first try").length === 2);
		expect(refused).toBe(3);
	});

	test("a wrong app token stops the start with a sentence that names it", async () => {
		const twin = await openTwin();
		const proxy = await openSlackProxy(twin.url);
		open.push(() => twin.stop(), proxy.close);
		proxy.spoil = (method) =>
			method === "apps.connections.open"
				? { kind: "answer", status: 200, body: { ok: false, error: "invalid_auth" } }
				: undefined;
		const slack = slackAt(proxy.apiUrl, { transport: { kind: "socket", appToken: "xapp-wrong" } });
		const door = { ...quiet, message: async () => {}, click: async () => {}, deleted: async () => {} };
		await expect(slack.start(door)).rejects.toMatchObject({
			code: "chat_refused",
			sentence: expect.stringContaining("SLACK_APP_TOKEN"),
		});
	});
});

interface Sent {
	readonly body: string;
	readonly type?: string;
	readonly secret?: string;
	/** Seconds. */
	readonly age?: number;
	readonly headers?: Record<string, string>;
}

/** A request as Slack signs it. */
async function send(
	{ port }: Desk,
	{ body, type = "application/json", secret = tokens.secret, age = 0, headers }: Sent,
) {
	const at = String(Math.floor(Date.now() / 1000) - age);
	return fetch(`http://127.0.0.1:${port}/slack/events`, {
		method: "POST",
		body,
		headers: {
			"content-type": type,
			"x-slack-request-timestamp": at,
			"x-slack-signature": signed(body, at, secret),
			...headers,
		},
	});
}

describe("signed HTTP", () => {
	test("a mention and a click arrive, and each is acknowledged within three seconds", async () => {
		const it = await desk("http");
		const ts = await it.card();
		await until("the mention", () => it.heard.length === 2);
		await it.twin.click(await it.twin.withButton(ts, "Approve"), "Approve");
		await until("the click", () => it.clicks.length === 1);
		const answers = it.proxy.deliveries.map(({ sentAt, answered }) => [answered?.status, (answered?.at ?? 0) - sentAt]);
		expect(answers).toHaveLength(3);
		for (const [status, ms] of answers) {
			expect(status).toBe(200);
			expect(ms).toBeLessThan(3000);
		}
	});

	test("a forged signature, a stale one and none at all get 401, and nothing is heard", async () => {
		const it = await desk("http");
		const body = mention("forged");
		expect((await send(it, { body, secret: "another" })).status).toBe(401);
		expect((await send(it, { body, age: 301 })).status).toBe(401);
		expect((await send(it, { body, headers: { "x-slack-signature": "v0=" } })).status).toBe(401);
		expect((await fetch(`http://127.0.0.1:${it.port}/slack/events`, { method: "POST", body })).status).toBe(401);
		// Slack's ssl_check is not signed: nothing may ride on it.
		const ride = `ssl_check=1&payload=${encodeURIComponent(body)}`;
		const unsigned = await fetch(`http://127.0.0.1:${it.port}/slack/events`, {
			method: "POST",
			body: ride,
			headers: { "content-type": "application/x-www-form-urlencoded" },
		});
		expect(unsigned.status).toBe(200);
		expect(it.heard).toEqual([]);
		expect((await send(it, { body, age: 290 })).status).toBe(200);
		expect(it.heard).toHaveLength(1);
	});

	test("Slack's question whether the address is ours is answered", async () => {
		const it = await desk("http");
		const answer = await send(it, { body: JSON.stringify({ type: "url_verification", challenge: "3eZbrw1a" }) });
		expect([answer.status, await answer.json()]).toEqual([200, { challenge: "3eZbrw1a" }]);
	});

	test("what could not be stored is not answered with 200, and Slack's retry is stored once", async () => {
		const it = await desk("http");
		it.store = async () => {
			throw new Error("redis is down");
		};
		expect((await send(it, { body: mention("again") })).status).toBe(500);
		it.store = async () => {};
		const headers = { "x-slack-retry-num": "1", "x-slack-retry-reason": "http_error" };
		expect((await send(it, { body: mention("again"), headers })).status).toBe(200);
		expect((await send(it, { body: mention("again"), headers: { ...headers, "x-slack-retry-num": "2" } })).status).toBe(
			200,
		);
		expect(it.heard).toHaveLength(1);
	});

	test("while the store hangs the request is not answered with 200", async () => {
		const it = await desk("http");
		let free = () => {};
		it.store = () =>
			new Promise((resolve) => {
				free = resolve;
			});
		const answer = await send(it, { body: mention("hanging") });
		expect(answer.status).toBeGreaterThanOrEqual(400);
		free();
	});

	test("a click is acknowledged before anything is done about it", async () => {
		const it = await desk("http");
		let free = () => {};
		it.reply = () =>
			new Promise((resolve) => {
				free = resolve;
			});
		const ts = await it.card();
		await it.twin.click(await it.twin.withButton(ts, "Approve"), "Approve");
		const last = await until("the answer", () => it.proxy.deliveries.at(-1)?.answered);
		expect(last.status).toBe(200);
		free();
	});

	test("a port that is taken stops the start with a sentence that names the setting", async () => {
		const it = await desk("http");
		const transport = { kind: "http", signingSecret: tokens.secret, port: it.port } as const;
		const second = slackAt(it.proxy.apiUrl, { transport });
		const door = { ...quiet, message: async () => {}, click: async () => {}, deleted: async () => {} };
		await expect(second.start(door)).rejects.toMatchObject({
			code: "chat_refused",
			sentence: expect.stringContaining("set SLACK_PORT"),
		});
		await second.stop();
	});
});
