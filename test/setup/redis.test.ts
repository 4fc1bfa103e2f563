// Our own Redis: what it promises about data, and who may use it.

import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openRedis } from "../../scripts/services/redis.ts";
import { stateFolder } from "./folder.ts";

/** Sends inline commands, resolves with all that came back. */
function talk(url: URL, commands: readonly string[]): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(Number(url.port), url.hostname);
		let said = "";
		socket.on("data", (chunk) => {
			said += chunk.toString();
		});
		socket.on("error", reject);
		socket.on("close", () => resolve(said));
		socket.write(commands.map((line) => `${line}\r\n`).join(""));
	});
}

test("our own Redis writes everything to disk, forgets nothing, wants a password, and keeps its port and data", async () => {
	const stateDir = stateFolder();
	const around = { stateDir, say: () => {} };
	const first = await openRedis(around);
	onTestFinished(() => first.running.stop());
	await first.running.start();
	const url = new URL(first.url);
	expect(url.hostname).toBe("127.0.0.1");
	const hello = `AUTH ${url.password}`;
	expect(await talk(url, ["PING", "QUIT"])).toContain("NOAUTH");
	const names = ["appendonly", "appendfsync", "maxmemory-policy", "bind"];
	const settings = await talk(url, [hello, ...names.map((name) => `CONFIG GET ${name}`), "SET kept yes", "QUIT"]);
	expect(settings.split("\r\n").filter((line) => /^(yes|always|noeviction|127\.0\.0\.1)$/.test(line))).toEqual([
		"yes",
		"always",
		"noeviction",
		"127.0.0.1",
	]);
	await first.running.stop();
	const second = await openRedis(around);
	onTestFinished(() => second.running.stop());
	await second.running.start();
	expect(second.url).toBe(first.url);
	expect(await talk(new URL(second.url), [hello, "GET kept", "QUIT"])).toContain("yes");
	await second.running.stop();
});
