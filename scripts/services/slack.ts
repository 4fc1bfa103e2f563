// The Slack look-alike: a server that this project did not write, with the demo workspace of `demo/workspace.yaml`.

import { mkdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Running, type Surroundings } from "./process.ts";

const demo = join(import.meta.dirname, "../../demo");

export const workspace = {
	botToken: "xoxb-demo-token",
	appToken: "xapp-demo-token",
	general: "C01GEN",
	bob: "U02BOB",
} as const;

/** The program of the look-alike, where npm put it. */
function lookAlikeProgram(): string {
	try {
		return join(dirname(fileURLToPath(import.meta.resolve("local-slack-linux-x64/package.json"))), "bin/local-slack");
	} catch {
		throw new Error(
			"The Slack look-alike of the demo runs on Linux x64 only; set SLACK_BOT_TOKEN and SLACK_APP_TOKEN in .env to use a real workspace.",
		);
	}
}

export interface LookAlike {
	readonly port: number;
	/** Called whenever it came up, which is with an empty workspace. */
	readonly welcome: () => Promise<void>;
}

export function openLookAlike(around: Surroundings, { port, welcome }: LookAlike): Running {
	const files = join(around.stateDir, "slack-files");
	// Its messages live in its memory, so files of an earlier one belong to nothing.
	rmSync(files, { recursive: true, force: true });
	mkdirSync(files, { recursive: true });
	const config = join(demo, "workspace.yaml");
	return new Running(
		{
			name: "slack",
			command: lookAlikeProgram(),
			args: ["--config", config, "--port", String(port), "--base-host", "127.0.0.1", "--files-dir", files],
			cwd: demo,
			env: { BUN_OPTIONS: "--preload ./loopback.js" },
			isReady: async () => {
				if (!(await isUp(port))) return false;
				if (await isOpenToOthers(port)) {
					throw new Error(`The Slack look-alike listens on more than loopback at port ${port}, so it is not used.`);
				}
				await welcome();
				return true;
			},
			readyWithinMs: 20_000,
			graceMs: 3000,
		},
		around,
	);
}

async function isUp(port: number): Promise<boolean> {
	try {
		const response = await fetch(`http://127.0.0.1:${port}/_control/state`, { signal: AbortSignal.timeout(2000) });
		await response.body?.cancel();
		return response.ok;
	} catch {
		return false;
	}
}

/** Whether the port answers at an address of this machine that others can reach. */
async function isOpenToOthers(port: number): Promise<boolean> {
	const addresses = Object.values(networkInterfaces())
		.flatMap((all) => all ?? [])
		.filter(({ internal, family }) => !internal && family === "IPv4")
		.map(({ address }) => address);
	const answers = await Promise.all(
		addresses.map(
			(host) =>
				new Promise<boolean>((resolve) => {
					const socket = connect({ port, host, timeout: 1000 });
					const end = (open: boolean) => {
						socket.destroy();
						resolve(open);
					};
					socket.on("connect", () => end(true));
					socket.on("error", () => end(false));
					socket.on("timeout", () => end(false));
				}),
		),
	);
	return answers.includes(true);
}
