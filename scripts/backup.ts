// Back-up and restore, `npm run backup -- FILE` and `npm run restore -- FILE`: threads with their files, conversations and the audit, in one archive.

import { execFile } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { mkdtemp, rename } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { ConfigError } from "../src/config/environment.ts";
import { mountsBelow } from "../src/sandbox/docker/files/disk-images.ts";
import { loadKeys, saveKeys } from "./backup/keys.ts";
import { readEnvironment } from "./services/environment.ts";
import { leaveStateDir, takeStateDir } from "./services/records.ts";
import { openRedis } from "./services/redis.ts";

const root = join(import.meta.dirname, "..");
const KEYS = "redis.jsonl";
/** Of the state folder: the rest is made again. */
const KEPT = ["host-id", "threads", "disks", "audit"];
const tar = (args: readonly string[]) => promisify(execFile)("tar", [...args], { maxBuffer: 2 ** 26 });
const EXTRACT = ["--extract", "--gzip", "--sparse", "--numeric-owner", "--preserve-permissions"];
const say = (line: string) => console.log(line);

/** REDIS_URL, or our own Redis for as long as `work` takes. */
async function withRedisUrl<T>(
	url: string | undefined,
	stateDir: string,
	work: (url: string) => Promise<T>,
): Promise<T> {
	if (url !== undefined) return await work(url);
	const redis = await openRedis({ stateDir, say });
	await redis.running.start();
	try {
		return await work(redis.url);
	} finally {
		await redis.running.stop();
	}
}

async function backup(file: string, o: { stateDir: string; redisUrl: string | undefined }): Promise<string> {
	if (existsSync(file)) throw new Error(`${file} exists already; name another file, or remove it.`);
	const mounted = await mountsBelow(o.stateDir);
	if (mounted.length > 0) {
		throw new Error(
			"Threads' disks are still in use by containers of a bot that was killed; start it and stop it once, then try again.",
		);
	}
	const keys = join(o.stateDir, KEYS);
	const part = `${file}.part`;
	rmSync(keys, { force: true });
	try {
		const count = await withRedisUrl(o.redisUrl, o.stateDir, (url) => saveKeys(url, keys));
		const there = [KEYS, ...KEPT].filter((name) => existsSync(join(o.stateDir, name)));
		await tar([
			"--create",
			"--gzip",
			"--sparse",
			"--numeric-owner",
			"--file",
			part,
			"--directory",
			o.stateDir,
			...there,
		]);
		await rename(part, file);
		return `backup: ${count} records and ${there.slice(1).join(", ")} are in ${file}. It holds what people wrote and uploaded: keep it as you keep those. Keep .env and threadloop.yaml beside it.`;
	} finally {
		rmSync(keys, { force: true });
		rmSync(part, { force: true });
	}
}

async function restore(file: string, o: { stateDir: string; redisUrl: string | undefined }): Promise<string> {
	if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
	const taken = KEPT.filter((name) => existsSync(join(o.stateDir, name)) && !isEmpty(join(o.stateDir, name)));
	if (taken.length > 0) {
		throw new Error(
			`${o.stateDir} already holds ${taken.join(", ")}, so nothing was restored; set STATE_DIR to a new folder, or move those away.`,
		);
	}
	const folder = await mkdtemp(join(o.stateDir, "restoring-"));
	try {
		await tar([...EXTRACT, "--file", file, "--directory", folder]);
		const place = async () => {
			for (const name of KEPT) {
				if (!existsSync(join(folder, name))) continue;
				rmSync(join(o.stateDir, name), { recursive: true, force: true });
				await rename(join(folder, name), join(o.stateDir, name));
			}
		};
		const count = await withRedisUrl(o.redisUrl, o.stateDir, (url) => loadKeys(url, join(folder, KEYS), place));
		return `restore: ${count} records and the files are in place; start Threadloop, and it goes on where it was.`;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function isEmpty(path: string): boolean {
	try {
		return readdirSync(path).length === 0;
	} catch {
		return false;
	}
}

/** Resolves with the exit code. */
async function main([what, name]: readonly string[]): Promise<number> {
	process.umask(0o077);
	if (name === undefined || (what !== "backup" && what !== "restore")) {
		console.error("Name a file: npm run backup -- threadloop-2026-01-31.tar.gz, or npm run restore -- that file.");
		return 2;
	}
	const { config, stateDir } = readEnvironment(root, (line) => say(`${what}: ${line}`));
	const holder = takeStateDir(stateDir);
	if (holder !== undefined) {
		console.error(
			`${what}: Threadloop is running (process ${holder}), so its files would change meanwhile; stop it first.`,
		);
		return 1;
	}
	try {
		const file = resolve(process.env.INIT_CWD ?? process.cwd(), name);
		say(await { backup, restore }[what](file, { stateDir, redisUrl: config.redisUrl }));
		return 0;
	} finally {
		leaveStateDir(stateDir);
	}
}

try {
	process.exitCode = await main(process.argv.slice(2));
} catch (error) {
	console.error(
		error instanceof Error && !(error instanceof ConfigError)
			? `Nothing was changed for good: ${error.message}`
			: error,
	);
	process.exitCode = 1;
}
