// Back-up and restore with a real bot: after a move to another folder and another Redis, code that waited runs on the files that were there.

import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { releaseDisks } from "../../src/sandbox/docker/files/disks.ts";
import { startRedis, type TestRedis } from "../fakes/redis.ts";
import { csv, openStage, type Stage } from "./stage.ts";

const script = join(import.meta.dirname, "../../scripts/backup.ts");
let stage: Stage;
let other: TestRedis;
let folder: string;

beforeAll(async () => {
	[stage, other, folder] = await Promise.all([
		openStage(),
		startRedis(),
		mkdtemp(join(tmpdir(), "threadloop-backup-")),
	]);
});
afterAll(async () => {
	await stage?.close();
	await releaseDisks(join(folder, "state"));
	await other?.stop();
	await rm(folder, { recursive: true, force: true });
});

function play(
	what: "backup" | "restore",
	file: string,
	env: { readonly STATE_DIR: string; readonly REDIS_URL: string },
) {
	const { stdout, stderr, status } = spawnSync(process.execPath, [script, what, file], {
		encoding: "utf8",
		env: { ...process.env, INIT_CWD: folder, SLACK_BOT_TOKEN: "", SLACK_APP_TOKEN: "", DISCORD_TOKEN: "", ...env },
	});
	return { said: `${stdout}${stderr}`, status };
}

test("a bot is moved: code that waits there runs here, on the file of before, and the audit is one chain", async () => {
	const { twin, bot, redis } = stage;
	const ts = await stage.propose("print('rows', len(open('data.csv').readlines()) - 1)", { "data.csv": csv });
	const before = { STATE_DIR: bot.stateDir, REDIS_URL: redis.url };
	expect(play("backup", "one.tar.gz", before)).toMatchObject({
		said: expect.stringContaining("start it and stop it once"),
		status: 1,
	});
	await bot.stop();
	expect(play("backup", "one.tar.gz", before)).toMatchObject({
		said: expect.stringMatching(/^backup: \d+ records/),
		status: 0,
	});
	expect(play("backup", "one.tar.gz", before)).toMatchObject({
		said: expect.stringContaining("exists already"),
		status: 1,
	});
	expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);

	const state = join(folder, "state");
	const after = { STATE_DIR: state, REDIS_URL: other.url };
	expect(play("restore", "two.tar.gz", after)).toMatchObject({ said: expect.stringContaining("no file"), status: 1 });
	expect(play("restore", "one.tar.gz", { ...after, REDIS_URL: redis.url })).toMatchObject({
		said: expect.stringContaining("already holds threads"),
		status: 1,
	});
	expect((await readdir(state)).filter((name) => name !== "logs")).toEqual([]);
	expect(play("restore", "one.tar.gz", after)).toMatchObject({
		said: expect.stringContaining("goes on where it was"),
		status: 0,
	});
	expect(play("restore", "one.tar.gz", after)).toMatchObject({
		said: expect.stringContaining("already holds"),
		status: 1,
	});

	const audit = await readFile(join(bot.stateDir, "audit/audit.jsonl"), "utf8");
	expect(await readFile(join(state, "audit/audit.jsonl"), "utf8")).toBe(audit);
	await bot.start({ REDIS_URL: other.url, STATE_DIR: state });
	await stage.approve(ts);
	await twin.saying(ts, "The program says: rows 4");
}, 120_000);
