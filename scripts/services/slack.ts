// The Slack look-alike: a server that this project did not write, with the demo workspace of `demo/workspace.yaml`.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Running, type Surroundings } from "./process.ts";

const demo = join(import.meta.dirname, "../../demo");

/** As in `demo/workspace.yaml`. */
export const workspace = {
	team: "T01ACME",
	botToken: "xoxb-demo-token",
	appToken: "xapp-demo-token",
	general: "C01GEN",
	bob: "U02BOB",
} as const;

/** The program of the look-alike, where npm put it. Throws a sentence where there is none for this machine. */
export function lookAlikeProgram(): string {
	try {
		return join(dirname(fileURLToPath(import.meta.resolve("local-slack-linux-x64/package.json"))), "bin/local-slack");
	} catch {
		throw new Error(
			`The demo's Slack look-alike runs on Linux x64 only, and this is ${process.platform} ${process.arch}; run the demo in containers (docker compose --profile demo up), or set SLACK_BOT_TOKEN and SLACK_APP_TOKEN in .env to use a real workspace.`,
		);
	}
}

export interface LookAlike {
	/** It listens at a socket in this folder, which only we may enter. */
	readonly folder: string;
	/** A guarded way in that holds the bot's key: `http://127.0.0.1:PORT/KEY`. */
	readonly botUrl: string;
	/** Called whenever it came up, which is with an empty workspace. */
	readonly welcome: () => Promise<void>;
}

/** Short enough for a socket's path, wherever the state folder lies; mkdtemp closes it to others. */
export function socketFolder(): string {
	return mkdtempSync(join(tmpdir(), "threadloop-"));
}

export const socketIn = (folder: string): string => join(folder, "slack.sock");

export function openLookAlike(around: Surroundings, { folder, botUrl, welcome }: LookAlike): Running {
	const files = join(around.stateDir, "slack-files");
	// Its messages live in its memory, so files of an earlier one belong to nothing.
	rmSync(files, { recursive: true, force: true });
	mkdirSync(files, { recursive: true, mode: 0o700 });
	const config = join(demo, "workspace.yaml");
	const { host, pathname } = new URL(botUrl);
	const [name = "", port = ""] = host.split(":");
	return new Running(
		{
			name: "slack",
			command: lookAlikeProgram(),
			// Port 0, so that nothing is found at a known one should it not take the socket.
			args: ["--config", config, "--port", "0", "--base-host", name, "--files-dir", files],
			cwd: demo,
			env: {
				BUN_OPTIONS: "--preload ./socket.js",
				LOOKALIKE_SOCKET: socketIn(folder),
				LOOKALIKE_ADDRESS: port + pathname,
			},
			isReady: async () => {
				if (!(await isUp(folder))) return false;
				await welcome();
				return true;
			},
			readyWithinMs: 20_000,
			graceMs: 3000,
		},
		around,
	);
}

function isUp(folder: string): Promise<boolean> {
	return new Promise((resolve) => {
		const asked = get({ socketPath: socketIn(folder), path: "/_control/state", timeout: 2000 }, (response) => {
			response.resume();
			resolve(response.statusCode === 200);
		});
		asked.on("timeout", () => asked.destroy());
		asked.on("error", () => resolve(false));
	});
}
