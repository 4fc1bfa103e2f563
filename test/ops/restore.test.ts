// A restore that fails in the middle leaves nothing behind, so that it can be tried again.

import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startRedis, type TestRedis } from "../fakes/redis.ts";

const script = join(import.meta.dirname, "../../scripts/backup.ts");
let redis: TestRedis;
let client: Redis;
let folder: string;

beforeAll(async () => {
	[redis, folder] = await Promise.all([startRedis(), mkdtemp(join(tmpdir(), "threadloop-restore-"))]);
	client = new Redis(redis.url);
});
afterAll(async () => {
	client?.disconnect();
	await redis?.stop();
	await rm(folder, { recursive: true, force: true });
});

/** An archive with these lines of records, and a file of a thread. */
async function archive(name: string, lines: readonly string[]): Promise<string> {
	const source = join(folder, name);
	await mkdir(join(source, "threads/one"), { recursive: true });
	await writeFile(join(source, "redis.jsonl"), lines.map((line) => `${line}\n`).join(""));
	await writeFile(join(source, "threads/one/data.csv"), "a\n1\n");
	const file = `${source}.tar.gz`;
	spawnSync("tar", ["--create", "--gzip", "--file", file, "--directory", source, "."]);
	return file;
}

function restore(file: string) {
	const stateDir = join(folder, "state");
	const { stdout, stderr, status } = spawnSync(process.execPath, [script, "restore", file], {
		encoding: "utf8",
		env: { ...process.env, INIT_CWD: folder, STATE_DIR: stateDir, REDIS_URL: redis.url },
	});
	return { said: `${stdout}${stderr}`, status };
}

it("takes out again what it wrote, and the whole archive can be restored after it", async () => {
	await client.set("source", "a thread");
	const value = (await client.dumpBuffer("source"))?.toString("base64") ?? "";
	await client.del("source");
	const good = JSON.stringify({ key: "threadloop:session:one", value, ends: 0 });
	const broken = restore(await archive("broken", [good, "{ cut"]));
	expect(broken).toMatchObject({ said: expect.stringContaining("Nothing was changed for good"), status: 1 });
	expect(await client.keys("*")).toEqual([]);
	expect(await readdir(join(folder, "state"))).not.toContain("threads");
	expect(restore(await archive("whole", [good])).said).toContain("restore: 1 records");
	expect(await client.get("threadloop:session:one")).toBe("a thread");
	expect(await readdir(join(folder, "state/threads/one"))).toEqual(["data.csv"]);
});
