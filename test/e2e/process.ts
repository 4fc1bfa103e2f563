// The bot as a process of its own, as `npm start` runs it: so that it can be killed and started again.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Docker from "dockerode";
import { releaseDisks } from "../../src/sandbox/docker/files/disks.ts";
import { image } from "../sandbox/options.ts";
import { until } from "./twin.ts";

const main = join(import.meta.dirname, "../../src/main.ts");

export interface BotProcess {
	readonly stateDir: string;
	readonly log: () => string;
	/** `over` replaces settings from now on. */
	start(over?: Record<string, string>): Promise<void>;
	/** Dies at once, as in a power cut; containers go on. */
	kill(): Promise<void>;
	/** Stops at once, as in a machine that hangs, until `thaw`. */
	freeze(): void;
	thaw(): void;
	dead(): boolean;
	/** The engine's ids of its containers. */
	containers(): Promise<readonly string[]>;
	removeContainers(): Promise<void>;
	/** Ends in good order. Resolves with the exit code. */
	stop(): Promise<number | null>;
	/** While it ends: it is not to wait for what is at work. */
	hurry(): void;
	/** Ends it and removes its containers and its state folder. */
	remove(): Promise<void>;
}

/** In `shared`, a state folder of another bot, which removes it. */
export async function botProcess(env: Record<string, string>, shared?: string): Promise<BotProcess> {
	const stateDir = shared ?? (await mkdtemp(join(tmpdir(), "threadloop-state-")));
	let child: ReturnType<typeof spawn> | undefined;
	let log = "";
	const ended = async (signal: NodeJS.Signals): Promise<number | null> => {
		const running = child;
		if (running === undefined || running.exitCode !== null || running.signalCode !== null)
			return running?.exitCode ?? null;
		const exit = new Promise<number | null>((resolve) => running.once("exit", resolve));
		running.kill(signal);
		return exit;
	};
	const docker = new Docker();
	const containers = async () => {
		const hostId = await readFile(join(stateDir, "host-id"), "utf8");
		const left = await docker.listContainers({ all: true, filters: { label: [`threadloop.host=${hostId}`] } });
		return left.map(({ Id }) => Id);
	};
	const removeContainers = async () => {
		await Promise.all((await containers()).map((id) => docker.getContainer(id).remove({ force: true })));
	};
	return {
		stateDir,
		log: () => log,
		start: async (over = {}) => {
			env = { ...env, ...over };
			const from = log.length;
			child = spawn(process.execPath, [main], {
				// Spare containers would take the processor away from the tests beside this one.
				env: {
					PATH: process.env.PATH ?? "",
					STATE_DIR: stateDir,
					LOG_LEVEL: "debug",
					SANDBOX_POOL: "0",
					SANDBOX_IMAGE: image,
					...env,
				},
				stdio: ["ignore", "ignore", "pipe"],
			});
			child.stderr?.setEncoding("utf8").on("data", (text: string) => {
				log += text;
			});
			await until("the bot to be ready", () => {
				if (child?.exitCode !== null) throw new Error(`the bot ended: ${log.slice(-3000)}`);
				return log.slice(from).includes('"event":"ready"');
			});
		},
		kill: async () => void (await ended("SIGKILL")),
		stop: () => ended("SIGTERM"),
		freeze: () => void child?.kill("SIGSTOP"),
		thaw: () => void child?.kill("SIGCONT"),
		hurry: () => void child?.kill("SIGINT"),
		dead: () => child?.signalCode !== null || child.exitCode !== null,
		containers,
		removeContainers,
		remove: async () => {
			await ended("SIGKILL");
			if (shared !== undefined) return;
			await removeContainers();
			await releaseDisks(stateDir);
			await rm(stateDir, { recursive: true, force: true });
		},
	};
}
