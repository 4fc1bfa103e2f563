// Free ports: never one twice, and not one that another process of the tests would find, too.

import { createServer } from "node:net";
import { threadId } from "node:worker_threads";
import { expect, test } from "vitest";
import { freePort, isFree } from "../../scripts/services/ports.ts";

test("each port is given once, from a share of the process's own", async () => {
	const ports: number[] = [];
	for (let at = 0; at < 40; at += 1) ports.push(await freePort());
	expect(new Set(ports).size).toBe(40);
	expect([...new Set(ports.map((port) => (port - 20_000) % 64))]).toEqual([(process.pid + threadId) % 64]);
});

test("a wanted port is given where it is free, and another one where it is not", async () => {
	const port = await freePort();
	expect(await freePort(port)).toBe(port);
	const server = createServer().listen(port, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	expect(await isFree(port)).toBe(false);
	expect(await freePort(port)).not.toBe(port);
	await new Promise((resolve) => server.close(resolve));
});
