// The operator's port by itself: whoever asks gets no stack, whatever fails and whatever NODE_ENV is, and no header opens the board or breaks it.

import { request } from "node:http";
import { text } from "node:stream/consumers";
import Bull from "bull";
import type { RequestHandler } from "express";
import { afterEach, expect, test, vi } from "vitest";
import { openBoard } from "../../src/ops/board.ts";
import { type Ops, openOps } from "../../src/ops/server.ts";

const TOKEN = "a-token-of-the-operator";
const open: { close(): Promise<unknown> }[] = [];
let logged: { event: string; fields: Record<string, unknown> | undefined }[] = [];

afterEach(async () => {
	vi.unstubAllEnvs();
	logged = [];
	await Promise.all(open.splice(0).map((one) => one.close()));
});

const broken = () => {
	throw new Error("what is behind it is broken");
};

async function start(board: (path: string) => RequestHandler = () => broken): Promise<Ops> {
	const ops = await openOps({
		host: "127.0.0.1",
		port: 0,
		token: TOKEN,
		checks: {},
		metrics: async () => broken(),
		board,
		log: (_level, event, fields) => void logged.push({ event, fields }),
	});
	open.push(ops);
	return ops;
}

const basic = (password: string) => `Basic ${Buffer.from(`anybody:${password}`).toString("base64")}`;

/** As the bytes are: fetch would put the path right. */
async function get(ops: Ops, path: string, authorization = basic(TOKEN), method = "GET") {
	const asked = request({
		port: ops.port,
		path,
		method,
		headers: { authorization, "content-type": "application/json" },
	});
	const answer = new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
		asked.on("error", reject);
		asked.on("response", async (response) => resolve({ status: response.statusCode, body: await text(response) }));
	});
	asked.end(method === "GET" ? undefined : '{"a":');
	return await answer;
}

test("whatever stands where the password belongs, without the token there is no board", async () => {
	const ops = await start(() => (_request, response) => void response.send("the board"));
	for (const wrong of ["Basic A", "Basic =", "Basic AAAAA", "Basic ====", "Basic \u00e9", "Basic ", "A", basic("x")])
		expect((await get(ops, "/queue/", wrong)).status, wrong).toBe(401);
	expect(await get(ops, "/queue/")).toEqual({ status: 200, body: "the board" });
	expect(logged).toEqual([]);
});

test.each(["development", "test", "production"])(
	"nothing that fails shows its stack, where NODE_ENV is %s",
	async (env) => {
		vi.stubEnv("NODE_ENV", env);
		const ops = await start();
		for (const path of ["/metrics", "/queue/"]) {
			expect(await get(ops, path), path).toEqual({ status: 500, body: "This failed; the bot's log says why." });
			expect(logged.at(-1)).toMatchObject({
				event: "ops_request_failed",
				fields: { path, error: { message: "what is behind it is broken" } },
			});
		}
	},
);

test.each(["development", "test"])("nor does the real board, where NODE_ENV is %s", async (env) => {
	vi.stubEnv("NODE_ENV", env);
	// Nothing listens there.
	const jobs = new Bull("threads", "redis://127.0.0.1:1", {
		redis: { maxRetriesPerRequest: 0, retryStrategy: () => 50 },
	});
	jobs.on("error", () => {});
	open.push({ close: async () => jobs.clients.map((client) => client.disconnect()) });
	const ops = await start(openBoard(jobs));
	const failed = await get(ops, "/queue/api/queues");
	const misread = await get(ops, "/queue/api/queues", basic(TOKEN), "PUT");
	const odd = await get(ops, "/queue/api/queues/a/%zz");
	expect([failed.status, misread.status, odd.status]).toEqual([500, 400, 400]);
	expect(JSON.parse(failed.body)).toMatchObject({ error: { key: "ERRORS.INTERNAL_SERVER_ERROR" } });
	for (const { body } of [failed, misread, odd]) expect(body).not.toMatch(/ at |node_modules|\.js:\d/);
});
