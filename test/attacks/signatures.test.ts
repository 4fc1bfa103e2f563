// Attacks on the port that Slack's signed requests come in on: whoever finds it says nothing in Slack's name, and fills no memory.

import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { freePort } from "../../scripts/services/ports.ts";
import type { Click, Inbound } from "../../src/core/ports.ts";
import { quiet } from "../adapters/doors.ts";
import { slackAt } from "../adapters/slack/desk.ts";
import { mention, signed } from "../adapters/slack/requests.ts";
import { alice, general, openTwin, type Twin, tokens } from "../e2e/twin.ts";

let twin: Twin;
let port: number;
let stop: () => Promise<void>;
let heard: (Inbound | Click)[];

beforeAll(async () => {
	twin = await openTwin();
	port = await freePort();
	const slack = slackAt(`${twin.url}/api/`, { transport: { kind: "http", signingSecret: tokens.secret, port } });
	stop = slack.stop;
	await slack.start({
		...quiet,
		message: async (inbound) => void heard.push(inbound),
		click: async (click) => void heard.push(click),
		deleted: async () => {},
	});
});
beforeEach(() => {
	heard = [];
});
afterAll(async () => {
	await stop?.();
	await twin?.stop();
});

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";
const seconds = () => Math.floor(Date.now() / 1000);
const click = () => {
	const actions = [{ action_id: "approve", value: "0".repeat(32), block_id: "b", type: "button" }];
	const message = { ts: "1700000000.000200", thread_ts: "1700000000.000100" };
	const payload = { type: "block_actions", user: { id: alice }, channel: { id: general }, message, actions };
	return `payload=${encodeURIComponent(JSON.stringify(payload))}`;
};

async function send(body: string, headers: Readonly<Record<string, string>>): Promise<number> {
	const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: "POST", body, headers });
	return answer.status;
}

/** What the sender claims, for a body; absent headers are not sent. */
type Claim = (body: string) => { readonly at?: string; readonly signature?: string };

const claims: readonly (readonly [string, Claim])[] = [
	["no signature and no time", () => ({})],
	["a time alone", () => ({ at: String(seconds()) })],
	["a signature alone", (body) => ({ signature: signed(body, String(seconds())) })],
	["another secret", (body) => ({ at: String(seconds()), signature: signed(body, String(seconds()), "guessed") })],
	["no secret at all", (body) => ({ at: String(seconds()), signature: signed(body, String(seconds()), "undefined") })],
	["the signature of another body", () => ({ at: String(seconds()), signature: signed("{}", String(seconds())) })],
	["the signature of another time", (body) => ({ at: String(seconds()), signature: signed(body, "1700000000") })],
	["a time that is no number", (body) => ({ at: "NaN", signature: signed(body, "NaN") })],
	[
		"a time of ten minutes ago",
		(body) => ({ at: String(seconds() - 600), signature: signed(body, String(seconds() - 600)) }),
	],
	[
		"half of the right signature",
		(body) => ({ at: String(seconds()), signature: signed(body, String(seconds())).slice(0, 35) }),
	],
	[
		"a version that does not exist",
		(body) => ({ at: String(seconds()), signature: signed(body, String(seconds())).replace("v0", "v1") }),
	],
];

test.each(claims)("a mention and a click with %s are not heard (H01)", async (_what, claim) => {
	for (const [type, body] of [
		[JSON_TYPE, mention("let me in")],
		[FORM_TYPE, click()],
	] as const) {
		const { at, signature } = claim(body);
		const headers = {
			"content-type": type,
			...(at === undefined ? {} : { "x-slack-request-timestamp": at }),
			...(signature === undefined ? {} : { "x-slack-signature": signature }),
		};
		expect(await send(body, headers)).toBe(401);
	}
	expect(heard).toEqual([]);
});

test("a signed request whose time is ten minutes ahead cannot be kept and sent again later (H02)", async () => {
	const body = mention("later");
	const at = String(seconds() + 600);
	const headers = { "content-type": JSON_TYPE, "x-slack-request-timestamp": at, "x-slack-signature": signed(body, at) };
	expect(await send(body, headers)).toBe(401);
	expect(heard).toEqual([]);
});

test("with Slack's own signature both are heard, so the refusals above mean something", async () => {
	for (const [type, body] of [
		[JSON_TYPE, mention("it is me")],
		[FORM_TYPE, click()],
	] as const) {
		const at = String(seconds());
		const headers = { "content-type": type, "x-slack-request-timestamp": at, "x-slack-signature": signed(body, at) };
		expect(await send(body, headers)).toBe(200);
	}
	expect(heard).toHaveLength(2);
});

test("who is not Slack gets no challenge back, and nothing rides on Slack's unsigned question about TLS (H04)", async () => {
	const question = JSON.stringify({ type: "url_verification", challenge: "say this" });
	const asked = await fetch(`http://127.0.0.1:${port}/slack/events`, {
		method: "POST",
		body: question,
		headers: { "content-type": JSON_TYPE },
	});
	expect([asked.status, await asked.text()]).toEqual([401, ""]);
	for (const rider of [click(), `payload=${encodeURIComponent(mention("ride"))}`]) {
		expect(await send(`ssl_check=1&${rider}`, { "content-type": FORM_TYPE })).toBe(200);
	}
	expect(await send(mention("elsewhere"), { "content-type": JSON_TYPE, "x-slack-retry-num": "1" })).toBe(401);
	expect(heard).toEqual([]);
});

test("a body without end and without a signature is cut off after a few megabytes, and the next request is served (H03)", async () => {
	const MEGABYTE = Buffer.alloc(1024 ** 2, "x");
	const endless = request({ port, host: "127.0.0.1", method: "POST", path: "/slack/events" });
	endless.setHeader("content-type", JSON_TYPE);
	endless.on("error", () => {});
	const ended = new Promise<number>((resolve) => {
		endless.on("response", (answer: IncomingMessage) => resolve(answer.statusCode ?? 0));
		endless.on("close", () => resolve(0));
	});
	let answered: number | undefined;
	void ended.then((status) => {
		answered = status;
	});
	let sent = 0;
	while (answered === undefined && sent < 100) {
		sent += 1;
		if (!endless.write(MEGABYTE)) await Promise.race([once(endless, "drain").catch(() => {}), ended]);
	}
	expect(answered).toBe(413);
	// What had been written already may lie in the buffers of both ends.
	expect(sent).toBeLessThan(50);
	endless.destroy();
	expect(await send("{}", { "content-type": JSON_TYPE })).toBe(401);
	expect(heard).toEqual([]);
});
