// The client of the vision model, unmodified, against a real vLLM with a model that sees white from black (`npm run test:vllm`).

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../scripts/services/ports.ts";
import type { Running } from "../../scripts/services/process.ts";
import { serveVllm } from "../../scripts/services/vllm.ts";
import { openVision } from "../../src/model/vision.ts";

const KEY = "key-for-tests";
let port = 0;
let server: Running;

beforeAll(async () => {
	const home = process.env.THREADLOOP_VLLM ?? "";
	mkdirSync(join(home, "logs"), { recursive: true });
	port = await freePort();
	server = serveVllm(home, { port, key: KEY, model: "seeing" });
	await server.start();
}, 300_000);
afterAll(() => server?.stop());

/** A picture of one shade. */
function png(grey: number): Buffer {
	const part = (type: string, data: Buffer) => {
		const body = Buffer.concat([Buffer.from(type), data]);
		const [size, sum] = [data.length, crc32(body)].map((number) => {
			const bytes = Buffer.alloc(4);
			bytes.writeUInt32BE(number);
			return bytes;
		});
		return Buffer.concat([size ?? body, body, sum ?? body]);
	};
	// 60 by 40 points of 8 bits each; a row begins with its filter.
	const head = Buffer.from([0, 0, 0, 60, 0, 0, 0, 40, 8, 0, 0, 0, 0]);
	const rows = Buffer.concat(Array.from({ length: 40 }, () => Buffer.concat([Buffer.of(0), Buffer.alloc(60, grey)])));
	const signature = Buffer.from("89504e470d0a1a0a", "hex");
	return Buffer.concat([signature, part("IHDR", head), part("IDAT", deflateSync(rows)), part("IEND", Buffer.of())]);
}

function look(picture: Buffer, key = KEY) {
	const logged: { event: string; error: string }[] = [];
	const open = openVision({
		...{ baseUrl: `http://127.0.0.1:${port}`, name: "seeing", apiKey: key },
		log: (_level, event, { error } = {}) => void logged.push({ event, error: String(error ?? "") }),
	});
	const bytes = (async function* () {
		yield picture;
	})();
	const { signal } = new AbortController();
	return open({ bytes, type: "image/png", thread: "slack:T1:C1:1", turn: "t", signal }).then((found) => ({
		found,
		logged,
	}));
}

test("a picture reaches the model, which answers every question in the form asked for", async () => {
	expect(await look(png(0))).toMatchObject({ found: [], logged: [{ event: "chart_looked_at" }] });
});

test("the answer rests on the picture: of a white one it says yes to everything, which is not believed", async () => {
	const { found, logged } = await look(png(255));
	expect(found).toBeUndefined();
	expect(logged).toEqual([{ event: "chart_not_looked_at", error: "Error: it says yes to everything" }]);
});

test("what is no picture is refused, and the next one is looked at", async () => {
	const { found, logged } = await look(Buffer.from("no picture"));
	expect([found, logged[0]?.event]).toEqual([undefined, "chart_not_looked_at"]);
	expect((await look(png(0))).found).toEqual([]);
});

test("a wrong key changes nothing, and the log says why", async () => {
	const { found, logged } = await look(png(0), "wrong");
	expect(found).toBeUndefined();
	expect(logged[0]?.error).toContain("401");
});
