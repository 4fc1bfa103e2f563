// Attacks by another user of the machine: what the bot keeps for itself is closed to everybody else, whatever the umask is.

import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { csv, openStage, type Stage } from "../e2e/stage.ts";

let stage: Stage;
let umask: number;
beforeAll(async () => {
	// As on a machine where everybody may read what everybody makes.
	umask = process.umask(0);
	stage = await openStage();
});
afterAll(async () => {
	process.umask(umask);
	await stage?.close();
});

const OTHERS = 0o077;

test("nobody but the bot's own user enters the folders of the audit and of the threads (R05)", async () => {
	const { bot } = stage;
	await stage.propose("print(1)", { "data.csv": csv });
	const inside = await readdir(bot.stateDir);
	expect(inside).toEqual(expect.arrayContaining(["audit", "threads"]));
	for (const name of ["audit", "threads"]) {
		const { mode } = await lstat(join(bot.stateDir, name));
		expect([name, (mode & OTHERS).toString(8)]).toEqual([name, "0"]);
	}
	const { mode } = await lstat(join(bot.stateDir, "audit/audit.jsonl"));
	expect((mode & OTHERS).toString(8)).toBe("0");
});
