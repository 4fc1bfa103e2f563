// Our own Redis: on loopback with a password, every write on disk before it counts, its data in the state folder.

import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { freePort } from "./ports.ts";
import { Running, type Surroundings } from "./process.ts";

export interface Redis {
	readonly url: string;
	readonly running: Running;
}

export async function openRedis(around: Surroundings): Promise<Redis> {
	const folder = join(around.stateDir, "redis");
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const password = remembered(join(folder, "password"), () => randomBytes(24).toString("hex"));
	// The same port again where it can be had, so that a bot that outlived a crash finds it.
	const port = await freePort(Number(remembered(join(folder, "port"), () => "0")));
	writeFileSync(join(folder, "port"), String(port));
	const config = join(folder, "redis.conf");
	const settings = {
		bind: "127.0.0.1",
		port,
		requirepass: password,
		dir: JSON.stringify(folder),
		appendonly: "yes",
		appendfsync: "always",
		"maxmemory-policy": "noeviction",
		save: '""',
		daemonize: "no",
	};
	const lines = Object.entries(settings).map(([key, value]) => `${key} ${value}\n`);
	writeFileSync(config, lines.join(""), { mode: 0o600 });
	const running = new Running(
		{
			name: "redis",
			command: "redis-server",
			args: [config],
			isReady: () => answers(port, password),
			// It reads its data first.
			readyWithinMs: 60_000,
			graceMs: 10_000,
		},
		around,
	);
	return { url: `redis://:${password}@127.0.0.1:${port}/0`, running };
}

function remembered(file: string, make: () => string): string {
	try {
		return readFileSync(file, "utf8").trim();
	} catch {
		const value = make();
		writeFileSync(file, value, { mode: 0o600 });
		return value;
	}
}

/** +OK to the password and +PONG to the ping; -LOADING is no yet. */
function answers(port: number, password: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1");
		let said = "";
		const end = (answer: boolean) => {
			socket.destroy();
			resolve(answer);
		};
		socket.setTimeout(1000, () => end(false));
		socket.on("error", () => end(false));
		socket.on("connect", () => socket.write(`AUTH ${password}\r\nPING\r\n`));
		socket.on("data", (chunk) => {
			said += chunk.toString("latin1");
			if (said.includes("+PONG")) end(true);
			else if (said.includes("-")) end(false);
		});
	});
}
