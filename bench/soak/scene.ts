// All parts of the soak, kept running as `npm start` keeps them: Redis, the model server and the bot are started again when they die.

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { z } from "zod";
import { openBot } from "../../scripts/services/bot.ts";
import { freePort } from "../../scripts/services/ports.ts";
import { Running } from "../../scripts/services/process.ts";
import { openRedis } from "../../scripts/services/redis.ts";
import { mountsBelow, unmount } from "../../src/sandbox/docker/files/disk-images.ts";
import { releaseDisks } from "../../src/sandbox/docker/files/disks.ts";
import { openStore, type RedisStore } from "../../src/store/redis.ts";
import { type OwnEngine, ownEngine } from "../../test/sandbox/abuse/engine.ts";
import { image } from "../../test/sandbox/options.ts";
import { type Desk, openDiscordDesk, openSlackDesk } from "./desks.ts";

const run = promisify(execFile);

export interface Scene {
	readonly stateDir: string;
	/** A file system of the soak's own that may be filled and frozen; undefined where only root could have one. */
	readonly disk: string | undefined;
	readonly slack: Desk;
	readonly discord: Desk;
	readonly store: RedisStore;
	readonly engine: OwnEngine | undefined;
	/** How wrong the bot's clock is, in milliseconds. */
	readonly clock: string;
	readonly opsUrl: string;
	pid(name: "bot" | "redis" | "model"): number;
	/** Ids of the bot's running containers. */
	containers(): Promise<readonly string[]>;
	refuseModel(status: number, ms: number): Promise<void>;
	/** Resolves with what the bot left behind when it ended in good order. */
	stopBot(): Promise<readonly string[]>;
	close(): Promise<void>;
}

const DISK_BYTES = 24e9;

export async function openScene(o: { people: number; engine: boolean; say: (line: string) => void }): Promise<Scene> {
	const folder = await mkdtemp(join(tmpdir(), "threadloop-soak-"));
	const disk = await ownDisk(folder);
	const stateDir = join(disk ?? folder, "state");
	mkdirSync(join(stateDir, "logs"), { recursive: true, mode: 0o700 });
	const around = { stateDir, say: o.say };
	const engine = o.engine ? await ownEngine(image) : undefined;
	if (engine !== undefined) process.env.DOCKER_HOST = `unix://${engine.socketPath}`;
	const half = Math.ceil(o.people / 2);
	const [slack, discord, redis] = await Promise.all([openSlackDesk(half), openDiscordDesk(half), openRedis(around)]);
	const [modelPort, opsPort] = [await freePort(), await freePort()];
	const modelUrl = `http://127.0.0.1:${modelPort}`;
	const model = new Running(
		{
			name: "model",
			command: process.execPath,
			args: ["--no-warnings", join(import.meta.dirname, "model-server.ts"), String(modelPort)],
			isReady: () =>
				fetch(`${modelUrl}/v1/models`).then(
					({ ok }) => ok,
					() => false,
				),
			readyWithinMs: 60_000,
			graceMs: 1000,
		},
		around,
	);
	const clock = join(folder, "clock");
	writeFileSync(clock, "0");
	await Promise.all([redis.running.start(), model.start()]);
	const bot = openBot(around, {
		logLevel: "info",
		runTimeoutMs: 30_000,
		env: {
			REDIS_URL: redis.url,
			MODEL_BASE_URL: `${modelUrl}/v1`,
			SANDBOX_IMAGE: image,
			OPS_PORT: String(opsPort),
			NODE_OPTIONS: `--import ${join(import.meta.dirname, "clock.ts")} --no-warnings`,
			CLOCK_OFFSET: clock,
			...slack.env,
			...discord.env,
		},
	});
	await bot.start();
	const store = await openStore({ url: redis.url, hostId: "soak", log: () => {}, now: Date.now });
	const hostId = readFileSync(join(stateDir, "host-id"), "utf8");
	const containers = async () => {
		const { stdout } = await run("docker", ["ps", "-q", "--no-trunc", "--filter", `label=threadloop.host=${hostId}`]);
		return stdout.split("\n").filter(Boolean);
	};
	let stopped = false;
	const stopBot = async () => {
		stopped = true;
		await bot.stop();
		const mounts = await mountsBelow(join(stateDir, "disks"));
		const left = await containers();
		return [...left.map((id) => `container ${id.slice(0, 12)}`), ...mounts.map((mount) => `mount ${mount}`)];
	};
	return {
		stateDir,
		disk,
		slack,
		discord,
		store,
		engine,
		clock,
		opsUrl: `http://127.0.0.1:${opsPort}`,
		pid: (name) => identity.parse(JSON.parse(readFileSync(join(stateDir, "running", name), "utf8"))).pid,
		containers,
		refuseModel: async (status, ms) => {
			await fetch(`${modelUrl}/_refuse?status=${status}&ms=${ms}`, { method: "POST" }).catch(() => {});
		},
		stopBot,
		close: async () => {
			if (!stopped) await stopBot();
			for (const id of await containers()) await run("docker", ["rm", "-f", id]).catch(() => {});
			await store.close();
			await Promise.all([redis.running.stop(), model.stop()]);
			// An interrupted soak leaves people who are still looking at their threads.
			await Promise.race([Promise.all([slack.close(), discord.close()]), sleep(10_000)]);
			await releaseDisks(stateDir);
			await engine?.remove();
			if (disk !== undefined) await unmount(disk);
			await rm(folder, { recursive: true, force: true });
		},
	};
}

const identity = z.object({ pid: z.int().positive() });

/** Without it the disk is neither filled nor slowed down. */
async function ownDisk(folder: string): Promise<string | undefined> {
	if (process.getuid?.() !== 0 || !existsSync("/dev/loop-control")) return undefined;
	const [file, mount] = [join(folder, "disk.ext4"), join(folder, "disk")];
	mkdirSync(mount);
	await run("truncate", ["-s", String(DISK_BYTES), file]);
	await run("mkfs.ext4", ["-q", "-m", "0", file]);
	await run("mount", ["-o", "loop", file, mount]);
	return mount;
}
