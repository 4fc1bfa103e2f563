// The host's clock was wrong and is put right: what waits for a platform's limits must not wait until the wrong time has come.

import { createServer } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { freePort } from "../../scripts/services/ports.ts";
import { openApi } from "../../src/adapters/discord/api.ts";
import { openDesk, turnIn, twin, useTwin } from "./slack/desk.ts";
import { attempt, code } from "./turns.ts";

useTwin();
afterEach(() => vi.restoreAllMocks());

const AHEAD_MS = 600_000;
const real = Date.now;

async function withClockAhead(work: () => Promise<unknown>): Promise<void> {
	vi.spyOn(Date, "now").mockImplementation(() => real() + AHEAD_MS);
	await work();
	vi.restoreAllMocks();
}

test("calls to Discord go on: a limit told while the clock was ahead holds no longer than told", async () => {
	const server = createServer((_, response) => {
		const limits = { "x-ratelimit-limit": "1", "x-ratelimit-remaining": "0", "x-ratelimit-reset-after": "0.5" };
		response.writeHead(200, { "content-type": "application/json", ...limits, "x-ratelimit-bucket": "b" }).end("[]");
	});
	const port = await freePort();
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	const closing = new AbortController();
	const api = openApi({ token: "t", apiUrl: `http://127.0.0.1:${port}/api`, log: () => {}, closing: closing.signal });
	const read = () => api.get("/channels/100000000000000010/messages", { what: "read", needs: [] });
	try {
		await withClockAhead(async () => {
			// From the second answer on it is known which limit is meant.
			await read();
			await read();
		});
		const began = performance.now();
		await read();
		expect(performance.now() - began).toBeLessThan(5000);
	} finally {
		closing.abort();
		api.close();
		server.closeAllConnections();
		server.close();
	}
});

test("posts in a channel of Slack go on", async () => {
	const { slack } = openDesk({ now: () => Date.now() });
	const ask = async () => {
		const ts = await twin.say("<@U0BOT> sum");
		await slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		return ts;
	};
	await withClockAhead(async () => {
		// More at once than a burst.
		for (let post = 0; post < 9; post += 1) await ask();
	});
	const began = performance.now();
	await ask();
	expect(performance.now() - began).toBeLessThan(5000);
}, 30_000);
