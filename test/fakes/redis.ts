// A real redis-server on a free port in a folder of its own, set as Threadloop wants it; it can be killed and come back.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../scripts/services/ports.ts";

export interface TestRedis {
	/** `redis://127.0.0.1:PORT` */
	readonly url: string;
	readonly port: number;
	/** Where its data lies. */
	readonly folder: string;
	/** Ends it at once (SIGKILL); the data stays. */
	kill(): Promise<void>;
	/** Freezes it (SIGSTOP): connections stay open and nothing answers; `restart` and `thaw` end that. */
	freeze(): void;
	thaw(): void;
	/** Starts it again on the same port and data, after `kill` or instead of it. */
	restart(): Promise<void>;
	/** Ends it for good and removes the data. */
	stop(): Promise<void>;
	/** One command in Redis' inline form, e.g. `PING`; resolves with the raw reply. */
	ask(command: string): Promise<string>;
}

/** `settings` go onto the command line, e.g. `{ appendonly: "no" }`. */
export async function startRedis(settings: Readonly<Record<string, string>> = {}): Promise<TestRedis> {
	const folder = await mkdtemp(join(tmpdir(), "threadloop-redis-"));
	const port = await freePort();
	let child: ChildProcess | undefined;

	const start = async () => {
		const wanted = {
			port: String(port),
			bind: "127.0.0.1",
			dir: folder,
			save: "",
			// So that what the file holds can be searched.
			rdbcompression: "no",
			appendonly: "yes",
			appendfsync: "always",
			"maxmemory-policy": "noeviction",
			...settings,
		};
		const args = Object.entries(wanted).flatMap(([name, value]) => [`--${name}`, value]);
		child = spawn("redis-server", args, { stdio: "ignore" });
		const broken = once(child, "error").then(([error]) => Promise.reject(error));
		broken.catch(() => {});
		await Promise.race([broken, answering(port)]);
	};
	const end = async () => {
		if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
		const gone = once(child, "exit");
		child.kill("SIGKILL");
		await gone;
	};

	await start();
	return {
		url: `redis://127.0.0.1:${port}`,
		port,
		folder,
		kill: end,
		freeze: () => void child?.kill("SIGSTOP"),
		thaw: () => void child?.kill("SIGCONT"),
		restart: async () => {
			await end();
			await start();
		},
		stop: async () => {
			await end();
			await rm(folder, { recursive: true, force: true });
		},
		ask: (command) => ask(port, command),
	};
}

async function answering(port: number): Promise<void> {
	const end = Date.now() + 20_000;
	while (Date.now() < end) {
		const answer = await ask(port, "PING").catch(() => "");
		if (answer.startsWith("+PONG")) return;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	throw new Error(`redis-server did not come up on port ${port}`);
}

function ask(port: number, command: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(port, "127.0.0.1", () => socket.write(`${command}\r\n`));
		socket.setTimeout(5000, () => socket.destroy(new Error("no answer")));
		socket.once("data", (data) => {
			resolve(data.toString());
			socket.end();
		});
		socket.once("error", reject);
		socket.once("close", () => reject(new Error("closed")));
	});
}
